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


def note_changes(
    session: Session, actor: Actor, deed: str, *, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime
) -> None:
    """Add a deed that changed settings, with those that did change; nothing where none did."""
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        was, is_now = ({name: values[name] for name in changed} for values in (before, after))
        note(session, actor, deed, before=was, after=is_now, now=now)
