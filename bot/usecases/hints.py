"""What a request looks like: another request, or something in the catalog. A hint asks; a person answers, once."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bot.errors import Gone, TooLate
from bot.usecases import for_sale, merging, outbox
from bot.usecases.actor import Actor
from bot.usecases.triage import Seen, for_triage, name_of
from storage.database import Session
from storage.models import CatalogItem, CatalogStatus, HintAnswer, Request, TextOf
from storage.queries import hints, market, requests
from storage.queries.hints import Found


def note(
    session: Session,
    workspace_id: str,
    request_id: uuid.UUID,
    likes: Sequence[tuple[TextOf, uuid.UUID, float]],
    now: datetime,
) -> None:
    """Keep what a request looks like, as (kind, id, cosine), and have its card ask; only while it waits for a decision.

    What was answered before, is gone, is in its own family, or is asked by the other's card, is left out.
    """
    request = requests.find_request(session, workspace_id=workspace_id, request_id=request_id)
    if request is None or not request.is_open:
        return
    found = [Found(kind, other_id, score) for kind, other_id, score in likes]
    if hints.record(session, workspace_id=workspace_id, request_id=request_id, found=found, now=now):
        outbox.redraw_request(session, request)


def merge_hinted(
    session: Session, actor: Actor, request_id: uuid.UUID, other_id: uuid.UUID, *, now: datetime
) -> Request:
    """“Merge the two”: the request becomes part of the one it looks like, or of what stands for that one; the target.

    Raises what `merging.merge` raises, and TooLate when somebody answered before.
    """
    request = _asked(session, actor, request_id, other_id)
    return merging.merge(session, actor, Seen(request_id, request.status), target_id=other_id, now=now)


def not_the_same(
    session: Session, actor: Actor, request_id: uuid.UUID, other_id: uuid.UUID, *, now: datetime
) -> Request:
    """“Not the same”: the two are never offered again, on either card. Raises TooLate when somebody answered before."""
    request = _asked(session, actor, request_id, other_id)
    _say_no(session, actor, request, other_id, now=now)
    outbox.redraw_request(session, request)
    return request


def none_for_sale(session: Session, actor: Actor, request_id: uuid.UUID, *, now: datetime) -> Request:
    """“Not in the catalog”: none of the items that the card asks about. Raises TooLate when none is left."""
    request = for_triage(session, actor, request_id)
    asked = hints.items_for_sale(session, workspace_id=actor.workspace_id, request_id=request_id)
    if not asked:
        raise TooLate("Somebody answered that already.")
    for one in asked:
        _say_no(session, actor, request, one.item.item_id, now=now)
    outbox.redraw_request(session, request)
    return request


def item_to_answer_with(session: Session, actor: Actor, request: Request, item_id: uuid.UUID) -> CatalogItem:
    """“That's it”: the item that a card asks about. Raises Gone when it cannot be sold any more."""
    item = market.find_item(session, workspace_id=actor.workspace_id, item_id=item_id)
    if item is None or item.status is CatalogStatus.RETIRED:
        why = for_sale.retired(session, item) if item else "That is not in the catalog any more."
        raise Gone(f"{why} Decide “{request.title}” by its own buttons.")
    return item


def _asked(session: Session, actor: Actor, request_id: uuid.UUID, other_id: uuid.UUID) -> Request:
    """The request whose card asks, while nobody has answered."""
    request = for_triage(session, actor, request_id)
    hint = hints.find_hint(session, workspace_id=actor.workspace_id, request_id=request_id, other_id=other_id)
    if hint is None:
        raise Gone("That suggestion is not here any more.")
    if hint.answer is not None:
        who = name_of(session, actor.workspace_id, hint.answered_by_id)
        raise TooLate(f"{who} said already that they are {_SAID[hint.answer]}.")
    return request


_SAID = {HintAnswer.SAME: "the same", HintAnswer.NOT_SAME: "not the same"}


def _say_no(session: Session, actor: Actor, request: Request, other_id: uuid.UUID, *, now: datetime) -> None:
    hints.settle(
        session,
        workspace_id=actor.workspace_id,
        request_id=request.request_id,
        other_id=other_id,
        answer=HintAnswer.NOT_SAME,
        by_id=actor.user_id,
        now=now,
    )
