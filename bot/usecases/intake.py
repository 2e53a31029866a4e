"""What a rep heard, received: the two rows that Submit puts on disk."""

import uuid
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import NotAllowed
from bot.usecases import own_reports
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry, left_over_of, say, says
from bot.usecases.settling import settle_dedupe
from storage.database import Session
from storage.inserts import NewRow
from storage.models import Lane, MessageKind, Role, Source, new_id
from storage.queries import outbox as outbox_queries
from storage.queries import reports, workspaces

# So long a report waits for its rep's answer to a suggestion; then it goes to Marketing without one. Real time.
PATIENCE = timedelta(minutes=5)


def is_admitted(actor: Actor, entry: Entry, *, known: Container[str]) -> bool:
    """Whether a form can be received at once: from somebody whom we met before, about what they heard themselves."""
    return actor.user_id in known and entry.reporter_id in (None, actor.user_id)


def admit(session: Session, actor: Actor, entry: Entry, *, now: datetime) -> None:
    """What has to be true before a form is received: we know who sent it, and whom a manager logs it for.

    Raises NotAllowed when somebody but a manager logs for another.
    """
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=actor.user_id, name=actor.name, now=now)
    if entry.reporter_id in (None, actor.user_id):
        return
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.SALES_MANAGER, Role.ADMIN):
        raise NotAllowed("Only a sales manager can log for somebody else.")
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=entry.reporter_id, now=now)


@dataclass(frozen=True)
class Receipt:
    """A filled form as the two rows that are put on disk: the report, and the wish to settle it.

    This is all that a rep waits for; what the report counts for is settled a moment later (`settle`).
    """

    report_id: uuid.UUID
    rows: tuple[NewRow, NewRow]


def receipt(
    actor: Actor, entry: Entry, *, draft_id: uuid.UUID, currency: str, now: datetime, is_asked: bool = False
) -> Receipt:
    """The rows of a form that was admitted. Inserted a second time, they are a Duplicate by the form's draft.

    `is_asked`: the rep is asked something before it is settled.
    """
    report_id = new_id()
    report = reports.new_report(
        workspace_id=actor.workspace_id,
        report_id=report_id,
        kind=entry.kind,
        source=Source.COMMAND,
        reporter_id=entry.reporter_id or actor.user_id,
        logged_by_id=actor.user_id,
        account_id=entry.account if isinstance(entry.account, uuid.UUID) else None,
        region_id=entry.region_id,
        said=entry.said,
        note=entry.note,
        would_have_bought=entry.would_have_bought,
        value_minor=entry.value.minor if entry.value else None,
        currency=entry.value.currency if entry.value else currency,
        importance=entry.importance,
        is_unasked=entry.is_unasked,
        stage=entry.stage,
        evidence=entry.evidence,
        draft_id=draft_id,
        logged_at=now,
    )
    wish = outbox_queries.new_message(
        workspace_id=actor.workspace_id,
        kind=MessageKind.SETTLE,
        lane=Lane.intake(report_id if is_asked else actor.user_id),
        dedupe=settle_dedupe(report_id),
        ids={"report_id": str(report_id), **left_over_of(entry)},
        next_at=datetime.now(UTC) + PATIENCE if is_asked else None,
    )
    return Receipt(report_id, (report, wish))


def receive_again(
    session: Session, actor: Actor, entry: Entry, *, draft_id: uuid.UUID, is_asked: bool, now: datetime
) -> uuid.UUID | None:
    """A form that was sent before: delivered twice, or sent anew after the rep went back to it and changed it.

    While it is not settled, it simply says now what it says now. The report's id; None when the draft has no report.
    """
    report = reports.report_of_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id)
    if report is None:
        return None
    job = outbox_queries.find_by_dedupe(
        session, workspace_id=actor.workspace_id, dedupe=settle_dedupe(report.report_id)
    )
    if job is not None and not job.is_done:
        say(report, entry)
        job.ids = {"report_id": str(report.report_id), **left_over_of(entry)}
        job.next_at = datetime.now(UTC) + PATIENCE if is_asked else None
    elif report.is_live and not says(report, entry):
        own_reports.edit(session, actor, report.report_id, entry, now=now)
    return report.report_id
