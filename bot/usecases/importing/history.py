"""The steps that a request took to where it stands: a file tells the first and the last, the ones between are put at
plausible moments. Pure.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.models import ChangeKind, RequestStatus
from storage.models.request import AFTER_YES

_SATURDAY = 5
_MORNING, _EVENING = 9, 17
# Who takes a request does so within a day; it goes on to the first stage within three, and is measured after a season.
_TAKEN, _FIRST_STAGE = timedelta(days=1), timedelta(days=3)
_SCHEDULED, _MEASURED = timedelta(days=7), timedelta(days=75)

_REVIEW = (RequestStatus.REGIONAL_REVIEW, RequestStatus.HQ_REVIEW, RequestStatus.DOCKETED)
# How far through the review a request goes before its decision; whatever is not named is decided at once.
_REVIEWED = {
    RequestStatus.REGIONAL_REVIEW: 1,
    RequestStatus.HQ_REVIEW: 2,
    RequestStatus.DOCKETED: 3,
    RequestStatus.APPROVED_AS_SYNONYM: 2,
    RequestStatus.APPROVED: 3,
    RequestStatus.PILOT: 3,
    RequestStatus.DEFERRED: 3,
    RequestStatus.DECLINED: 3,
    RequestStatus.SCHEDULED: 3,
    RequestStatus.LIVE: 3,
    RequestStatus.MEASURED: 3,
}


@dataclass(frozen=True)
class Course:
    """Where a request began, where it stands, and the moments in between that are known."""

    key: str
    status: RequestStatus
    opened_at: datetime
    opened_by_id: str
    owner_id: str = ""
    decided_at: datetime | None = None
    decided_by_id: str = ""
    words: str = ""
    until: date | None = None
    live_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One line of the history; `from_status` is empty where the status did not change."""

    kind: ChangeKind
    at: datetime
    by_id: str
    to_status: RequestStatus
    from_status: RequestStatus | None = None
    words: str = ""
    until: date | None = None


def steps(course: Course, *, skipped: frozenset[RequestStatus], zone: ZoneInfo, now: datetime) -> list[Step]:
    """The whole history, oldest first; `skipped` are the stages that the workspace does without."""
    return list(_steps(course, skipped, _Pen(course.key, course.opened_at, course.decided_at or now, zone), now))


def _steps(course: Course, skipped: frozenset[RequestStatus], pen: "_Pen", now: datetime) -> Iterator[Step]:
    desk = course.owner_id or course.decided_by_id or course.opened_by_id
    here = RequestStatus.NEW
    yield Step(ChangeKind.OPENED, course.opened_at, course.opened_by_id, here)
    if course.owner_id:
        yield Step(ChangeKind.TAKEN, pen.put(course.opened_at + min(_TAKEN, pen.whole * 0.1)), course.owner_id, here)
    stages = [
        stage for stage in _REVIEW[: _REVIEWED.get(course.status, 0)] if stage not in skipped or stage is course.status
    ]
    first = min(_FIRST_STAGE, pen.whole * 0.25)
    for number, stage in enumerate(stages):
        at = course.opened_at + first + (pen.whole * 0.75 - first) * number / len(stages)
        yield Step(ChangeKind.MOVED, pen.put(at), desk, stage, here)
        here = stage
    if course.decided_at is not None:
        yield from _decided(course, here, pen, desk, now)


def _decided(course: Course, here: RequestStatus, pen: "_Pen", desk: str, now: datetime) -> Iterator[Step]:
    """The decision, or what stands for one, and what came of a yes."""
    at, by = course.decided_at or now, course.decided_by_id or desk
    match course.status:
        case RequestStatus.MERGED:
            yield Step(ChangeKind.MERGED, at, by, course.status, here, course.words)
        case RequestStatus.WITHDRAWN:
            yield Step(ChangeKind.REPORT_WITHDRAWN, at, course.opened_by_id, course.status, here, course.words)
        case _ if course.status in AFTER_YES:
            yes = RequestStatus.APPROVED
            yield Step(ChangeKind.DECIDED, at, by, yes, here, course.words)
            yield from _after_yes(course, yes, pen, desk, now)
        case _:
            yield Step(ChangeKind.DECIDED, at, by, course.status, here, course.words, course.until)


def _after_yes(course: Course, here: RequestStatus, pen: "_Pen", desk: str, now: datetime) -> Iterator[Step]:
    start = course.decided_at or now
    reached = AFTER_YES.index(course.status)
    live_at = course.live_at if course.live_at and start < course.live_at < now else start + (now - start) / 2
    scheduled_until = live_at if reached else now
    moments = (
        start + min(_SCHEDULED, (scheduled_until - start) / 2),
        live_at,
        live_at + min(_MEASURED, (now - live_at) / 2),
    )
    for number in range(reached + 1):
        pen.turn(start if number == 0 else moments[number - 1], scheduled_until if number == 0 else now)
        at = live_at if number == 1 else pen.put(moments[number])
        yield Step(ChangeKind.MOVED, at, desk, AFTER_YES[number], here)
        here = AFTER_YES[number]


class _Pen:
    """Writes moments in order, in office hours where there is room for them; the same key always gives the same."""

    def __init__(self, key: str, start: datetime, end: datetime, zone: ZoneInfo) -> None:
        self._seed, self._zone = zlib.crc32(key.encode()), zone
        self.turn(start, end)
        self.whole = end - start

    def turn(self, start: datetime, end: datetime) -> None:
        """From here on, write between these two."""
        self._last, self._end = start, end

    def put(self, moment: datetime) -> datetime:
        """The moment, moved into office hours, after the last one and before the end."""
        wanted = self._office(moment)
        if not self._last < wanted < self._end:
            wanted = self._last + (self._end - self._last) / 3
        self._last = wanted
        return wanted

    def _office(self, moment: datetime) -> datetime:
        local = moment.astimezone(self._zone)
        local -= timedelta(days=max(0, local.weekday() - _SATURDAY + 1))
        if not _MORNING <= local.hour < _EVENING:
            self._seed = self._seed * 1_103_515_245 + 12_345 & 0xFFFFFFFF
            hours = _EVENING - _MORNING
            local = local.replace(hour=_MORNING + self._seed // 7 % hours, minute=self._seed // 64 % 60)
        return local.astimezone(moment.tzinfo)
