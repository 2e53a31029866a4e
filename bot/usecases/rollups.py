"""The counts of weeks: brought up to date from the days that changed, and now and then counted anew to be sure."""

import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.usecases import told_by_week
from digests.counted import Anew, count_week, weeks_near, weeks_touched
from digests.deals.rates import QUARTER
from digests.gather import calendar
from digests.quarter import Quarter, written
from digests.weeks import Calendar, Week, local_moment
from storage.database import Database, Overtaken, Session
from storage.models import AuditEntry, new_id
from storage.queries import digest, digest_runs, rollups, told, week_sheets, workspaces
from storage.queries.week_sheets import Made

logger = logging.getLogger(__name__)

EDITION = "recount"
BY_ITSELF = "groundswell"
# When nobody waits, by the workspace's own clock.
_AT_NIGHT = time(3)
# A week is counted again when so many times as long went by as counting it took.
_AMONG = 100


@dataclass(frozen=True)
class Recount:
    """How a count of everything came out: weeks looked at, and those of which something else was stored."""

    weeks: int
    different: tuple[str, ...]


@dataclass(frozen=True)
class _Portion:
    """Some marks, and the weeks that they touch, counted anew."""

    mark_ids: list[uuid.UUID]
    weeks: dict[Week, Anew]


def catch_up(database: Database, workspace_id: str, now: datetime | None = None) -> int:
    """Count the weeks that changed, portion by portion; how many.

    Weeks are counted while others write; what they change meanwhile stays marked. With `now`, a week that was counted
    lately waits: counting takes a hundredth of the time at most.
    """
    counted = 0
    while True:
        with database.read() as session:
            portion = _portion(session, workspace_id, now)
        if portion is None:
            break
        try:
            with database.write() as session:
                _store(session, workspace_id, portion, at=now or datetime.now(UTC))
            counted += len(portion.weeks)
        except Overtaken:
            logger.info("somebody else counted these weeks", extra={"workspace": workspace_id})
    _catch_up_told(database, workspace_id)
    if now is not None:
        _keep_quarter(database, workspace_id, now)
    return counted


def _catch_up_told(database: Database, workspace_id: str) -> None:
    try:
        told_by_week.catch_up(database, workspace_id)
    except Overtaken:
        logger.info("somebody else counted who was told", extra={"workspace": workspace_id})


def _keep_quarter(database: Database, workspace_id: str, now: datetime) -> None:
    """Have the deals of the quarter that closed last counted before anybody asks for its digest."""
    with database.read() as session:
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        week = Week.of(now, ZoneInfo(workspace.timezone)).previous()
        quarter = Quarter(session, workspace, _calendar(session, workspace_id, week.previous(QUARTER)), week)
        stamp = quarter.stamp()
        key = {"workspace_id": workspace_id, "week": str(week)}
        first = digest.first_logged_at(session, workspace_id=workspace_id)
        if stamp is None or first is None or week_sheets.quarter(session, **key, stamp=stamp) is not None:
            return
        report = written(quarter.counted(first_logged_at=first))
    with database.write() as session:
        week_sheets.store_quarter(session, **key, stamp=stamp, report=report)


def count_due(session: Session, workspace_id: str) -> int:
    """Count the weeks of some days that changed, in the caller's transaction; how many, 0 when nothing is left."""
    portion = _portion(session, workspace_id, None)
    if portion is None:
        return 0
    _store(session, workspace_id, portion, at=datetime.now(UTC))
    return len(portion.weeks)


def _portion(session: Session, workspace_id: str, now: datetime | None) -> _Portion | None:
    """The newest weeks that wait, and all marks that are seen to when they are counted; None where none wait."""
    days = sorted(rollups.all_days_due(session, workspace_id=workspace_id), reverse=True)
    if not days:
        return None
    calendar_ = _calendar(session, workspace_id, min(weeks_near(days[-1])))
    touched = {day: weeks_touched({day}, calendar_) for day in days}
    for newest in touched.values():
        if now is None or not any(_rests(session, workspace_id, week, now) for week in newest):
            seen = [day for day, weeks in touched.items() if weeks <= newest]
            return _Portion(
                rollups.marks_on(session, workspace_id=workspace_id, days=seen),
                {week: _count(session, workspace_id, calendar_, week) for week in sorted(newest)},
            )
    return None


def _rests(session: Session, workspace_id: str, week: Week, now: datetime) -> bool:
    """Whether a week was counted so lately that it has to wait: counting one takes a hundredth of the time at most."""
    made = week_sheets.made(session, workspace_id=workspace_id, week=str(week))
    return made is not None and timedelta() <= now - made.at < _AMONG * timedelta(milliseconds=made.took_ms)


def _store(session: Session, workspace_id: str, portion: _Portion, *, at: datetime) -> None:
    """Raises Overtaken where another process saw to a mark meanwhile: what it counted may be newer."""
    if rollups.unmark(session, workspace_id=workspace_id, mark_ids=portion.mark_ids) < len(portion.mark_ids):
        raise Overtaken
    for week, anew in portion.weeks.items():
        _keep(session, workspace_id, week, anew, at=at)


def _keep(session: Session, workspace_id: str, week: Week, anew: Anew, *, at: datetime) -> None:
    made = Made(at, anew.took_ms)
    rollups.store(session, workspace_id=workspace_id, week=str(week), counted=anew.counts)
    week_sheets.store(session, workspace_id=workspace_id, week=str(week), whole=anew.whole, made=made)


def series_by_now(session: Session, workspace_id: str, *, first: Week, last: Week) -> list[rollups.InWeek]:
    """The counts of the weeks from one to another, in their order, for who only reads.

    Weeks that wait to be counted anew are counted here, from their reports, and nothing is stored.
    """
    stored = rollups.series(session, workspace_id=workspace_id, first=str(first), last=str(last))
    days = rollups.all_days_due(session, workspace_id=workspace_id)
    if not days:
        return stored
    calendar_ = _calendar(session, workspace_id, min(weeks_near(min(days))))
    waiting = sorted(week for week in weeks_touched(days, calendar_) if first <= week <= last)
    late = {str(week) for week in waiting}
    anew = [
        rollups.InWeek(str(week), one.theme_id, one.region_id, one.segment, one.voices)
        for week in waiting
        for one in _cells(session, workspace_id, calendar_, week)
    ]
    kept = [one for one in stored if one.week not in late]
    return sorted([*kept, *anew], key=lambda one: one.week)


def _cells(session: Session, workspace_id: str, weeks: Calendar, week: Week) -> list[rollups.Counted]:
    start, end = weeks.interval(week)
    return rollups.count_between(session, workspace_id=workspace_id, start=start, end=end)


def recount(database: Database, workspace_id: str, now: datetime) -> Recount:
    """Count every week anew from its reports, and put right what differs: that would be a fault of ours.

    Week by week, each in a transaction of its own; weeks that are marked are no difference.
    """
    catch_up(database, workspace_id)
    with database.read() as session:
        logged = rollups.logged_between(session, workspace_id=workspace_id)
        kept = rollups.weeks_stored(session, workspace_id=workspace_id)
        kept_told = {Week.parse(week) for week in told.weeks_stored(session, workspace_id=workspace_id)}
        weeks = {Week.parse(week) for week in kept} | kept_told
        if logged is not None:
            weeks |= _between({week for moment in logged for week in weeks_near(moment.date())})
    different = [str(week) for week in sorted(weeks) if not _is_right(database, workspace_id, week, now)]
    if different:
        logger.error("counts of weeks were wrong, and were put right", extra={"weeks": different})
        with database.write() as session:
            session.add(
                AuditEntry(
                    workspace_id=workspace_id,
                    audit_id=new_id(),
                    at=now,
                    by_id=BY_ITSELF,
                    deed="counts_put_right",
                    subject="weeks",
                    before={},
                    after={"weeks": different},
                )
            )
    return Recount(len(weeks), tuple(different))


def recount_nightly(database: Database, workspace_id: str, now: datetime) -> Recount | None:
    """The recount of a night, once, by whoever claims it; None when it is not due, or done."""
    with database.read() as session:
        zone = ZoneInfo(workspaces.get_workspace(session, workspace_id=workspace_id).timezone)
        today = now.astimezone(zone).date()
        due_at, period = local_moment(today, _AT_NIGHT, zone), today.isoformat()
        done = digest_runs.find_run(session, workspace_id=workspace_id, edition=EDITION, period=period)
    if now < due_at or done is not None:
        return None
    with database.write() as session:
        is_ours = digest_runs.claim(
            session,
            workspace_id=workspace_id,
            edition=EDITION,
            period=period,
            due_at=due_at,
            now=now,
            is_late=False,
        )
    return recount(database, workspace_id, now) if is_ours else None


def _is_right(database: Database, workspace_id: str, week: Week, now: datetime) -> bool:
    is_told_right = told_by_week.agrees(database, workspace_id, week)
    return _agrees(database, workspace_id, week, now) and is_told_right


def _agrees(database: Database, workspace_id: str, week: Week, now: datetime) -> bool:
    """Counted while others write; only what differs is looked at again while they wait."""
    with database.read() as session:
        calendar_ = _calendar(session, workspace_id, week)
        due = weeks_touched(rollups.all_days_due(session, workspace_id=workspace_id), calendar_)
        if week in due or _is_stored(session, workspace_id, week, _count(session, workspace_id, calendar_, week)):
            return True
    with database.write() as session:
        while count_due(session, workspace_id):
            pass
        anew = _count(session, workspace_id, _calendar(session, workspace_id, week), week)
        if _is_stored(session, workspace_id, week, anew):
            return True
        _keep(session, workspace_id, week, anew, at=now)
    return False


def _is_stored(session: Session, workspace_id: str, week: Week, anew: Anew) -> bool:
    if anew.counts != rollups.stored(session, workspace_id=workspace_id, week=str(week)):
        return False
    whole = week_sheets.whole(session, workspace_id=workspace_id, week=str(week))
    return whole == anew.whole or (whole is None and not anew.counts)


def _count(session: Session, workspace_id: str, weeks: Calendar, week: Week) -> Anew:
    return count_week(session, workspace_id=workspace_id, weeks=weeks, week=week)


def _between(weeks: set[Week]) -> set[Week]:
    found, week = set(weeks), min(weeks)
    while week < max(weeks):
        week = week.next()
        found.add(week)
    return found


def _calendar(session: Session, workspace_id: str, back_to: Week) -> Calendar:
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    return calendar(session, workspace=workspace, back_to=back_to.previous())
