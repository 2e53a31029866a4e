"""What the reports of a week were about beside their requests, for the digest: catalog items that answered, themes."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from storage.models import CatalogAnswer, CatalogItem, Report, ReportLink, Theme, ThemeReport
from storage.queries.digest import LINKS_IT, Pair, live_between, pairs
from storage.queries.pieces import IS_PLACED


@dataclass(frozen=True)
class ThemeHead:
    """What a theme is called, and whether a person said that it is one."""

    title: str
    is_confirmed: bool


def answered(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Pair]:
    """The reports of one week that the catalog answered, so that they never became a request, with the items."""
    query = (
        select(CatalogAnswer.report_id, CatalogAnswer.item_id)
        .select_from(Report)
        .outerjoin(
            CatalogAnswer,
            and_(CatalogAnswer.workspace_id == Report.workspace_id, CatalogAnswer.report_id == Report.report_id),
        )
        .outerjoin(ReportLink, LINKS_IT)
        .where(*live_between(workspace_id, start, end), ReportLink.report_id.is_(None))
    )
    return pairs(session, query)


def in_themes(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Pair]:
    """The themes that the reports of one week belong to, as far as they belong to one."""
    query = (
        select(ThemeReport.report_id, ThemeReport.theme_id)
        .select_from(Report)
        .outerjoin(ThemeReport, IS_PLACED)
        .where(*live_between(workspace_id, start, end))
    )
    return pairs(session, query)


def item_names(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What some catalog items are called."""
    query = select(CatalogItem.item_id, CatalogItem.name).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.item_id.in_(item_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def theme_heads(session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ThemeHead]:
    """What some themes are called."""
    query = select(Theme).where(Theme.workspace_id == workspace_id, Theme.theme_id.in_(theme_ids))
    return {one.theme_id: ThemeHead(one.title, one.is_confirmed) for one in session.scalars(query)}
