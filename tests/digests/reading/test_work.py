"""Reading sums costs as much as a text is long, also where it is nothing but sums: work is counted, not timed."""

import sys
from types import FrameType
from typing import SupportsIndex

import pytest

from digests.reading.found import Kind
from digests.reading.places import Regions
from digests.reading.text import Text
from digests.reading.value import value

PIECES = (
    "$5 ", "£900 to £1,000 ", "5k. ", "12 seats $5 ", "12 seats at $5 a seat, ", "$5 x 12 ", "1 to ", "50,000 half a ",
    "one hundred and ", "twenty-", "was 600, now 750 ", "£900 or £950. ", "from 90 to 110 a month ", "20% off 900 ",
    "9" * 20 + " ", "yelp does it for £40 ", "our £92 vs their £61, ", "1", "wales ", "north west ",
)  # fmt: skip
TWICE = 2.3
"""Of twice as long a text: nearly twice the work, and what is done once."""


class Work:
    """What was done: calls that were made, and characters that were cut out of a text."""

    def __init__(self) -> None:
        self.done = 0

    def called(self, frame: FrameType, event: str, argument: object) -> None:
        """Count a call, as `sys.setprofile` tells of it."""
        self.done += event in ("call", "c_call")


class Watched(str):
    """A text that tells how many characters are cut out of it."""

    __slots__ = ("work",)
    work: Work

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        cut = super().__getitem__(key)
        self.work.done += len(cut)
        return cut


def watched(text: str, work: Work) -> Watched:
    made = Watched(text)
    made.work = work
    return made


def work(text: str) -> int:
    """How much is done to read the sums and regions of a text."""
    done = Work()
    told = Text(watched(text, done))
    vars(told)["low"] = watched(told.low, done)
    places = [(at, at + 4) for at in range(0, len(text), 400)]
    regions = Regions(["Wales", "North West"])
    before = sys.getprofile()
    sys.setprofile(done.called)
    try:
        value(told, Kind.LOST_DEAL, places, places[:1])
        regions.found(told, places)
    finally:
        sys.setprofile(before)
    return done.done


@pytest.mark.parametrize("piece", PIECES)
def test_twice_as_long_a_text_is_twice_the_work(piece: str) -> None:
    times = 2_000 // len(piece)
    assert work(piece * times * 2) <= TWICE * work(piece * times)
