"""Questions about drafts that came by chat: those that wait, those that are due, the cards that are not said yet."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import Draft, Lane, MessageKind, MessageState, OutboxMessage, Source


def waiting(session: Session, *, workspace_id: str, user_id: str, limit: int) -> Sequence[Draft]:
    """Somebody's drafts that they neither saved nor discarded, newest first."""
    query = select(Draft).where(Draft.workspace_id == workspace_id, Draft.user_id == user_id, Draft.due_at.is_not(None))
    return session.scalars(query.order_by(Draft.opened_at.desc(), Draft.draft_id.desc()).limit(limit)).all()


def newest(session: Session, *, workspace_id: str, user_id: str) -> Draft | None:
    """What somebody told last in the chat, whatever became of it."""
    query = select(Draft).where(
        Draft.workspace_id == workspace_id, Draft.user_id == user_id, Draft.source == Source.CHAT
    )
    return session.scalars(query.order_by(Draft.opened_at.desc(), Draft.draft_id.desc()).limit(1)).first()


def all_waiting(session: Session, *, workspace_id: str) -> Sequence[Draft]:
    """Everybody's drafts that were neither saved nor discarded, oldest first."""
    query = select(Draft).where(Draft.workspace_id == workspace_id, Draft.due_at.is_not(None))
    return session.scalars(query.order_by(Draft.opened_at, Draft.draft_id)).all()


def due(session: Session, *, workspace_id: str, now: datetime) -> Sequence[Draft]:
    """Drafts of which their reps are to be told by now, oldest first."""
    query = select(Draft).where(Draft.workspace_id == workspace_id, Draft.due_at <= now)
    return session.scalars(query.order_by(Draft.opened_at, Draft.draft_id)).all()


def find_all(session: Session, *, workspace_id: str, draft_ids: Collection[uuid.UUID]) -> Sequence[Draft]:
    """These drafts, oldest first."""
    query = select(Draft).where(Draft.workspace_id == workspace_id, Draft.draft_id.in_(draft_ids))
    return session.scalars(query.order_by(Draft.opened_at, Draft.draft_id)).all()


def cards_unsaid(session: Session, *, workspace_id: str, user_id: str) -> int:
    """How many of somebody's drafts have a card that waits to be said for the first time."""
    query = select(func.count(OutboxMessage.ids["draft_id"].as_string().distinct())).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.lane == Lane.of(user_id),
        OutboxMessage.state == MessageState.PENDING,
        OutboxMessage.kind == MessageKind.DRAFT,
        OutboxMessage.ts.is_(None),
    )
    return session.scalar(query) or 0


def lists(session: Session, *, workspace_id: str, user_id: str, limit: int) -> Sequence[OutboxMessage]:
    """The newest messages that list several drafts of somebody."""
    query = select(OutboxMessage).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.lane == Lane.of(user_id),
        OutboxMessage.kind == MessageKind.DRAFTS,
    )
    return session.scalars(query.order_by(OutboxMessage.position.desc()).limit(limit)).all()
