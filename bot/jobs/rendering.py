"""From an outbox row to what is said now: the latest state is read at the moment of sending."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.blocks import digest as digest_blocks
from bot.blocks import kit, lost_deals, private, threads, words
from bot.blocks.cards import request_card
from bot.blocks.kit import Message
from bot.blocks.late import late_list
from bot.blocks.setup import hello
from bot.jobs.rendering_editions import edition_message
from bot.usecases import answers, digest, late, merging, settling
from digests import pictures
from digests.charts.figures import Drawing
from digests.outline import Part
from storage.database import Session
from storage.models import CatalogItem, Lane, MessageKind, OutboxMessage, Request, Subject, Workspace
from storage.models.delivery import card_dedupe
from storage.queries import cards, market, reports, requests, workspaces
from storage.queries import outbox as outbox_queries


@dataclass(frozen=True)
class Picture:
    """What a message can show besides its words: `draw` it, upload it as `name`, `show` the file with its alt text."""

    name: str
    draw: Callable[[], Drawing]
    show: Callable[[str, str], Message]


@dataclass(frozen=True)
class Outgoing:
    """What to post and where. `update_ts` redraws a message that is there; `respond_to` is tried before the channel.

    `has_moved`: the message stands in another channel than the one its lane leads to by now. `message` is in
    words; `picture` is to be shown with it, and `has_file` says that the message shows one already.
    """

    channel_id: str
    message: Message
    thread_ts: str | None = None
    update_ts: str | None = None
    respond_to: str = ""
    has_moved: bool = False
    picture: Picture | None = None
    has_file: bool = False


@dataclass(frozen=True)
class Removal:
    """A message of ours to delete."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Hold:
    """It has no place to go before somebody sets it up."""

    why: str


@dataclass(frozen=True)
class Nothing:
    """There is nothing to say any more."""

    why: str


@dataclass(frozen=True)
class Deed:
    """Nothing to say, but something to do: work of ours that nobody had to wait for."""

    work: Callable[[Session], None]


@dataclass(frozen=True)
class Unrenderable:
    """A fault of ours: it could not be drawn."""


Rendered = Outgoing | Removal | Hold | Nothing | Deed | Unrenderable


@dataclass(frozen=True)
class Rendering:
    """Where a renderer finds its facts."""

    session: Session
    workspace: Workspace
    ids: Mapping[str, Any]
    lane: str
    now: datetime
    posted: tuple[str, str] | None = None  # channel and ts, when it was said before and is to be redrawn

    @property
    def workspace_id(self) -> str:
        """Whose message it is."""
        return self.workspace.workspace_id

    def id(self, name: str) -> uuid.UUID:
        """One of the row's ids."""
        return uuid.UUID(self.ids[name])

    @property
    def url(self) -> str:
        """The workspace's address for links to messages; empty when unknown."""
        return self.workspace.url


def render(session: Session, row: OutboxMessage, now: datetime) -> Rendered:
    """What an outbox row says now; `now` is the workspace's clock, by which cards tell what is late."""
    workspace = workspaces.get_workspace(session, workspace_id=row.workspace_id)
    posted = (row.channel_id, row.ts) if row.channel_id and row.ts else None
    return RENDERERS[row.kind](Rendering(session, workspace, row.ids, row.lane, now, posted))


def _channel(at: Rendering) -> str | None:
    if at.lane == Lane.TRIAGE:
        return at.workspace.triage_channel_id
    if at.lane == Lane.DIGEST:
        return at.workspace.digest_channel_id
    return at.lane.removeprefix("dm:")


def in_channel(at: Rendering, message: Message | None, **where: Any) -> Rendered:
    """A message in the row's lane, held while that lane leads nowhere."""
    if message is None:
        return Nothing("nothing to say")
    channel_id = _channel(at)
    if not channel_id:
        return Hold(f"waits until the {at.lane} channel is chosen in setup")
    return Outgoing(channel_id, message, **where)


def _card(at: Rendering) -> Rendered:
    subject, subject_id = Subject(at.ids["subject"]), at.id("subject_id")
    card = cards.find_card(at.session, workspace_id=at.workspace_id, subject_id=subject_id)
    message = _request_card(at, subject_id) if subject is Subject.REQUEST else _lost_deal_card(at, subject_id)
    if card is not None and message is not None:
        has_moved = _channel(at) not in (None, "", card.channel_id)
        return Outgoing(card.channel_id, message, update_ts=card.ts, has_moved=has_moved)
    return in_channel(at, message)


def _request_card(at: Rendering, request_id: uuid.UUID) -> Message | None:
    facts = cards.request_facts(at.session, workspace_id=at.workspace_id, request_id=request_id)
    if facts is None:
        return None
    steps = facts.request.next_steps(
        regional_review=at.workspace.has_regional_review, committee=at.workspace.has_committee
    )
    asked = requests.last_change(
        at.session, workspace_id=at.workspace_id, request_id=request_id, kinds=(*answers.ASKING, *answers.TELLING)
    )
    return request_card(facts, now=at.now, can_move_on=bool(steps), asked=asked, workspace_url=at.url)


def _lost_deal_card(at: Rendering, report_id: uuid.UUID) -> Message | None:
    facts = cards.lost_deal_facts(at.session, workspace_id=at.workspace_id, report_id=report_id)
    return lost_deals.lost_deal_card(facts, workspace_url=at.url) if facts else None


def _thread_note(at: Rendering) -> Rendered:
    change = requests.find_change(at.session, workspace_id=at.workspace_id, change_id=at.id("change_id"))
    if change is None:
        return Nothing("the change is gone")
    report = (
        reports.report_facts(at.session, workspace_id=at.workspace_id, report_id=change.report_id)
        if change.report_id
        else None
    )
    other = _request(at, change.other_id)
    request = _request(at, change.request_id)
    item = _item(at, request.item_id if request else None)
    message = threads.thread_note(change, report=report, other=other, item=words.item_called(item) if item else "")
    return _in_thread(at, change.request_id, message)


def _in_thread(at: Rendering, subject_id: uuid.UUID, message: Message | None) -> Rendered:
    card = cards.find_card(at.session, workspace_id=at.workspace_id, subject_id=subject_id)
    if card is not None and message is not None:
        return Outgoing(card.channel_id, message, thread_ts=card.ts)
    first = outbox_queries.find_by_dedupe(at.session, workspace_id=at.workspace_id, dedupe=card_dedupe(subject_id))
    return Nothing("its card was never posted") if first is None else Hold("waits for its card")


def _confirmation(at: Rendering) -> Rendered:
    facts = reports.report_facts(at.session, workspace_id=at.workspace_id, report_id=at.id("report_id"))
    if facts is None or not facts.report.is_live:
        return Nothing("withdrawn meanwhile")
    request = facts.request
    behind = (
        requests.accounts_behind(at.session, workspace_id=at.workspace_id, request_ids=[request.request_id])
        if request
        else {}
    )
    message = private.confirmation(
        facts,
        accounts=behind.get(request.request_id, 0) if request else 0,
        first_answer_by=request.first_answer_by if request else None,
        waits_for_setup=not at.workspace.triage_channel_id,
    )
    rendered = in_channel(at, message)
    draft_id = facts.report.draft_id
    draft = reports.find_draft(at.session, workspace_id=at.workspace_id, draft_id=draft_id) if draft_id else None
    if draft is not None and isinstance(rendered, Outgoing):
        return replace(rendered, respond_to=draft.response_url)
    return rendered


def _told(at: Rendering) -> Rendered:
    change = requests.find_change(at.session, workspace_id=at.workspace_id, change_id=at.id("change_id"))
    request = _request(at, change.request_id) if change else None
    if change is None or request is None:
        return Nothing("the change is gone")
    marks = requests.told_marks(
        at.session, workspace_id=at.workspace_id, change_id=change.change_id, reporter_id=at.ids["reporter_id"]
    )
    mine = [
        report
        for mark in marks
        if (report := reports.find_report(at.session, workspace_id=at.workspace_id, report_id=mark.report_id))
    ]
    facts = reports.facts_of(at.session, workspace_id=at.workspace_id, reports=mine)
    other = _request(at, change.other_id)
    decision = merging.decision_on(at.session, other, at=change.at) if other else None
    item = _item(at, other.item_id if other and decision else request.item_id)
    return _direct(
        at,
        private.told(
            change,
            request,
            list(dict.fromkeys(one.account for one in facts if one.account)),
            item=item,
            target=other,
            decision=decision,
            is_correction=requests.was_told_before(at.session, change=change, reporter_id=at.ids["reporter_id"]),
            passed_on_at=next((mark.passed_on_at for mark in marks if mark.passed_on_at), None),
        ),
    )


def _question(at: Rendering) -> Rendered:
    question = reports.find_question(at.session, workspace_id=at.workspace_id, question_id=at.id("question_id"))
    facts = (
        reports.report_facts(at.session, workspace_id=at.workspace_id, report_id=question.report_id)
        if question
        else None
    )
    if question is None or facts is None:
        return Nothing("the question is gone")
    request = _request(at, question.request_id)
    about = request.title if request else "a lost deal"
    return _direct(at, private.question(question, about, facts.account))


def _question_note(at: Rendering) -> Rendered:
    question = reports.find_question(at.session, workspace_id=at.workspace_id, question_id=at.id("question_id"))
    if question is None:
        return Nothing("the question is gone")
    note = threads.question_note(question, is_answer=at.ids["part"] == "answered")
    return _in_thread(at, question.request_id or question.report_id, note)


def _assigned(at: Rendering) -> Rendered:
    change = requests.find_change(at.session, workspace_id=at.workspace_id, change_id=at.id("change_id"))
    request = _request(at, change.request_id) if change else None
    if change is None or request is None:
        return Nothing("the change is gone")
    return _direct(at, private.assigned(change, request.title))


def _digest(at: Rendering) -> Rendered:
    posting = digest.posting(
        at.session,
        at.workspace,
        edition=at.ids["edition"],
        period=at.ids["period"],
        is_brief=at.ids["is_brief"],
        now=at.now,
    )
    say = partial(
        digest_blocks.message,
        posting.report,
        next_due=posting.next_due,
        late_since=posting.late_since,
        is_brief=posting.is_brief,
    )
    outgoing = in_channel(at, say())
    if posting.is_brief or not pictures.shown(posting.report) or not isinstance(outgoing, Outgoing):
        return outgoing
    movers = Picture(
        name=f"movers-{posting.report.period}.png",
        draw=lambda: pictures.movers(posting.report),
        show=lambda file_id, alt: say(picture=kit.picture(file_id, alt)),
    )
    return replace(outgoing, picture=movers)


def _digest_thread(at: Rendering) -> Rendered:
    edition, period = at.ids["edition"], at.ids["period"]
    posting = digest.posting(at.session, at.workspace, edition=edition, period=period, is_brief=False, now=at.now)
    message = digest_blocks.thread_message(posting.report, Part(at.ids["part"]))
    root = outbox_queries.find_by_dedupe(
        at.session, workspace_id=at.workspace_id, dedupe=digest.dedupe(edition, period)
    )
    if root is None or root.ts is None or root.channel_id is None:
        return Hold("waits for its digest")
    return Outgoing(root.channel_id, message, thread_ts=root.ts)


def _late_list(at: Rendering) -> Rendered:
    found = late.soon_late(at.session, at.workspace, at.now)
    ids = [one.request_id for one in found]
    accounts = requests.accounts_behind(at.session, workspace_id=at.workspace_id, request_ids=ids)
    posted = {
        one: card
        for one in ids
        if (card := cards.find_card(at.session, workspace_id=at.workspace_id, subject_id=one)) is not None
    }
    return in_channel(at, late_list(found, accounts, posted, now=at.now, workspace_url=at.url))


def _direct(at: Rendering, message: Message) -> Rendered:
    """A direct message, redrawn in place when it was said before."""
    if at.posted:
        return Outgoing(at.posted[0], message, update_ts=at.posted[1])
    return in_channel(at, message)


def _request(at: Rendering, request_id: uuid.UUID | None) -> Request | None:
    return (
        requests.find_request(at.session, workspace_id=at.workspace_id, request_id=request_id) if request_id else None
    )


def _item(at: Rendering, item_id: uuid.UUID | None) -> CatalogItem | None:
    return market.find_item(at.session, workspace_id=at.workspace_id, item_id=item_id) if item_id else None


def _setup_done(at: Rendering) -> Rendered:
    message = hello(Lane(at.lane), at.workspace, by_id=at.ids["by_id"], is_first=at.ids["is_first"])
    return in_channel(at, message)


def _settle(at: Rendering) -> Rendered:
    report_id = at.id("report_id")
    return Deed(
        lambda session: settling.settle(session, workspace_id=at.workspace_id, report_id=report_id, left_over=at.ids)
    )


def _remove_double(at: Rendering) -> Rendered:
    return Removal(at.ids["channel_id"], at.ids["ts"])


RENDERERS: dict[MessageKind, Callable[[Rendering], Rendered]] = {
    MessageKind.CARD: _card,
    MessageKind.THREAD_NOTE: _thread_note,
    MessageKind.CONFIRMATION: _confirmation,
    MessageKind.TOLD: _told,
    MessageKind.QUESTION: _question,
    MessageKind.QUESTION_NOTE: _question_note,
    MessageKind.ASSIGNED: _assigned,
    MessageKind.LATE_LIST: _late_list,
    MessageKind.DIGEST: _digest,
    MessageKind.DIGEST_THREAD: _digest_thread,
    MessageKind.EDITION: lambda at: in_channel(at, edition_message(at.session, at.workspace, at.ids, at.now)),
    MessageKind.SETUP_DONE: _setup_done,
    MessageKind.REMOVE_DOUBLE: _remove_double,
    MessageKind.SETTLE: _settle,
}
