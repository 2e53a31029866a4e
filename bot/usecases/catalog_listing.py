"""What the catalog says of one item, and what it cannot say: names that lead to two items, circles, impossible days."""

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from storage.database import Session
from storage.keys import KEY_LENGTH, name_key
from storage.models import CatalogItem, CatalogStatus, NameKind
from storage.queries import catalog, market

# Of either kind; a form's text field holds about as many.
MOST_NAMES = 60
# How many names a sentence under a field tells of.
_TOLD = 3


class ItemField(StrEnum):
    """The fields of an item's form."""

    NAME = "item_name"
    STATUS = "item_status"
    ON_SALE = "on_sale_on"
    RETIRED = "retired_on"
    SUCCESSOR = "successor"
    SYNONYMS = "synonyms"
    SEE = "see"
    REGIONS = "sold_in"
    TALK_TRACK = "talk_track"


@dataclass(frozen=True)
class Listing:
    """Everything that the catalog says of one item; no region means everywhere."""

    name: str = ""
    status: CatalogStatus = CatalogStatus.LIVE
    on_sale_on: date | None = None
    retired_on: date | None = None
    successor_id: uuid.UUID | None = None
    synonyms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    region_ids: frozenset[uuid.UUID] = frozenset()
    talk_track: str = ""

    @property
    def keys(self) -> set[str]:
        """The keys of all names that mean this item."""
        return {name_key(self.name), *map(name_key, self.synonyms)}

    def plain(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "name": self.name,
            "status": str(self.status),
            "on_sale_on": self.on_sale_on.isoformat() if self.on_sale_on else None,
            "retired_on": self.retired_on.isoformat() if self.retired_on else None,
            "successor_id": str(self.successor_id) if self.successor_id else None,
            "synonyms": sorted(self.synonyms),
            "see": sorted(self.see),
            "region_ids": sorted(map(str, self.region_ids)),
            "talk_track": self.talk_track,
        }

    def fingerprint(self) -> str:
        """Sixteen letters that are others as soon as anything is: how a form knows what it showed."""
        return hashlib.sha256(json.dumps(self.plain(), sort_keys=True).encode()).hexdigest()[:16]


def listing_of(session: Session, item: CatalogItem) -> Listing:
    """What the catalog says of an item today."""
    workspace_id, item_id = item.workspace_id, item.item_id
    names = market.other_names(session, workspace_id=workspace_id, item_id=item_id)
    return Listing(
        name=item.name,
        status=item.status,
        on_sale_on=item.on_sale_on,
        retired_on=item.retired_on,
        successor_id=item.successor_id,
        synonyms=tuple(one.name for one in names if one.kind is NameKind.SYNONYM),
        see=tuple(one.name for one in names if one.kind is NameKind.SEE),
        region_ids=frozenset(catalog.region_ids(session, workspace_id=workspace_id, item_id=item_id)),
        talk_track=item.talk_track,
    )


@dataclass(frozen=True)
class Change:
    """An item as it is and as somebody wants it. What stays as it was is not asked about again."""

    session: Session
    workspace_id: str
    item_id: uuid.UUID
    before: Listing
    wanted: Listing
    today: date
    live_regions: frozenset[uuid.UUID]

    def problems(self) -> dict[ItemField, str]:
        """A sentence for each field that cannot be so."""
        found = {
            ItemField.NAME: self._name(),
            ItemField.SYNONYMS: self._synonyms(),
            ItemField.SEE: self._see(),
            ItemField.ON_SALE: self._on_sale(),
            ItemField.RETIRED: self._retired(),
            ItemField.SUCCESSOR: self._successor(),
            ItemField.REGIONS: self._regions(),
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    def _changed(self, *names: str) -> bool:
        return any(getattr(self.before, name) != getattr(self.wanted, name) for name in names)

    # --- names ---

    def _name(self) -> str:
        name = self.wanted.name
        if not name:
            return "Give it a name."
        if len(name) > KEY_LENGTH:
            return f"Keep the name to {KEY_LENGTH} characters."
        return self._taken([name])

    def _synonyms(self) -> str:
        return _too_many(self.wanted.synonyms) or self._taken(self.wanted.synonyms)

    def _taken(self, names: Iterable[str]) -> str:
        """Of which other item these are names already."""
        new = {key: name for name in names if (key := name_key(name)) not in self.before.keys}
        led = catalog.led_to(self.session, workspace_id=self.workspace_id, keys=new)
        taken = [
            _is_taken(new[key], item) for key in new for item in led.get(key, ())[:1] if item.item_id != self.item_id
        ]
        return " ".join([*taken[:_TOLD], *([f"And {len(taken) - _TOLD} more."] if len(taken) > _TOLD else [])])

    def _see(self) -> str:
        if problem := _too_many(self.wanted.see):
            return problem
        itself = [name for name in self.wanted.see if name_key(name) in self.wanted.keys]
        if itself:
            return f"“{itself[0]}” leads back to this one. Take it out."
        circle = self._circle()
        if circle:
            way = " → ".join(f"“{name}”" for name in circle)
            return f"This leads in a circle in which nothing is for sale: {way}. Take one of them out."
        return ""

    def _circle(self) -> list[str]:
        """The names on a way through "see" references that comes back here without anything for sale."""
        if self.wanted.status is CatalogStatus.LIVE or not self._changed("status", "name", "synonyms", "see"):
            return []
        references = catalog.references_of_the_unsold(self.session, workspace_id=self.workspace_id)
        references[self.item_id] = [name_key(name) for name in self.wanted.see]
        keys = {key for some in references.values() for key in some}
        led = catalog.led_to(self.session, workspace_id=self.workspace_id, keys=keys)
        # Where this item's own names lead is what is being decided.
        names = {self.item_id: self.wanted.name}
        goes: dict[str, uuid.UUID] = dict.fromkeys(self.wanted.keys, self.item_id)
        for key, items in led.items():
            for item in items:
                if item.item_id != self.item_id and item.status is not CatalogStatus.LIVE:
                    goes.setdefault(key, item.item_id)
                    names[item.item_id] = item.name
        way = _way_back(self.item_id, references, goes)
        return [names[item_id] for item_id in way]

    # --- days ---

    def _on_sale(self) -> str:
        if not self._changed("status", "on_sale_on"):
            return ""
        day = self.wanted.on_sale_on
        match self.wanted.status:
            case CatalogStatus.PLANNED if day is None:
                return "Pick the day it goes on sale: reps read it."
            case CatalogStatus.PLANNED if day is not None and day <= self.today:
                return "Pick a day after today. If it is for sale already, choose Live."
            case CatalogStatus.LIVE if day is not None and day > self.today:
                return "This day is still to come. Choose Planned until then, or pick a day up to today."
        return ""

    def _retired(self) -> str:
        day = self.wanted.retired_on
        if day is None or not self._changed("status", "retired_on"):
            return ""
        if day > self.today:
            return "This day is still to come. Pick today or a day before, and retire it then."
        since = self.wanted.on_sale_on
        # What was planned may be given up before its day.
        if since and day < since <= self.today:
            return "That is before it went on sale. Pick a later day."
        return ""

    # --- where else it leads ---

    def _successor(self) -> str:
        if self.wanted.successor_id is None or not self._changed("successor_id"):
            return ""
        if self.wanted.successor_id == self.item_id:
            return "It cannot take its own place. Pick another, or none."
        last = first = self._item(self.wanted.successor_id)
        if first is None:
            return "That is not in the catalog any more. Pick another, or none."
        seen = set()
        while last is not None and last.successor_id is not None and last.item_id not in seen:
            seen.add(last.item_id)
            last = self._item(last.successor_id)
            if last is not None and last.item_id == self.item_id:
                return f"“{first.name}” leads back to this one. Pick another, or none."
        if last is not None and last.status is CatalogStatus.RETIRED:
            return f"“{last.name}” is retired too, and nothing took its place. Pick what can be sold instead, or none."
        return ""

    def _item(self, item_id: uuid.UUID) -> CatalogItem | None:
        return market.find_item(self.session, workspace_id=self.workspace_id, item_id=item_id)

    def _regions(self) -> str:
        unknown = self.wanted.region_ids - self.before.region_ids - self.live_regions
        return "One of these is no region any more. Choose again." if unknown else ""


def _too_many(names: Collection[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"These are {len(names)} names; at most {MOST_NAMES} fit. One a line."
    long = next((name for name in names if len(name) > KEY_LENGTH), "")
    return f"“{long[:30]}…” is too long: keep each to {KEY_LENGTH} characters, one a line." if long else ""


def _is_taken(name: str, item: CatalogItem) -> str:
    is_own = name_key(name) == item.name_key
    taken = f"“{item.name}” is in the catalog" if is_own else f"“{name}” is another name of “{item.name}”"
    match item.status:
        case CatalogStatus.LIVE:
            return f"{taken} already."
        case CatalogStatus.PLANNED:
            return f"{taken} already, as planned." if is_own else f"{taken} already, which is planned."
        case CatalogStatus.RETIRED if is_own:
            return f"{taken} already, but retired. Edit that one to bring it back."
        case CatalogStatus.RETIRED:
            return f"{taken} already, which is retired. Take it out there first."


def _way_back(
    start: uuid.UUID, references: Mapping[uuid.UUID, Iterable[str]], goes: Mapping[str, uuid.UUID]
) -> list[uuid.UUID]:
    """The first way by references from an item back to itself, both ends named; empty when there is none."""
    came_from: dict[uuid.UUID, uuid.UUID] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for key in references.get(here, ()):
            there = goes.get(key)
            if there == start:
                way = [start, here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if there is not None and there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []
