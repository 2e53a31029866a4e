"""The customer that a message is about: one of the workspace's list, or a name that is new, as it is written. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.reading.aligning import FORMS, Hit
from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases, words
from digests.reading.names import Names
from digests.reading.newcomers import AFTER, CUE, FIRST_NAMES, NEW, NO_NAME, NOBODY, PLACES, TOWN, newcomer
from digests.reading.text import Text, is_inside, meets

_NOT = phrases("customer", "not", re.IGNORECASE)
_BESIDE = phrases("customer", "beside", re.IGNORECASE)
_WHOLE, _NEARLY, _ENOUGH = 0.995, 0.95, 0.5
_IN = re.compile(r" (?:in|at) ")
_AREA = re.compile(r"\b(?:in|through|across|around)\s+(?:the )?$")
_ROAD = re.compile(r"\b(?:on|off|along|down|up|corner of|end of|top of|bottom of)\s+$")
_CHANCE = 2  # words
_OWN = 6  # letters of a word that is hardly any other
_TOLD = 1.5  # what a word that tells names apart weighs at least
_MOST = 0.6  # of its weight, without the word by which people call it
_CLOSE = 0.6  # how much less, of its weight, a second name may weigh and still be meant just as well
# Where what is wanted stands: words of a name are the thing there.
_STRONG = phrases("customer", "strong")
_SYMBOLS = re.compile(r"^[^\w,:;.()'’–—-]+")
_THING = phrases("customer", "thing")
_TITLE = re.compile(r"(?:^|(?<=\s))(?:dr|doctor|st|the)\.? $", re.IGNORECASE)
_WORDS = words("everyday", "words")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|yer|ier|er|ery|ist|istry|ian|al|ics?|e|y|ies)?s?$")


@dataclass(frozen=True)
class Customer:
    """Who it is, as found; or those it may be, where the message does not say which."""

    found: Found[str] | None
    is_known: bool = False
    which: tuple[str, ...] = ()


def customer(
    text: Text,
    names: Names,
    closed: Sequence[tuple[int, int]] = (),
    common: Sequence[tuple[int, int]] = (),
    rivals: Sequence[tuple[int, int]] = (),
) -> Customer:
    """The customer of a message; `closed` are places where no customer stands, such as a heading's name in quotes.

    `common` is where regions stand, `rivals` where names of rivals do: a customer's shortened name is none of these,
    and what is one of them as a whole is no new customer."""
    hits = names.hits(text)
    # Of a list of common words many names begin at one place: each place is looked at once.
    others = {at for at in {hit.start for hit in hits} if _is_other(text, at) or is_inside(at, closed)}
    hits = [hit for hit in hits if hit.start not in others]
    known = _chosen(text, [hit for hit in hits if _is_named(text, hit, common)])
    unknown = newcomer(text, closed, [*common, *rivals])
    if known is not None and known.found is not None:
        if unknown is None or not _contains_more(text, unknown, known.found):
            return known
        return Customer(unknown)
    if known is not None and (unknown is None or known.which):
        return known
    return Customer(unknown) if unknown is not None else Customer(None)


def _chosen(text: Text, hits: Sequence[Hit]) -> Customer | None:
    if not hits:
        return None
    whole = [hit for hit in hits if hit.share >= _WHOLE]
    if whole:
        first = min(whole, key=lambda hit: (hit.start, -hit.words, -hit.worth))
        best = max(
            (hit for hit in whole if meets(*hit.place, [first.place])),
            key=lambda hit: (hit.words, hit.worth),
        )
        return _one(best, Sure.SURE)
    exact = {hit.place for hit in hits if hit.is_exact}
    hits = [hit for hit in hits if hit.is_exact or hit.place not in exact]
    told = {hit.name: _told_apart(text, hit) for hit in hits}
    spoken = {hit.name: hit.worth + told[hit.name] * max(_TOLD, hit.weight / 2) for hit in hits}
    lead = max(hits, key=lambda hit: spoken[hit.name])
    rivals = [
        hit
        for hit in hits
        if hit is not lead
        and meets(*hit.place, [lead.place])
        and not (lead.first <= hit.first and hit.last <= lead.last and hit.last - hit.first < lead.last - lead.first)
        and told[hit.name] >= told[lead.name]
        and hit.weight >= lead.weight * _CLOSE
        and spoken[hit.name] > spoken[lead.name] - 0.35 * lead.weight
    ]
    if rivals:
        return Customer(None, which=tuple(sorted({lead.name, *(hit.name for hit in rivals)})))
    return _one(lead, Sure.LIKELY if lead.share < 0.8 else Sure.SURE)


def _one(hit: Hit, sure: Sure) -> Customer:
    return Customer(Found(hit.name, hit.start, hit.end, sure), is_known=True)


def _told_apart(text: Text, hit: Hit) -> int:
    """How many words of a name stand somewhere else in the message ("the orthodontist"), less those that it denies."""
    score = 0
    parts = {_stem(part) for part in _parts(hit.name)}
    for word in text.words:
        if hit.start <= word.start < hit.end or len(word.key) < 5:
            continue
        if _stem(word.key) in parts or any(_akin(word.key, part) for part in _parts(hit.name)):
            before = text.low[max(0, word.start - 12) : word.start]
            score += -1 if re.search(r"\bnot (?:the |at )?(?:\w+ )?$", before) else 1
    return score


@lru_cache(maxsize=10_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.lower().strip("'’s.,") for part in re.split(r"[\s&/-]+", name) if len(part) > 2)


def _stem(word: str) -> str:
    """A trade without its ending: who tiles, tiling and tiles are one."""
    return _ENDING.sub("", word) if len(word) > 4 else word


def _akin(word: str, part: str) -> bool:
    shared = 0
    for one, other in zip(word, part, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= 5 and shared >= min(len(word), len(part)) - 4


def _is_other(text: Text, at: int) -> bool:
    """Whether the message says that what stands here is not meant, or names it beside the customer."""
    before = text.plain[max(0, at - 40) : at]
    if _NOT.search(before) or _BESIDE.search(before):
        return True
    return before.endswith("#") or bool(re.search(r"(?<!\w)@$", before))


def _is_named(text: Text, hit: Hit, common: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether what stands there is a name, and enough of it."""
    is_whole = hit.share >= _WHOLE
    if _goes_on(text, hit) and not (is_whole and hit.words > 1 and not text.has_capitals):
        return False
    if not _is_typed_as_a_name(text, hit) and _is_talk(text, hit):
        return False
    if is_whole and hit.words > 1:
        return True
    if hit.share < _NEARLY and _is_anothers(text, hit, common):
        return False
    if hit.words == 1 or hit.share < _ENOUGH:
        return _looks_like_a_name(text, hit) and hit.share >= 0.3
    return True


def _is_typed_as_a_name(text: Text, hit: Hit) -> bool:
    return text.has_capitals and any(
        word.text[0].isupper() and word.key != "the" for word in text.words[hit.first : hit.last + 1]
    )


def _is_talk(text: Text, hit: Hit) -> bool:
    """Whether small letters say what is wanted or any such thing, and no name: "asking for gutters cleared"."""
    here, before = text.low[hit.start : hit.end], text.low[max(0, hit.start - 40) : hit.start]
    if _THING.search(before):
        return True
    if re.search(r"[,;:!?] ", here) and not re.search(r"[,;:!?]", hit.name):
        return True
    if hit.share < _NEARLY:
        # People shorten a name from behind: its last word alone is the trade, "opticians".
        is_end = not hit.begins and (hit.words == 1 or hit.share < _MOST or before.endswith("the "))
        if is_end or _IN.search(here):
            return True
    return _is_everyday(text, hit) and not _stands_for_a_name(text, hit)


def _is_first_name(text: Text, hit: Hit) -> bool:
    return text.words[hit.first].key in FIRST_NAMES | NO_NAME


def _stands_for_a_name(text: Text, hit: Hit) -> bool:
    """Whether words of every day stand where hardly anything but a customer does."""
    before, behind = text.plain[: hit.start], _SYMBOLS.sub(" ", text.plain[hit.end :])
    if _STRONG.search(before[-30:].lower()):
        return True
    is_first, goes_on = not before.strip(), bool(AFTER.match(behind))
    if hit.share < _NEARLY:
        return is_first and goes_on
    # Three such words in a row are hardly said by chance.
    return hit.words > _CHANCE or is_first or goes_on or bool(CUE.search(before[-24:]))


def _is_everyday(text: Text, hit: Hit) -> bool:
    some = [word.key for word in text.words[hit.first : hit.last + 1]]
    return all(key in _WORDS or key.removesuffix("s") in _WORDS or key in FORMS for key in some)


def _is_anothers(text: Text, hit: Hit, common: Sequence[tuple[int, int]]) -> bool:
    """Whether a part of a name is a word by itself here, a place, or a part of another name."""
    before = text.plain[max(0, hit.start - 40) : hit.start]
    capital = re.search(r"(?:^|(\w)?\W)([A-Z][\w'’]+) $", before) if _is_typed_as_a_name(text, hit) else None
    # Right behind a capital at the beginning of a sentence, which may be any word, only the end of a name is another's.
    if capital is not None and capital[2].lower() not in NO_NAME and (not hit.begins or capital[1]):
        return True
    if (TOWN if hit.words == 1 else _AREA).search(before.lower()):
        return True
    if hit.words > 1:
        return text.words[hit.last].key in PLACES and bool(_ROAD.search(before.lower()))
    is_word = text.low[hit.start : hit.end] in NO_NAME or is_inside(hit.start, common)
    return is_word or bool(NOBODY.match(text.low, hit.start))


def _looks_like_a_name(text: Text, hit: Hit) -> bool:
    start = hit.start - len(title[0]) if (title := _TITLE.search(text.plain[: hit.start])) else hit.start
    before, behind = text.plain[:start], text.plain[hit.end :]
    if _is_typed_as_a_name(text, hit):
        begins = not before.strip() or bool(re.search(r"[.!?]\s*$", before))
        is_own = hit.is_exact and hit.begins and not _is_everyday(text, hit) and not _is_first_name(text, hit)
        return not begins or is_own or hit.share >= _WHOLE or bool(AFTER.match(behind))
    if CUE.search(before[-24:]) or (not before.strip() and AFTER.match(behind)):
        return True
    # Where nobody uses capitals, a word that is no other's than this name's is it anywhere.
    is_own = hit.is_exact and hit.begins and hit.end - hit.start >= _OWN and not _is_everyday(text, hit)
    return is_own and not text.has_capitals


def _goes_on(text: Text, hit: Hit) -> bool:
    """Whether a capitalised word stands right behind it, so that it is the beginning of a longer name."""
    if not text.has_capitals or not text.plain[hit.start].isupper():
        return False
    following = re.match(r" (?:& )?([A-Z][\w'’]*)", text.plain[hit.end :])
    return following is not None and following[1].lower() not in NO_NAME and not following[1].isupper()


def _contains_more(text: Text, new: Found[str], known: Found[str]) -> bool:
    """Whether the new name is a longer one around the known, or is marked as new while the known is a weak guess."""
    return known.sure is not Sure.SURE and bool(NEW.match(text.plain[new.end :].lstrip()))
