"""Claim rows: one for each period of an edition, inserted by whoever sends its digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.models import AuditEntry, DigestRun

# The deed under which a change of zone or digest time is audited; `before` and `after` hold both settings.
SCHEDULE_CHANGED = "schedule_changed"


@dataclass(frozen=True)
class OldSchedule:
    """The settings that were in force until a moment."""

    changed_at: datetime
    timezone: str
    digest_at: str


def claim(
    session: Session, *, workspace_id: str, edition: str, period: str, due_at: datetime, now: datetime, is_late: bool
) -> bool:
    """Insert the claim on a period; False when somebody has it already. It holds once the transaction commits."""
    row = insert(DigestRun).values(
        workspace_id=workspace_id, edition=edition, period=period, due_at=due_at, claimed_at=now, is_late=is_late
    )
    try:
        # Inserting is the only way to ask that two replicas cannot both get a yes to; a no undoes the savepoint alone.
        with session.begin_nested():
            session.execute(row)
    except IntegrityError:
        return False
    return True


def freeze(session: Session, *, workspace_id: str, edition: str, period: str, report: Mapping[str, Any]) -> None:
    """Store the report that the period's digest is made from; KeyError without a claim."""
    run = find_run(session, workspace_id=workspace_id, edition=edition, period=period)
    if run is None:
        raise KeyError(period)
    run.report = dict(report)
    session.flush()


def find_run(session: Session, *, workspace_id: str, edition: str, period: str) -> DigestRun | None:
    """The claim on a period, if there is one, with the frozen report."""
    return session.get(DigestRun, (workspace_id, edition, period))


def latest(session: Session, *, workspace_id: str, edition: str, before: str = "") -> DigestRun | None:
    """The newest period that was claimed, of those before one where that is given."""
    query = select(DigestRun).where(DigestRun.workspace_id == workspace_id, DigestRun.edition == edition)
    if before:
        query = query.where(DigestRun.period < before)
    return session.scalars(query.order_by(DigestRun.period.desc()).limit(1)).first()


def runs(session: Session, *, workspace_id: str, edition: str, limit: int = 20) -> list[DigestRun]:
    """The claimed periods of an edition, newest first."""
    query = select(DigestRun).where(DigestRun.workspace_id == workspace_id, DigestRun.edition == edition)
    return list(session.scalars(query.order_by(DigestRun.period.desc()).limit(limit)))


def claimed(session: Session, *, workspace_id: str, edition: str, since: str) -> set[str]:
    """The claimed periods of an edition from one on; periods sort as text."""
    query = select(DigestRun.period).where(
        DigestRun.workspace_id == workspace_id, DigestRun.edition == edition, DigestRun.period >= since
    )
    return set(session.scalars(query))


def old_schedules(session: Session, *, workspace_id: str, since: datetime) -> list[OldSchedule]:
    """The zone and time that were set before each change from a moment on, oldest first."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id, AuditEntry.deed == SCHEDULE_CHANGED, AuditEntry.at >= since)
        .order_by(AuditEntry.at, AuditEntry.audit_id)
    )
    return [
        OldSchedule(entry.at, str(entry.before["timezone"]), str(entry.before["digest_at"]))
        for entry in session.scalars(query)
    ]
