"""Menus that narrow while one types: accounts, requests, competitors, catalog items, time zones, filters."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from slack_bolt import App

from bot.blocks import forms, kit, triage, words
from bot.blocks.ids import LookupId
from bot.listeners.desk import Ack, Desk
from bot.payloads import edge
from bot.payloads.edge import Lookup
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogStatus
from storage.queries import catalog, market, requests, themes


@dataclass(frozen=True)
class LookupListeners:
    """Every look-up reads, answers with at most twenty choices, and writes nothing."""

    desk: Desk

    def register(self, app: App) -> None:
        """Bind the look-ups to Bolt."""
        for lookup_id, find in _FINDERS.items():
            app.options(lookup_id)(self._answering(find))

    def _answering(self, find: Callable[[Desk, Session, Lookup], list[kit.Element]]) -> Callable[..., None]:
        def answer(ack: Ack, body: dict[str, Any]) -> None:
            lookup = edge.lookup(body)
            with self.desk.database.read() as session:
                ack(options=find(self.desk, session, lookup))

        return answer


def _accounts(desk: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """Known accounts, with their region where names meet twice; last, the way to add what was typed."""
    regions = {region.id: region.label for region in desk.snapshots.of(lookup.actor.workspace_id).regions}
    found = market.find_accounts(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    options = [
        forms.account_option(one.account_id, one.name, regions.get(one.region_id, "") if one.region_id else "")
        for one in found
    ]
    typed = kit.one_line(lookup.typed)
    if typed and name_key(typed) not in {one.name_key for one in found}:
        options.append(forms.new_account_option(typed))
    return options


def _competitors(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """Known competitors by name or alias; last, the way to add what was typed: "Yell" beside "Yellow Book"."""
    found = market.find_competitors(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    options = [forms.competitor_option(one.competitor_id, one.name) for one in found]
    typed = kit.one_line(lookup.typed)
    if typed and market.find_competitor_named(session, workspace_id=lookup.actor.workspace_id, name=typed) is None:
        options.append(forms.new_account_option(typed))
    return options


def _requests(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    found = requests.find_requests(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [kit.option(one.title, one.request_id, words.STATUS[one.status]) for one in found]


def _targets(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """What a request can be merged into: anything but itself."""
    found = requests.find_requests(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [
        kit.option(one.title, one.request_id, words.STATUS[one.status])
        for one in found
        if str(one.request_id) not in lookup.metadata
    ]


def _items(desk: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """What can answer a request: what is for sale, then what will be."""
    noun = desk.snapshots.of(lookup.actor.workspace_id).item_noun
    found = catalog.items(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed, limit=40)
    return [triage.item_option(one, noun) for one in found if one.status is not CatalogStatus.RETIRED][:20]


def _themes(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """What a theme or its reports can go to: any theme but itself."""
    found = themes.named(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [kit.option(one.title, one.theme_id) for one in found if str(one.theme_id) not in lookup.metadata]


def _successors(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """What can have taken an item's place: anything in the catalog but itself, what is for sale first."""
    found = catalog.items(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed, limit=20)
    return [
        kit.option(one.name, one.item_id, one.status.capitalize())
        for one in found
        if str(one.item_id) not in lookup.metadata
    ]


def _my_regions(desk: Desk, _: Session, lookup: Lookup) -> list[kit.Element]:
    """The regions that somebody's own digest can be narrowed to; a coordinator's are their own."""
    snapshot, typed = desk.snapshots.of(lookup.actor.workspace_id), name_key(lookup.typed)
    roles = snapshot.roles_of(lookup.actor.user_id)
    seen = [one for one in snapshot.regions if roles.sees_all_reports or one.id in roles.coordinates]
    return [kit.option(one.label, one.id) for one in seen if typed in name_key(one.label)][: kit.MENU]


def _my_themes(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    found = themes.named(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [kit.option(one.title, one.theme_id) for one in found]


def _my_competitors(_: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    found = market.find_competitors(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [kit.option(one.name, one.competitor_id) for one in found]


def _my_accounts(desk: Desk, session: Session, lookup: Lookup) -> list[kit.Element]:
    """Known accounts alone: nobody can follow what was never heard of."""
    regions = {region.id: region.label for region in desk.snapshots.of(lookup.actor.workspace_id).regions}
    found = market.find_accounts(session, workspace_id=lookup.actor.workspace_id, typed=lookup.typed)
    return [
        kit.option(one.name, one.account_id, regions.get(one.region_id, "") if one.region_id else "") for one in found
    ]


def _zones(_: Desk, __: Session, lookup: Lookup) -> list[kit.Element]:
    typed = name_key(lookup.typed)
    return [kit.option(zone, zone) for zone in _known_zones() if typed in name_key(zone)][:20]


@cache
def _known_zones() -> tuple[str, ...]:
    """The zones that are places, such as Europe/London; the rest are old names and offsets."""
    return tuple(sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")))


_FINDERS: dict[LookupId, Callable[[Desk, Session, Lookup], list[kit.Element]]] = {
    LookupId.ACCOUNT: _accounts,
    LookupId.COMPETITORS: _competitors,
    LookupId.JOINS: _requests,
    LookupId.TARGET: _targets,
    LookupId.ITEM: _items,
    LookupId.ZONE: _zones,
    LookupId.THEME: _themes,
    LookupId.SUCCESSOR: _successors,
    LookupId.MY_REGIONS: _my_regions,
    LookupId.MY_THEMES: _my_themes,
    LookupId.MY_COMPETITORS: _my_competitors,
    LookupId.MY_ACCOUNTS: _my_accounts,
}
