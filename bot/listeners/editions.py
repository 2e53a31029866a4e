"""“Your digest”: the form from App Home, a message or `/field digest mine`, and what follows from Save."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import editions as blocks
from bot.blocks import kit
from bot.blocks.ids import ActionId, FormId
from bot.errors import BotError
from bot.listeners.desk import Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.editions import wishes
from bot.usecases import wishes as usecase
from bot.usecases.actor import Actor
from bot.usecases.wishes import Standing
from storage.database import Session
from storage.queries import workspaces


def my_edition_form(desk: Desk, session: Session, actor: Actor) -> kit.View:
    """The form as things stand for somebody."""
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    return blocks.form(usecase.standing(session, workspace, actor, desk.clock()), desk.names.prefix)


@dataclass(frozen=True)
class EditionListeners:
    """Opened by a button anywhere; Save says in place of the form what comes and when."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt. `/field digest mine` is heard with the other words of `/field`."""
        app.action(ActionId.MY_EDITION)(self.open)
        app.view(FormId.MY_EDITION)(self.save)

    def open(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Set it up”, “Change” or “Change or stop”."""
        click = edge.click(body)
        self.desk.open_read(click, lambda session: my_edition_form(self.desk, session, click.actor))
        ack()

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save: each kind of edition as it was chosen."""
        sent = edge.submission(body)
        wanted = wishes(body)
        standing: list[tuple[Standing, ...]] = []

        def deed(session: Session) -> None:
            standing.append(usecase.save(session, sent.actor, wanted, self.desk.clock()))

        try:
            self.desk.transact(sent.actor, deed)
        except BotError as error:
            show_errors(ack, error, next(iter(sent.fields.values), ""))
            return
        timezone = self.desk.snapshots.of(sent.actor.workspace_id).timezone
        ack(response_action="update", view=blocks.saved(standing[-1], timezone))
