"""Write down who changed what, in the transaction that changes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import AuditEntry, new_id


def note(
    session: Session,
    actor: Actor,
    deed: str,
    *,
    now: datetime,
    subject: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add one deed. `before` and `after` hold ids and settings, never customers' words."""
    session.add(
        AuditEntry(
            workspace_id=actor.workspace_id,
            audit_id=new_id(),
            at=now,
            by_id=actor.user_id,
            deed=deed,
            subject=subject,
            before=dict(before or {}),
            after=dict(after or {}),
        )
    )
