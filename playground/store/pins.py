"""Pinned messages, and the bookmarks of channels."""

from dataclasses import asdict, dataclass

from playground.shapes import Json
from playground.store.database import Database, dump, load


@dataclass(frozen=True)
class Pin:
    """A message that somebody pinned; `created` is in seconds of the workspace's clock."""

    channel: str
    ts: str
    user: str
    created: int


class Pins:
    """What is pinned in each channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, pin: Pin) -> bool:
        """Pin a message; False when it was pinned already."""
        sql = "insert or ignore into pins (channel, ts, user, created) values (?, ?, ?, ?)"
        return self._database.run(sql, (pin.channel, pin.ts, pin.user, pin.created)) > 0

    def remove(self, channel: str, ts: str) -> bool:
        """Take a pin off; False when there was none."""
        return self._database.run("delete from pins where channel = ? and ts = ?", (channel, ts)) > 0

    def of(self, channel: str) -> list[Pin]:
        """The pins of a channel, the newest first. A message that was deleted takes its pin with it."""
        # A cross join looks at the few pins first, and not at every message.
        rows = self._database.rows(
            "select pins.* from pins cross join messages using (channel, ts) where pins.channel = ?"
            " order by created desc, pins.rowid desc",
            (channel,),
        )
        return [Pin(row["channel"], row["ts"], row["user"], row["created"]) for row in rows]


@dataclass(frozen=True)
class Bookmark:
    """A link at the head of a channel. Times are seconds of the workspace's clock."""

    id: str
    channel: str
    title: str
    link: str
    emoji: str
    created: int
    updated: int = 0


class Bookmarks:
    """The bookmarks of each channel, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, bookmark: Bookmark) -> None:
        """Add or replace."""
        self._database.run(
            "insert into bookmarks (id, channel, body) values (?, ?, ?)"
            " on conflict (id) do update set body = excluded.body",
            (bookmark.id, bookmark.channel, dump(asdict(bookmark))),
        )

    def find(self, bookmark: str) -> Bookmark | None:
        """One bookmark, or None."""
        text = self._database.value("select body from bookmarks where id = ?", (bookmark,))
        return _bookmark(load(text)) if text else None

    def remove(self, bookmark: str) -> None:
        """Take it away."""
        self._database.run("delete from bookmarks where id = ?", (bookmark,))

    def of(self, channel: str) -> list[Bookmark]:
        """The bookmarks of a channel, the oldest first."""
        rows = self._database.rows("select body from bookmarks where channel = ? order by rowid", (channel,))
        return [_bookmark(load(row["body"])) for row in rows]


def _bookmark(body: Json) -> Bookmark:
    return Bookmark(**body)
