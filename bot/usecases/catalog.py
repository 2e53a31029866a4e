"""`/field catalog`: how much is for sale, what is new, and what some words lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.usecases import catalog_words
from bot.usecases.actor import Actor
from bot.usecases.catalog_edit import may_edit
from bot.usecases.search import FoundItem, found_items
from storage.database import Session
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus
from storage.queries import catalog, home, search

# Of the newest and of what comes next.
_SHELF = 3
PAGE = 10
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Place:
    """Where somebody is in the catalog: at its door (`begins` is None), or on a page of what some words led to."""

    words: str = ""
    begins: int | None = None

    def __str__(self) -> str:
        return f"{'' if self.begins is None else self.begins}:{self.words[:LONGEST_SEARCH]}"

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read what a button carries."""
        begins, _, words = text.partition(":")
        return cls(words, int(begins) if begins else None)


@dataclass(frozen=True)
class Door:
    """What one sees of the catalog at first; `candidates` is how many of the customers' words wait to be judged."""

    sizes: Mapping[CatalogStatus, int]
    newest: tuple[CatalogItem, ...]
    coming: tuple[CatalogItem, ...]
    may_edit: bool
    candidates: int


@dataclass(frozen=True)
class CatalogPage:
    """A page of what some words led to, of `total` items."""

    place: Place
    items: tuple[FoundItem, ...]
    total: int
    may_edit: bool

    @property
    def begins(self) -> int:
        """How many items come before this page."""
        return self.place.begins or 0

    @property
    def next(self) -> int | None:
        """Where the next page begins, if there is one."""
        ends = self.begins + len(self.items)
        return ends if ends < self.total else None


def door(session: Session, actor: Actor) -> Door:
    """The catalog as a whole."""
    workspace_id, may = actor.workspace_id, may_edit(session, actor)
    return Door(
        sizes=catalog.sizes(session, workspace_id=workspace_id),
        newest=tuple(catalog.newest(session, workspace_id=workspace_id, limit=_SHELF)),
        coming=tuple(home.coming(session, workspace_id=workspace_id, limit=_SHELF)),
        may_edit=may,
        candidates=len(catalog_words.candidates(session, workspace_id)) if may else 0,
    )


def page(session: Session, actor: Actor, place: Place) -> CatalogPage:
    """A page of the items that have the words in a name; without words, of all."""
    typed = " ".join(search.singular(word) for word in name_key(place.words).split())
    asked = {"workspace_id": actor.workspace_id, "typed": typed}
    total = catalog.items_found(session, **asked)
    # A page that is gone, because what was on it changed meanwhile, is the first again.
    begins = place.begins if place.begins and place.begins < total else 0
    items = catalog.items(session, **asked, limit=PAGE, offset=begins)
    return CatalogPage(
        place=replace(place, begins=begins),
        items=tuple(found_items(session, actor.workspace_id, items)),
        total=total,
        may_edit=may_edit(session, actor),
    )
