"""What becomes of queued messages apart from being said: confirmed by Slack, released, tried again by an admin."""

import uuid
from datetime import datetime

from storage.database import Session
from storage.models import Lane, MessageKind, MessageState, OutboxMessage, Subject, new_id
from storage.queries import cards, outbox


def confirm(
    session: Session, *, workspace_id: str, message_id: uuid.UUID, channel_id: str, ts: str, now: datetime
) -> None:
    """Slack says that a message of ours is there.

    An unclear post is settled by it. Of two posts of one message, which can only come of a lost answer, the later is
    removed.
    """
    row = outbox.find_message(session, workspace_id=workspace_id, message_id=message_id)
    if row is None:
        return
    if row.ts is None:
        row.channel_id, row.ts = channel_id, ts
        if row.state is MessageState.UNSURE:
            row.arrived(channel_id=channel_id, ts=ts, drawn=row.asked, now=now)
            _remember_card(session, row)
    elif row.ts != ts and row.state is MessageState.SENT:
        later = max(row.ts, ts)
        outbox.put(
            session,
            workspace_id=workspace_id,
            kind=MessageKind.REMOVE_DOUBLE,
            lane=row.lane,
            ids={"channel_id": channel_id, "ts": later},
            dedupe=f"double:{channel_id}:{later}",
        )
        row.ts = min(row.ts, ts)
        _remember_card(session, row)


def release(session: Session, *, workspace_id: str, lane: str) -> int:
    """Let everything go that was held in a lane; how many messages that were."""
    held = outbox.in_state(session, workspace_id=workspace_id, state=MessageState.HELD, lane=lane)
    for row in held:
        row.state, row.error, row.next_at = MessageState.PENDING, "", None
    return len(held)


def retry(session: Session, *, workspace_id: str, message_id: uuid.UUID) -> bool:
    """Try a dead message again; False when it is not dead any more."""
    row = outbox.find_message(session, workspace_id=workspace_id, message_id=message_id)
    if row is None or row.state is not MessageState.DEAD:
        return False
    row.ask_again(new_id())
    return True


def retry_lane(session: Session, *, workspace_id: str, lane: Lane) -> int:
    """Try everything again that died in a lane, in its old order: the channel was changed or mended."""
    dead = outbox.in_state(session, workspace_id=workspace_id, state=MessageState.DEAD, lane=lane)
    for row in dead:
        row.ask_again(new_id())
    return len(dead)


def _remember_card(session: Session, row: OutboxMessage) -> None:
    if row.kind is MessageKind.CARD and row.channel_id and row.ts:
        cards.remember(
            session,
            workspace_id=row.workspace_id,
            subject=Subject(row.ids["subject"]),
            subject_id=uuid.UUID(row.ids["subject_id"]),
            channel_id=row.channel_id,
            ts=row.ts,
        )
