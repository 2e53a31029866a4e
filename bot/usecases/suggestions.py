"""Right after Submit: is it for sale already, and who asked for the same? And what comes of the rep's answer.

The report is on disk when the question is put. Until it is answered the report counts for nothing yet; unanswered it
goes to Marketing after a while, as it would have without the question.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Gone
from bot.usecases import intake
from bot.usecases.actor import Actor
from bot.usecases.counting import title_of
from bot.usecases.likeness import Likeness
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus, Report, Request, RequestStatus
from storage.queries import home, market, reports, requests, suggestions, workspaces
from storage.queries import outbox as outbox_queries
from storage.queries.search import singular

ITEMS, REQUESTS = 3, 5
# Many reports may stand behind few requests.
_LOOKED_AT = 60
_LONGEST_NAME = 6  # words
_MOST_WORDS = 200
# A name of one word stands in many sentences about something else: it must also mean something like them.
_WORD_ALONE = 0.2
# Nobody joins what was taken back, or found to be nothing to decide.
_NOT_TO_JOIN = frozenset({RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST, RequestStatus.MERGED})


@dataclass(frozen=True)
class ItemHit:
    """A catalog item that may be what the customer wants; `is_here`: it is sold where the customer is."""

    item: CatalogItem
    is_here: bool
    regions: tuple[str, ...] = ()
    successor: CatalogItem | None = None

    @property
    def can_answer(self) -> bool:
        """Whether the rep can give it as an answer: it is for sale there, or will be."""
        return self.is_here and self.item.status is not CatalogStatus.RETIRED


@dataclass(frozen=True)
class RequestHit:
    """A request that asks for something alike, and how alike, 0 to 1."""

    request: Request
    accounts: int
    score: float
    last_heard: datetime | None = None
    item: str = ""


@dataclass(frozen=True)
class Suggestions:
    """What to show a rep before a report goes to Marketing; often nothing."""

    items: tuple[ItemHit, ...] = ()
    requests: tuple[RequestHit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.requests)


def suggest(
    session: Session,
    likeness: Likeness,
    *,
    workspace_id: str,
    want: str,
    region_id: uuid.UUID | None,
    with_requests: bool = True,
) -> Suggestions:
    """What may answer a want in a region. A request of exactly these words is joined without asking."""
    if not want.strip():
        return Suggestions()
    found = requests_like(session, likeness, workspace_id=workspace_id, want=want) if with_requests else []
    if any(hit.request.is_open and hit.request.title_key == name_key(title_of(want)) for hit in found):
        found = []
    return Suggestions(
        tuple(items_like(session, likeness, workspace_id=workspace_id, want=want, region_id=region_id)),
        tuple(found[:REQUESTS]),
    )


def items_like(
    session: Session, likeness: Likeness, *, workspace_id: str, want: str, region_id: uuid.UUID | None
) -> list[ItemHit]:
    """The catalog items that a want may mean: those that it names, then those that mean much the same.

    What can be sold there comes first, then what is planned, then what is sold elsewhere or was retired.
    """
    embedder = likeness.embedder
    if embedder is None:
        return []
    texts = [want, *_core(want, workspaces.get_workspace(session, workspace_id=workspace_id).item_noun)]
    cosines = {like.owner_id: like.score for like in likeness.items_like(workspace_id, texts, _LOOKED_AT)}
    named = suggestions.items_named(session, workspace_id=workspace_id, keys=set(_names_within(want)))
    scores = {item_id: score for item_id, score in cosines.items() if score >= embedder.listed_from}
    for item_id, key in named.items():
        cosine = cosines.get(item_id, 0.0)
        if " " in key or cosine >= embedder.listed_from - _WORD_ALONE:
            scores[item_id] = max(cosine, embedder.listed_from) + len(key.split())
    best = sorted(scores, key=lambda item_id: -scores[item_id])[: ITEMS * 2]
    hits = _item_hits(session, workspace_id, best, region_id)
    return sorted(hits, key=_usefulness)[:ITEMS]


def requests_like(session: Session, likeness: Likeness, *, workspace_id: str, want: str) -> list[RequestHit]:
    """The requests that ask for something alike, the most alike first."""
    embedder = likeness.embedder
    if embedder is None:
        return []
    likes = [
        like for like in likeness.wants_like(workspace_id, [want], _LOOKED_AT) if like.score >= embedder.listed_from
    ]
    behind = suggestions.requests_of(session, workspace_id=workspace_id, owner_ids=[like.owner_id for like in likes])
    scores: dict[uuid.UUID, float] = {}
    found: dict[uuid.UUID, Request] = {}
    for like in likes:
        request = behind.get(like.owner_id)
        if request is not None and request.status not in _NOT_TO_JOIN:
            found[request.request_id] = request
            scores[request.request_id] = max(like.score, scores.get(request.request_id, 0.0))
    ids = list(found)
    accounts = requests.accounts_behind(session, workspace_id=workspace_id, request_ids=ids)
    heard = suggestions.last_heard(session, workspace_id=workspace_id, request_ids=ids)
    items = home.items(
        session, workspace_id=workspace_id, item_ids=[one.item_id for one in found.values() if one.item_id]
    )
    hits = [
        RequestHit(
            request=request,
            accounts=accounts.get(request_id, 0),
            score=scores[request_id],
            last_heard=heard.get(request_id),
            item=items[request.item_id].name if request.item_id in items else "",
        )
        for request_id, request in found.items()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.accounts, hit.request.request_id))


def answer(session: Session, actor: Actor, report_id: uuid.UUID, *, item_id: uuid.UUID) -> CatalogItem:
    """The catalog answers the customer; the item that does.

    Raises Gone when it cannot be sold any more, or when the report went to Marketing meanwhile.
    """
    report = _own(session, actor, report_id)
    item = market.find_item(session, workspace_id=actor.workspace_id, item_id=item_id)
    if item is None or item.status is CatalogStatus.RETIRED:
        name = f"“{item.name}”" if item else "That"
        raise Gone(f"{name} was retired a moment ago. Your request is saved: choose another, or “None of these”.")
    _choose(session, report, {"answer": str(item_id)})
    return item


def join(session: Session, actor: Actor, report_id: uuid.UUID, *, request_id: uuid.UUID) -> Request:
    """The report counts for a request of others; the one that stands for it today.

    Raises Gone when that request was taken back, or when the report went to Marketing meanwhile.
    """
    report = _own(session, actor, report_id)
    request = requests.standing_for(session, workspace_id=actor.workspace_id, request_id=request_id)
    if request is None or request.is_gone:
        raise Gone("That request was taken back a moment ago. Yours is saved: choose another, or “None of these”.")
    _choose(session, report, {"joins": str(request.request_id)})
    return request


def go_on(session: Session, actor: Actor, report_id: uuid.UUID) -> None:
    """None of these: the report goes to Marketing now. What was settled already stays as it is."""
    _own(session, actor, report_id)
    intake.settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)


def _own(session: Session, actor: Actor, report_id: uuid.UUID) -> Report:
    report = reports.find_report(session, workspace_id=actor.workspace_id, report_id=report_id)
    if report is None:
        raise Gone("That report is not here any more.")
    intake.check_own(report, actor)
    return report


def _choose(session: Session, report: Report, chosen: dict[str, str]) -> None:
    """Settle a report by what was chosen; choosing the same twice is harmless."""
    wish = outbox_queries.find_by_dedupe(
        session, workspace_id=report.workspace_id, dedupe=intake.settle_dedupe(report.report_id)
    )
    if wish is None or wish.is_done:
        if wish is not None and all(wish.ids.get(name) == value for name, value in chosen.items()):
            return
        raise Gone("This went to Marketing already. You find it on this app's Home tab, where you can edit it.")
    wish.ids = {**wish.ids, **chosen}
    intake.settle_now(session, workspace_id=report.workspace_id, report_id=report.report_id)


def _item_hits(
    session: Session, workspace_id: str, item_ids: Sequence[uuid.UUID], region_id: uuid.UUID | None
) -> list[ItemHit]:
    items = home.items(session, workspace_id=workspace_id, item_ids=item_ids)
    successors = home.items(
        session, workspace_id=workspace_id, item_ids=[one.successor_id for one in items.values() if one.successor_id]
    )
    sold_in = suggestions.regions_of(session, workspace_id=workspace_id, item_ids=item_ids)
    names = {
        region.region_id: region.name
        for region in workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    }
    return [
        ItemHit(
            item=items[item_id],
            is_here=item_id not in sold_in or region_id is None or region_id in sold_in[item_id],
            regions=tuple(sorted(names[one] for one in sold_in.get(item_id, ()) if one in names)),
            successor=next((one for one in successors.values() if one.item_id == items[item_id].successor_id), None),
        )
        for item_id in item_ids
        if item_id in items
    ]


def _usefulness(hit: ItemHit) -> int:
    """What can be sold now, then what will be, then what only tells the rep something."""
    if not hit.can_answer:
        return 2
    return 0 if hit.item.status is CatalogStatus.LIVE else 1


def _names_within(want: str) -> Iterator[str]:
    """Every run of words that may be a name, as names are compared; in both numbers."""
    # `name_key` is for names and cuts long texts, so a text is folded word by word.
    words = [part for word in want.split()[:_MOST_WORDS] for part in name_key(word).split()]
    for start in range(len(words)):
        for length in range(1, min(_LONGEST_NAME, len(words) - start) + 1):
            run = words[start : start + length]
            for last in {run[-1], singular(run[-1]), f"{run[-1]}s", f"{run[-1]}es"}:
                yield " ".join([*run[:-1], last])


def _core(want: str, noun: str) -> list[str]:
    """What stands behind "a heading for", where somebody said so: the sentence around it is alike in every wish."""
    nouns = "|".join(re.escape(word) for word in {noun.lower(), "heading", "category", "section", "page", "listing"})
    found = re.search(rf"\b(?:{nouns})s?\s+(?:for|called|about|under)\s+([^,.;:!?\n]{{3,80}})", want, re.IGNORECASE)
    if found is None:
        return []
    core = re.split(
        r"\s+(?:and\s+)?(?:i|we|they|he|she)(?:['’]\w+)?\s", found[1] + " ", maxsplit=1, flags=re.IGNORECASE
    )
    return [core[0].strip()] if core[0].strip() else []
