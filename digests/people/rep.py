"""A rep's edition: what happened to what they asked, what is new to sell, whom to tell."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from digests.people import shared
from digests.people.report import Asked, Frame, Happened, NewToSell, RepReport, ToTell
from digests.report import Who
from storage.database import Session
from storage.models import ChangeKind, RequestStatus
from storage.models.request import AFTER_YES, DECISIONS
from storage.queries import digest_answers, digest_people, digest_selling, digest_team, requests, workspaces
from storage.queries.digest_answers import Answer
from storage.queries.digest_people import Untold
from storage.queries.digest_selling import Customer, OnSale

# Lists end here, with the number of the rest: the message is read on a phone.
HAPPENED, ON_SALE, TO_TELL, QUESTIONS = 8, 4, 8, 3


def build(
    session: Session, *, workspace_id: str, user_id: str, start: datetime, end: datetime, period: str, now: datetime
) -> RepReport:
    """The edition of one rep on the period between two moments; `period` is its label.

    What happened is that of the period. Whom to tell and what marketing asked is as of now: it can still be done.
    KeyError for an unknown workspace, ValueError for a period that ends before it begins.
    """
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    frame = shared.frame(workspace, user_id=user_id, start=start, end=end, period=period, now=now)
    happened = _happened(session, workspace_id, user_id, start, end)
    on_sale = _on_sale(session, workspace_id, frame, start, end)
    untold = digest_people.untold(session, workspace_id=workspace_id, user_ids=[user_id], since=now - shared.FRESH)
    to_tell = to_be_told(untold, ZoneInfo(workspace.timezone))
    questions = digest_people.open_questions(session, workspace_id=workspace_id, user_id=user_id)
    names = requests.names_of(
        session, workspace_id=workspace_id, user_ids=sorted({one.asked_by_id for one in questions[:QUESTIONS]})
    )
    own = digest_team.heard_by(session, workspace_id=workspace_id, user_ids=[user_id], start=start, end=end)
    return RepReport(
        frame=frame,
        noun=workspace.item_noun,
        happened=tuple(happened[:HAPPENED]),
        happened_in_all=len(happened),
        on_sale=tuple(on_sale[:ON_SALE]),
        on_sale_in_all=len(on_sale),
        to_tell=tuple(to_tell[:TO_TELL]),
        to_tell_in_all=len(to_tell),
        to_tell_customers=shared.voices(untold),
        questions=tuple(
            Asked(
                one.question_id, one.words, one.title, one.account, Who(one.asked_by_id, names.get(one.asked_by_id, ""))
            )
            for one in questions[:QUESTIONS]
        ),
        questions_in_all=len(questions),
        reports=len(own),
        accounts=len({row.account_id or row.reporter_id for row in own}),
    )


# --- what happened ---


def _happened(session: Session, workspace_id: str, user_id: str, start: datetime, end: datetime) -> list[Happened]:
    told = digest_answers.answers(session, workspace_id=workspace_id, user_ids=[user_id], start=start, end=end)
    planned = digest_answers.scheduled(session, workspace_id=workspace_id, user_ids=[user_id], start=start, end=end)
    before = digest_answers.answered_before(
        session, workspace_id=workspace_id, user_id=user_id, request_ids={row.request_id for row in told}
    )
    return what_happened([*told, *planned], before)


def what_happened(rows: Sequence[Answer], before: Collection[tuple[uuid.UUID, datetime]]) -> list[Happened]:
    """What became of each request: its last change, in the order they happened.

    `before` are the answers that the rep heard: request and moment. A decision after one of them is made anew.
    """
    by_request: dict[uuid.UUID, list[Answer]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.at, row.change_id)):
        by_request[row.request_id].append(row)
    in_order = sorted(by_request.values(), key=lambda changes: (changes[-1].at, changes[-1].change_id))
    return [_became(changes, by_request, before) for changes in in_order]


def _became(
    changes: Sequence[Answer], all_of_them: Collection[uuid.UUID], before: Collection[tuple[uuid.UUID, datetime]]
) -> Happened:
    last = changes[-1]
    # Of what is scheduled or on sale now, the reason is that of the yes before.
    reasoned = [one for one in changes if one.words and (one is last or last.to_status in AFTER_YES)]
    return Happened(
        request_id=last.request_id,
        title=last.title,
        answer=shared.answer_of(last.kind, last.to_status),
        reason=reasoned[-1].words if reasoned else _reason_of_other(last, all_of_them),
        until=last.until or (last.on_sale_on if last.to_status is RequestStatus.SCHEDULED else None),
        item=last.item,
        other=last.other,
        other_answer=_other_answer(last, all_of_them),
        is_anew=last.kind is ChangeKind.DECIDED
        and any(request_id == last.request_id and at < last.at for request_id, at in before),
        customers=shared.customers(one for one in changes if one.change_id == last.change_id),
    )


def _other_answer(last: Answer, all_of_them: Collection[uuid.UUID]) -> str:
    """The answer that stands on what a request was merged into, unless that one has a line of its own."""
    is_merge = last.kind is ChangeKind.MERGED and last.other_id not in all_of_them
    return str(last.other_status) if is_merge and last.other_status in DECISIONS | set(AFTER_YES) else ""


def _reason_of_other(last: Answer, all_of_them: Collection[uuid.UUID]) -> str:
    return last.other_reason if _other_answer(last, all_of_them) else ""


# --- what is new to sell ---


def _on_sale(session: Session, workspace_id: str, frame: Frame, start: datetime, end: datetime) -> list[NewToSell]:
    """What went on sale where the rep sells, or everywhere; all of it to a rep whose region is not known."""
    by_day = digest_selling.new_items(
        session, workspace_id=workspace_id, first_day=frame.first_day, last_day=frame.last_day
    )
    by_request = digest_selling.new_by_request(session, workspace_id=workspace_id, start=start, end=end)
    new = list({key_of(one): one for one in [*by_request, *by_day]}.values())
    if not new:
        return []
    item_ids = [one.item_id for one in new if one.item_id]
    regions = digest_selling.sold_in(session, workspace_id=workspace_id, item_ids=item_ids)
    wanting = digest_selling.wanting(
        session,
        workspace_id=workspace_id,
        user_id=frame.user_id,
        item_ids=item_ids,
        request_ids=[one.request_id for one in new if one.request_id and not one.item_id],
    )
    person = workspaces.find_person(session, workspace_id=workspace_id, user_id=frame.user_id)
    home = person.region_id if person else None
    sold_here = [one for one in new if home is None or home in regions.get(key_of(one), {home})]
    return most_wanted_first(sold_here, wanting)


def most_wanted_first(new: Sequence[OnSale], wanting: Sequence[Customer]) -> list[NewToSell]:
    """What is new to sell, with the rep's customers who asked for it: most of them first, then by name."""
    asked: dict[uuid.UUID, list[Customer]] = defaultdict(list)
    for one in wanting:
        asked[one.of].append(one)
    found = [NewToSell(one.name, one.talk_track, shared.customers(asked[key_of(one)]), one.item_id) for one in new]
    return sorted(found, key=lambda one: (-one.customers.voices, one.name.casefold()))


def key_of(one: OnSale) -> uuid.UUID:
    """By what customers ask for it: the item, or the request where there is none."""
    key = one.item_id or one.request_id
    if key is None:
        raise ValueError(f"{one.name} is neither an item nor a request.")
    return key


# --- whom to tell ---


def to_be_told(untold: Sequence[Untold], zone: ZoneInfo) -> list[ToTell]:
    """The answers that wait to be passed on, each with its customers, in the order given."""
    by_change: dict[uuid.UUID, list[Untold]] = defaultdict(list)
    for row in untold:
        by_change[row.change_id].append(row)
    return [
        ToTell(
            change_id=change_id,
            title=rows[0].title,
            answer=_said_of(rows[0]),
            heard_on=rows[0].told_at.astimezone(zone).date(),
            customers=shared.customers(rows),
        )
        for change_id, rows in by_change.items()
    ]


def _said_of(row: Untold) -> str:
    """The answer itself: of what was merged, that of the request it became part of."""
    if row.kind is ChangeKind.MERGED:
        return str(row.other_status)
    return shared.answer_of(row.kind, row.to_status)
