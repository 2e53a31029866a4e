"""Local ISO weeks and the moments that belong to them, right through every change of the clocks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_DUE = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+(\d{1,2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week, Monday to Sunday. ValueError for one that the year does not have."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 7)
        except ValueError:
            raise ValueError(f"There is no week {self.number} in {self.year}.") from None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-W47"; ValueError with a sentence for anything else."""
        found = _WEEK.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError(f"“{text}” is not a week; write it like 2026-W47.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of_date(cls, day: date) -> Self:
        """The week of a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """The week whose `interval` holds the moment.

        Not simply the week of the local date: where clocks go back over midnight, the date goes back too.
        """
        week = cls.of_date(moment.astimezone(zone).date())
        start, end = week.interval(zone)
        if moment < start:
            return week.previous()
        return week.next() if moment >= end else week

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def label(self) -> str:
        """Its days for people: "16–22 Nov 2026", "30 Nov – 6 Dec 2026"."""
        return days_label(self.first_day, self.last_day)

    def labelled(self, month: Callable[[date], str]) -> str:
        """The same with the names that a language has for months."""
        return days_label(self.first_day, self.last_day, month)

    def next(self, weeks: int = 1) -> Self:
        """The week so many later."""
        return self.of_date(self.first_day + timedelta(weeks=weeks))

    def previous(self, weeks: int = 1) -> Self:
        """The week so many earlier."""
        return self.next(-weeks)

    def interval(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment and the first one after it, both in UTC."""
        return local_moment(self.first_day, time(0), zone), local_moment(self.next().first_day, time(0), zone)


def _in_english(day: date) -> str:
    return f"{day:%b}"


def days_label(first: date, last: date, month: Callable[[date], str] = _in_english) -> str:
    """Some days for people, both included: "16–22 Nov 2026", "30 Nov – 6 Dec 2026"; `month` names one."""
    end = f"{last.day} {month(last)} {last.year}"
    if first.year != last.year:
        return f"{first.day} {month(first)} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {month(first)} – {end}"
    return end if first == last else f"{first.day}–{end}"


@dataclass(frozen=True)
class Due:
    """A time of the week at which digests are sent: the day counts from Monday = 0."""

    weekday: int
    at: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "mon 09:00" (or "Monday 9:00"); ValueError with a sentence for anything else."""
        found = _DUE.fullmatch(text.strip().lower())
        if found is None or int(found[2]) > 23 or int(found[3]) > 59:
            raise ValueError(f"“{text}” is not a day and a time; write it like mon 09:00.")
        return cls(DAYS.index(found[1]), time(int(found[2]), int(found[3])))

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {self.at:%H:%M}"


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which clocks in `zone` show this: the first one if they do so twice.

    If they skip it, the instant after the gap.
    """
    local = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(moment, local, zone)


def _end_of_gap(later: datetime, local: datetime, zone: ZoneInfo) -> datetime:
    """Find the change of the clocks: it lies after `local` by the new offset and not after `later`, by the old one."""
    earlier = local.replace(fold=1).astimezone(UTC)
    old = earlier.astimezone(zone).utcoffset()
    low, high = 0, round((later - earlier).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (earlier + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return earlier + timedelta(seconds=high)


def due_moment(week: Week, at: Due, zone: ZoneInfo) -> datetime:
    """When the digest that reports on `week` is due (UTC): in the week after it, whatever the day of sending."""
    return local_moment(week.next().first_day + timedelta(days=at.weekday), at.at, zone)


@dataclass(frozen=True)
class Schedule:
    """The zone that weeks are cut in, and the time of the week at which their digests are due."""

    zone: ZoneInfo
    at: Due

    @classmethod
    def parse(cls, timezone: str, digest_at: str) -> Self:
        """Read settings such as "Europe/London" and "mon 09:00"; ValueError with a sentence."""
        try:
            zone = ZoneInfo(timezone)
        except (KeyError, ValueError, OSError):  # unknown name; a path outside; a folder such as "Europe"
            raise ValueError(f"“{timezone}” is not a time zone; write it like Europe/London.") from None
        return cls(zone, Due.parse(digest_at))


@dataclass(frozen=True)
class ScheduleChange:
    """That the schedule was another one until a moment."""

    changed_at: datetime
    before: Schedule


@dataclass(frozen=True)
class Calendar:
    """The weeks of a workspace: its schedule now, and its changes, oldest first.

    A change applies from the next period: a week keeps the schedule that was set when it closed. So nothing becomes
    due in the past, and each week begins at the moment the one before it ended.
    """

    schedule: Schedule
    changes: Sequence[ScheduleChange] = ()

    def of_week(self, week: Week) -> Schedule:
        """The schedule that was in force when the week closed."""
        schedule = self.schedule
        for change in self._newest_first:
            if change.changed_at < week.interval(schedule.zone)[1]:
                break
            schedule = change.before
        return schedule

    def closes(self, week: Week) -> datetime:
        """The first moment after the week."""
        return week.interval(self.of_week(week).zone)[1]

    def interval(self, week: Week) -> tuple[datetime, datetime]:
        """The first moment of the week, and the first after it."""
        return self.closes(week.previous()), self.closes(week)

    def due(self, week: Week) -> datetime:
        """When the week's digest is due."""
        schedule = self.of_week(week)
        return due_moment(week, schedule.at, schedule.zone)

    def current(self, now: datetime) -> Week:
        """The week that is running."""
        week = Week.of(now, self.schedule.zone).previous()
        while self.closes(week) <= now:
            week = week.next()
        return week

    def last_closed(self, now: datetime) -> Week:
        """The newest week that is over."""
        return self.current(now).previous()

    def next_due(self, now: datetime) -> datetime:
        """The next moment at which a digest is due."""
        week = self.last_closed(now)
        return min(due for due in (self.due(week), self.due(week.next())) if due > now)

    def closed_weeks_due(self, now: datetime, *, since: datetime, at_most: int) -> list[Week]:
        """The closed weeks whose digest is due by now, oldest first: the newest `at_most` that closed after `since`."""
        weeks: list[Week] = []
        week = self.last_closed(now)
        while self.closes(week) > since and len(weeks) < at_most:
            if self.due(week) <= now:
                weeks.append(week)
            week = week.previous()
        return weeks[::-1]

    @cached_property
    def _newest_first(self) -> list[ScheduleChange]:
        return sorted(self.changes, key=lambda change: change.changed_at, reverse=True)


def closed_weeks_due(now: datetime, at: Due, zone: ZoneInfo, *, since: datetime, at_most: int) -> list[Week]:
    """The same for a schedule that never changed."""
    return Calendar(Schedule(zone, at)).closed_weeks_due(now, since=since, at_most=at_most)
