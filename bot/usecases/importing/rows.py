"""What every import has in common: rows in portions, their errors with the line, and what came of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Protocol, TypeVar
from uuid import UUID

from storage.database import Session
from storage.keys import name_key
from storage.queries import workspaces

# Rows that are looked up and written together.
PORTION = 1000


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


@dataclass
class Imported:
    """How many rows are new, how many were here already, and which could not be taken."""

    added: int = 0
    known: int = 0
    errors: list[RowError] = field(default_factory=list)


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


def each(rows: Iterable[_Row], take: Callable[[_Row], bool], imported: Imported) -> None:
    """Take row by row: True is new, False is known, and a bad one is noted."""
    for row in rows:
        try:
            is_new = take(row)
        except BadRow as bad:
            imported.errors.append(RowError(row.line, bad.reason))
            continue
        imported.added += is_new
        imported.known += not is_new


class Once:
    """Holds a file to naming each thing once; BadRow tells where it stood first."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def check(self, key: str, line: int) -> None:
        """Note a key, unless it was there before."""
        first = self._lines.setdefault(key, line)
        if first != line:
            raise BadRow(f"“{key}” stands in line {first} already.")


class Regions:
    """A workspace's regions by name, retired ones too."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        every = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
        self._by_name = {region.name.casefold(): region.region_id for region in every}
        self._names = [region.name for region in every if region.retired_at is None]

    def named(self, name: str) -> UUID | None:
        """The region of this name, None for no name; BadRow for one that nobody set up."""
        if not name:
            return None
        found = self._by_name.get(name.casefold())
        if found is None:
            known = f"the regions are {', '.join(self._names)}" if self._names else "no region is set up yet"
            raise BadRow(f"There is no region “{name}”: {known}.")
        return found
