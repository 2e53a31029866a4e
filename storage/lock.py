"""One process that writes: SQLite in WAL mode is quick for one, and our write lock is one process's own."""

from filelock import FileLock, Timeout

from storage.database import Database


class InUse(Exception):
    """Another process serves or writes this database."""


class WriterLock:
    """Held by the one process that serves or writes a SQLite file, beside the file; nothing for other engines.

    It is a lock of the operating system: a process that is killed gives it up.
    """

    def __init__(self, database: Database) -> None:
        path = database.url.database
        self._lock = FileLock(f"{path}.lock") if database.is_sqlite and path and path != ":memory:" else None

    def take(self) -> None:
        """Take it, or raise InUse at once."""
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise InUse from None

    def give_back(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.release()
