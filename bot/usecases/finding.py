"""What somebody looks for, as they typed it: words and filters, of which regions and accounts are still names."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.models import CatalogStatus, RequestStatus


@dataclass(frozen=True)
class Status:
    """Statuses by the word people have for them: of requests, and of catalog items where it means something there."""

    word: str
    requests: frozenset[RequestStatus] = frozenset()
    items: frozenset[CatalogStatus] = frozenset()


class Unit(StrEnum):
    """How "since" is counted: so many days or months back, or from the start of a week, month or year."""

    DAYS = "days"
    MONTHS = "months"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Since:
    """From which day on: a day, or so many units back."""

    day: date | None = None
    unit: Unit = Unit.DAYS
    back: int = 0

    def first_day(self, today: date) -> date:
        """The day itself, as seen from today; ValueError or OverflowError where the calendar ends."""
        if self.day is not None:
            return self.day
        match self.unit:
            case Unit.DAYS:
                return today - timedelta(days=self.back)
            case Unit.WEEK:
                return today - timedelta(days=today.weekday(), weeks=self.back)
            case Unit.MONTH:
                return _months_before(today, self.back).replace(day=1)
            case Unit.MONTHS:
                return _months_before(today, self.back)
            case Unit.YEAR:
                return date(today.year - self.back, 1, 1)

    def start(self, now: datetime, zone: ZoneInfo) -> tuple[date, datetime]:
        """The day and the moment in which it begins in a zone."""
        first = self.first_day(now.astimezone(zone).date())
        return first, datetime(first.year, first.month, first.day, tzinfo=zone)


@dataclass(frozen=True)
class Query:
    """What was typed after `find`. Region and account are names, which only the database can tell."""

    words: str = ""
    region: str = ""
    status: Status | None = None
    account: str = ""
    since: Since | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return self == Query()


def _months_before(today: date, number: int) -> date:
    """The same day so many months ago, or that month's last."""
    year, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
