"""What comes back from the suggestions after Submit: that's it, add my customer, none of these, or nothing."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import kit
from bot.blocks import suggestions as blocks
from bot.blocks.ids import ActionId, FormId
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.payloads.edge import Click
from bot.usecases import suggestions
from bot.usecases.actor import Actor
from storage.database import Session
from storage.queries import requests


@dataclass(frozen=True)
class SuggestionListeners:
    """A choice settles the report at once and shows what came of it; to close or to send the form is no choice."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.SUGGESTED_ITEM)(self.choose_item)
        app.action(ActionId.SUGGESTED_REQUEST)(self.choose_request)
        app.view(FormId.SUGGESTIONS)(self.go_on)
        app.view_closed(FormId.SUGGESTIONS)(self.close)

    def choose_item(self, ack: Ack, body: dict[str, Any]) -> None:
        """“That's it”: the catalog answers the customer."""

        def answer(session: Session, click: Click, report_id: uuid.UUID) -> kit.View:
            item = suggestions.answer(session, click.actor, report_id, item_id=click.id)
            return blocks.answered_form(item, report_id)

        self._choose(ack, body, answer)

    def choose_request(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Add my customer”: the customer stands behind a request of others."""

        def join(session: Session, click: Click, report_id: uuid.UUID) -> kit.View:
            request = suggestions.join(session, click.actor, report_id, request_id=click.id)
            behind = requests.accounts_behind(
                session, workspace_id=click.actor.workspace_id, request_ids=[request.request_id]
            )
            return blocks.joined_form(request, behind.get(request.request_id, 0), report_id)

        self._choose(ack, body, join)

    def go_on(self, ack: Ack, body: dict[str, Any]) -> None:
        """“None of these”, or “Done”: off to Marketing, and all forms close."""
        sent = edge.submission(body)
        self._go_on(sent.actor, sent.metadata)
        ack(response_action="clear")

    def close(self, ack: Ack, body: dict[str, Any]) -> None:
        """Everything was closed: off to Marketing. One step back is none: the form below may still be sent anew."""
        closed = edge.closing(body)
        if closed.is_cleared:
            self._go_on(closed.actor, closed.metadata)
        ack()

    def _go_on(self, actor: Actor, metadata: str) -> None:
        report_id = uuid.UUID(metadata)
        self.desk.transact(actor, lambda session: suggestions.go_on(session, actor, report_id))
        self.desk.wake()

    def _choose(self, ack: Ack, body: dict[str, Any], deed: Callable[[Session, Click, uuid.UUID], kit.View]) -> None:
        click = edge.click(body)
        report_id, shown = uuid.UUID(click.metadata), list[kit.View]()
        try:
            self.desk.transact(click.actor, lambda session: shown.append(deed(session, click, report_id)))
        except BotError as error:
            shown.append(blocks.too_late_form(error.sentence, report_id))
        self.desk.change_form(click, shown[-1])
        ack()
        self.desk.wake()
