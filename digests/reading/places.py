"""Which of the workspace's regions a text itself names. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text, meets
from storage.keys import name_key

# One word that is a word of every day too counts only in capitals, or where places stand.
_PLACED = phrases("places", "placed")
_BEHIND = re.compile(r"^\s*(?:region|area|territory|patch|team|office)\b")


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
        words = text.words
        return [
            (some[0].start, some[-1].end)
            for number, word in enumerate(words)
            if word.key[:3] in self._starts
            for some in (words[number : number + length] for length in range(1, self._longest + 1))
            if "".join(one.key for one in some) in self._by_key
        ]

    def found(self, text: Text, taken: Sequence[tuple[int, int]] = ()) -> Found[str] | None:
        """The region a text names first; none within `taken`, and None where it names two."""
        words, hits = text.words, list[Found[str]]()
        number = 0 if any(word.key[:3] in self._starts for word in words) else len(words)
        while number < len(words):
            if words[number].key[:3] not in self._starts:
                number += 1
                continue
            for length in range(min(self._longest, len(words) - number), 0, -1):
                some = words[number : number + length]
                name = self._by_key.get("".join(word.key for word in some))
                start, end = some[0].start, some[-1].end
                together = all(len(text.plain[one.end : two.start]) <= 1 for one, two in pairwise(some))
                if name and together and _is_place(text, name, start, end) and not meets(start, end, taken):
                    hits.append(Found(name, start, end, Sure.SURE))
                    number += length - 1
                    break
            number += 1
        named = {one.value for one in hits}
        return hits[0] if len(named) == 1 else None


def _is_place(text: Text, name: str, start: int, end: int) -> bool:
    plain, low = text.plain, text.low
    before, behind = low[:start], low[end:]
    if re.match(r"^\s(?:at|from)\s", behind) and _ends(plain, start):
        return False  # a person: "Victoria at Big Al's"
    if re.match(r"^['’]s?\s+[A-Z]|^-\w", plain[end:]) or re.search(r"\w-$", before):
        return False
    is_capital = plain[start].isupper()
    follows = re.match(r"^\s([A-Z][a-z]+)", plain[end:])
    if is_capital and follows and text.has_capitals and not _BEHIND.match(behind) and not _ends(plain, start):
        return False  # a part of a longer name: "Midwest Tool Fair"
    many = len(name_key(name).split()) > 1 or len(name) > 8
    if is_capital or many:
        return (
            not re.search(r"\b[A-Z][\w'’]+\s$", plain[:start])
            or bool(_PLACED.search(before))
            or _ends(plain, start)
            or many
        )
    return bool(_PLACED.search(before)) or bool(_BEHIND.match(behind)) or _stands_alone(low, start, end)


def _ends(plain: str, start: int) -> bool:
    """Whether it begins the text or a part of it."""
    return not plain[:start].strip() or bool(re.search(r"[.!?:;,/|(—–-]\s*$", plain[:start]))


def _stands_alone(low: str, start: int, end: int) -> bool:
    """Whether it is all there is between two marks: "/ southeast /", "scotland - …"."""
    before_ok = not low[:start].strip() or bool(re.search(r"[,/|(:;.—–-]\s*$", low[:start]))
    behind_ok = not low[end:].strip() or bool(re.match(r"\s*[,/|):;.—–]|\s+-\s", low[end:]))
    return before_ok and behind_ok
