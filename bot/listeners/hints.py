"""The answers to what a request's card asks: the same as another, or for sale already?"""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import kit
from bot.blocks import triage as forms
from bot.blocks.ids import ActionId
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.usecases import hints, triage
from bot.usecases.pairs import Pair
from storage.database import Session


@dataclass(frozen=True)
class HintListeners:
    """Each answer is kept; of two people who answer, the second reads what the first said."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.MERGE_HINTED)(self.merge)
        app.action(ActionId.NOT_THE_SAME)(self.not_the_same)
        app.action(ActionId.THIS_ITEM)(self.open_for_sale)
        app.action(ActionId.NONE_FOR_SALE)(self.none_for_sale)

    def merge(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Merge the two”: into the request it looks like."""
        click, now = edge.click(body), self.desk.clock()
        pair = Pair.parse(click.value)
        self.desk.do(
            click,
            lambda session: hints.merge_hinted(session, click.actor, pair.request_id, pair.other_id, now=now),
        )
        ack()

    def not_the_same(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Not the same”: never asked again."""
        click, now = edge.click(body), self.desk.clock()
        pair = Pair.parse(click.value)
        self.desk.do(
            click,
            lambda session: hints.not_the_same(session, click.actor, pair.request_id, pair.other_id, now=now),
        )
        ack()

    def open_for_sale(self, ack: Ack, body: dict[str, Any]) -> None:
        """“That's it”: the form of “Already for sale” with the item chosen; a word for the reps can go along."""
        click = edge.click(body)
        pair = Pair.parse(click.value)

        def view(session: Session) -> kit.View:
            request = triage.for_triage(session, click.actor, pair.request_id)
            item = hints.item_to_answer_with(session, click.actor, request, pair.other_id)
            noun = self.desk.snapshots.of(click.actor.workspace_id).item_noun
            return forms.already_for_sale_form(request, noun, item)

        self.desk.open_read(click, view)
        ack()

    def none_for_sale(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Not in the catalog” under its hits."""
        click, now = edge.click(body), self.desk.clock()
        self.desk.do(click, lambda session: hints.none_for_sale(session, click.actor, click.id, now=now))
        ack()
