"""Rows of a CSV file, cell by cell, as typed rows; a cell that cannot be read is a sentence with its line."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.payloads.edge import storable
from bot.usecases.importing.accounts import AccountRow
from bot.usecases.importing.catalog import CatalogRow
from bot.usecases.importing.competitors import CompetitorRow
from bot.usecases.importing.reports import ReportRow
from bot.usecases.importing.requests import RequestRow
from bot.usecases.importing.rows import BadRow, RowError
from bot.usecases.reading import Money, parse_value
from storage.models import CatalogStatus, Evidence, Importance, ReportKind, RequestStatus, Stage

Cells = Mapping[str, str | None]
_NAME, _ID, _SEGMENT = 200, 100, 100
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
_Row = TypeVar("_Row")
_Enum = TypeVar("_Enum", bound=StrEnum)


def records(lines: Iterable[str]) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV file with a header, each with the line it ends in."""
    reader = csv.DictReader(lines)
    for cells in reader:
        yield reader.line_num, cells


def read(rows: Iterable[tuple[int, Cells]], row_of: Callable[["Cell"], _Row], errors: list[RowError]) -> Iterator[_Row]:
    """The rows that can be read; for each of the others a sentence goes into `errors`."""
    for line, cells in rows:
        try:
            yield row_of(Cell(line, cells))
        except BadRow as bad:
            errors.append(RowError(line, bad.reason))


class Cell:
    """The cells of one row by column; a column that is missing is an empty cell."""

    def __init__(self, line: int, cells: Cells) -> None:
        self.line, self._cells = line, cells

    def text(self, column: str, most: int = 0) -> str:
        """The text of a cell without spaces around it; BadRow when it is longer than `most`."""
        text = storable(self._cells.get(column) or "").strip()
        if most and len(text) > most:
            raise BadRow(f"{column} is longer than {most} characters.")
        return text

    def needed(self, column: str, most: int = 0) -> str:
        """The text of a cell that may not be empty."""
        text = self.text(column, most)
        if not text:
            raise BadRow(f"{column} is empty.")
        return text

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a cell between semicolons."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def one_of(self, column: str, kind: type[_Enum]) -> _Enum | None:
        """One of the values of a list, None for an empty cell."""
        text = self.text(column).lower()
        if not text:
            return None
        try:
            return kind(text)
        except ValueError:
            raise BadRow(f"{column} is “{text}”; it can be {', '.join(kind)}.") from None

    def yes_no(self, column: str) -> bool | None:
        """Yes, no, or None for an empty cell."""
        text = self.text(column).lower()
        if text and text not in _YES_NO:
            raise BadRow(f"{column} is “{text}”; it can be yes or no.")
        return _YES_NO.get(text)

    def moment(self, column: str, zone: ZoneInfo) -> datetime | None:
        """A moment such as 2026-11-19T09:30, in `zone` unless it names its own."""
        text = self.text(column)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise BadRow(f"{column} is “{text}”; write it like 2026-11-19T09:30.") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    def needed_moment(self, column: str, zone: ZoneInfo) -> datetime:
        """A moment that may not be missing."""
        self.needed(column)
        found = self.moment(column, zone)
        if found is None:
            raise BadRow(f"{column} is empty.")
        return found

    def day(self, column: str) -> date | None:
        """A day such as 2026-11-19."""
        text = self.text(column)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadRow(f"{column} is “{text}”; write it like 2026-11-19.") from None

    def money(self, column: str, currency: str) -> Money | None:
        """An amount, in the row's own currency if it has a column for it."""
        text, own = self.text(column), self.text("currency").upper()
        if own and not (len(own) == 3 and own.isalpha() and own.isascii()):
            raise BadRow(f"currency is “{own}”; write it like GBP.")
        try:
            return parse_value(text, own or currency) if text else None
        except ValueError as error:
            raise BadRow(f"{column}: {error}") from None

    def user(self, column: str) -> str:
        """A Slack user id, or nothing."""
        text = self.text(column, 32)
        if text and not (text[0] in "UW" and text.isalnum() and text.isupper()):
            raise BadRow(f"{column} is “{text}”; it should be a Slack user id such as U0123456789.")
        return text


def account_row(cell: Cell, currency: str) -> AccountRow:
    """A row of accounts: external_id, name, region, segment, owner, yearly_value."""
    yearly = cell.money("yearly_value", currency)
    return AccountRow(
        line=cell.line,
        name=cell.needed("name", _NAME),
        external_id=cell.text("external_id", _ID),
        region=cell.text("region"),
        segment=cell.text("segment", _SEGMENT),
        owner_id=cell.user("owner"),
        yearly_minor=yearly.minor if yearly else None,
    )


def catalog_row(cell: Cell) -> CatalogRow:
    """A row of the catalog: name, synonyms, see, regions, status, on_sale_on, successor, talk_track."""
    return CatalogRow(
        line=cell.line,
        name=cell.needed("name", _NAME),
        status=cell.one_of("status", CatalogStatus) or CatalogStatus.LIVE,
        synonyms=_names(cell, "synonyms"),
        see=_names(cell, "see"),
        regions=cell.several("regions"),
        day=cell.day("on_sale_on"),
        successor=cell.text("successor"),
        talk_track=cell.text("talk_track"),
    )


def competitor_row(cell: Cell) -> CompetitorRow:
    """A row of competitors: name, aliases."""
    return CompetitorRow(cell.line, cell.needed("name", _NAME), _names(cell, "aliases"))


def request_row(cell: Cell, zone: ZoneInfo) -> RequestRow:
    """A row of requests; moments without a zone of their own are local."""
    return RequestRow(
        line=cell.line,
        key=cell.needed("key", _ID),
        title=cell.needed("title", _NAME),
        opened_at=cell.needed_moment("opened_at", zone),
        opened_by_id=cell.user("opened_by"),
        status=cell.one_of("status", RequestStatus) or RequestStatus.NEW,
        owner_id=cell.user("owner"),
        decided_at=cell.moment("decided_at", zone),
        decided_by_id=cell.user("decided_by"),
        reason=cell.text("reason"),
        item=cell.text("catalog_item"),
        merged_into=cell.text("merged_into"),
        deferred_until=cell.day("deferred_until"),
        live_at=cell.moment("live_at", zone),
    )


def report_row(cell: Cell, zone: ZoneInfo, currency: str) -> ReportRow:
    """A row of reports; moments without a zone of their own are local, values without a currency the workspace's."""
    kind = cell.one_of("kind", ReportKind)
    if kind is None:
        raise BadRow(f"kind is empty; it can be {', '.join(ReportKind)}.")
    cell.needed("reporter")
    return ReportRow(
        line=cell.line,
        external_id=cell.needed("external_id", _ID),
        kind=kind,
        logged_at=cell.needed_moment("logged_at", zone),
        reporter_id=cell.user("reporter"),
        account_id=cell.text("account_id", _ID),
        account=cell.text("account", _NAME),
        region=cell.text("region"),
        value=cell.money("value", currency),
        importance=cell.one_of("importance", Importance),
        is_unasked=cell.yes_no("unasked"),
        stage=cell.one_of("stage", Stage),
        evidence=cell.one_of("evidence", Evidence),
        reasons=cell.several("reasons"),
        competitors=_names(cell, "competitors"),
        said=cell.text("said"),
        note=cell.text("note"),
        would_have_bought=cell.text("would_have_bought"),
        request=cell.text("request"),
        withdrawn_at=cell.moment("withdrawn_at", zone),
        owner_id=cell.user("owner"),
        read_at=cell.moment("read_at", zone),
        read_by_id=cell.user("read_by"),
    )


def _names(cell: Cell, column: str) -> tuple[str, ...]:
    names = cell.several(column)
    if any(len(name) > _NAME for name in names):
        raise BadRow(f"{column} has a name longer than {_NAME} characters.")
    return names
