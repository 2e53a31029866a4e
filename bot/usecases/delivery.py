"""What becomes of queued messages apart from being said: confirmed by Slack, released, tried again by an admin."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from storage.database import Session
from storage.models import MessageKind, MessageState, OutboxMessage, Subject, new_id
from storage.queries import cards, outbox


def arrived(session: Session, row: OutboxMessage, *, channel_id: str, ts: str, drawn: int, now: datetime) -> None:
    """A message of ours is in Slack, by Slack's answer or by its event.

    Of two posts of one message, which can only come of a lost answer, the later is removed. A card that arrived is
    remembered, and what waited for a card or a digest may follow. An answer by response_url has neither channel nor ts.
    """
    if row.ts and row.channel_id and ts and row.ts != ts:
        (ts, channel_id), later = sorted([(row.ts, row.channel_id), (ts, channel_id)])
        _remove(session, row, later)
    row.arrived(channel_id=channel_id, ts=ts, drawn=drawn, now=now)
    if row.kind is MessageKind.CARD:
        _remember_card(session, row)
    if row.kind in (MessageKind.CARD, MessageKind.DIGEST):
        release(session, workspace_id=row.workspace_id, lane=row.lane)


def confirm(
    session: Session, *, workspace_id: str, message_id: uuid.UUID, channel_id: str, ts: str, now: datetime
) -> None:
    """Slack says that a message of ours is there: an unclear post is settled by it, and one that came twice is found.

    A row that somebody is saying right now only learns where it is: who says it settles it.
    """
    row = outbox.find_message(session, workspace_id=workspace_id, message_id=message_id)
    if row is None or row.ts == ts:
        return
    if row.ts is None and row.lease_until is not None:
        row.channel_id, row.ts = channel_id, ts
        return
    # What an unclear post showed is not known any more: a card is drawn once more, which does no harm.
    drawn = 0 if row.kind is MessageKind.CARD else row.asked
    arrived(session, row, channel_id=channel_id, ts=ts, drawn=drawn, now=now)


def post_anew(session: Session, row: OutboxMessage) -> None:
    """A card to redraw is gone (somebody deleted it, or its channel): forget where it was, so that it is posted."""
    if row.kind is MessageKind.CARD:
        cards.forget(session, workspace_id=row.workspace_id, subject_id=uuid.UUID(row.ids["subject_id"]))
    row.post_anew()


def release(session: Session, *, workspace_id: str, lane: str) -> int:
    """Let everything go that was held in a lane, however much it is; how many messages that were."""
    released = 0
    for row in _each(session, workspace_id, lane, MessageState.HELD):
        row.state, row.error, row.next_at = MessageState.PENDING, "", None
        released += 1
    return released


def retry_lane(session: Session, *, workspace_id: str, lane: str) -> int:
    """Try everything again that died in a lane, in its old order; how many messages that were."""
    tried = 0
    for row in _each(session, workspace_id, lane, MessageState.DEAD):
        row.ask_again(new_id())
        tried += 1
    return tried


def _each(session: Session, workspace_id: str, lane: str, state: MessageState) -> Iterator[OutboxMessage]:
    """Every message of a lane in a state, oldest first, a thousand at a time; whoever asks takes each out of it."""
    while found := outbox.in_state(session, workspace_id=workspace_id, state=state, lane=lane):
        yield from found
        session.flush()


def _remember_card(session: Session, row: OutboxMessage) -> None:
    if row.channel_id and row.ts:
        cards.remember(
            session,
            workspace_id=row.workspace_id,
            subject=Subject(row.ids["subject"]),
            subject_id=uuid.UUID(row.ids["subject_id"]),
            channel_id=row.channel_id,
            ts=row.ts,
        )


def _remove(session: Session, row: OutboxMessage, doubled: tuple[str, str]) -> None:
    ts, channel_id = doubled
    outbox.put(
        session,
        workspace_id=row.workspace_id,
        kind=MessageKind.REMOVE_DOUBLE,
        lane=row.lane,
        ids={"channel_id": channel_id, "ts": ts},
        dedupe=f"double:{channel_id}:{ts}",
    )
