"""What of a message is left for the rep's note: its clauses that say something which no field holds. Pure.

A clause stays as it was written, names and sums in it too, so that it reads as a person wrote it; only the customer's
own words are cut out of it, and with them what led to them ("she told me").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digests.reading.found import Kind, Read
from digests.reading.lexicon import words
from digests.reading.text import Text
from storage.keys import name_key

Place = tuple[int, int]

_EMPTY, _BEGINS, _ENDS, _SAYS = (words("note", section) for section in ("empty", "begins", "ends", "says"))
_PAUSE = re.compile(r"[,;:](?=\s|$)|[()\[\]]")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´.&-][^\W_]+)*")
_QUOTES = " \t\n\"“”„«»'‘’`"
_STOPS = re.compile(r"[.!?…][)\"'”’»]*\s|\n")
_NEVER_FIRST = " \t\n,;:.!?…–—-/|)]”»"
_NEVER_LAST = " \t\n,;:–—-/|([“„«"
# Why it was lost is told by these only with the rep's own words for it.
_VAGUE = frozenset({"other", "unknown"})
_SHORT = 2  # words: a longer phrase says more than the name of the reason
_LEFT_OUT = " … "


@dataclass(frozen=True)
class _Clause:
    """A stretch of the text; the flags: something that was said is cut out right before it, or right behind it."""

    start: int
    end: int
    after_cut: bool = False
    before_cut: bool = False


def rest(read: Read, *, cut: Sequence[Place] = (), known: Iterable[str] = ()) -> str:
    """What no field of a message holds; empty where nothing of substance is left.

    `cut` are stretches that are kept elsewhere, beside what was said; `known` are names that a field holds already.
    """
    said = [*([read.said.place] if read.said is not None else []), *cut]
    cuts = sorted(_with_marks(read.plain, one) for one in said)
    told = list(_told(read))
    names = frozenset(word for name in (*read.asks_which, *known) for word in name_key(name).split())
    every = list(_clauses(read.plain, cuts, told))
    kept = [at for at, one in enumerate(every) if _says_something(read.plain, _trimmed(read.plain, one), told, names)]
    if not kept:
        return ""
    parts = [_trimmed(read.plain, every[at]) for at in kept]
    first = _Clause(*parts[0], after_cut=kept[0] > 0)
    parts[0] = _trimmed(read.plain, first)
    note = read.plain[slice(*parts[0])]
    for (before, after), (left, right) in zip(pairwise(kept), pairwise(parts), strict=True):
        is_next = after == before + 1
        note += _between(read.plain, left[1], right[0], cuts, is_next=is_next) + read.plain[slice(*right)]
    return _tidy(note)


def _told(read: Read) -> Iterator[Place]:
    """Where what the fields hold stands. Of a rival a request says nothing."""
    yield from (one.place for one in (read.account, read.value, read.region) if one is not None)
    if read.kind.value is Kind.LOST_DEAL:
        given = (one.place for one in read.reasons if one.value not in _VAGUE)
        yield from (one for one in given if len(read.plain[slice(*one)].split()) <= _SHORT)
        yield from (one.place for one in read.competitors)


def _with_marks(plain: str, place: Place) -> Place:
    """What was said, with the quotation marks around it."""
    start, end = place
    while start > 0 and plain[start - 1] in _QUOTES:
        start -= 1
    while end < len(plain) and plain[end] in _QUOTES:
        end += 1
    return start, end


def _clauses(plain: str, cuts: Sequence[Place], told: Sequence[Place]) -> Iterator[_Clause]:
    """The clauses of a text, in order, each with the mark that ends its sentence. In a name or a sum none ends."""
    ends = ((end, end) if plain[start] in ".!?…" else (start, end) for start, end in Text(plain).ends)
    pauses = (one.span() for one in _PAUSE.finditer(plain))
    breaks = [
        (start, end, False)
        for start, end in (*ends, *pauses)
        if not any(begin < end and start < stop for begin, stop in (*told, *cuts))
    ]
    at, after_cut = 0, False
    for start, end, is_cut in sorted([*breaks, *((start, end, True) for start, end in cuts)]):
        if start >= at:
            yield _Clause(at, start, after_cut, is_cut)
            at, after_cut = end, is_cut
    yield _Clause(at, len(plain), after_cut)


def _trimmed(plain: str, one: _Clause) -> Place:
    """A clause without the spaces around it, and without what only held it to something that was cut out."""
    start, end = one.start, one.end
    found = [(word.start(), word.end(), _key(word[0])) for word in _WORD.finditer(plain, start, end)]
    if one.before_cut:
        while found and found[-1][2] in _ENDS | _SAYS:
            end = found.pop()[0]
        end = end if found else start
    if one.after_cut:
        leads = 2 if len(found) > 1 and found[0][2] in _EMPTY and found[1][2] in _SAYS else 0
        while len(found) > leads and found[leads][2] in _BEGINS:
            leads += 1
        if leads:
            start = found[leads][0] if len(found) > leads else end
    while start < end and plain[start].isspace():
        start += 1
    while start < end and plain[end - 1].isspace():
        end -= 1
    return start, end


def _says_something(plain: str, place: Place, told: Sequence[Place], names: frozenset[str]) -> bool:
    return any(
        _key(word[0]) not in _EMPTY
        and not set(name_key(word[0]).split()) <= names
        and not any(begin < word.end() and word.start() < stop for begin, stop in told)
        for word in _WORD.finditer(plain, *place)
    )


def _between(plain: str, end: int, start: int, cuts: Sequence[Place], *, is_next: bool) -> str:
    """What joins two clauses: what stood between them, or a mark for what is left out there."""
    if any(end <= begin and stop <= start for begin, stop in cuts):
        return _LEFT_OUT
    if is_next:
        return plain[end:start]
    if plain[end - 1] in ".!?…":
        return " "
    return ". " if _STOPS.search(plain, end, start) else ", "


def _tidy(note: str) -> str:
    """One line without brackets and quotation marks that have lost their other half."""
    for opening, closing in ("()", "[]", "“”", "«»"):
        if note.count(opening) != note.count(closing):
            note = note.replace(opening, " ").replace(closing, " ")
    if note.count('"') % 2:
        note = note.replace('"', " ")
    note = re.sub(r"\s+([,;:.!?])", r"\1", " ".join(note.split()))
    return note.lstrip(_NEVER_FIRST).rstrip(_NEVER_LAST)


def _key(word: str) -> str:
    return word.lower().replace("’", "'")
