"""What people see of their own work: a rep's ledger and drafts, a marketer's queue, an admin's stuck messages."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, select, tuple_
from sqlalchemy.orm import Session

from storage.models import (
    Card,
    CatalogItem,
    CatalogStatus,
    Draft,
    MessageState,
    OutboxMessage,
    Report,
    ReportKind,
    ReportLink,
    Request,
)
from storage.models.request import OPEN
from storage.queries import reports
from storage.queries.pieces import due
from storage.queries.reports import ReportFacts

# --- a rep's own ---


def ledger(
    session: Session, *, workspace_id: str, user_id: str, limit: int, after: uuid.UUID | None = None
) -> list[ReportFacts]:
    """What somebody heard, newest first, without what was withdrawn; `after` is the last report of the page before.

    Pages by moment and id together: reports of one import share their moment.
    """
    query = select(Report).where(*_own(workspace_id, user_id))
    last = reports.find_report(session, workspace_id=workspace_id, report_id=after) if after else None
    if last is not None:
        query = query.where(tuple_(Report.logged_at, Report.report_id) < tuple_(last.logged_at, last.report_id))
    query = query.order_by(Report.logged_at.desc(), Report.report_id.desc()).limit(limit)
    return reports.facts_of(session, workspace_id=workspace_id, reports=session.scalars(query).all())


def ledger_size(session: Session, *, workspace_id: str, user_id: str) -> int:
    """How many reports somebody's ledger holds."""
    return session.scalar(select(func.count()).select_from(Report).where(*_own(workspace_id, user_id))) or 0


def unsent_drafts(session: Session, *, workspace_id: str, user_id: str, since: datetime, limit: int) -> Sequence[Draft]:
    """Words that somebody began to log in a form and never sent, newest first."""
    was_sent = exists().where(Report.workspace_id == Draft.workspace_id, Report.draft_id == Draft.draft_id)
    query = select(Draft).where(
        Draft.workspace_id == workspace_id,
        Draft.user_id == user_id,
        Draft.sent_at.is_(None),
        Draft.dropped_at.is_(None),
        Draft.source_text != "",
        Draft.opened_at >= since,
        ~was_sent,
    )
    return session.scalars(query.order_by(Draft.opened_at.desc(), Draft.draft_id.desc()).limit(limit)).all()


def _own(workspace_id: str, user_id: str) -> tuple[ColumnElement[bool], ...]:
    return Report.workspace_id == workspace_id, Report.reporter_id == user_id, Report.withdrawn_at.is_(None)


# --- what is on sale ---


def items(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, CatalogItem]:
    """Catalog items by id."""
    query = select(CatalogItem).where(CatalogItem.workspace_id == workspace_id, CatalogItem.item_id.in_(item_ids))
    return {item.item_id: item for item in session.scalars(query)}


def coming(session: Session, *, workspace_id: str, limit: int) -> Sequence[CatalogItem]:
    """What is planned, the soonest first; what has no day yet comes last."""
    query = select(CatalogItem).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.status == CatalogStatus.PLANNED
    )
    return session.scalars(
        query.order_by(CatalogItem.on_sale_on.is_(None), CatalogItem.on_sale_on, CatalogItem.name_key).limit(limit)
    ).all()


def coming_size(session: Session, *, workspace_id: str) -> int:
    """How much is planned."""
    query = select(func.count()).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.status == CatalogStatus.PLANNED
    )
    return session.scalar(query) or 0


# --- the queue ---


@dataclass(frozen=True)
class QueueSizes:
    """How many open requests are late, due soon, due later, and asleep."""

    late: int = 0
    soon: int = 0
    later: int = 0
    asleep: int = 0


def queue_sizes(
    session: Session,
    *,
    workspace_id: str,
    now: datetime,
    soon: datetime,
    region_ids: Collection[uuid.UUID] | None = None,
) -> QueueSizes:
    """The open requests counted by their clocks; with `region_ids` only those heard in these regions."""
    bucket = case((_asleep(now), "asleep"), (due() < now, "late"), (due() < soon, "soon"), else_="later").label(
        "bucket"
    )
    found = select(bucket).where(*_open(workspace_id, region_ids)).subquery()
    rows = session.execute(select(found.c.bucket, func.count()).group_by(found.c.bucket))
    return QueueSizes(**{str(name): number for name, number in rows})


def queue(
    session: Session,
    *,
    workspace_id: str,
    now: datetime,
    limit: int,
    due_from: datetime | None = None,
    due_before: datetime | None = None,
    region_ids: Collection[uuid.UUID] | None = None,
) -> Sequence[Request]:
    """Open requests that are awake and due within the given bounds, the most urgent first."""
    query = select(Request).where(*_open(workspace_id, region_ids), ~_asleep(now))
    if due_from is not None:
        query = query.where(due() >= due_from)
    if due_before is not None:
        query = query.where(due() < due_before)
    return session.scalars(query.order_by(due(), Request.request_id).limit(limit)).all()


def cards_of(session: Session, *, workspace_id: str, subject_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Card]:
    """Where the cards of requests and lost deals stand, as far as they were posted."""
    query = select(Card).where(Card.workspace_id == workspace_id, Card.subject_id.in_(subject_ids))
    return {card.subject_id: card for card in session.scalars(query)}


def unread_lost_deals(
    session: Session,
    *,
    workspace_id: str,
    since: datetime,
    limit: int,
    region_ids: Collection[uuid.UUID] | None = None,
) -> tuple[int, list[ReportFacts]]:
    """Lost deals that nobody in marketing has read: how many, and the oldest of them."""
    where = [
        Report.workspace_id == workspace_id,
        Report.kind == ReportKind.LOST_DEAL,
        Report.logged_at >= since,
        Report.read_at.is_(None),
        Report.withdrawn_at.is_(None),
    ]
    if region_ids is not None:
        where.append(Report.region_id.in_(region_ids))
    number = session.scalar(select(func.count()).select_from(Report).where(*where)) or 0
    query = select(Report).where(*where).order_by(Report.logged_at, Report.report_id).limit(limit)
    return number, reports.facts_of(session, workspace_id=workspace_id, reports=session.scalars(query).all())


def _open(workspace_id: str, region_ids: Collection[uuid.UUID] | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Request.workspace_id == workspace_id, Request.status.in_(OPEN)]
    if region_ids is not None:
        heard_there = exists().where(
            ReportLink.workspace_id == Request.workspace_id,
            ReportLink.counts_for_id == Request.request_id,
            Report.workspace_id == ReportLink.workspace_id,
            Report.report_id == ReportLink.report_id,
            Report.region_id.in_(region_ids),
            Report.withdrawn_at.is_(None),
        )
        where.append(heard_there)
    return where


def _asleep(now: datetime) -> ColumnElement[bool]:
    return and_(Request.snoozed_until.is_not(None), Request.snoozed_until > now)


# --- stuck messages ---


@dataclass(frozen=True)
class Stuck:
    """Messages of one lane that do not get on, for one reason; `message_id` is the oldest of them."""

    lane: str
    state: MessageState
    error: str
    number: int
    message_id: uuid.UUID


def stuck_messages(session: Session, *, workspace_id: str, limit: int) -> list[Stuck]:
    """Dead and held messages by lane and reason: the dead first, then by age."""
    alike = (OutboxMessage.lane, OutboxMessage.state, OutboxMessage.error)
    # Window functions, because PostgreSQL knows no smallest UUID.
    numbered = (
        select(
            *alike,
            func.count().over(partition_by=alike).label("number"),
            OutboxMessage.message_id,
            OutboxMessage.position,
            func.row_number().over(partition_by=alike, order_by=OutboxMessage.position).label("place"),
        )
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.state.in_([MessageState.DEAD, MessageState.HELD]),
        )
        .subquery()
    )
    oldest = (
        select(numbered.c.lane, numbered.c.state, numbered.c.error, numbered.c.number, numbered.c.message_id)
        .where(numbered.c.place == 1)
        .order_by(numbered.c.state, numbered.c.position)
        .limit(limit)
    )
    return [Stuck(*row) for row in session.execute(oldest)]


def on_their_way(session: Session, *, workspace_id: str, lanes: Collection[str]) -> dict[str, int]:
    """How many messages are about to be said in some lanes."""
    query = (
        select(OutboxMessage.lane, func.count())
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.lane.in_(lanes),
            OutboxMessage.state.in_([MessageState.PENDING, MessageState.UNSURE]),
        )
        .group_by(OutboxMessage.lane)
    )
    return dict(session.execute(query).all())
