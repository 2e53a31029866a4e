"""Why deals were lost in a week, and to whom, with the weeks before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Subquery, and_, select, true
from sqlalchemy.orm import Session

from storage.models import Competitor, Reason, ReportCompetitor, ReportKind, ReportReason
from storage.queries.digest import deals_once, live_reports


@dataclass(frozen=True)
class DealLabel:
    """A reason that was given, or a competitor that was named, for one lost deal."""

    report_id: uuid.UUID
    label: str


def lost_reasons(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[DealLabel]:
    """The reasons given for the lost deals of one week, in the order of the workspace's list."""
    week = live_reports(workspace_id, [start, end])
    query = (
        select(week.c.report_id, Reason.label)
        .outerjoin(ReportReason, _given(week, workspace_id))
        .outerjoin(Reason, _is_reason(workspace_id))
        .where(week.c.kind == ReportKind.LOST_DEAL)
        .order_by(Reason.position, Reason.label, week.c.report_id)
    )
    return [DealLabel(*row) for row in session.execute(query) if row[1] is not None]


def lost_competitors(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[DealLabel]:
    """The competitors that deals of one week were lost to."""
    week = live_reports(workspace_id, [start, end])
    query = (
        select(week.c.report_id, Competitor.name)
        .outerjoin(ReportCompetitor, _named(week, workspace_id))
        .outerjoin(Competitor, _is_competitor(workspace_id))
        .where(week.c.kind == ReportKind.LOST_DEAL)
        .order_by(Competitor.name, week.c.report_id)
    )
    return [DealLabel(*row) for row in session.execute(query) if row[1] is not None]


def lost_by_reason_before(session: Session, *, workspace_id: str, bounds: Sequence[datetime]) -> dict[str, int]:
    """Lost deals by the label of their reason, counted in each week between the bounds and added up."""
    if len(bounds) < 2:
        return {}
    week = live_reports(workspace_id, bounds)
    query = (
        select(Reason.label, week.c.week, deals_once(week, true()))
        .select_from(week)
        .outerjoin(ReportReason, _given(week, workspace_id))
        .outerjoin(Reason, _is_reason(workspace_id))
        .where(week.c.kind == ReportKind.LOST_DEAL)
        .group_by(Reason.label, week.c.week)
    )
    return _added_up(session.execute(query).all())


def lost_by_competitor_before(session: Session, *, workspace_id: str, bounds: Sequence[datetime]) -> dict[str, int]:
    """Lost deals by the name of the competitor, counted in each week between the bounds and added up."""
    if len(bounds) < 2:
        return {}
    week = live_reports(workspace_id, bounds)
    query = (
        select(Competitor.name, week.c.week, deals_once(week, true()))
        .select_from(week)
        .outerjoin(ReportCompetitor, _named(week, workspace_id))
        .outerjoin(Competitor, _is_competitor(workspace_id))
        .where(week.c.kind == ReportKind.LOST_DEAL)
        .group_by(Competitor.name, week.c.week)
    )
    return _added_up(session.execute(query).all())


# --- joins: outwards, so that the week's reports are read first whatever the planner knows ---


def _given(week: Subquery, workspace_id: str) -> ColumnElement[bool]:
    return and_(ReportReason.workspace_id == workspace_id, ReportReason.report_id == week.c.report_id)


def _is_reason(workspace_id: str) -> ColumnElement[bool]:
    return and_(Reason.workspace_id == workspace_id, Reason.reason_id == ReportReason.reason_id)


def _named(week: Subquery, workspace_id: str) -> ColumnElement[bool]:
    return and_(ReportCompetitor.workspace_id == workspace_id, ReportCompetitor.report_id == week.c.report_id)


def _is_competitor(workspace_id: str) -> ColumnElement[bool]:
    return and_(Competitor.workspace_id == workspace_id, Competitor.competitor_id == ReportCompetitor.competitor_id)


def _added_up(rows: Sequence[Row[str, int, int]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for label, _, deals in rows:
        if label is not None:
            totals[label] = totals.get(label, 0) + deals
    return totals
