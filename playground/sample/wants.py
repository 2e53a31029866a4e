"""What customers want that Beacon Local may not sell yet, read from texts/wants_*.txt."""

from collections.abc import Iterator
from dataclasses import dataclass

from playground.sample.texts import cells, lines, words

_TEXTS = ("wants_building", "wants_home", "wants_health", "wants_shops", "wants_leisure")


@dataclass(frozen=True)
class Want:
    """One want: its names, the trades that raise it, how often in a year and in which season, and sentences."""

    key: str
    title: str
    things: tuple[str, ...]
    trades: tuple[str, ...]
    weight: float
    season: str
    says: tuple[str, ...]


def all_wants() -> dict[str, Want]:
    """Every want by its key."""
    return {want.key: want for name in _TEXTS for want in _wants(name)}


def _wants(name: str) -> Iterator[Want]:
    head: list[str] = []
    things: tuple[str, ...] = ()
    says: list[str] = []
    for line in [*lines(name), ""]:
        if line.startswith("- "):
            says.append(line[2:])
        elif line.startswith("= "):
            things = words(line[2:])
        else:
            if head:
                key, title, weight, season, trades = head
                yield Want(key, title, things, tuple(trades.split()), float(weight), season, tuple(says))
            head, says = cells(line), []
