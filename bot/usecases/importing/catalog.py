"""The catalog from elsewhere: what is sold, its other names, where it is sold, what replaced the retired."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.usecases.importing.rows import BadRow, Imported, Once, Regions, RowError, each
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogName, CatalogRegion, CatalogStatus, NameKind, new_id
from storage.queries import bulk


@dataclass(frozen=True)
class CatalogRow:
    """One catalog item; `see` are names that are worth a look besides, `successor` the item that took its place."""

    line: int
    name: str
    status: CatalogStatus = CatalogStatus.LIVE
    synonyms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    on_sale_on: date | None = None
    successor: str = ""
    talk_track: str = ""


def import_catalog(session: Session, workspace_id: str, rows: Iterable[CatalogRow], *, now: datetime) -> Imported:
    """Add the items that are not here yet, known again by name.

    A successor may stand anywhere in the file, or be here already.
    """
    imported, catalog, taken = Imported(), _Catalog(session, workspace_id, now), list(rows)
    each(taken, catalog.take, imported)
    catalog.write()
    for row in taken:
        if row.successor and not catalog.follow(row):
            imported.errors.append(RowError(row.line, f"There is no “{row.successor}” to take its place."))
    imported.errors.sort(key=lambda error: error.line)
    return imported


class _Catalog:
    """The catalog as it stands, and what comes to it."""

    def __init__(self, session: Session, workspace_id: str, now: datetime) -> None:
        self._session, self._workspace_id, self._now = session, workspace_id, now
        self._regions, self._once = Regions(session, workspace_id), Once()
        self._known = {key: item.item_id for key, item in bulk.items_by_key(session, workspace_id=workspace_id).items()}
        self._added: dict[str, uuid.UUID] = {}
        self._items: list[dict[str, Any]] = []
        self._names: list[dict[str, Any]] = []
        self._sold_in: list[dict[str, Any]] = []

    def take(self, row: CatalogRow) -> bool:
        """One row; whether it is new."""
        key = name_key(row.name)
        if not key:
            raise BadRow("The item has no name.")
        self._once.check(key, row.line)
        region_ids = [self._regions.named(name) for name in row.regions]
        if key in self._known:
            return False
        item_id = self._added[key] = new_id()
        self._items.append(
            {
                "workspace_id": self._workspace_id,
                "item_id": item_id,
                "name": row.name,
                "name_key": key,
                "status": row.status,
                "on_sale_on": row.on_sale_on,
                "successor_id": None,
                "talk_track": row.talk_track,
                "added_at": self._now,
            }
        )
        self._add_names(item_id, key, row)
        self._sold_in += [
            {"workspace_id": self._workspace_id, "item_id": item_id, "region_id": region_id}
            for region_id in dict.fromkeys(region_ids)
        ]
        return True

    def write(self) -> None:
        """Write what came."""
        bulk.add(self._session, CatalogItem, self._items)
        bulk.add(self._session, CatalogName, self._names)
        bulk.add(self._session, CatalogRegion, self._sold_in)

    def follow(self, row: CatalogRow) -> bool:
        """Let a new item point to what took its place; False when that does not exist."""
        every = self._known | self._added
        item_id, successor_id = self._added.get(name_key(row.name)), every.get(name_key(row.successor))
        if item_id is None:
            return True  # it was here before, or could not be taken
        if successor_id is None:
            return False
        item = self._session.get_one(CatalogItem, (self._workspace_id, item_id))
        item.successor_id = successor_id
        return True

    def _add_names(self, item_id: uuid.UUID, key: str, row: CatalogRow) -> None:
        """Its other names, each once: what is a synonym is no reference too."""
        used = {key}
        for kind, names in ((NameKind.SYNONYM, row.synonyms), (NameKind.SEE, row.see)):
            for name in names:
                if (other := name_key(name)) and other not in used:
                    used.add(other)
                    self._names.append(
                        {
                            "workspace_id": self._workspace_id,
                            "item_id": item_id,
                            "name_key": other,
                            "name": name,
                            "kind": kind,
                        }
                    )
