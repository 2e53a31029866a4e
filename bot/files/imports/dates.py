"""Dates as spreadsheets write them: ISO 8601, or day and month in an order that somebody has to know."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

_NOON = time(12)
_EARLIEST, _LATEST = 1970, 2200
_NUMBERS = re.compile(
    r"(?P<one>\d{1,2})(?P<between>[/.-])(?P<two>\d{1,2})(?P=between)(?P<year>\d{4})"
    r"(?:,?[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(.*)", re.DOTALL)
_WRITE = "write it like 2026-11-19 or 2026-11-19T09:30"


class Order(StrEnum):
    """What comes first in 03/04/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True)
class Calendar:
    """How the dates of a file are read: what names no zone is in `zone`, what names no time is at noon.

    All methods raise ValueError with the end of a sentence that began with the date.
    """

    zone: ZoneInfo
    now: datetime
    order: Order | None = None

    def moment(self, text: str) -> datetime:
        """The moment that a text means. A date of today means now, before noon: it is not in the future."""
        read = self._read(text)
        if not isinstance(read, datetime):
            noon = datetime.combine(read, _NOON, self.zone)
            return min(noon, self.now) if read == self.now.astimezone(self.zone).date() else noon
        return read if read.tzinfo else read.replace(tzinfo=self.zone)

    def day(self, text: str) -> date:
        """The day that a text means, in the workspace's zone."""
        read = self._read(text)
        if not isinstance(read, datetime):
            return read
        return read.astimezone(self.zone).date() if read.tzinfo else read.date()

    def _read(self, text: str) -> date | datetime:
        try:
            found = _iso(text) or self._numbers(text)
        except (ValueError, OverflowError) as error:
            raise ValueError(str(error) if isinstance(error, _Told) else f"is no date; {_WRITE}") from None
        if not _EARLIEST <= found.year <= _LATEST:
            raise ValueError(f"is in the year {found.year}; please check it")
        return found

    def _numbers(self, text: str) -> date | datetime:
        found = _NUMBERS.fullmatch(text)
        if found is None:
            raise ValueError
        one, two = int(found["one"]), int(found["two"])
        is_day_first = found["between"] == "." or self._is_day_first(one, two)
        day = date(int(found["year"]), *((two, one) if is_day_first else (one, two)))
        return datetime.combine(day, _time(found)) if found["hour"] else day

    def _is_day_first(self, one: int, two: int) -> bool:
        if self.order is not None:
            return self.order is Order.DAY_FIRST
        if one != two and max(one, two) <= 12:
            raise _Told("could be two dates; say --dates day-first or --dates month-first")
        return one > 12 or one == two


class _Told(ValueError):
    """The sentence is ours."""


def _iso(text: str) -> date | datetime | None:
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first is not None:
        year, month, day, rest = year_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    try:
        return datetime.fromisoformat(text) if ":" in text or "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))
