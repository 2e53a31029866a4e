"""`/field find`: what is for sale, what was asked for before, and what one logged oneself."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from bot.usecases import ledger
from bot.usecases.actor import Actor
from bot.usecases.ledger import LedgerLine
from storage.database import Session
from storage.keys import name_key
from storage.models import Card, CatalogItem, NameKind, ReportKind, Request
from storage.queries import home, requests, search, workspaces
from storage.queries.reports import ReportFacts

ITEMS, REQUESTS, REPORTS = 5, 8, 5
# How many of one's newest reports are looked through: years of them.
NEWEST = 1000


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
    """A request with the accounts behind it, and what became of it."""

    request: Request
    accounts: int
    item: str = ""
    merged_into: str = ""
    card: Card | None = None


@dataclass(frozen=True)
class Found:
    """What the words led to; each list is cut, and says so by its `more_…`."""

    words: str
    items: tuple[FoundItem, ...] = ()
    requests: tuple[FoundRequest, ...] = ()
    reports: tuple[LedgerLine, ...] = ()
    more_items: bool = False
    more_requests: bool = False
    more_reports: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found anywhere."""
        return not (self.items or self.requests or self.reports)


def find(session: Session, actor: Actor, words: str) -> Found:
    """Look for words in the catalog, in requests of every state, and in the person's own reports."""
    typed = " ".join(search.singular(word) for word in name_key(words).split())
    if not typed:
        return Found(words)
    items = search.items_about(session, workspace_id=actor.workspace_id, words=typed, limit=ITEMS + 1)
    asked = search.requests_about(session, workspace_id=actor.workspace_id, words=typed, limit=REQUESTS + 1)
    shown = {request.request_id for request in asked[:REQUESTS]}
    own = [
        one
        for one in home.ledger(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=NEWEST)
        if _matches(one, typed.split()) and not _is_told(one, shown)
    ]
    return Found(
        words=words,
        items=tuple(found_items(session, actor.workspace_id, items[:ITEMS])),
        requests=tuple(_requests(session, actor, list(asked[:REQUESTS]))),
        reports=tuple(ledger.lines_of(session, actor.workspace_id, own[:REPORTS])),
        more_items=len(items) > ITEMS,
        more_requests=len(asked) > REQUESTS,
        more_reports=len(own) > REPORTS,
    )


def _matches(facts: ReportFacts, typed: list[str]) -> bool:
    """Whether every typed word begins a word of the report. In memory: databases differ on what is one letter."""
    report = facts.report
    named = [facts.account, facts.region, *(competitor.name for competitor in facts.competitors)]
    text = " ".join([report.said, report.note, report.would_have_bought, *named])
    # `name_key` is for names and cuts long texts, so a long text is folded in pieces.
    words = {word for piece in text.split() for word in name_key(piece).split()}
    return all(any(word.startswith(start) for word in words) for start in typed)


def _is_told(facts: ReportFacts, shown: set[uuid.UUID]) -> bool:
    """Whether the request that is shown already says everything about an own report."""
    is_request = facts.report.kind is ReportKind.REQUEST
    return is_request and facts.request is not None and facts.request.request_id in shown


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


def _requests(session: Session, actor: Actor, found: list[Request]) -> list[FoundRequest]:
    """With the way to the card for those who work the triage channel; others may not be able to open it."""
    workspace_id = actor.workspace_id
    ids = [request.request_id for request in found]
    accounts = requests.accounts_behind(session, workspace_id=workspace_id, request_ids=ids)
    items = home.items(session, workspace_id=workspace_id, item_ids=[one.item_id for one in found if one.item_id])
    roles = workspaces.roles_of(session, workspace_id=workspace_id, user_id=actor.user_id)
    cards = home.cards_of(session, workspace_id=workspace_id, subject_ids=ids) if roles.held else {}
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
                accounts=accounts.get(request.request_id, 0),
                item=items[request.item_id].name if request.item_id in items else "",
                merged_into=target.title if target else "",
                card=cards.get(request.request_id),
            )
        )
    return lines
