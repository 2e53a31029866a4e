"""Messages: written once, changed in place, read a page at a time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from playground.store.database import Database, dump, load
from playground.store.models import BROADCAST, Message, Thread

MANY = 100
"""Unread messages are counted to here; the page shows "99+"."""

_KNOWN = {field.name for field in fields(Message)}


@dataclass(frozen=True)
class Window:
    """Which messages to read: up to `limit`, newest first, between two timestamps (with them, if inclusive)."""

    limit: int
    before: str | None = None
    after: str | None = None
    inclusive: bool = False
    oldest_first: bool = False


class Messages:
    """All messages that last (ephemeral ones do not)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, message: Message, *, quiet: bool = False) -> None:
        """Add or replace. A quiet message (sample data) does not count as unread."""
        body = {name: value for name, value in asdict(message).items() if value not in (None, [], {})}
        thread = message.thread_ts if message.is_reply else None
        self._database.run(
            "insert into messages (channel, ts, thread_ts, user, quiet, body) values (?, ?, ?, ?, ?, ?)"
            " on conflict (channel, ts) do update set thread_ts = excluded.thread_ts, user = excluded.user,"
            " body = excluded.body",
            (message.channel, message.ts, thread, message.user, int(quiet), dump(body)),
        )
        if message.subtype == BROADCAST:
            self._database.run(
                "insert or ignore into broadcasts (channel, ts) values (?, ?)", (message.channel, message.ts)
            )

    def find(self, channel: str, ts: str) -> Message | None:
        """One message, or None."""
        text = self._database.value("select body from messages where channel = ? and ts = ?", (channel, ts))
        return _message(text) if text else None

    def delete(self, channel: str, ts: str) -> bool:
        """Remove one message; whether it was there."""
        self._database.run("delete from broadcasts where channel = ? and ts = ?", (channel, ts))
        return self._database.run("delete from messages where channel = ? and ts = ?", (channel, ts)) > 0

    def latest_ts(self, channel: str) -> str | None:
        """The timestamp of the newest message, replies included."""
        found = self._database.value("select max(ts) from messages where channel = ?", (channel,))
        return str(found) if found else None

    def page(self, channel: str, window: Window) -> tuple[list[Message], bool]:
        """Top-level messages and replies shown among them, newest first, and whether there are more."""
        shown = (
            "(thread_ts is null or exists"
            " (select 1 from broadcasts as one where one.channel = messages.channel and one.ts = messages.ts))"
        )
        return self._page(shown, [channel], window)

    def replies(self, channel: str, thread: str, window: Window) -> tuple[list[Message], bool]:
        """Replies in a thread without its parent, newest first, and whether there are more."""
        return self._page("thread_ts = ?", [channel, thread], window)

    def threads(self, channel: str, parents: Sequence[str]) -> dict[str, Thread]:
        """What the given messages show of their replies."""
        rows = self._database.rows(
            "select thread_ts, user, count(*) as count, max(ts) as latest from messages"
            " where channel = ? and thread_ts in (select value from json_each(?))"
            " group by thread_ts, user order by max(ts) desc",
            (channel, dump(list(parents))),
        )
        found: dict[str, Thread] = {}
        for row in rows:
            known = found.get(row["thread_ts"], Thread(0, (), ""))
            found[row["thread_ts"]] = Thread(
                known.count + row["count"], (*known.users, row["user"])[:5], max(known.latest, row["latest"])
            )
        return found

    def reacted_by(self, user: str) -> list[Message]:
        """The messages that somebody put an emoji on, newest first."""
        rows = self._database.rows(
            "select body from messages where instr(body, '\"reactions\":') > 0 and exists"
            " (select 1 from json_each(body, '$.reactions') as kind, json_each(kind.value) as who where who.value = ?)"
            " order by ts desc",
            (user,),
        )
        return [_message(row["body"]) for row in rows]

    def count(self) -> int:
        """How many there are in all."""
        return int(self._database.value("select count(*) from messages"))

    def mark_read(self, user: str, channel: str) -> None:
        """Nothing in the channel is new to the person any more."""
        self._database.run(
            "insert into reads (user, channel, ts) values (?, ?, coalesce((select max(ts) from messages"
            " where channel = ?), '')) on conflict (user, channel) do update set ts = excluded.ts",
            (user, channel, channel),
        )

    def unread(self, user: str, channels: Sequence[str]) -> dict[str, int]:
        """How many top-level messages of others came since the person last read each channel, counted to MANY."""
        rows = self._database.rows(
            "select asked.value as channel, (select count(*) from (select 1 from messages"
            " where channel = asked.value and thread_ts is null and quiet = 0 and user <> ?1"
            " and ts > coalesce(reads.ts, '') limit ?2)) as unread"
            " from json_each(?3) as asked left join reads on reads.user = ?1 and reads.channel = asked.value",
            (user, MANY, dump(list(channels))),
        )
        return {row["channel"]: row["unread"] for row in rows}

    def _page(self, where: str, values: list[str], window: Window) -> tuple[list[Message], bool]:
        equal, limit = "=" if window.inclusive else "", window.limit
        order = "asc" if window.oldest_first else "desc"
        if window.before:
            where += f" and ts <{equal} ?"
            values.append(window.before)
        if window.after:
            where += f" and ts >{equal} ?"
            values.append(window.after)
        rows = self._database.rows(
            f"select body from messages where channel = ? and {where} order by ts {order} limit ?",  # noqa: S608
            (*values, limit + 1),
        )
        return [_message(row["body"]) for row in rows[:limit]], len(rows) > limit


def _message(text: str) -> Message:
    return Message(**{name: value for name, value in load(text).items() if name in _KNOWN})
