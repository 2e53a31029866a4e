"""New rows for which somebody waits, or a great many: straight through the driver, by statements compiled once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

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
    """Statements for one kind of database. The types of the columns say how a value is stored, as everywhere else."""

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
    """One compiled statement: its columns in their order, each with what makes a stored value of a Python one."""

    sql: str
    columns: tuple[tuple[str, _Stored | None], ...]
    by_position: bool

    @classmethod
    def into(cls, table: Table, names: tuple[str, ...], dialect: Dialect) -> "_Insert":
        # Inline: nothing comes back, the keys are ours.
        compiled = insert(table).inline().compile(dialect=dialect, column_keys=names)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101  # what an INSERT compiles to, which its signature hides
        order = compiled.positiontup or list(names)
        stored = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
        return cls(str(compiled), tuple((name, stored[name]) for name in order), bool(compiled.positional))

    def filled(self, values: Mapping[str, Any]) -> Values:
        """A row's values as the driver takes them."""
        if self.by_position:
            return tuple([values[name] if to is None else to(values[name]) for name, to in self.columns])
        return {name: values[name] if to is None else to(values[name]) for name, to in self.columns}
