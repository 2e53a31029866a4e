"""While a rep writes what a customer wants: handed on, because nobody who types may wait for us."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks.ids import ActionId
from bot.listeners.desk import Ack, Desk
from bot.payloads.typing import typed


@dataclass(frozen=True)
class TypingListeners:
    """A pause in typing; what is shown for it, if anything, is shown from another thread."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.SAID)(self.hear)
        app.action(ActionId.WOULD)(self.hear)

    def hear(self, ack: Ack, body: dict[str, Any]) -> None:
        """The words so far."""
        self.desk.typed(typed(body))
        ack()
