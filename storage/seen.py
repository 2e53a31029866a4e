"""Which keys of a long file came before. Kept on disk: the ids of millions of rows would fill the memory."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from storage.database import sqlite_driver


class Seen:
    """A scratch file that vanishes when it is closed, whatever the database is; nothing in it has to last."""

    def __init__(self) -> None:
        # An empty name is a file of SQLite's own, which is written only once it outgrows the cache.
        self._scratch = sqlite_driver.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            self._scratch.execute(f"PRAGMA {pragma}")
        self._scratch.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scratch.close()

    def again(self, lines: Iterable[tuple[str, int]]) -> dict[int, int]:
        """Note the keys of some lines; those lines whose key came before, each with the line where it came first."""
        noted = list(lines)
        self._scratch.execute("BEGIN")
        done = self._scratch.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", noted).rowcount
        self._scratch.execute("COMMIT")
        if done == len(noted):
            return {}
        first = "SELECT line FROM seen WHERE key = ?"
        found = {line: int(self._scratch.execute(first, (key,)).fetchone()[0]) for key, line in noted}
        return {line: begin for line, begin in found.items() if line != begin}
