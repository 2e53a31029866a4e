"""The buttons of the digest, and the form in which admins say how it is told."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import digest as digest_blocks
from bot.blocks import digest_settings as blocks
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import View
from bot.listeners.desk import Ack, Desk
from bot.listeners.editions import my_edition_form
from bot.listeners.setup import may_set_up
from bot.payloads import edge
from bot.payloads.digest_settings import changes
from bot.payloads.edge import Click
from bot.usecases import digest_settings, opinions
from bot.usecases.opinions import DigestKey
from storage.database import Session
from storage.queries import workspaces


@dataclass(frozen=True)
class DigestListeners:
    """Whoever reads a digest may say that it was not useful; how it is told is for admins."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.NOT_USEFUL)(self.not_useful)
        app.action(ActionId.TUNE)(self.tune)
        app.action(ActionId.DIGEST_SETTINGS)(self.open_on_top)
        app.view(FormId.DIGEST_SETTINGS)(self.save)

    def not_useful(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Not useful”: counted, or taken back; the answer is for who pressed alone."""
        click = edge.click(body)
        counted: list[bool] = []

        def deed(session: Session) -> None:
            counted[:] = [opinions.press(session, click.actor, DigestKey.parse(click.value), now=self.desk.clock())]

        self.desk.do(click, deed)
        if counted:
            self.desk.replies.privately(click.response_url, digest_blocks.noted(is_counted=counted[0]))
        ack()

    def tune(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Tune” under a digest: the form for an admin; for anybody else, that of their own digest."""
        click = edge.click(body)
        snapshot = self.desk.snapshots.of(click.actor.workspace_id)
        if may_set_up(snapshot, click.actor.user_id):
            self.desk.open_read(click, lambda session: self._form(session, click))
        else:
            self.desk.open_read(click, lambda session: my_edition_form(self.desk, session, click.actor))
        ack()

    def open_on_top(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Digest settings” in the setup form, which only admins see: on top of it."""
        click = edge.click(body)
        with self.desk.database.read() as session:
            form = self._form(session, click)
        self.desk.open_form(click.actor.workspace_id, click.trigger_id, form, on_top=True)
        ack()

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save; the form closes, or says what is wrong beside the field."""
        sent = edge.submission(body)
        now = self.desk.clock()
        self.desk.submit(ack, sent, lambda session: digest_settings.save(session, sent.actor, changes(body), now=now))

    def _form(self, session: Session, click: Click) -> View:
        """What is set is read from the disk: the form may be opened right after it was saved."""
        workspace_id = click.actor.workspace_id
        return blocks.digest_form(
            workspaces.get_workspace(session, workspace_id=workspace_id), opinions.of_late(session, workspace_id)
        )
