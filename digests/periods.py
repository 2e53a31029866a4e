"""The periods of an edition: one week, a pair of weeks, or a month of whole weeks; each with a label of its own.

All are whole ISO weeks, so that a month adds up the very weeks that the weekly digests told. A pair is counted on and
on from 1970-W01, whatever year it lies in, so a year of 53 weeks shifts nothing. A month has the weeks whose Thursday
lies in it, as ISO 8601 gives a week to a year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from digests.weeks import Week
from storage.models import Rhythm

# The Monday of 1970-W01, with which the first pair begins.
_FIRST = date(1969, 12, 29)
_THURSDAY = timedelta(days=3)
_PAIR = re.compile(r"(\d{4}-W\d{2})\+(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Whole weeks that one edition reports on. `label` is the claim's: 2026-W47, 2026-W47+48 or 2026-11."""

    label: str
    first: Week
    last: Week

    @classmethod
    def of(cls, week: Week, rhythm: Rhythm) -> Self:
        """The period that a week lies in; ValueError for the rhythm that has none."""
        match rhythm:
            case Rhythm.WEEKLY:
                return cls(str(week), week, week)
            case Rhythm.TWO_WEEKLY:
                first = week.previous((week.first_day - _FIRST).days // 7 % 2)
                return cls(f"{first}+{first.next().number:02d}", first, first.next())
            case Rhythm.MONTHLY:
                month = (week.first_day + _THURSDAY).replace(day=1)
                return cls(f"{month:%Y-%m}", _first_week(month), _first_week(_next_month(month)).previous())
            case Rhythm.NEVER:
                raise ValueError("Never has no periods.")

    @classmethod
    def parse(cls, label: str) -> Self:
        """Read a label; ValueError for anything that is none."""
        pair, month = _PAIR.fullmatch(label), _MONTH.fullmatch(label)
        if pair:
            found = cls.of(Week.parse(pair[1]), Rhythm.TWO_WEEKLY)
        elif month:
            found = cls.of(Week.of_date(date(int(month[1]), int(month[2]), 15)), Rhythm.MONTHLY)
        else:
            found = cls.of(Week.parse(label), Rhythm.WEEKLY)
        if found.label != label:
            raise ValueError(f"“{label}” is no period.")
        return found

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Its weeks, oldest first."""
        return tuple(weeks_between(self.first, self.last))


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """The weeks from one to another, both included."""
    week = first
    while week <= last:
        yield week
        week = week.next()


def earliest(week: Week) -> Week:
    """The first week of the longest period, of any rhythm, that a week lies in."""
    return min(Period.of(week, rhythm).first for rhythm in Rhythm if rhythm is not Rhythm.NEVER)


def span(first: Week, last: Week) -> str:
    """Some weeks' days for people: "16–22 Nov 2026", "2 Nov – 6 Dec 2026"."""
    if first == last:
        return first.label
    begin, end = first.first_day, last.last_day
    year = f" {begin.year}" if begin.year != end.year else ""
    return f"{begin.day} {begin:%b}{year} – {end.day} {end:%b %Y}"


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _first_week(month: date) -> Week:
    """The first week whose Thursday lies in a month, given by its first day."""
    # From Friday on a week's Thursday is over, and three days later the next week has begun.
    return Week.of_date(month + _THURSDAY)
