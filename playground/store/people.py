"""People, channels and who is in which."""

from dataclasses import asdict, fields

from playground import ids
from playground.store.database import Database, dump, load
from playground.store.models import Channel, Person

COLOURS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")


class People:
    """The members of the workspace, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, person: Person) -> None:
        """Add or replace."""
        self._database.run(
            "insert into people (id, position, body) values (?, (select count(*) from people), ?)"
            " on conflict (id) do update set body = excluded.body",
            (person.id, dump(asdict(person))),
        )

    def find(self, user: str) -> Person | None:
        """One person, or None."""
        text = self._database.value("select body from people where id = ?", (user,))
        return _person(text) if text else None

    def all(self) -> list[Person]:
        """Everybody, bots last."""
        everybody = [_person(row["body"]) for row in self._database.rows("select body from people order by position")]
        return sorted(everybody, key=lambda person: person.is_bot)


class Channels:
    """Channels and direct messages with the app."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, channel: Channel) -> None:
        """Add or replace."""
        self._database.run(
            "insert into channels (id, position, kind, user, body) values (?, (select count(*) from channels), ?, ?, ?)"
            " on conflict (id) do update set kind = excluded.kind, user = excluded.user, body = excluded.body",
            (channel.id, channel.kind, channel.user, dump(asdict(channel))),
        )

    def find(self, channel: str) -> Channel | None:
        """One channel or direct message, or None."""
        text = self._database.value("select body from channels where id = ?", (channel,))
        return _channel(text) if text else None

    def all(self) -> list[Channel]:
        """Every channel and direct message."""
        return [_channel(row["body"]) for row in self._database.rows("select body from channels order by position")]

    def direct(self, user: str) -> Channel | None:
        """The direct message between a person and the app, if it was ever opened."""
        return self.find(ids.dm_id(user))

    def set_members(self, channel: str, users: list[str]) -> None:
        """Replace who is in a channel."""
        with self._database.transaction():
            self._database.run("delete from members where channel = ?", (channel,))
            for user in users:
                self.join(channel, user)

    def join(self, channel: str, user: str) -> None:
        """Put somebody into a channel."""
        self._database.run("insert or ignore into members (channel, user) values (?, ?)", (channel, user))

    def leave(self, channel: str, user: str) -> None:
        """Take somebody out of a channel."""
        self._database.run("delete from members where channel = ? and user = ?", (channel, user))

    def members(self, channel: str) -> list[str]:
        """Who is in it."""
        rows = self._database.rows("select user from members where channel = ? order by user", (channel,))
        return [row["user"] for row in rows]

    def has(self, channel: str, user: str) -> bool:
        """Whether somebody is in it."""
        found = self._database.value("select 1 from members where channel = ? and user = ?", (channel, user))
        return found is not None

    def of(self, user: str) -> list[Channel]:
        """The channels that somebody is in, direct messages last."""
        rows = self._database.rows(
            "select body from channels join members on members.channel = channels.id"
            " where members.user = ? order by kind = 'im', position",
            (user,),
        )
        return [_channel(row["body"]) for row in rows]


def _person(text: str) -> Person:
    known = {field.name for field in fields(Person)}
    return Person(**{name: value for name, value in load(text).items() if name in known})


def _channel(text: str) -> Channel:
    known = {field.name for field in fields(Channel)}
    return Channel(**{name: value for name, value in load(text).items() if name in known})
