"""The deals lost and won in some weeks, with what was said about each: rows, since a median and an account's highest
value need them; a quarter of a large workspace has a few thousand.

Withdrawn reports never count. The number of queries does not grow with the data. What belongs to a report is joined
outwards and dropped afterwards where there is none: an inner join leaves the order to the planner, and SQLite without
statistics then reads every reason of the workspace for the deals of one quarter.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from storage.models import (
    Account,
    Competitor,
    Evidence,
    Reason,
    Report,
    ReportCompetitor,
    ReportKind,
    ReportLink,
    ReportReason,
    Request,
    RequestStatus,
    Stage,
)
from storage.queries.digest import live_between
from storage.queries.pieces import COUNTS_FOR_IT, IS_RIVAL, LINKS_IT, NAMES_RIVAL

_OUTCOMES = (ReportKind.LOST_DEAL, ReportKind.WON_DEAL)
# What a request that stands for nothing any more is called; a merged one never has a report counting for it.
_NO_WANT = frozenset({RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST})


@dataclass(frozen=True)
class DealRow:
    """One report of a deal. `value_minor` is in minor units of `currency`; `account` is empty where none was named."""

    report_id: uuid.UUID
    kind: ReportKind
    account_id: uuid.UUID | None
    account: str
    value_minor: int | None
    currency: str
    stage: Stage | None
    evidence: Evidence | None
    logged_at: datetime


@dataclass(frozen=True)
class GivenReason:
    """A reason that a report of a deal gave. `position` is its place in the workspace's list."""

    report_id: uuid.UUID
    code: str
    label: str
    position: int


@dataclass(frozen=True)
class NamedCompetitor:
    """A competitor that a report of a deal named."""

    report_id: uuid.UUID
    competitor_id: uuid.UUID
    name: str


@dataclass(frozen=True)
class WantBehind:
    """The request that would have won the deal of a report, as it stands now."""

    report_id: uuid.UUID
    request_id: uuid.UUID
    title: str
    status: RequestStatus


@dataclass(frozen=True)
class Raised:
    """A report behind a request of which the rep noted whether the customer raised it unasked."""

    report_id: uuid.UUID
    request_id: uuid.UUID
    title: str
    status: RequestStatus
    reporter_id: str
    account_id: uuid.UUID | None
    is_unasked: bool
    value_minor: int | None
    currency: str


def deal_rows(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[DealRow]:
    """The reports of deals lost and won between two moments, in the order they were logged."""
    query = (
        select(
            Report.report_id,
            Report.kind,
            Report.account_id,
            func.coalesce(Account.name, ""),
            Report.value_minor,
            Report.currency,
            Report.stage,
            Report.evidence,
            Report.logged_at,
        )
        .outerjoin(Account, and_(Account.workspace_id == Report.workspace_id, Account.account_id == Report.account_id))
        .where(*_deals(workspace_id, start, end))
        .order_by(Report.logged_at, Report.report_id)
    )
    return [DealRow(*row) for row in session.execute(query)]


def given_reasons(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[GivenReason]:
    """The reasons of those deals, in the order of the workspace's list."""
    query = (
        select(ReportReason.report_id, Reason.code, Reason.label, Reason.position)
        .select_from(Report)
        .outerjoin(
            ReportReason,
            and_(ReportReason.workspace_id == Report.workspace_id, ReportReason.report_id == Report.report_id),
        )
        .outerjoin(
            Reason, and_(Reason.workspace_id == ReportReason.workspace_id, Reason.reason_id == ReportReason.reason_id)
        )
        .where(*_deals(workspace_id, start, end))
        .order_by(Reason.position, Reason.code, ReportReason.report_id)
    )
    return [GivenReason(*row) for row in session.execute(query) if row.report_id is not None]


def named_competitors(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[NamedCompetitor]:
    """The competitors named in those deals, by name."""
    query = (
        select(ReportCompetitor.report_id, ReportCompetitor.competitor_id, Competitor.name)
        .select_from(Report)
        .outerjoin(
            ReportCompetitor,
            NAMES_RIVAL,
        )
        .outerjoin(
            Competitor,
            IS_RIVAL,
        )
        .where(*_deals(workspace_id, start, end))
        .order_by(Competitor.name, ReportCompetitor.competitor_id, ReportCompetitor.report_id)
    )
    return [NamedCompetitor(*row) for row in session.execute(query) if row.report_id is not None]


def wants_behind(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[WantBehind]:
    """The requests that the lost ones of those deals count for, by title; without what turned out to be none."""
    query = (
        select(ReportLink.report_id, ReportLink.counts_for_id, Request.title, Request.status)
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(Request, COUNTS_FOR_IT)
        .where(*live_between(workspace_id, start, end), Report.kind == ReportKind.LOST_DEAL)
        .distinct()
        .order_by(Request.title, ReportLink.counts_for_id, ReportLink.report_id)
    )
    return [WantBehind(*row) for row in session.execute(query) if row.report_id is not None and _is_want(row.status)]


def raised(session: Session, *, workspace_id: str, start: datetime, end: datetime) -> list[Raised]:
    """The reports of those weeks behind a request, where it was noted who brought it up; by the request's title."""
    query = (
        select(
            Report.report_id,
            ReportLink.counts_for_id,
            Request.title,
            Request.status,
            Report.reporter_id,
            Report.account_id,
            func.coalesce(Report.is_unasked, False),
            Report.value_minor,
            Report.currency,
        )
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(Request, COUNTS_FOR_IT)
        .where(*live_between(workspace_id, start, end), Report.is_unasked.is_not(None))
        .distinct()
        .order_by(Request.title, ReportLink.counts_for_id, Report.report_id)
    )
    return [Raised(*row) for row in session.execute(query) if row.status is not None and _is_want(row.status)]


def _deals(workspace_id: str, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return (*live_between(workspace_id, start, end), Report.kind.in_(_OUTCOMES))


def _is_want(status: RequestStatus) -> bool:
    return status not in _NO_WANT
