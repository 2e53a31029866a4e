"""What an admin does about messages that did not arrive: send them again, or let them go."""

import uuid
from datetime import datetime

from bot.errors import Gone, NotAllowed
from bot.usecases import audit, delivery
from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import Lane, MessageState, OutboxMessage, Role
from storage.queries import outbox, workspaces


def retry(session: Session, actor: Actor, message_id: uuid.UUID) -> int:
    """Send everything again that died in the same lane, in its old order; how many messages that are.

    Raises NotAllowed for anybody but an admin, and Gone when nothing is dead there any more.
    """
    row = _dead(session, actor, message_id)
    return delivery.retry_lane(session, workspace_id=actor.workspace_id, lane=row.lane)


def let_go(session: Session, actor: Actor, message_id: uuid.UUID, *, now: datetime) -> int:
    """Never send what died in the same lane for the same reason; how many messages that are. Errors as for `retry`."""
    row = _dead(session, actor, message_id)
    if row.lane.startswith(Lane.intake("")):
        raise NotAllowed("What somebody logged is never let go. Retry it, or ask whoever runs Groundswell.")
    every = outbox.in_state(session, workspace_id=actor.workspace_id, state=MessageState.DEAD, lane=row.lane)
    alike = [one for one in every if one.error == row.error]
    # What a mail server answers repeats the reader's address, which no audit row holds.
    why = {} if row.lane.startswith(Lane.mail("")) else {"error": row.error}
    audit.note(session, actor, "messages_let_go", subject=row.lane, before={**why, "number": len(alike)}, now=now)
    for one in alike:
        one.nothing_to_say("let go by an admin", now)
    return len(alike)


def _dead(session: Session, actor: Actor, message_id: uuid.UUID) -> OutboxMessage:
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.has(Role.ADMIN):
        raise NotAllowed("Only an admin can do that.")
    row = outbox.find_message(session, workspace_id=actor.workspace_id, message_id=message_id)
    if row is None or row.state is not MessageState.DEAD:
        raise Gone("That is dealt with already.")
    return row
