"""What was heard within somebody's filters in some weeks: the questions of the digest, narrowed.

With a filter that leaves nothing out they answer what `storage.queries.digest` does.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from storage.models import (
    Competitor,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportLink,
    Request,
    RequestStatus,
    ThemeReport,
)
from storage.portions import portions
from storage.queries.digest import HEARD, Heard, live_between, week_between
from storage.queries.editions import Only
from storage.queries.pieces import COUNTS_FOR_IT, IS_PLACED, IS_RIVAL, LINKS_IT, NAMES_RIVAL, VOICE

# Below what either engine takes as parameters of one statement.
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Numbers:
    """Some weeks in numbers. A voice is an account, or a rep's unnamed ones; a deal counts once for an account."""

    voices: int = 0
    reports: int = 0
    lost: int = 0
    won: int = 0


@dataclass(frozen=True)
class Behind:
    """That a report stands behind a request."""

    report_id: uuid.UUID
    request_id: uuid.UUID
    title: str
    status: RequestStatus


@dataclass(frozen=True)
class LostTo:
    """That a lost deal names a competitor."""

    report_id: uuid.UUID
    competitor: str


def heard(session: Session, *, workspace_id: str, start: datetime, end: datetime, only: Only) -> list[Heard]:
    """The reports between two moments, in the order they were logged."""
    query = select(*HEARD).where(*live_between(workspace_id, start, end), *_within(only))
    return [Heard(*row) for row in session.execute(query.order_by(Report.logged_at, Report.report_id))]


def behind(session: Session, *, workspace_id: str, start: datetime, end: datetime, only: Only) -> list[Behind]:
    """Which requests the reports between two moments count for."""
    query = (
        select(ReportLink.report_id, ReportLink.counts_for_id, Request.title, Request.status)
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(
            Request,
            COUNTS_FOR_IT,
        )
        .where(*live_between(workspace_id, start, end), *_within(only))
        .distinct()
        .order_by(Request.title, ReportLink.counts_for_id, ReportLink.report_id)
    )
    return [Behind(*row) for row in session.execute(query) if row.report_id is not None]


def numbers(session: Session, *, workspace_id: str, bounds: Sequence[datetime], only: Only) -> list[Numbers]:
    """The numbers of what lies between each two bounds, oldest first."""
    span = (
        select(
            week_between(Report.logged_at, bounds).label("span"),
            Report.report_id,
            Report.kind,
            Report.account_id,
            VOICE.label("voice"),
        )
        .where(*live_between(workspace_id, bounds[0], bounds[-1]), *_within(only))
        .subquery()
    )
    query = select(
        span.c.span,
        func.count(span.c.voice.distinct()),
        func.count(),
        _deals(span, ReportKind.LOST_DEAL),
        _deals(span, ReportKind.WON_DEAL),
    ).group_by(span.c.span)
    found = {row[0]: Numbers(*row[1:]) for row in session.execute(query)}
    return [found.get(number, Numbers()) for number in range(len(bounds) - 1)]


def voices_before(
    session: Session, *, workspace_id: str, bounds: Sequence[datetime], only: Only
) -> dict[uuid.UUID, int]:
    """The voices behind each request, counted anew between each two bounds and added up."""
    if len(bounds) < 2:
        return {}
    voices = (
        select(
            ReportLink.counts_for_id.label("request_id"),
            week_between(Report.logged_at, bounds).label("span"),
            VOICE.label("voice"),
        )
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .where(*live_between(workspace_id, bounds[0], bounds[-1]), *_within(only))
        .distinct()
        .subquery()
    )
    query = select(voices.c.request_id, func.count()).group_by(voices.c.request_id)
    return {request_id: number for request_id, number in session.execute(query) if request_id is not None}


def themes_heard(session: Session, *, workspace_id: str, start: datetime, end: datetime, only: Only) -> set[uuid.UUID]:
    """The themes that anything between two moments belongs to."""
    query = (
        select(ThemeReport.theme_id)
        .select_from(Report)
        .outerjoin(ThemeReport, IS_PLACED)
        .where(*live_between(workspace_id, start, end), *_within(only))
        .distinct()
    )
    return {theme_id for (theme_id,) in session.execute(query) if theme_id is not None}


def lost_to(session: Session, *, workspace_id: str, start: datetime, end: datetime, only: Only) -> list[LostTo]:
    """The competitors that deals were lost to between two moments; where some are chosen, these alone."""
    query = (
        select(Report.report_id, func.coalesce(Competitor.name, ""))
        .select_from(Report)
        .outerjoin(
            ReportCompetitor,
            NAMES_RIVAL,
        )
        .outerjoin(
            Competitor,
            IS_RIVAL,
        )
        .where(*live_between(workspace_id, start, end), Report.kind == ReportKind.LOST_DEAL, *_within(only))
        .order_by(Competitor.name, Report.report_id)
    )
    if only.competitors:
        query = query.where(ReportCompetitor.competitor_id.in_(only.competitors))
    return [LostTo(*row) for row in session.execute(query) if row[1]]


def concerned(session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID], only: Only) -> set[uuid.UUID]:
    """Of some requests, those that anything within the filter counts for, whenever it was logged."""
    if only.is_everything:
        return set(request_ids)
    found: set[uuid.UUID] = set()
    for some in portions(request_ids, _AT_ONCE):
        query = (
            select(ReportLink.counts_for_id)
            .join(Report, LINKS_IT)
            .where(
                ReportLink.workspace_id == workspace_id,
                ReportLink.counts_for_id.in_(some),
                Report.withdrawn_at.is_(None),
                *_within(only),
            )
            .distinct()
        )
        found |= set(session.scalars(query))
    return found


def _deals(span: Subquery, kind: ReportKind) -> ColumnElement[int]:
    """Deals of a kind, once for each account; those that name no account count each for itself."""
    named = func.count(case((span.c.kind == kind, span.c.account_id)).distinct())
    is_unnamed = and_(span.c.kind == kind, span.c.account_id.is_(None))
    return named + func.count(case((is_unnamed, span.c.report_id)).distinct())


def _within(only: Only) -> list[ColumnElement[bool]]:
    """That a report lies within a filter; the report's workspace is the question's."""
    conditions: list[ColumnElement[bool]] = []
    if only.regions:
        conditions.append(Report.region_id.in_(only.regions))
    if only.has_subject:
        in_theme = select(ThemeReport.report_id).where(IS_PLACED, ThemeReport.theme_id.in_(only.themes))
        named = select(ReportCompetitor.report_id).where(
            ReportCompetitor.workspace_id == Report.workspace_id,
            ReportCompetitor.report_id == Report.report_id,
            ReportCompetitor.competitor_id.in_(only.competitors),
        )
        about = [
            *([in_theme.correlate(Report).exists()] if only.themes else []),
            *([named.correlate(Report).exists()] if only.competitors else []),
            *([Report.account_id.in_(only.accounts)] if only.accounts else []),
        ]
        conditions.append(or_(*about))
    return conditions
