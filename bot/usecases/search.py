"""`/field find`: what is for sale, what was asked for before, and the reports that somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.errors import BotError
from bot.usecases import ledger
from bot.usecases.actor import Actor
from bot.usecases.finding import Query, Since
from bot.usecases.ledger import LedgerLine
from digests.wording import all_of
from storage.database import Session
from storage.keys import name_key, words_of
from storage.models import Account, Card, CatalogItem, NameKind, Region, Report, Request
from storage.queries import home, market, reports, requests, search, workspaces
from storage.queries.search import Sight, Wanted
from storage.queries.workspaces import Roles

ITEMS, REQUESTS, REPORTS = 5, 8, 5
# What is beyond the list is counted up to here.
MORE = 100
# More words than anybody types; of a pasted page the first ones do.
WORDS = 20
ACCOUNTS, ACCOUNTS_NAMED = 20, 3
REGIONS_NAMED = 25


@dataclass(frozen=True)
class FoundItem:
    """A catalog item with the names and regions it is known by, and what replaced it."""

    item: CatalogItem
    synonyms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    successor: str = ""


@dataclass(frozen=True)
class FoundRequest:
    """A request with the accounts behind it, when it was last asked for, and what became of it."""

    request: Request
    accounts: int
    asked_at: datetime | None = None
    item: str = ""
    merged_into: str = ""
    card: Card | None = None


@dataclass(frozen=True)
class Found:
    """What a query led to. Each list is cut, and its `more_…` counts what is beyond it, up to one more than `MORE`.

    `filters` are those that were understood, in words; `regions` those whose reports a coordinator sees, by name.
    """

    query: Query
    filters: tuple[str, ...] = ()
    sight: Sight = search.EVERYTHING
    regions: tuple[str, ...] = ()
    items: tuple[FoundItem, ...] = ()
    requests: tuple[FoundRequest, ...] = ()
    reports: tuple[LedgerLine, ...] = ()
    more_items: int = 0
    more_requests: int = 0
    more_reports: int = 0

    @property
    def is_only_signs(self) -> bool:
        """Whether something was typed that has no word in it."""
        return bool(self.query.words and not words_of(self.query.words))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found anywhere."""
        return not (self.items or self.requests or self.reports)


def find(session: Session, actor: Actor, query: Query, *, now: datetime) -> Found:
    """Look in the catalog and in requests of every state, which are everybody's, and in the reports of one's own sight.

    Raises BotError with a sentence when a region, an account or a day is not known.
    """
    workspace = workspaces.get_workspace(session, workspace_id=actor.workspace_id)
    roles = workspaces.roles_of(session, workspace_id=actor.workspace_id, user_id=actor.user_id)
    sight = Sight.of(actor.user_id, roles)
    wanted, filters = _understood(session, actor.workspace_id, query, now=now, zone=ZoneInfo(workspace.timezone))
    found = Found(query, filters, sight, _regions_of(session, actor.workspace_id, roles))
    if found.is_only_signs or (wanted == Wanted() and query.status is None):
        return found
    items = _items_about(session, actor.workspace_id, query, wanted)
    asked: list[Request] = []
    heard: Sequence[Report] = ()
    if query.status is None or query.status.requests:
        asked = _requests_about(session, actor.workspace_id, sight, wanted)
        heard = search.reports_about(
            session, workspace_id=actor.workspace_id, sight=sight, wanted=wanted, limit=REPORTS + MORE + 1
        )
    facts = reports.facts_of(session, workspace_id=actor.workspace_id, reports=heard[:REPORTS])
    return replace(
        found,
        items=tuple(found_items(session, actor.workspace_id, items[:ITEMS])),
        requests=tuple(found_requests(session, actor.workspace_id, asked[:REQUESTS], with_cards=bool(roles.held))),
        reports=tuple(ledger.lines_of(session, actor.workspace_id, facts)),
        more_items=max(0, len(items) - ITEMS),
        more_requests=max(0, len(asked) - REQUESTS),
        more_reports=max(0, len(heard) - REPORTS),
    )


def _items_about(session: Session, workspace_id: str, query: Query, wanted: Wanted) -> Sequence[CatalogItem]:
    """The catalog knows no accounts and no days, and of the statuses its own; without words it is not listed."""
    statuses = query.status.items if query.status else frozenset()
    is_asked = statuses if query.status else wanted.words
    if not is_asked or wanted.account_ids or wanted.since:
        return ()
    return search.items_about(
        session,
        workspace_id=workspace_id,
        words=wanted.words,
        region_id=wanted.region_id,
        statuses=statuses,
        limit=ITEMS + MORE + 1,
    )


def _requests_about(session: Session, workspace_id: str, sight: Sight, wanted: Wanted) -> list[Request]:
    """Open ones first, then those with all words in their title, then the newest."""
    limit = REQUESTS + MORE + 1
    titled: list[Request] = []
    heard: list[Request] = []
    if wanted.words or wanted.statuses or not wanted.asks_of_reports:
        titled = search.requests_titled(session, workspace_id=workspace_id, sight=sight, wanted=wanted, limit=limit)
    if wanted.words or wanted.asks_of_reports:
        heard = search.requests_heard(session, workspace_id=workspace_id, sight=sight, wanted=wanted, limit=limit)
    by_title = {request.request_id for request in titled}
    every = {request.request_id: request for request in (*titled, *heard)}
    ranked = sorted(every.values(), key=lambda one: one.opened_at, reverse=True)
    return sorted(ranked, key=lambda one: (not one.is_open, one.request_id not in by_title))[:limit]


# --- what was meant ---


def _understood(
    session: Session, workspace_id: str, query: Query, *, now: datetime, zone: ZoneInfo
) -> tuple[Wanted, tuple[str, ...]]:
    """The query with its names looked up, and its filters in words."""
    region = region_named(session, workspace_id, query.region) if query.region else None
    accounts = _accounts(session, workspace_id, query.account) if query.account else []
    since, day = _since(query.since, now, zone) if query.since else (None, "")
    wanted = Wanted(
        words=tuple(dict.fromkeys(search.singular(word) for word in words_of(query.words)[:WORDS])),
        region_id=region.region_id if region else None,
        account_ids=tuple(account.account_id for account in accounts),
        statuses=query.status.requests if query.status else frozenset(),
        since=since,
    )
    names = sorted({account.name for account in accounts})
    filters = (
        f"region {region.name}" if region else "",
        f"status {query.status.word}" if query.status else "",
        _named(names),
        f"since {day}" if day else "",
    )
    return wanted, tuple(one for one in filters if one)


def _named(accounts: list[str]) -> str:
    """The accounts that a filter fits; of many the first few."""
    if len(accounts) < 2:
        return "".join(f"account {name}" for name in accounts)
    more = len(accounts) - ACCOUNTS_NAMED
    return f"accounts {all_of([*accounts[:ACCOUNTS_NAMED], *([f'{more} more'] if more > 0 else [])])}"


def region_named(session: Session, workspace_id: str, typed: str) -> Region:
    """The region meant; a retired one too: old reports keep it. BotError where there is none, or several."""
    known = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    starts = words_of(typed)
    fits = [one for one in known if name_key(one.name) == name_key(typed)] or [
        one for one in known if starts and all(_begins(start, words_of(one.name)) for start in starts)
    ]
    if len(fits) == 1:
        return fits[0]
    shown = _shown(typed)
    if fits:
        names = all_of([one.name for one in fits])
        raise BotError(f'“{shown}” fits {names}. Write the whole name in quotes: `region:"{fits[0].name}"`.')
    names = all_of([one.name for one in known if one.retired_at is None][:REGIONS_NAMED])
    raise BotError(
        f"There is no region “{shown}”. The regions are {names}." if names else "There are no regions here yet."
    )


def _accounts(session: Session, workspace_id: str, typed: str) -> list[Account]:
    """The accounts meant: those of exactly this name, else those that begin with the words."""
    fits = list(market.find_accounts(session, workspace_id=workspace_id, typed=typed, limit=ACCOUNTS + 1))
    exact = market.accounts_named(session, workspace_id=workspace_id, name=typed)
    shown = _shown(typed)
    if exact:
        return list(exact[:ACCOUNTS])
    if len(fits) > ACCOUNTS:
        raise BotError(f"“{shown}” fits more than {ACCOUNTS} accounts. Write more of the name.")
    if not fits or not words_of(typed):
        raise BotError(
            f"There is no account “{shown}”. The start of each word is enough, and quotes keep a name together: "
            '`account:"ace roof"`.'
        )
    return fits


def _since(since: Since, now: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The moment from which on, and its day in words."""
    try:
        first, moment = since.start(now, zone)
    except (ValueError, OverflowError):
        raise BotError("That is longer ago than any calendar goes back.") from None
    if moment > now:
        raise BotError(f"{_day(first)} is yet to come. `since:` takes a day that has been.")
    return moment, _day(first)


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def _begins(start: str, words: Sequence[str]) -> bool:
    return any(word.startswith(start) for word in words)


def _shown(typed: str) -> str:
    return " ".join(typed.split())[:60].replace("`", "'")


def _regions_of(session: Session, workspace_id: str, roles: Roles) -> tuple[str, ...]:
    """The regions somebody coordinates, by name."""
    if not roles.coordinates:
        return ()
    known = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    return tuple(region.name for region in known if region.region_id in roles.coordinates)


# --- what was found ---


def found_items(session: Session, workspace_id: str, items: Sequence[CatalogItem]) -> list[FoundItem]:
    """Catalog items with what is told of them, in the same order."""
    ids = [item.item_id for item in items]
    names = search.other_names(session, workspace_id=workspace_id, item_ids=ids)
    regions = search.sold_in(session, workspace_id=workspace_id, item_ids=ids)
    successors = home.items(
        session, workspace_id=workspace_id, item_ids=[item.successor_id for item in items if item.successor_id]
    )
    return [
        FoundItem(
            item=item,
            synonyms=tuple(one.name for one in names.get(item.item_id, ()) if one.kind is NameKind.SYNONYM),
            see=tuple(one.name for one in names.get(item.item_id, ()) if one.kind is NameKind.SEE),
            regions=tuple(regions.get(item.item_id, ())),
            successor=successors[item.successor_id].name if item.successor_id in successors else "",
        )
        for item in items
    ]


def found_requests(
    session: Session, workspace_id: str, found: Sequence[Request], *, with_cards: bool
) -> list[FoundRequest]:
    """With the way to the card for those who work the triage channel; others may not be able to open it."""
    ids = [request.request_id for request in found]
    heard = requests.heard(session, workspace_id=workspace_id, request_ids=ids)
    items = home.items(session, workspace_id=workspace_id, item_ids=[one.item_id for one in found if one.item_id])
    cards = home.cards_of(session, workspace_id=workspace_id, subject_ids=ids) if with_cards else {}
    lines = []
    for request in found:
        target = (
            requests.standing_for(session, workspace_id=workspace_id, request_id=request.request_id)
            if request.merged_into_id
            else None
        )
        lines.append(
            FoundRequest(
                request=request,
                accounts=heard[request.request_id].accounts,
                asked_at=heard[request.request_id].last_at,
                item=items[request.item_id].name if request.item_id in items else "",
                merged_into=target.title if target else "",
                card=cards.get(request.request_id),
            )
        )
    return lines
