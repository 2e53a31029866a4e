"""The outbox as a queue: put in, take the head of a lane, find again."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from storage.inserts import NewRow
from storage.models import MessageKind, MessageState, OutboxMessage, new_id

_OUTBOX = cast(Table, OutboxMessage.__table__)
_WAITING = (MessageState.PENDING, MessageState.UNSURE)


@dataclass(frozen=True)
class Lease:
    """A message that one worker has until a moment; an orphan was left behind by a worker that never came back."""

    message: OutboxMessage
    until: datetime
    is_orphan: bool


def new_message(
    *,
    workspace_id: str,
    kind: MessageKind,
    lane: str,
    ids: Mapping[str, Any],
    dedupe: str,
    next_at: datetime | None = None,
) -> NewRow:
    """Something to say that surely is not queued yet, as a row; `next_at` is when, at once if not given."""
    message_id = new_id()
    return NewRow(
        _OUTBOX,
        {
            "workspace_id": workspace_id,
            "message_id": message_id,
            "position": message_id,
            "kind": kind,
            "lane": lane,
            "dedupe": dedupe,
            "ids": ids,
            "state": MessageState.PENDING,
            "asked": 1,
            "next_at": next_at,
            "attempts": 0,
            "error": "",
        },
    )


def put(
    session: Session,
    *,
    workspace_id: str,
    kind: MessageKind,
    lane: str,
    ids: Mapping[str, Any],
    dedupe: str,
    again: bool = False,
) -> OutboxMessage:
    """Queue something to say, once per `dedupe`; with `again` it is said anew in its latest state."""
    query = select(OutboxMessage).where(OutboxMessage.workspace_id == workspace_id, OutboxMessage.dedupe == dedupe)
    message = session.scalars(query).first()
    if message is None:
        message = OutboxMessage(
            workspace_id=workspace_id,
            message_id=new_id(),
            position=new_id(),
            kind=kind,
            lane=lane,
            dedupe=dedupe,
            ids=dict(ids),
        )
        session.add(message)
    elif again:
        message.ask_again(new_id())
    return message


_Earlier = aliased(OutboxMessage)
_IS_LETTER = OutboxMessage.kind == MessageKind.MAIL
_ANY_DUE = (
    select(OutboxMessage)
    .where(
        OutboxMessage.state.in_(_WAITING),
        or_(
            OutboxMessage.next_at.is_(None), OutboxMessage.next_at <= bindparam("now", type_=OutboxMessage.next_at.type)
        ),
        or_(
            OutboxMessage.lease_until.is_(None),
            OutboxMessage.lease_until <= bindparam("now", type_=OutboxMessage.lease_until.type),
        ),
        ~exists().where(
            _Earlier.workspace_id == OutboxMessage.workspace_id,
            _Earlier.lane == OutboxMessage.lane,
            _Earlier.state.in_(_WAITING),
            _Earlier.position < OutboxMessage.position,
        ),
        tuple_(OutboxMessage.workspace_id, OutboxMessage.lane).not_in(bindparam("closed", expanding=True)),
    )
    .order_by(OutboxMessage.position)
    .limit(1)
    # Where several processes say things, each takes another message; SQLite has one writer and no such words.
    .with_for_update(skip_locked=True, of=OutboxMessage)
)
# Made once: a worker asks it several times a second, and building it costs more than running it.
_DUE = {False: _ANY_DUE.where(~_IS_LETTER), True: _ANY_DUE.where(_IS_LETTER)}


def take(
    session: Session,
    *,
    now: datetime,
    lease: timedelta,
    closed: Collection[tuple[str, str]] = (),
    letters: bool = False,
) -> Lease | None:
    """Lease the oldest message that is due and first in its lane; `closed` lanes (workspace, lane) rest for a moment.

    Either what Slack is told, or `letters`: who waits for a mail server must not keep Slack waiting. A message that
    waits for a second try holds up its lane: what comes after it may build on it.
    """
    message = session.scalars(_DUE[letters], {"now": now, "closed": list(closed)}).first()
    if message is None:
        return None
    taken = Lease(message, until=now + lease, is_orphan=message.lease_until is not None)
    message.lease_until = taken.until
    message.first_try_at = message.first_try_at or now
    return taken


def find_message(session: Session, *, workspace_id: str, message_id: uuid.UUID) -> OutboxMessage | None:
    """One message, if it exists."""
    return session.get(OutboxMessage, (workspace_id, message_id))


def find_by_dedupe(session: Session, *, workspace_id: str, dedupe: str) -> OutboxMessage | None:
    """The message of a dedupe key, if it was ever queued."""
    query = select(OutboxMessage).where(OutboxMessage.workspace_id == workspace_id, OutboxMessage.dedupe == dedupe)
    return session.scalars(query).first()


def in_state(
    session: Session, *, workspace_id: str, state: MessageState, lane: str | None = None, limit: int = 1000
) -> Sequence[OutboxMessage]:
    """Messages in a state, oldest first."""
    query = select(OutboxMessage).where(OutboxMessage.workspace_id == workspace_id, OutboxMessage.state == state)
    if lane is not None:
        query = query.where(OutboxMessage.lane == lane)
    return session.scalars(query.order_by(OutboxMessage.position).limit(limit)).all()


def counts(session: Session) -> dict[MessageState, int]:
    """How many messages stand in each state, over all workspaces, for health and metrics."""
    rows = session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
    return dict(rows.all())
