"""The engine and the only owner of transactions: `read()` and `write()`."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import lru_cache
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.inserts import Duplicate, Inserts, NewRow

try:
    from pysqlite3 import dbapi2 as sqlite_driver
except ImportError:  # no wheel for this machine: the standard library's, which `doctor` may warn about
    sqlite_driver = sqlite3

__all__ = [
    "Database",
    "Duplicate",
    "Overtaken",
    "Session",
    "fault_of",
    "has_wal_reset_fault",
    "sqlite_driver",
    "sqlite_version",
]

_WRITES = "groundswell_writes"
_BEGIN_WRITING = "BEGIN IMMEDIATE"
# Pages of a SQLite file that are kept in memory while many rows come, in KiB; SQLite's own measure is 2,000.
_ROOM = 64_000


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library in use, for the warning about the WAL-reset fault (fixed in 3.51.3)."""
    return tuple(int(part) for part in sqlite_driver.sqlite_version.split("."))


def has_wal_reset_fault() -> bool:
    """Whether this SQLite can lose a commit when two connections checkpoint at once: 3.7.0 to 3.51.2."""
    version = sqlite_version()
    is_backport = version[:2] in ((3, 44), (3, 50)) and version >= {44: (3, 44, 6), 50: (3, 50, 7)}[version[1]]
    return (3, 7, 0) <= version < (3, 51, 3) and not is_backport


def fault_of(error: BaseException) -> str:
    """What the driver says of a database that is full, locked, away or not to be written; empty for other errors."""
    if not isinstance(error, OperationalError):
        return ""
    return (str(error.orig).splitlines() or ["no reason given"])[0]


class Overtaken(Exception):
    """Somebody else changed a row between our reading and our writing: nothing of ours was committed."""


class Database:
    """Sessions on one database. Writers on SQLite queue at one lock, because its own waiting is unfair under load.

    Raises sqlalchemy.exc.ArgumentError for a URL that names no known engine.
    """

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url)
        self._writer = self.engine.execution_options(**{_WRITES: True})
        self._lock = threading.Lock() if self.is_sqlite else nullcontext()
        self._inserts = Inserts(self.engine.dialect)
        self._kept: PoolProxiedConnection | None = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and changes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose work is committed on leaving, or not at all. No network call may happen inside.

        Raises Overtaken when another process changed what was read here; doing it again sees what became of it.
        """
        try:
            with self._lock, Session(self._writer, expire_on_commit=False) as session, session.begin():
                yield session
        except StaleDataError as error:
            raise Overtaken from error

    @contextmanager
    def rehearse(self) -> Iterator[Session]:
        """A session that may write and read back what it wrote, and of which nothing stays."""
        with self._lock, Session(self._writer, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    def make_room(self) -> None:
        """Before a great many rows: keep more of a SQLite file in memory. Nothing of what is promised changes."""
        if self.is_sqlite:
            with self._lock, self.engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOM}")

    def insert(self, *rows: NewRow) -> None:
        """Commit new rows, all or none, without a session: it would cost more than the disk, and somebody waits.

        Raises Duplicate when one breaks a key.
        """
        statements = [self._inserts.of(row) for row in rows]
        with self._lock, self._for_inserts() as connection:
            cursor = connection.cursor()
            try:
                if self.is_sqlite:
                    cursor.execute(_BEGIN_WRITING)
                for sql, values in statements:
                    cursor.execute(sql, values)
                connection.commit()
            except BaseException as error:
                connection.rollback()
                if isinstance(error, self.engine.dialect.loaded_dbapi.IntegrityError):
                    raise Duplicate from error
                raise

    def close(self) -> None:
        """Close all connections to this address; whoever needs one later gets a new one."""
        with self._lock:
            if self._kept is not None:
                self._kept.close()
                self._kept = None
        self.engine.dispose()

    def _for_inserts(self) -> AbstractContextManager[PoolProxiedConnection]:
        """SQLite has one writer at a time, who may keep a connection; elsewhere each takes one from the pool."""
        if not self.is_sqlite:
            return closing(self.engine.raw_connection())
        if self._kept is None:
            self._kept = self.engine.raw_connection()
        return nullcontext(self._kept)


@lru_cache(maxsize=8)
def _engine(url: URL) -> Engine:
    """The engine of an address: whoever opens it again in this process finds every statement compiled already."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, module=sqlite_driver, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Durable commits, enforced keys, and transactions that we begin ourselves."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: read-then-write under a plain BEGIN fails at once when another commits."""
    immediate = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(_BEGIN_WRITING if immediate else "BEGIN")


def text(sql: str) -> sqlalchemy.TextClause:
    """A literal statement, for migrations and health checks."""
    return sqlalchemy.text(sql)
