"""The customer that a message is about: one of the workspace's list, or a name that is new, as it is written. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.reading.aligning import Hit
from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases
from digests.reading.names import Names
from digests.reading.naming import WHOLE, is_named
from digests.reading.newcomers import NEW, newcomer
from digests.reading.text import Text, is_inside, meets

_NOT = phrases("customer", "not", re.IGNORECASE)
_BESIDE = phrases("customer", "beside", re.IGNORECASE)
_TOLD = 1.5  # what a word that tells names apart weighs at least
_CLOSE = 0.6  # how much less, of its weight, a second name may weigh and still be meant just as well
_FULL = 0.8  # of its weight: less is a name shortened
_APART = 0.35  # and how much less, of the first one's weight, it may be worth
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
    known = _chosen(text, [hit for hit in hits if is_named(text, hit, common)])
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
    whole = [hit for hit in hits if hit.share >= WHOLE]
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
        and (_is_short(hit, lead) or spoken[hit.name] > spoken[lead.name] - _APART * lead.weight)
    ]
    if rivals:
        return Customer(None, which=tuple(sorted({lead.name, *(hit.name for hit in rivals)})))
    return _one(lead, Sure.LIKELY if lead.share < _FULL else Sure.SURE)


def _is_short(hit: Hit, lead: Hit) -> bool:
    """Whether the same words are short for both: what is left out says nothing."""
    return hit.place == lead.place and lead.share < _FULL


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


def _contains_more(text: Text, new: Found[str], known: Found[str]) -> bool:
    """Whether the new name is a longer one around the known, or is marked as new while the known is a weak guess."""
    return known.sure is not Sure.SURE and bool(NEW.match(text.plain[new.end :].lstrip()))
