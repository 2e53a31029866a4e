"""`/field mail`: who gets the weekly digest by e-mail."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import mail as blocks
from bot.blocks import private
from bot.blocks.ids import FormId
from bot.blocks.kit import Message
from bot.errors import BotError
from bot.listeners.desk import NOT_OPENED, Ack, Desk, show_errors
from bot.payloads import edge
from bot.payloads.edge import Command
from bot.payloads.mail import mail_changes
from bot.usecases import mail
from bot.usecases.mail import MailField
from storage.queries import workspaces


def open_mail_form(desk: Desk, command: Command) -> Message | None:
    """Open the form; a message for whoever it did not open for. Raises NotAllowed for all but admins."""
    workspace_id = command.actor.workspace_id
    with desk.database.read() as session:
        readers = mail.mail_list(session, command.actor)
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        view = blocks.mail_form(readers, is_on=desk.sends_mail, names_on_pages=workspace.names_on_pages)
    return None if desk.open_form(workspace_id, command.trigger_id, view) else private.sorry(NOT_OPENED)


@dataclass(frozen=True)
class MailListeners:
    """The form opens from `/field mail`, which is heard with the other words of `/field`."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.view(FormId.MAIL)(self.save)

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save the list and say how it stands, or what is wrong under the field."""
        sent = edge.submission(body)
        try:
            wanted = mail_changes(sent)
            with self.desk.write(sent.actor) as session:
                changed = mail.change(session, sent.actor, wanted, now=self.desk.clock())
        except BotError as error:
            show_errors(ack, error, MailField.ADD)
            return
        ack(response_action="update", view=blocks.mail_saved(changed))
