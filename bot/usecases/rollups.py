"""The counts of weeks: brought up to date from the days that changed, and now and then counted anew to be sure."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digests.gather import calendar
from digests.weeks import Calendar, Week, local_moment
from storage.database import Database, Session
from storage.models import AuditEntry, new_id
from storage.queries import digest_runs, rollups, workspaces

logger = logging.getLogger(__name__)

EDITION = "recount"
BY_ITSELF = "groundswell"
# When nobody waits, by the workspace's own clock.
_AT_NIGHT = time(3)
# Marks that are seen to in one transaction; others wait for the next, and whoever writes gets in between.
_AT_ONCE = 500


@dataclass(frozen=True)
class Recount:
    """How a count of everything came out: weeks looked at, and those of which something else was stored."""

    weeks: int
    different: tuple[str, ...]


def catch_up(database: Database, workspace_id: str) -> int:
    """Count the weeks that changed, portion by portion; how many."""
    counted = 0
    while _is_due(database, workspace_id):
        with database.write() as session:
            counted += count_due(session, workspace_id)
    return counted


def _is_due(database: Database, workspace_id: str) -> bool:
    """Whether a day waits: mostly none does, and then nobody who writes has to wait for us."""
    with database.read() as session:
        return bool(rollups.days_due(session, workspace_id=workspace_id, limit=1))


def count_due(session: Session, workspace_id: str) -> int:
    """Count the weeks of some days that changed, in the caller's transaction; how many, 0 when nothing is left."""
    due = rollups.days_due(session, workspace_id=workspace_id, limit=_AT_ONCE)
    if not due:
        return 0
    weeks = _weeks_of(set(due.values()))
    calendar_ = _calendar(session, workspace_id, min(weeks))
    for week in sorted(weeks):
        counted = _count(session, workspace_id, calendar_, week)
        rollups.store(session, workspace_id=workspace_id, week=str(week), counted=counted)
    rollups.unmark(session, workspace_id=workspace_id, mark_ids=list(due))
    return len(weeks)


def series_by_now(session: Session, workspace_id: str, *, first: Week, last: Week) -> list[rollups.InWeek]:
    """The counts of the weeks from one to another, in their order, for who only reads.

    Weeks that wait to be counted anew are counted here, from their reports, and nothing is stored.
    """
    stored = rollups.series(session, workspace_id=workspace_id, first=str(first), last=str(last))
    due = _weeks_of(rollups.all_days_due(session, workspace_id=workspace_id))
    waiting = sorted(week for week in due if first <= week <= last)
    if not waiting:
        return stored
    calendar_, late = _calendar(session, workspace_id, waiting[0]), {str(week) for week in waiting}
    anew = [
        rollups.InWeek(str(week), one.theme_id, one.region_id, one.segment, one.voices)
        for week in waiting
        for one in _count(session, workspace_id, calendar_, week)
    ]
    kept = [one for one in stored if one.week not in late]
    return sorted([*kept, *anew], key=lambda one: one.week)


def recount(database: Database, workspace_id: str, now: datetime) -> Recount:
    """Count every week anew from its reports, and put right what differs: that would be a fault of ours.

    Week by week, each in a transaction of its own; weeks that are marked are no difference.
    """
    catch_up(database, workspace_id)
    with database.read() as session:
        logged = rollups.logged_between(session, workspace_id=workspace_id)
        kept = rollups.weeks_stored(session, workspace_id=workspace_id)
        weeks = {Week.parse(week) for week in kept}
        if logged is not None:
            weeks |= _between(_weeks_of({moment.date() for moment in logged}))
    different = [str(week) for week in sorted(weeks) if not _agrees(database, workspace_id, week)]
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


def _agrees(database: Database, workspace_id: str, week: Week) -> bool:
    with database.write() as session:
        while count_due(session, workspace_id):
            pass
        counted = _count(session, workspace_id, _calendar(session, workspace_id, week), week)
        if counted == rollups.stored(session, workspace_id=workspace_id, week=str(week)):
            return True
        rollups.store(session, workspace_id=workspace_id, week=str(week), counted=counted)
    return False


def _count(session: Session, workspace_id: str, weeks: Calendar, week: Week) -> list[rollups.Counted]:
    start, end = weeks.interval(week)
    return rollups.count_between(session, workspace_id=workspace_id, start=start, end=end)


def _weeks_of(days: set[date]) -> set[Week]:
    """The local weeks that some days (UTC) touch: a zone is at most fourteen hours off."""
    return {Week.of_date(day + timedelta(days=shift)) for day in days for shift in (-1, 0, 1)}


def _between(weeks: set[Week]) -> set[Week]:
    found, week = set(weeks), min(weeks)
    while week < max(weeks):
        week = week.next()
        found.add(week)
    return found


def _calendar(session: Session, workspace_id: str, back_to: Week) -> Calendar:
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    return calendar(session, workspace=workspace, back_to=back_to.previous())
