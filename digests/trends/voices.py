"""Whose voices are behind a line: customers heard by several reps are a trend, one loud voice is quoted instead."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from digests.trends import tails
from digests.trends.finding import Direction, Line
from digests.trends.levels import ALL, Node, Places

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
class Spoken:
    """What was heard in columns, (rows,) each: where, in which week, of which account, and a rep who logged it.

    Accounts and reps are numbered from 0, accounts in the order of their names, which `name` tells. `entry` is the same
    for all reps who logged one account in a series and week; a row that is there twice changes nothing.
    """

    name: Callable[[int], str]
    theme: Places
    region: Places
    segment: Places
    week: Places
    account: Places
    rep: Places
    entry: Places

    def behind(self, line: Line) -> "Spoken":
        """What is behind a line."""
        here = (line.week - line.window < self.week) & (self.week <= line.week) & (self.theme == line.node.theme)
        if line.node.region != ALL:
            here &= self.region == line.node.region
        if line.node.segment != ALL:
            here &= self.segment == line.node.segment
        columns = (self.theme, self.region, self.segment, self.week, self.account, self.rep, self.entry)
        return Spoken(self.name, *(column[here] for column in columns))


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
    return voices_of(line, spoken(heard))


def spoken(heard: Collection[Heard]) -> Spoken:
    """The same in columns."""
    names = sorted({one.account for one in heard})
    number = {name: at for at, name in enumerate(names)}
    of_rep = {rep: at for at, rep in enumerate(sorted({rep for one in heard for rep in one.reps}))}
    rows = [
        (one.node.theme, one.node.region, one.node.segment, one.week, number[one.account], of_rep[rep], entry)
        for entry, one in enumerate(heard)
        for rep in one.reps
    ]
    return Spoken(names.__getitem__, *np.array(rows, np.intp).reshape(-1, 7).T)


def voices_of(line: Line, every: Spoken) -> Voices:
    """The same as `voices`, from columns."""
    behind = every.behind(line)
    entries = _Entries.of(behind, line)
    if not len(entries.account):
        nobody = _doubts(line, 0, 0, 0, 0) if line.direction is Direction.UP else ()
        return Voices(0, 0, "", 0, 0, nobody)
    times = np.bincount(entries.account)
    largest = int(times.argmax())
    accounts, reps = int((times > 0).sum()), len(np.unique(behind.rep))
    counted, without = entries.counted(line), entries.but(largest).counted(line)
    doubts = _doubts(line, accounts, reps, counted, without) if line.direction is Direction.UP else ()
    return Voices(accounts, reps, behind.name(largest), int(times[largest]), counted, doubts)


@dataclass(frozen=True)
class _Entries:
    """Each account once for every series and week, (entries,): how many reps heard it, and one of them."""

    account: Places
    week: Places
    heard_by: Places
    rep: Places

    @classmethod
    def of(cls, behind: Spoken, line: Line) -> "_Entries":
        """Those behind a line."""
        _, first, entry = np.unique(behind.entry, return_index=True, return_inverse=True)
        reps = int(behind.rep.max(initial=0)) + 1
        heard_by = np.bincount(np.unique(entry * reps + behind.rep) // reps)
        week = behind.week - (line.week - line.window + 1)
        return cls(behind.account[first], week[first], heard_by, behind.rep[first])

    def but(self, account: int) -> "_Entries":
        """Those of all other accounts."""
        other = self.account != account
        return _Entries(self.account[other], self.week[other], self.heard_by[other], self.rep[other])

    def counted(self, line: Line) -> int:
        """How many accounts count: each once a series and week, but only so many a week that one rep alone heard."""
        most = math.ceil(line.expected / line.window) + ABOVE_EXPECTED
        is_alone = self.heard_by == 1
        _, times = np.unique(self.rep[is_alone] * line.window + self.week[is_alone], return_counts=True)
        return int((~is_alone).sum() + np.minimum(times, most).sum())


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


def _chance(line: Line, counted: int) -> float:
    if counted <= 0:
        return 1.0
    count, mean, variance = (np.array([float(value)]) for value in (counted, line.expected, line.variance))
    return float(tails.at_least(count, mean, variance)[0])


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
