"""Many values in portions that fit into one statement."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def portions(values: Iterable[_T], at_once: int) -> Iterator[Sequence[_T]]:
    """The values, each once and in their order, so many at a time."""
    every = list(dict.fromkeys(values))
    return (every[start : start + at_once] for start in range(0, len(every), at_once))
