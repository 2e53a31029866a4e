"""The customer's own words in a text: in quotation marks of any sort, or after a verb of saying. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.reading.found import Found, Sure
from digests.reading.lexicon import any_of, phrases
from digests.reading.text import Text

_PAIRS = (
    ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("‘", "’"), ("'", "'"), ("``", "''"),
)  # fmt: skip
_SPOKEN_QUOTE = re.compile(r"\bquote[,:]?\s+(?P<said>.+?)[,.]?\s+(?:unquote|end quote|close quote)\b", re.IGNORECASE)
# Words that are only said, never sold: somebody speaks, something is, something is not.
# "Her words: …" without quotation marks.
_WORDS = re.compile(
    r"\b(?:his|her|their|exact|\w+['’]s)\s(?:own\s|exact\s|very\s)?words(?:\swere)?\s*[:,–—-]\s*", re.IGNORECASE
)
_OPENINGS = "\"'“”„‘«»`"
_SPEAKS = phrases("speech", "speaks")
_SOLD_BEFORE = phrases("speech", "sold_before")
_SOLD_BEHIND = phrases("speech", "sold_behind")
_SAYS = any_of("speech", "says")
_SOFT = any_of("speech", "soft")
_ASIDE = any_of("speech", "aside")
_VERB = re.compile(
    rf"\b(?P<verb>{_SAYS}|(?P<soft>{_SOFT}))\b(?P<mark>(?:\s+(?:{_ASIDE})\b)?\s*[,:]?\s*(?:that\s+|dass\s+|que\s+)?)"
)
_SOFTLY = phrases("speech", "softly")
_PLAINLY = phrases("speech", "plainly")
_LONG = 4  # words
_SPEECH_OPENS = phrases("speech", "speech_opens")
_LEADS = phrases("speech", "leads")
_SPEAKER = phrases("speech", "speaker")
# Who said it is not the customer, or nothing is told of what was said.
_NOT_THEM = phrases("speech", "not_them")
_HIS_OWN = phrases("speech", "his_own")
_STOP = phrases("speech", "stop")
_EMPTY = phrases("speech", "empty")
_NO_CLAUSE = phrases("speech", "no_clause")
_FINITE = phrases("speech", "finite")
_OPENS = phrases("speech", "opens")
_SUM = re.compile(r"(?:[£$€]?[\d.,]+k?|\w+ (?:hundred|thousand|grand))(?:\s\w+){0,3}")
_SUBJECT = re.compile(r"[,;]?\s*(?:he|she|they|the (?:owner|guy|lady|boss|woman|man)|[a-z]+)\s+(?:also\s+|just\s+)?$")
_MINE = re.compile(r"(?:i|we|i've|we've)\b.*\b(?:told|said|asked)")
# "…, says the manager": who speaks stands behind the verb.
_INVERTED = phrases("speech", "inverted")


@dataclass(frozen=True)
class Quoted:
    """Something in quotation marks: where it stands with its marks, and within them."""

    outer: tuple[int, int]
    start: int
    end: int


def quoted(text: Text) -> list[Quoted]:
    """Everything in quotation marks, in order; marks inside of others count for nothing."""
    found: list[Quoted] = []
    for one in sorted(_pairs(text.plain), key=lambda one: (one.outer[0], -one.outer[1])):
        if not found or one.outer[0] >= found[-1].outer[1]:
            found.append(one)
    return found


def said(text: Text, marks: Sequence[Quoted], *, is_request: bool) -> Found[str] | None:
    """The customer's own words, as they stand in the text; None where nothing is told of them."""
    spoken = _SPOKEN_QUOTE.search(text.plain)
    if spoken is not None:
        return Found(spoken["said"].strip(), spoken.start("said"), spoken.end("said"))
    words = _WORDS.search(text.plain)
    if words is not None and words.end() < len(text.plain) and text.plain[words.end()] not in _OPENINGS:
        _, stop = text.sentence(words.end())
        told = text.plain[words.end() : stop].strip()
        if len(told.split()) > 2:
            return Found(told, words.end(), words.end() + len(told), Sure.LIKELY)
    speeches = [one for one in marks if is_speech(text, one, is_request)]
    if speeches:
        longest = max(speeches, key=lambda one: (one.end - one.start, -one.start))
        return Found(text.plain[longest.start : longest.end].strip(), longest.start, longest.end)
    return _led_to(text) or _reported(text)


def _pairs(plain: str) -> Iterator[Quoted]:
    for opening, closing in _PAIRS:
        at = plain.find(opening)
        while at >= 0:
            stop = _closing(plain, at + len(opening), closing) if _opens(plain, at, opening) else -1
            if stop > at + len(opening):
                yield Quoted((at, stop + len(closing)), at + len(opening), stop)
                at = plain.find(opening, stop + len(closing))
            else:
                at = plain.find(opening, at + 1)


def _opens(plain: str, at: int, opening: str) -> bool:
    """Whether a mark begins something: not the apostrophe of a word, not the sign of inches."""
    behind = plain[at + len(opening) : at + len(opening) + 1]
    before = plain[at - 1 : at]
    if not behind or behind.isspace():
        return opening == "«" and behind.isspace()
    return not (opening in "'‘\"″" and (before.isalnum()))


def _closing(plain: str, start: int, closing: str) -> int:
    at = plain.find(closing, start)
    while at >= 0:
        behind, before = plain[at + len(closing) : at + len(closing) + 1], plain[at - 1 : at]
        is_apostrophe = closing in "'’" and (behind.isalnum() or before.isspace())
        if not is_apostrophe and not (closing in '"″' and behind.isalnum() and before.isspace()):
            if "\n" in plain[start:at] and closing in "'’":
                return -1
            return at
        at = plain.find(closing, at + 1)
    return -1


def is_speech(text: Text, one: Quoted, is_request: bool) -> bool:
    """Whether quotation marks hold what somebody said, and not the name of what is sold."""
    inside, low = text.plain[one.start : one.end], text.low[one.start : one.end]
    words = [word for word in text.words if one.start <= word.start < one.end]
    if not words or (_EMPTY.fullmatch(low.strip(" .!,")) and len(words) < 4):
        return False
    before, behind = text.low[: one.outer[0]], text.low[one.outer[1] :]
    speaks = bool(_SPEAKS.search(low))
    if _NOT_THEM_SPEAK.search(before[-40:]):
        return False
    if re.search(rf"\b(?:{_SAYS}|words|quote|like)\s*(?:was|were|is)?\s*[:,]?\s*$", before) and not re.search(
        r"\b(?:would|'d) like\s*$", before
    ):
        return True
    capitals = sum(word.text[0].isupper() for word in words)
    is_title = capitals == len(words) and len(words) <= 6 and not speaks
    if _SOLD_BEHIND.match(behind) and len(words) <= 6 and not inside.rstrip().endswith((".", "!", "?")):
        return False
    if _SOLD_BEFORE.search(before) and len(words) <= 7 and not (speaks and len(words) > 3):
        return False
    if is_title and (is_request or len(words) < 4):
        return False
    if is_request and len(words) <= 4 and not speaks and not inside.rstrip().endswith((".", "!", "?")):
        return False
    return len(words) > 1 or bool(re.search(r"\b(?:he|she|they|just|with a|:)\s*$", before))


_NOT_THEM_SPEAK = phrases("speech", "not_them_speak")


def _led_to(text: Text) -> Found[str] | None:
    """What stands behind "according to her" or "Owner:"."""
    for lead in (_LEADS.search(text.low), _SPEAKER.search(text.low)):
        if lead is not None:
            _, stop = text.sentence(lead.end())
            clause = _clause(text, lead.end(), stop)
            if clause is not None and (_OPENS.match(clause.value.lower()) or lead[0].rstrip(" ,:").endswith("words")):
                return clause
    return None


def _reported(text: Text) -> Found[str] | None:
    """The clause after a verb of saying, up to where the rep's own words go on; or the one before it."""
    for one in _VERB.finditer(text.low):
        start, stop = text.sentence(one.start("verb"))
        ahead = text.low[start : one.start("verb")]
        if one["soft"] and not _is_spoken(text, one, start):
            continue
        if _NOT_THEM.search(ahead) and not re.search(
            r"\b(?:he|she|they|customer|owner|client|guy|lady)\s+(?:also\s+|just\s+)?$", ahead
        ):
            continue
        if re.search(r",\s*$", ahead) and _INVERTED.match(text.low[one.end("verb") : stop]):
            clause = _before(text, start, one.start("verb"))
        else:
            clause = _clause(text, one.end(), stop, is_plain=_PLAINLY.fullmatch(one["verb"]) is not None)
        if clause is not None and not (one["soft"] and not _SPEECH_OPENS.match(clause.value.lower())):
            return clause
        if one["soft"]:
            continue
        if re.match(r"\s*(?:no|yes|maybe|later|nope|ok|okay|sure)\b", text.low[one.end() : stop]):
            continue
        behind = _told_before(text, one, start, stop)
        if behind is not None:
            return behind
    return None


def _is_spoken(text: Text, one: re.Match[str], start: int) -> bool:
    """Whether a verb that may say something else too has a person or a name before it, or a colon behind."""
    at = one.start("verb")
    is_name = re.search(r"(?:^|\s)[A-Z]\w+\s*$", text.plain[start:at]) is not None and text.has_capitals
    return is_name or ":" in one["mark"] or bool(_SOFTLY.search(text.low[start:at]))


def _told_before(text: Text, one: re.Match[str], start: int, stop: int) -> Found[str] | None:
    """What stands before the verb, where it ends the clause or who speaks does."""
    verb = one.start("verb")
    is_bare = one["mark"].strip() == "" and _HIS_OWN.search(text.low[start : one.end()].rstrip())
    if not is_bare and not _ends_here(text, one.end("verb"), stop):
        return None
    subject = _SUBJECT.search(text.low[start:verb])
    return _before(text, start, start + subject.start()) if subject is not None else None


def _ends_here(text: Text, at: int, stop: int) -> bool:
    return not re.search(r"\w", text.low[at:stop]) or bool(re.match(r"\s*(?:[,;]|\s[—–-]\s)", text.low[at:stop]))


def _clause(text: Text, start: int, stop: int, *, is_plain: bool = False) -> Found[str] | None:
    """What is said from a position on; behind a verb that `is_plain` whatever its own verb is, if it is long enough."""
    low = text.low[start:stop]
    if not low.strip() or low.lstrip()[:1] in ",;—–-":
        return None
    cut = _STOP.search(low)
    end = start + (cut.start() if cut is not None else len(low))
    words = text.low[start:end].strip(" ,:;")
    if _EMPTY.fullmatch(words) or _NO_CLAUSE.match(words) or len(words.split()) < 3:
        return None
    # Behind a colon all are words that somebody said.
    is_long = is_plain and len(words.split()) >= _LONG
    if _SUM.fullmatch(words) or not (is_long or _is_told(words) or text.low[:start].rstrip().endswith(":")):
        return None
    while text.plain[start].isspace():
        start += 1
    said_here = text.plain[start:end].rstrip(" ,:;")
    return Found(said_here, start, start + len(said_here), Sure.LIKELY)


def _is_told(words: str) -> bool:
    """Whether some words tell something: with a verb in them, or long and begun like a sentence; no sum by itself."""
    if _SUM.fullmatch(words):
        return False
    return bool(_FINITE.search(words)) or (bool(_OPENS.match(words)) and len(words.split()) > 3)


def _before(text: Text, start: int, end: int) -> Found[str] | None:
    """What stands before "he reckons" at the end of a sentence."""
    comma = max(text.low.rfind(mark, start, end) for mark in (":", ";"))
    begin = comma + 1 if comma >= 0 else start
    words = text.low[begin:end].strip(" ,")
    if len(words.split()) < 3 or _EMPTY.fullmatch(words) or _MINE.match(words) or _SUM.fullmatch(words):
        return None
    while begin < end and text.plain[begin] in " ,.":
        begin += 1
    said_here = text.plain[begin:end].rstrip(" ,")
    return Found(said_here, begin, begin + len(said_here), Sure.LIKELY)
