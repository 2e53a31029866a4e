"""The SQLite file of the local workspace: tables, and transactions short enough for one event loop."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playground.shapes import Json

_TABLES = """
create table if not exists facts (name text primary key, body text not null);
create table if not exists teams (id text primary key, position integer not null, body text not null,
    installation text);
create table if not exists people (id text primary key, team text not null, position integer not null,
    body text not null);
create table if not exists channels (id text primary key, team text not null, position integer not null,
    kind text not null, user text not null, body text not null);
create table if not exists members (channel text not null, user text not null, primary key (channel, user))
    without rowid;
create table if not exists messages (channel text not null, ts text not null, thread_ts text, user text not null,
    quiet integer not null default 0, body text not null, primary key (channel, ts));
create index if not exists top_level on messages (channel, ts) where thread_ts is null;
create index if not exists news on messages (channel, ts, user, thread_ts, quiet) where thread_ts is null and quiet = 0;
create index if not exists replies on messages (channel, thread_ts, ts) where thread_ts is not null;
create table if not exists reads (user text not null, channel text not null, ts text not null,
    primary key (user, channel)) without rowid;
create table if not exists broadcasts (channel text not null, ts text not null, primary key (channel, ts))
    without rowid;
create table if not exists scheduled (id text primary key, channel text not null, post_at integer not null,
    body text not null);
create index if not exists by_time on scheduled (post_at);
create table if not exists pins (channel text not null, ts text not null, user text not null,
    created integer not null, primary key (channel, ts));
create table if not exists bookmarks (id text primary key, channel text not null, body text not null);
create table if not exists homes (user text primary key, body text not null);
create table if not exists files (id text primary key, body text not null, content blob);
"""
_NAMES = (
    "facts",
    "teams",
    "people",
    "channels",
    "members",
    "messages",
    "reads",
    "homes",
    "files",
    "broadcasts",
    "scheduled",
    "pins",
    "bookmarks",
)


_VERSION = 2
"""Of the tables above; a file of another version is refused."""


class OldStateFile(Exception):
    """A state file that an earlier version wrote; says so in a sentence."""


class Database:
    """One connection, used only from the server's event loop. `path` may be ":memory:"."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode = wal")
        # A crash of the machine may lose the last messages of a simulation; a crash of the process loses nothing.
        self._connection.execute("pragma synchronous = normal")
        self._check_version(path)
        self._connection.executescript(_TABLES)
        self._connection.execute(f"pragma user_version = {_VERSION}")
        self._depth = 0

    def _check_version(self, path: str) -> None:
        version = self._connection.execute("pragma user_version").fetchone()[0]
        is_new = self._connection.execute("select count(*) from sqlite_schema").fetchone()[0] == 0
        if not is_new and version != _VERSION:
            self._connection.close()
            raise OldStateFile(
                f"{path} was written by another version of the local workspace. Remove it to start afresh."
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; may be nested."""
        if self._depth:
            yield
            return
        self._connection.execute("begin immediate")
        self._depth = 1
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        else:
            self._connection.execute("commit")
        finally:
            self._depth = 0

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Execute one statement; the number of rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self._connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def empty(self) -> None:
        """Forget everything."""
        with self.transaction():
            for name in _NAMES:
                self.run(f"delete from {name}")  # noqa: S608  # the names are ours


def dump(body: object) -> str:
    """Compact JSON."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Json:
    """A JSON object from a column."""
    body: Json = json.loads(text)
    return body
