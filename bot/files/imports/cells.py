"""The cells of one row, as typed values; what cannot be read is a sentence that names the column as the file does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot.files.imports import amounts
from bot.files.imports.dates import Calendar
from bot.payloads.edge import storable
from bot.usecases.importing.rows import BadRow, RowError, key_of
from bot.usecases.reading import Money

_PARTS = re.compile(r"[;|\n]")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{7,31}")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False, "y": True, "n": False}
_LONGEST_SHORT = 100
NAME, ID, SEGMENT = 200, 100, 100
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Known:
    """What cells are read against: the calendar, the workspace's currency, its people by id and by name.

    `reporter` stands in where a report names nobody; `called` is what the file calls each field.
    """

    calendar: Calendar
    currency: str
    people: frozenset[str]
    names: Mapping[str, Sequence[str]]
    called: Mapping[str, str]
    reporter: str = ""

    def person(self, text: str) -> str:
        """The Slack user id of whoever is meant by an id or a name. Raises ValueError with the end of a sentence."""
        if text in self.people:
            return text
        found = self.names.get(key_of(text.removeprefix("@")), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"could be {' or '.join(found)}; put the Slack user id")
        if _SLACK_ID.fullmatch(text):
            return text
        raise ValueError("is nobody whom Groundswell has met; put the Slack user id, such as U0123456789")


class Cells:
    """One row. A column that the file does not have is an empty cell."""

    def __init__(self, line: int, cells: Mapping[str, str], known: Known) -> None:
        self.line, self.known, self._cells = line, known, cells
        self.warnings: list[RowError] = []

    def warn(self, sentence: str) -> None:
        """Say what of this row is left out, while the row is taken."""
        self.warnings.append(RowError(self.line, sentence))

    def bad(self, field: str, what: str) -> BadRow:
        """The row cannot be taken because of one cell."""
        return BadRow(f"“{self.known.called.get(field, field)}” {what}")

    def text(self, field: str, most: int) -> str:
        """A text without spaces around it, of at most so many characters."""
        text = self._cells.get(field, "")
        if not text:
            return ""
        text = storable(text).strip()
        if len(text) > most:
            hint = " Is a quotation mark never closed?" if text.count("\n") > 1 and most < len(text) // 10 else ""
            raise self.bad(field, f"has {len(text):,} characters; at most {most:,} fit.{hint}")
        return text

    def needed(self, field: str, most: int) -> str:
        """A text that may not be missing."""
        text = self.text(field, most)
        if not text:
            raise self.bad(field, "is empty.")
        return text

    def several(self, field: str, most: int = NAME) -> tuple[str, ...]:
        """The parts of a cell between semicolons, upright strokes or line ends, each of at most so many characters."""
        text = self._cells.get(field, "")
        if not text:
            return ()
        parts = [part for one in _PARTS.split(storable(text)) if (part := " ".join(one.split()))]
        if any(len(part) > most for part in parts):
            raise self.bad(field, f"has a part of {max(map(len, parts)):,} characters; at most {most} fit.")
        return tuple(parts)

    def one_of(self, field: str, values: Mapping[str, _Value], choice: str) -> _Value | None:
        """One of some values by what people call them; `choice` is how to write them. None for an empty cell."""
        text = self.text(field, _LONGEST_SHORT)
        if not text:
            return None
        found = values.get(key_of(text))
        if found is None:
            raise self.bad(field, f"is “{text}”; it can be {choice}.")
        return found

    def yes_no(self, field: str) -> bool | None:
        """Yes, no, or None for an empty cell."""
        return self.one_of(field, _YES_NO, "yes or no")

    def moment(self, field: str) -> datetime:
        """A moment, which may not be missing."""
        text = self.needed(field, _LONGEST_SHORT)
        try:
            return self.known.calendar.moment(text)
        except ValueError as error:
            raise self.bad(field, f"is “{text}”, which {error}.") from None

    def day(self, field: str) -> date | None:
        """A day, or None for an empty cell."""
        text = self.text(field, _LONGEST_SHORT)
        try:
            return self.known.calendar.day(text) if text else None
        except ValueError as error:
            raise self.bad(field, f"is “{text}”, which {error}.") from None

    def money(self, field: str) -> Money | None:
        """An amount, in the row's currency if it has a column for it; None for an empty cell."""
        text = self.text(field, _LONGEST_SHORT)
        if not text:
            return None
        own = self.text("currency", _LONGEST_SHORT).upper()
        if own and not (len(own) == 3 and own.isalpha() and own.isascii()):
            raise self.bad("currency", f"is “{own}”; write it like GBP.")
        try:
            return amounts.money(text, own=own, default=self.known.currency)
        except ValueError as error:
            raise self.bad(field, f"is “{text}”. {error}") from None
