"""How well a name stands at a place of a text: its words in order, with slips, cut short or left out. Pure.

A name is a row of words that weigh the more, the fewer names have them. What the text leaves out costs half of what it
weighs; nothing but "and", "of" and the like may stand between two of its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from digests.reading.lexicon import words
from digests.reading.sounding import sound
from digests.reading.text import Word
from storage.keys import name_key

# Words that names are made up with, and people leave out.
FORMS = words("names", "forms")
# The same form, written short.
_SHORT = {"limited": "ltd", "company": "co", "corporation": "corp", "incorporated": "inc", "brothers": "bros"}
# Words of a text that may stand between two of a name: "the crown in Ludlow".
_BETWEEN = FORMS | {"in", "at", "n"}
_CO_OP = re.compile(r"\bco-op\b", re.IGNORECASE)
_EXACT = 0.999
_SKIPPED = 0.5  # what a word costs that the text leaves out, of its weight

Spelled = tuple[int, int, str]
"""A word of a text as names have it: its first word, its last, its key."""


@dataclass(frozen=True)
class Name:
    """A name of a list: its words, what each weighs, and those that weigh something."""

    name: str
    keys: tuple[str, ...]
    weights: tuple[float, ...]
    total: float
    core: frozenset[str]
    lead: int = 0
    """Which of its words people call it by: the first that is no "the", "Dr" or "Ltd"."""


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
    begins: bool = True
    """Whether the word by which people call it stands there: its first that counts."""
    is_exact: bool = True

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def aligned(name: Name, spelled: Sequence[Spelled], place: int, words: Sequence[Word]) -> Hit | None:
    """How well a name stands at a place; None where too little of it does to be meant."""
    best: Hit | None = None
    for begin in range(len(name.keys)):
        if (begin == 0 or name.weights[begin] > 0) and _begins(name.keys, begin, spelled, place):
            hit = _from(name, spelled, place, begin, words)
            if hit is not None and (best is None or hit.worth > best.worth):
                best = hit
    return best


def _begins(keys: Sequence[str], begin: int, spelled: Sequence[Spelled], place: int) -> bool:
    typed = spelled[place][2]
    if typed == keys[begin]:
        return True
    return len(typed) > 2 and _stands(keys, begin, spelled, place) is not None


def _from(name: Name, spelled: Sequence[Spelled], place: int, begin: int, words: Sequence[Word]) -> Hit | None:
    keys, weights = name.keys, name.weights
    got, at, matched, end = 0.0, place, 0, spelled[place][1]
    here, exact, first = begin, True, place
    while begin and first and alike(spelled[first - 1][2], keys[begin - 1]):
        first, begin = first - 1, begin - 1
        got += alike(spelled[first][2], keys[begin]) * weights[begin]
        matched += 1
    leads = begin <= name.lead < here
    while here < len(keys) and at < len(spelled):
        step = _stands(keys, here, spelled, at)
        if step is not None:
            near, wide_name, wide_text = step
            leads = leads or here <= name.lead < here + wide_name
            got += near * sum(weights[here : here + wide_name])
            exact = exact and near > _EXACT
            end = spelled[at + wide_text - 1][1]
            matched += wide_name
            here, at = here + wide_name, at + wide_text
        elif at + 1 < len(spelled) and spelled[at][2] in _BETWEEN and _stands(keys, here, spelled, at + 1):
            at += 1
        else:
            here += 1
    worth = got - _SKIPPED * (name.total - got)
    # What people call a name by may be a small part of a long one.
    if not got or (worth <= 0 and not (leads and exact)):
        return None
    start, stop = words[spelled[first][0]].start, words[end].end
    if words[end].text[-2:] in ("'s", "’s") and words[end].key not in keys:
        stop -= 2
    worth += 0.01 if exact else 0
    return Hit(name.name, start, stop, spelled[first][0], end, got / name.total, got, worth, matched, leads, exact)


def _stands(keys: Sequence[str], here: int, spelled: Sequence[Spelled], at: int) -> tuple[float, int, int] | None:
    """Whether the name's word stands at a place: how near, and how many words of the name and of the text it takes."""
    typed, key = spelled[at][2], keys[here]
    if typed == key:
        return 1.0, 1, 1
    if here + 1 < len(keys) and typed.startswith(key) and typed == key + keys[here + 1]:
        return 0.97, 2, 1
    if len(key) > 3 and key.startswith(typed) and at + 1 < len(spelled) and key == typed + spelled[at + 1][2]:
        return 0.97, 1, 2
    near = alike(typed, key)
    if near:
        return near, 1, 1
    if here and typed[0] == key[0] and 2 <= len(typed) <= len(keys) - here:
        initials = "".join(one[0] for one in keys[here : here + len(typed)])
        if initials == typed:
            return 0.9, len(typed), 1
    return None


def alike(typed: str, key: str) -> float:
    """How near a typed word is to a name's: 1 where it is the same, 0 where it is another."""
    return 1.0 if typed == key else _alike(typed, key)


@lru_cache(maxsize=100_000)
def _alike(typed: str, key: str) -> float:
    if _SHORT.get(typed, typed) == _SHORT.get(key, key):
        return 1.0
    least = min(len(typed), len(key))
    if typed.isdigit() or key.isdigit():
        return 0.0
    if least < 3:
        return 0.85 if _is_framed(typed, key) else 0.0
    if least >= 4 and sound(typed) == sound(key):
        return 0.9
    if typed[0] != key[0]:
        return 0.0
    if typed + "s" == key or key + "s" == typed or typed + "es" == key or key + "es" == typed:
        return 0.95
    if least >= 5:
        slips = 1 if max(len(typed), len(key)) < 8 else 2
        if OSA.distance(typed, key, score_cutoff=slips) <= slips:
            return 0.9
        if key.startswith(typed) or typed.startswith(key):
            return 0.85
    if len(typed) < len(key) - 1 and _abbreviates(typed.removesuffix("s") if len(typed) > 3 else typed, key):
        return 0.85
    return 0.0


def _is_framed(short: str, key: str) -> bool:
    """ "st" for street, "pk" for park: the first and the last consonant."""
    return (
        len(short) == 2
        and len(key) > 3
        and not set(short) & set("aeiou")
        and short in (key[0] + key[-1], key[0] + key[1])
    )


def _abbreviates(short: str, key: str) -> bool:
    """ "mgmt" for management, "dist" for district, "svcs" for services; never a word with its vowels in place."""
    if key.startswith(short):
        return True
    if any(letter in "aeiou" for letter in short[1:]):
        return False
    rest = iter(key)
    return all(letter in rest for letter in short)


def keys_of(name: str) -> list[str]:
    """The words of a name, single letters joined: "D. K. Whitfield" is "dk whitfield", "R&R" is "rr"."""
    keys: list[str] = []
    letters = ""
    joined = re.sub(r"\b(\w) ?[&+] ?(\w)\b", r"\1\2", _CO_OP.sub("coop", name))
    for key in name_key(joined.replace("&", " and ").replace("+", " ")).split():
        if len(key) == 1:
            letters += key
            continue
        if letters:
            keys.append(letters)
            letters = ""
        keys.append(key)
    return [*keys, letters] if letters else keys


def spelled_of(words: Sequence[Word]) -> list[Spelled]:
    """The words of a text, single letters in a row joined as in names ("R & R", "r and r")."""
    found: list[Spelled] = []
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
        elif key == "co" and number + 1 < len(words) and words[number + 1].key == "op":
            last, key = number + 1, "coop"
        found += [(number, last, part) for part in key.split()]
        number = last + 1
    return found


def _are_letters(some: Sequence[Word]) -> bool:
    """Whether "A" begins initials: another capital stands right behind it."""
    return len(some) == 2 and all(len(word.key) == 1 and word.text.isupper() for word in some)


def _is_and_letter(some: Sequence[Word]) -> bool:
    return len(some) == 2 and some[0].key in ("and", "n") and len(some[1].key) == 1
