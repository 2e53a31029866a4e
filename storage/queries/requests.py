"""Questions about requests: one of them, what is behind it, its history, who has to hear of it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import (
    ChangeKind,
    Person,
    Region,
    Report,
    ReportLink,
    Request,
    RequestChange,
    Told,
)
from storage.models.request import OPEN
from storage.queries.market import words_match
from storage.queries.pieces import LINKS_IT, VOICE


def find_request(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Request | None:
    """One request, if it exists."""
    return session.get(Request, (workspace_id, request_id))


def standing_for(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Request | None:
    """The request itself, or the one it was merged into, however many merges ago."""
    request = find_request(session, workspace_id=workspace_id, request_id=request_id)
    while request is not None and request.merged_into_id is not None:
        request = find_request(session, workspace_id=workspace_id, request_id=request.merged_into_id)
    return request


def open_request_titled(session: Session, *, workspace_id: str, title_key: str) -> Request | None:
    """The open request of exactly this want, if there is one."""
    query = select(Request).where(
        Request.workspace_id == workspace_id, Request.title_key == title_key, Request.status.in_(OPEN)
    )
    return session.scalars(query.order_by(Request.opened_at)).first()


def find_requests(
    session: Session, *, workspace_id: str, typed: str, only_open: bool = False, limit: int = 20
) -> Sequence[Request]:
    """Requests whose title has the typed words, open ones first, then the newest; the gone are left out."""
    query = select(Request).where(
        Request.workspace_id == workspace_id,
        words_match(Request.title_key, typed),
        Request.status.not_in(["merged", "withdrawn"]),
    )
    if only_open:
        query = query.where(Request.status.in_(OPEN))
    query = query.order_by(Request.status.in_(OPEN).desc(), Request.opened_at.desc()).limit(limit)
    return session.scalars(query).all()


def open_requests(session: Session, *, workspace_id: str) -> Sequence[Request]:
    """Everything that waits for a decision, the most urgent first."""
    query = select(Request).where(Request.workspace_id == workspace_id, Request.status.in_(OPEN))
    return session.scalars(query.order_by(Request.decide_by, Request.request_id)).all()


@dataclass(frozen=True)
class Heard:
    """Who is behind a request: how many accounts, and when the last of them was heard, if any was."""

    accounts: int = 0
    last_at: datetime | None = None


def heard(session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Heard]:
    """What the live reports behind each request come to; reports without an account count one voice for each reporter.

    In one statement, since its cost is to read all these reports.
    """
    rows = session.execute(
        select(ReportLink.counts_for_id, func.count(func.distinct(VOICE)), func.max(Report.logged_at))
        .join(Report, LINKS_IT)
        .where(
            ReportLink.workspace_id == workspace_id,
            ReportLink.counts_for_id.in_(request_ids),
            Report.withdrawn_at.is_(None),
        )
        .group_by(ReportLink.counts_for_id)
    )
    nothing = dict.fromkeys(request_ids, Heard())
    return nothing | {request_id: Heard(accounts, last_at) for request_id, accounts, last_at in rows}


def accounts_behind(session: Session, *, workspace_id: str, request_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many accounts stand behind each request; reports without an account count one voice for each reporter."""
    found = heard(session, workspace_id=workspace_id, request_ids=request_ids)
    return {request_id: one.accounts for request_id, one in found.items()}


def reports_behind(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Sequence[Report]:
    """The live reports that count for a request, newest first."""
    query = (
        select(Report)
        .join(ReportLink, LINKS_IT)
        .where(
            Report.workspace_id == workspace_id,
            ReportLink.counts_for_id == request_id,
            Report.withdrawn_at.is_(None),
        )
        .order_by(Report.logged_at.desc(), Report.report_id.desc())
    )
    return session.scalars(query).all()


def regions_of(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Sequence[Region]:
    """The regions a request was heard in."""
    query = (
        select(Region)
        .join(Report, (Report.workspace_id == Region.workspace_id) & (Report.region_id == Region.region_id))
        .join(ReportLink, LINKS_IT)
        .where(
            Region.workspace_id == workspace_id,
            ReportLink.counts_for_id == request_id,
            Report.withdrawn_at.is_(None),
        )
        .distinct()
        .order_by(Region.name)
    )
    return session.scalars(query).all()


def links_of(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> Sequence[ReportLink]:
    """The requests a report stands behind: one at the most today."""
    query = select(ReportLink).where(ReportLink.workspace_id == workspace_id, ReportLink.report_id == report_id)
    return session.scalars(query).all()


def find_change(session: Session, *, workspace_id: str, change_id: uuid.UUID) -> RequestChange | None:
    """One line of a history, if it exists."""
    return session.get(RequestChange, (workspace_id, change_id))


def history(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Sequence[RequestChange]:
    """What happened to a request, oldest first."""
    query = select(RequestChange).where(
        RequestChange.workspace_id == workspace_id, RequestChange.request_id == request_id
    )
    return session.scalars(query.order_by(RequestChange.at, RequestChange.change_id)).all()


def last_change(
    session: Session,
    *,
    workspace_id: str,
    request_id: uuid.UUID,
    kinds: Sequence[ChangeKind] = (),
    until: datetime | None = None,
) -> RequestChange | None:
    """The newest line of a history, of the given kinds if any; with `until` as it stood at that moment."""
    query = select(RequestChange).where(
        RequestChange.workspace_id == workspace_id, RequestChange.request_id == request_id
    )
    if kinds:
        query = query.where(RequestChange.kind.in_(kinds))
    if until is not None:
        query = query.where(RequestChange.at <= until)
    return session.scalars(query.order_by(RequestChange.at.desc(), RequestChange.change_id.desc()).limit(1)).first()


def told_marks(
    session: Session, *, workspace_id: str, change_id: uuid.UUID, reporter_id: str | None = None
) -> Sequence[Told]:
    """Who was told of a change: all marks, or those on one rep's reports."""
    query = (
        select(Told)
        .join(Report, (Report.workspace_id == Told.workspace_id) & (Report.report_id == Told.report_id))
        .where(Told.workspace_id == workspace_id, Told.change_id == change_id)
    )
    if reporter_id is not None:
        query = query.where(Report.reporter_id == reporter_id)
    return session.scalars(query).all()


def was_told_before(session: Session, *, change: RequestChange, reporter_id: str) -> bool:
    """Whether the rep was told of an earlier decision on the same request."""
    query = (
        select(Told.change_id)
        .join(Report, (Report.workspace_id == Told.workspace_id) & (Report.report_id == Told.report_id))
        .join(
            RequestChange,
            (RequestChange.workspace_id == Told.workspace_id) & (RequestChange.change_id == Told.change_id),
        )
        .where(
            Told.workspace_id == change.workspace_id,
            Report.reporter_id == reporter_id,
            RequestChange.request_id == change.request_id,
            RequestChange.kind.in_([ChangeKind.DECIDED, ChangeKind.REOPENED]),
            RequestChange.change_id < change.change_id,
        )
    )
    return session.execute(query.limit(1)).first() is not None


def names_of(session: Session, *, workspace_id: str, user_ids: Sequence[str]) -> dict[str, str]:
    """Names for pages and files, by user id, as far as Slack told us."""
    query = select(Person.user_id, Person.name).where(Person.workspace_id == workspace_id, Person.user_id.in_(user_ids))
    return {user_id: name for user_id, name in session.execute(query) if name}


def soon_late(session: Session, *, workspace_id: str, before: datetime) -> Sequence[Request]:
    """Open requests whose first answer or decision is due before the given moment, the most urgent first."""
    query = select(Request).where(
        Request.workspace_id == workspace_id,
        Request.status.in_(OPEN),
        (Request.decide_by < before) | ((Request.first_answer_by < before) & Request.first_answered_at.is_(None)),
    )
    return session.scalars(query.order_by(Request.decide_by, Request.request_id)).all()
