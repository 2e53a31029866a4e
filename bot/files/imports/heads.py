"""Which column of a file is what: people's exports call the same thing by many names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import BotError
from bot.files.tables import Table, plain
from digests.wording import all_of, any_of

_NOT_LETTERS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Column:
    """What a file may tell, under which names; the first is the one to recommend."""

    field: str
    names: tuple[str, ...]
    is_needed: bool = False


@dataclass(frozen=True)
class Heads:
    """A file's columns: where each field stands and what the file calls it, and those that nobody knows."""

    at: Mapping[str, int]
    called: Mapping[str, str]
    unknown: tuple[str, ...]


def spellings(columns: Sequence[Column]) -> frozenset[str]:
    """Every way to write the known names that people use, to tell how a file is parted."""
    names = [name for column in columns for name in column.names]
    return frozenset(
        plain(one) for name in names for one in (name, name.replace(" ", "_"), name.replace(" ", ""), f"{name}s")
    )


def heads(table: Table, columns: Sequence[Column]) -> Heads:
    """Find the columns of a table. Raises BotError when one that is needed is missing, or two are the same."""
    fields = {_key(name): column.field for column in columns for name in column.names}
    found: dict[str, list[int]] = {}
    unknown: list[str] = []
    for place, head in enumerate(table.columns):
        field = fields.get(_key(head))
        if field is not None:
            found.setdefault(field, []).append(place)
        elif head:
            unknown.append(head)
    for column in columns:
        _check(table, column, found.get(column.field, []))
    at = {field: places[0] for field, places in found.items()}
    return Heads(at, {field: table.columns[place] for field, place in at.items()}, tuple(unknown))


def _check(table: Table, column: Column, places: Sequence[int]) -> None:
    name = table.path.name
    if len(places) > 1:
        called = [table.columns[place] for place in places]
        if len(set(map(_key, called))) == 1:
            raise BotError(f"{name} has the column “{called[0]}” {len(called)} times. Keep one of them.")
        raise BotError(f"{name} has {all_of(_quoted(called))}, which are the same here. Keep one of them.")
    if column.is_needed and not places:
        has = all_of(_quoted(head for head in table.columns if head))[:400]
        wanted = any_of(_quoted(column.names[:3]))
        raise BotError(f"{name} has no column {wanted}. It has {has or 'no names in its first line'}.")


def _quoted(names: Iterable[str]) -> list[str]:
    return [f"“{name}”" for name in names]


def _key(name: str) -> str:
    return _NOT_LETTERS.sub("", plain(name))
