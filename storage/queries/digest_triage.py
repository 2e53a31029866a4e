"""What triage did in a week and what it still has before it, for the digest."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from storage.models import (
    CatalogItem,
    ChangeKind,
    Report,
    Request,
    RequestChange,
    RequestStatus,
)
from storage.models import Told as Mark
from storage.models.request import OPEN
from storage.queries.pieces import VOICE


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
class Told:
    """Who heard an answer in a week: reps, customers (a rep, where none was named), and customers to whom it came."""

    reps: int = 0
    customers: int = 0
    passed_on: int = 0


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


def told(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> Told:
    """Who was told in one week; a customer counts once, and as reached when the rep passed on any answer."""
    query = (
        select(
            func.count(Report.reporter_id.distinct()),
            func.count(VOICE.distinct()),
            func.count(case((Mark.passed_on_at.is_not(None), VOICE)).distinct()),
        )
        .select_from(Mark)
        .join(Report, and_(Report.workspace_id == Mark.workspace_id, Report.report_id == Mark.report_id))
        .where(
            Mark.workspace_id == workspace_id,
            Mark.told_at >= start,
            Mark.told_at < end,
            Report.withdrawn_at.is_(None),
        )
    )
    return Told(*session.execute(query).one())
