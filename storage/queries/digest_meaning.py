"""What that is called which the reports of a week were about beside their requests: catalog items, themes."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import CatalogItem, Theme


@dataclass(frozen=True)
class ThemeHead:
    """What a theme is called, and whether a person said that it is one."""

    title: str
    is_confirmed: bool


def item_names(session: Session, *, workspace_id: str, item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What some catalog items are called."""
    query = select(CatalogItem.item_id, CatalogItem.name).where(
        CatalogItem.workspace_id == workspace_id, CatalogItem.item_id.in_(item_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def theme_heads(session: Session, *, workspace_id: str, theme_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ThemeHead]:
    """What some themes are called."""
    query = select(Theme).where(Theme.workspace_id == workspace_id, Theme.theme_id.in_(theme_ids))
    return {one.theme_id: ThemeHead(one.title, one.is_confirmed) for one in session.scalars(query)}
