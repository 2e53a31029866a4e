"""The subject of a text without its frame: of "If you had a heading for drone surveys I'd buy", "drone surveys".

People wrap what they want in sayings, and a text model is led by them: it puts together who says it alike, not who
wants the same. A run of words is a frame when many texts have it and what is left of them differs; where what is left
is always the same, or nothing, the run is what they want, and stays.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digests.similarity.embedder import Embedder, Vectors, unit
from digests.themes.words import names, stem

_LONG = 4
"""So many words in a row are a saying; three ("to pay by") are often the subject's own."""
_MANY = 8
"""So many different texts have it."""
_LEFT = 0.8
"""Of these texts, so many have something else to say."""
_SAME = 1 / 3
"""No word of what is left is in more of them than this."""
_LETTERS_READ = 1_000
_WORD = re.compile(r"[\w’']+")
_NUMBER = "#"
_NUMBERS = frozenset(
    ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen"]
)

Run = tuple[str, ...]


@dataclass(frozen=True)
class _Read:
    """A text as words: where each is, and what it counts as."""

    text: str
    places: list[tuple[int, int]]
    words: Run

    def runs(self) -> list[Run]:
        return [self.words[begin : begin + _LONG] for begin in range(len(self.words) - _LONG + 1)]

    def outside(self, runs: set[Run]) -> list[int]:
        """The numbers of the words that are in none of some runs."""
        inside = {
            place for begin, run in enumerate(self.runs()) if run in runs for place in range(begin, begin + _LONG)
        }
        return [place for place in range(len(self.words)) if place not in inside]

    def subjects(self, places: Sequence[int]) -> set[str]:
        """The stems among some words that can name something; a capital is of a place or a person, mostly."""
        written = {place: self.text[slice(*self.places[place])] for place in places}
        return {stem(word) for place, word in written.items() if word.islower() and names(self.words[place])}


def without_frames(texts: Sequence[str]) -> list[str]:
    """The texts without the frames that many of them have; one that would have nothing left to name stays whole."""
    read = [_read(text) for text in texts]
    frames = _frames(read)
    return [_rest(one, frames) for one in read]


def toward_subjects(vectors: Vectors, texts: Sequence[str], embedder: Embedder) -> Vectors:
    """The texts' vectors (texts, dimensions), each drawn half the way to the vector of its subject; zeros stay."""
    rests = without_frames(texts)
    drawn = unit(vectors)
    framed = [row for row, rest in enumerate(rests) if rest != texts[row] and drawn[row].any()]
    if framed:
        different = {rest: place for place, rest in enumerate(dict.fromkeys(rests[row] for row in framed))}
        subjects = unit(embedder.embed(list(different)).astype(np.float32))
        drawn[framed] = unit(drawn[framed] + subjects[[different[rests[row]] for row in framed]])
    return drawn


def _read(text: str) -> _Read:
    found = list(_WORD.finditer(text[:_LETTERS_READ]))
    return _Read(text, [one.span() for one in found], tuple(_counted(one.group()) for one in found))


def _counted(word: str) -> str:
    """A word without its case; all amounts are one word."""
    plain = word.casefold().replace("’", "'")
    return _NUMBER if plain in _NUMBERS or any(letter.isdigit() for letter in plain) else plain


def _frames(read: Sequence[_Read]) -> set[Run]:
    having: defaultdict[Run, dict[Run, _Read]] = defaultdict(dict)
    for one in read:
        for run in one.runs():
            having[run].setdefault(one.words, one)
    frequent = {run: list(texts.values()) for run, texts in having.items() if len(texts) >= _MANY}
    runs = set(frequent)
    left = {one.words: one.subjects(one.outside(runs)) for texts in frequent.values() for one in texts}
    return {run for run, texts in frequent.items() if _differ([left[one.words] for one in texts])}


def _differ(left: Sequence[set[str]]) -> bool:
    """Whether most texts have something left, and not the same."""
    counted = Counter(subject for subjects in left for subject in subjects)
    return sum(bool(subjects) for subjects in left) >= _LEFT * len(left) and max(
        counted.values(), default=0
    ) <= _SAME * len(left)


def _rest(one: _Read, frames: set[Run]) -> str:
    outside = one.outside(frames) if frames else []
    if not frames or len(outside) == len(one.words) or not one.subjects(outside):
        return one.text
    # What stands together stays as it is written, with its commas.
    parts: list[list[int]] = []
    for place in outside:
        if parts and parts[-1][-1] == place - 1:
            parts[-1].append(place)
        else:
            parts.append([place])
    return ". ".join(one.text[one.places[part[0]][0] : one.places[part[-1]][1]] for part in parts)
