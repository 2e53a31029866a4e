"""What somebody can open of their own reports: the message that stands for one, and the answer that came of it.

Only their own direct messages, and what they logged from themselves: the triage channel may be private, so that its
cards are for those who work there (`search.found_requests`).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from bot.usecases import drafts
from bot.usecases.actor import Actor
from bot.usecases.answers import TELLING
from bot.usecases.ledger import LedgerLine
from storage.database import Session
from storage.models import OutboxMessage
from storage.queries import outbox, reports, requests


@dataclass(frozen=True)
class Posted:
    """Where a message stands that was posted."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Trail:
    """Where a report can be looked at; what there is none of is None or empty.

    `card` is its confirmation in the chat, `source` the address of the message that it was logged from, `answer` what
    Marketing answered.
    """

    card: Posted | None = None
    source: str = ""
    answer: Posted | None = None


def trails(session: Session, actor: Actor, lines: Sequence[LedgerLine]) -> dict[uuid.UUID, Trail]:
    """By report, what this person can open of it; few lines, as an answer has."""
    return {line.facts.report.report_id: _trail(session, actor, line) for line in lines}


def _trail(session: Session, actor: Actor, line: LedgerLine) -> Trail:
    report, request = line.facts.report, line.facts.request
    is_own = report.logged_by_id == actor.user_id
    answer = None
    if request is not None and report.reporter_id == actor.user_id:
        change = requests.last_change(
            session, workspace_id=actor.workspace_id, request_id=request.request_id, kinds=TELLING
        )
        answer = _posted(session, actor, f"told:{change.change_id}:{actor.user_id}") if change else None
    return Trail(
        card=_card(session, actor, report.draft_id) if is_own and report.draft_id else None,
        source=report.permalink if is_own else "",
        answer=answer,
    )


def _card(session: Session, actor: Actor, draft_id: uuid.UUID) -> Posted | None:
    draft = reports.find_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id)
    return _posted(session, actor, drafts.row_of(draft)) if draft is not None and draft.understood else None


def _posted(session: Session, actor: Actor, dedupe: str) -> Posted | None:
    row: OutboxMessage | None = outbox.find_by_dedupe(session, workspace_id=actor.workspace_id, dedupe=dedupe)
    return Posted(row.channel_id, row.ts) if row is not None and row.channel_id and row.ts else None
