"""The chat: a message to the bot becomes a draft, a correction or an answer; and the buttons of a draft's card."""

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from slack_bolt import App, BoltContext

from bot.blocks import forms, private
from bot.blocks.ids import ActionId
from bot.errors import BotError
from bot.listeners import prefill
from bot.listeners.desk import Ack, Desk
from bot.listeners.receiving import Receiving
from bot.listeners.turns import Turns
from bot.payloads import chat as payloads
from bot.payloads import edge
from bot.payloads.edge import Click, FormKey
from bot.usecases import alike, chat, correcting, drafting, drafts, offering, picking, sorting, suggestions
from bot.usecases.actor import Actor
from bot.usecases.heard import Change, Heard, Room
from bot.usecases.sorting import Sorted
from bot.usecases.understanding import Understood
from digests.talking.asking import Ask
from digests.talking.saying import Saying
from storage.database import Session
from storage.models import Draft, ReportKind
from storage.queries import reports, workspaces

logger = logging.getLogger(__name__)

NOT_KEPT = (
    "I could not keep what you just wrote: our database does not answer. Nothing of it was saved. "
    "Please send it again in a few minutes."
)
_APOLOGY = 30.0  # seconds: within them one sentence is enough
_ABOUT = 300  # characters of a want that a question is about


@dataclass(frozen=True)
class ChatListeners:
    """Answers go through the outbox. `apologised` is when somebody was last told that the database is out."""

    desk: Desk
    apologised: dict[str, float] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.event("message")(self.hear)
        app.action(ActionId.SAVE_DRAFT)(self.save)
        app.action(edge.SAVE_AS)(self.save)
        app.action(ActionId.EDIT_DRAFT)(self.edit)
        app.action(ActionId.DISCARD_DRAFT)(self.discard)
        app.action(ActionId.BRING_BACK)(self.bring_back)
        app.action(edge.CHOOSE_ACCOUNT)(self.choose)
        app.action(ActionId.TAKE_OFFER)(self.take)
        app.action(ActionId.LEAVE_OFFER)(self.leave)

    def hear(self, body: dict[str, Any], context: BoltContext) -> None:
        """Somebody wrote to the bot, or edited or deleted what they wrote."""
        snapshot = self.desk.snapshots.of(str(body["team_id"]))
        heard = payloads.heard(body, snapshot.names, context.bot_user_id)
        if heard is not None:
            actor = heard.actor
            self.turns.take(f"{actor.workspace_id}:{actor.user_id}", heard.ts, lambda: self._in_turn(heard))

    def save(self, ack: Ack, body: dict[str, Any]) -> None:
        """Save: the same as Submit in a form. Pressed twice, it is saved once.

        Which customer it is may be asked still: the card then asks, and nothing is saved without an answer.
        """
        click = edge.click(body)
        kind = ReportKind(click.action_id.partition(":")[2]) if ":" in click.action_id else None
        try:
            if kind is not None:
                self.desk.transact(click.actor, lambda session: self._sort_out(session, click, kind))
            self._save(click.actor, click.id, click)
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()
        self.desk.wake()

    def edit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Edit: the form, filled with what was understood. Sent, it saves the draft."""
        click = edge.click(body)
        try:
            with self.desk.database.read() as session:
                draft = drafts.own(session, click.actor, click.id)
                is_saved = self._report_of(session, draft) is not None
            if is_saved:
                raise BotError("That one is saved already. Press Edit under its confirmation.")
            understood = Understood.parse(draft.understood or {})
            snapshot = self.desk.snapshots.of(click.actor.workspace_id)
            view = forms.report_form(
                understood.kind,
                str(FormKey(understood.kind, False, draft.draft_id)),
                prefill.from_understood(understood),
                prefill.choices(snapshot, understood.kind, click.actor),
                can_switch=True,
            )
            self.desk.open_from(click.actor.workspace_id, click.trigger_id, click.response_url, view)
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()

    def discard(self, ack: Ack, body: dict[str, Any]) -> None:
        """Discard: the card says so, with the way back."""
        now = self.desk.clock()
        self._do(ack, body, lambda session, draft, _: drafts.discard(session, draft, now=now))

    def bring_back(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Bring it back” under what was discarded or has expired."""
        now = self.desk.clock()

        def deed(session: Session, draft: Draft, click: Click) -> None:
            workspace = workspaces.get_workspace(session, workspace_id=click.actor.workspace_id)
            drafts.bring_back(session, workspace, draft, now=now)

        self._do(ack, body, deed)

    def choose(self, ack: Ack, body: dict[str, Any]) -> None:
        """One of the customers that a message may mean, or none of them; it is saved so."""
        click = edge.click(body)
        draft_id, _, account_id = click.value.partition(":")
        snapshot = self.desk.snapshots.of(click.actor.workspace_id)

        def deed(session: Session) -> None:
            draft = drafts.own(session, click.actor, uuid.UUID(draft_id))
            if draft.waits:
                before = Understood.parse(draft.understood or {})
                drafts.change(session, draft, picking.tapped(before, account_id, snapshot, draft.user_id))

        try:
            self.desk.transact(click.actor, deed)
            self._save(click.actor, uuid.UUID(draft_id), click)
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()
        self.desk.wake()

    def take(self, ack: Ack, body: dict[str, Any]) -> None:
        """“That's it” under what was saved in words."""
        self._answer_offer(ack, body, takes=True)

    def leave(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Not this one”: it goes to Marketing."""
        self._answer_offer(ack, body, takes=False)

    def _answer_offer(self, ack: Ack, body: dict[str, Any], *, takes: bool) -> None:
        def deed(session: Session, draft: Draft, click: Click) -> None:
            if not offering.answer(session, click.actor, draft, takes=takes):
                raise BotError("This went to Marketing already. You find it on this app's Home tab.")

        self._do(ack, body, deed)

    def _in_turn(self, heard: Heard) -> None:
        try:
            self._hear(heard)
        except Exception:  # whatever a database driver raises: nothing may pretend to be saved
            logger.exception("cannot keep a message")
            self._apologise(heard.actor)
        self.desk.wake()

    def _hear(self, heard: Heard) -> None:
        actor = heard.actor
        is_rough = not self.desk.readers.wait(actor.workspace_id)  # before anything is locked
        if heard.change is not Change.WRITTEN:
            with self.desk.write(actor) as session:
                drafting.revise(session, heard, self._room(session, actor))
            return
        sorted = self._sort(heard)
        with self.desk.write(actor) as session:
            to_save = chat.hear(session, sorted, self._room(session, actor))
        if is_rough:
            self.desk.readers.read_roughly(actor.workspace_id)
        for draft_id in to_save:
            self._save(actor, draft_id, None)

    def _room(self, session: Session, actor: Actor) -> Room:
        desk = self.desk
        workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
        snapshot = desk.snapshots.of(actor.workspace_id)
        return Room(workspace, desk.readers, snapshot, prefix=desk.names.prefix, now=desk.clock())

    def _sort(self, heard: Heard) -> Sorted:
        """What a message does. What a question means is looked up here, before anything is locked."""
        with self.desk.database.read() as session:
            sorted = sorting.sort(session, heard, self._room(session, heard.actor))
            if sorted.question is None or sorted.question.ask not in (Ask.WHO, Ask.CATALOG, Ask.ABOUT):
                return sorted
            about = sorting.meant(session, sorted)
            if not about:
                return replace(sorted, saying=Saying.OTHER)
            found = alike.find(
                session, self.desk.likeness, workspace_id=heard.actor.workspace_id, want=about, region_id=None, items=1
            )
        question = replace(sorted.question, about=about[:_ABOUT])
        return replace(sorted, question=question, alike=tuple(one.request.request_id for one in found.requests))

    def _sort_out(self, session: Session, click: Click, kind: ReportKind) -> None:
        """A draft is of the kind that was pressed."""
        draft = drafts.own(session, click.actor, click.id)
        if draft.waits:
            before = Understood.parse(draft.understood or {})
            ways = self._room(session, click.actor).ways(draft.user_id)
            drafts.change(session, draft, correcting.as_kind(before, kind, draft.source_text, ways))

    def _save(self, actor: Actor, draft_id: uuid.UUID, click: Click | None) -> None:
        """Receive what a draft says. What may answer it is asked in a form, or without a press on its card."""
        with self.desk.database.read() as session:
            draft = drafts.own(session, actor, draft_id)
            is_saved = self._report_of(session, draft) is not None
            understood = drafts.to_save(session, actor, draft_id)
        if understood.asks is not None and not is_saved:
            return  # its card asks
        asked = None if is_saved else Receiving(self.desk).receive(actor, draft_id, understood.entry)
        offer = offering.best_of(asked.found) if asked is not None and click is None else None
        with self.desk.write(actor) as session:
            draft = drafts.own(session, actor, draft_id)
            drafts.saved(session, draft, below=click is None)
            if offer is not None:
                offering.put(session, draft, offer)
        if asked is None or offer is not None:
            return
        if click is None or not self.desk.open_form(actor.workspace_id, click.trigger_id, asked.form):
            # Nothing to answer: it goes to Marketing as it is.
            self.desk.transact(actor, lambda session: suggestions.go_on(session, actor, asked.report_id))

    def _do(self, ack: Ack, body: dict[str, Any], deed: Callable[[Session, Draft, Click], None]) -> None:
        click = edge.click(body)
        draft_id = uuid.UUID(click.value.partition(":")[0])
        try:
            self.desk.transact(
                click.actor, lambda session: deed(session, drafts.own(session, click.actor, draft_id), click)
            )
        except BotError as error:
            self.desk.replies.privately(click.response_url, private.sorry(error.sentence))
        ack()
        self.desk.wake()

    def _report_of(self, session: Session, draft: Draft) -> object:
        return reports.report_of_draft(session, workspace_id=draft.workspace_id, draft_id=draft.draft_id)

    def _apologise(self, actor: Actor) -> None:
        """Say that nothing was kept; of a burst of messages once. The outbox is in the database that is out."""
        now = time.monotonic()
        if now - self.apologised.get(actor.user_id, -_APOLOGY) >= _APOLOGY:
            self.apologised[actor.user_id] = now
            slack = self.desk.slack_of(actor.workspace_id)
            self.desk.replies.directly(slack, actor.user_id, private.sorry(NOT_KEPT))
