"""What every import has in common: rows in portions, their errors with the line, and what came of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import islice
from typing import Protocol, TypeVar
from uuid import UUID

from storage.database import Session
from storage.keys import name_key
from storage.queries import workspaces

# Rows that are looked up and written together.
PORTION = 10_000

# Who did what no person pressed a button for, as the record of changes names it.
BY_COMMAND = "command line"

# A file names the same accounts and competitors again and again.
key_of = lru_cache(maxsize=100_000)(name_key)


class BadRow(Exception):
    """A row that cannot be taken; the reason is a sentence for whoever made the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class RowError:
    """A row that was left out: its line in the file and why."""

    line: int
    reason: str


class Took(Enum):
    """What became of a row that could be taken: it is new, it changed what was here, or it was here already."""

    ADDED = auto()
    CHANGED = auto()
    KNOWN = auto()


@dataclass
class Imported:
    """How many rows are new, changed something, or were here already, and which could not be taken.

    A warning is about a row that was taken without a part of it.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)

    def count(self, took: Took) -> None:
        """One row more."""
        self.added += took is Took.ADDED
        self.changed += took is Took.CHANGED
        self.known += took is Took.KNOWN


class Numbered(Protocol):
    """A row that knows its line."""

    @property
    def line(self) -> int:
        """Its line in the file."""


_Row = TypeVar("_Row", bound=Numbered)


def portions(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """The rows, so many at a time."""
    rest = iter(rows)
    while some := list(islice(rest, PORTION)):
        yield some


def each(rows: Iterable[_Row], take: Callable[[_Row], Took], imported: Imported) -> None:
    """Take row by row; a bad one is noted."""
    for row in rows:
        try:
            imported.count(take(row))
        except BadRow as bad:
            imported.errors.append(RowError(row.line, bad.reason))


class Once:
    """Holds a file to naming each thing once; BadRow tells where it stood first."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def line_of(self, key: str) -> int | None:
        """Where a key stood first."""
        return self._lines.get(key)

    def check(self, key: str, line: int, shown: str = "") -> None:
        """Note a key, unless it was there before; `shown` is what the file calls it."""
        first = self._lines.setdefault(key, line)
        if first != line:
            raise BadRow(f"“{shown or key}” stands in line {first} already.")


class Regions:
    """A workspace's regions by name, retired ones too."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        every = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
        self._by_key = {key_of(region.name): region.region_id for region in every}
        self._names = [region.name for region in every if region.retired_at is None]

    def named(self, name: str) -> UUID | None:
        """The region of this name, None for no name; BadRow for one that nobody set up."""
        if not name:
            return None
        found = self._by_key.get(key_of(name))
        if found is None:
            known = f"the regions are {', '.join(self._names)}" if self._names else "no region is set up yet"
            raise BadRow(f"There is no region “{name}”: {known}.")
        return found
