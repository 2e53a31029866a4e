"""The customer that a message is about: one of the workspace's list, or a name that is new, as it is written. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases, words
from digests.reading.names import Hit, Names
from digests.reading.text import Text, Word, is_inside, meets

_NOT = phrases("customer", "not", re.IGNORECASE)
_BESIDE = phrases("customer", "beside", re.IGNORECASE)
_WHOLE, _ENOUGH = 0.995, 0.5
_CLOSE = 0.6  # how much less, of its weight, a second name may weigh and still be meant just as well

# After one of these a capitalised name is a customer's.
_CUE = phrases("customer", "cue", re.IGNORECASE)
_AFTER = phrases("customer", "after", re.IGNORECASE)
_NEW = re.compile(
    r"\((?:prospect|new|not (?:on|in) (?:our|the|my) \w+|not yet|pas dans|noch nicht|nuevo|no está)[^)]*\)?",
    re.IGNORECASE,
)
_NO_NAME = words("customer", "no_name")
_PERSON_BEFORE = phrases("customer", "person_before", re.IGNORECASE)
_PERSON_BEHIND = re.compile(r"^\s*(?:from|at|over at|of|who (?:runs|owns))\s+(?:the )?[A-Z]")
_PLACES = frozenset(("street", "road", "avenue", "lane", "square", "park", "drive", "way", "close", "town", "city"))
_JOINERS = frozenset(["&", "and", "of", "the", "for", "de", "la", "le", "und", "et", "y", "n", "in", "at", "on"])


@dataclass(frozen=True)
class Customer:
    """Who it is, as found; or those it may be, where the message does not say which."""

    found: Found[str] | None
    is_known: bool = False
    which: tuple[str, ...] = ()


def customer(
    text: Text, names: Names, closed: Sequence[tuple[int, int]] = (), common: Sequence[tuple[int, int]] = ()
) -> Customer:
    """The customer of a message; `closed` are places where no customer stands, such as a heading's name in quotes.

    `common` is where regions and rivals stand: a part of a customer's name that is one of them is none of it."""
    hits = [hit for hit in names.hits(text) if hit.worth > 0 or hit.share >= _ENOUGH]
    hits = [hit for hit in hits if not _is_other(text, hit) and not is_inside(hit.start, closed)]
    known = _chosen(text, [hit for hit in hits if _is_named(text, hit, common)])
    unknown = _new_name(text, closed, common)
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
    lead = max(hits, key=lambda hit: hit.worth + _told_apart(text, hit))
    rivals = [
        hit
        for hit in hits
        if hit is not lead
        and meets(*hit.place, [lead.place])
        and hit.weight >= lead.weight * _CLOSE
        and hit.worth + _told_apart(text, hit) > lead.worth + _told_apart(text, lead) - 0.35 * lead.weight
    ]
    if rivals:
        return Customer(None, which=tuple(sorted({lead.name, *(hit.name for hit in rivals)})))
    return _one(lead, Sure.LIKELY if lead.share < 0.8 else Sure.SURE)


def _one(hit: Hit, sure: Sure) -> Customer:
    return Customer(Found(hit.name, hit.start, hit.end, sure), is_known=True)


def _told_apart(text: Text, hit: Hit) -> float:
    """How much else in the message speaks for a name: words of it that stand somewhere else ("the orthodontist")."""
    score = 0.0
    for word in text.words:
        if hit.start <= word.start < hit.end or len(word.key) < 5:
            continue
        if any(_akin(word.key, part) for part in _parts(hit.name)):
            before = text.low[max(0, word.start - 12) : word.start]
            score += -1.5 if re.search(r"\bnot (?:the |at )?(?:\w+ )?$", before) else 1.5
    return score


def _parts(name: str) -> list[str]:
    return [part.lower().strip("'’s.,") for part in re.split(r"[\s&/-]+", name) if len(part) > 4]


def _akin(word: str, part: str) -> bool:
    shared = 0
    for one, other in zip(word, part, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= 5 and shared >= min(len(word), len(part)) - 4


def _is_other(text: Text, hit: Hit) -> bool:
    """Whether the message says that it is not this one, or names it beside the customer."""
    before = text.plain[max(0, hit.start - 40) : hit.start]
    if _NOT.search(before) or _BESIDE.search(before):
        return True
    return before.endswith(("@", "#"))


def _is_named(text: Text, hit: Hit, common: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a part of a name is enough: a word of every day is not, a name goes not on into another one."""
    if hit.share >= _WHOLE and (hit.words > 1 or _looks_like_a_name(text, hit)):
        return not _goes_on(text, hit) or (hit.words > 1 and not text.has_capitals)
    if _goes_on(text, hit):
        return False
    if hit.words == 1 and (
        text.low[hit.start : hit.end] in _NO_NAME or (hit.share < _WHOLE and is_inside(hit.start, common))
    ):
        return False
    if hit.words == 1 or hit.share < _ENOUGH:
        return _looks_like_a_name(text, hit) and hit.share >= 0.3
    return True


def _looks_like_a_name(text: Text, hit: Hit) -> bool:
    word = text.plain[hit.start : hit.end]
    before = text.plain[: hit.start]
    if word[:1].isupper() and text.has_capitals:
        begins = not before.strip() or bool(re.search(r"[.!?]\s*$", before))
        return not begins or hit.share >= _WHOLE or bool(_AFTER.match(text.plain[hit.end :]))
    return bool(_CUE.search(before[-24:])) or (not before.strip() and bool(_AFTER.match(text.plain[hit.end :])))


def _goes_on(text: Text, hit: Hit) -> bool:
    """Whether a capitalised word stands right behind it, so that it is the beginning of a longer name."""
    if not text.has_capitals or not text.plain[hit.start].isupper():
        return False
    following = re.match(r" (?:& )?([A-Z][\w'’]*)", text.plain[hit.end :])
    return following is not None and following[1].lower() not in _NO_NAME and not following[1].isupper()


def _contains_more(text: Text, new: Found[str], known: Found[str]) -> bool:
    """Whether the new name is a longer one around the known, or is marked as new while the known is a weak guess."""
    return known.sure is not Sure.SURE and bool(_NEW.match(text.plain[new.end :].lstrip()))


def _new_name(text: Text, closed: Sequence[tuple[int, int]], common: Sequence[tuple[int, int]]) -> Found[str] | None:
    """A name that is in no list: capitalised words in a row where a customer stands."""
    best: Found[str] | None = None
    for run in _runs(text, closed):
        start, end = run[0].start, run[-1].end
        before, behind = text.plain[:start], text.plain[end:]
        name = text.plain[start:end]
        if behind[:2] in ("'s", "’s") or run[-1].key in _PLACES or (start, end) in common:
            continue
        is_marked = bool(_NEW.match(behind.lstrip()))
        is_person = (
            bool(_PERSON_BEFORE.search(before[-16:]))
            and len(run) < 3
            and not re.search(r"\b(?:at|from) $", before[-6:])
        )
        if (is_person or (len(run) < 3 and _PERSON_BEHIND.match(behind))) and not is_marked:
            continue
        has_cue = not before.strip() or bool(_CUE.search(before[-24:]))
        is_alone = bool(re.search(r"[.!?:]\s*$|^$", before)) and behind[:1] in (".", "!") and len(run) > 1
        has_tail = is_alone or (bool(_AFTER.match(behind)) and (len(run) > 1 or has_cue))
        if (
            is_marked
            or (len(run) > 1 and (has_cue or has_tail))
            or (has_cue and has_tail and len(run) == 1 and len(name) > 3)
        ):
            sure = Sure.SURE if is_marked or (len(run) > 1 and has_cue and has_tail) else Sure.LIKELY
            if len(run) == 1 and not is_marked:
                sure = Sure.GUESS
            if best is None or sure > best.sure:
                best = Found(name, start, end, sure)
    return best if best is not None and best.sure is not Sure.GUESS else None


def _runs(text: Text, closed: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    if not text.has_capitals:
        return
    run: list[Word] = []
    for number, word in enumerate(text.words):
        is_capital = word.text[0].isupper() and word.text != "I"
        is_name = is_capital and word.key not in _NO_NAME and not is_inside(word.start, closed)
        joined = (
            run
            and len(text.plain[run[-1].end : word.start].strip(" &'’.-")) == 0
            and "  " not in text.plain[run[-1].end : word.start]
        )
        joined = (joined and ". " not in text.plain[run[-1].end : word.start]) or (
            bool(run) and run[-1].text in ("St", "Dr") and text.plain[run[-1].end : word.start] == ". "
        )
        if is_name and (joined or not run):
            run.append(word)
            continue
        if run and joined and word.key in _JOINERS and number + 1 < len(text.words):
            following = text.words[number + 1]
            if (
                following.text[0].isupper()
                and following.key not in _NO_NAME
                and word.key in ("of", "and", "de", "la", "und", "et", "the")
            ):
                run.append(word)
                continue
        if run:
            yield _trimmed(run)
        run = [word] if is_name else []
    if run:
        yield _trimmed(run)


def _trimmed(run: list[Word]) -> list[Word]:
    while len(run) > 1 and run[-1].key in _JOINERS:
        run = run[:-1]
    return run
