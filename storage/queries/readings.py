"""Questions about what was read: that of one report, and all of them a page at a time."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from storage.models import Reading


def find_reading(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> Reading | None:
    """What was read of a report's words, if they were read."""
    return session.get(Reading, (workspace_id, report_id))


def count(session: Session, *, workspace_id: str) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Reading).where(Reading.workspace_id == workspace_id)) or 0


def page(
    session: Session, *, workspace_id: str, behind: tuple[datetime, uuid.UUID] | None, limit: int
) -> Sequence[Reading]:
    """The next readings in the order in which they were saved; `behind` is the last of the page before."""
    query = select(Reading).where(Reading.workspace_id == workspace_id)
    if behind is not None:
        saved_at, report_id = behind
        # The first condition is within the second; it is what leads to the place in the index.
        query = query.where(
            Reading.saved_at >= saved_at, or_(Reading.saved_at > saved_at, Reading.report_id > report_id)
        )
    return session.scalars(query.order_by(Reading.saved_at, Reading.report_id).limit(limit)).all()


def forget(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> None:
    """Let go what was read of a report's words."""
    session.execute(delete(Reading).where(Reading.workspace_id == workspace_id, Reading.report_id == report_id))
