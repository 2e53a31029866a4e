"""Messages: written once, changed in place, read a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields

from playground.store.database import Database, dump, load
from playground.store.models import Message, Thread

_KNOWN = {field.name for field in fields(Message)}


@dataclass(frozen=True)
class Window:
    """Which messages to read: up to `limit`, newest first, between two timestamps (with them, if inclusive)."""

    limit: int
    before: str | None = None
    after: str | None = None
    inclusive: bool = False


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

    def find(self, channel: str, ts: str) -> Message | None:
        """One message, or None."""
        text = self._database.value("select body from messages where channel = ? and ts = ?", (channel, ts))
        return _message(text) if text else None

    def delete(self, channel: str, ts: str) -> bool:
        """Remove one message; whether it was there."""
        return self._database.run("delete from messages where channel = ? and ts = ?", (channel, ts)) > 0

    def latest_ts(self, channel: str) -> str | None:
        """The timestamp of the newest message, replies included."""
        found = self._database.value("select max(ts) from messages where channel = ?", (channel,))
        return str(found) if found else None

    def page(self, channel: str, window: Window) -> tuple[list[Message], bool]:
        """Top-level messages, newest first, and whether there are more."""
        return self._page("thread_ts is null", [channel], window)

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

    def unread(self, user: str, channels: Iterable[str]) -> dict[str, int]:
        """How many top-level messages of others came since the person last read each channel."""
        return {
            channel: int(
                self._database.value(
                    "select count(*) from messages where channel = ? and thread_ts is null and quiet = 0"
                    " and user <> ? and ts > coalesce((select ts from reads where user = ? and channel = ?), '')",
                    (channel, user, user, channel),
                )
            )
            for channel in channels
        }

    def _page(self, where: str, values: list[str], window: Window) -> tuple[list[Message], bool]:
        equal, limit = "=" if window.inclusive else "", window.limit
        if window.before:
            where += f" and ts <{equal} ?"
            values.append(window.before)
        if window.after:
            where += f" and ts >{equal} ?"
            values.append(window.after)
        rows = self._database.rows(
            f"select body from messages where channel = ? and {where} order by ts desc limit ?",  # noqa: S608
            (*values, limit + 1),
        )
        return [_message(row["body"]) for row in rows[:limit]], len(rows) > limit


def _message(text: str) -> Message:
    return Message(**{name: value for name, value in load(text).items() if name in _KNOWN})
