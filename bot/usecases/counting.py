"""What a report counts for: the request that was picked, the open one of the same want, or a new one."""

import uuid
from datetime import datetime

from bot.usecases import for_sale, outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.clocks import decision_due, first_answer_due
from bot.usecases.history import record
from storage.database import Session
from storage.keys import name_key
from storage.models import ChangeKind, Report, ReportLink, Request, RequestStatus, Told, new_id
from storage.models.request import TOLD
from storage.queries import requests, told, workspaces

TITLE = 90
CUT = "…"  # how a title ends that is only the start of what was said


def link(
    session: Session, actor: Actor, report: Report, *, request_id: uuid.UUID | None, title: str, now: datetime
) -> Request:
    """Let a report count for a request: the one picked, else the open one of the same want, else a new one.

    A request that was merged passes the report on to the one it became part of; one that was withdrawn is opened anew
    as a request of its own.
    """
    request = _joined(session, report, request_id)
    kind = ChangeKind.JOINED
    if request is None:
        request, kind = _open(session, report, title, now), ChangeKind.OPENED
    session.add(
        ReportLink(
            workspace_id=report.workspace_id,
            report_id=report.report_id,
            request_id=request.request_id,
            counts_for_id=request.request_id,
            linked_at=now,
            linked_by_id=actor.user_id,
        )
    )
    if kind is ChangeKind.JOINED:
        # Whoever merges it in this moment must not leave this report behind.
        request.touch()
    session.flush()
    change = record(session, request, kind, actor.user_id, now=now, report_id=report.report_id)
    # A rep who joins what was decided already reads the decision in the confirmation: that is being told.
    if request.status in TOLD:
        _mark_told(session, request, report, now)
    for_sale.keep_words(session, request, [report], by_id=actor.user_id, now=now)
    outbox.changed(session, change, request)
    return request


def title_of(words: str) -> str:
    """A request's title from the customer's words: the first line, cut at a word."""
    first = " ".join(next((line for line in words.splitlines() if line.strip()), "").split())
    if len(first) <= TITLE:
        return first
    return first[: first.rfind(" ", 40, TITLE) if " " in first[40:TITLE] else TITLE - 1].rstrip(" ,;.") + CUT


def _joined(session: Session, report: Report, request_id: uuid.UUID | None) -> Request | None:
    if request_id is not None:
        picked = requests.standing_for(session, workspace_id=report.workspace_id, request_id=request_id)
        if picked is not None and not picked.is_gone:
            return picked
    want = report.want
    title = title_of(want)
    found = (
        requests.open_request_titled(session, workspace_id=report.workspace_id, title_key=name_key(title))
        if title
        else None
    )
    if found is None or name_key(title) == name_key(want):
        return found
    # The title is only the start of what was said, and two messages may well begin alike.
    behind = requests.reports_behind(session, workspace_id=report.workspace_id, request_id=found.request_id)
    words = want.casefold().split()
    return found if any(one.want.casefold().split() == words for one in behind) else None


def _open(session: Session, report: Report, title: str, now: datetime) -> Request:
    workspace = workspaces.get_workspace(session, workspace_id=report.workspace_id)
    title = title or "(no words)"
    request = Request(
        workspace_id=report.workspace_id,
        request_id=new_id(),
        title=title,
        title_key=name_key(title),
        status=RequestStatus.NEW,
        opened_at=now,
        opened_by_id=report.reporter_id,
        first_answer_by=first_answer_due(workspace, now),
        decide_by=decision_due(workspace, now),
    )
    session.add(request)
    session.flush()
    texts.request_changed(session, request)
    return request


def _mark_told(session: Session, request: Request, report: Report, now: datetime) -> None:
    decided = requests.last_change(
        session,
        workspace_id=request.workspace_id,
        request_id=request.request_id,
        kinds=(ChangeKind.DECIDED, ChangeKind.MOVED),
    )
    if decided is not None:
        mark = Told(
            workspace_id=request.workspace_id,
            report_id=report.report_id,
            change_id=decided.change_id,
            told_at=now,
        )
        told.add(session, workspace_id=request.workspace_id, marks=[mark])
