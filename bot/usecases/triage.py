"""What triage does with a request: take it, ask, decide, move it on; each once, by whoever was first."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import FormError, Gone, NotAllowed, Place, TooLate
from bot.usecases import for_sale, outbox, texts
from bot.usecases.actor import Actor
from bot.usecases.answers import tell
from bot.usecases.clocks import decision_due, first_answer_due, local_day
from bot.usecases.history import record
from storage.database import Session
from storage.keys import name_key
from storage.models import ChangeKind, HintAnswer, Lane, MessageKind, Request, RequestStatus
from storage.models.request import TOLD
from storage.queries import cards, hints, requests, workspaces

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

    Raises NotAllowed, or Gone when it was merged or withdrawn; of a merged one it says where that can be worked on.
    """
    request = requests.find_request(session, workspace_id=actor.workspace_id, request_id=request_id)
    standing = requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id)
    if request is None or standing is None:
        raise Gone("That request is not here any more.")
    regions = requests.regions_of(session, workspace_id=actor.workspace_id, request_id=standing.request_id)
    check_may_triage(session, actor, {region.region_id for region in regions})
    if request.status is RequestStatus.MERGED:
        sentence = f"This was merged into “{standing.title}”. Work on that one instead."
        raise Gone(sentence, place=_card_of(session, standing))
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
    still_open(session, request)
    request.owner_id = actor.user_id
    outbox.changed(session, record(session, request, ChangeKind.TAKEN, actor.user_id, now=now), request)
    return request


def assign(session: Session, actor: Actor, request_id: uuid.UUID, *, user_id: str, now: datetime) -> Request:
    """Ask somebody to look after a request; they hear of it. Raises FormError without a person."""
    request = for_triage(session, actor, request_id)
    if not user_id:
        raise FormError({PERSON: "Pick somebody."})
    workspaces.meet(session, workspace_id=actor.workspace_id, user_id=user_id, now=now)
    request.owner_id = user_id
    change = record(session, request, ChangeKind.ASSIGNED, actor.user_id, now=now, person_id=user_id)
    outbox.changed(session, change, request)
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
    request = as_seen(session, actor, seen)
    still_open(session, request)
    decision.check(_today(session, actor, now))
    if decision.item_id:
        for_sale.item_for(session, actor.workspace_id, decision.item_id, ITEM)
    before = request.status
    request.status, request.reason = decision.outcome, decision.reason
    request.item_id, request.deferred_until = decision.item_id, decision.until
    request.decided_at, request.decided_by_id = now, actor.user_id
    request.owner_id = request.owner_id or actor.user_id
    request.first_answered_at = request.first_answered_at or now
    request.snoozed_until = None
    by, words, until = actor.user_id, decision.reason, decision.until
    change = record(session, request, ChangeKind.DECIDED, by, now=now, from_status=before, words=words, until=until)
    if decision.item_id:
        hints.settle(
            session,
            workspace_id=actor.workspace_id,
            request_id=request.request_id,
            other_id=decision.item_id,
            answer=HintAnswer.SAME,
            by_id=actor.user_id,
            now=now,
        )
    outbox.changed(session, change, request)
    behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
    for_sale.keep_words(session, request, behind, by_id=actor.user_id, now=now)
    tell(session, change, behind)
    return request


def edit_title(session: Session, actor: Actor, request_id: uuid.UUID, *, title: str, now: datetime) -> Request:
    """Call a request by a better name; the customers' words stay as they are. Raises FormError for an empty one."""
    request = for_triage(session, actor, request_id)
    title = " ".join(title.split())
    if not title:
        raise FormError({TITLE: "Write a short name for what they want."})
    old, request.title, request.title_key = request.title, title[:150], name_key(title)
    texts.request_changed(session, request)
    outbox.changed(session, record(session, request, ChangeKind.EDITED, actor.user_id, now=now, words=old), request)
    return request


def snooze(session: Session, actor: Actor, seen: Seen, *, until: date | None, now: datetime) -> Request:
    """Leave a request in peace until a day; its clocks go on. Raises FormError for a day that is not ahead."""
    request = as_seen(session, actor, seen)
    still_open(session, request)
    if until is None or until <= _today(session, actor, now):
        raise FormError({UNTIL: "Pick a day after today."})
    request.snoozed_until = datetime(until.year, until.month, until.day, tzinfo=now.tzinfo)
    outbox.changed(session, record(session, request, ChangeKind.SNOOZED, actor.user_id, now=now, until=until), request)
    return request


def reopen(session: Session, actor: Actor, seen: Seen, *, reason: str, now: datetime) -> Request:
    """Take a decision back, with a reason; those who were told hear of it, and the clocks start anew.

    Raises FormError without a reason, TooLate when it is open again already.
    """
    request = for_triage(session, actor, seen.request_id)
    if not request.can_be_reopened:
        raise TooLate("This is open again already.")
    as_seen(session, actor, seen)
    if not reason:
        raise FormError({REASON: "Say why in a sentence: those who were told will read it."})
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
    for_sale.take_back(session, actor.workspace_id, request.item_id, behind)
    before = request.status
    request.status = RequestStatus.NEW
    request.reason, request.item_id, request.deferred_until = "", None, None
    request.decided_at = request.decided_by_id = None
    request.first_answer_by, request.decide_by = first_answer_due(workspace, now), decision_due(workspace, now)
    change = record(session, request, ChangeKind.REOPENED, actor.user_id, now=now, from_status=before, words=reason)
    outbox.changed(session, change, request)
    tell(session, change, behind)
    return request


def move_on(
    session: Session, actor: Actor, seen: Seen, *, to: str, item_id: uuid.UUID | None, now: datetime
) -> Request:
    """Take a request to a later stage: the region, headquarters, the docket; after a yes, scheduled, live, measured.

    Raises FormError for a stage that does not come next, TooLate when somebody moved it meanwhile.
    """
    request = as_seen(session, actor, seen)
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    steps = request.next_steps(regional_review=workspace.has_regional_review, committee=workspace.has_committee)
    if to not in steps:
        raise FormError({STEP: "Pick where it goes next."})
    if item_id:
        for_sale.item_for(session, actor.workspace_id, item_id, ITEM)
    before, request.status = request.status, RequestStatus(to)
    request.item_id = item_id or request.item_id
    change = record(session, request, ChangeKind.MOVED, actor.user_id, now=now, from_status=before)
    outbox.changed(session, change, request)
    if request.status in TOLD:
        behind = requests.reports_behind(session, workspace_id=actor.workspace_id, request_id=request.request_id)
        tell(session, change, behind)
    return request


def _today(session: Session, actor: Actor, now: datetime) -> date:
    return local_day(workspaces.get_workspace(session, workspace_id=actor.workspace_id), now)


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


def still_open(session: Session, request: Request) -> None:
    """Raise TooLate, with who and what, when a request does not wait for a decision any more."""
    if not request.is_open:
        who = name_of(session, request.workspace_id, request.decided_by_id)
        raise TooLate(_DONE[request.status](who))


def as_seen(session: Session, actor: Actor, seen: Seen) -> Request:
    """The request, unless it stands otherwise than the person saw it."""
    request = for_triage(session, actor, seen.request_id)
    if request.status is not seen.status:
        change = requests.last_change(
            session,
            workspace_id=actor.workspace_id,
            request_id=request.request_id,
            kinds=(ChangeKind.DECIDED, ChangeKind.MOVED, ChangeKind.REOPENED, ChangeKind.SEPARATED),
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


def _card_of(session: Session, request: Request) -> Place | None:
    """Where a request's card stands, if it was posted and can be linked."""
    workspace = workspaces.get_workspace(session, workspace_id=request.workspace_id)
    card = cards.find_card(session, workspace_id=request.workspace_id, subject_id=request.request_id)
    if card is None or not workspace.url:
        return None
    return Place(workspace.url, card.channel_id, card.ts)
