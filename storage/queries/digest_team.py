"""What the people of a team logged in a period, beside everybody's, and what marketing owes them.

Withdrawn reports never count. The number of queries does not grow with the data. Links are joined outwards, and what
has none is dropped afterwards: see `storage.queries.digest`.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage.models import Person, Report, ReportLink, Request
from storage.models.request import OPEN
from storage.queries.digest import HEARD, Heard, live_between
from storage.queries.digest_people import is_heard_by
from storage.queries.editions_heard import Behind
from storage.queries.pieces import COUNTS_FOR_IT, LINKS_IT, VOICE, due


@dataclass(frozen=True)
class Overdue:
    """A request that marketing should have answered or decided; `voices` are those of the people asked about."""

    request_id: uuid.UUID
    title: str
    due_at: datetime
    voices: int


def people_of(session: Session, *, workspace_id: str, region_id: uuid.UUID) -> list[str]:
    """Who belongs to a region, by user id."""
    query = select(Person.user_id).where(Person.workspace_id == workspace_id, Person.region_id == region_id)
    return list(session.scalars(query.order_by(Person.user_id)))


def heard_by(
    session: Session, *, workspace_id: str, user_ids: Collection[str], start: datetime, end: datetime
) -> list[Heard]:
    """What these people logged in a period, in the order they did."""
    query = select(*HEARD).where(*live_between(workspace_id, start, end), Report.reporter_id.in_(user_ids))
    return [Heard(*row) for row in session.execute(query.order_by(Report.logged_at, Report.report_id))]


def behind(
    session: Session, *, workspace_id: str, user_ids: Collection[str], start: datetime, end: datetime
) -> list[Behind]:
    """Which requests those reports count for, by title."""
    query = (
        select(ReportLink.report_id, ReportLink.counts_for_id, Request.title, Request.status)
        .select_from(Report)
        .outerjoin(ReportLink, LINKS_IT)
        .outerjoin(
            Request,
            COUNTS_FOR_IT,
        )
        .where(*live_between(workspace_id, start, end), Report.reporter_id.in_(user_ids))
        .distinct()
        .order_by(Request.title, ReportLink.counts_for_id, ReportLink.report_id)
    )
    return [Behind(*row) for row in session.execute(query) if row.report_id is not None]


def voices_in(
    session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID], start: datetime, end: datetime
) -> dict[uuid.UUID, int]:
    """The voices behind some requests in a period, whoever heard them."""
    query = (
        select(ReportLink.counts_for_id, func.count(func.distinct(VOICE)))
        .join(Report, LINKS_IT)
        .where(
            ReportLink.workspace_id == workspace_id,
            ReportLink.counts_for_id.in_(request_ids),
            *live_between(workspace_id, start, end),
        )
        .group_by(ReportLink.counts_for_id)
    )
    return dict(session.execute(query).all())


def overdue(session: Session, *, workspace_id: str, user_ids: Collection[str], now: datetime) -> list[Overdue]:
    """The open requests of these people whose clock ran out, without the snoozed ones; the longest first."""
    query = (
        select(Request.request_id, Request.title, due(), VOICE)
        .select_from(Request)
        .outerjoin(
            ReportLink,
            and_(ReportLink.workspace_id == Request.workspace_id, ReportLink.counts_for_id == Request.request_id),
        )
        .outerjoin(Report, LINKS_IT)
        .where(
            Request.workspace_id == workspace_id,
            Request.status.in_(OPEN),
            due() < now,
            or_(Request.snoozed_until.is_(None), Request.snoozed_until <= now),
            is_heard_by(user_ids),
            Report.withdrawn_at.is_(None),
        )
        .order_by(due(), Request.request_id)
    )
    # Counted here: grouped by request, SQLite would read all of them in the order of their ids.
    voices: dict[tuple[uuid.UUID, str, datetime], set[str]] = {}
    for request_id, title, due_at, voice in session.execute(query):
        voices.setdefault((request_id, title, due_at), set()).add(voice)
    return [Overdue(*head, voices=len(found)) for head, found in voices.items()]
