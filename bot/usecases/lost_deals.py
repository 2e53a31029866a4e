"""What triage does with a lost deal: take it, read it, ask about it, link it to the request."""

import uuid
from datetime import datetime

from bot.errors import FormError, Gone, TooLate
from bot.usecases import counting, for_sale, history, outbox, settling
from bot.usecases.actor import Actor
from bot.usecases.triage import PERSON, TARGET, check_may_triage, name_of
from storage.database import Session
from storage.models import ChangeKind, Report, ReportKind, Request
from storage.queries import reports, requests, rollups, workspaces


def for_triage(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    """The lost deal, for somebody who may work on it. Raises NotAllowed, or Gone when it was withdrawn."""
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is None or report.kind is not ReportKind.LOST_DEAL:
        raise Gone("That lost deal is not here any more.")
    check_may_triage(session, actor, {report.region_id} if report.region_id else set())
    if not report.is_live:
        raise Gone("The rep withdrew this, so there is nothing left to do.")
    return report


def take(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    """Look after a lost deal from now on. Raises TooLate when somebody has it already."""
    report = for_triage(session, actor, report_id)
    if report.owner_id is not None:
        mine = report.owner_id == actor.user_id
        who = "You have" if mine else f"{name_of(session, actor.workspace_id, report.owner_id)} has"
        raise TooLate(f"{who} taken this already.")
    report.owner_id = actor.user_id
    settling.redraw_lost_deal(session, report)
    return report


def assign(session: Session, actor: Actor, report_id: uuid.UUID, *, user_id: str, now: datetime) -> Report:
    """Give a lost deal to somebody. Raises FormError without a person."""
    report = for_triage(session, actor, report_id)
    if not user_id:
        raise FormError({PERSON: "Pick somebody."})
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=user_id, now=now)
    report.owner_id = user_id
    settling.redraw_lost_deal(session, report)
    return report


def mark_read(session: Session, actor: Actor, report_id: uuid.UUID, *, now: datetime) -> Report:
    """Somebody in Marketing has read it. Raises TooLate when somebody did before."""
    report = for_triage(session, actor, report_id)
    if report.read_at is not None:
        raise TooLate(f"{name_of(session, actor.workspace_id, report.read_by_id)} has read this already.")
    report.read_at, report.read_by_id = now, actor.user_id
    settling.redraw_lost_deal(session, report)
    return report


def link(
    session: Session, actor: Actor, report_id: uuid.UUID, *, request_id: uuid.UUID | None, now: datetime
) -> Request:
    """Let a lost deal count for the request that would have saved it, or for another than before.

    Raises FormError for a request that cannot be.
    """
    report = for_triage(session, actor, report_id)
    target = (
        requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id) if request_id else None
    )
    if target is None or target.is_gone:
        raise FormError({TARGET: "Pick the request that would have saved this deal."})
    links = requests.links_of(session, workspace_id=actor.workspace_id, report_id=report_id)
    if not links:
        counting.link(session, actor, report, request_id=target.request_id, title="", now=now)
    for one in links:
        before = requests.find_request(session, workspace_id=actor.workspace_id, request_id=one.counts_for_id)
        # Where it belongs is what marketing says now: no merge or separation of the old one may take it back.
        one.request_id = one.counts_for_id = target.request_id
        target.touch()
        session.flush()
        if before is not None:
            for_sale.take_back(session, actor.workspace_id, before.item_id, [report])
            outbox.redraw_request(session, before)
        for_sale.keep_words(session, target, [report], by_id=actor.user_id, now=now)
        change = history.record(session, target, ChangeKind.JOINED, actor.user_id, now=now, report_id=report_id)
        outbox.changed(session, change, target)
    rollups.mark_days(session, workspace_id=actor.workspace_id, moments=[report.logged_at])
    settling.redraw_lost_deal(session, report)
    return target
