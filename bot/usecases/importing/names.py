"""Which catalog item a name belongs to: a name that two of them claim would lead people to the wrong one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.usecases.importing.rows import BadRow, key_of
from storage.models import CatalogItem, CatalogName, NameKind


class Named(Protocol):
    """A row of a file of items."""

    @property
    def line(self) -> int:
        """Its line in the file."""

    @property
    def name(self) -> str:
        """What the item is called."""


class Claims:
    """The names and synonyms of all items, those in the database and those of one file."""

    def __init__(self, items: Mapping[str, CatalogItem], names: Iterable[CatalogName], rows: Sequence[Named]) -> None:
        titles = {item.item_id: (key, item.name) for key, item in items.items()}
        self._items = {key: item.name for key, item in items.items()}
        # Of each synonym, the key and the name of the item that has it, and where that is.
        self._synonyms = {one.name_key: (*titles[one.item_id], "here") for one in names if one.kind is NameKind.SYNONYM}
        self._rows: dict[str, int] = {}
        for row in rows:
            self._rows.setdefault(key_of(row.name), row.line)

    def make(self, line: int, name: str, synonyms: Iterable[str]) -> None:
        """Let an item have these names. BadRow when another has one of them; then it gets none."""
        own = key_of(name)
        wanted = {key: synonym for synonym in synonyms if (key := key_of(synonym)) and key != own}
        if (owner := self._synonyms.get(own)) is not None:
            raise BadRow(f"“{name}” is a synonym of “{owner[1]}” {owner[2]}.")
        for key, synonym in wanted.items():
            if key in self._items:
                raise BadRow(f"The synonym “{synonym}” is an item of its own: “{self._items[key]}”.")
            if key in self._rows:
                raise BadRow(f"The synonym “{synonym}” is an item of its own, in line {self._rows[key]}.")
            owner = self._synonyms.get(key)
            if owner is not None and owner[0] != own:
                raise BadRow(f"The synonym “{synonym}” belongs to “{owner[1]}” {owner[2]}.")
        for key in wanted:
            self._synonyms.setdefault(key, (own, name, f"in line {line}"))
