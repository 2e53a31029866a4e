"""Hints: which requests and catalog items a request looks like, and which of them are still worth asking about."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from storage.models import (
    CatalogItem,
    CatalogStatus,
    ChangeKind,
    Hint,
    HintAnswer,
    Request,
    RequestChange,
    RequestStatus,
    TextOf,
)
from storage.models.request import OPEN
from storage.queries import market, merges, requests, search

# So many a card asks about at once: a card is for deciding, and the third guess is seldom right.
REQUESTS, ITEMS = 2, 3


@dataclass(frozen=True)
class Found:
    """What a request looks like; `score` is a cosine, 0 to 1."""

    kind: TextOf
    other_id: uuid.UUID
    score: float


@dataclass(frozen=True)
class SameAs:
    """A request that looks the same: the one that stands for `other_id` by now, with the accounts behind it."""

    other_id: uuid.UUID
    request: Request
    accounts: int
    score: float


@dataclass(frozen=True)
class ForSale:
    """A catalog item that may be what is asked for; without regions it is sold everywhere."""

    item: CatalogItem
    regions: tuple[str, ...]
    score: float


def find_hint(session: Session, *, workspace_id: str, request_id: uuid.UUID, other_id: uuid.UUID) -> Hint | None:
    """One hint, if it was ever found."""
    return session.get(Hint, (workspace_id, request_id, other_id))


def open_hints(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> Sequence[Hint]:
    """What nobody has answered yet, best first."""
    query = select(Hint).where(Hint.workspace_id == workspace_id, Hint.request_id == request_id, Hint.answer.is_(None))
    return session.scalars(query.order_by(Hint.score.desc(), Hint.other_id)).all()


def same_requests(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> list[SameAs]:
    """The requests that a card asks about, best first: each that stands for itself, once."""
    found: dict[uuid.UUID, SameAs] = {}
    for hint, request in _asked(session, workspace_id, request_id):
        if request.request_id not in found and len(found) < REQUESTS:
            behind = requests.accounts_behind(session, workspace_id=workspace_id, request_ids=[request.request_id])
            accounts = behind.get(request.request_id, 0)
            found[request.request_id] = SameAs(hint.other_id, request, accounts, hint.score)
    return list(found.values())


def items_for_sale(session: Session, *, workspace_id: str, request_id: uuid.UUID) -> list[ForSale]:
    """The catalog items that a card asks about, best first."""
    hints = [
        one for one in open_hints(session, workspace_id=workspace_id, request_id=request_id) if one.kind is TextOf.ITEM
    ]
    items = [
        (hint, item)
        for hint in hints
        if (item := _askable_item(session, workspace_id, request_id, hint.other_id)) is not None
    ][:ITEMS]
    regions = search.sold_in(session, workspace_id=workspace_id, item_ids=[item.item_id for _, item in items])
    return [ForSale(item, tuple(regions.get(item.item_id, ())), hint.score) for hint, item in items]


def record(
    session: Session, *, workspace_id: str, request_id: uuid.UUID, found: Collection[Found], now: datetime
) -> bool:
    """Keep what is new and worth asking, the best of it; whether what the card asks changed.

    A pair that somebody answered, or took apart, is never asked again, whichever of the two asks; nor is one that the
    other's card asks already.
    """
    before = _shown(session, workspace_id, request_id)
    for one in sorted(found, key=lambda one: -one.score):
        hint = find_hint(session, workspace_id=workspace_id, request_id=request_id, other_id=one.other_id)
        if hint is not None:
            hint.score = one.score if hint.answer is None else hint.score
        elif _is_worth_asking(session, workspace_id, request_id, one):
            session.add(
                Hint(
                    workspace_id=workspace_id,
                    request_id=request_id,
                    other_id=one.other_id,
                    kind=one.kind,
                    score=one.score,
                    found_at=now,
                )
            )
        session.flush()
    return _shown(session, workspace_id, request_id) != before


def settle(
    session: Session,
    *,
    workspace_id: str,
    request_id: uuid.UUID,
    other_id: uuid.UUID,
    answer: HintAnswer,
    by_id: str,
    now: datetime,
) -> None:
    """Answer every open hint between two requests, or a request and an item, whichever of the two asks.

    What was merged into either is one with it: who says that A is not B also says it of what B is made of.
    """
    between = _between(
        _family(session, workspace_id, request_id), _family(session, workspace_id, other_id) or [other_id]
    )
    for hint in session.scalars(select(Hint).where(Hint.workspace_id == workspace_id, Hint.answer.is_(None), between)):
        hint.answer, hint.answered_at, hint.answered_by_id = answer, now, by_id
    session.flush()


def asking_about(session: Session, *, workspace_id: str, other_ids: Collection[uuid.UUID]) -> Sequence[Request]:
    """The open requests whose cards ask about one of these requests or catalog items."""
    asking = select(Hint.request_id).where(
        Hint.workspace_id == workspace_id, Hint.other_id.in_(other_ids), Hint.answer.is_(None)
    )
    query = select(Request).where(
        Request.workspace_id == workspace_id, Request.request_id.in_(asking), Request.status.in_(OPEN)
    )
    # Sorted here: asked for this order, SQLite reads every request there is.
    return sorted(session.scalars(query), key=lambda one: one.request_id)


def _asked(session: Session, workspace_id: str, request_id: uuid.UUID) -> Iterator[tuple[Hint, Request]]:
    for hint in open_hints(session, workspace_id=workspace_id, request_id=request_id):
        if hint.kind is TextOf.REQUEST:
            request = _askable_request(session, workspace_id, request_id, hint.other_id)
            if request is not None:
                yield hint, request


def _shown(session: Session, workspace_id: str, request_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """What the card asks, as it is read there."""
    same = same_requests(session, workspace_id=workspace_id, request_id=request_id)
    items = items_for_sale(session, workspace_id=workspace_id, request_id=request_id)
    return [
        *((one.request.request_id, f"{one.score:.2f}") for one in same),
        *((one.item.item_id, f"{one.score:.2f}") for one in items),
    ]


def _is_worth_asking(session: Session, workspace_id: str, request_id: uuid.UUID, one: Found) -> bool:
    """Whether it can be asked, and would be among the best that the card asks."""
    if one.kind is TextOf.ITEM:
        scores = [known.score for known in items_for_sale(session, workspace_id=workspace_id, request_id=request_id)]
        known_item = _askable_item(session, workspace_id, request_id, one.other_id)
        return known_item is not None and _is_among_best(one.score, scores, ITEMS)
    other = _askable_request(session, workspace_id, request_id, one.other_id)
    if one.kind is not TextOf.REQUEST or other is None:
        return False
    known = same_requests(session, workspace_id=workspace_id, request_id=request_id)
    ours, theirs = _family(session, workspace_id, request_id), _family(session, workspace_id, one.other_id)
    # What is decided asks nothing any more.
    asks_back = (
        select(Hint.request_id)
        .join(Request, (Request.workspace_id == Hint.workspace_id) & (Request.request_id == Hint.request_id))
        .where(
            Hint.workspace_id == workspace_id,
            Hint.request_id.in_(theirs),
            Hint.other_id.in_(ours),
            Request.status.in_(OPEN),
        )
    )
    return (
        other.request_id not in {one.request.request_id for one in known}
        and _is_among_best(one.score, [one.score for one in known], REQUESTS)
        and session.scalars(asks_back.limit(1)).first() is None
    )


def _is_among_best(score: float, scores: Collection[float], most: int) -> bool:
    return len(scores) < most or score > min(scores)


def _askable_request(session: Session, workspace_id: str, request_id: uuid.UUID, other_id: uuid.UUID) -> Request | None:
    """The request that stands for the other one, unless it is withdrawn, our own, or the pair has its answer."""
    other = requests.standing_for(session, workspace_id=workspace_id, request_id=other_id)
    if other is None or other.status is RequestStatus.WITHDRAWN:
        return None
    ours, theirs = _family(session, workspace_id, request_id), _family(session, workspace_id, other_id)
    if other.request_id in ours or _is_answered(session, workspace_id, ours, theirs):
        return None
    apart = select(RequestChange.change_id).where(
        RequestChange.workspace_id == workspace_id,
        RequestChange.kind == ChangeKind.SEPARATED,
        RequestChange.request_id.in_([*ours, *theirs]),  # an index goes by this, and by no alternatives
        or_(
            and_(RequestChange.request_id.in_(ours), RequestChange.other_id.in_(theirs)),
            and_(RequestChange.request_id.in_(theirs), RequestChange.other_id.in_(ours)),
        ),
    )
    return other if session.scalars(apart.limit(1)).first() is None else None


def _askable_item(session: Session, workspace_id: str, request_id: uuid.UUID, item_id: uuid.UUID) -> CatalogItem | None:
    item = market.find_item(session, workspace_id=workspace_id, item_id=item_id)
    if item is None or item.status is CatalogStatus.RETIRED:
        return None
    ours = _family(session, workspace_id, request_id)
    return None if _is_answered(session, workspace_id, ours, [item_id]) else item


def _is_answered(
    session: Session, workspace_id: str, ours: Collection[uuid.UUID], theirs: Collection[uuid.UUID]
) -> bool:
    query = select(Hint.request_id).where(
        Hint.workspace_id == workspace_id, Hint.answer.is_not(None), _between(ours, theirs)
    )
    return session.scalars(query.limit(1)).first() is not None


def _between(ours: Collection[uuid.UUID], theirs: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """Hints from one of ours to one of theirs, or back."""
    return or_(
        and_(Hint.request_id.in_(ours), Hint.other_id.in_(theirs)),
        and_(Hint.request_id.in_(theirs), Hint.other_id.in_(ours)),
    )


def _family(session: Session, workspace_id: str, request_id: uuid.UUID) -> list[uuid.UUID]:
    return merges.family(session, workspace_id=workspace_id, request_id=request_id)
