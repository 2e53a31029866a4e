"""The buttons on a request's card, and the forms behind them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App

from bot.blocks import kit
from bot.blocks import triage as forms
from bot.blocks.ids import ActionId, FormId
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.payloads.edge import Click, Submission
from bot.usecases import answers, merging, triage
from bot.usecases.actor import Actor
from bot.usecases.pairs import Pair
from bot.usecases.snapshot import Snapshot
from bot.usecases.triage import Decision, Seen
from digests.wording import count
from storage.database import Session
from storage.models import Request, RequestStatus
from storage.queries import merges, reports, requests


@dataclass(frozen=True)
class TriageListeners:
    """A button acts at once or opens a form; a form does what it says, or tells under which field it cannot."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the flow to Bolt."""
        app.action(ActionId.TAKE)(self.take)
        app.action(ActionId.MORE)(self.open_more)
        app.action(ActionId.OUTCOME)(self.choose_outcome)
        app.action(ActionId.SEPARATE_ONE)(self.separate)
        for action_id, opening in _OPENINGS.items():
            app.action(action_id)(self._opens(opening))
        for form_id, deed in _DEEDS.items():
            app.view(form_id)(self._does(deed))

    def take(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Take it”: the first wins, the other reads who."""
        click = edge.click(body)
        now = self.desk.clock()
        self.desk.do(click, lambda session: triage.take(session, click.actor, click.id, now=now))
        ack()

    def separate(self, ack: Ack, body: dict[str, Any]) -> None:
        """“Separate again” on the card of a request that was merged."""
        click = edge.click(body)
        now = self.desk.clock()
        self.desk.do(click, lambda session: _separated(session, click.actor, click.value, now))
        ack()

    def open_more(self, ack: Ack, body: dict[str, Any]) -> None:
        """A choice of the “…” menu: the verb before the colon, the request behind it."""
        click = edge.click(body)
        verb, request_id = click.value.split(":")
        self._open(_MORE[verb], click, uuid.UUID(request_id))
        ack()

    def choose_outcome(self, ack: Ack, body: dict[str, Any]) -> None:
        """An outcome was chosen in the decision form: ask what goes with it. What was typed stays."""
        click = edge.click(body)
        seen = Seen.parse(click.metadata)
        with self.desk.database.read() as session:
            request = requests.find_request(session, workspace_id=click.actor.workspace_id, request_id=seen.request_id)
            view = _decide(session, request, self._snapshot(click), self.desk.clock(), click.value) if request else None
        if view is not None:
            view["private_metadata"] = click.metadata  # what was seen is what was seen when the form opened
            self.desk.slack_of(click.actor.workspace_id).update_view(click.view_id, view, view_hash=click.view_hash)
        ack()

    def _opens(self, opening: "Opening") -> Callable[..., None]:
        def open_form(ack: Ack, body: dict[str, Any]) -> None:
            click = edge.click(body)
            self._open(opening, click, click.id)
            ack()

        return open_form

    def _open(self, opening: "Opening", click: Click, request_id: uuid.UUID) -> None:
        def view(session: Session) -> kit.View:
            request = triage.for_triage(session, click.actor, request_id)
            return opening(session, request, self._snapshot(click), self.desk.clock())

        self.desk.open_read(click, view)

    def _does(self, deed: "Deed") -> Callable[..., None]:
        def submit(ack: Ack, body: dict[str, Any]) -> None:
            sent = edge.submission(body)
            self.desk.submit(ack, sent, lambda session: deed(session, sent, self.desk.clock()))

        return submit

    def _snapshot(self, click: Click) -> Snapshot:
        return self.desk.snapshots.of(click.actor.workspace_id)


Opening = Callable[[Session, Request, Snapshot, datetime], kit.View]
Deed = Callable[[Session, Submission, datetime], object]


def _decide(session: Session, request: Request, _: Snapshot, __: datetime, outcome: str = "") -> kit.View:
    behind = requests.accounts_behind(session, workspace_id=request.workspace_id, request_ids=[request.request_id])
    return forms.decide_form(request, f"{count(behind.get(request.request_id, 0), 'account')} asked for it", outcome)


def _ask(session: Session, request: Request, _: Snapshot, __: datetime) -> kit.View:
    behind = requests.reports_behind(session, workspace_id=request.workspace_id, request_id=request.request_id)
    facts = reports.facts_of(session, workspace_id=request.workspace_id, reports=behind)
    names = requests.names_of(
        session, workspace_id=request.workspace_id, user_ids=[one.report.reporter_id for one in facts]
    )
    return forms.ask_form(f"request:{request.request_id}", request.title, facts, names)


def _reopen(session: Session, request: Request, _: Snapshot, __: datetime) -> kit.View:
    return forms.reopen_form(request, answers.told_reps(session, request))


def _move_on(_: Session, request: Request, snapshot: Snapshot, __: datetime) -> kit.View:
    steps = request.next_steps(regional_review=snapshot.has_regional_review, committee=snapshot.has_committee)
    if not steps:
        return kit.notice("Move on", kit.Mrk("There is no later stage for this one."))
    return forms.move_on_form(request, steps, snapshot.item_noun)


def _separate(session: Session, request: Request, _: Snapshot, __: datetime) -> kit.View:
    merged = merges.merged_into(session, workspace_id=request.workspace_id, request_id=request.request_id)
    if not merged:
        return kit.notice("Separate", kit.Mrk("Nothing is merged into this one any more."))
    return forms.separate_form(request, merged)


_OPENINGS: dict[ActionId, Opening] = {
    ActionId.DECIDE: _decide,
    ActionId.ALREADY_FOR_SALE: lambda _, request, snapshot, __: forms.already_for_sale_form(
        request, snapshot.item_noun
    ),
    ActionId.MERGE: lambda _, request, __, ___: forms.merge_form(request),
    ActionId.ASK: _ask,
    ActionId.SEPARATE: _separate,
}
_MORE: dict[str, Opening] = {
    "assign": lambda _, request, __, ___: forms.assign_form(
        f"request:{request.request_id}", request.title, request.owner_id
    ),
    "edit": lambda _, request, __, ___: forms.edit_title_form(request),
    "snooze": lambda _, request, __, now: forms.snooze_form(request, now.date() + timedelta(days=1)),
    "move_on": _move_on,
    "reopen": _reopen,
    "not_a_request": lambda _, request, __, ___: forms.not_a_request_form(request),
}


def _decided(session: Session, sent: Submission, now: datetime) -> object:
    outcome = RequestStatus(sent.fields.choice(forms.OUTCOME))
    return triage.decide(session, sent.actor, Seen.parse(sent.metadata), _decision(sent, outcome), now=now)


def _decision(sent: Submission, outcome: RequestStatus) -> Decision:
    item = sent.fields.choice(triage.ITEM)
    return Decision(
        outcome,
        reason=sent.fields.text(triage.REASON),
        item_id=uuid.UUID(item) if item else None,
        until=sent.fields.day(triage.UNTIL),
    )


def _closed_as(outcome: RequestStatus) -> Deed:
    return lambda session, sent, now: triage.decide(
        session, sent.actor, Seen.parse(sent.metadata), _decision(sent, outcome), now=now
    )


def _separated(session: Session, actor: Actor, pair: str, now: datetime) -> object:
    one = Pair.parse(pair)
    return merging.separate(session, actor, one.request_id, from_id=one.other_id, now=now)


def _picked(sent: Submission, field: str) -> uuid.UUID | None:
    choice = sent.fields.choice(field)
    return uuid.UUID(choice) if choice else None


_DEEDS: dict[FormId, Deed] = {
    FormId.DECIDE: _decided,
    FormId.ALREADY_FOR_SALE: _closed_as(RequestStatus.ANSWERED),
    FormId.NOT_A_REQUEST: _closed_as(RequestStatus.NOT_A_REQUEST),
    FormId.MERGE: lambda session, sent, now: merging.merge(
        session, sent.actor, Seen.parse(sent.metadata), target_id=_picked(sent, triage.TARGET), now=now
    ),
    FormId.SEPARATE: lambda session, sent, now: _separated(session, sent.actor, sent.fields.choice(forms.WHICH), now),
    FormId.EDIT_REQUEST: lambda session, sent, now: triage.edit_title(
        session, sent.actor, Seen.parse(sent.metadata).request_id, title=sent.fields.text(triage.TITLE), now=now
    ),
    FormId.SNOOZE: lambda session, sent, now: triage.snooze(
        session, sent.actor, Seen.parse(sent.metadata), until=sent.fields.day(triage.UNTIL), now=now
    ),
    FormId.REOPEN: lambda session, sent, now: triage.reopen(
        session, sent.actor, Seen.parse(sent.metadata), reason=sent.fields.text(triage.REASON), now=now
    ),
    FormId.MOVE_ON: lambda session, sent, now: triage.move_on(
        session,
        sent.actor,
        Seen.parse(sent.metadata),
        to=sent.fields.choice(triage.STEP),
        item_id=_picked(sent, triage.ITEM),
        now=now,
    ),
}
