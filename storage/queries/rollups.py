"""The counts of weeks: which days changed, what their weeks hold, and what is stored of them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from storage.models import NONE, DayDue, Report, ThemeReport, WeekCount, new_id
from storage.portions import portions
from storage.queries.digest import live_between
from storage.queries.pieces import IS_PLACED, VOICE

# Below what either engine takes as parameters of one statement.
_AT_ONCE = 5_000


@dataclass(frozen=True, order=True)
class Counted:
    """What was heard of a theme (`NONE`: of none) in a region (`NONE`: in none) and a segment of a week."""

    theme_id: uuid.UUID
    region_id: uuid.UUID
    segment: str
    voices: int
    reports: int


@dataclass(frozen=True)
class InWeek:
    """The same, with its week as it is written: 2026-W47."""

    week: str
    theme_id: uuid.UUID
    region_id: uuid.UUID
    segment: str
    voices: int


def mark_days(session: Session, *, workspace_id: str, moments: Iterable[datetime], is_told: bool = False) -> None:
    """Have the weeks around some moments counted anew; with `is_told`, only who was told in them."""
    days = {moment.astimezone(UTC).date() for moment in moments}
    session.flush()
    if days:
        rows = [
            {"workspace_id": workspace_id, "mark_id": new_id(), "day": day, "is_told": is_told} for day in sorted(days)
        ]
        session.execute(insert(DayDue), rows)


def mark_reports(session: Session, *, workspace_id: str, report_ids: Iterable[uuid.UUID]) -> None:
    """Have the weeks counted anew in which some reports were logged."""
    moments: set[datetime] = set()
    for some in portions(report_ids, _AT_ONCE):
        query = select(Report.logged_at).where(Report.workspace_id == workspace_id, Report.report_id.in_(some))
        moments |= set(session.scalars(query))
    mark_days(session, workspace_id=workspace_id, moments=moments)


def mark_theme(session: Session, *, workspace_id: str, theme_id: uuid.UUID) -> None:
    """Have the weeks counted anew in which anything of a theme was logged."""
    query = (
        select(Report.logged_at)
        .select_from(ThemeReport)
        .join(Report, IS_PLACED)
        .where(ThemeReport.workspace_id == workspace_id, ThemeReport.theme_id == theme_id)
    )
    mark_days(session, workspace_id=workspace_id, moments=session.scalars(query))


def marks_on(session: Session, *, workspace_id: str, days: Collection[date], is_told: bool = False) -> list[uuid.UUID]:
    """The marks that say that some days changed; with `is_told`, that who was told on them did."""
    query = select(DayDue.mark_id).where(
        DayDue.workspace_id == workspace_id, DayDue.day.in_(days), DayDue.is_told == is_told
    )
    return list(session.scalars(query))


def all_days_due(session: Session, *, workspace_id: str, is_told: bool = False) -> set[date]:
    """Every day that changed and was not counted anew yet; with `is_told`, on which who was told changed."""
    query = select(DayDue.day).where(DayDue.workspace_id == workspace_id, DayDue.is_told == is_told)
    return set(session.scalars(query.distinct()))


def unmark(session: Session, *, workspace_id: str, mark_ids: Collection[uuid.UUID]) -> int:
    """Some marks were seen to; how many of them were still there."""
    gone = 0
    for some in portions(mark_ids, _AT_ONCE):
        done = session.execute(
            delete(DayDue)
            .where(DayDue.workspace_id == workspace_id, DayDue.mark_id.in_(some))
            .returning(DayDue.mark_id)
        )
        gone += len(done.all())
    return gone


def count_between(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Counted]:
    """What was heard between two moments, from the reports themselves; withdrawn ones never count."""
    heard = (
        select(
            func.coalesce(ThemeReport.theme_id, NONE).label("theme_id"),
            func.coalesce(Report.region_id, NONE).label("region_id"),
            Report.segment.label("segment"),
            VOICE.label("voice"),
        )
        .select_from(Report)
        .outerjoin(ThemeReport, IS_PLACED)
        .where(*live_between(workspace_id, start, end))
        .subquery()
    )
    query = select(
        heard.c.theme_id, heard.c.region_id, heard.c.segment, func.count(heard.c.voice.distinct()), func.count()
    ).group_by(heard.c.theme_id, heard.c.region_id, heard.c.segment)
    return sorted(Counted(*row) for row in session.execute(query))


def stored(session: Session, *, workspace_id: str, week: str) -> list[Counted]:
    """What is stored of a week."""
    query = select(
        WeekCount.theme_id, WeekCount.region_id, WeekCount.segment, WeekCount.voices, WeekCount.reports
    ).where(WeekCount.workspace_id == workspace_id, WeekCount.week == week)
    return sorted(Counted(*row) for row in session.execute(query))


def store(session: Session, *, workspace_id: str, week: str, counted: Sequence[Counted]) -> None:
    """Put what a week holds in the place of what was stored of it."""
    session.execute(delete(WeekCount).where(WeekCount.workspace_id == workspace_id, WeekCount.week == week))
    rows = [
        {
            "workspace_id": workspace_id,
            "week": week,
            "theme_id": one.theme_id,
            "region_id": one.region_id,
            "segment": one.segment,
            "voices": one.voices,
            "reports": one.reports,
        }
        for one in counted
    ]
    if rows:
        session.execute(insert(WeekCount), rows)


def weeks_stored(session: Session, *, workspace_id: str) -> list[str]:
    """The weeks of which anything is stored, oldest first."""
    query = select(WeekCount.week).where(WeekCount.workspace_id == workspace_id).distinct().order_by(WeekCount.week)
    return list(session.scalars(query))


def series(session: Session, *, workspace_id: str, first: str, last: str) -> list[InWeek]:
    """What is stored of the weeks from one to another, both included, in their order."""
    query = (
        select(WeekCount.week, WeekCount.theme_id, WeekCount.region_id, WeekCount.segment, WeekCount.voices)
        .where(WeekCount.workspace_id == workspace_id, WeekCount.week >= first, WeekCount.week <= last)
        .order_by(WeekCount.week, WeekCount.theme_id, WeekCount.region_id, WeekCount.segment)
    )
    return [InWeek(*row) for row in session.execute(query)]


def logged_between(session: Session, *, workspace_id: str) -> tuple[datetime, datetime] | None:
    """When the oldest and the newest report were logged; None where there is none."""
    logged = select(Report.logged_at).where(Report.workspace_id == workspace_id).limit(1)
    oldest = session.scalar(logged.order_by(Report.logged_at))
    newest = session.scalar(logged.order_by(Report.logged_at.desc()))
    return (oldest, newest) if oldest is not None and newest is not None else None
