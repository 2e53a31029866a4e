"""Finish what Submit began: a report counts for its request, and its card and confirmation are queued."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.usecases import drafts, learning, outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.counting import link, title_of
from bot.usecases.entry import Entry, NewAccount, entry_of, say, whole
from storage.database import Session
from storage.models import CatalogAnswer, Lane, MessageKind, Report, ReportKind, Source, Subject
from storage.queries import market, reports, workspaces
from storage.queries import outbox as outbox_queries


def settle(session: Session, *, workspace_id: str, report_id: uuid.UUID, left_over: Mapping[str, Any]) -> bool:
    """Finish what Submit began: the report counts for its request, the card and the rep's confirmation are queued.

    A report that was withdrawn in the meantime counts for nothing; for one that was edited, the edit stands. Whether
    the reader learned names from what was put right in it.
    """
    report = reports.find_report(session, workspace_id=workspace_id, report_id=report_id)
    if report is None or not report.is_live:
        return False
    actor, now = Actor(workspace_id, report.logged_by_id), report.logged_at
    draft = (
        reports.find_draft(session, workspace_id=workspace_id, draft_id=report.draft_id) if report.draft_id else None
    )
    if draft is not None:
        report.source, report.permalink, draft.sent_at = draft.source, draft.permalink, now
        # What its form may have made of it since it was discarded: it is saved.
        draft.dropped_at = None
    entry = entry_of(report, left_over)
    if report.edited_at is None:
        fill(session, actor, report, whole(entry, draft), now=now)
    has_learned = learning.keep(session, report, draft)
    if not _answered_by_catalog(session, report, left_over, now=now):
        count_for_want(session, actor, report, entry, now=now)
    texts.report_changed(session, report)
    if report.kind is ReportKind.LOST_DEAL:
        redraw_lost_deal(session, report)
    if draft is not None and draft.source is Source.CHAT:
        # The draft's card becomes the confirmation.
        drafts.saved(session, draft)
        return has_learned
    outbox.queue(
        session,
        workspace_id=workspace_id,
        kind=MessageKind.CONFIRMATION,
        lane=Lane.of(actor.user_id),
        ids={"report_id": str(report_id)},
        dedupe=f"confirmation:{report_id}",
    )
    return has_learned


def settle_now(session: Session, *, workspace_id: str, report_id: uuid.UUID) -> None:
    """Settle a report if that still waits: before it is edited or withdrawn, it must count for what it was."""
    job = outbox_queries.find_by_dedupe(session, workspace_id=workspace_id, dedupe=settle_dedupe(report_id))
    if job is not None and not job.is_done:
        settle(session, workspace_id=workspace_id, report_id=report_id, left_over=job.ids)
        job.nothing_to_say("settled", datetime.now(UTC))


def settle_dedupe(report_id: uuid.UUID) -> str:
    """The outbox key of the wish to settle a report."""
    return f"settle:{report_id}"


def fill(session: Session, actor: Actor, report: Report, entry: Entry, *, now: datetime) -> None:
    """Write a form's answers into a report, and learn the rep's region from it."""
    workspace_id = report.workspace_id
    account = entry.account
    if isinstance(account, NewAccount):
        added = market.account_named(
            session,
            workspace_id=workspace_id,
            name=account.name,
            region_id=entry.region_id,
            by_id=actor.user_id,
            now=now,
        )
        account = added.account_id
    known = market.find_account(session, workspace_id=workspace_id, account_id=account) if account else None
    report.account_id = known.account_id if known else None
    report.segment = known.segment if known else ""
    report.region_id = entry.region_id or (known.region_id if known else None)
    say(report, replace(entry, account=report.account_id, region_id=report.region_id))
    session.flush()
    reports.set_reasons(session, workspace_id=workspace_id, report_id=report.report_id, reason_ids=entry.reason_ids)
    competitor_ids = [
        market.competitor_named(session, workspace_id=workspace_id, name=one, now=now).competitor_id
        if isinstance(one, str)
        else one
        for one in entry.competitors
    ]
    reports.set_competitors(
        session, workspace_id=workspace_id, report_id=report.report_id, competitor_ids=competitor_ids
    )
    reporter = workspaces.find_person(session, workspace_id=workspace_id, user_id=report.reporter_id)
    if reporter is not None and reporter.region_id is None:
        reporter.region_id = entry.region_id


def count_for_want(session: Session, actor: Actor, report: Report, entry: Entry, *, now: datetime) -> None:
    """Let the report count for a request, where it speaks of a want."""
    if report.want or entry.joins:
        link(session, actor, report, request_id=entry.joins, title=title_of(report.want), now=now)


def _answered_by_catalog(session: Session, report: Report, left_over: Mapping[str, Any], *, now: datetime) -> bool:
    """Note that the rep found in the catalog what the customer wants; whether that is so."""
    item_id = left_over.get("answer")
    if not item_id:
        return False
    session.add(
        CatalogAnswer(
            workspace_id=report.workspace_id,
            report_id=report.report_id,
            item_id=uuid.UUID(item_id),
            words=report.want,
            answered_at=now,
            answered_by_id=report.logged_by_id,
        )
    )
    return True


def redraw_lost_deal(session: Session, report: Report) -> None:
    """Post a lost deal's card, or bring it up to date."""
    outbox.redraw(session, workspace_id=report.workspace_id, subject=Subject.LOST_DEAL, subject_id=report.report_id)
