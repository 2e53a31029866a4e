"""What became of what some people logged: the answers, whom they still have to tell, what they were asked.

Withdrawn reports never count. The number of queries does not grow with the data; what is read is a period's changes, or
what these people logged.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from storage.models import (
    Account,
    CatalogItem,
    ChangeKind,
    Question,
    Report,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
    Told,
)
from storage.models.request import OPEN

# The request that another one was merged into, or separated from.
_Other = aliased(Request)
# What stands for itself and has its answer.
_UNANSWERED = OPEN | {RequestStatus.MERGED, RequestStatus.WITHDRAWN}


@dataclass(frozen=True)
class Answer:
    """A change of a request, for one report behind it; a row for each.

    `words` is its reason, `item` the catalog item it leads to. `other` is the request it was merged into or separated
    from, with where that one stands; empty where there is none.
    """

    change_id: uuid.UUID
    request_id: uuid.UUID
    title: str
    kind: ChangeKind
    to_status: RequestStatus | None
    words: str
    until: date | None
    at: datetime
    item: str
    other_id: uuid.UUID | None
    other: str
    other_status: RequestStatus | None
    other_reason: str
    reporter_id: str
    account_id: uuid.UUID | None
    account: str


@dataclass(frozen=True)
class Untold:
    """A report whose rep was told of an answer and has not passed it on; a row for each, with the latest answer.

    A merged request's answer is that of the one it was merged into: `other_status`.
    """

    change_id: uuid.UUID
    request_id: uuid.UUID
    title: str
    kind: ChangeKind
    to_status: RequestStatus | None
    other_status: RequestStatus | None
    told_at: datetime
    reporter_id: str
    account_id: uuid.UUID | None
    account: str


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits for its answer; `title` is empty where it is about a deal."""

    question_id: uuid.UUID
    words: str
    title: str
    account: str
    asked_by_id: str
    asked_at: datetime


# The columns of `Answer`, in its order.
_ANSWER: tuple[Any, ...] = (
    RequestChange.change_id,
    RequestChange.request_id,
    Request.title,
    RequestChange.kind,
    RequestChange.to_status,
    RequestChange.words,
    RequestChange.until,
    RequestChange.at,
    func.coalesce(CatalogItem.name, ""),
    _Other.request_id,
    func.coalesce(_Other.title, ""),
    _Other.status,
    func.coalesce(_Other.reason, ""),
    Report.reporter_id,
    Report.account_id,
    func.coalesce(Account.name, ""),
)


def answers(
    session: Session, *, workspace_id: str, user_ids: Collection[str], start: datetime, end: datetime
) -> list[Answer]:
    """The changes of a period of which these people were told, in the order they happened."""
    query = (
        _answers()
        .join(Told, and_(Told.workspace_id == RequestChange.workspace_id, Told.change_id == RequestChange.change_id))
        .join(Report, and_(Report.workspace_id == Told.workspace_id, Report.report_id == Told.report_id))
    )
    return _rows(session, query, workspace_id, user_ids, changed(workspace_id, start, end))


def scheduled(
    session: Session, *, workspace_id: str, user_ids: Collection[str], start: datetime, end: datetime
) -> list[Answer]:
    """The requests of these people that were scheduled in a period: nobody is told of that at once."""
    query = (
        _answers()
        .join(
            ReportLink,
            and_(
                ReportLink.workspace_id == RequestChange.workspace_id,
                ReportLink.counts_for_id == RequestChange.request_id,
            ),
        )
        .join(Report, and_(Report.workspace_id == ReportLink.workspace_id, Report.report_id == ReportLink.report_id))
    )
    is_scheduled = RequestChange.to_status == RequestStatus.SCHEDULED
    return _rows(session, query, workspace_id, user_ids, and_(changed(workspace_id, start, end), is_scheduled))


def answered_before(
    session: Session, *, workspace_id: str, user_id: str, request_ids: Collection[uuid.UUID]
) -> set[tuple[uuid.UUID, datetime]]:
    """The decisions on some requests that somebody was told of, and those taken back: the request and the moment."""
    query = (
        select(RequestChange.request_id, RequestChange.at)
        .join(Told, and_(Told.workspace_id == RequestChange.workspace_id, Told.change_id == RequestChange.change_id))
        .join(Report, and_(Report.workspace_id == Told.workspace_id, Report.report_id == Told.report_id))
        .where(
            RequestChange.workspace_id == workspace_id,
            RequestChange.request_id.in_(request_ids),
            RequestChange.kind.in_([ChangeKind.DECIDED, ChangeKind.REOPENED]),
            Report.reporter_id == user_id,
        )
        .distinct()
    )
    return {(request_id, at) for request_id, at in session.execute(query)}


def untold(session: Session, *, workspace_id: str, user_ids: Collection[str]) -> list[Untold]:
    """What these people have not passed on, as far as there is something to say to the customer; oldest first.

    Of a report only the latest answer counts. An answer that was taken back is told to a customer who heard it, and
    a merge where the other request has its answer.
    """
    order = (Told.told_at.desc(), Told.change_id.desc())
    marks = (
        select(
            Told.change_id,
            Told.told_at,
            Told.passed_on_at,
            Report.reporter_id,
            Report.account_id,
            func.row_number().over(partition_by=Told.report_id, order_by=order).label("place"),
            func.count(Told.passed_on_at).over(partition_by=Told.report_id).label("heard"),
        )
        .select_from(Report)
        .join(Told, and_(Told.workspace_id == Report.workspace_id, Told.report_id == Report.report_id))
        .where(*of_people(workspace_id, user_ids))
        .subquery()
    )
    query = (
        select(
            RequestChange.change_id,
            RequestChange.request_id,
            Request.title,
            RequestChange.kind,
            RequestChange.to_status,
            _Other.status,
            marks.c.told_at,
            marks.c.reporter_id,
            marks.c.account_id,
            func.coalesce(Account.name, ""),
        )
        .select_from(marks)
        .outerjoin(
            RequestChange,
            and_(RequestChange.workspace_id == workspace_id, RequestChange.change_id == marks.c.change_id),
        )
        .outerjoin(Request, is_changed())
        .outerjoin(_Other, _is_other())
        .outerjoin(Account, and_(Account.workspace_id == workspace_id, Account.account_id == marks.c.account_id))
        .where(
            marks.c.place == 1,
            marks.c.passed_on_at.is_(None),
            case(
                (RequestChange.kind == ChangeKind.SEPARATED, False),
                (RequestChange.kind == ChangeKind.REOPENED, marks.c.heard > 0),
                (RequestChange.kind == ChangeKind.MERGED, _Other.status.not_in(_UNANSWERED)),
                else_=True,
            ),
        )
        .order_by(marks.c.told_at, RequestChange.change_id, Account.name)
    )
    return [Untold(*row) for row in session.execute(query)]


def open_questions(session: Session, *, workspace_id: str, user_id: str) -> list[OpenQuestion]:
    """What somebody was asked and has not answered, oldest first."""
    query = (
        select(
            Question.question_id,
            Question.words,
            func.coalesce(Request.title, ""),
            func.coalesce(Account.name, ""),
            Question.asked_by_id,
            Question.asked_at,
        )
        .join(Report, and_(Report.workspace_id == Question.workspace_id, Report.report_id == Question.report_id))
        .outerjoin(
            Request, and_(Request.workspace_id == Question.workspace_id, Request.request_id == Question.request_id)
        )
        .outerjoin(Account, is_account())
        .where(
            Question.workspace_id == workspace_id,
            Question.asked_of_id == user_id,
            Question.answered_at.is_(None),
            Report.withdrawn_at.is_(None),
        )
        .order_by(Question.asked_at, Question.question_id)
    )
    return [OpenQuestion(*row) for row in session.execute(query)]


# --- pieces ---


def _answers() -> Select[Any]:
    """The columns of `Answer`, from the changes; `Report` has still to be joined."""
    return (
        select(*_ANSWER)
        .select_from(RequestChange)
        .join(Request, is_changed())
        .outerjoin(CatalogItem, is_item())
        .outerjoin(_Other, _is_other())
    )


def _rows(
    session: Session,
    query: Select[Any],
    workspace_id: str,
    user_ids: Collection[str],
    condition: ColumnElement[bool],
) -> list[Answer]:
    found = (
        query.outerjoin(Account, is_account())
        .where(condition, *of_people(workspace_id, user_ids))
        .order_by(RequestChange.at, RequestChange.change_id, Account.name, Report.report_id)
    )
    return [Answer(*row) for row in session.execute(found)]


def changed(workspace_id: str, start: datetime, end: datetime) -> ColumnElement[bool]:
    """That a change happened between two moments."""
    return and_(RequestChange.workspace_id == workspace_id, RequestChange.at >= start, RequestChange.at < end)


def of_people(workspace_id: str, user_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """That a report counts, and one of these people heard it."""
    return Report.workspace_id == workspace_id, Report.reporter_id.in_(user_ids), Report.withdrawn_at.is_(None)


def is_changed() -> ColumnElement[bool]:
    """That a change is the request's."""
    return and_(Request.workspace_id == RequestChange.workspace_id, Request.request_id == RequestChange.request_id)


def _is_other() -> ColumnElement[bool]:
    return and_(_Other.workspace_id == RequestChange.workspace_id, _Other.request_id == RequestChange.other_id)


def is_item() -> ColumnElement[bool]:
    """That a catalog item is the one a request became."""
    return and_(CatalogItem.workspace_id == Request.workspace_id, CatalogItem.item_id == Request.item_id)


def is_account() -> ColumnElement[bool]:
    """That an account is the report's."""
    return and_(Account.workspace_id == Report.workspace_id, Account.account_id == Report.account_id)
