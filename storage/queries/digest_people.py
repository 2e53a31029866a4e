"""What waits for some people: customers whom they have to tell an answer, and questions to them.

Withdrawn reports never count. The number of queries does not grow with the data; what these people
logged is read.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import (
    Account,
    CatalogItem,
    ChangeKind,
    Question,
    Report,
    Request,
    RequestChange,
    RequestStatus,
    Told,
)
from storage.models.request import OPEN

# The request that another one was merged into, or separated from.
OTHER = aliased(Request)
# Another mark on the same report.
_Mark = aliased(Told)
# What stands for nothing, or has no answer yet.
_UNANSWERED = OPEN | {RequestStatus.MERGED, RequestStatus.WITHDRAWN}


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


# The columns of `Untold`, in its order.
_UNTOLD: tuple[Any, ...] = (
    RequestChange.change_id,
    RequestChange.request_id,
    Request.title,
    RequestChange.kind,
    RequestChange.to_status,
    OTHER.status,
    Told.told_at,
    Report.reporter_id,
    Report.account_id,
    func.coalesce(Account.name, ""),
)


def untold(session: Session, *, workspace_id: str, user_ids: Collection[str], since: datetime) -> list[Untold]:
    """What these people heard since a moment and have not passed on, as far as it says something to the customer.

    Oldest first. Of a report only the latest answer counts. That an answer was taken back is for a customer who heard
    it, and a merge is told where the other request has its answer.
    """
    waits = and_(
        Told.workspace_id == Report.workspace_id,
        Told.report_id == Report.report_id,
        Told.told_at >= since,
        Told.passed_on_at.is_(None),
    )
    is_later = or_(_Mark.told_at > Told.told_at, and_(_Mark.told_at == Told.told_at, _Mark.change_id > Told.change_id))
    query = (
        select(*_UNTOLD)
        .select_from(Report)
        .outerjoin(Told, waits)
        .outerjoin(
            RequestChange,
            and_(RequestChange.workspace_id == Told.workspace_id, RequestChange.change_id == Told.change_id),
        )
        .outerjoin(Request, is_changed())
        .outerjoin(OTHER, is_other())
        .outerjoin(Account, is_account())
        .where(
            *of_people(workspace_id, user_ids),
            # That a mark was found; by way of a function, for the reason that `is_heard_by` gives.
            func.coalesce(cast(Told.change_id, String), "") != "",
            ~_marks_of_report(is_later),
            case(
                (RequestChange.kind == ChangeKind.SEPARATED, False),
                (RequestChange.kind == ChangeKind.REOPENED, _marks_of_report(_Mark.passed_on_at.is_not(None))),
                (RequestChange.kind == ChangeKind.MERGED, OTHER.status.not_in(_UNANSWERED)),
                else_=True,
            ),
        )
        .order_by(Told.told_at, RequestChange.change_id, Account.name)
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


def _marks_of_report(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """That among the other marks of a report one is such."""
    return exists().where(_Mark.workspace_id == Told.workspace_id, _Mark.report_id == Told.report_id, condition)


def changed(workspace_id: str, start: datetime, end: datetime) -> ColumnElement[bool]:
    """That a change happened between two moments."""
    return and_(RequestChange.workspace_id == workspace_id, RequestChange.at >= start, RequestChange.at < end)


def of_people(workspace_id: str, user_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """That a report counts, and one of these people heard it."""
    return Report.workspace_id == workspace_id, Report.reporter_id.in_(user_ids), Report.withdrawn_at.is_(None)


def is_heard_by(user_ids: Collection[str]) -> ColumnElement[bool]:
    """That one of these people heard a report that is joined outwards.

    By way of a function: SQLite would see through a plain comparison that the join has to find something, choose the
    order itself, and without statistics read every report of the workspace.
    """
    return func.coalesce(Report.reporter_id, "").in_(user_ids)


def is_changed() -> ColumnElement[bool]:
    """That a change is the request's."""
    return and_(Request.workspace_id == RequestChange.workspace_id, Request.request_id == RequestChange.request_id)


def is_other() -> ColumnElement[bool]:
    """That `OTHER` is the other request of a change."""
    return and_(OTHER.workspace_id == RequestChange.workspace_id, OTHER.request_id == RequestChange.other_id)


def is_item() -> ColumnElement[bool]:
    """That a catalog item is the one a request became."""
    return and_(CatalogItem.workspace_id == Request.workspace_id, CatalogItem.item_id == Request.item_id)


def is_account() -> ColumnElement[bool]:
    """That an account is the report's."""
    return and_(Account.workspace_id == Report.workspace_id, Account.account_id == Report.account_id)
