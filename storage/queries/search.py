"""What `/field find` looks through: requests in every state, and the catalog by name and by other names."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import CatalogItem, CatalogName, CatalogRegion, Region, Request, RequestStatus
from storage.models.request import OPEN
from storage.queries import market
from storage.queries.market import words_match


def singular(word: str) -> str:
    """A word as it begins in both numbers: "drones" finds "drone surveys"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def requests_about(session: Session, *, workspace_id: str, words: str, limit: int) -> Sequence[Request]:
    """Requests whose title has the words, open ones first, then the newest. What a rep took back stays out."""
    query = select(Request).where(
        Request.workspace_id == workspace_id,
        words_match(Request.title_key, words),
        Request.status != RequestStatus.WITHDRAWN,
    )
    query = query.order_by(Request.status.in_(OPEN).desc(), Request.opened_at.desc(), Request.request_id).limit(limit)
    return session.scalars(query).all()


def items_about(session: Session, *, workspace_id: str, words: str, limit: int) -> Sequence[CatalogItem]:
    """Catalog items of any status whose name or other name has the words."""
    return market.find_items(session, workspace_id=workspace_id, typed=words, status=None, limit=limit)


def other_names(
    session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[CatalogName]]:
    """The other names of catalog items, by item."""
    query = select(CatalogName).where(CatalogName.workspace_id == workspace_id, CatalogName.item_id.in_(item_ids))
    names: dict[uuid.UUID, list[CatalogName]] = {}
    for name in session.scalars(query.order_by(CatalogName.kind.desc(), CatalogName.name_key)):
        names.setdefault(name.item_id, []).append(name)
    return names


def sold_in(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The regions in which catalog items are sold, by item; an item sold everywhere is not named."""
    query = (
        select(CatalogRegion.item_id, Region.name)
        .join(
            Region, (Region.workspace_id == CatalogRegion.workspace_id) & (Region.region_id == CatalogRegion.region_id)
        )
        .where(CatalogRegion.workspace_id == workspace_id, CatalogRegion.item_id.in_(item_ids))
        .order_by(Region.name)
    )
    regions: dict[uuid.UUID, list[str]] = {}
    for item_id, name in session.execute(query):
        regions.setdefault(item_id, []).append(name)
    return regions
