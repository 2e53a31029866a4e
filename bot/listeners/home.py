"""App Home: shown when opened, drawn anew after what its owner does there; Retry, and the pages of the ledger."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App
from slack_bolt.listener.listener_completion_handler import CustomListenerCompletionHandler

from bot.blocks import home as blocks
from bot.blocks import ledger, private
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.payloads.edge import Click
from bot.usecases import home as home_usecase
from bot.usecases import ledger as ledger_usecase
from bot.usecases import stuck
from bot.usecases.actor import Actor
from bot.usecases.ledger import Cursor
from storage.database import Session
from storage.models import Lane
from storage.queries import home, workspaces

logger = logging.getLogger(__name__)

# Slack does not say when somebody leaves their App Home; after so long without opening it anew, they have.
LOOKED_AT = timedelta(minutes=30)
# How often, and how many seconds apart, to look whether a report is settled.
_LOOKS, _BETWEEN_LOOKS = 40, 0.05


@dataclass
class HomesSeen:
    """Who has their App Home open, as far as this process knows; one drawing at a time, so the newest is last."""

    drawing: threading.Lock = field(default_factory=threading.Lock)
    _opened: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def opened(self, actor: Actor, now: datetime) -> None:
        """Somebody looks at their App Home. Those who did long ago are forgotten."""
        fresh = {who: at for who, at in list(self._opened.items()) if now - at < LOOKED_AT}
        self._opened = {**fresh, (actor.workspace_id, actor.user_id): now}

    def is_open(self, actor: Actor, now: datetime) -> bool:
        """Whether somebody probably still looks at it."""
        at = self._opened.get((actor.workspace_id, actor.user_id))
        return at is not None and now - at < LOOKED_AT


@dataclass(frozen=True)
class HomeListeners:
    """Each person's App Home is drawn for them alone, from what is stored now."""

    desk: Desk
    seen: HomesSeen = field(default_factory=HomesSeen)

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.event("app_home_opened")(self.show)
        app.action(ActionId.MORE_MINE)(self.turn_page)
        app.action(ActionId.RETRY_MESSAGE)(self.retry)
        app.action(ActionId.LET_GO)(self.let_go)
        # Many flows change what a Home shows, and none should have to know of it: Bolt calls this after each listener.
        app.listener_runner.listener_completion_handler = CustomListenerCompletionHandler(logger, self.after)

    def show(self, body: dict[str, Any]) -> None:
        """The Home tab was opened."""
        event = body["event"]
        if event.get("tab") != "home":
            return
        actor = Actor(body["team_id"], event["user"])
        self.seen.opened(actor, self.desk.clock())
        self._draw(actor, Cursor())

    def turn_page(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Show more” under a ledger: the next page in place of this one. In App Home, `after` draws it."""
        click = edge.click(body)
        ack()
        if not click.in_home:
            self.desk.replies.instead(click.response_url, self._page(click))

    def retry(self, ack: Ack, body: dict[str, Any]) -> None:
        """Retry what did not arrive."""
        click = edge.click(body)
        self._settle(click, lambda session: stuck.retry(session, click.actor, click.id), "On its way again.")
        ack()

    def let_go(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Let it go”: what did not arrive is not sent."""
        click = edge.click(body)
        now = self.desk.clock()
        self._settle(
            click, lambda session: stuck.let_go(session, click.actor, click.id, now=now), "It will not be sent."
        )
        ack()

    def after(self, body: dict[str, Any]) -> None:
        """A listener is done. Whoever pressed or sent something with their Home open sees what came of it."""
        if body.get("type") == "block_actions" and (body.get("view") or {}).get("type") == "home":
            click = edge.click(body)
            turned = click.action_id == ActionId.MORE_MINE
            self._draw_soon(click.actor, Cursor.parse(click.value if turned else click.metadata))
        elif body.get("type") == "view_submission":
            actor = edge.submission(body).actor
            if self.seen.is_open(actor, self.desk.clock()):
                self._draw_soon(actor, Cursor(), settled=True)

    def _settle(self, click: Click, deed: Callable[[Session], object], done: str) -> None:
        """Deal with stuck messages. App Home is drawn anew by `after`; below `/field setup` an answer tells."""
        try:
            with self.desk.write(click.actor) as session:
                deed(session)
        except BotError as error:
            done = error.sentence
        self.desk.wake()
        if click.response_url:
            self.desk.replies.privately(click.response_url, private.sorry(done))

    def _page(self, click: Click) -> Message:
        now = self.desk.clock()
        with self.desk.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=click.actor.workspace_id)
            return ledger.mine(
                ledger_usecase.page(session, click.actor, limit=ledger.PAGE, cursor=Cursor.parse(click.value)),
                ledger_usecase.drafts(session, click.actor, now=now),
                now=now,
                noun=workspace.item_noun,
                prefix=self.desk.names.prefix,
                waits=not workspace.triage_channel_id,
            )

    def _draw_soon(self, actor: Actor, cursor: Cursor, *, settled: bool = False) -> None:
        """In a thread of its own: Slack waits for the answer to the press, not for this.

        With `settled`, what the person just logged is waited for, because a report counts for its request only then.
        """

        def draw() -> None:
            if settled:
                self._wait_until_settled(actor)
            self._draw(actor, cursor)

        threading.Thread(target=draw, name="home", daemon=True).start()

    def _wait_until_settled(self, actor: Actor) -> None:
        """Look until the worker has dealt with what the person logged; it takes a moment, and never seconds."""
        pause, lane = threading.Event(), Lane.intake(actor.user_id)
        for _ in range(_LOOKS):
            with self.desk.database.read() as session:
                if not home.on_their_way(session, workspace_id=actor.workspace_id, lanes=[lane]):
                    return
            pause.wait(_BETWEEN_LOOKS)

    def _draw(self, actor: Actor, cursor: Cursor) -> None:
        try:
            with self.seen.drawing:
                with self.desk.database.read() as session:
                    facts = home_usecase.gather(session, actor, now=self.desk.clock(), cursor=cursor)
                view = blocks.home(facts, prefix=self.desk.names.prefix, cursor=cursor)
                self.desk.slack_of(actor.workspace_id).publish_home(actor.user_id, view)
        except Exception:  # nothing is lost: the next opening draws it
            logger.warning("App Home was not drawn", exc_info=True)
