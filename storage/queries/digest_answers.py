"""What became of what some people logged: the changes of a period, for each report behind them.

Withdrawn reports never count. The number of queries does not grow with the data; only a period's changes are read.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from storage.models import (
    Account,
    CatalogItem,
    ChangeKind,
    Report,
    ReportLink,
    Request,
    RequestChange,
    RequestStatus,
    Told,
)
from storage.queries.digest_people import OTHER, changed, is_account, is_changed, is_heard_by, is_item, is_other
from storage.queries.pieces import LINKS_IT


@dataclass(frozen=True)
class Answer:
    """A change of a request, for one report behind it; a row for each.

    `words` is its reason, `item` the catalog item it leads to, with its day. `other` is the request it was merged into
    or separated from, with where that one stands; empty where there is none.
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
    on_sale_on: date | None
    other_id: uuid.UUID | None
    other: str
    other_status: RequestStatus | None
    other_reason: str
    reporter_id: str
    account_id: uuid.UUID | None
    account: str


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
    CatalogItem.on_sale_on,
    OTHER.request_id,
    func.coalesce(OTHER.title, ""),
    OTHER.status,
    func.coalesce(OTHER.reason, ""),
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
        .outerjoin(Told, _is_told())
        .outerjoin(Report, and_(Report.workspace_id == Told.workspace_id, Report.report_id == Told.report_id))
    )
    return _rows(session, query, user_ids, changed(workspace_id, start, end))


def scheduled(
    session: Session, *, workspace_id: str, user_ids: Collection[str], start: datetime, end: datetime
) -> list[Answer]:
    """The requests of these people that were scheduled in a period: nobody is told of that at once."""
    query = (
        _answers()
        .outerjoin(
            ReportLink,
            and_(
                ReportLink.workspace_id == RequestChange.workspace_id,
                ReportLink.counts_for_id == RequestChange.request_id,
            ),
        )
        .outerjoin(Report, LINKS_IT)
    )
    is_scheduled = RequestChange.to_status == RequestStatus.SCHEDULED
    return _rows(session, query, user_ids, and_(changed(workspace_id, start, end), is_scheduled))


def answered_before(
    session: Session, *, workspace_id: str, user_id: str, request_ids: Collection[uuid.UUID]
) -> set[tuple[uuid.UUID, datetime]]:
    """The decisions on some requests that somebody was told of, and those taken back: the request and the moment."""
    query = (
        select(RequestChange.request_id, RequestChange.at)
        .outerjoin(Told, _is_told())
        .outerjoin(Report, and_(Report.workspace_id == Told.workspace_id, Report.report_id == Told.report_id))
        .where(
            RequestChange.workspace_id == workspace_id,
            RequestChange.request_id.in_(request_ids),
            RequestChange.kind.in_([ChangeKind.DECIDED, ChangeKind.REOPENED]),
            is_heard_by([user_id]),
        )
        .distinct()
    )
    return {(request_id, at) for request_id, at in session.execute(query)}


def _answers() -> Select[Any]:
    """The columns of `Answer`, from the changes; `Report` has still to be joined."""
    return (
        select(*_ANSWER)
        .select_from(RequestChange)
        .outerjoin(Request, is_changed())
        .outerjoin(CatalogItem, is_item())
        .outerjoin(OTHER, is_other())
    )


def _rows(
    session: Session,
    query: Select[Any],
    user_ids: Collection[str],
    condition: ColumnElement[bool],
) -> list[Answer]:
    found = (
        query.outerjoin(Account, is_account())
        .where(condition, is_heard_by(user_ids), Report.withdrawn_at.is_(None))
        .order_by(RequestChange.at, RequestChange.change_id, Account.name, Report.report_id)
    )
    return [Answer(*row) for row in session.execute(found)]


def _is_told() -> ColumnElement[bool]:
    return and_(
        Told.workspace_id == RequestChange.workspace_id,
        Told.change_id == RequestChange.change_id,
        # Always so. Without a column of the row itself SQLite reads all marks of the workspace in the key's index.
        func.coalesce(Told.told_at, RequestChange.at).is_not(None),
    )
