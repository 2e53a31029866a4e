"""Texts as vectors: what every embedder offers, and which one is taken."""

import logging
from collections.abc import Sequence
from enum import StrEnum
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
        """From this cosine on, a text is worth showing as alike: among customer questions, every other such pair is."""
        ...

    @property
    def same_from(self) -> float:
        """From this cosine on, two texts likely mean the same: nineteen of twenty such pairs do."""
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


class Model(StrEnum):
    """Which embedder is wanted: the English text model, the one for sixteen languages, or none."""

    MINILM = "minilm"
    MULTILINGUAL = "multilingual"
    LETTERS = "letters"


def load(model: Model = Model.MINILM, path: str = "", *, threads: int = 2) -> Embedder:
    """The text model that is wanted, or likeness by letters where it cannot be loaded: then the log says why."""
    from digests.similarity.letters import Letters  # noqa: PLC0415  # an embedder costs time and memory to read
    from digests.similarity.minilm import MiniLM  # noqa: PLC0415
    from digests.similarity.multilingual import Multilingual  # noqa: PLC0415

    try:
        match model:
            case Model.MINILM:
                return MiniLM(path, threads=threads)
            case Model.MULTILINGUAL:
                return Multilingual()
            case Model.LETTERS:
                return Letters()
    except NoModel as trouble:
        logger.warning("no text model, texts are compared by their letters: %s", trouble)
        return Letters()
