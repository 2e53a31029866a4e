"""Which known customer a text names, whatever the typing: small letters, typos, initials, "the", "& Sons". Pure.

`Names` is made once for a workspace's list and asked for each message. A name is looked for where one of two of its
words stands, its first and its rarest; where that word is many names', a second word of theirs must stand near by. So
the time of a message grows neither with the list nor with how common its words are.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from digests.reading.aligning import FORMS, Hit, Name, Spelled, aligned, keys_of, spelled_of
from digests.reading.lexicon import words
from digests.reading.sounding import sound
from digests.reading.text import Text, Word

_KIN = words("names", "kin")
# Words before the one by which people call a customer.
_BEFORE = words("names", "before")
_TRADES = words("names", "trades")
_WORDS = words("everyday", "words")
_INITIALLED = re.compile(r"(?:The )?(?:[A-Z]\.? ?){2,3} [A-Z]\w")
_LIGHT = 0.25  # what a word weighs that people mostly leave out, of its weight
_COMMON = 60  # names that share a word: more are looked at only with a second word of theirs
_NEAR = 8  # words to either side in which the second one must stand
_MOST = 24  # names that are looked at behind such a word: those whose second word is nearest, and the shortest
_LONGEST = 6  # words of a name that is found as a whole however many are like it
_NEARLY = 0.6  # of a name's weight
_INITIALS = 0.75  # what initials alone are worth


class Names:
    """The names of one list."""

    def __init__(self, names: Iterable[str]) -> None:
        rows = [(name, tuple(keys_of(name))) for name in set(names)]
        rows = sorted((row for row in rows if row[1]), key=lambda row: (len(row[1]), row[0]))
        often: defaultdict[str, int] = defaultdict(int)
        for _, keys in rows:
            for key in set(keys):
                often[key] += 1
        self._names = [_weighed(name, keys, often, len(rows)) for name, keys in rows]
        self._often: Mapping[str, int] = often
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        self._by_pair: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        # By two words written as one: "seabreeze" for "Sea Breeze".
        self._by_two: defaultdict[str, list[int]] = defaultdict(list)
        self._alone: defaultdict[str, list[int]] = defaultdict(list)
        self._joined: dict[str, int] = {}
        self._letters: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._names):
            self._shelve(number, one)
        self._shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._sounds: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._by_key:
            self._shelves[key[0], len(key)].append(key)
            self._sounds[sound(key)].append(key)
        self._near = lru_cache(maxsize=4096)(self._nearest)

    def _shelve(self, number: int, one: Name) -> None:
        """Put a name where its words, its letters and itself as one word are looked for."""
        for door in _doors(one, self._often):
            self._by_key[door].append(number)
            if self._often[door] > _COMMON:
                for other in one.core - {door}:
                    self._by_pair[door, other].append(number)
                if len(one.core) < 2:
                    self._alone[door].append(number)
        plain = [key for key in one.keys if key not in FORMS]
        if one.lead + 1 < len(one.keys):
            self._by_two["".join(one.keys[one.lead : one.lead + 2])].append(number)
        for joined in ("".join(one.keys), "".join(plain)):
            self._joined.setdefault(joined, number)
        for core in (plain, [key for key in one.keys if key != "and"]):
            letters = "".join(key[0] for key in core)
            if len(core) >= 3 and number not in self._letters[letters]:
                self._letters[letters].append(number)

    def hits(self, text: Text) -> list[Hit]:
        """Every name that a part of the text may stand for, at its best place."""
        words = text.words
        spelled = spelled_of(words)
        found: list[Hit] = []
        # Where a name was found it is not looked for again from its next word on.
        upto: dict[int, int] = {}
        for place, (first, _, _) in enumerate(spelled):
            for number in self._behind(spelled, place):
                if upto.get(number, -1) < first:
                    hit = aligned(self._names[number], spelled, place, words)
                    if hit is not None:
                        upto[number] = hit.last
                        found.append(hit)
        return _best_of_each(chain(found, self._addresses(words), self._initials(words)))

    def _behind(self, spelled: Sequence[Spelled], place: int) -> set[int]:
        """The names that a word can be the door to."""
        key = spelled[place][2]
        numbers: set[int] = set()
        together = key + spelled[place + 1][2] if place + 1 < len(spelled) else key
        numbers.update(self._by_two.get(key, ())[:_MOST])
        for door in {key, together, *self._near(key)}:
            behind = self._by_key.get(door, ())
            numbers.update(behind if len(behind) <= _COMMON else self._with_another(door, spelled, place))
        return numbers

    def _with_another(self, door: str, spelled: Sequence[Spelled], place: int) -> list[int]:
        """Of the many names behind a door the one that stands here as a whole, and those of which more stands near."""
        some = [*self._whole(spelled, place), *self._alone.get(door, ())[:_MOST]]
        most = len(some) + _MOST
        for away in chain.from_iterable((step, -step) for step in range(1, _NEAR + 1)):
            if 0 <= place + away < len(spelled):
                some += self._by_pair.get((door, spelled[place + away][2]), ())[:_MOST]
                if len(some) >= most:
                    break
        return some

    def _whole(self, spelled: Sequence[Spelled], place: int) -> Iterator[int]:
        joined, words = "", 0
        for _, _, key in spelled[place : place + 2 * _LONGEST]:
            joined, words = (joined, words) if key in FORMS else (joined + key, words + 1)
            if joined in self._joined:
                yield self._joined[joined]
            if words == _LONGEST:
                break

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
        alike = self._sounds.get(sound(key), ())
        return tuple(dict.fromkeys([*near, *(one[0] for one in close), *alike]))

    def _initials(self, words: Sequence[Word]) -> Iterator[Hit]:
        """The one customer whose first letters a word in capitals is: "OCS"."""
        for number, word in enumerate(words):
            if len(word.text) >= (3 if word.text.isupper() else 4) and word.text.isalpha():
                behind = self._letters.get(word.key, [])
                if len(behind) == 1 and word.key not in self._often:
                    name = self._names[behind[0]]
                    worth = name.total * _INITIALS
                    yield Hit(name.name, word.start, word.end, number, number, _INITIALS, worth, worth, 2)

    def _addresses(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Customers whose name, written as one word, is the beginning of a web address or of a word."""
        for number, word in enumerate(words):
            last = number
            joined = self._joined.get(word.key) if len(word.key) >= 7 else None
            if joined is None and number + 1 < len(words) and len(word.key) + len(words[number + 1].key) >= 8:
                joined = self._joined.get(word.key + words[number + 1].key)
                last = number + 1
            if joined is not None:
                name = self._names[joined]
                all_ = name.total
                yield Hit(name.name, word.start, words[last].end, number, last, 1.0, all_, all_, len(name.keys))


def _weighed(name: str, keys: tuple[str, ...], often: Mapping[str, int], names: int) -> Name:
    weights = [_weight(key, often[key], names) for key in keys]
    leads = [number for number, key in enumerate(keys) if _is_lead(key) and len(key) > 1] or [0]
    lead = leads[0]
    if keys[0] == "law" and {"office", "offices"} & set(keys):
        lead = leads[-1]  # people call a law office by its lawyer's last name
    elif keys[0] in ("dr", "doctor"):
        # and a doctor's practice by the doctor's, which is not the last word of it
        lead = next((one for one in reversed(leads[:-1]) if keys[one] not in _TRADES | _WORDS), lead)
    elif lead and keys[lead] in _TRADES:
        lead = next((number for number in leads if keys[number] not in _TRADES), lead)  # "Clínica Dental Mora"
    elif len(leads) > 1 and leads[1] == lead + 1 and _INITIALLED.match(name) and keys[leads[1]] not in _TRADES:
        weights[lead] *= _LIGHT
        lead = leads[1]  # and "E. R. Fairweather Accountants" without the initials
    if not any(weights):
        weights = [1.0] * len(keys)
    core = frozenset(key for key, weight in zip(keys, weights, strict=True) if weight > 0)
    return Name(name, keys, tuple(weights), sum(weights), core, lead)


def _is_lead(key: str) -> bool:
    return key not in FORMS and key not in _BEFORE and key not in _KIN


def _weight(key: str, often: int, names: int) -> float:
    if key in FORMS:
        return 0.0
    rare = math.log(1 + names / often)
    return rare * (0.15 if key in _KIN else _LIGHT if key in _BEFORE or len(key) == 1 else 1.0)


def _doors(name: Name, often: Mapping[str, int]) -> set[str]:
    """The words by which a name is looked for: what people call it by, the first that counts, the rarest other."""
    core = [key for key in name.keys if _is_lead(key)] or list(name.keys)
    return {name.keys[name.lead], core[0], min(core[1:] or core, key=lambda key: often[key])}


def _best_of_each(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.name)
        if known is None or _rank(hit) > _rank(known):
            best[hit.name] = hit
    return sorted(best.values(), key=lambda hit: (-hit.worth, hit.start, hit.name))


def _rank(hit: Hit) -> tuple[bool, float, int]:
    """What people call it by says more than the trade at the end of it, unless nearly all of it stands there."""
    return hit.begins or hit.share > _NEARLY, hit.worth, -hit.start
