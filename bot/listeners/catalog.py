"""`/field catalog`: pages of it, an item's form, and the customers' words that may become other names."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import catalog as blocks
from bot.blocks import catalog_form as forms
from bot.blocks import kit
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Message, View
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.catalog import ItemFormKey, WordsFormKey, edited_item, typed_item
from bot.slack import RateLimited, Refused, Unclear
from bot.usecases import catalog, catalog_edit, catalog_words
from bot.usecases.actor import Actor
from bot.usecases.catalog import Place
from bot.usecases.catalog_edit import Saved, Seen
from bot.usecases.catalog_listing import ItemField
from storage.database import Session
from storage.models import CatalogStatus, new_id

logger = logging.getLogger(__name__)


def catalog_message(desk: Desk, actor: Actor, place: Place, saved: Saved | None = None) -> Message:
    """A place in the catalog as somebody sees it; `saved` is what came of the form they sent."""
    noun, prefix = desk.snapshots.of(actor.workspace_id).item_noun, desk.names.prefix
    with desk.database.read() as session:
        today = catalog_edit.today_of(session, actor.workspace_id, desk.clock())
        said = blocks.done(saved.deed, saved.item, today) if saved else None
        if place.begins is None:
            facts = catalog.door(session, actor)
            return blocks.door(facts, noun=noun, prefix=prefix, today=today, said=said)
        found = catalog.page(session, actor, place)
        return blocks.page(found, noun=noun, prefix=prefix, today=today, said=said)


@dataclass(frozen=True)
class CatalogListeners:
    """Everybody may look; the buttons that change something ask again who presses, and so does each Save."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field catalog` itself is heard with the other words of `/field`."""
        app.action(ActionId.CATALOG_PAGE)(self.turn_page)
        app.action(ActionId.ADD_ITEM)(self.open_new)
        app.action(ActionId.EDIT_ITEM)(self.open_item)
        app.action(ActionId.ITEM_STATUS)(self.choose_status)
        app.view(FormId.CATALOG_ITEM)(self.save)
        app.action(ActionId.CUSTOMERS_WORDS)(self.open_words)
        app.action(ActionId.ADOPT_WORDS)(self.open_adopt)
        app.view(FormId.ADOPT_WORDS)(self.adopt)
        app.action(ActionId.LEAVE_WORDS)(self.leave)

    def turn_page(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Show more”, “See all”: another page in place of this one."""
        click = edge.click(body)
        ack()
        self.desk.replies.instead(click.response_url, catalog_message(self.desk, click.actor, Place.parse(click.value)))

    def open_new(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Add a heading”: an empty form; after a search that found nothing, with its words as the name."""
        click = edge.click(body)
        place = Place.parse(click.value)
        key = ItemFormKey(Seen(new_id()), place, click.response_url)

        def view(session: Session) -> View:
            facts = catalog_edit.for_form(session, click.actor, None)
            found = catalog.page(session, click.actor, place).total if place.words else 1
            return forms.item_form(
                facts,
                noun=self._noun(click.actor),
                metadata=str(key),
                status=facts.listing.status,
                name="" if found else place.words,
            )

        self.desk.open_read(click, view)
        ack()

    def open_item(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Edit” beside an item."""
        click = edge.click(body)
        item_id, place = edited_item(click.value)

        def view(session: Session) -> View:
            facts = catalog_edit.for_form(session, click.actor, item_id)
            key = ItemFormKey(Seen(item_id, facts.listing.fingerprint()), place, click.response_url)
            noun = self._noun(click.actor)
            return forms.item_form(facts, noun=noun, metadata=str(key), status=facts.listing.status)

        self.desk.open_read(click, view)
        ack()

    def choose_status(self, ack: Ack, body: dict[str, Any]) -> None:
        """A status was chosen in an item's form: ask for the days that go with it. What was typed stays."""
        click = edge.click(body)
        seen = ItemFormKey.parse(click.metadata).seen
        with self.desk.database.read() as session:
            facts = catalog_edit.for_form(session, click.actor, seen.item_id if seen.fingerprint else None)
        # What was seen is what was seen when the form opened.
        view = forms.item_form(
            facts, noun=self._noun(click.actor), metadata=click.metadata, status=CatalogStatus(click.value)
        )
        self.desk.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
        ack()

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save an item; the page it was opened from then shows it as it is."""
        sent = edge.submission(body)
        key = ItemFormKey.parse(sent.metadata)
        try:
            with self.desk.write(sent.actor) as session:
                saved = catalog_edit.save(session, sent.actor, key.seen, typed_item(sent), now=self.desk.clock())
        except BotError as error:
            show_errors(ack, error, ItemField.NAME)
            return
        ack()
        self.desk.wake()
        self.desk.replies.instead(key.response_url, catalog_message(self.desk, sent.actor, key.place, saved))

    # --- customers' words ---

    def open_words(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Customers' words”: the list of those that wait."""
        click = edge.click(body)
        self.desk.open_read(click, lambda session: self._words(session, click.actor))
        ack()

    def open_adopt(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Make it another name”: a small form on top of the list."""
        click = edge.click(body)
        try:
            with self.desk.database.read() as session:
                answer, item = catalog_words.for_adoption(session, click.actor, click.id)
            view = forms.adopt_form(answer, item, str(WordsFormKey(click.id, click.view_id)))
            self.desk.open_form(click.actor.workspace_id, click.trigger_id, view, on_top=True)
        except BotError as error:
            self._draw_words(click.actor, click.view_id, error.sentence)
        ack()

    def adopt(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save another name; the list below then goes without its words."""
        sent = edge.submission(body)
        key = WordsFormKey.parse(sent.metadata)
        name = " ".join(sent.fields.text(catalog_words.SHORT_NAME).split())
        try:
            with self.desk.write(sent.actor) as session:
                item = catalog_words.adopt(session, sent.actor, key.report_id, name, now=self.desk.clock())
        except BotError as error:
            show_errors(ack, error, catalog_words.SHORT_NAME)
            return
        self._draw_words(sent.actor, key.list_id, f"✅ “{name}” now leads to “{item.name}”.")
        ack()

    def leave(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Leave it”: these words are not asked about again."""
        click = edge.click(body)
        said = ""
        try:
            with self.desk.write(click.actor) as session:
                catalog_words.leave(session, click.actor, click.id, now=self.desk.clock())
        except BotError as error:
            said = error.sentence
        self._draw_words(click.actor, click.view_id, said)
        ack()

    def _words(self, session: Session, actor: Actor, said: str = "") -> View:
        found = catalog_words.for_judging(session, actor)
        return forms.words_list(found, noun=self._noun(actor), said=said)

    def _draw_words(self, actor: Actor, view_id: str, said: str) -> None:
        """Draw the list anew. What was done is done, even if somebody closed the list meanwhile."""
        try:
            with self.desk.database.read() as session:
                view = self._words(session, actor, said)
        except BotError as error:
            view = kit.notice(forms.WORDS_TITLE, kit.esc(error.sentence))
        try:
            self.desk.slack_of(actor.workspace_id).update_view(view_id, view)
        except (Refused, Unclear, RateLimited) as error:
            logger.info("a list was not drawn anew: %s", error)

    def _noun(self, actor: Actor) -> str:
        return self.desk.snapshots.of(actor.workspace_id).item_noun
