"""What was learned from people's edits: the list in setup, its pages, Undo there and under a confirmation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_bolt import App

from bot.blocks import kit, private
from bot.blocks import learned as blocks
from bot.blocks.ids import ActionId
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.payloads.edge import Click
from bot.usecases import learned
from bot.usecases.actor import Actor
from bot.usecases.learned import LessonKey
from storage.database import Session
from storage.queries.aliases import Alias


class Deed(Protocol):
    """What a button does with a learned name; BotError when it cannot."""

    def __call__(self, session: Session, actor: Actor, key: LessonKey, *, now: datetime) -> Alias:
        """Do it."""


@dataclass(frozen=True)
class LearnedListeners:
    """The list opens on top of the setup form, and is drawn anew after each press."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.LEARNED)(self.open_list)
        app.action(ActionId.LEARNED_NEWER)(self.turn_page)
        app.action(ActionId.LEARNED_OLDER)(self.turn_page)
        app.action(ActionId.UNDO_LEARNED)(self._does(learned.undo))
        app.action(ActionId.LEARN_AGAIN)(self._does(learned.again))
        app.action(ActionId.DO_NOT_LEARN)(self.forget)

    def open_list(self, ack: Ack, body: dict[str, Any]) -> None:
        """“What I learned” in the setup form."""
        click = edge.click(body)
        self.desk.open_form(click.actor.workspace_id, click.trigger_id, self._list(click, 0), on_top=True)
        ack()

    def turn_page(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Older” and “Newer”."""
        click = edge.click(body)
        ack()
        self.desk.change_form(click, self._list(click, _number(click.value)))

    def forget(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Don’t learn it” under a confirmation."""
        click = edge.click(body)
        ack()
        try:
            message = blocks.undone(self._do(click, learned.undo))
        except BotError as error:
            message = private.sorry(error.sentence)
        self.desk.replies.privately(click.response_url, message)

    def _does(self, deed: Deed) -> Callable[..., None]:
        def press(ack: Ack, body: dict[str, Any]) -> None:
            click = edge.click(body)
            ack()
            try:
                self._do(click, deed)
                view = self._list(click, _number(click.metadata))
            except BotError as error:
                view = kit.notice(blocks.TITLE, kit.esc(error.sentence))
            self.desk.change_form(click, view)

        return press

    def _do(self, click: Click, deed: Deed) -> Alias:
        with self.desk.write(click.actor) as session:
            alias = deed(session, click.actor, LessonKey.parse(click.value), now=self.desk.clock())
        self.desk.snapshots.stale(click.actor.workspace_id)
        self.desk.wake()
        return alias

    def _list(self, click: Click, begins: int) -> kit.View:
        try:
            with self.desk.database.read() as session:
                return blocks.learned_view(learned.page(session, click.actor, begins=begins, limit=blocks.PAGE))
        except BotError as error:
            return kit.notice(blocks.TITLE, kit.esc(error.sentence))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
