"""What the charts have in common: an expected range, on which side of it a count is, and a finished drawing."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """On which side of what was expected a count is. `UNKNOWN` where nothing could be expected yet."""

    ABOVE = "above"
    INSIDE = "inside"
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Expected:
    """The counts between which a week was expected to fall, both ends included. ValueError for an impossible range."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"No count is between {self.low} and {self.high}.")

    def direction(self, count: int) -> Direction:
        """On which side of the range a count is."""
        if count > self.high:
            return Direction.ABOVE
        return Direction.BELOW if count < self.low else Direction.INSIDE


def direction(count: int, expected: Expected | None) -> Direction:
    """On which side a count is; `UNKNOWN` without a range."""
    return expected.direction(count) if expected else Direction.UNKNOWN


def only_counts(counts: tuple[int, ...]) -> None:
    """ValueError where something is below nought, and so counts nothing."""
    if any(count < 0 for count in counts):
        raise ValueError(f"A count below nought: {min(counts)}.")


@dataclass(frozen=True)
class Drawing:
    """A finished chart: its SVG text, the same in words (at most 2,000 characters), and its size in pixels at 1x."""

    svg: str
    alt: str
    width: int
    height: int
