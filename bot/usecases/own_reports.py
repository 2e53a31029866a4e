"""What a rep can still do to an own report: edit it, undo it, withdraw it."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Gone, NotAllowed
from bot.usecases import drafts, learning, outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.entry import FORM_LINE, Entry, kept
from bot.usecases.history import record
from bot.usecases.settling import count_for_want, fill, redraw_lost_deal, settle_now
from storage.database import Session
from storage.models import ChangeKind, Report, ReportKind, ReportVersion, RequestStatus, Source
from storage.queries import catalog, reports, requests

UNDO = timedelta(minutes=10)


def edit(
    session: Session, actor: Actor, report_id: uuid.UUID, entry: Entry, *, now: datetime, in_words: bool = False
) -> Report:
    """Change what an own report says; what it said before is kept.

    Raises Gone for a withdrawn report and NotAllowed for somebody else's.
    """
    settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)
    report = _own(session, actor, report_id)
    _remember(session, actor, report, now=now)
    entry = replace(
        entry,
        said=kept(entry.said, report.said),
        note=kept(entry.note, report.note),
        would_have_bought=kept(entry.would_have_bought, report.would_have_bought, shown=FORM_LINE),
    )
    fill(session, actor, report, entry, now=now)
    report.edited_at = now
    learning.edited(session, report, by_id=actor.user_id, now=now, in_words=in_words)
    texts.report_changed(session, report)
    _tell_the_cards(session, actor, report, ChangeKind.REPORT_EDITED, now=now)
    is_answered = catalog.find_answer(session, workspace_id=report.workspace_id, report_id=report_id) is not None
    if not is_answered and not requests.links_of(session, workspace_id=report.workspace_id, report_id=report_id):
        # A lost deal may learn only now what would have won it.
        count_for_want(session, actor, report, entry, now=now)
    return report


def withdraw(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> Report:
    """Take an own report back: it counts no longer, and a request with nothing else behind it is withdrawn too.

    Withdrawing twice is harmless. Raises Gone for an unknown report and NotAllowed for somebody else's.
    """
    settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)
    found = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if found is not None and not found.is_live and found.belongs_to(actor.user_id):
        return found
    report = _own(session, actor, report_id)
    _remember(session, actor, report, now=now)
    report.withdrawn_at = now
    learning.forget(session, report)
    session.flush()
    texts.report_changed(session, report)
    _tell_the_cards(session, actor, report, ChangeKind.REPORT_WITHDRAWN, now=now)
    return report


def undo(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> bool:
    """Withdraw a report that was logged a moment ago; False when the time for that has passed and nothing was done."""
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is not None and report.is_live and now > report.logged_at + UNDO:
        return False
    withdraw(session, actor, report_id, now=now)
    return True


def check_own(report: Report, actor: Actor) -> None:
    """Raise NotAllowed or Gone unless this person can still change the report."""
    if not report.belongs_to(actor.user_id):
        raise NotAllowed("Only the person who logged this can change it.")
    if not report.is_live:
        raise Gone("You withdrew this report. Log it again if it still holds: nothing else was lost.")


def _own(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is None:
        raise Gone("That report is not here any more.")
    check_own(report, actor)
    return report


def _remember(session: Session, actor: Actor, report: Report, *, now: datetime) -> None:
    """Keep what the report says now, before it changes."""
    facts = reports.facts_of(session, workspace_id=report.workspace_id, reports=[report])[0]
    before: dict[str, Any] = {
        "said": report.said,
        "note": report.note,
        "would_have_bought": report.would_have_bought,
        "account_id": str(report.account_id) if report.account_id else None,
        "region_id": str(report.region_id) if report.region_id else None,
        "value_minor": report.value_minor,
        "currency": report.currency,
        "importance": report.importance,
        "is_unasked": report.is_unasked,
        "stage": report.stage,
        "evidence": report.evidence,
        "reasons": [reason.code for reason in facts.reasons],
        "competitors": [competitor.name for competitor in facts.competitors],
    }
    session.add(
        ReportVersion(
            workspace_id=report.workspace_id,
            report_id=report.report_id,
            changed_at=now,
            changed_by_id=actor.user_id,
            before=before,
        )
    )


def _tell_the_cards(session: Session, actor: Actor, report: Report, kind: ChangeKind, *, now: datetime) -> None:
    """Bring up to date whatever shows this report: its own card, that in the chat, and the request it counts for."""
    draft = (
        reports.find_draft(session, workspace_id=report.workspace_id, draft_id=report.draft_id)
        if report.draft_id
        else None
    )
    if draft is not None and draft.source is Source.CHAT:
        drafts.show(session, draft)
    if report.kind is ReportKind.LOST_DEAL:
        redraw_lost_deal(session, report)
    for one in requests.links_of(session, workspace_id=report.workspace_id, report_id=report.report_id):
        request = requests.find_request(session, workspace_id=report.workspace_id, request_id=one.counts_for_id)
        if request is None:
            continue
        before = request.status
        behind = requests.reports_behind(session, workspace_id=report.workspace_id, request_id=request.request_id)
        if not behind and request.is_open:
            request.status = RequestStatus.WITHDRAWN
            texts.request_changed(session, request)
        changed_from = before if request.status is not before else None
        change = record(
            session, request, kind, actor.user_id, now=now, from_status=changed_from, report_id=report.report_id
        )
        outbox.changed(session, change, request)
