"""New rows for which somebody waits, or a great many: straight through the driver, by statements compiled once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Enum, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.columns import UtcDateTime

# A statement as the driver takes it: its text, and its values by position or by name.
Values = tuple[Any, ...] | dict[str, Any]
Statement = tuple[str, Values]
_Stored = Callable[[Any], Any]


class Duplicate(Exception):
    """A row with this key is there already."""


@dataclass(frozen=True)
class NewRow:
    """A row to be inserted: a value for each column that may not stay empty and has no default of the database's."""

    table: Table
    values: Mapping[str, Any]


class Inserts:
    """Statements for one kind of database. The types of the columns say how a value is stored, as everywhere else.

    None is NULL, in a column of JSON too.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._compiled: dict[tuple[Table, tuple[str, ...]], _Insert] = {}

    def of(self, row: NewRow) -> Statement:
        """The statement that inserts a row."""
        compiled = self._into(row.table, row.values)
        return compiled.sql, compiled.filled(row.values)

    def many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Values]]:
        """The statement that inserts rows of one table, and the values of each; all rows name the same columns."""
        compiled = self._into(table, rows[0])
        return compiled.sql, [compiled.filled(row) for row in rows]

    def _into(self, table: Table, values: Mapping[str, Any]) -> "_Insert":
        key = (table, tuple(values))
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _Insert.into(table, key[1], self._dialect)
        return compiled


@lru_cache(maxsize=8)
def inserts_for(dialect: Dialect) -> Inserts:
    """The statements of an engine, kept as long as it is."""
    return Inserts(dialect)


@dataclass(frozen=True)
class _Insert:
    """One compiled statement, its columns in their order, and what makes a stored value of a Python one, by place."""

    sql: str
    names: tuple[str, ...]
    stored: tuple[tuple[int, _Stored], ...]
    by_position: bool

    @classmethod
    def into(cls, table: Table, names: tuple[str, ...], dialect: Dialect) -> "_Insert":
        # Inline: nothing comes back, the keys are ours.
        compiled = insert(table).inline().compile(dialect=dialect, column_keys=names)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101  # what an INSERT compiles to, which its signature hides
        order = tuple(compiled.positiontup or names)
        stored = ((place, _stored(table.c[name].type, dialect)) for place, name in enumerate(order))
        return cls(str(compiled), order, tuple((place, to) for place, to in stored if to), bool(compiled.positional))

    def filled(self, values: Mapping[str, Any]) -> Values:
        """A row's values as the driver takes them."""
        given = [values[name] for name in self.names]
        for place, to in self.stored:
            value = given[place]
            if value is not None:
                given[place] = to(value)
        return tuple(given) if self.by_position else dict(zip(self.names, given, strict=True))


def _stored(kind: TypeEngine[Any], dialect: Dialect) -> _Stored | None:
    """What makes a stored value of a Python one that is not None; enums and moments come again and again."""
    to = kind.dialect_impl(dialect).bind_processor(dialect)
    if to is not None and isinstance(kind, Enum):
        return lru_cache(maxsize=1000)(to)
    return _remembering(to) if to is not None and isinstance(kind, UtcDateTime) else to


def _remembering(to: _Stored) -> _Stored:
    """The same, without doing it again for the very value that came last: rows of one report share their moment."""
    last: tuple[Any, Any] = (None, None)

    def stored(value: Any) -> Any:
        nonlocal last
        before, done = last
        if value is not before:
            done = to(value)
            last = (value, done)
        return done

    return stored
