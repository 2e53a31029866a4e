"""Likeness by spelling, for machines without a text model: short runs of letters, each at a random place of its own.

Every text is the sum of its 3 to 5 letter runs, damped by the logarithm of how often they come, and projected to a
vector of fixed size (Johnson and Lindenstrauss 1984; Achlioptas 2003), so that all that stores or searches the text
model's vectors works with these. Weighing rare runs higher (idf) found less among short requests, and would need a
second pass over all texts. With 384 dimensions one answer in fifty is lost to chance, with 768 none.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Vectors, unit

DIMENSIONS = 768
SHORTEST, LONGEST = 3, 5
# What a text of any length may cost: the runs of about a page.
_MOST_LETTERS = 4_000


class Letters:
    """An embedder that knows spelling, not meaning: "refund" is near "refunds", and far from "money back"."""

    id = "letters-3-5-768"
    dimensions = DIMENSIONS
    listed_from = 0.43
    same_from = 0.75

    def __init__(self) -> None:
        self._place = lru_cache(maxsize=100_000)(_place)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            counts = Counter(runs(text))
            if counts:
                places = np.stack([self._place(run) for run in counts])
                weights = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
                vectors[row] = weights @ places
        return unit(vectors)


def runs(text: str) -> Iterator[str]:
    """Every run of three to five letters inside the words of a text, whose ends count as letters."""
    for word in text.lower()[:_MOST_LETTERS].split():
        padded = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            if len(padded) <= length:
                yield padded
                break
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def _place(run: str) -> NDArray[np.float32]:
    """The place of a run: plus or minus one in each dimension, by a digest of its letters."""
    digest = hashlib.shake_128(run.encode("utf-8", "surrogatepass")).digest(DIMENSIONS // 8)
    bits = np.unpackbits(np.frombuffer(digest, np.uint8))
    return bits.astype(np.float32) * 2 - 1
