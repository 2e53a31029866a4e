"""A customer who is in no list: capitalised words in a row where a customer stands, kept as they are written. Pure."""

import re
from collections.abc import Iterator, Sequence

from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases, words
from digests.reading.text import Text, Word, is_inside

# After one of these a capitalised name is a customer's; before one of these too.
CUE = phrases("customer", "cue", re.IGNORECASE)
AFTER = phrases("customer", "after", re.IGNORECASE)
NEW = phrases("customer", "new", re.IGNORECASE)
NO_NAME = words("customer", "no_name")
_PERSON_BEFORE = phrases("customer", "person_before", re.IGNORECASE)
_PERSON_BEHIND = re.compile(r"^\s*(?:from|at|over at|of|who (?:runs|owns))\s+(?:the )?[A-Z]")
# Behind one of these stands a town.
TOWN = phrases("customer", "town")
# Days, feasts, tools and places that are written like names.
NOBODY = phrases("customer", "nobody")
PLACES = frozenset(
    ("street", "road", "avenue", "lane", "square", "park", "drive", "way", "close", "town", "city", "st", "rd", "ave")
)
_JOINERS = frozenset(["&", "and", "of", "the", "for", "de", "la", "le", "und", "et", "y", "n", "in", "at", "on"])
_WITHIN = words("customer", "within")
# What a firm's name ends with and a person's does not; what a person's begins with.
_TRADES = words("names", "trades")
FIRST_NAMES = words("customer", "first_names")
# Words that begin a sentence, or stand in a name: "New Leaf Books", "Square Deal Tyres".
_IN_NAMES = words("customer", "in_names")
_PERSON = 2  # words of a person's name


def newcomer(
    text: Text, closed: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]] = ()
) -> Found[str] | None:
    """The best such name; none within `closed`, and none that is one of `others`, such as a rival, as a whole."""
    best: Found[str] | None = None
    for run in _runs(text, closed):
        one = _named(text, run, others)
        if one is not None and (best is None or one.sure > best.sure):
            best = one
    return best if best is not None and best.sure is not Sure.GUESS else None


def _named(text: Text, run: list[Word], others: Sequence[tuple[int, int]]) -> Found[str] | None:
    if _PERSON_BEFORE.search(text.plain[: run[0].start][-16:]) or run[0].key in FIRST_NAMES:
        run = _employer(run)
    start, end = run[0].start, _end(text, run)
    before, behind = text.plain[:start], text.plain[end:]
    if run[-1].key in PLACES or _is_somebody_else(text, start, end, others):
        return None
    is_marked, length = bool(NEW.match(behind.lstrip())), _length(run)
    if not is_marked and (_is_person(run, before, behind) or TOWN.search(before[-40:].lower())):
        return None
    has_cue = not before.strip() or bool(CUE.search(before[-24:]))
    is_alone = bool(re.search(r"[.!?:]\s*$|^$", before)) and behind[:1] in (".", "!") and length > 1
    has_tail = is_alone or behind[:1] in ("'", "’") or (bool(AFTER.match(behind)) and (length > 1 or has_cue))
    if is_marked:
        sure = Sure.SURE
    elif length <= 1 or not (has_cue or has_tail):
        sure = Sure.GUESS  # one word may be anything
    else:
        sure = Sure.SURE if has_cue and has_tail else Sure.LIKELY
    return Found(text.plain[start:end], start, end, sure)


def _end(text: Text, run: list[Word]) -> int:
    """Where a name ends: before the "'s" of "Hadley Marine's owner", not of "Mama Lucia's, £300"."""
    end, is_owner = run[-1].end, run[-1].text[-2:] in ("'s", "’s")
    behind = text.plain[end:]
    return end - 2 if is_owner and re.match(r"\s+[a-z]", behind) and not AFTER.match(behind) else end


def _length(run: list[Word]) -> int:
    """How many of its words can be a name's by themselves: not "The", "of" or the letters of "U.S"."""
    return sum(len(word.key) > 1 and word.key not in _WITHIN for word in run)


def _employer(run: list[Word]) -> list[Word]:
    """Of "Tom Hadley of Hadley Marine" the firm."""
    at = next((number for number, word in enumerate(run) if word.key == "of"), None)
    return run[at + 1 :] if at is not None and at <= _PERSON and run[at + 1 :] else run


def _is_person(run: list[Word], before: str, behind: str) -> bool:
    if len(run) > _PERSON or run[-1].key in _TRADES:
        return False
    if len(run) == _PERSON and run[0].key in FIRST_NAMES:
        return True
    is_met = bool(_PERSON_BEFORE.search(before[-16:])) and not re.search(r"\b(?:at|from) $", before[-6:])
    return is_met or _PERSON_BEHIND.match(behind) is not None


def _is_somebody_else(text: Text, start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    """Whether it is a rival, a region or a day as a whole."""
    if NOBODY.fullmatch(text.low[start:end]):
        return True
    return any(begin <= start and end <= stop for begin, stop in others)


def _runs(text: Text, closed: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    """Capitalised words in a row, with "of" and the like between them."""
    if not text.has_capitals:
        return
    run: list[Word] = []
    for number, word in enumerate(text.words):
        is_name = _is_capital(word) and not is_inside(word.start, closed)
        is_next = bool(run) and _are_one(text, run[-1], word, begins=len(run) == 1)
        leads = not is_name and _leads(text, number, is_within=is_next)
        if (is_name or leads) and (is_next or not run):
            run.append(word)
            continue
        if run:
            yield _trimmed(run)
        run = [word] if is_name or leads else []
    if run:
        yield _trimmed(run)


def _leads(text: Text, number: int, *, is_within: bool) -> bool:
    """Whether a word that is no name by itself is a part of one: a capitalised name stands right behind it."""
    word, behind = text.words[number], text.words[number + 1 : number + 2]
    if not behind or not _is_capital(behind[0]) or not _are_one(text, word, behind[0]):
        return False
    if is_within and (word.key in _WITHIN or (word.text[0].isupper() and len(word.text) > 1)):
        return True
    if not word.text[0].isupper():
        return False
    begins = not text.plain[: word.start].strip() or bool(re.search(r"[.!?:]\s*$", text.plain[: word.start]))
    if word.key == "the":
        return not begins or _is_subject(text, number + 1)
    return word.key in _IN_NAMES and not begins


def _is_subject(text: Text, number: int) -> bool:
    """Whether the capitalised words from here on have a verb behind them: "The Fig asked", not "The Fig deal"."""
    last = text.words[number]
    for word in text.words[number + 1 :]:
        if not _is_capital(word) or not _are_one(text, last, word):
            break
        last = word
    return bool(AFTER.match(text.plain[last.end :]))


def _is_capital(word: Word) -> bool:
    return word.text[0].isupper() and word.key not in NO_NAME


def _are_one(text: Text, last: Word, word: Word, *, begins: bool = False) -> bool:
    """Whether two words may belong to one name: nothing but a space, "&" or a hyphen is between them.

    A full stop may be where the first `begins` the name: "St. Anne's"."""
    between = text.plain[last.end : word.start]
    if between == ". ":
        return begins and last.text in ("St", "Dr")
    return not between.strip(" &'’.-") and "  " not in between and ". " not in between


def _trimmed(run: list[Word]) -> list[Word]:
    while len(run) > 1 and run[-1].key in _JOINERS:
        run = run[:-1]
    return run
