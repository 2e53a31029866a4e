"""The rows of one file, portion by portion: cells become typed rows, and what cannot be read a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from bot.files.imports.cells import Cells, Known
from bot.files.imports.heads import Column, Heads
from bot.files.tables import Table
from bot.usecases.importing.rows import PORTION, BadRow, RowError

Raw = tuple[int, list[str]]
_TOO_WIDE = "It has {has} cells, but the first line names {head} columns. Is a comma in a text without quotation marks?"


@dataclass(frozen=True)
class Kind:
    """One kind of file. Of a file with `is_whole`, all rows are one portion: they may refer to each other."""

    columns: tuple[Column, ...]
    row: Callable[[Cells], Any]
    is_whole: bool = False


@dataclass
class Portion:
    """Some rows that can be read, what is wrong with the others, and what was left out of them."""

    rows: list[Any]
    errors: list[RowError]
    warnings: list[RowError]


class Source:
    """A table whose columns were found."""

    def __init__(self, table: Table, kind: Kind, found: Heads, known: Known) -> None:
        self._table, self._kind, self._known = table, kind, known
        self._fields, self._width = tuple(found.at), len(table.columns)
        # With one place more, so that there always are two: for a single one it would give no tuple.
        self._pick = itemgetter(*found.at.values(), 0)

    def expected(self, rows: int) -> int:
        """How many rows the file will have, when so many were in what is read of it."""
        share = self._table.position / max(1, self._table.size)
        return max(rows, int(rows / share)) if 0 < share < 1 else rows

    def portions(self) -> Iterator[Portion]:
        """The rows, so many at a time; a row of empty cells is none."""
        some: list[Raw] = []
        for line, cells in self._table.rows():
            if any(cells) and any(map(str.strip, cells)):
                some.append((line, cells))
                if len(some) == PORTION and not self._kind.is_whole:
                    yield self._read(some)
                    some = []
        if some:
            yield self._read(some)

    def _read(self, some: list[Raw]) -> Portion:
        portion = Portion([], [], [])
        for line, cells in some:
            try:
                row = Cells(line, self._fitted(cells), self._known)
                portion.rows.append(self._kind.row(row))
            except BadRow as bad:
                portion.errors.append(RowError(line, bad.reason))
            else:
                portion.warnings += row.warnings
        return portion

    def _fitted(self, cells: list[str]) -> dict[str, str]:
        """The cells by field. Rows that end early are common, longer ones are broken."""
        if len(cells) != self._width:
            if any(map(str.strip, cells[self._width :])):
                raise BadRow(_TOO_WIDE.format(has=len(cells), head=self._width))
            cells = [*cells, *[""] * (self._width - len(cells))]
        return dict(zip(self._fields, self._pick(cells), strict=False))
