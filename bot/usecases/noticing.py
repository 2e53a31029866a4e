"""What is noticed once texts were read: open requests that look like others, or like what is for sale."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import alike, hints
from bot.usecases.likeness import Likeness
from storage.database import Session
from storage.models import Request, TextOf
from storage.queries import requests, suggestions

ITEMS = 3
# A request is asked about only where it is likely the same: a card is for deciding, not for guessing.
_REQUESTS = 2


@dataclass(frozen=True)
class _Noticed:
    """What one request looks like, as (kind, id, cosine)."""

    request_id: uuid.UUID
    likes: list[tuple[TextOf, uuid.UUID, float]]


def look(
    session: Session, likeness: Likeness, workspace_id: str, kind: TextOf, owner_ids: Sequence[uuid.UUID]
) -> list[_Noticed]:
    """What the open requests look like for which these texts stand; a new catalog item is like nobody by itself."""
    if kind is TextOf.ITEM or likeness.embedder is None:
        return []
    behind = suggestions.requests_of(session, workspace_id=workspace_id, owner_ids=owner_ids)
    noticed = []
    for request in {one.request_id: one for one in behind.values()}.values():
        if request.is_open:
            noticed.append(_Noticed(request.request_id, _likes(session, likeness, request)))
    return noticed


def note(session: Session, workspace_id: str, noticed: Sequence[_Noticed], now: datetime) -> None:
    """Have the cards of requests ask about what they look like."""
    for one in noticed:
        hints.note(session, workspace_id, one.request_id, one.likes, now)


def _likes(session: Session, likeness: Likeness, request: Request) -> list[tuple[TextOf, uuid.UUID, float]]:
    workspace_id, embedder = request.workspace_id, likeness.embedder
    behind = requests.reports_behind(session, workspace_id=workspace_id, request_id=request.request_id)
    newest = next((report for report in behind if report.want), None)
    found = alike.find(
        session,
        likeness,
        workspace_id=workspace_id,
        want=newest.want if newest else request.title,
        region_id=newest.region_id if newest else None,
        items=ITEMS,
    )
    same = embedder.same_from if embedder else 1.0
    others = [hit for hit in found.requests if hit.request.request_id != request.request_id and hit.score >= same]
    return [
        *((TextOf.REQUEST, hit.request.request_id, hit.score) for hit in others[:_REQUESTS]),
        *((TextOf.ITEM, hit.item.item_id, hit.score) for hit in found.items if hit.can_answer),
    ]
