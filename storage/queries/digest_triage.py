"""What triage did in a week and what it still has before it, for the digest."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from storage.models import (
    CatalogItem,
    ChangeKind,
    Report,
    Request,
    RequestChange,
    RequestStatus,
    Told,
)
from storage.models.request import OPEN


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits for a decision."""

    request_id: uuid.UUID
    title: str
    owner_id: str | None
    opened_at: datetime
    decide_by: datetime
    snoozed_until: datetime | None


@dataclass(frozen=True)
class Change:
    """A decision, or what became of one: `words` is the reason, `item` the catalog item it leads to."""

    request_id: uuid.UUID
    title: str
    kind: ChangeKind
    to_status: RequestStatus | None
    words: str
    by_id: str
    at: datetime
    until: date | None
    item: str


@dataclass(frozen=True)
class ToldMark:
    """That the rep behind a report was told, and when the customer heard it."""

    report_id: uuid.UUID
    reporter_id: str
    account_id: uuid.UUID | None
    passed_on_at: datetime | None


def open_requests(session: Session, *, workspace_id: str) -> list[OpenRequest]:
    """Everything that waits for a decision, what is due first at the top."""
    query = (
        select(
            Request.request_id,
            Request.title,
            Request.owner_id,
            Request.opened_at,
            Request.decide_by,
            Request.snoozed_until,
        )
        .where(Request.workspace_id == workspace_id, Request.status.in_(OPEN))
        .order_by(Request.decide_by, Request.opened_at, Request.request_id)
    )
    return [OpenRequest(*row) for row in session.execute(query)]


def changes(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Change]:
    """Decisions, reopenings and moves of one week, in the order they happened."""
    query = (
        select(
            RequestChange.request_id,
            Request.title,
            RequestChange.kind,
            RequestChange.to_status,
            RequestChange.words,
            RequestChange.by_id,
            RequestChange.at,
            RequestChange.until,
            func.coalesce(CatalogItem.name, ""),
        )
        .join(
            Request,
            and_(Request.workspace_id == RequestChange.workspace_id, Request.request_id == RequestChange.request_id),
        )
        .outerjoin(
            CatalogItem,
            and_(CatalogItem.workspace_id == Request.workspace_id, CatalogItem.item_id == Request.item_id),
        )
        .where(
            RequestChange.workspace_id == workspace_id,
            RequestChange.at >= start,
            RequestChange.at < end,
            RequestChange.from_status.is_not(None),  # empty where the status stayed: a report joined, say
        )
        .order_by(RequestChange.at, RequestChange.change_id)
    )
    return [Change(*row) for row in session.execute(query)]


def told(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[ToldMark]:
    """Who was told in one week, a mark for each report and change."""
    query = (
        select(Told.report_id, Report.reporter_id, Report.account_id, Told.passed_on_at)
        .join(Report, and_(Report.workspace_id == Told.workspace_id, Report.report_id == Told.report_id))
        .where(
            Told.workspace_id == workspace_id,
            Told.told_at >= start,
            Told.told_at < end,
            Report.withdrawn_at.is_(None),
        )
        .order_by(Told.told_at, Told.report_id)
    )
    return [ToldMark(*row) for row in session.execute(query)]
