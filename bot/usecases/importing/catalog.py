"""The catalog from elsewhere: what is sold, its other names, where it is sold, what replaced the retired."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.usecases.importing.names import Claims
from bot.usecases.importing.references import circle, leads_nowhere, missing
from bot.usecases.importing.rows import BadRow, Imported, Once, Regions, RowError, Took, each, key_of
from storage.database import Session
from storage.models import CatalogItem, CatalogName, CatalogRegion, CatalogStatus, NameKind, TextOf, new_id
from storage.queries import bulk, likeness, workspaces


@dataclass(frozen=True)
class CatalogRow:
    """One catalog item; `see` are names that are worth a look besides, `successor` the item that took its place.

    Without a status, a new item is live and one that is here stays what it is. `day` is since when it is retired where
    it is so, else from when on it is sold.
    """

    line: int
    name: str
    status: CatalogStatus | None = None
    synonyms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    day: date | None = None
    successor: str = ""
    talk_track: str = ""


def import_catalog(
    session: Session, workspace_id: str, rows: Iterable[CatalogRow], *, now: datetime, update: bool = False
) -> Imported:
    """Add the items that are not here yet, known again by name; with `update`, the others become what the file says.

    Rows may name each other in any order. One that cannot be taken whole is left out whole, with those that need it.
    """
    imported, catalog = Imported(), _Catalog(session, workspace_id, now, update=update)
    taken = catalog.good(list(rows), imported)
    each(taken, catalog.take, imported)
    catalog.write(taken)
    imported.errors.sort(key=lambda error: error.line)
    return imported


class _Catalog:
    """The catalog as it stands, and what comes to it."""

    def __init__(self, session: Session, workspace_id: str, now: datetime, *, update: bool) -> None:
        self._session, self._workspace_id, self._now, self._update = session, workspace_id, now, update
        workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        self._today = now.astimezone(ZoneInfo(workspace.timezone)).date()
        self._regions, self._once = Regions(session, workspace_id), Once()
        self._known = bulk.items_by_key(session, workspace_id=workspace_id)
        self._names = bulk.names_of_items(session, workspace_id=workspace_id)
        self._keys_of, self._sold = dict[uuid.UUID, set[str]](), dict[uuid.UUID, list[CatalogRegion]]()
        for name in self._names:
            self._keys_of.setdefault(name.item_id, set()).add(name.name_key)
        for one in bulk.regions_of_items(session, workspace_id=workspace_id):
            self._sold.setdefault(one.item_id, []).append(one)
        self._ids = {key: item.item_id for key, item in self._known.items()}
        self._new_items: list[dict[str, Any]] = []
        self._new_names: list[dict[str, Any]] = []
        self._new_sold: list[dict[str, Any]] = []
        self._renamed: list[uuid.UUID] = []

    def good(self, rows: list[CatalogRow], imported: Imported) -> list[CatalogRow]:
        """The rows that can be taken; for each of the others a sentence goes into the errors."""
        claims, good = Claims(self._known, self._names, rows), dict[str, CatalogRow]()
        for row in rows:
            try:
                self._check(row)
                if self._applies(row):
                    claims.make(row.line, row.name, row.synonyms)
                good[key_of(row.name)] = row
            except BadRow as bad:
                imported.errors.append(RowError(row.line, bad.reason))
        # What is left out may be what another row needs.
        while bad_rows := self._astray(good):
            for key, reason in bad_rows.items():
                imported.errors.append(RowError(good.pop(key).line, reason))
        for key in good:
            self._ids.setdefault(key, new_id())
        return list(good.values())

    def take(self, row: CatalogRow) -> Took:
        """One good row."""
        key = key_of(row.name)
        item = self._known.get(key)
        if item is None:
            self._add(row, key)
            return Took.ADDED
        return Took.CHANGED if self._update and self._apply(item, row) else Took.KNOWN

    def write(self, taken: Iterable[CatalogRow]) -> None:
        """Write what came; what took whose place comes last, when all of them are here."""
        bulk.add(self._session, CatalogItem, self._new_items)
        bulk.add(self._session, CatalogName, self._new_names)
        bulk.add(self._session, CatalogRegion, self._new_sold)
        for row in taken:
            if row.successor and self._applies(row):
                item = self._session.get_one(CatalogItem, (self._workspace_id, self._ids[key_of(row.name)]))
                item.successor_id = self._ids[key_of(row.successor)]
        self._session.flush()
        likeness.mark_due(self._session, workspace_id=self._workspace_id, kind=TextOf.ITEM, owner_ids=self._renamed)

    def _applies(self, row: CatalogRow) -> bool:
        return self._update or key_of(row.name) not in self._known

    def _check(self, row: CatalogRow) -> None:
        """What can be told from one row alone."""
        key = key_of(row.name)
        if not key:
            raise BadRow("The item has no name.")
        self._once.check(key, row.line, row.name)
        for region in row.regions:
            self._regions.named(region)
        here = self._known.get(key)
        if self._applies(row):
            self._check_day(row, here)
        if key in map(key_of, row.see):
            raise BadRow(f"“{row.name}” says to see “{row.name}”, which leads nowhere.")

    def _check_day(self, row: CatalogRow, here: CatalogItem | None) -> None:
        if row.status is CatalogStatus.PLANNED and not (row.day or (here and here.on_sale_on)):
            raise BadRow(f"“{row.name}” is planned, but nobody says from when: give it a date.")
        if row.day and row.day > self._today and _status(row, here) is CatalogStatus.RETIRED:
            day = f"{row.day.day} {row.day:%b %Y}"
            raise BadRow(f"“{row.name}” is retired, but only from {day} on: leave it live until then.")

    def _astray(self, good: dict[str, CatalogRow]) -> dict[str, str]:
        """Rows that refer to what is not there, or in a circle, with the reason."""
        applied = {key: row for key, row in good.items() if self._applies(row)}
        named = {item.item_id: key for key, item in self._known.items()}
        back = {key for key, row in applied.items() if row.status not in (None, CatalogStatus.RETIRED)}
        stands = {
            key: named[item.successor_id] for key, item in self._known.items() if item.successor_id and key not in back
        }
        given = {key: key_of(row.successor) for key, row in applied.items() if row.successor}
        titles = {key: item.name for key, item in self._known.items()} | {key: row.name for key, row in good.items()}
        if lost := missing(given, titles):
            return {key: self._lost(applied[key].successor) for key in lost}
        ways = {key: circle(key, stands | given) for key in given}
        if round_about := {key: way for key, way in ways.items() if way}:
            return {
                key: f"What took its place leads back to it: {', then '.join(f'“{titles[one]}”' for one in way)}."
                for key, way in round_about.items()
            }
        refers, live = self._references(applied), self._live(applied)
        return {
            key: "It and what it says to see refer to each other, and none of them is for sale."
            for key, row in applied.items()
            if row.see and leads_nowhere(key, refers, live)
        }

    def _lost(self, successor: str) -> str:
        line = self._once.line_of(key_of(successor))
        if line is None:
            return f"There is no “{successor}” to take its place."
        return f"“{successor}”, which takes its place, is left out itself: see line {line}."

    def _references(self, applied: dict[str, CatalogRow]) -> dict[str, list[str]]:
        """From what people look up to what they should see: a reference on an item is a name that leads to it."""
        named, refers = {item.item_id: key for key, item in self._known.items()}, dict[str, list[str]]()
        for name in self._names:
            if name.kind is NameKind.SEE:
                refers.setdefault(name.name_key, []).append(named[name.item_id])
        for key, row in applied.items():
            for other in row.see:
                refers.setdefault(key_of(other), []).append(key)
        return refers

    def _live(self, applied: dict[str, CatalogRow]) -> set[str]:
        status = {key: item.status for key, item in self._known.items()}
        for key, row in applied.items():
            status[key] = _status(row, self._known.get(key))
        return {key for key, one in status.items() if one is CatalogStatus.LIVE}

    def _add(self, row: CatalogRow, key: str) -> None:
        item_id = self._ids[key]
        self._new_items.append(
            {
                "workspace_id": self._workspace_id,
                "item_id": item_id,
                "name": row.name,
                "name_key": key,
                "status": _status(row, None),
                "on_sale_on": None if row.status is CatalogStatus.RETIRED else row.day,
                "retired_on": row.day if row.status is CatalogStatus.RETIRED else None,
                "successor_id": None,
                "talk_track": row.talk_track,
                "added_at": self._now,
            }
        )
        self._add_names(item_id, {key}, row)
        self._sell_in(item_id, self._region_ids(row))

    def _apply(self, item: CatalogItem, row: CatalogRow) -> bool:
        """Let an item be what the row says; an empty cell says nothing, and names only come. Whether it changed."""
        given: dict[str, Any] = {"name": row.name, "talk_track": row.talk_track}
        given = {name: value for name, value in given.items() if value} | self._standing(item, row)
        changed = {name: value for name, value in given.items() if getattr(item, name) != value}
        for name, value in changed.items():
            setattr(item, name, value)
        is_led = bool(row.successor) and item.successor_id != self._ids[key_of(row.successor)]
        is_named = self._add_names(item.item_id, {item.name_key, *self._keys_of.get(item.item_id, ())}, row)
        if is_named or {"name", "status"} & changed.keys():
            self._renamed.append(item.item_id)
        return bool(changed) | is_led | is_named | self._move(item.item_id, self._region_ids(row))

    def _standing(self, item: CatalogItem, row: CatalogRow) -> dict[str, Any]:
        """Whether it can be sold, and since when. Retired by the file without a day, it is so from today; what is
        brought back has no successor, as in Slack.
        """
        status = _status(row, item)
        if status is not CatalogStatus.RETIRED:
            given: dict[str, Any] = {"on_sale_on": row.day} if row.day else {}
            # A successor that the row itself names is put in last, with the others.
            given |= {} if row.successor else {"successor_id": None}
            return {"status": status, "retired_on": None, **given}
        was_retired = item.status is CatalogStatus.RETIRED
        return {"status": status, "retired_on": row.day or (item.retired_on if was_retired else self._today)}

    def _move(self, item_id: uuid.UUID, region_ids: list[uuid.UUID]) -> bool:
        """Sell an item in these regions, if the row names any; whether that is another place than before."""
        before = self._sold.get(item_id, [])
        if not region_ids or {one.region_id for one in before} == set(region_ids):
            return False
        for one in before:
            self._session.delete(one)
        self._session.flush()
        self._sell_in(item_id, region_ids)
        return True

    def _region_ids(self, row: CatalogRow) -> list[uuid.UUID]:
        found = (self._regions.named(name) for name in row.regions)
        return list(dict.fromkeys(one for one in found if one is not None))

    def _sell_in(self, item_id: uuid.UUID, region_ids: list[uuid.UUID]) -> None:
        self._new_sold += [
            {"workspace_id": self._workspace_id, "item_id": item_id, "region_id": region_id} for region_id in region_ids
        ]

    def _add_names(self, item_id: uuid.UUID, used: set[str], row: CatalogRow) -> bool:
        """Its other names, each once: what is a synonym is no reference too. Whether any is new."""
        before = len(used)
        for kind, names in ((NameKind.SYNONYM, row.synonyms), (NameKind.SEE, row.see)):
            for name in names:
                if (other := key_of(name)) and other not in used:
                    used.add(other)
                    self._new_names.append(
                        {
                            "workspace_id": self._workspace_id,
                            "item_id": item_id,
                            "name_key": other,
                            "name": name,
                            "kind": kind,
                        }
                    )
        return len(used) > before


def _status(row: CatalogRow, here: CatalogItem | None) -> CatalogStatus:
    """What an item is with the row."""
    return row.status or (here.status if here else CatalogStatus.LIVE)
