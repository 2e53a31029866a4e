"""`/field setup` and its button: the form from memory, then everything that follows from Save."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import setup as blocks
from bot.blocks.ids import ActionId, FormId
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.setup import changes
from bot.usecases import setup
from bot.usecases.setup import SetupField
from bot.usecases.snapshot import Snapshot
from storage.models import Role


def may_set_up(snapshot: Snapshot, user_id: str) -> bool:
    """Whether this person may change the setup: an admin, or anybody while there is none."""
    admins = snapshot.holders(Role.ADMIN)
    return not admins or user_id in admins


@dataclass(frozen=True)
class SetupListeners:
    """The form opens without any reading; Save says what is left to do."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field setup` itself is heard with the other words of `/field`."""
        app.action(ActionId.OPEN_SETUP)(self.open_from_button)
        app.view(FormId.SETUP)(self.save)

    def open_from_button(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Open setup” in App Home or under a private answer; after a first Save, in place of what it said."""
        click = edge.click(body)
        in_place = bool(click.view_id) and not click.in_home
        if in_place:
            # Changing a form needs no trigger, so there is time to read what was just saved.
            self.desk.snapshots.refresh_stale()
        snapshot = self.desk.snapshots.of(click.actor.workspace_id)
        if may_set_up(snapshot, click.actor.user_id):
            view = blocks.setup_form(snapshot, click.actor.user_id)
            if in_place:
                self.desk.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
            else:
                self.desk.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)
        elif click.response_url:
            self.desk.replies.privately(click.response_url, blocks.not_an_admin(snapshot.holders(Role.ADMIN)))
        ack()

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save; the form closes, or says what is left to do, or that nothing was changed."""
        sent = edge.submission(body)
        try:
            wanted = changes(body)
            with self.desk.write(sent.actor) as session:
                outcome = setup.save(session, sent.actor, wanted, now=self.desk.clock())
        except BotError as error:
            show_errors(ack, error, SetupField.TRIAGE)
            return
        self.desk.snapshots.stale(sent.actor.workspace_id)
        if outcome.missing or outcome.new_regions or not outcome.has_changed:
            ack(response_action="update", view=blocks.saved(outcome))
        else:
            ack()
        self.desk.wake()
