"""Who was told in each week: counted again where that changed, and with all weeks at night.

It stands apart from the rest of a week: a press of “Told them” would else have all reports of it counted again.
"""

from datetime import date

from digests.counted import told_in, weeks_near, weeks_touched
from digests.gather import calendar
from digests.weeks import Calendar, Week
from storage.database import Database, Overtaken, Session
from storage.queries import rollups, told, workspaces
from storage.queries.digest_triage import Told


def catch_up(database: Database, workspace_id: str) -> None:
    """Count who was told in the weeks of marked days.

    Counted while others write: what they change meanwhile stays marked. Raises Overtaken where another process saw to
    a mark meanwhile; nothing is stored then, since what that one counted may be newer.
    """
    with database.read() as session:
        days = rollups.all_days_due(session, workspace_id=workspace_id, is_told=True)
        if not days:
            return
        marks = rollups.marks_on(session, workspace_id=workspace_id, days=days, is_told=True)
        found = _count(session, workspace_id, days)
    with database.write() as session:
        if rollups.unmark(session, workspace_id=workspace_id, mark_ids=marks) < len(marks):
            raise Overtaken
        for week, anew in found.items():
            told.store(session, workspace_id=workspace_id, week=str(week), told=anew)


def agrees(database: Database, workspace_id: str, week: Week) -> bool:
    """Whether what is kept of a week is right. It is put right where not, and kept where it never was."""
    with database.read() as session:
        if _is_kept(session, workspace_id, week, _told_in(session, workspace_id, week)):
            return True
    with database.write() as session:
        weeks = _calendar(session, workspace_id, week)
        is_due = week in weeks_touched(rollups.all_days_due(session, workspace_id=workspace_id, is_told=True), weeks)
        anew = _told_in(session, workspace_id, week)
        if _is_kept(session, workspace_id, week, anew):
            return True
        is_new = told.stored(session, workspace_id=workspace_id, week=str(week)) is None
        told.store(session, workspace_id=workspace_id, week=str(week), told=anew)
    return is_due or is_new


def _count(session: Session, workspace_id: str, days: set[date]) -> dict[Week, Told]:
    weeks = _calendar(session, workspace_id, min(weeks_near(min(days))))
    return {
        week: told_in(session, workspace_id=workspace_id, weeks=weeks, week=week)
        for week in sorted(weeks_touched(days, weeks))
    }


def _told_in(session: Session, workspace_id: str, week: Week) -> Told:
    return told_in(session, workspace_id=workspace_id, weeks=_calendar(session, workspace_id, week), week=week)


def _is_kept(session: Session, workspace_id: str, week: Week, anew: Told) -> bool:
    return told.stored(session, workspace_id=workspace_id, week=str(week)) == anew


def _calendar(session: Session, workspace_id: str, back_to: Week) -> Calendar:
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    return calendar(session, workspace=workspace, back_to=back_to.previous())
