"""The way in: `/request`, `/lost`, `/won`, the shortcut on a message, and what can be done to an own report."""

import uuid
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.blocks import forms, private
from bot.blocks.forms import Field, FormChoices, Prefill
from bot.blocks.ids import ActionId, FormId, ShortcutId
from bot.errors import BotError, Gone
from bot.listeners.desk import Ack, Desk, answer_privately, show_errors
from bot.payloads import edge
from bot.payloads.edge import Click, FormKey
from bot.payloads.reports import entry
from bot.usecases import intake
from bot.usecases.actor import Actor
from bot.usecases.intake import FORM_TEXT, Entry, NewAccount
from bot.usecases.reading import Reading, read
from bot.usecases.snapshot import Choice, Snapshot
from digests.wording import money
from storage.database import Duplicate, Session
from storage.keys import name_key
from storage.models import Report, ReportKind, Role, Source, new_id
from storage.queries import reports
from storage.queries.reports import ReportFacts

KINDS = {"request": ReportKind.REQUEST, "lost": ReportKind.LOST_DEAL, "won": ReportKind.WON_DEAL}


@dataclass(frozen=True)
class CaptureListeners:
    """Forms open from memory alone; a form's words are kept as a draft right after it opened."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt, which asks its listeners in order: first those for whom somebody waits most often."""
        app.view(FormId.REPORT)(self.submit)
        app.command(edge.CAPTURE_COMMAND)(self.open_from_command)
        app.shortcut(ShortcutId.LOG_MESSAGE)(self.open_from_message)
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
        kind, draft_id = KINDS[command.name], new_id()
        is_open = self._open(command.actor, kind, command.words, draft_id, command.trigger_id)
        self._keep(command.actor, draft_id, kind, Source.COMMAND, command.words, response_url=command.response_url)
        if is_open:
            ack()
        else:
            answer_privately(ack, private.draft_kept(draft_id, command.words))

    def open_from_message(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Log as field feedback” on a message: works in threads too, and keeps a link to the message."""
        shortcut = edge.shortcut(body)
        kind, draft_id = ReportKind.REQUEST, new_id()
        is_open = self._open(shortcut.actor, kind, shortcut.words, draft_id, shortcut.trigger_id, can_switch=True)
        self._keep(shortcut.actor, draft_id, kind, Source.SHORTCUT, shortcut.words, permalink=shortcut.permalink)
        ack()
        if not is_open:
            self.desk.replies.privately(shortcut.response_url, private.draft_kept(draft_id, shortcut.words))

    def open_from_button(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Log a request” in App Home or under a digest."""
        click = edge.click(body)
        kind = ReportKind.LOST_DEAL if click.action_id == ActionId.LOG_LOST_DEAL else ReportKind.REQUEST
        draft_id = new_id()
        if self._open(click.actor, kind, "", draft_id, click.trigger_id):
            self._keep(click.actor, draft_id, kind, Source.HOME, "")
        ack()

    def open_draft(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Open the form” after Slack was too slow the first time."""
        click = edge.click(body)
        with self.desk.database.read() as session:
            draft = reports.find_draft(session, workspace_id=click.actor.workspace_id, draft_id=click.id)
        if draft is not None and draft.sent_at is None:
            can_switch = draft.source is Source.SHORTCUT
            view = self._new_form(click.actor, draft.kind, draft.source_text, draft.draft_id, can_switch=can_switch)
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
        words = draft.source_text if draft else click.fields.text(Field.SAID)
        view = self._new_form(click.actor, ReportKind(click.value), words, key.ref, can_switch=True)
        self.desk.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """The form comes back: save, then close it. Sent twice, it is one report."""
        sent = edge.submission(body)
        key = FormKey.parse(sent.metadata)
        snapshot = self.desk.snapshots.of(sent.actor.workspace_id)
        try:
            filled = entry(key.kind, sent.fields, currency=snapshot.currency, needs_note=snapshot.needs_note)
            if key.is_edit:
                with self.desk.database.write() as session:
                    intake.edit(session, sent.actor, key.ref, filled, now=self.desk.clock())
            else:
                self._receive(sent.actor, key.ref, filled, snapshot)
        except BotError as error:
            show_errors(ack, error, Field.SAID if Field.SAID in sent.fields.values else Field.NOTE)
            return
        ack()
        self.desk.wake()
        if isinstance(filled.account, NewAccount) or sent.actor.user_id not in snapshot.region_of:
            self.desk.snapshots.stale(sent.actor.workspace_id)

    def _receive(self, actor: Actor, draft_id: uuid.UUID, filled: Entry, snapshot: Snapshot) -> None:
        """Put the form on disk, which is all the rep waits for. Sent twice, it is there already, and that is fine."""
        try:
            with self.desk.database.write() as session:
                intake.receive(
                    session,
                    actor,
                    filled,
                    draft_id=draft_id,
                    currency=snapshot.currency,
                    is_known=actor.user_id in snapshot.region_of,
                    now=self.desk.clock(),
                )
        except Duplicate:
            with self.desk.database.read() as session:
                if reports.report_of_draft(session, workspace_id=actor.workspace_id, draft_id=draft_id) is None:
                    raise  # another key than the form's: a fault of ours, and nothing is on disk

    def undo(self, ack: Ack, body: dict[str, Any]) -> None:
        """Undo under the confirmation; after its time, the ways that still work."""
        click = edge.click(body)
        try:
            with self.desk.database.write() as session:
                done = intake.undo(session, click.actor, click.id, now=self.desk.clock())
                facts = self._facts(session, click)
        except BotError as error:
            answer = private.sorry(error.sentence)
        else:
            answer = private.undone(facts.report.kind) if done else private.too_late_to_undo(facts)
        ack()
        self.desk.wake()
        self.desk.replies.instead(click.response_url, answer)

    def withdraw(self, ack: Ack, body: dict[str, Any]) -> None:
        """Withdraw under `/field mine` or a late Undo."""
        click = edge.click(body)
        try:
            with self.desk.database.write() as session:
                report = intake.withdraw(session, click.actor, click.id, now=self.desk.clock())
            answer = private.undone(report.kind)
        except BotError as error:
            answer = private.sorry(error.sentence)
        ack()
        self.desk.wake()
        if click.response_url:
            self.desk.replies.privately(click.response_url, answer)

    def open_edit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Edit an own report in the form it was logged with."""
        click = edge.click(body)
        try:
            with self.desk.database.read() as session:
                facts = self._facts(session, click)
                intake.check_own(facts.report, click.actor)
            snapshot = self.desk.snapshots.of(click.actor.workspace_id)
            view = forms.report_form(
                facts.report.kind,
                str(FormKey(facts.report.kind, True, facts.report.report_id)),
                _prefill_of(facts),
                _choices(snapshot, facts.report.kind, click.actor, facts),
                is_edit=True,
            )
            self.desk.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()

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
        return forms.report_form(
            kind,
            str(FormKey(kind, False, draft_id)),
            _prefill_from(words, kind, snapshot, actor.user_id),
            _choices(snapshot, kind, actor),
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
        with self.desk.database.write() as session:
            intake.keep_draft(
                session,
                actor,
                draft_id=draft_id,
                kind=kind,
                source=source,
                source_text=words,
                response_url=response_url,
                permalink=permalink,
                now=self.desk.clock(),
            )

    def _facts(self, session: Session, click: Click) -> ReportFacts:
        facts = reports.report_facts(session, workspace_id=click.actor.workspace_id, report_id=click.id)
        if facts is None:
            raise Gone("That report is not here any more.")
        return facts


def _choices(snapshot: Snapshot, kind: ReportKind, actor: Actor, facts: ReportFacts | None = None) -> FormChoices:
    manages = snapshot.roles_of(actor.user_id).has(Role.SALES_MANAGER, Role.ADMIN)
    reasons = list(snapshot.reasons.get(kind, ()))
    # A reason that was retired stays on the deals that have it.
    offered = {reason.id for reason in reasons}
    if facts is not None:
        reasons += [
            Choice(reason.reason_id, reason.label) for reason in facts.reasons if reason.reason_id not in offered
        ]
    return FormChoices(
        regions=snapshot.regions,
        reasons=reasons,
        item_noun=snapshot.item_noun,
        currency=snapshot.currency,
        may_log_for=actor.user_id if manages else "",
    )


def _prefill_from(words: str, kind: ReportKind, snapshot: Snapshot, user_id: str) -> Prefill:
    """What the words after a command say, each in its field; what was not understood stays in the rep's own words."""
    reading = read(words, default_currency=snapshot.currency, accounts=snapshot.accounts)
    is_request = kind is ReportKind.REQUEST
    said = reading.said or (words.strip() if is_request else "")
    # What is too long for its field is restored by its start, so it is shown as it was typed.
    left = reading.left if len(reading.rest) <= FORM_TEXT and not is_request else reading.rest
    note = "" if is_request and not (reading.said and reading.left) else left
    region = (reading.account.region_id if reading.account else None) or snapshot.region_of.get(user_id)
    return Prefill(
        said=said[:FORM_TEXT],
        note=note[:FORM_TEXT],
        account=_account_option(reading, is_request=is_request),
        region=str(region or ""),
        reasons=_reasons_within(reading.rest, kind, snapshot),
        value=money(reading.value.minor, reading.value.currency) if reading.value else "",
        is_cut=max(len(said), len(note)) > FORM_TEXT,
    )


def _account_option(reading: Reading, *, is_request: bool) -> dict[str, Any] | None:
    """The customer as the form shows it: known, or in words about a deal, offered to be added."""
    if reading.account is not None:
        return forms.account_option(reading.account.account_id, reading.account.name)
    return forms.new_account_option(reading.named) if reading.named and not is_request else None


def _reasons_within(words: str, kind: ReportKind, snapshot: Snapshot) -> tuple[str, ...]:
    """The reasons whose very name stands in the words, such as "price"; not "other", which means nothing by itself."""
    within = f" {name_key(words)} "
    return tuple(
        str(reason.id)
        for reason in snapshot.reasons.get(kind, ())
        if reason.id not in snapshot.needs_note and f" {name_key(reason.label)} " in within
    )


def _prefill_of(facts: ReportFacts) -> Prefill:
    """A report as its form shows it."""
    report: Report = facts.report
    return Prefill(
        said=report.said[:FORM_TEXT],
        note=report.note[:FORM_TEXT],
        account=forms.account_option(report.account_id, facts.account) if report.account_id else None,
        region=str(report.region_id or ""),
        value=money(report.value_minor, report.currency) if report.value_minor is not None else "",
        is_cut=max(len(report.said), len(report.note)) > FORM_TEXT,
        importance=report.importance or "",
        unasked={True: "yes", False: "no", None: ""}[report.is_unasked],
        stage=report.stage or "",
        reasons=tuple(str(reason.reason_id) for reason in facts.reasons),
        competitors=tuple(forms.competitor_option(one.competitor_id, one.name) for one in facts.competitors),
        evidence=report.evidence or "",
        would=report.would_have_bought,
    )
