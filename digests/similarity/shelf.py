"""The vectors of many texts in memory, each with whose text it is; who is nearest to a text.

A shelf holds at most so many vectors: the newest stay. What was taken off leaves gaps, which are closed when they are
a quarter of it.
"""

import threading
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digests.similarity.embedder import Bytes, Vectors
from digests.similarity.index import VectorIndex

# Beside its vector each text has its owner, 16 bytes.
_OWNER = np.dtype("V16")
_FEW = 1_000
# A full shelf lets the oldest tenth go at once, so that the next many find room.
_KEPT = 0.9


@dataclass(frozen=True)
class Like:
    """Somebody whose text is like another, and the cosine of the two, 0 to 1 for what is alike at all."""

    owner_id: uuid.UUID
    score: float


def bytes_each(dimensions: int) -> int:
    """What one vector costs in memory: one byte and one bit a dimension, its owner, and whether it counts."""
    return dimensions + dimensions // 8 + _OWNER.itemsize + 1


class Shelf:
    """Vectors of one length and one model. Anybody may look while one thread at a time changes it."""

    def __init__(self, dimensions: int, *, most: int) -> None:
        self._dimensions, self._most = dimensions, max(most, 1)
        self._changing = threading.Lock()
        # Both in one tuple: who looks while it is made anew sees either the old or the new, never half of each.
        self._held = (VectorIndex(dimensions, most=self._most), np.empty(0, _OWNER))

    def __len__(self) -> int:
        return self._held[0].living

    @property
    def nbytes(self) -> int:
        """How much memory it holds, room for newcomers included."""
        index, owners = self._held
        return index.nbytes + owners.nbytes

    def put(self, owner_ids: Sequence[uuid.UUID], vectors: Bytes) -> None:
        """Add vectors, (some, dimensions) as they are stored, with whose they are; the newest come last."""
        with self._changing:
            for start in range(0, len(owner_ids), max(1, self._most // 2)):
                part = slice(start, start + max(1, self._most // 2))
                self._put(owner_ids[part], vectors[part])

    def drop(self, owner_ids: Collection[uuid.UUID]) -> None:
        """Let nobody find the texts of these any more."""
        with self._changing:
            index, owners = self._held
            # The second half of an id is random enough to look for by itself: one number instead of sixteen bytes.
            halves = owners[: len(index)].view(np.uint64)[1::2]
            for owner_id in owner_ids:
                wanted = _bytes_of([owner_id])
                for number in np.flatnonzero(halves == wanted.view(np.uint64)[1]):
                    if owners[number] == wanted[0]:
                        index.forget(int(number))
            gaps = len(index) - index.living
            if gaps > _FEW and gaps > len(index) // 4:
                self._renew(keep=self._most)

    def nearest(self, vector: Vectors, most: int) -> list[Like]:
        """The owners nearest to a vector (dimensions,), each once by its best text, the nearest first."""
        index, owners = self._held
        best: dict[uuid.UUID, float] = {}
        # Somebody may have several texts that are near; and what is being added now has no owner here yet.
        for number, score in index.nearest(vector, most * 4):
            if number < len(owners):
                best.setdefault(uuid.UUID(bytes=owners[number].tobytes()), score)
        return [Like(owner_id, score) for owner_id, score in list(best.items())[:most]]

    def _put(self, owner_ids: Sequence[uuid.UUID], vectors: Bytes) -> None:
        index, owners = self._held
        if len(index) + len(owner_ids) > self._most:
            self._renew(keep=min(int(self._most * _KEPT), self._most - len(owner_ids)))
            index, owners = self._held
        end = len(index) + len(owner_ids)
        if end > len(owners):
            room = min(max(end, _FEW, len(owners) * 3 // 2), max(self._most, end))
            owners = np.concatenate([owners, np.empty(room - len(owners), _OWNER)])
        owners[len(index) : end] = _bytes_of(owner_ids)
        self._held = (index, owners)
        index.add_bytes(vectors)

    def _renew(self, *, keep: int) -> None:
        """The newest so many that still count, in a new index without gaps."""
        old, owners = self._held
        rows = old.numbers()[-keep:] if keep > 0 else old.numbers()[:0]
        index = VectorIndex(self._dimensions, most=self._most)
        index.add_bytes(old.stored(rows))
        self._held = (index, owners[rows].copy())


def _bytes_of(owner_ids: Sequence[uuid.UUID]) -> NDArray[np.void]:
    return np.frombuffer(b"".join(owner_id.bytes for owner_id in owner_ids), _OWNER)
