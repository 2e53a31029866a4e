"""Merges: one request becomes part of another, and can stand for itself again. Nothing is copied, nothing deleted.

A merge is a link from a request to the one it is the same as. There is one rule for who counts where: a report counts
for whatever stands for the request it was logged for. `_recount` applies it, after a merge and after a separation.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bot.errors import FormError, Gone, TooLate
from bot.usecases import for_sale, outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.answers import mark_told, tell
from bot.usecases.clocks import decision_due, first_answer_due
from bot.usecases.history import record
from bot.usecases.triage import TARGET, Seen, as_seen, check_may_triage, name_of, still_open
from storage.database import Session
from storage.models import ChangeKind, HintAnswer, Report, Request, RequestChange, RequestStatus
from storage.models.request import OPEN
from storage.queries import hints, merges, requests, workspaces

# Whatever says how a request was answered, and what takes the answer back.
ANSWERS = (ChangeKind.DECIDED, ChangeKind.MOVED, ChangeKind.REOPENED)


def merge(session: Session, actor: Actor, seen: Seen, *, target_id: uuid.UUID | None, now: datetime) -> Request:
    """Let everything behind a request count for another, and tell its reps which; the target.

    Where the target was decided before, its reps read that decision. Raises FormError for a target that cannot be,
    TooLate when the request was decided meanwhile.
    """
    request = as_seen(session, actor, seen)
    still_open(session, request)
    target = _target(session, actor, request, target_id)
    _answer_hints(session, actor, request, target, now=now)
    behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
    before = request.status
    request.status, request.merged_into_id = RequestStatus.MERGED, target.request_id
    request.decided_at, request.decided_by_id = now, actor.user_id
    # Both versions rise in one flush: of two who merge in opposite directions at once, one is turned away.
    target.touch()
    session.flush()
    _recount(session, request, counted_for_id=request.request_id)
    change = record(
        session, request, ChangeKind.MERGED, actor.user_id, now=now, from_status=before, other_id=target.request_id
    )
    outbox.changed(session, change, request)
    tell(session, change, behind)
    decision = decision_on(session, target, at=now)
    if decision is not None:
        mark_told(session, decision, behind, now=now)
        for_sale.keep_words(session, target, behind, by_id=actor.user_id, now=now)
    absorbed = record(session, target, ChangeKind.ABSORBED, actor.user_id, now=now, other_id=request.request_id)
    outbox.changed(session, absorbed, target)
    _redraw_below(session, request)
    return target


def separate(session: Session, actor: Actor, request_id: uuid.UUID, *, from_id: uuid.UUID, now: datetime) -> Request:
    """Take back that a request was merged into `from_id`: it stands where it stood, with what had been merged into it.

    Its reps hear of it once. Raises NotAllowed; TooLate when it is not merged into that one any more; Gone when every
    report in it was withdrawn meanwhile.
    """
    request = requests.find_request(session, workspace_id=actor.workspace_id, request_id=request_id)
    root = requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id)
    if request is None or root is None:
        raise Gone("That request is not here any more.")
    heard_in = requests.regions_of(session, workspace_id=actor.workspace_id, request_id=root.request_id)
    check_may_triage(session, actor, {region.region_id for region in heard_in})
    if request.merged_into_id != from_id:
        raise TooLate(_apart_already(session, request))
    own = [request, *merges.merged_into(session, workspace_id=actor.workspace_id, request_id=request_id)]
    if merges.is_deserted(
        session,
        workspace_id=actor.workspace_id,
        request_ids=[one.request_id for one in own],
        counted_for_id=root.request_id,
    ):
        raise Gone(f"Nobody asks for “{request.title}” any more: its reps withdrew what they had logged.")
    merged = requests.last_change(
        session, workspace_id=actor.workspace_id, request_id=request_id, kinds=(ChangeKind.MERGED,)
    )
    _stand_up(session, request, merged, now=now)
    root.touch()
    session.flush()
    _recount(session, request, counted_for_id=root.request_id)
    change = record(
        session,
        request,
        ChangeKind.SEPARATED,
        actor.user_id,
        now=now,
        from_status=RequestStatus.MERGED,
        other_id=root.request_id,
    )
    outbox.changed(session, change, request)
    behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request_id)
    for_sale.take_back(session, actor.workspace_id, root.item_id, behind)
    _tell_of_separation(session, change, merged, behind)
    _let_go(session, actor, root, request, now=now)
    _redraw_below(session, request)
    return request


def decision_on(session: Session, request: Request, *, at: datetime) -> RequestChange | None:
    """The answer on a request that stood at a moment, if it had one."""
    found = requests.last_change(
        session, workspace_id=request.workspace_id, request_id=request.request_id, kinds=ANSWERS, until=at
    )
    return None if found is None or found.to_status in OPEN else found


def _target(session: Session, actor: Actor, request: Request, target_id: uuid.UUID | None) -> Request:
    """What stands for the request that was picked. Raises FormError where that cannot be merged into."""
    workspace_id = actor.workspace_id
    target = requests.standing_for(session, workspace_id=workspace_id, request_id=target_id) if target_id else None
    if target is None or target_id is None:
        raise FormError({TARGET: "Pick the request that this one is the same as."})
    if target.status is RequestStatus.WITHDRAWN:
        raise FormError({TARGET: f"The rep withdrew “{target.title}”. Pick another."})
    if target_id == request.request_id:
        raise FormError({TARGET: "A request cannot be merged into itself. Pick another."})
    if target.request_id == request.request_id:
        picked = requests.find_request(session, workspace_id=workspace_id, request_id=target_id)
        who = name_of(session, workspace_id, picked.decided_by_id if picked else None)
        title = picked.title if picked else ""
        raise FormError({TARGET: f"{who} merged “{title}” into this one already: they are one, and it counts here."})
    return target


def _recount(session: Session, request: Request, *, counted_for_id: uuid.UUID) -> None:
    """Let the reports logged for a request, and for what was merged into it, count for what stands for it now.

    `counted_for_id` is what stood for it before.
    """
    workspace_id = request.workspace_id
    root = requests.standing_for(session, workspace_id=workspace_id, request_id=request.request_id)
    below = merges.merged_into(session, workspace_id=workspace_id, request_id=request.request_id)
    merges.count_for(
        session,
        workspace_id=workspace_id,
        request_ids=[request.request_id, *(one.request_id for one in below)],
        counted_for_id=counted_for_id,
        counts_for_id=root.request_id if root else request.request_id,
    )


def _stand_up(session: Session, request: Request, merged: RequestChange | None, *, now: datetime) -> None:
    """The status from before the merge. The clocks go on; one that ran out while it was merged starts both anew."""
    since = request.decided_at or now
    request.status = (merged.from_status if merged else None) or RequestStatus.NEW
    request.merged_into_id = None
    request.decided_at = request.decided_by_id = None
    dues = [request.decide_by, *([request.first_answer_by] if request.first_answered_at is None else [])]
    if any(since <= due < now for due in dues):
        workspace = workspaces.get_workspace(session, workspace_id=request.workspace_id)
        request.first_answer_by, request.decide_by = first_answer_due(workspace, now), decision_due(workspace, now)


def _tell_of_separation(
    session: Session, change: RequestChange, merged: RequestChange | None, behind: Sequence[Report]
) -> None:
    """Those hear of it who were told of the merge."""
    if merged is None:
        return
    marks = requests.told_marks(session, workspace_id=change.workspace_id, change_id=merged.change_id)
    told = {mark.report_id for mark in marks}
    tell(session, change, [report for report in behind if report.report_id in told])


def _let_go(session: Session, actor: Actor, root: Request, request: Request, *, now: datetime) -> None:
    """The request that it was part of goes on without it; where everybody else withdrew, it is withdrawn too."""
    own = merges.family(session, workspace_id=actor.workspace_id, request_id=root.request_id)
    before = root.status
    if root.is_open and merges.is_deserted(
        session, workspace_id=actor.workspace_id, request_ids=own, counted_for_id=root.request_id
    ):
        root.status = RequestStatus.WITHDRAWN
        texts.request_changed(session, root)
    change = record(
        session,
        root,
        ChangeKind.LET_GO,
        actor.user_id,
        now=now,
        from_status=before if root.status is not before else None,
        other_id=request.request_id,
    )
    outbox.changed(session, change, root)


def _redraw_below(session: Session, request: Request) -> None:
    """The cards of what was merged into a request point to what stands for it."""
    below = merges.merged_into(session, workspace_id=request.workspace_id, request_id=request.request_id)
    for one in below:
        outbox.redraw_request(session, one)


def _answer_hints(session: Session, actor: Actor, request: Request, target: Request, *, now: datetime) -> None:
    hints.settle(
        session,
        workspace_id=actor.workspace_id,
        request_id=request.request_id,
        other_id=target.request_id,
        answer=HintAnswer.SAME,
        by_id=actor.user_id,
        now=now,
    )


def _apart_already(session: Session, request: Request) -> str:
    """Why there is nothing to separate: who was quicker, and what they did."""
    last = requests.last_change(
        session,
        workspace_id=request.workspace_id,
        request_id=request.request_id,
        kinds=(ChangeKind.MERGED, ChangeKind.SEPARATED),
    )
    if last is None:
        return f"“{request.title}” stands for itself."
    who = name_of(session, request.workspace_id, last.by_id)
    if last.kind is ChangeKind.SEPARATED:
        return f"{who} separated “{request.title}” already: it stands for itself again."
    return f"{who} merged “{request.title}” into another request meanwhile. Look at its card again."
