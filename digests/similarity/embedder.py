"""Texts as vectors: what every embedder offers, and which one is taken."""

import logging
from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

Vectors: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.int8]


class NoModel(Exception):
    """The text model cannot be used here; the sentence says why."""


class Embedder(Protocol):
    """Gives texts places so that those which mean the same are near each other."""

    @property
    def id(self) -> str:
        """Which model it is, in which version: vectors of two ids cannot be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """How long its vectors are."""
        ...

    @property
    def listed_from(self) -> float:
        """From this cosine on, a text is worth showing as alike."""
        ...

    @property
    def same_from(self) -> float:
        """From this cosine on, two texts likely mean the same."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, (texts, dimensions); an empty text gets zeros."""
        ...


def as_bytes(vectors: Vectors) -> Bytes:
    """Each vector in one byte per dimension, stretched to the whole range; its direction stays, its length does not."""
    most = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    return np.rint(vectors * (127 / np.where(most == 0, 1, most))).astype(np.int8)


def unit(vectors: Vectors) -> Vectors:
    """The same directions at length one; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def load(model_path: str = "", *, threads: int = 2) -> Embedder:
    """The text model, or likeness by letters where it cannot be loaded: then the log says why."""
    from digests.similarity.letters import Letters  # noqa: PLC0415  # an embedder costs time and memory to read
    from digests.similarity.minilm import MiniLM  # noqa: PLC0415

    try:
        return MiniLM(model_path, threads=threads)
    except NoModel as trouble:
        logger.warning("no text model, texts are compared by their letters: %s", trouble)
        return Letters()
