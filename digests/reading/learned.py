"""What people write when they mean a customer, learned from what they put right: found again word for word. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.reading.customer import Customer
from digests.reading.found import Found, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text, is_inside, meets
from storage.keys import name_key

_NOT = phrases("customer", "not", re.IGNORECASE)
_BESIDE = phrases("customer", "beside", re.IGNORECASE)
_OWNING = ("'s", "’s")
_BEFORE = 40  # characters that may say "not …", or "next to …"


@dataclass(frozen=True)
class _Hit:
    keys: tuple[str, ...]
    start: int
    end: int


class Learned:
    """Other names of customers; what people mean several customers by is known, and asked for."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words, meant in names.items():
            keys = tuple(name_key(words).split())
            if keys and meant and keys not in self._names:
                self._names[keys] = tuple(sorted(set(meant)))
                self._first[keys[0]].append(keys)

    def meant(self, text: Text, who: Customer, closed: Sequence[tuple[int, int]] = ()) -> Customer:
        """The customer of a text in which another name of one may stand; `who` is what was found without.

        Learned words are worth more than a guess, and less than another customer who is named for sure or a longer
        name around them. In `closed` places no customer stands.
        """
        hits = self._hits(text, closed)
        if not hits:
            return who
        hit = min(hits, key=lambda one: (one.start, -len(one.keys)))
        if who.found is not None and _stays(text, who.found, hit):
            return who
        names = self._names[hit.keys]
        if len(names) > 1:
            return Customer(None, which=names)
        return Customer(Found(names[0], hit.start, hit.end), is_known=True)

    def _hits(self, text: Text, closed: Sequence[tuple[int, int]]) -> list[_Hit]:
        found = []
        words = text.words if self._first else ()
        for number, word in enumerate(words):
            for keys in self._first.get(word.key, ()) or self._first.get(_owner(word.text, word.key), ()):
                here = words[number : number + len(keys)]
                spelled = [one.key for one in here]
                is_own = here[-1].key != keys[-1] and _owner(here[-1].text, here[-1].key) == keys[-1]
                if (*spelled[:-1], keys[-1] if is_own else spelled[-1]) != keys:
                    continue
                hit = _Hit(keys, word.start, here[-1].end - (2 if is_own else 0))
                if not _is_other(text, hit) and not is_inside(hit.start, closed):
                    found.append(hit)
        return found


def _owner(text: str, key: str) -> str:
    """The word without the mark of owning: "Zebra's" is "zebra"."""
    return key.removesuffix("s") if text.endswith(_OWNING) else key


def _stays(text: Text, found: Found[str], hit: _Hit) -> bool:
    """Whether what was found without is the better: another for sure, or word for word a longer name around it."""
    if not meets(*found.place, [(hit.start, hit.end)]):
        return found.sure is Sure.SURE
    more = text.plain[found.start : hit.start] + text.plain[hit.end : found.end]
    is_around = found.start <= hit.start and found.end >= hit.end and more not in ("", *_OWNING)
    return is_around and name_key(text.plain[found.start : found.end]) == name_key(found.value)


def _is_other(text: Text, hit: _Hit) -> bool:
    before = text.plain[max(0, hit.start - _BEFORE) : hit.start]
    return bool(_NOT.search(before) or _BESIDE.search(before)) or before.endswith(("@", "#"))
