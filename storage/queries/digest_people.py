"""What waits for some people: customers whom they have to tell an answer, and questions to them.

Withdrawn reports never count. The number of queries does not grow with the data; what these people
logged is read.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
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
# What stands for itself and has its answer.
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


def untold(session: Session, *, workspace_id: str, user_ids: Collection[str], since: datetime) -> list[Untold]:
    """What these people heard since a moment and have not passed on, as far as it says something to the customer.

    Oldest first. Of a report only the latest answer counts. That an answer was taken back is for a customer who heard
    it, and a merge is told where the other request has its answer.
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
        .outerjoin(Told, and_(Told.workspace_id == Report.workspace_id, Told.report_id == Report.report_id))
        .where(*of_people(workspace_id, user_ids))
        .subquery("marks_subquery")
    )
    query = (
        select(
            RequestChange.change_id,
            RequestChange.request_id,
            Request.title,
            RequestChange.kind,
            RequestChange.to_status,
            OTHER.status,
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
        .outerjoin(OTHER, is_other())
        .outerjoin(Account, and_(Account.workspace_id == workspace_id, Account.account_id == marks.c.account_id))
        .where(
            marks.c.told_at >= since,
            marks.c.place == 1,
            marks.c.passed_on_at.is_(None),
            case(
                (RequestChange.kind == ChangeKind.SEPARATED, False),
                (RequestChange.kind == ChangeKind.REOPENED, marks.c.heard > 0),
                (RequestChange.kind == ChangeKind.MERGED, OTHER.status.not_in(_UNANSWERED)),
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
