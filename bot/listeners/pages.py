"""`/field pages`: the list of links to digests, and its buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_bolt import App

from bot.blocks import pages as blocks
from bot.blocks import private
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.usecases import page_desk
from bot.usecases.actor import Actor
from bot.usecases.page_desk import DigestKey
from storage.database import Session
from storage.queries import workspaces


def pages_message(desk: Desk, actor: Actor, *, said: str = "") -> Message:
    """The links as Marketing and admins see them. Raises NotAllowed for others."""
    with desk.database.read() as session:
        known = page_desk.known(session, actor, now=desk.clock(), public_url=desk.public_url)
        names = workspaces.get_workspace(session, workspace_id=actor.workspace_id).names_on_pages
    return blocks.pages_message(known, names=names, said=said) if desk.public_url else blocks.none_here()


class Deed(Protocol):
    """What a button does with the link of a digest; BotError when it cannot."""

    def __call__(self, session: Session, actor: Actor, key: DigestKey, *, now: datetime) -> None:
        """Do it."""


@dataclass(frozen=True)
class PageListeners:
    """What a button did is told above the list, which is drawn anew in its place."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the buttons to Bolt. `/field pages` itself is heard with the other words of `/field`."""
        app.action(ActionId.END_PAGE_LINK)(self._does(page_desk.end, "The link is ended."))
        app.action(ActionId.MAKE_PAGE_LINK)(self._does(page_desk.renew, "There is a new link."))

    def _does(self, deed: Deed, said: str) -> Callable[..., None]:
        def press(ack: Ack, body: dict[str, Any]) -> None:
            click = edge.click(body)
            ack()
            try:
                with self.desk.write(click.actor) as session:
                    deed(session, click.actor, DigestKey.parse(click.value), now=self.desk.clock())
                message = pages_message(self.desk, click.actor, said=said)
            except BotError as error:
                message = private.sorry(error.sentence)
            self.desk.replies.instead(click.response_url, message)

        return press
