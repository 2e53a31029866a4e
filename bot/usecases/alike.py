"""What may answer a want: catalog items that are it, requests that ask for it. Asks the memory and the database."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.likeness import Likeness
from digests.similarity.shelf import Like
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus, Request, RequestStatus
from storage.queries import home, requests, suggestions, workspaces
from storage.queries.search import singular

# Many reports may stand behind few requests.
_LOOKED_AT = 60
# Five are shown, after those that are offered as one of three items. To count who is behind one reads all its reports.
_COUNTED = 8
_LONGEST_NAME = 6  # words
_MOST_WORDS = 200
_FEW = 6
# A name of one word stands in many sentences about something else: it must also mean something like them.
_WORD_ALONE = 0.1
# Nobody joins what was taken back, or found to be nothing to decide.
_NOT_TO_JOIN = frozenset({RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST, RequestStatus.MERGED})
# What became of a request whose want is in the catalog now.
_IN_THE_CATALOG = frozenset(
    {RequestStatus.ANSWERED, RequestStatus.APPROVED_AS_SYNONYM, RequestStatus.LIVE, RequestStatus.MEASURED}
)


@dataclass(frozen=True)
class ItemHit:
    """A catalog item that may be what the customer wants, and how alike it is, 0 to 1; `is_here`: it is sold there."""

    item: CatalogItem
    is_here: bool
    score: float = 0.0
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
class _Scored:
    """A request and how alike it is, before anybody counted who is behind it."""

    request: Request
    score: float


@dataclass(frozen=True)
class Alike:
    """What may answer a want, the likeliest first."""

    items: tuple[ItemHit, ...] = ()
    requests: tuple[RequestHit, ...] = ()


def find(
    session: Session, likeness: Likeness, *, workspace_id: str, want: str, region_id: uuid.UUID | None, items: int
) -> Alike:
    """At most so many catalog items and the eight likeliest requests that may be what a customer in a region wants.

    Nothing before the workspace's texts were read.
    """
    if likeness.embedder is None or not want.strip():
        return Alike()
    likes = [
        like
        for like in likeness.wants_like(workspace_id, [want], _LOOKED_AT)
        if like.score >= likeness.embedder.listed_from
    ]
    found = _requests(session, workspace_id, likes)
    learned = _learned(session, workspace_id, likes, found)
    answers = _items(session, likeness, workspace_id=workspace_id, want=want, region_id=region_id, learned=learned)
    to_join = [one for one in found if one.request.status not in _NOT_TO_JOIN]
    return Alike(tuple(answers[:items]), tuple(_counted(session, workspace_id, to_join[:_COUNTED])))


def _items(
    session: Session,
    likeness: Likeness,
    *,
    workspace_id: str,
    want: str,
    region_id: uuid.UUID | None,
    learned: Mapping[uuid.UUID, float],
) -> list[ItemHit]:
    """The catalog items that a want may mean: those that it names, then those that mean much the same.

    Of each what can be sold there comes first, then what is planned, then what is sold elsewhere or was retired.
    """
    embedder = likeness.embedder
    if embedder is None:
        return []
    texts = [want, *_core(want, workspaces.get_workspace(session, workspace_id=workspace_id).item_noun)]
    cosines = {like.owner_id: like.score for like in likeness.items_like(workspace_id, texts, _LOOKED_AT)}
    called = {
        item_id: len(key.split())
        for item_id, key in _named(session, workspace_id, want).items()
        if " " in key or cosines.get(item_id, 0.0) >= embedder.listed_from - _WORD_ALONE
    }
    # Whoever calls a thing by its name means hardly anything that is only a little like it.
    is_called = max(called.values(), default=0) > 1
    enough = embedder.same_from if is_called else embedder.listed_from
    scores = {item_id: score for item_id, score in cosines.items() if score >= enough}
    # What answered much the same words before, answers these; they may be all that it is called by.
    sure = (embedder.listed_from + embedder.same_from) / 2
    scores |= {item_id: 1 + score for item_id, score in learned.items() if score >= sure}
    scores |= {item_id: length + cosines.get(item_id, 0.0) for item_id, length in called.items()}
    best = sorted(scores, key=lambda item_id: -scores[item_id])
    likely = {item_id: min(1.0, max(cosines.get(item_id, 0.0), learned.get(item_id, 0.0))) for item_id in best[:_FEW]}
    hits = _item_hits(session, workspace_id, likely, region_id)
    return sorted(hits, key=lambda hit: (called.get(hit.item.item_id, 0) <= 1, _usefulness(hit)))


def _requests(session: Session, workspace_id: str, likes: Sequence[Like]) -> list[_Scored]:
    """The requests that some texts stand for, the most alike first; of equals the open ones, then the newest."""
    behind = suggestions.requests_of(session, workspace_id=workspace_id, owner_ids=[like.owner_id for like in likes])
    found: dict[uuid.UUID, _Scored] = {}
    for like in likes:
        request = behind.get(like.owner_id)
        if request is not None and like.score > found.get(request.request_id, _Scored(request, -1.0)).score:
            found[request.request_id] = _Scored(request, like.score)
    newest = sorted(found.values(), key=lambda one: one.request.request_id, reverse=True)
    return sorted(newest, key=lambda one: (-one.score, not one.request.is_open))


def _counted(session: Session, workspace_id: str, found: Sequence[_Scored]) -> list[RequestHit]:
    """The same with who is behind each; of equals the one with most accounts first."""
    ids = [one.request.request_id for one in found]
    heard = requests.heard(session, workspace_id=workspace_id, request_ids=ids)
    items = home.items(
        session, workspace_id=workspace_id, item_ids=[one.request.item_id for one in found if one.request.item_id]
    )
    hits = [
        RequestHit(
            request=one.request,
            accounts=heard[one.request.request_id].accounts,
            score=one.score,
            last_heard=heard[one.request.request_id].last_at,
            item=items[one.request.item_id].name if one.request.item_id in items else "",
        )
        for one in found
    ]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.accounts, hit.request.request_id))


def _learned(
    session: Session, workspace_id: str, likes: Sequence[Like], found: Sequence[_Scored]
) -> dict[uuid.UUID, float]:
    """The items that answered much the same before, each with how alike it was."""
    by_report = suggestions.items_answering(
        session, workspace_id=workspace_id, report_ids=[like.owner_id for like in likes]
    )
    learned: dict[uuid.UUID, float] = {}
    for item_id, score in (
        *((by_report[like.owner_id], like.score) for like in likes if like.owner_id in by_report),
        *(
            (one.request.item_id, one.score)
            for one in found
            if one.request.item_id is not None and one.request.status in _IN_THE_CATALOG
        ),
    ):
        learned[item_id] = max(score, learned.get(item_id, 0.0))
    return learned


def _item_hits(
    session: Session, workspace_id: str, scores: Mapping[uuid.UUID, float], region_id: uuid.UUID | None
) -> list[ItemHit]:
    item_ids = list(scores)
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
            score=scores[item_id],
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


def _named(session: Session, workspace_id: str, want: str) -> dict[uuid.UUID, str]:
    """The items that a want names, each with the name; who says "lash extensions" does not name "extensions"."""
    places = dict(_names_within(want))
    named = suggestions.items_named(session, workspace_id=workspace_id, keys=places)
    taken = [places[key] for key in named.values()]
    return {
        item_id: key for item_id, key in named.items() if not any(set(places[key]) < set(longer) for longer in taken)
    }


def _names_within(want: str) -> Iterator[tuple[str, range]]:
    """Every run of words that may be a name, as names are compared, in both numbers; and which words it takes."""
    # `name_key` is for names and cuts long texts, so a text is folded word by word.
    words = [part for word in want.split()[:_MOST_WORDS] for part in name_key(word).split()]
    for start in range(len(words)):
        for length in range(1, min(_LONGEST_NAME, len(words) - start) + 1):
            run = words[start : start + length]
            for last in {run[-1], singular(run[-1]), f"{run[-1]}s", f"{run[-1]}es"}:
                yield " ".join([*run[:-1], last]), range(start, start + length)


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
