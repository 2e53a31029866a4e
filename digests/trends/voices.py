"""Whose voices are behind a line: customers heard by several reps are a trend, one loud voice is quoted instead."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from digests.trends import tails
from digests.trends.finding import Direction, Line
from digests.trends.levels import ALL, Node

LEAST_ACCOUNTS = 3
LEAST_REPS = 2
ABOVE_EXPECTED = 2
"""One rep counts at most so many accounts more than were expected, for each theme and week."""
WITHOUT_LARGEST = 2.0
"""Without its largest account a line may be so many times as likely as the digest's threshold."""


@dataclass(frozen=True)
class Heard:
    """One account that raised a theme in one week, and the reps who logged it; names are the caller's own."""

    node: Node
    week: int
    account: str
    reps: frozenset[str]


class Why(StrEnum):
    """Why a rise is no trend."""

    NOBODY = "nobody"
    FEW_ACCOUNTS = "few_accounts"
    FEW_REPS = "few_reps"
    ONE_REP = "one_rep"
    ONE_ACCOUNT = "one_account"


@dataclass(frozen=True)
class Doubt:
    """A reason, with how many there are of how many that are needed (0 where it is not a matter of so many)."""

    why: Why
    there: int = 0
    needed: int = 0

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return _SENTENCES[self.why].format(
            customers=_number(self.there, "customer"), reps=_number(self.there, "rep"), needed=self.needed
        )


_SENTENCES = {
    Why.NOBODY: "Nobody is known who asked.",
    Why.FEW_ACCOUNTS: "Only {customers} asked; a trend needs {needed}.",
    Why.FEW_REPS: "Only {reps} heard it; a trend needs {needed}.",
    Why.ONE_REP: "One rep logged so much that the others would not make a trend.",
    Why.ONE_ACCOUNT: "Without the customer who asked most it would be a normal week.",
}


@dataclass(frozen=True)
class Voices:
    """Who is behind a line: different accounts and reps, and how often the account that raised it most did so.

    `counted` is how many of the observed accounts count towards the test. `doubts` says why this is no trend; it is
    empty where it is one.
    """

    accounts: int
    reps: int
    largest: str
    of_largest: int
    counted: int
    doubts: tuple[Doubt, ...]

    @property
    def is_trend(self) -> bool:
        """Whether it may be told as a trend; if not, it belongs to the single voices."""
        return not self.doubts

    @property
    def reasons(self) -> tuple[str, ...]:
        """The doubts in English sentences."""
        return tuple(doubt.sentence for doubt in self.doubts)


def voices(line: Line, heard: Collection[Heard]) -> Voices:
    """The voices behind a line that rises, among all that was heard; what is about other nodes or weeks is left out.

    A fall has nobody behind it: it stands as it is.
    """
    behind = [one for one in heard if _is_behind(one, line)]
    accounts = Counter(one.account for one in behind)
    reps = {rep for one in behind for rep in one.reps}
    largest, of_largest = min(accounts.items(), key=lambda item: (-item[1], item[0])) if accounts else ("", 0)
    counted = _counted(line, behind)
    without = _counted(line, [one for one in behind if one.account != largest])
    doubts = _doubts(line, len(accounts), len(reps), counted, without) if line.direction is Direction.UP else ()
    return Voices(len(accounts), len(reps), largest, of_largest, counted, doubts)


def _doubts(line: Line, accounts: int, reps: int, counted: int, without: int) -> tuple[Doubt, ...]:
    """Why it is no trend; `without` counts what is left without the largest account."""
    if not accounts:
        return (Doubt(Why.NOBODY),)
    few = []
    if accounts < LEAST_ACCOUNTS:
        few.append(Doubt(Why.FEW_ACCOUNTS, accounts, LEAST_ACCOUNTS))
    if reps < LEAST_REPS:
        few.append(Doubt(Why.FEW_REPS, reps, LEAST_REPS))
    if few:
        return tuple(few)
    if _chance(line, counted) > line.threshold:
        return (Doubt(Why.ONE_REP),)
    if _chance(line, without) > WITHOUT_LARGEST * line.threshold:
        return (Doubt(Why.ONE_ACCOUNT),)
    return ()


def _is_behind(one: Heard, line: Line) -> bool:
    return (
        line.week - line.window < one.week <= line.week
        and one.node.theme == line.node.theme
        and line.node.region in (ALL, one.node.region)
        and line.node.segment in (ALL, one.node.segment)
    )


def _counted(line: Line, behind: Sequence[Heard]) -> int:
    """How many accounts count: each once a series and week, but only so many a week that one rep alone heard."""
    most = math.ceil(line.expected / line.window) + ABOVE_EXPECTED
    several = sum(len(one.reps) > 1 for one in behind)
    alone = Counter((one.week, *one.reps) for one in behind if len(one.reps) == 1)
    return several + sum(min(times, most) for times in alone.values())


def _chance(line: Line, counted: int) -> float:
    if counted <= 0:
        return 1.0
    count, mean, variance = (np.array([float(value)]) for value in (counted, line.expected, line.variance))
    return float(tails.at_least(count, mean, variance)[0])


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
