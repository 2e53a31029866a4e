"""Tables as people save them: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError

_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_LONGEST_CELL = 16_000_000
_OTHER_KINDS = {
    b"PK\x03\x04": "That is an Excel file or another archive. Save the sheet as CSV first.",
    b"\xd0\xcf\x11\xe0": "That is an old Excel file. Save the sheet as CSV first.",
    b"%PDF": "That is a PDF. A CSV file is needed.",
    b"SQLite format 3": "That is a database. A CSV file is needed.",
}


@dataclass(frozen=True)
class Row:
    """One row; `line` is where it begins in the file, the head being line 1."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read(path: Path, needed: Sequence[str]) -> Iterator[Row]:
    """The rows of a file with at least these columns, one after the other; empty lines are left out.

    A head is read without regard to case and spaces around it. In a file of one column, a comma that nobody quoted is
    part of the text. Raises BotError with a sentence when it is no such table.
    """
    encoding = _encoding(path)
    csv.field_size_limit(_LONGEST_CELL)
    # Windows-1252 leaves five bytes without a letter.
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        first = file.readline()
        if not first.strip():
            raise BotError(f"{path.name} is empty.")
        delimiter = _delimiter(first, needed)
        file.seek(0)
        lines = csv.reader(file, delimiter=delimiter)
        try:
            columns = _columns(path, next(lines), needed)
            line = lines.line_num + 1
            for cells in lines:
                if cells:
                    yield Row(line, _cells(columns, cells, delimiter))
                line = lines.line_num + 1
        except csv.Error as error:
            raise BotError(f"{path.name}, line {lines.line_num}: {_why(error)}") from error


def _encoding(path: Path) -> str:
    """How its letters are written; a file that is no valid UTF-8 is taken for Windows-1252, as Excel writes it."""
    try:
        with path.open("rb") as file:
            begin = file.read(_CHUNK)
            for sign, sentence in _OTHER_KINDS.items():
                if begin.startswith(sign):
                    raise BotError(f"{path.name}: {sentence}")
            if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if b"\0" in begin:
                raise BotError(f"{path.name} is no text file. A CSV file is needed.")
            decoder = codecs.getincrementaldecoder("utf-8")()
            while begin:
                decoder.decode(begin)
                begin = file.read(_CHUNK)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror or error}.") from error
    return "utf-8-sig"


def _delimiter(first: str, needed: Sequence[str]) -> str:
    """The sign that parts the head into the columns that are needed; else the one that parts it most."""
    parted = {sign: [_plain(one) for one in next(csv.reader([first], delimiter=sign), [])] for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (len(set(needed) & set(parted[sign])), len(parted[sign])))


def _columns(path: Path, head: Sequence[str], needed: Sequence[str]) -> list[str]:
    columns = [_plain(name) for name in head]
    for name, times in Counter(columns).items():
        if times > 1 and name in needed:
            raise BotError(f"{path.name} has the column “{name}” {times} times. Keep one of them.")
    missing = [name for name in needed if name not in columns]
    if missing:
        wanted = " and ".join(f"“{name}”" for name in missing)
        has = ", ".join(f"“{name}”" for name in columns if name)[:300]
        raise BotError(f"{path.name} has no column {wanted}. It has {has}.")
    return columns


def _cells(columns: list[str], cells: list[str], delimiter: str) -> dict[str, str]:
    if len(columns) == 1:
        return {columns[0]: delimiter.join(cells)}
    return dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False))


def _plain(name: str) -> str:
    return name.strip().strip("\ufeff").casefold()


def _why(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {_LONGEST_CELL:,} characters. Is a quotation mark never closed?"
    return f"{error}."
