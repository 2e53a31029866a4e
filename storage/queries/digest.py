"""What was heard in a week, for the digest: counts by account, and the rows that the week's lists are made of.

Withdrawn reports never count, and a link counts for the request it counts for now. The number of queries does not grow
with the data; only the rows of the one week, and sums over the weeks before, leave the database.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import (
    Account,
    Evidence,
    Person,
    Region,
    Report,
    ReportKind,
    Request,
    RequestStatus,
)


@dataclass(frozen=True)
class WeekNumbers:
    """One week in numbers. A deal counts once for an account; one that names no account counts for itself."""

    accounts: int = 0
    reports: int = 0
    unnamed: int = 0
    reps: int = 0
    regions: int = 0
    lost: int = 0
    won: int = 0


@dataclass(frozen=True)
class Heard:
    """One report of the week, without its words; `said_length` is 0 where the customer is not quoted."""

    report_id: uuid.UUID
    kind: ReportKind
    reporter_id: str
    account_id: uuid.UUID | None
    region_id: uuid.UUID | None
    value_minor: int | None
    currency: str
    is_unasked: bool | None
    evidence: Evidence | None
    said_length: int
    logged_at: datetime
    segment: str = ""


# The columns of `Heard`, in its order.
HEARD = (
    Report.report_id,
    Report.kind,
    Report.reporter_id,
    Report.account_id,
    Report.region_id,
    Report.value_minor,
    Report.currency,
    Report.is_unasked,
    Report.evidence,
    func.length(func.trim(Report.said)),
    Report.logged_at,
    Report.segment,
)


# How a request stands that is told in no list.
NO_WANT = frozenset({RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST})


@dataclass(frozen=True)
class Head:
    """What a request is called, and how it stands."""

    request_id: uuid.UUID
    title: str
    status: RequestStatus


@dataclass(frozen=True)
class Verbatim:
    """The customer's own words, with who said them and who heard them."""

    report_id: uuid.UUID
    said: str
    account: str
    segment: str
    region: str
    reporter_id: str
    reporter: str


def first_logged_at(session: Session, *, workspace_id: str) -> datetime | None:
    """When the oldest report that still counts was logged."""
    query = select(Report.logged_at).where(Report.workspace_id == workspace_id, Report.withdrawn_at.is_(None))
    return session.scalar(query.order_by(Report.logged_at).limit(1))


def requests_opened_by_week(session: Session, *, workspace_id: str, bounds: Sequence[datetime]) -> list[int]:
    """How many wants were new in each week; one that turned out to be another one's, or nobody's, is none."""
    week = select(week_between(Request.opened_at, bounds).label("week")).where(
        Request.workspace_id == workspace_id,
        Request.opened_at >= bounds[0],
        Request.opened_at < bounds[-1],
        Request.status.not_in([RequestStatus.MERGED, RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST]),
    )
    return _per_week(session, week.subquery(), len(bounds) - 1)


def headed(session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID]) -> list[Head]:
    """What some requests are called and how they stand, by title."""
    query = (
        select(Request.request_id, Request.title, Request.status)
        .where(Request.workspace_id == workspace_id, Request.request_id.in_(request_ids))
        .order_by(Request.title, Request.request_id)
    )
    return [Head(*row) for row in session.execute(query)]


def set_aside(session: Session, *, workspace_id: str) -> set[uuid.UUID]:
    """The requests that nobody wants, or that are none: what is heard for them is in no list."""
    query = select(Request.request_id).where(Request.workspace_id == workspace_id, Request.status.in_(NO_WANT))
    return set(session.scalars(query))


def verbatims(session: Session, *, workspace_id: str, report_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Verbatim]:
    """The customers' own words in some reports."""
    query = (
        select(
            Report.report_id,
            Report.said,
            func.coalesce(Account.name, ""),
            case((Report.segment != "", Report.segment), else_=func.coalesce(Account.segment, "")),
            func.coalesce(Region.name, ""),
            Report.reporter_id,
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Account, and_(Account.workspace_id == Report.workspace_id, Account.account_id == Report.account_id))
        .outerjoin(Region, and_(Region.workspace_id == Report.workspace_id, Region.region_id == Report.region_id))
        .outerjoin(Person, and_(Person.workspace_id == Report.workspace_id, Person.user_id == Report.reporter_id))
        .where(Report.workspace_id == workspace_id, Report.report_id.in_(report_ids))
    )
    return {row[0]: Verbatim(*row) for row in session.execute(query)}


# --- pieces that the digest's other queries share ---


def week_between(moment: InstrumentedAttribute[datetime], bounds: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the week a moment lies in: 0 up to the second bound, and so on.

    Grouping happens outside of the subquery that holds this: PostgreSQL takes the same expression with parameters for
    two different ones.
    """
    return case(*((moment < bound, number) for number, bound in enumerate(bounds[1:])))


def live_between(workspace_id: str, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """That a report counts, and was logged between two moments."""
    return (
        Report.workspace_id == workspace_id,
        Report.logged_at >= start,
        Report.logged_at < end,
        Report.withdrawn_at.is_(None),
    )


def _per_week(session: Session, week: Subquery, weeks: int) -> list[int]:
    query = select(week.c.week, func.count()).group_by(week.c.week)
    found: dict[int, int] = {row[0]: row[1] for row in session.execute(query)}
    return [found.get(number, 0) for number in range(weeks)]
