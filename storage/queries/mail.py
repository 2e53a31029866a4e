"""Who gets the digest by e-mail."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import MailReader, MessageKind, MessageState, OutboxMessage


def readers(session: Session, *, workspace_id: str) -> list[MailReader]:
    """Everybody on the list, those who stopped it too, by address."""
    query = select(MailReader).where(MailReader.workspace_id == workspace_id)
    return list(session.scalars(query.order_by(MailReader.address)))


def find_reader(session: Session, *, workspace_id: str, reader_id: uuid.UUID) -> MailReader | None:
    """One reader, if still on the list."""
    return session.get(MailReader, (workspace_id, reader_id))


def find_by_token(session: Session, *, workspace_id: str, token: str) -> MailReader | None:
    """The reader whose link to stop carries this token, if there is one."""
    query = select(MailReader).where(MailReader.workspace_id == workspace_id, MailReader.token == token)
    return session.scalars(query).first()


def add_reader(
    session: Session,
    *,
    workspace_id: str,
    reader_id: uuid.UUID,
    address: str,
    token: str,
    by_id: str,
    now: datetime,
) -> MailReader:
    """Put an address on the list; `token` is what its link to stop carries."""
    reader = MailReader(
        workspace_id=workspace_id,
        reader_id=reader_id,
        address=address,
        token=token,
        added_at=now,
        added_by_id=by_id,
        stopped_at=None,
    )
    session.add(reader)
    return reader


def remove_reader(session: Session, *, workspace_id: str, reader_id: uuid.UUID) -> None:
    """Take an address off the list; nothing of it is kept."""
    reader = find_reader(session, workspace_id=workspace_id, reader_id=reader_id)
    if reader is not None:
        session.delete(reader)


def last_trouble(session: Session, *, workspace_id: str) -> str:
    """Why the newest letter that did not get on does not; empty where none is held up."""
    query = select(OutboxMessage.error).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.kind == MessageKind.MAIL,
        OutboxMessage.state.in_((MessageState.PENDING, MessageState.DEAD)),
        OutboxMessage.error != "",
    )
    return session.scalars(query.order_by(OutboxMessage.position.desc()).limit(1)).first() or ""
