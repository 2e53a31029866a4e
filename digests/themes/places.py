"""How far texts are from one another, measured by how near each one's own neighbours are.

A theme of long, alike sentences is dense, one of short, varied ones is not, so no fixed cosine tells them apart. Here
the distance of two texts is what is missing to the nearness that both are used to: `r_i + r_j - 2 cos`, where r is the
mean cosine to the k nearest (CSLS: Conneau et al. 2018, "Word Translation Without Parallel Data"). It is taken twice
and averaged: between the texts as they are, and between each text's mean with its neighbours, in which what is odd
about one sentence is averaged away.

All vectors are whole numbers here. Products and sums of them are exact, so that the number of threads, their order and
the kind of processor change nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Vectors, unit

Numbers = NDArray[np.float64]

# Two products of unit vectors of this length, added, stay below 2 ** 24: float32 holds them exactly.
_GRID = 2_000
_BLOCK = 512
_FEWEST = 6
"""A mean over fewer neighbours is mostly chance."""
_NEIGHBOURS = 2.5
"""The square root of how many texts there are, divided by this, is how many neighbours count at first."""
_OF_A_THEME = 0.65
"""Later it is this part of the theme that the middle text is in: neighbours should be of the same theme."""
LONELY = 25
"""In percent of the texts that are in a theme: who has fewer neighbours than these is measured as they are."""
STRANGE = 0.35
"""No text is used to less: below such cosines, by either embedder, texts have nothing to do with each other."""
_STRANGE_AMONG_FEW, _FEW, _ENOUGH = 0.60, 50, 200
"""Up to so many texts nobody is used to less than this, from so many on the floor is the other: a handful of texts do
not say how near is near, and the least strange of them would pass for neighbours."""


@dataclass(frozen=True)
class Places:
    """Texts as places: `vectors` (texts, 2 x dimensions) in whole numbers, `near` (2, texts) the mean cosine to the
    k nearest, as they are and with their neighbours."""

    vectors: Vectors
    near: Numbers

    def used_to(self, among: NDArray[np.bool_]) -> Numbers:
        """The nearness each text is used to, (texts,), its floor taken among some texts.

        Without a floor a lonely text would be near to everything: it is used to nothing.
        """
        chosen = self.near[:, among] if among.any() else self.near
        floors = np.maximum(np.percentile(chosen, LONELY, axis=1), _strange(self.near.shape[1]))
        usual: Numbers = np.maximum(self.near, floors[:, None]).mean(axis=0)
        return usual


def _strange(texts: int) -> float:
    """Less nearness than this is none, among so many texts."""
    return float(np.interp(texts, [_FEW, _ENOUGH], [_STRANGE_AMONG_FEW, STRANGE]))


def whole(vectors: Vectors) -> Vectors:
    """Unit vectors in whole numbers; zeros stay zeros."""
    return np.rint(unit(vectors) * _GRID).astype(np.float32)


def first_count(texts: int) -> int:
    """How many neighbours count among so many texts of which nothing is known."""
    return max(_FEWEST, round(float(np.sqrt(texts)) / _NEIGHBOURS))


def better_count(sizes: NDArray[np.intp]) -> int:
    """The same once themes are known; `sizes` has for each text in a theme how many are in it."""
    return max(_FEWEST, round(_OF_A_THEME * float(np.median(sizes))))


def places(vectors: Vectors, count: int) -> Places:
    """The places of at least two different texts, given as whole numbers (texts, dimensions)."""
    count = min(count, len(vectors) - 1)
    near, around = _neighbours(vectors, count)
    among = whole(vectors + whole(around))
    near_among, _ = _neighbours(among, count)
    return Places(np.hstack([vectors, among]), np.stack([near, near_among]))


def distances(vectors: Vectors, used_to: Numbers) -> Vectors:
    """All distances, (texts, texts); of a text to itself infinite. Takes 4 bytes for each pair.

    Means of places have the mean of their distances, so a whole theme can stand here as one text.
    """
    found: Vectors = vectors @ vectors.T
    found *= np.float32(-1 / _GRID**2)
    found += used_to.astype(np.float32)[:, None]
    found += used_to.astype(np.float32)[None, :]
    np.fill_diagonal(found, np.inf)
    return found


def _neighbours(vectors: Vectors, count: int) -> tuple[Numbers, Vectors]:
    """Each one's mean cosine to its nearest, and their sum; those that are equally near as the last of them count."""
    near = np.empty(len(vectors))
    around = np.empty_like(vectors)
    for start in range(0, len(vectors), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        products = vectors[rows] @ vectors.T
        products[rows - start, rows] = -np.inf
        best = np.partition(products, -count, axis=1)[:, -count:]
        near[rows] = best.astype(np.float64).sum(axis=1) / count / _GRID**2
        who, whom = np.nonzero(products >= best.min(axis=1, keepdims=True))
        first = np.flatnonzero(np.diff(who, prepend=-1))
        around[rows] = np.add.reduceat(vectors[whom], first, axis=0)
    return near, around
