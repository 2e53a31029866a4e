"""Which known customer a text names, whatever the typing: small letters, typos, initials, "the", "& Sons". Pure.

A name is a row of words that weigh the more, the fewer names have them. A text names it where its words stand in order,
nearly next to each other; what is left out costs half of what it weighs. `Names` is made once for a workspace's list
and asked for each message: the time of a message does not grow with the list, but with how common its words are.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from digests.reading.lexicon import words
from digests.reading.text import Text, Word
from storage.keys import name_key

# Words that names are made up with, and people leave out.
_FORMS = words("names", "forms")
_KIN = frozenset(["sons", "son", "daughter", "daughters", "bros", "brothers", "partners", "associates", "group"])
# The same form, written short.
_SHORT = {"limited": "ltd", "company": "co", "corporation": "corp", "incorporated": "inc", "brothers": "bros"}
# Words before the one by which people call a customer.
_BEFORE = frozenset(
    [
        "the",
        "dr",
        "doctor",
        "st",
        "law",
        "office",
        "offices",
        "of",
        "mr",
        "mrs",
        "ms",
        "hotel",
        "restaurant",
        "cafe",
        "bistro",
        "studio",
    ]
)
_COMMON = 60  # names that share a word: more are looked at only with a second word of theirs
_PARTLY, _EXACT = 0.5, 0.999
_INITIALS = 0.75  # what initials alone are worth
_SKIPPED = 0.5  # what a word costs that the text leaves out, of its weight


@dataclass(frozen=True)
class Hit:
    """A name that a text seems to name: which, where, what share of its weight stands there, and how much."""

    name: str
    start: int
    end: int
    first: int
    last: int
    share: float
    weight: float
    worth: float
    words: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True)
class _Name:
    name: str
    keys: tuple[str, ...]
    weights: tuple[float, ...]
    total: float
    core: frozenset[str]


class Names:
    """The names of one list."""

    def __init__(self, names: Iterable[str]) -> None:
        rows = [(name, tuple(_keys(name))) for name in dict.fromkeys(names)]
        rows = [row for row in rows if row[1]]
        often: defaultdict[str, int] = defaultdict(int)
        for _, keys in rows:
            for key in set(keys):
                often[key] += 1
        self._names = [_weighed(name, keys, often, len(rows)) for name, keys in rows]
        self._often: Mapping[str, int] = often
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._joined: dict[str, int] = {}
        for number, one in enumerate(self._names):
            for key in _doors(one, often):
                self._by_key[key].append(number)
            for joined in ("".join(one.keys), "".join(key for key in one.keys if key not in _FORMS)):
                self._joined.setdefault(joined, number)
        self._letters: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._names):
            for core in ([key for key in one.keys if key not in _FORMS], [key for key in one.keys if key != "and"]):
                letters = "".join(key[0] for key in core)
                if len(core) >= 3 and number not in self._letters[letters]:
                    self._letters[letters].append(number)
        self._shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for key in self._by_key:
            self._shelves[key[0], len(key)].append(key)
        self._near = lru_cache(maxsize=4096)(self._nearest)

    def hits(self, text: Text) -> list[Hit]:
        """Every name that a part of the text may stand for, at its best place."""
        words = text.words
        spelled = _spelled(words)
        found: list[Hit] = []
        asked: set[tuple[int, int]] = set()
        here = {key for _, _, key in spelled}
        for place, (_, _, key) in enumerate(spelled):
            for number in self._behind(key, here):
                if (number, place) not in asked:
                    asked.add((number, place))
                    hit = self._aligned(self._names[number], spelled, place, words)
                    if hit is not None:
                        found.append(hit)
        found += self._addresses(words)
        found += self._initials(words)
        return _best_of_each(found)

    def _behind(self, key: str, here: set[str]) -> list[int]:
        """The names that a word can be the door to."""
        numbers: list[int] = []
        for door in {key, *self._near(key)}:
            behind = self._by_key.get(door, [])
            if len(behind) > _COMMON:
                behind = [number for number in behind if len(self._names[number].core & here) > 1][: _COMMON * 4]
            numbers += behind
        return numbers

    def _nearest(self, key: str) -> tuple[str, ...]:
        """Doors that are a slip of the finger away; none for short words, and for those that are doors themselves."""
        if len(key) < 4 or key.isdigit():
            return ()
        near = [other for other in (key + "s", key.removesuffix("s")) if other != key and other in self._by_key]
        if key in self._often or len(key) < 5:
            return tuple(near)
        slips = 1 if len(key) < 8 else 2
        shelf = [
            other
            for size in range(len(key) - slips, len(key) + slips + 1)
            for other in self._shelves.get((key[0], size), ())
        ]
        close = process.extract(key, shelf, scorer=OSA.distance, score_cutoff=slips, limit=4)
        return tuple(dict.fromkeys([*near, *(one[0] for one in close)]))

    def _aligned(
        self, name: _Name, spelled: Sequence[tuple[int, int, str]], place: int, words: Sequence[Word]
    ) -> Hit | None:
        """How well a name stands at a place: its words in order, one foreign word between two of them at most."""
        best: Hit | None = None
        for begin in range(len(name.keys)):
            if _alike(spelled[place][2], name.keys[begin]) and (begin == 0 or name.weights[begin] > 0):
                hit = self._from(name, spelled, place, begin, words)
                if hit is not None and (best is None or hit.worth > best.worth):
                    best = hit
        return best

    def _from(
        self, name: _Name, spelled: Sequence[tuple[int, int, str]], place: int, begin: int, words: Sequence[Word]
    ) -> Hit | None:
        got, at, matched, end = 0.0, place, 0, spelled[place][1]
        here, exact, first = begin, True, place
        while begin and first and _alike(spelled[first - 1][2], name.keys[begin - 1]):
            first, begin = first - 1, begin - 1
            got += _alike(spelled[first][2], name.keys[begin]) * name.weights[begin]
            matched += 1
        while here < len(name.keys) and at < len(spelled):
            step = _stands(name.keys, here, spelled, at)
            if step is not None:
                near, wide_name, wide_text = step
                got += near * sum(name.weights[here : here + wide_name])
                exact = exact and near > _EXACT
                end = spelled[at + wide_text - 1][1]
                matched += wide_name
                here, at = here + wide_name, at + wide_text
            elif at + 1 < len(spelled) and spelled[at][2] in _FORMS and _stands(name.keys, here, spelled, at + 1):
                at += 1
            else:
                here += 1
        if not got:
            return None
        start, stop = words[spelled[first][0]].start, words[end].end
        if words[end].text[-2:] in ("'s", "’s") and not name.name.rstrip().endswith(("s", "S")):
            stop -= 2
        worth = got - _SKIPPED * (name.total - got)
        return Hit(
            name.name,
            start,
            stop,
            spelled[first][0],
            end,
            got / name.total,
            got,
            worth + (0.01 if exact else 0),
            matched,
        )

    def _initials(self, words: Sequence[Word]) -> list[Hit]:
        """The one customer whose first letters a word in capitals is: "OCS"."""
        found = []
        for number, word in enumerate(words):
            if len(word.text) >= (3 if word.text.isupper() else 4) and word.text.isalpha():
                behind = self._letters.get(word.key, [])
                if len(behind) == 1 and word.key not in self._often:
                    name = self._names[behind[0]]
                    worth = name.total * _INITIALS
                    found.append(Hit(name.name, word.start, word.end, number, number, _INITIALS, worth, worth, 2))
        return found

    def _addresses(self, words: Sequence[Word]) -> list[Hit]:
        """Customers whose name, written as one word, is the beginning of a web address or of a word."""
        found = []
        for number, word in enumerate(words):
            joined = self._joined.get(word.key) if len(word.key) >= 7 else None
            if joined is None and number + 1 < len(words) and len(word.key) + len(words[number + 1].key) >= 8:
                joined = self._joined.get(word.key + words[number + 1].key)
                last = number + 1
            else:
                last = number
            if joined is not None:
                name = self._names[joined]
                found.append(
                    Hit(
                        name.name,
                        word.start,
                        words[last].end,
                        number,
                        last,
                        1.0,
                        name.total,
                        name.total,
                        len(name.keys),
                    )
                )
        return found


def _keys(name: str) -> list[str]:
    """The words of a name, single letters joined: "D. K. Whitfield" is "dk whitfield", "R&R" is "rr"."""
    keys: list[str] = []
    letters = ""
    joined = re.sub(r"\b(\w) ?[&+] ?(\w)\b", r"\1\2", name)
    for key in name_key(joined.replace("&", " and ").replace("+", " ")).split():
        if len(key) == 1:
            letters += key
            continue
        if letters:
            keys.append(letters)
            letters = ""
        keys.append(key)
    return [*keys, letters] if letters else keys


def _spelled(words: Sequence[Word]) -> list[tuple[int, int, str]]:
    """The words of a text as (first, last, key), single letters in a row joined as in names ("R & R", "r and r")."""
    found: list[tuple[int, int, str]] = []
    number = 0
    while number < len(words):
        key, last = words[number].key, number
        if len(key) == 1 and (key not in ("a", "i") or _are_letters(words[number : number + 2])):
            while last + 1 < len(words) and len(words[last + 1].key) == 1:
                last += 1
                key += words[last].key
            if last == number and _is_and_letter(words[number + 1 : number + 3]):
                last, key = number + 2, key + words[number + 2].key
        elif len(key) == 1 and number + 1 < len(words) and words[number + 1].key.isdigit():
            last, key = number + 1, key + words[number + 1].key
        for part in key.split():
            found.append((number, last, part))
        number = last + 1
    return found


def _are_letters(some: Sequence[Word]) -> bool:
    """Whether "A" begins initials: another capital stands right behind it."""
    return len(some) == 2 and all(len(word.key) == 1 and word.text.isupper() for word in some)


def _is_and_letter(some: Sequence[Word]) -> bool:
    return len(some) == 2 and some[0].key in ("and", "n") and len(some[1].key) == 1


def _weighed(name: str, keys: tuple[str, ...], often: Mapping[str, int], names: int) -> _Name:
    weights = tuple(_weight(key, often[key], names) for key in keys)
    if not any(weights):
        weights = (1.0,) * len(keys)
    core = frozenset(key for key, weight in zip(keys, weights, strict=True) if weight > 0)
    return _Name(name, keys, weights, sum(weights), core)


def _weight(key: str, often: int, names: int) -> float:
    if key in _FORMS:
        return 0.0
    rare = math.log(1 + names / often)
    return rare * (0.15 if key in _KIN else 0.25 if key in _BEFORE else 1.0)


def _doors(name: _Name, often: Mapping[str, int]) -> set[str]:
    """The words by which a name is looked for: the first that counts, and the rarest."""
    core = [key for key in name.keys if key not in _FORMS and key not in _BEFORE and key not in _KIN] or list(name.keys)
    return {core[0], min(core, key=lambda key: often[key])}


def _stands(
    keys: Sequence[str], here: int, spelled: Sequence[tuple[int, int, str]], at: int
) -> tuple[float, int, int] | None:
    """Whether the name's word stands at a place: how near, and how many words of the name and of the text it takes."""
    near = _alike(spelled[at][2], keys[here])
    if near:
        return near, 1, 1
    if here + 1 < len(keys) and spelled[at][2] == keys[here] + keys[here + 1]:
        return 0.97, 2, 1
    if at + 1 < len(spelled) and keys[here] == spelled[at][2] + spelled[at + 1][2] and len(keys[here]) > 3:
        return 0.97, 1, 2
    initials = "".join(key[0] for key in keys[here : here + len(spelled[at][2])])
    if here and len(spelled[at][2]) >= 2 and initials == spelled[at][2]:
        return 0.9, len(initials), 1
    return None


@lru_cache(maxsize=100_000)
def _alike(typed: str, key: str) -> float:
    """How near a typed word is to a name's: 1 where it is the same, 0 where it is another."""
    if typed == key or _SHORT.get(typed, typed) == _SHORT.get(key, key):
        return 1.0
    if min(len(typed), len(key)) < 3 or typed[0] != key[0] or typed.isdigit() or key.isdigit():
        return 0.0
    if typed + "s" == key or key + "s" == typed or typed + "es" == key or key + "es" == typed:
        return 0.95
    longest = max(len(typed), len(key))
    if min(len(typed), len(key)) >= 5:
        slips = 1 if longest < 8 else 2
        if OSA.distance(typed, key, score_cutoff=slips) <= slips:
            return 0.9
        if key.startswith(typed) or typed.startswith(key):
            return 0.85
    if len(typed) < len(key) - 1 and _abbreviates(typed.removesuffix("s") if len(typed) > 3 else typed, key):
        return 0.85
    return 0.0


def _abbreviates(short: str, key: str) -> bool:
    """ "mgmt" for management, "dist" for district, "svcs" for services; never a word with its vowels in place."""
    if key.startswith(short):
        return True
    if any(letter in "aeiou" for letter in short[1:]):
        return False
    rest = iter(key)
    return all(letter in rest for letter in short)


def _best_of_each(hits: Sequence[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.name)
        if known is None or (hit.worth, -hit.start) > (known.worth, -known.start):
            best[hit.name] = hit
    return sorted(best.values(), key=lambda hit: (-hit.worth, hit.start, hit.name))
