"""What every listener needs, and the one way in which an error becomes a sentence for the person who meets it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.blocks import kit, private
from bot.errors import BotError, FormError
from bot.payloads.edge import Click, Command, Submission
from bot.payloads.typing import Typed
from bot.slack import RateLimited, Refused, Replies, Slack, Unclear, reply_body
from bot.usecases.actor import Actor
from bot.usecases.likeness import Likeness
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from storage.database import Database, Overtaken, Session
from storage.queries import workspaces

logger = logging.getLogger(__name__)

Ack = Callable[..., Any]
TRIGGER_GONE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})
# Whoever is overtaken meets what is new at the next try; more than one other at the same moment is rare.
_TRIES = 4
NOT_OPENED = "Slack did not open the form. Please press again."


@dataclass
class CommandNames:
    """What goes before our commands here: "/", or "/gs-" where the app was made so; learnt from what people type.

    The app's manifest decides it, and Slack tells an app nothing of its manifest. An app is called alike in every
    workspace.
    """

    prefix: str = "/"

    def heard(self, command: Command) -> None:
        """Somebody typed one of our commands, so this is how they are called."""
        self.prefix = command.prefix


@dataclass(frozen=True)
class Desk:
    """The database, Slack, what is held in memory, the clock; whom to wake after a commit, or tell what one types.

    `sends_mail`: whether letters go out.
    """

    database: Database
    slack_of: Callable[[str], Slack]
    snapshots: Snapshots
    readers: Readers
    replies: Replies
    likeness: Likeness
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    typed: Callable[[Typed], None]
    sends_mail: bool = False
    names: CommandNames = field(default_factory=CommandNames)
    public_url: str = ""  # where our pages are; empty where there are none

    def open_form(self, workspace_id: str, trigger_id: str, view: kit.View, *, on_top: bool = False) -> bool:
        """Open a form; False when it is not there, or not surely: whoever asked for it still has words to keep.

        `on_top` of the form in which something was pressed, which is there again when this one closes.
        """
        slack = self.slack_of(workspace_id)
        try:
            (slack.push_view if on_top else slack.open_view)(trigger_id, view)
        except Refused as refused:
            if refused.code not in TRIGGER_GONE:
                logger.error("Slack refused a form: %s", refused)
            return False
        except (Unclear, RateLimited):
            return False
        return True

    def change_form(self, click: Click, view: kit.View) -> None:
        """Show something else in the form that was pressed in; what was done stands even where Slack shows it not."""
        try:
            self.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
        except (Refused, Unclear, RateLimited) as trouble:
            logger.warning("Slack did not change a form: %s", trouble)

    def open_from(self, workspace_id: str, trigger_id: str, response_url: str, view: kit.View) -> None:
        """Open a form from a button; when that fails, say so privately."""
        if not self.open_form(workspace_id, trigger_id, view) and response_url:
            self.replies.privately(response_url, private.sorry(NOT_OPENED))

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Session]:
        """A transaction in which somebody does something; their name is remembered for sentences that name them."""
        with self.database.write() as session:
            workspaces.meet(
                session, workspace_id=actor.workspace_id, user_id=actor.user_id, name=actor.name, now=self.clock()
            )
            yield session

    def transact(self, actor: Actor, deed: Callable[[Session], object]) -> None:
        """Do something in a transaction. Overtaken by another process it is done once more: it then meets what is new.

        Raises BotError.
        """
        for _ in range(_TRIES - 1):
            try:
                with self.write(actor) as session:
                    deed(session)
            except Overtaken:
                continue
            return
        with self.write(actor) as session:
            deed(session)

    def do(self, click: Click, deed: Callable[[Session], object]) -> None:
        """A press that acts at once: commit it, or say privately why not."""
        try:
            self.transact(click.actor, deed)
        except BotError as error:
            self.replies.privately(click.response_url, private.sorry(error.sentence, error.place))
        self.wake()

    def open_read(self, click: Click, view_of: Callable[[Session], kit.View]) -> None:
        """Open a form that shows what is stored; reading never waits for a writer."""
        try:
            with self.database.read() as session:
                view = view_of(session)
        except BotError as error:
            self.replies.privately(click.response_url, private.sorry(error.sentence, error.place))
            return
        self.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)

    def submit(self, ack: Ack, sent: Submission, deed: Callable[[Session], object]) -> None:
        """A form that was sent: commit, then close it; or sentences under its fields, with all that was typed."""
        try:
            self.transact(sent.actor, deed)
        except BotError as error:
            show_errors(ack, error, next(iter(sent.fields.values), ""))
            return
        ack()
        self.wake()


def answer_privately(ack: Ack, message: kit.Message) -> None:
    """Answer a slash command by its ack: seen at once, only by who typed it."""
    body = reply_body(message)
    ack({name: body[name] for name in ("response_type", "text", "blocks") if name in body})


def show_errors(ack: Ack, error: BotError, field: str) -> None:
    """Answer a sent form with sentences under its fields; an error about no field of it goes under `field`."""
    fields = error.fields if isinstance(error, FormError) else {field: error.sentence}
    ack(response_action="errors", errors=fields)
