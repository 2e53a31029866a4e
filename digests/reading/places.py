"""Which of the workspace's regions a text itself names. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text, Word, meets
from storage.keys import name_key

# One word that is a word of every day too counts only in capitals, or where places stand.
_PLACED = phrases("places", "placed")
_BEHIND = re.compile(r"^\s*(?:region|area|territory|patch|team|office)\b")
# A capitalised word before it: the region's is the end of a name.
_AFTER_A_NAME = re.compile(r"\b[A-Z][\w'’]+\s$")
_FAR = 40  # characters looked at before it and behind it


class Regions:
    """The regions of one workspace, found however their words are put together ("South West", "southwest")."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: dict[str, str] = {}
        for name in dict.fromkeys(one for one in names if one):
            self._by_key.setdefault(name_key(name).replace(" ", ""), name)
        self._starts = {key[:3] for key in self._by_key}
        self._longest = max((len(name_key(name).split()) for name in self._by_key.values()), default=0) + 1

    def places(self, text: Text) -> list[tuple[int, int]]:
        """Where words stand that are a region's, whether the text means it or not."""
        return [(start, end) for _, start, end in self._hits(text)]

    def found(self, text: Text, taken: Sequence[tuple[int, int]] = ()) -> Found[str] | None:
        """The region a text names; none within `taken`, and None where it names two."""
        hits = [
            Found(name, start, end, Sure.SURE)
            for name, start, end in self._hits(text)
            if _is_place(text, name, start, end) and not meets(start, end, taken)
        ]
        return hits[0] if len({one.value for one in hits}) == 1 else None

    def _hits(self, text: Text) -> Iterator[tuple[str, int, int]]:
        """The regions whose words stand in a text, in order, the longest where two begin alike."""
        words, number = text.words, 0
        while number < len(words):
            length = self._length(text, words, number) if words[number].key[:3] in self._starts else 0
            if length:
                some = words[number : number + length]
                yield self._by_key["".join(word.key for word in some)], some[0].start, some[-1].end
            number += length or 1

    def _length(self, text: Text, words: Sequence[Word], number: int) -> int:
        """Of how many words a region's name is that begins at a word; 0 where none does."""
        for length in range(min(self._longest, len(words) - number), 0, -1):
            some = words[number : number + length]
            together = all(len(text.plain[one.end : two.start]) <= 1 for one, two in pairwise(some))
            if together and "".join(word.key for word in some) in self._by_key:
                return length
        return 0


def _is_place(text: Text, name: str, start: int, end: int) -> bool:
    plain, low = text.plain, text.low
    begin = max(0, start - _FAR)
    typed, before, behind = plain[begin:start], low[begin:start], low[end : end + _FAR]
    if re.match(r"^\s(?:at|from)\s", behind) and _begins(typed):
        return False  # a person: "Victoria at Big Al's"
    if re.match(r"^['’]s?\s+[A-Z]|^-\w", plain[end : end + _FAR]) or re.search(r"\w-$", before):
        return False
    is_capital = plain[start].isupper()
    follows = re.match(r"^\s([A-Z][a-z]+)", plain[end : end + _FAR])
    if is_capital and follows and text.has_capitals and not _BEHIND.match(behind) and not _begins(typed):
        return False  # a part of a longer name: "Midwest Tool Fair"
    if len(name_key(name).split()) > 1 or len(name) > 8:
        return True
    if is_capital:
        return not _AFTER_A_NAME.search(typed) or bool(_PLACED.search(before)) or _begins(typed)
    return bool(_PLACED.search(before)) or bool(_BEHIND.match(behind)) or _stands_alone(before, behind)


def _begins(before: str) -> bool:
    """Whether what stands before it says that it begins the text or a part of it."""
    return not before.strip() or bool(re.search(r"[.!?:;,/|(—–-]\s*$", before))


def _stands_alone(before: str, behind: str) -> bool:
    """Whether it is all there is between two marks: "/ southeast /", "scotland - …"."""
    is_open = not before.strip() or bool(re.search(r"[,/|(:;.—–-]\s*$", before))
    return is_open and (not behind.strip() or bool(re.match(r"\s*[,/|):;.—–]|\s+-\s", behind)))
