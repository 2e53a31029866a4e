"""The nearest of a million vectors in some milliseconds, in plain memory.

Each vector is kept twice: as the signs of its dimensions (48 bytes for 384), which tell in one sweep who may be near,
and as one byte per dimension, which tells of those how near. Source of the idea: Charikar 2002, "Similarity Estimation
Techniques from Rounding Algorithms".
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Bytes, Vectors, as_bytes

_SHORTLIST = 1_000
"""So many are looked at closely."""
_SAMPLE = 20_000
"""So many distances tell how far the shortlist goes."""
_FIRST_ROOM = 1_024
_BLOCK = 65_536
_WORD = 64
Kind = TypeVar("Kind", bound=np.generic)


class VectorIndex:
    """Vectors by the number in which they came, 0, 1, 2, …; one may be forgotten, none changes.

    Not for several writers at once; readers may search while one writer adds. Who says that there will be no more than
    `most` keeps it from making room for more.
    """

    def __init__(self, dimensions: int, *, most: int | None = None) -> None:
        if dimensions % _WORD:
            raise ValueError(f"dimensions come in steps of {_WORD}, not {dimensions}")
        self._dimensions, self._most = dimensions, most
        self._bytes: Bytes = np.empty((0, dimensions), np.int8)
        # A column of sign words for all vectors, then the next: a sweep reads memory in order.
        self._signs: NDArray[np.uint64] = np.empty((dimensions // _WORD, 0), np.uint64)
        self._alive: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._count = self._forgotten = 0

    def __len__(self) -> int:
        return self._count

    @property
    def living(self) -> int:
        """How many were not forgotten."""
        return self._count - self._forgotten

    @property
    def nbytes(self) -> int:
        """How much memory it holds, room for newcomers included."""
        return self._bytes.nbytes + self._signs.nbytes + self._alive.nbytes

    def add(self, vectors: Vectors) -> None:
        """Take more vectors, (some, dimensions)."""
        self.add_bytes(as_bytes(vectors))

    def add_bytes(self, small: Bytes) -> None:
        """Take more vectors as they are stored, (some, dimensions)."""
        if small.ndim != 2 or small.shape[1] != self._dimensions:
            raise ValueError(f"vectors have {self._dimensions} dimensions, not {small.shape}")
        end = self._count + len(small)
        if end > len(self._alive):
            self._make_room(end)
        self._bytes[self._count : end] = small
        self._signs[:, self._count : end] = _signs(small).T
        self._alive[self._count : end] = True
        # Last of all: who searches meanwhile sees only what is whole.
        self._count = end

    def forget(self, number: int) -> None:
        """Let a vector be found no more."""
        self._forgotten += bool(self._alive[number])
        self._alive[number] = False

    def numbers(self) -> NDArray[np.intp]:
        """Those that were not forgotten, in the order in which they came."""
        return np.flatnonzero(self._alive[: self._count])

    def stored(self, numbers: NDArray[np.intp]) -> Bytes:
        """Some vectors as they are stored, (some, dimensions)."""
        return self._bytes[numbers]

    def nearest(self, vector: Vectors, most: int) -> list[tuple[int, float]]:
        """The nearest of a vector (dimensions,): at most so many numbers with their cosine, the nearest first."""
        count = self._count
        wanted = as_bytes(vector[None, :])
        if not count or not wanted.any():
            return []
        rows = self._shortlist(_signs(wanted)[0], count, max(_SHORTLIST, 4 * most))
        close = self._bytes[rows].astype(np.float32)
        cosines = close @ vector
        lengths = np.linalg.norm(close, axis=1) * np.linalg.norm(vector)
        cosines /= np.where(lengths == 0, np.inf, lengths)
        # Equal ones in the order in which they came, so that the same question has the same answer.
        best = np.lexsort((rows, -cosines))[:most]
        return [(int(rows[one]), float(cosines[one])) for one in best]

    def _shortlist(self, signs: NDArray[np.uint64], count: int, most: int) -> NDArray[np.intp]:
        """Numbers of about `most` vectors with the fewest signs that differ; all, where there are no more."""
        if count <= most:
            return np.flatnonzero(self._alive[:count])
        differing = np.zeros(count, np.uint16)
        for start in range(0, count, _BLOCK):
            block = slice(start, min(start + _BLOCK, count))
            for column, word in zip(self._signs, signs, strict=True):
                differing[block] += np.bitwise_count(column[block] ^ word)
        differing[~self._alive[:count]] = self._dimensions + 1
        limit = _limit(differing, most)
        rows = np.flatnonzero(differing <= limit)
        if len(rows) > 4 * most:
            # Many that are equally near: those that came first.
            rows = rows[np.argsort(differing[rows], kind="stable")[:most]]
        return rows[self._alive[rows]]

    def _make_room(self, needed: int) -> None:
        """Room for half as many again, so that adding one by one copies little."""
        room = max(needed, _FIRST_ROOM, len(self._alive) * 3 // 2)
        if self._most is not None:
            room = max(needed, min(room, self._most))
        self._bytes = _grown(self._bytes, (room, self._dimensions))
        self._signs = _grown(self._signs, (self._signs.shape[0], room))
        self._alive = _grown(self._alive, (room,))


def _signs(small: Bytes) -> NDArray[np.uint64]:
    """The signs of vectors, 64 in a word, (vectors, words)."""
    packed = np.packbits(small > 0, axis=1)
    return np.ascontiguousarray(packed).view(np.uint64)


def _limit(differing: NDArray[np.uint16], most: int) -> int:
    """A distance within which there are at least `most`, found from every so-manieth one."""
    step = max(1, len(differing) // _SAMPLE)
    sample = differing[::step]
    share = min(len(sample), -(-most // step) + 1)
    limit = int(np.partition(sample, share - 1)[share - 1])
    while np.count_nonzero(differing <= limit) < most:
        limit += 1
    return limit


def _grown(old: NDArray[Kind], shape: tuple[int, ...]) -> NDArray[Kind]:
    """A copy in a larger room."""
    new = np.zeros(shape, old.dtype)
    new[tuple(slice(0, length) for length in old.shape)] = old
    return new
