"""The way in: `/request`, `/lost`, `/won`, the shortcuts, and what can be done to an own report."""

import logging
import uuid
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import forms, private
from bot.blocks.forms import Field
from bot.blocks.ids import ActionId, FormId, ShortcutId
from bot.errors import BotError, Gone
from bot.listeners import prefill
from bot.listeners.desk import Ack, Desk, answer_privately, show_errors
from bot.listeners.receiving import Asked, Receiving
from bot.payloads import edge
from bot.payloads.edge import Click, FormKey
from bot.payloads.reports import entry
from bot.usecases import drafts, noting, own_reports
from bot.usecases.actor import Actor
from bot.usecases.understanding import Understood, understand
from storage.database import Session
from storage.models import Draft, ReportKind, Source, new_id
from storage.queries import reports
from storage.queries.reports import ReportFacts

logger = logging.getLogger(__name__)

KINDS = {"request": ReportKind.REQUEST, "lost": ReportKind.LOST_DEAL, "won": ReportKind.WON_DEAL}


@dataclass(frozen=True)
class CaptureListeners:
    """Forms open from memory alone; a form's words are kept as a draft right after it opened."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt, which asks its listeners in order: first those for whom somebody waits most often."""
        app.view(FormId.REPORT)(self.submit)
        app.command(edge.CAPTURE_COMMAND)(self.open_from_command)
        app.message_shortcut(ShortcutId.LOG_MESSAGE)(self.open_from_message)
        app.global_shortcut(ShortcutId.LOG_REQUEST)(self.open_from_anywhere)
        app.global_shortcut(ShortcutId.LOG_LOST_DEAL)(self.open_from_anywhere)
        app.action(ActionId.LOG_REQUEST)(self.open_from_button)
        app.action(ActionId.LOG_LOST_DEAL)(self.open_from_button)
        app.action(ActionId.OPEN_DRAFT)(self.open_draft)
        app.action(edge.SWITCH_KIND)(self.switch_kind)
        app.action(ActionId.UNDO)(self.undo)
        app.action(ActionId.EDIT_REPORT)(self.open_edit)
        app.action(ActionId.WITHDRAW_REPORT)(self.withdraw)

    def open_from_command(self, ack: Ack, body: dict[str, Any]) -> None:
        """`/request [words]` and its kin: the form first, then the draft, then the ack."""
        command = edge.command(body)
        self.desk.names.heard(command)
        kind, draft_id = KINDS[command.name], new_id()
        is_open = self._open(command.actor, kind, command.words, draft_id, command.trigger_id)
        self._keep(command.actor, draft_id, kind, Source.COMMAND, command.words, response_url=command.response_url)
        if is_open:
            ack()
        else:
            answer_privately(ack, private.draft_kept(draft_id, command.words))

    def open_from_message(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Log as field feedback” on a message: works in threads too, and keeps a link to the message."""
        shortcut = edge.message_shortcut(body)
        words = shortcut.words(self.desk.snapshots.of(shortcut.actor.workspace_id).names)
        kind, draft_id = ReportKind.REQUEST, new_id()
        is_open = self._open(shortcut.actor, kind, words, draft_id, shortcut.trigger_id, can_switch=True)
        self._keep(shortcut.actor, draft_id, kind, Source.SHORTCUT, words, permalink=shortcut.permalink)
        ack()
        if not is_open:
            self.desk.replies.privately(shortcut.response_url, private.draft_kept(draft_id, words))

    def open_from_anywhere(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Log a request” and “Log a lost deal” among Slack's shortcuts: the empty form.

        When Slack was too slow for it, no words are lost, and there is no channel to say so in: one presses again.
        """
        shortcut = edge.shortcut(body)
        is_lost = shortcut.callback_id == ShortcutId.LOG_LOST_DEAL
        kind = ReportKind.LOST_DEAL if is_lost else ReportKind.REQUEST
        self._open_empty(shortcut.actor, kind, Source.SHORTCUT, shortcut.trigger_id)
        ack()

    def open_from_button(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Log a request” in App Home or under a digest."""
        click = edge.click(body)
        kind = ReportKind.LOST_DEAL if click.action_id == ActionId.LOG_LOST_DEAL else ReportKind.REQUEST
        self._open_empty(click.actor, kind, Source.HOME, click.trigger_id)
        ack()

    def open_draft(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Open the form” after Slack was too slow the first time."""
        click = edge.click(body)
        with self.desk.database.read() as session:
            draft = reports.find_draft(session, workspace_id=click.actor.workspace_id, draft_id=click.id)
        if draft is not None and draft.sent_at is None:
            can_switch = draft.source in (Source.SHORTCUT, Source.CHAT)
            view = self._form_of(click.actor, draft, draft.kind, can_switch=can_switch)
            self.desk.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)
        else:
            self.desk.replies.instead(click.response_url, private.sorry("That one is logged already."))
        ack()

    def switch_kind(self, ack: Ack, body: dict[str, Any]) -> None:
        """“It is a lost deal” in the form of a message: the other form, in place of this one."""
        click = edge.click(body)
        key = FormKey.parse(click.metadata)
        with self.desk.database.read() as session:
            draft = reports.find_draft(session, workspace_id=click.actor.workspace_id, draft_id=key.ref)
        kind = ReportKind(click.value)
        if draft is not None:
            view = self._form_of(click.actor, draft, kind, can_switch=True)
        else:
            view = self._new_form(click.actor, kind, click.fields.text(Field.SAID), key.ref, can_switch=True)
        self.desk.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
        if draft is not None and draft.understood is None:
            self._note_again(click.actor, draft.draft_id, kind)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """The form comes back: save, then close it. Sent twice, it is one report."""
        sent = edge.submission(body)
        key = FormKey.parse(sent.metadata)
        snapshot = self.desk.snapshots.of(sent.actor.workspace_id)
        question: Asked | None = None
        try:
            filled = entry(key.kind, sent.fields, currency=snapshot.currency, needs_note=snapshot.needs_note)
            if key.is_edit:
                with self.desk.database.write() as session:
                    own_reports.edit(session, sent.actor, key.ref, filled, now=self.desk.clock())
            else:
                question = Receiving(self.desk).receive(sent.actor, key.ref, filled)
        except BotError as error:
            show_errors(ack, error, Field.SAID if Field.SAID in sent.fields.values else Field.NOTE)
            return
        if question is None:
            ack()
        else:
            ack(response_action="push", view=question.form)
        self.desk.wake()
        if key.is_edit and filled.account is not None:  # it may be a new one, or the name of one be learned
            self.desk.snapshots.stale(sent.actor.workspace_id)

    def undo(self, ack: Ack, body: dict[str, Any]) -> None:
        """Undo under the confirmation; after its time, the ways that still work."""
        click = edge.click(body)
        try:
            with self.desk.database.write() as session:
                done = own_reports.undo(session, click.actor, click.id, now=self.desk.clock())
                facts = self._facts(session, click)
        except BotError as error:
            answer = private.sorry(error.sentence)
        else:
            answer = private.undone(facts.report.kind) if done else private.too_late_to_undo(facts)
        ack()
        self.desk.wake()
        self.desk.snapshots.stale(click.actor.workspace_id)  # what was learned from it goes with it
        self.desk.replies.instead(click.response_url, answer)

    def withdraw(self, ack: Ack, body: dict[str, Any]) -> None:
        """Withdraw under `/field mine` or a late Undo."""
        click = edge.click(body)
        try:
            with self.desk.database.write() as session:
                report = own_reports.withdraw(session, click.actor, click.id, now=self.desk.clock())
            answer = private.undone(report.kind)
        except BotError as error:
            answer = private.sorry(error.sentence)
        ack()
        self.desk.wake()
        self.desk.snapshots.stale(click.actor.workspace_id)
        if click.response_url:
            self.desk.replies.privately(click.response_url, answer)

    def open_edit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Edit an own report in the form it was logged with."""
        click = edge.click(body)
        try:
            with self.desk.database.read() as session:
                facts = self._facts(session, click)
                own_reports.check_own(facts.report, click.actor)
            snapshot = self.desk.snapshots.of(click.actor.workspace_id)
            view = forms.report_form(
                facts.report.kind,
                str(FormKey(facts.report.kind, True, facts.report.report_id)),
                prefill.from_report(facts),
                prefill.choices(snapshot, facts.report.kind, click.actor, facts),
                is_edit=True,
            )
            self.desk.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()

    def _open_empty(self, actor: Actor, kind: ReportKind, source: Source, trigger_id: str) -> None:
        """An empty form. Its draft, which says by which way it came, is kept even if Slack did not confirm the form."""
        draft_id = new_id()
        self._open(actor, kind, "", draft_id, trigger_id)
        self._keep(actor, draft_id, kind, source, "")

    def _open(
        self,
        actor: Actor,
        kind: ReportKind,
        words: str,
        draft_id: uuid.UUID,
        trigger_id: str,
        *,
        can_switch: bool = False,
    ) -> bool:
        """Open a new form from memory; False when it is not surely there. Late or twice, it is the same draft's."""
        view = self._new_form(actor, kind, words, draft_id, can_switch=can_switch)
        return self.desk.open_form(actor.workspace_id, trigger_id, view)

    def _new_form(
        self, actor: Actor, kind: ReportKind, words: str, draft_id: uuid.UUID, *, can_switch: bool = False
    ) -> dict[str, Any]:
        snapshot = self.desk.snapshots.of(actor.workspace_id)
        if words:
            self.desk.readers.wait(actor.workspace_id)
        read = self.desk.readers.read(actor.workspace_id, words, kind)
        return forms.report_form(
            kind,
            str(FormKey(kind, False, draft_id)),
            prefill.from_understood(understand(read, words, kind, snapshot, actor.user_id)),
            prefill.choices(snapshot, kind, actor),
            can_switch=can_switch,
        )

    def _form_of(self, actor: Actor, draft: Draft, kind: ReportKind, *, can_switch: bool) -> dict[str, Any]:
        """The form of a draft: with what a message was understood to say, as long as that is of this kind."""
        if draft.understood is None or draft.kind is not kind:
            return self._new_form(actor, kind, draft.source_text, draft.draft_id, can_switch=can_switch)
        return forms.report_form(
            kind,
            str(FormKey(kind, False, draft.draft_id)),
            prefill.from_understood(Understood.parse(draft.understood)),
            prefill.choices(self.desk.snapshots.of(actor.workspace_id), kind, actor),
            can_switch=can_switch,
        )

    def _keep(
        self,
        actor: Actor,
        draft_id: uuid.UUID,
        kind: ReportKind,
        source: Source,
        words: str,
        *,
        response_url: str = "",
        permalink: str = "",
    ) -> None:
        snapshot = self.desk.snapshots.of(actor.workspace_id)
        reading = noting.of_command(self.desk.readers, snapshot, actor, words, kind)
        with self.desk.database.write() as session:
            drafts.keep(
                session,
                actor,
                draft_id=draft_id,
                kind=kind,
                source=source,
                words=words,
                response_url=response_url,
                permalink=permalink,
                reading=reading,
                now=self.desk.clock(),
            )

    def _note_again(self, actor: Actor, draft_id: uuid.UUID, kind: ReportKind) -> None:
        """The words of a form were read for another kind: what is saved is held against that reading."""
        snapshot = self.desk.snapshots.of(actor.workspace_id)
        with self.desk.database.write() as session:
            draft = reports.find_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id)
            if draft is not None and draft.sent_at is None:
                draft.reading = noting.of_command(self.desk.readers, snapshot, actor, draft.source_text, kind)

    def _facts(self, session: Session, click: Click) -> ReportFacts:
        facts = reports.report_facts(session, workspace_id=click.actor.workspace_id, report_id=click.id)
        if facts is None:
            raise Gone("That report is not here any more.")
        return facts
