"""Tables as people save them: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.errors import BotError

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_LONGEST_CELL = 16_000_000
_NEVER_CLOSED = "a quotation mark is opened there and never closed, so all below would be one cell."
_OTHER_KINDS = {
    b"PK\x03\x04": "That is an Excel file or another archive. Save the sheet as CSV first.",
    b"\xd0\xcf\x11\xe0": "That is an old Excel file. Save the sheet as CSV first.",
    b"%PDF": "That is a PDF. A CSV file is needed.",
    b"SQLite format 3": "That is a database. A CSV file is needed.",
    b"\x1f\x8b": "That is a packed file. Unpack it first.",
    b"{\\rtf": "That is a word processor's file. A CSV file is needed.",
    b"{": "That is JSON. A CSV file is needed.",
    b"[": "That is JSON. A CSV file is needed.",
    b"<": "That is a web page or XML. Save the sheet as CSV first.",
}
_NAMES_BELONG = "The names of its columns belong there."
_TWO_ENCODINGS = "a letter there is no UTF-8, while others in the file are. Save it as UTF-8 once more."
# Excel's own way to say how a file is parted, in a line before the head.
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row; `line` is where it begins in the file, the head being line 1."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


class Table:
    """A file with a head. `known` are columns that somebody looks for, in lower case: they tell how it is parted.

    Raises BotError with a sentence for a file that cannot be read or holds no text.
    """

    def __init__(self, path: Path, known: Collection[str]) -> None:
        self.path, self._encoding = path, _encoding(path)
        self._stand, self.position = _stand(path), 0
        csv.field_size_limit(_LONGEST_CELL)
        with self._open() as file:
            first = file.readline()
            said = _SEP.fullmatch(first)
            self._skipped = 1 if said else 0
            if not (file.readline() if said else first).strip():
                is_all = not any(line.strip() for line in file)
                told = f"{path.name} is empty.", f"The first line of {path.name} is empty. {_NAMES_BELONG}"
                raise BotError(told[0] if is_all else told[1])
        self._delimiter = said[1] if said else _delimiter(first, known)
        with self._open() as file:
            self.columns = [name.strip().strip("\ufeff") for name in next(self._lines(file), [])]

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return self._stand[0]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the head, each with the line where it begins; empty lines are left out.

        `position` tells how many bytes are read. In a file of one column, a comma that nobody quoted is part of the
        text. Raises BotError where the file cannot be parted, and when it was changed meanwhile.
        """
        is_single = len(self.columns) == 1
        with self._open() as file:
            whole = _UntilTheEnd(file)
            lines = self._lines(file, whole)
            line = self._skipped + 1
            try:
                next(lines)
                line = self._skipped + lines.line_num + 1
                for cells in lines:
                    # A row is given before the next line is asked for, unless it waits for its closing mark.
                    if whole.is_over:
                        raise BotError(f"{self.path.name}, line {line}: {_NEVER_CLOSED}")
                    if cells:
                        yield line, [self._delimiter.join(cells)] if is_single else cells
                    line = self._skipped + lines.line_num + 1
                    self.position = file.buffer.tell()
            except csv.Error as error:
                raise BotError(f"{self.path.name}, line {line}: {_why(error)}") from error
        if _stand(self.path) != self._stand:
            raise BotError(f"{self.path.name} was changed while it was read.")

    def _open(self) -> TextIO:
        # Windows-1252 leaves five bytes without a letter.
        return self.path.open(encoding=self._encoding, newline="", errors="replace")

    def _lines(self, file: TextIO, lines: Iterable[str] | None = None) -> "Reader":
        for _ in range(self._skipped):
            file.readline()
        return csv.reader(lines or file, delimiter=self._delimiter)


class _UntilTheEnd:
    """The lines of a file, and whether more than all of them were asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.is_over = lines, False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.is_over = True


def _stand(path: Path) -> tuple[int, int, int]:
    """By what it shows that a file is another than before; zeros for one that is gone."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ino


def read(path: Path, needed: Sequence[str]) -> Iterator[Row]:
    """The rows of a file with at least these columns, one after the other; empty lines are left out.

    A head is read without regard to case and spaces around it. Raises BotError with a sentence when it is no such
    table.
    """
    table = Table(path, needed)
    columns = _columns(path, table.columns, needed)
    for line, cells in table.rows():
        yield Row(line, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False)))


def cells(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The cells of these columns alone, in their order, of one row after the other, each with its line.

    For long files, of which `read` would make a dictionary a row. Raises BotError like it.
    """
    table = Table(path, needed)
    columns = _columns(path, table.columns, needed)
    places = [columns.index(name) for name in needed]
    last = max(places)
    for line, row in table.rows():
        whole = row if len(row) > last else [*row, *[""] * (last + 1 - len(row))]
        yield line, [whole[place] for place in places]


def plain(name: str) -> str:
    """A column's name as it is compared: without regard to case and spaces around it."""
    return name.strip().strip("\ufeff").casefold()


def _encoding(path: Path) -> str:
    """How its letters are written; a file that is no valid UTF-8 is taken for Windows-1252, as Excel writes it.

    Raises BotError for one that is UTF-8 but for a few letters: as Windows-1252 all the others would be wrong.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise BotError(f"{path.name} can be read only once. Save it as a file first.")
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
        if line := _line_of_a_stray_letter(path):
            raise BotError(f"{path.name}, line {line}: {_TWO_ENCODINGS}") from None
        return "cp1252"
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror or error}.") from error
    return "utf-8-sig"


def _line_of_a_stray_letter(path: Path) -> int:
    """The first line that is no UTF-8, of a file most of whose letters beyond ASCII are; 0 for any other."""
    first, good, bad = 0, 0, 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.isascii():
                text = line.decode("utf-8", "replace")
                wrong = text.count("\ufffd")
                good += sum(char > "\x7f" for char in text) - wrong
                bad += wrong
                first = first or (number if wrong else 0)
    return first if good > bad else 0


def _delimiter(first: str, known: Collection[str]) -> str:
    """The sign that parts the head into the columns that are known; else the one that parts it most."""
    parted = {sign: [plain(one) for one in next(csv.reader([first], delimiter=sign), [])] for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (len(set(known) & set(parted[sign])), len(parted[sign])))


def _columns(path: Path, head: Sequence[str], needed: Sequence[str]) -> list[str]:
    columns = [plain(name) for name in head]
    for name, times in Counter(columns).items():
        if times > 1 and name in needed:
            raise BotError(f"{path.name} has the column “{name}” {times} times. Keep one of them.")
    missing = [name for name in needed if name not in columns]
    if missing:
        wanted = " and ".join(f"“{name}”" for name in missing)
        has = ", ".join(f"“{name}”" for name in columns if name)[:300]
        raise BotError(f"{path.name} has no column {wanted}. It has {has}.")
    return columns


def _why(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {_LONGEST_CELL:,} characters. Is a quotation mark never closed?"
    return f"{error}."
