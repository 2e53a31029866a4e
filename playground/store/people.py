"""People, channels and who is in which. Ids are unique over all workspaces; each workspace sees its own."""

from dataclasses import asdict, fields

from playground import ids
from playground.errors import Refused
from playground.store.database import Database, dump, load
from playground.store.models import Channel, Person

COLOURS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")


class People:
    """The members of one workspace, in the order in which they came."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def save(self, person: Person) -> None:
        """Add or replace; Refused when another workspace has this id."""
        saved = self._database.run(
            "insert into people (id, team, position, body) values (?, ?, (select count(*) from people), ?)"
            " on conflict (id) do update set body = excluded.body where team = excluded.team",
            (person.id, self._team, dump(asdict(person))),
        )
        if not saved:
            raise Refused(f"{person.id} is in another workspace already.")

    def find(self, user: str) -> Person | None:
        """One person, or None."""
        text = self._database.value("select body from people where id = ? and team = ?", (user, self._team))
        return _person(text) if text else None

    def all(self) -> list[Person]:
        """Everybody, bots last."""
        rows = self._database.rows("select body from people where team = ? order by position", (self._team,))
        return sorted((_person(row["body"]) for row in rows), key=lambda person: person.is_bot)

    def members(self) -> list[Person]:
        """Everybody but the bots."""
        return [person for person in self.all() if not person.is_bot]


class Channels:
    """Channels and direct messages with the app, of one workspace."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def save(self, channel: Channel) -> None:
        """Add or replace; Refused when another workspace has this id."""
        saved = self._database.run(
            "insert into channels (id, team, position, kind, user, body)"
            " values (?, ?, (select count(*) from channels), ?, ?, ?)"
            " on conflict (id) do update set kind = excluded.kind, user = excluded.user, body = excluded.body"
            " where team = excluded.team",
            (channel.id, self._team, channel.kind, channel.user, dump(asdict(channel))),
        )
        if not saved:
            raise Refused(f"{channel.id} is in another workspace already.")

    def find(self, channel: str) -> Channel | None:
        """One channel or direct message, or None."""
        text = self._database.value("select body from channels where id = ? and team = ?", (channel, self._team))
        return _channel(text) if text else None

    def all(self) -> list[Channel]:
        """Every channel and direct message."""
        rows = self._database.rows("select body from channels where team = ? order by position", (self._team,))
        return [_channel(row["body"]) for row in rows]

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
