"""Who gets the channel's digest by e-mail: an admin's list, the reader's own stop, and the letters of one digest."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import FormError, NotAllowed
from bot.usecases import audit, outbox
from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import Lane, MailReader, MessageKind, MessageState, Role, Workspace, new_id
from storage.queries import mail, workspaces
from storage.queries import outbox as outbox_queries

# More than a handful of outsiders need a mailing list of their own, to which one address here can point.
MOST = 200
_TOKEN_BYTES = 32
_NAMED = 3


class MailField(StrEnum):
    """The fields of the form; of a menu there are as many as it takes, with a number behind a colon."""

    ADD = "mail_add"
    REMOVE = "mail_remove"
    AGAIN = "mail_again"


@dataclass(frozen=True)
class Typed:
    """An address to add, and the line of the field on which it stands."""

    line: int
    address: str


@dataclass(frozen=True)
class Changes:
    """What an admin wants of the list: whom to add, whom to take off, and which of those who stopped to write again."""

    add: tuple[Typed, ...] = ()
    remove: frozenset[uuid.UUID] = frozenset()
    again: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class MailList:
    """The list as it stands: who gets letters, who stopped them, and why the last letter is held up, if one is."""

    on: tuple[MailReader, ...]
    stopped: tuple[MailReader, ...]
    trouble: str = ""


@dataclass(frozen=True)
class Changed:
    """What Save did: how many get letters now, how many of them are new, and how many were taken off."""

    on: int
    added: int
    removed: int


def mail_list(session: Session, actor: Actor) -> MailList:
    """The list, for an admin; NotAllowed for anybody else."""
    _only_admins(session, actor)
    on, stopped = _readers(session, actor.workspace_id)
    return MailList(tuple(on), tuple(stopped), mail.last_trouble(session, workspace_id=actor.workspace_id))


def change(session: Session, actor: Actor, wanted: Changes, *, now: datetime) -> Changed:
    """Change the list; who is on it already stays, and who stopped is written to again only when that is asked for.

    NotAllowed for anybody but an admin; FormError for an address whose reader stopped, and for more than `MOST`. The
    audit row names readers by their ids.
    """
    _only_admins(session, actor)
    workspaces.hold(session, workspace_id=actor.workspace_id)
    on, stopped = _readers(session, actor.workspace_id)
    removed = [one for one in on if one.reader_id in wanted.remove]
    again = [one for one in stopped if one.reader_id in wanted.again]
    _refuse_stopped(wanted.add, [one for one in stopped if one not in again])
    kept = [one for one in on if one not in removed] + again
    known = {_key(one.address) for one in kept}
    new = {_key(one.address): one.address for one in wanted.add if _key(one.address) not in known}
    if len(kept) + len(new) > MOST:
        raise FormError(
            {MailField.ADD: f"That makes {len(kept) + len(new)} addresses; {MOST} is the most. Use a mailing list."}
        )
    for one in removed:
        _forget(session, one, now)
    for one in again:
        one.stopped_at = None
    added = [_add(session, actor, address, now) for address in new.values()]
    _note(session, actor, now, added=added, removed=removed, again=again)
    return Changed(on=len(kept) + len(added), added=len(added) + len(again), removed=len(removed))


def may_stop(session: Session, workspace_id: str, token: str) -> bool:
    """Whether a letter's link still stops anything: not one of nobody, and not one that was used."""
    reader = mail.find_by_token(session, workspace_id=workspace_id, token=token)
    return reader is not None and reader.stopped_at is None


def stop(session: Session, workspace_id: str, token: str, *, now: datetime) -> None:
    """Whoever has a letter's link wants no more of them. Where it stops nothing, nothing happens."""
    reader = mail.find_by_token(session, workspace_id=workspace_id, token=token)
    if reader is not None and reader.stopped_at is None:
        reader.stopped_at = now


def queue(session: Session, workspace: Workspace, *, edition: str, period: str) -> None:
    """Queue a digest that was just claimed, once for each reader; call it in the transaction that claims it."""
    on, _ = _readers(session, workspace.workspace_id)
    for reader in on:
        outbox.queue(
            session,
            workspace_id=workspace.workspace_id,
            kind=MessageKind.MAIL,
            lane=Lane.mail(reader.reader_id),
            ids={"edition": edition, "period": period, "reader_id": str(reader.reader_id)},
            dedupe=f"mail:{edition}:{period}:{reader.reader_id}",
        )


def _only_admins(session: Session, actor: Actor) -> None:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.ADMIN):
        raise NotAllowed("Only an admin can see and change who gets the digest by e-mail.")


def _readers(session: Session, workspace_id: str) -> tuple[list[MailReader], list[MailReader]]:
    """Who gets letters, and who stopped them."""
    everybody = mail.readers(session, workspace_id=workspace_id)
    return (
        [one for one in everybody if one.stopped_at is None],
        [one for one in everybody if one.stopped_at is not None],
    )


def _key(address: str) -> str:
    """What makes two addresses one: hardly any server tells capitals apart."""
    return address.casefold()


def _refuse_stopped(typed: Iterable[Typed], stopped: Iterable[MailReader]) -> None:
    keys = {_key(one.address) for one in stopped}
    if met := [one for one in typed if _key(one.address) in keys]:
        named = " ".join(f"Line {one.line}: {one.address} stopped the letters." for one in met[:_NAMED])
        raise FormError({MailField.ADD: f"{named} If they asked for them again, choose them under “Stopped” instead."})


def _add(session: Session, actor: Actor, address: str, now: datetime) -> MailReader:
    return mail.add_reader(
        session,
        workspace_id=actor.workspace_id,
        reader_id=new_id(),
        address=address,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        by_id=actor.user_id,
        now=now,
    )


def _forget(session: Session, reader: MailReader, now: datetime) -> None:
    """Take a reader off, with the letters on the way and what mail servers said of them, which names the address."""
    workspace_id, lane = reader.workspace_id, Lane.mail(reader.reader_id)
    for state in (MessageState.PENDING, MessageState.DEAD):
        for row in outbox_queries.in_state(session, workspace_id=workspace_id, state=state, lane=lane):
            row.nothing_to_say("not on the list any more", now)
    mail.remove_reader(session, workspace_id=workspace_id, reader_id=reader.reader_id)


def _note(session: Session, actor: Actor, now: datetime, **readers: Iterable[MailReader]) -> None:
    ids = {what: [str(one.reader_id) for one in those] for what, those in readers.items()}
    if after := {what: those for what, those in ids.items() if those}:
        audit.note(session, actor, "mail_readers_changed", after=after, now=now)
