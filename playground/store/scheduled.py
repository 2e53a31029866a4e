"""Messages that wait for their time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from playground.shapes import Json
from playground.store.database import Database, dump, load


@dataclass(frozen=True)
class Scheduled:
    """A message for later. Times are seconds of the workspace's clock; `rest` is what it says beside its text."""

    id: str
    channel: str
    post_at: int
    created: int
    text: str
    rest: Json


class ScheduledMessages:
    """What waits, in all workspaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, message: Scheduled) -> None:
        """Keep one until its time."""
        self._database.run(
            "insert into scheduled (id, channel, post_at, body) values (?, ?, ?, ?)",
            (message.id, message.channel, message.post_at, dump(asdict(message))),
        )

    def find(self, message_id: str) -> Scheduled | None:
        """One that still waits, or None."""
        text = self._database.value("select body from scheduled where id = ?", (message_id,))
        return _scheduled(load(text)) if text else None

    def remove(self, message_id: str) -> None:
        """It waits no longer."""
        self._database.run("delete from scheduled where id = ?", (message_id,))

    def due(self, now: float) -> list[Scheduled]:
        """Those whose time has come, the earliest first."""
        return self._all("where post_at <= ?", (now,))

    def next_due(self) -> int | None:
        """When the next one is to be posted, or None."""
        found = self._database.value("select min(post_at) from scheduled")
        return int(found) if found is not None else None

    def between(self, oldest: float, latest: float) -> list[Scheduled]:
        """Those to be posted from `oldest` to `latest`, the earliest first."""
        return self._all("where post_at between ? and ?", (oldest, latest))

    def times(self, channel: str) -> list[int]:
        """When something is to be posted in a channel."""
        rows = self._database.rows("select post_at from scheduled where channel = ? order by post_at", (channel,))
        return [row["post_at"] for row in rows]

    def _all(self, where: str, values: Sequence[float]) -> list[Scheduled]:
        rows = self._database.rows(
            f"select body from scheduled {where} order by post_at, rowid",  # noqa: S608  # the conditions are ours
            values,
        )
        return [_scheduled(load(row["body"])) for row in rows]


def _scheduled(body: Json) -> Scheduled:
    return Scheduled(**body)
