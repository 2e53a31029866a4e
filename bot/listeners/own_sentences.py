"""`/field words`: the form for the digest's own sentences."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import kit, private
from bot.blocks import own_sentences as blocks
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Message
from bot.errors import BotError, FormError
from bot.listeners.desk import NOT_OPENED, Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.edge import Click, Command
from bot.payloads.own_sentences import own_entry
from bot.usecases import own_sentences
from bot.usecases.own_sentences import TEMPLATE
from digests.own_sentences.wordable import WORDABLE


def open_words(desk: Desk, command: Command) -> Message | None:
    """Open the form; what to say instead where it does not open. Raises NotAllowed for whoever is no admin."""
    with desk.database.read() as session:
        words = own_sentences.read(session, command.actor)
    form = blocks.own_form(words, next(iter(WORDABLE)))
    return None if desk.open_form(command.actor.workspace_id, command.trigger_id, form) else private.sorry(NOT_OPENED)


@dataclass(frozen=True)
class OwnSentenceListeners:
    """Choosing and trying change the form that is open; only Save keeps anything."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field words` itself is heard with the other words of `/field`."""
        app.action(ActionId.CHOOSE_OWN)(self.choose)
        app.action(ActionId.PREVIEW_OWN)(self.preview)
        app.view(FormId.OWN_SENTENCE)(self.save)

    def choose(self, ack: Ack, body: dict[str, Any]) -> None:
        """Another sentence was chosen: the form on that one, as it is kept."""
        click = edge.click(body)
        self._show(click, own_entry(click.value, click.fields).name)
        ack()

    def preview(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Preview”: what is written as it would read, or what is wrong with it."""
        click = edge.click(body)
        entry = own_entry(click.metadata, click.fields)
        self._show(click, entry.name, template=entry.template)
        ack()

    def _show(self, click: Click, name: str, template: str | None = None) -> None:
        try:
            with self.desk.database.read() as session:
                words = own_sentences.read(session, click.actor)
                tried = None if template is None else own_sentences.attempt(session, click.actor, name, template)
            view = blocks.own_form(words, name, template=template, tried=tried)
        except BotError as error:
            view = kit.notice(blocks.TITLE, kit.esc(error.sentence))
        self.desk.change_form(click, view)

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Save”: kept from the next digest on; or what is wrong, under the field."""
        sent = edge.submission(body)
        entry = own_entry(sent.metadata, sent.fields)
        below = blocks.field(entry.name)
        try:
            with self.desk.write(sent.actor) as session:
                own_sentences.keep(session, sent.actor, entry.name, entry.template, now=self.desk.clock())
        except FormError as error:
            show_errors(ack, BotError(error.fields[TEMPLATE]), below)
        except BotError as error:
            show_errors(ack, error, below)
        else:
            ack()
