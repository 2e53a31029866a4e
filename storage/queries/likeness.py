"""The texts that are compared: whose are to be read anew, their vectors, and what looks the same as what."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import TextDue, TextOf


def mark_due(session: Session, *, workspace_id: str, kind: TextOf, owner_ids: Iterable[uuid.UUID]) -> None:
    """Have the texts of some items, requests or reports read anew: they were added, changed, or went."""
    wanted = set(owner_ids)
    query = select(TextDue.owner_id).where(TextDue.workspace_id == workspace_id, TextDue.owner_id.in_(wanted))
    waiting = set(session.scalars(query))
    session.add_all(
        TextDue(workspace_id=workspace_id, owner_id=owner_id, kind=kind) for owner_id in sorted(wanted - waiting)
    )
    session.flush()
