"""From an outbox row to what is said now: the latest state is read at the moment of sending."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.blocks import lost_deals, private, threads, words
from bot.blocks.cards import request_card
from bot.blocks.kit import Message
from bot.blocks.late import late_list
from bot.blocks.setup import hello
from bot.jobs import digest_rendering, rendering_chat
from bot.jobs.outgoing import (
    Deed,
    Hold,
    Nothing,
    Outgoing,
    Removal,
    Rendered,
    Rendering,
    channel_of,
    in_channel,
)
from bot.jobs.rendering_editions import edition_message
from bot.usecases import answers, late, merging, settling
from storage.database import Session
from storage.models import CatalogItem, Lane, MessageKind, OutboxMessage, Request, Subject
from storage.models.delivery import card_dedupe
from storage.queries import aliases, cards, market, reports, requests, workspaces
from storage.queries import outbox as outbox_queries


def render(session: Session, row: OutboxMessage, now: datetime, public_url: str = "") -> Rendered:
    """What an outbox row says now; `now` is the workspace's clock, by which cards tell what is late.

    A digest links to its page where `public_url` is given.
    """
    workspace = workspaces.get_workspace(session, workspace_id=row.workspace_id)
    posted = (row.channel_id, row.ts) if row.channel_id and row.ts else None
    return RENDERERS[row.kind](Rendering(session, workspace, row.ids, row.lane, now, posted, public_url))


def _card(at: Rendering) -> Rendered:
    subject, subject_id = Subject(at.ids["subject"]), at.id("subject_id")
    card = cards.find_card(at.session, workspace_id=at.workspace_id, subject_id=subject_id)
    message = _request_card(at, subject_id) if subject is Subject.REQUEST else _lost_deal_card(at, subject_id)
    if card is not None and message is not None:
        has_moved = channel_of(at) not in (None, "", card.channel_id)
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
        lessons=aliases.learned_from(at.session, workspace_id=at.workspace_id, report_id=at.id("report_id")),
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
    MessageKind.DIGEST: digest_rendering.channel_message,
    MessageKind.DIGEST_THREAD: digest_rendering.thread_message,
    MessageKind.DIGEST_PICTURE: digest_rendering.shared_picture,
    MessageKind.EDITION: lambda at: in_channel(at, edition_message(at.session, at.workspace, at.ids, at.now)),
    MessageKind.SETUP_DONE: _setup_done,
    MessageKind.REMOVE_DOUBLE: _remove_double,
    MessageKind.SETTLE: _settle,
    MessageKind.DRAFT: rendering_chat.draft_message,
    MessageKind.DRAFTS: rendering_chat.draft_list,
    MessageKind.CHAT_ANSWER: rendering_chat.answer,
}
