"""When a channel is chosen: say hello there, and let go what waited for it."""

import uuid

from bot.usecases import delivery
from bot.usecases.actor import Actor
from storage.database import Session
from storage.models import Lane, MessageKind, MessageState, Workspace, new_id
from storage.queries import outbox


def open_lane(
    session: Session, actor: Actor, workspace: Workspace, lane: Lane, *, is_first: bool, had_channel: bool
) -> None:
    """Queue a hello before everything that waits in the lane, then release what was held and retry what died.

    The hello also shows whether we may post in the channel; where both channels are the same, one is enough.
    """
    workspace_id = workspace.workspace_id
    waiting = [
        message
        for state in (MessageState.HELD, MessageState.PENDING)
        for message in outbox.in_state(session, workspace_id=workspace_id, state=state, lane=lane, limit=1)
    ]
    if not had_channel:
        for message in waiting:
            # The worker may hold one in its hands that it read before the channel was known, and would hold it for
            # good: without the lease its word does not count, and the message is taken anew.
            message.lease_until = None
    if lane is Lane.TRIAGE or workspace.digest_channel_id != workspace.triage_channel_id:
        hello = outbox.put(
            session,
            workspace_id=workspace_id,
            kind=MessageKind.SETUP_DONE,
            lane=lane,
            ids={"by_id": actor.user_id, "is_first": is_first},
            dedupe=f"hello:{lane}:{new_id()}",
        )
        if waiting:
            # What waited keeps its place in the line, and the hello goes before it.
            first = min(message.position for message in waiting)
            hello.position = uuid.UUID(int=first.int - 1)
    delivery.release(session, workspace_id=workspace_id, lane=lane)
    delivery.retry_lane(session, workspace_id=workspace_id, lane=lane)
