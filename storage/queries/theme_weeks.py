"""What the stored weeks say of a few themes: their counts, what else was heard, and who is behind them."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from storage.models import NONE, Report, ReportLink, ThemeReport, WeekCount
from storage.queries.digest import live_between
from storage.queries.pieces import IS_PLACED, VOICE
from storage.queries.rollups import InWeek


@dataclass(frozen=True)
class Elsewhere:
    """What was heard in a region and a segment of a week that is of other themes, or of none."""

    week: str
    region_id: uuid.UUID
    segment: str
    voices: int


@dataclass(frozen=True)
class Speakers:
    """Who is behind a theme: different accounts (a rep, where none was named), and the reps who heard them."""

    accounts: int
    reps: int


NOBODY = Speakers(0, 0)


def of_themes(
    session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID], weeks: Collection[str]
) -> list[InWeek]:
    """What is stored of some themes in some weeks; the weeks are named one by one, so that each is looked up."""
    query = (
        select(WeekCount.week, WeekCount.theme_id, WeekCount.region_id, WeekCount.segment, WeekCount.voices)
        .where(WeekCount.workspace_id == workspace_id, WeekCount.week.in_(weeks), WeekCount.theme_id.in_(theme_ids))
        .order_by(WeekCount.week, WeekCount.theme_id, WeekCount.region_id, WeekCount.segment)
    )
    return [InWeek(*row) for row in session.execute(query)]


def elsewhere(
    session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID], first: str, last: str
) -> list[Elsewhere]:
    """What was heard besides some themes from one week to another, both included: added up by the database."""
    query = (
        select(WeekCount.week, WeekCount.region_id, WeekCount.segment, func.sum(WeekCount.voices))
        .where(
            WeekCount.workspace_id == workspace_id,
            WeekCount.week >= first,
            WeekCount.week <= last,
            WeekCount.theme_id.not_in(theme_ids),
        )
        .group_by(WeekCount.week, WeekCount.region_id, WeekCount.segment)
        .order_by(WeekCount.week, WeekCount.region_id, WeekCount.segment)
    )
    return [
        Elsewhere(week, region_id, segment, int(voices)) for week, region_id, segment, voices in session.execute(query)
    ]


def first_week(session: Session, *, workspace_id: str) -> str | None:
    """The oldest week of which anything is stored."""
    query = select(func.min(WeekCount.week)).where(WeekCount.workspace_id == workspace_id)
    return session.scalar(query)


def most_heard(
    session: Session, *, workspace_id: str, first: str, last: str, region_id: uuid.UUID | None, limit: int
) -> list[uuid.UUID]:
    """The themes with most accounts, added up week by week, from one week to another; the most first."""
    voices = func.sum(WeekCount.voices)
    query = (
        select(WeekCount.theme_id)
        .where(
            WeekCount.workspace_id == workspace_id,
            WeekCount.week >= first,
            WeekCount.week <= last,
            WeekCount.theme_id != NONE,
        )
        .group_by(WeekCount.theme_id)
        .order_by(voices.desc(), WeekCount.theme_id)
        .limit(limit)
    )
    if region_id is not None:
        query = query.where(WeekCount.region_id == region_id)
    return list(session.scalars(query))


def speakers(
    session: Session,
    *,
    workspace_id: str,
    theme_ids: Collection[uuid.UUID],
    start: datetime,
    end: datetime,
    region_id: uuid.UUID | None,
) -> dict[uuid.UUID, Speakers]:
    """Who is behind some themes between two moments, by theme; one of which nobody spoke is left out."""
    query = (
        select(ThemeReport.theme_id, func.count(func.distinct(VOICE)), func.count(func.distinct(Report.reporter_id)))
        .select_from(ThemeReport)
        .join(Report, IS_PLACED)
        .where(
            ThemeReport.workspace_id == workspace_id,
            ThemeReport.theme_id.in_(theme_ids),
            *live_between(workspace_id, start, end),
        )
        .group_by(ThemeReport.theme_id)
    )
    if region_id is not None:
        query = query.where(Report.region_id == region_id)
    return {theme_id: Speakers(accounts, reps) for theme_id, accounts, reps in session.execute(query) if theme_id}


def behind_requests(session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The themes of the reports behind some requests, those with most of them first."""
    placed = and_(ThemeReport.workspace_id == ReportLink.workspace_id, ThemeReport.report_id == ReportLink.report_id)
    query = (
        select(ThemeReport.theme_id)
        .select_from(ReportLink)
        .join(ThemeReport, placed)
        .where(
            ReportLink.workspace_id == workspace_id,
            ReportLink.counts_for_id.in_(request_ids),
            ThemeReport.theme_id.is_not(None),
        )
        .group_by(ThemeReport.theme_id)
        .order_by(func.count().desc(), ThemeReport.theme_id)
    )
    return [theme_id for theme_id in session.scalars(query) if theme_id is not None]
