"""One line of a request's history."""

import uuid
from datetime import date, datetime

from storage.database import Session
from storage.models import ChangeKind, Request, RequestChange, RequestStatus, new_id


def record(
    session: Session,
    request: Request,
    kind: ChangeKind,
    by_id: str,
    *,
    now: datetime,
    from_status: RequestStatus | None = None,
    report_id: uuid.UUID | None = None,
    other_id: uuid.UUID | None = None,
    person_id: str | None = None,
    words: str = "",
    until: date | None = None,
) -> RequestChange:
    """Write one line of a request's history; `from_status` stays empty where the status did not change."""
    change = RequestChange(
        workspace_id=request.workspace_id,
        change_id=new_id(),
        request_id=request.request_id,
        kind=kind,
        at=now,
        by_id=by_id,
        from_status=from_status,
        to_status=request.status,
        report_id=report_id,
        other_id=other_id,
        person_id=person_id,
        words=words,
        until=until,
    )
    session.add(change)
    session.flush()
    return change
