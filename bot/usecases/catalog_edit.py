"""Change the catalog: add an item, edit, retire, bring back. Each is checked and audited; of two people one wins."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.errors import FormError, Gone, NotAllowed, TooLate
from bot.usecases import audit, outbox
from bot.usecases.actor import Actor
from bot.usecases.catalog_listing import Change, ItemField, Listing, listing_of
from bot.usecases.clocks import local_day
from bot.usecases.triage import name_of
from storage.database import Session
from storage.keys import name_key
from storage.models import AuditEntry, CatalogItem, CatalogStatus, NameKind, Region, Role, TextOf
from storage.queries import catalog, likeness, market, workspaces


def may_edit(session: Session, actor: Actor) -> bool:
    """Whether this person may change the catalog."""
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    return roles.has(Role.MARKETER, Role.ADMIN)


def check_may_edit(session: Session, actor: Actor) -> None:
    """Raise NotAllowed unless this person may change the catalog."""
    if not may_edit(session, actor):
        raise NotAllowed(
            "Only Marketing and admins can change the catalog. If something in it is wrong, please tell them."
        )


@dataclass(frozen=True)
class ItemFacts:
    """What an item's form is filled from; without `item` it adds one. `last` is the newest deed in the audit."""

    item: CatalogItem | None
    listing: Listing
    successor: CatalogItem | None
    regions: tuple[Region, ...]
    last: AuditEntry | None


def for_form(session: Session, actor: Actor, item_id: uuid.UUID | None) -> ItemFacts:
    """An item for the form of somebody who may change it, with the regions there are and those it has.

    Raises NotAllowed, or Gone when there is no such item.
    """
    check_may_edit(session, actor)
    workspace_id = actor.workspace_id
    item = market.find_item(session, workspace_id=workspace_id, item_id=item_id) if item_id else None
    if item_id and item is None:
        raise Gone("That is not in the catalog any more.")
    listing = listing_of(session, item) if item else Listing()
    successor_id = listing.successor_id
    return ItemFacts(
        item=item,
        listing=listing,
        successor=market.find_item(session, workspace_id=workspace_id, item_id=successor_id) if successor_id else None,
        regions=tuple(
            region
            for region in workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
            if region.retired_at is None or region.region_id in listing.region_ids
        ),
        last=catalog.last_deed(session, workspace_id=workspace_id, subject=subject(item.item_id)) if item else None,
    )


@dataclass(frozen=True)
class Seen:
    """The item that a form is about, and its listing's fingerprint when the form opened; empty for a new one."""

    item_id: uuid.UUID
    fingerprint: str = ""


@dataclass(frozen=True)
class Typed:
    """A sent form; `shown` are the fields that it had. What it did not show stays as it is."""

    shown: frozenset[str]
    name: str
    status: CatalogStatus
    on_sale_on: date | None = None
    retired_on: date | None = None
    successor_id: uuid.UUID | None = None
    synonyms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    region_ids: frozenset[uuid.UUID] = frozenset()
    talk_track: str = ""


@dataclass(frozen=True)
class Saved:
    """What came of a sent form; `deed` is empty when nothing was changed."""

    item: CatalogItem
    deed: str


# The deeds of the audit.
ADDED, EDITED, RETIRED, BROUGHT_BACK = "item_added", "item_edited", "item_retired", "item_brought_back"
ADOPTED, LEFT = "synonym_adopted", "synonym_dismissed"


def save(session: Session, actor: Actor, seen: Seen, typed: Typed, *, now: datetime) -> Saved:
    """Add an item, or make it what the form says.

    Raises NotAllowed, FormError by field, and TooLate when somebody else changed it while the form was open.
    """
    check_may_edit(session, actor)
    workspace_id = actor.workspace_id
    workspaces.hold(session, workspace_id=workspace_id)
    item = market.find_item(session, workspace_id=workspace_id, item_id=seen.item_id)
    before = listing_of(session, item) if item else Listing()
    wanted = _wanted(before, typed, today_of(session, workspace_id, now))
    if item is not None and wanted.plain() == before.plain():
        return Saved(item, "")  # untouched, or sent a second time
    if before.fingerprint() != (seen.fingerprint or Listing().fingerprint()):
        raise TooLate(_changed_meanwhile(session, workspace_id, seen.item_id))
    found = problems(session, workspace_id, seen.item_id, before=before, wanted=wanted, now=now)
    if found:
        raise FormError(_where_they_are_seen(found, typed.shown))
    if item is None:
        item = CatalogItem(workspace_id=workspace_id, item_id=seen.item_id, added_at=now, name="", name_key="")
    write(session, item, before, wanted)
    deed = _deed(before, wanted, is_new=not seen.fingerprint)
    note(session, actor, item, deed, before=before, wanted=wanted, now=now)
    return Saved(item, deed)


def today_of(session: Session, workspace_id: str, now: datetime) -> date:
    """The day it is where the workspace is."""
    return local_day(workspaces.get_workspace(session, workspace_id=workspace_id), now)


def problems(
    session: Session, workspace_id: str, item_id: uuid.UUID, *, before: Listing, wanted: Listing, now: datetime
) -> dict[ItemField, str]:
    """What an item cannot be, a sentence for each field."""
    live = frozenset(region.region_id for region in workspaces.regions(session, workspace_id=workspace_id))
    today = today_of(session, workspace_id, now)
    return Change(session, workspace_id, item_id, before, wanted, today, live).problems()


def _wanted(before: Listing, typed: Typed, today: date) -> Listing:
    """What the form asks for. What is not retired has no successor; what is retired now is so from today.

    Without a day, what was retired before keeps its own, or none: nobody may know it.
    """
    is_retired = typed.status is CatalogStatus.RETIRED
    was_retired = before.status is CatalogStatus.RETIRED
    retired_on = typed.retired_on if ItemField.RETIRED in typed.shown else before.retired_on
    successor_id = typed.successor_id if ItemField.SUCCESSOR in typed.shown else before.successor_id
    own = name_key(typed.name)
    return Listing(
        name=typed.name,
        status=typed.status,
        on_sale_on=typed.on_sale_on if ItemField.ON_SALE in typed.shown else before.on_sale_on,
        retired_on=(retired_on or (before.retired_on if was_retired else today)) if is_retired else None,
        successor_id=successor_id if is_retired else None,
        synonyms=tuple(
            name
            for name in (typed.synonyms if ItemField.SYNONYMS in typed.shown else before.synonyms)
            if name_key(name) != own
        ),
        see=typed.see if ItemField.SEE in typed.shown else before.see,
        region_ids=typed.region_ids if ItemField.REGIONS in typed.shown else before.region_ids,
        talk_track=typed.talk_track if ItemField.TALK_TRACK in typed.shown else before.talk_track,
    )


def _where_they_are_seen(found: Mapping[ItemField, str], shown: frozenset[str]) -> dict[str, str]:
    """A form refuses a sentence for a field that it has not; such a one goes below the status."""
    below: dict[str, str] = {}
    for field, sentence in found.items():
        where = field if field in shown else ItemField.STATUS
        below[where] = f"{below[where]} {sentence}" if where in below else sentence
    return below


def write(session: Session, item: CatalogItem, before: Listing, wanted: Listing) -> None:
    """Put a checked listing down; its texts are read anew, and cards that ask about it drawn anew, where that shows."""
    item.name, item.name_key = wanted.name, name_key(wanted.name)
    item.status, item.on_sale_on, item.retired_on = wanted.status, wanted.on_sale_on, wanted.retired_on
    item.successor_id, item.talk_track = wanted.successor_id, wanted.talk_track
    session.add(item)
    session.flush()
    if (before.synonyms, before.see) != (wanted.synonyms, wanted.see):
        names = {NameKind.SYNONYM: wanted.synonyms, NameKind.SEE: wanted.see}
        catalog.set_names(session, workspace_id=item.workspace_id, item_id=item.item_id, names=names)
    if before.region_ids != wanted.region_ids:
        catalog.set_regions(
            session, workspace_id=item.workspace_id, item_id=item.item_id, region_ids=sorted(wanted.region_ids)
        )
    on_cards = (before.name, before.status, before.on_sale_on, before.region_ids)
    if on_cards != (wanted.name, wanted.status, wanted.on_sale_on, wanted.region_ids):
        outbox.item_changed(session, item)
    named = (before.name, before.synonyms, before.see, before.status)
    if named != (wanted.name, wanted.synonyms, wanted.see, wanted.status):
        likeness.mark_due(session, workspace_id=item.workspace_id, kind=TextOf.ITEM, owner_ids=[item.item_id])


def note(
    session: Session,
    actor: Actor,
    item: CatalogItem,
    deed: str,
    *,
    before: Listing,
    wanted: Listing,
    now: datetime,
    **more: Any,
) -> None:
    """Write into the audit what was changed: the fields that are others, before and after, and `more`."""
    old, new = before.plain(), wanted.plain()
    changed = [name for name in new if deed == ADDED or old[name] != new[name]]
    audit.note(
        session,
        actor,
        deed,
        subject=subject(item.item_id),
        before={name: old[name] for name in changed} if deed != ADDED else {},
        after={name: new[name] for name in changed} | more,
        now=now,
    )


def subject(item_id: uuid.UUID) -> str:
    """An item in the audit."""
    return f"item:{item_id}"


def _deed(before: Listing, wanted: Listing, *, is_new: bool) -> str:
    if is_new:
        return ADDED
    was, will_be = (one.status is CatalogStatus.RETIRED for one in (before, wanted))
    if was == will_be:
        return EDITED
    return RETIRED if will_be else BROUGHT_BACK


def _changed_meanwhile(session: Session, workspace_id: str, item_id: uuid.UUID) -> str:
    last = catalog.last_deed(session, workspace_id=workspace_id, subject=subject(item_id))
    who = name_of(session, workspace_id, last.by_id if last else None)
    return (
        f"{who} changed this while you had it open, so nothing of yours was saved. "
        "Copy what you typed, close this and press Edit again."
    )
