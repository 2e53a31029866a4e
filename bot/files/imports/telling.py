"""What is said of an import: its bad rows, on the terminal and in a file, and one sentence at the end."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BotError
from bot.files.imports.running import Asked, Outcome, What
from bot.usecases.importing.rows import RowError
from digests.wording import all_of, count

SHOWN = 50
_NOUNS = {What.REPORTS: "report", What.ACCOUNTS: "account", What.CATALOG: "catalog item"}


class Telling:
    """Shows the first bad rows, and keeps all of them in a file if one is wanted."""

    def __init__(self, say: Callable[[str], None], keep: Callable[[RowError], None]) -> None:
        self._say, self._keep = say, keep
        self._left_out = self._warned = 0

    def left_out(self, error: RowError) -> None:
        """A row was left out."""
        self._keep(error)
        self._left_out += 1
        if self._left_out <= SHOWN:
            self._say(f"Line {error.line}: {error.reason}")

    def warned(self, warning: RowError) -> None:
        """A row was taken without a part of it."""
        self._warned += 1
        if self._warned <= SHOWN:
            self._say(f"Line {warning.line}, taken all the same: {warning.reason}")

    def rest(self, outcome: Outcome) -> Iterator[str]:
        """What was not shown, in numbers, and the columns that nobody reads."""
        if self._left_out > SHOWN:
            yield f"and {count(self._left_out - SHOWN, 'row')} more that cannot be taken; --errors FILE.csv keeps all."
        if self._warned > SHOWN:
            yield f"and {count(self._warned - SHOWN, 'row')} more that came without a part."
        if outcome.unknown:
            names = all_of([f"“{name}”" for name in outcome.unknown])
            yield f"Not read: {names}. Nothing here is called so."


@contextmanager
def errors_file(path: Path | None, *, source: Path) -> Iterator[Callable[[RowError], None]]:
    """Writes bad rows of `source` with the columns line and reason, each at once.

    Raises BotError for a file that cannot be written, and for `source` itself.
    """
    if path is None:
        yield lambda _: None
        return
    if path.exists() and source.exists() and path.samefile(source):
        raise BotError(f"--errors {path} is the file to import. Name another one, which is written anew.")
    with _refused(path):
        file = path.open("w", buffering=1, encoding="utf-8", newline="")
    with file:
        lines = csv.writer(file)

        def keep(*cells: object) -> None:
            with _refused(path):
                lines.writerow(cells)

        keep("line", "reason")
        yield lambda error: keep(error.line, error.reason)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror or error}.") from error


def closing(outcome: Outcome, asked: Asked) -> str:
    """One sentence with what became of a file."""
    if not outcome.rows:
        return f"{asked.path.name} has no rows below its first line: nothing changed."
    parts = [
        f"{count(outcome.added, _NOUNS[asked.what])} added",
        f"{outcome.changed:,} changed" if outcome.changed else "",
        f"{outcome.known:,} already here" if outcome.known else "",
        f"{outcome.left_out:,} left out",
        f"{count(outcome.cards, 'card')} to be posted, one a second, when the bot runs" if asked.cards else "",
    ]
    said = all_of([part for part in parts if part])
    return f"Dry run, nothing was changed. It would be: {said}." if asked.dry_run else f"{said}."
