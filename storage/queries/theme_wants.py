"""What people had said of reports before themes are found: which request each counts for, and whose they are."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Account, Report, ReportLink, Request
from storage.portions import portions
from storage.queries.pieces import COUNTS_FOR_IT

# SQLite takes so many values in one statement, and more on some builds.
_AT_ONCE = 10_000


@dataclass(frozen=True)
class Want:
    """The request that a report counts for, and what it is called."""

    request_id: uuid.UUID
    title: str


def wants(session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Want]:
    """The requests that some reports count for, by report: what people said is one want."""
    found: dict[uuid.UUID, Want] = {}
    for some in portions(report_ids, _AT_ONCE):
        query = (
            select(ReportLink.report_id, Request.request_id, Request.title)
            .join(
                Request,
                COUNTS_FOR_IT,
            )
            .where(ReportLink.workspace_id == workspace_id, ReportLink.report_id.in_(some))
            .order_by(ReportLink.linked_at)
        )
        found |= {report_id: Want(request_id, title) for report_id, request_id, title in session.execute(query)}
    return found


def customers(session: Session, *, workspace_id: str, report_ids: Collection[uuid.UUID]) -> set[str]:
    """The names of the accounts that some reports are of."""
    found: set[str] = set()
    for some in portions(report_ids, _AT_ONCE):
        query = (
            select(Account.name)
            .join(Report, (Report.workspace_id == Account.workspace_id) & (Report.account_id == Account.account_id))
            .where(Report.workspace_id == workspace_id, Report.report_id.in_(some))
        )
        found.update(session.scalars(query))
    return found
