"""What Slack tells us of itself: that a message of ours has arrived."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App, BoltContext

from bot.blocks.ids import EVENT_TYPE
from bot.listeners.desk import Desk
from bot.usecases import delivery


@dataclass(frozen=True)
class SlackEventListeners:
    """Bolt would drop events of our own messages; it is told not to, because this one settles unclear posts."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the events to Bolt."""
        app.event("message_metadata_posted")(self.confirm)

    def confirm(self, body: dict[str, Any], context: BoltContext) -> None:
        """A message that carries our metadata is in its channel. Anybody may copy metadata, so only our own count."""
        event = body["event"]
        metadata = event.get("metadata") or {}
        is_ours = event.get("bot_id") == context.bot_id or event.get("user_id") == context.bot_user_id
        if metadata.get("event_type") != EVENT_TYPE or not is_ours:
            return
        with self.desk.database.write() as session:
            delivery.confirm(
                session,
                workspace_id=body["team_id"],
                message_id=uuid.UUID(metadata["event_payload"]["message_id"]),
                channel_id=event["channel_id"],
                ts=event["message_ts"],
                now=datetime.now(UTC),  # the outbox keeps real time, whatever the demo's clock says
            )
        self.desk.wake()
