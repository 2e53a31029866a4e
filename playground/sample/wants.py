"""What customers want that Beacon Local may not sell yet: the form of a want, and the list of all of them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Want:
    """One want: its name, how people call it, which trades raise it, how often, when in the year, and real sentences.

    Sentences may hold {town}, {day}, {since} and {now} and {until} (months), {n} (a number in words), {num} (in digits),
    {who}, {amount}.
    """

    key: str
    title: str
    things: tuple[str, ...]
    trades: tuple[str, ...]
    weight: float
    season: str
    says: tuple[str, ...]


def want(key: str, title: str, things: str, trades: str, weight: float, season: str, *says: str) -> Want:
    """A want written on one line: things separated by `;`, trades by spaces, weight in reports a year."""
    return Want(key, title, tuple(things.split("; ")), tuple(trades.split()), weight, season, says)


FLAT: Final = "flat"
