"""What triage does with a request: take it, ask, decide, merge, move it on; each once, by whoever was first."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import outbox
from bot.usecases.actor import Actor
from bot.usecases.answers import tell
from bot.usecases.clocks import decision_due, first_answer_due
from bot.usecases.history import record
from storage.database import Session
from storage.keys import name_key
from storage.models import ChangeKind, Lane, MessageKind, Request, RequestChange, RequestStatus
from storage.models.request import TOLD
from storage.queries import market, requests, word_index, workspaces

REASON, ITEM, UNTIL, TARGET, PERSON, TITLE, STEP = "reason", "item", "until", "target", "person", "title", "step"
WORDS = 3000


@dataclass(frozen=True)
class Seen:
    """A request as somebody saw it when they pressed: if it stands otherwise by now, somebody was quicker."""

    request_id: uuid.UUID
    status: RequestStatus

    def __str__(self) -> str:
        return f"{self.request_id}:{self.status}"

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """Read a form's private metadata."""
        request_id, status = text.split(":")
        return cls(uuid.UUID(request_id), RequestStatus(status))


def for_triage(session: Session, actor: Actor, request_id: uuid.UUID) -> Request:
    """The request, for somebody who may work on it.

    Raises NotAllowed, or Gone when it was merged or withdrawn.
    """
    request = requests.find_request(session, workspace_id=actor.workspace_id, request_id=request_id)
    if request is None:
        raise Gone("That request is not here any more.")
    regions = requests.regions_of(session, workspace_id=actor.workspace_id, request_id=request_id)
    check_may_triage(session, actor, {region.region_id for region in regions})
    if request.status is RequestStatus.MERGED:
        target = requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id)
        raise Gone(f"This was merged into “{target.title if target else 'another request'}”. Work on that one instead.")
    if request.status is RequestStatus.WITHDRAWN:
        raise Gone("The rep withdrew this request, so there is nothing left to decide.")
    return request


def check_may_triage(session: Session, actor: Actor, regions: set[uuid.UUID]) -> None:
    """Raise NotAllowed unless the triage buttons work for this person on something heard in these regions."""
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    if not roles.may_triage(regions):
        raise NotAllowed(
            "These buttons are for Marketing and the region's coordinator. "
            "If one of your customers wants it too, log that: it counts, and you hear back."
        )


def take(session: Session, actor: Actor, request_id: uuid.UUID, *, now: datetime) -> Request:
    """Look after a request from now on. Raises TooLate when somebody has it already."""
    request = for_triage(session, actor, request_id)
    if request.owner_id is not None:
        raise TooLate(_has_it(session, actor, request.owner_id))
    _still_open(session, request)
    request.owner_id = actor.user_id
    _changed(session, record(session, request, ChangeKind.TAKEN, actor.user_id, now=now), request)
    return request


def assign(session: Session, actor: Actor, request_id: uuid.UUID, *, user_id: str, now: datetime) -> Request:
    """Ask somebody to look after a request; they hear of it. Raises FormError without a person."""
    request = for_triage(session, actor, request_id)
    if not user_id:
        raise FormError({PERSON: "Pick somebody."})
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=user_id, now=now)
    request.owner_id = user_id
    change = record(session, request, ChangeKind.ASSIGNED, actor.user_id, now=now, person_id=user_id)
    _changed(session, change, request)
    if user_id != actor.user_id:
        outbox.queue(
            session,
            workspace_id=actor.workspace_id,
            kind=MessageKind.ASSIGNED,
            lane=Lane.of(user_id),
            ids={"change_id": str(change.change_id)},
            dedupe=f"assigned:{change.change_id}",
        )
    return request


@dataclass(frozen=True)
class Decision:
    """What was decided; `item_id` for what is for sale already, `until` for a deferral."""

    outcome: RequestStatus
    reason: str = ""
    item_id: uuid.UUID | None = None
    until: date | None = None

    def check(self, today: date) -> None:
        """Raise FormError for whatever is missing or cannot be."""
        errors = {}
        if self.outcome in (RequestStatus.ANSWERED, RequestStatus.APPROVED_AS_SYNONYM) and self.item_id is None:
            errors[ITEM] = "Pick what it is in the catalog."
        if self.outcome is RequestStatus.DEFERRED and (self.until is None or self.until <= today):
            errors[UNTIL] = "Pick a day after today."
        if self.outcome is not RequestStatus.ANSWERED and not self.reason:
            errors[REASON] = "Say why in a sentence: the reps who asked will read it."
        if errors:
            raise FormError(errors)


def decide(session: Session, actor: Actor, seen: Seen, decision: Decision, *, now: datetime) -> Request:
    """Decide a request, and tell every rep behind it once.

    Raises FormError for what is missing, TooLate when somebody decided it meanwhile.
    """
    request = _as_seen(session, actor, seen)
    _still_open(session, request)
    decision.check(now.date())
    if decision.item_id and not market.find_item(session, workspace_id=actor.workspace_id, item_id=decision.item_id):
        raise FormError({ITEM: "That is not in the catalog any more."})
    before = request.status
    request.status, request.reason = decision.outcome, decision.reason
    request.item_id, request.deferred_until = decision.item_id, decision.until
    request.decided_at, request.decided_by_id = now, actor.user_id
    request.owner_id = request.owner_id or actor.user_id
    request.first_answered_at = request.first_answered_at or now
    request.snoozed_until = None
    change = record(
        session,
        request,
        ChangeKind.DECIDED,
        actor.user_id,
        now=now,
        from_status=before,
        words=decision.reason,
        until=decision.until,
    )
    _changed(session, change, request)
    tell(session, change, requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=seen.request_id))
    return request


def merge(session: Session, actor: Actor, seen: Seen, *, target_id: uuid.UUID | None, now: datetime) -> Request:
    """Let everything behind a request count for another, and tell its reps which; the target.

    Raises FormError for a target that cannot be, TooLate when the request was decided meanwhile.
    """
    request = _as_seen(session, actor, seen)
    _still_open(session, request)
    target = (
        requests.standing_for(session, workspace_id=actor.workspace_id, request_id=target_id) if target_id else None
    )
    if target is None or target.status is RequestStatus.WITHDRAWN:
        raise FormError({TARGET: "Pick the request that this one is the same as."})
    if target.request_id == request.request_id:
        raise FormError({TARGET: "A request cannot be merged into itself. Pick another."})
    behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
    before = request.status
    request.status, request.merged_into_id = RequestStatus.MERGED, target.request_id
    request.decided_at, request.decided_by_id = now, actor.user_id
    session.flush()
    requests.move_counts(session, workspace_id=actor.workspace_id, from_id=request.request_id, to_id=target.request_id)
    change = record(
        session, request, ChangeKind.MERGED, actor.user_id, now=now, from_status=before, other_id=target.request_id
    )
    _changed(session, change, request)
    tell(session, change, behind)
    absorbed = record(session, target, ChangeKind.ABSORBED, actor.user_id, now=now, other_id=request.request_id)
    _changed(session, absorbed, target)
    for earlier in requests.absorbed_by(session, workspace_id=actor.workspace_id, request_id=request.request_id):
        outbox.redraw_request(session, earlier)
    return target


def edit_title(session: Session, actor: Actor, request_id: uuid.UUID, *, title: str, now: datetime) -> Request:
    """Call a request by a better name; the customers' words stay as they are. Raises FormError for an empty one."""
    request = for_triage(session, actor, request_id)
    title = " ".join(title.split())
    if not title:
        raise FormError({TITLE: "Write a short name for what they want."})
    old, request.title, request.title_key = request.title, title[:150], name_key(title)
    word_index.index_requests(session, workspace_id=actor.workspace_id, request_ids=[request_id])
    _changed(session, record(session, request, ChangeKind.EDITED, actor.user_id, now=now, words=old), request)
    return request


def snooze(session: Session, actor: Actor, seen: Seen, *, until: date | None, now: datetime) -> Request:
    """Leave a request in peace until a day; its clocks go on. Raises FormError for a day that is not ahead."""
    request = _as_seen(session, actor, seen)
    _still_open(session, request)
    if until is None or until <= now.date():
        raise FormError({UNTIL: "Pick a day after today."})
    request.snoozed_until = datetime(until.year, until.month, until.day, tzinfo=now.tzinfo)
    _changed(session, record(session, request, ChangeKind.SNOOZED, actor.user_id, now=now, until=until), request)
    return request


def reopen(session: Session, actor: Actor, seen: Seen, *, reason: str, now: datetime) -> Request:
    """Take a decision back, with a reason; those who were told hear of it, and the clocks start anew.

    Raises FormError without a reason, TooLate when it is open again already.
    """
    request = for_triage(session, actor, seen.request_id)
    if not request.can_be_reopened:
        raise TooLate("This is open again already.")
    _as_seen(session, actor, seen)
    if not reason:
        raise FormError({REASON: "Say why in a sentence: those who were told will read it."})
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    before = request.status
    request.status = RequestStatus.NEW
    request.reason, request.item_id, request.deferred_until = "", None, None
    request.decided_at = request.decided_by_id = None
    request.first_answer_by, request.decide_by = first_answer_due(workspace, now), decision_due(workspace, now)
    change = record(session, request, ChangeKind.REOPENED, actor.user_id, now=now, from_status=before, words=reason)
    _changed(session, change, request)
    if before in TOLD:
        behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
        tell(session, change, behind)
    return request


def move_on(
    session: Session, actor: Actor, seen: Seen, *, to: str, item_id: uuid.UUID | None, now: datetime
) -> Request:
    """Take a request to a later stage: the region, headquarters, the docket; after a yes, scheduled, live, measured.

    Raises FormError for a stage that does not come next, TooLate when somebody moved it meanwhile.
    """
    request = _as_seen(session, actor, seen)
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    steps = request.next_steps(regional_review=workspace.has_regional_review, committee=workspace.has_committee)
    if to not in steps:
        raise FormError({STEP: "Pick where it goes next."})
    before, request.status = request.status, RequestStatus(to)
    request.item_id = item_id or request.item_id
    change = record(session, request, ChangeKind.MOVED, actor.user_id, now=now, from_status=before)
    _changed(session, change, request)
    if request.status in TOLD:
        behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
        tell(session, change, behind)
    return request


def name_of(session: Session, workspace_id: str, user_id: str | None) -> str:
    """A person's name for a plain sentence, as far as Slack told us."""
    person = workspaces.find_person(session, workspace_id=workspace_id, user_id=user_id) if user_id else None
    return person.name if person and person.name else "Somebody else"


# Called through a table so that a test can see every status has its words.
_DONE: dict[RequestStatus, Callable[[str], str]] = {
    RequestStatus.APPROVED: lambda who: f"{who} approved this already.",
    RequestStatus.APPROVED_AS_SYNONYM: lambda who: f"{who} approved this already, as another name.",
    RequestStatus.PILOT: lambda who: f"{who} sent this into a pilot already.",
    RequestStatus.DEFERRED: lambda who: f"{who} deferred this already.",
    RequestStatus.DECLINED: lambda who: f"{who} declined this already.",
    RequestStatus.ANSWERED: lambda who: f"{who} answered this already: it is for sale.",
    RequestStatus.NOT_A_REQUEST: lambda who: f"{who} marked this as not a request already.",
    RequestStatus.SCHEDULED: lambda who: f"{who} scheduled this already.",
    RequestStatus.LIVE: lambda _: "This is live already.",
    RequestStatus.MEASURED: lambda _: "This is live and measured already.",
}


def _still_open(session: Session, request: Request) -> None:
    if not request.is_open:
        who = name_of(session, request.workspace_id, request.decided_by_id)
        raise TooLate(_DONE[request.status](who))


def _as_seen(session: Session, actor: Actor, seen: Seen) -> Request:
    """The request, unless it stands otherwise than the person saw it."""
    request = for_triage(session, actor, seen.request_id)
    if request.status is not seen.status:
        change = requests.last_change(
            session,
            workspace_id=actor.workspace_id,
            request_id=request.request_id,
            kinds=(ChangeKind.DECIDED, ChangeKind.MOVED, ChangeKind.REOPENED),
        )
        who = name_of(session, actor.workspace_id, change.by_id if change else None)
        if request.status in _DONE:
            raise TooLate(_DONE[request.status](who))
        raise TooLate(f"{who} moved this meanwhile. Close this and look at the card again.")
    return request


def _has_it(session: Session, actor: Actor, owner_id: str) -> str:
    if owner_id == actor.user_id:
        return "You have this already."
    who = name_of(session, actor.workspace_id, owner_id)
    return f"{who} has taken this already. With More, Assign, you can take it over."


def _changed(session: Session, change: RequestChange, request: Request) -> None:
    outbox.redraw_request(session, request)
    outbox.note_in_thread(session, change)
