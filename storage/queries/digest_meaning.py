"""What the reports of a week were about beside their requests, for the digest: catalog items that answered, themes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from storage.models import CatalogAnswer, CatalogItem, Report, ReportLink, Theme, ThemeReport
from storage.queries.digest import live_between, voices_by_week
from storage.queries.pieces import IS_PLACED


@dataclass(frozen=True)
class Answered:
    """That the catalog answered a report of the week, and with which item."""

    report_id: uuid.UUID
    item_id: uuid.UUID
    item: str


@dataclass(frozen=True)
class InTheme:
    """That a report of the week belongs to a theme."""

    report_id: uuid.UUID
    theme_id: uuid.UUID
    title: str
    is_confirmed: bool


def answered(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Answered]:
    """The reports of one week that the catalog answered, so that they never became a request."""
    query = (
        select(CatalogAnswer.report_id, CatalogAnswer.item_id, CatalogItem.name)
        .select_from(Report)
        .outerjoin(
            CatalogAnswer,
            and_(CatalogAnswer.workspace_id == Report.workspace_id, CatalogAnswer.report_id == Report.report_id),
        )
        .outerjoin(
            CatalogItem,
            and_(CatalogItem.workspace_id == CatalogAnswer.workspace_id, CatalogItem.item_id == CatalogAnswer.item_id),
        )
        .outerjoin(
            ReportLink, and_(ReportLink.workspace_id == Report.workspace_id, ReportLink.report_id == Report.report_id)
        )
        .where(*live_between(workspace_id, start, end), ReportLink.report_id.is_(None))
        .order_by(CatalogItem.name, CatalogAnswer.report_id)
    )
    return [Answered(*row) for row in session.execute(query) if row.report_id is not None]


def in_themes(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[InTheme]:
    """The themes that the reports of one week belong to, as far as they belong to one."""
    query = (
        select(ThemeReport.report_id, Theme)
        .select_from(Report)
        .outerjoin(ThemeReport, IS_PLACED)
        .outerjoin(Theme, and_(Theme.workspace_id == ThemeReport.workspace_id, Theme.theme_id == ThemeReport.theme_id))
        .where(*live_between(workspace_id, start, end))
        .order_by(ThemeReport.theme_id, ThemeReport.report_id)
    )
    found: list[tuple[uuid.UUID, Theme | None]] = [(row[0], row[1]) for row in session.execute(query)]
    return [InTheme(report_id, one.theme_id, one.title, one.is_confirmed) for report_id, one in found if one]


def theme_voices_before(session: Session, *, workspace_id: str, bounds: Sequence[datetime]) -> dict[uuid.UUID, int]:
    """The voices in each theme, counted anew in each week between the bounds and added up; see `voices_by_week`."""
    return voices_by_week(
        session,
        workspace_id=workspace_id,
        bounds=bounds,
        of=ThemeReport.theme_id,
        joined=lambda reports: reports.outerjoin(ThemeReport, IS_PLACED),
    )
