"""One person's digest as plain data, frozen when its period is claimed.

A field that is added later needs a default, because reports frozen before it are still read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from digests.periods import Period, weeks_between
from digests.report import Asked, Decided, Trend, Waitlist
from digests.weeks import Week

__all__ = ["Lost", "LostTo", "Moved", "Narrowed", "PersonalReport", "Ranged", "from_dict", "to_dict"]


@dataclass(frozen=True)
class Narrowed:
    """What the digest is narrowed to, by the names people know; empty is all."""

    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """What reports are about."""
        return (*self.themes, *self.competitors, *self.accounts)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.regions and not self.subjects


@dataclass(frozen=True)
class Ranged:
    """A number of these weeks, beside as many weeks before, again and again: their mean, the least and the most.

    `mean` is None where there was nothing before.
    """

    now: int
    mean: float | None = None
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Moved:
    """A trend that the channel's digest told. `is_mine`: it was counted within the filter, and not beyond it."""

    trend: Trend
    is_mine: bool


@dataclass(frozen=True)
class LostTo:
    """A competitor that deals were lost to; `worth` in minor units by currency."""

    competitor: str
    deals: int
    worth: dict[str, int]


@dataclass(frozen=True)
class Lost:
    """The lost deals, counted as in the channel's digest: once for an account."""

    deals: Ranged
    worth: dict[str, int]
    to: tuple[LostTo, ...] = ()


@dataclass(frozen=True)
class PersonalReport:
    """What a person's digest tells of the weeks from `first` to `last`, both included.

    `period` is the label of the claim, whose weeks these mostly are: after a change of rhythm they reach back to what
    was told last, and a first digest begins with the week in which it was asked for. `spans_before` counts the spans of
    the same length that the means are taken over. `moved` are the trends that the channel's digests of these weeks
    told.
    """

    period: str
    first: str
    last: str
    timezone: str
    as_of: datetime
    narrowed: Narrowed
    spans_before: int
    voices: Ranged
    reports: int
    unnamed: int
    asked: tuple[Asked, ...]
    asked_in_all: int
    moved: tuple[Moved, ...]
    lost: Lost
    won: Ranged
    decided: tuple[Decided, ...]
    waiting: Waitlist

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks that it tells of, oldest first."""
        return tuple(weeks_between(Week.parse(self.first), Week.parse(self.last)))

    @property
    def own_weeks(self) -> tuple[Week, ...]:
        """The weeks of its period."""
        return Period.parse(self.period).weeks

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard, moved or decided within the filter. What waits was told before."""
        return not self.reports and not self.moved and not self.decided

    @property
    def ranked(self) -> tuple[Asked, ...]:
        """What several customers asked several reps for, most asked first."""
        return tuple(one for one in self.asked if not one.is_single_voice)

    @property
    def single_voices(self) -> tuple[Asked, ...]:
        """What one customer or one rep alone brought up."""
        return tuple(one for one in self.asked if one.is_single_voice)


_ADAPTER = TypeAdapter(PersonalReport)


def to_dict(report: PersonalReport) -> dict[str, Any]:
    """The report as JSON values, for the claim row."""
    values: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return values


def from_dict(values: dict[str, Any]) -> PersonalReport:
    """Read what `to_dict` made; pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_python(values)
