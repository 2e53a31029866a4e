"""What was saved in words may be for sale already, or others asked for it: offered on its card, as a form would ask.

A form needs a press, so that words get one offer, the likeliest. It is open as long as the report waits for its rep's
answer; then it goes to Marketing by itself.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import BotError
from bot.usecases import drafts, suggestions
from bot.usecases.actor import Actor
from bot.usecases.settling import settle_dedupe
from bot.usecases.suggestions import Suggestions
from storage.database import Session
from storage.models import Draft
from storage.queries import drafts as queries
from storage.queries import outbox, reports


class Offered(StrEnum):
    """What may answer a want."""

    ITEM = "item"
    REQUEST = "request"


@dataclass(frozen=True)
class Offer:
    """One thing that may answer what was saved, by name."""

    what: Offered
    id: uuid.UUID
    name: str


def best_of(found: Suggestions) -> Offer | None:
    """The likeliest answer: something that can be sold, else what others asked for."""
    item = next((hit.item for hit in found.items if hit.can_answer), None)
    if item is not None:
        return Offer(Offered.ITEM, item.item_id, item.name)
    request = next((hit.request for hit in found.requests), None)
    return Offer(Offered.REQUEST, request.request_id, request.title) if request is not None else None


def put(session: Session, draft: Draft, offer: Offer) -> None:
    """Offer it on the draft's card."""
    drafts.remember(draft, offer=[str(offer.what), str(offer.id), offer.name])
    drafts.show(session, draft)


def open_offer(session: Session, draft: Draft) -> Offer | None:
    """What is offered on a draft's card, as long as it can be taken."""
    kept = (draft.understood or {}).get("offer")
    report_id = _report_id(session, draft) if kept else None
    if not kept or report_id is None:
        return None
    wish = outbox.find_by_dedupe(session, workspace_id=draft.workspace_id, dedupe=settle_dedupe(report_id))
    is_open = wish is not None and not wish.is_done
    return Offer(Offered(kept[0]), uuid.UUID(kept[1]), kept[2]) if is_open else None


def newest(session: Session, actor: Actor) -> Draft | None:
    """What somebody told last, where its card offers something."""
    draft = queries.newest(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    return draft if draft is not None and open_offer(session, draft) is not None else None


def answer(session: Session, actor: Actor, draft: Draft, *, takes: bool) -> bool:
    """Take what is offered, or go on without it; False where neither can be done any more."""
    offer, report_id = open_offer(session, draft), _report_id(session, draft)
    if offer is None or report_id is None:
        return False
    try:
        if not takes:
            suggestions.go_on(session, actor, report_id)
        elif offer.what is Offered.ITEM:
            suggestions.answer(session, actor, report_id, item_id=offer.id)
        else:
            suggestions.join(session, actor, report_id, request_id=offer.id)
    except BotError:
        return False
    return True


def _report_id(session: Session, draft: Draft) -> uuid.UUID | None:
    report = reports.report_of_draft(session, workspace_id=draft.workspace_id, draft_id=draft.draft_id)
    return report.report_id if report is not None and report.is_live else None
