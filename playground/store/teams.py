"""The workspaces of this server, and the app's installation in each."""

from dataclasses import asdict

from playground.shapes import Json
from playground.store.database import Database, dump, load
from playground.store.models import Team


class Teams:
    """All workspaces, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, team: Team) -> None:
        """Add or rename."""
        self._database.run(
            "insert into teams (id, position, body) values (?, (select count(*) from teams), ?)"
            " on conflict (id) do update set body = excluded.body",
            (team.id, dump(asdict(team))),
        )

    def find(self, team: str) -> Team | None:
        """One workspace, or None."""
        text = self._database.value("select body from teams where id = ?", (team,))
        return Team(**load(text)) if text else None

    def forget(self, team: str) -> None:
        """Take out a workspace that nobody is in."""
        self._database.run("delete from teams where id = ?", (team,))

    def ids(self) -> list[str]:
        """The ids of all."""
        return [row["id"] for row in self._database.rows("select id from teams order by position")]

    def of_person(self, user: str) -> str | None:
        """The workspace that somebody is in."""
        return _text(self._database.value("select team from people where id = ?", (user,)))

    def of_channel(self, channel: str) -> str | None:
        """The workspace that a channel or direct message is in."""
        return _text(self._database.value("select team from channels where id = ?", (channel,)))

    def installation(self, team: str) -> Json | None:
        """The app's installation in a workspace, or None when it was never there."""
        text = self._database.value("select installation from teams where id = ?", (team,))
        return load(text) if text else None

    def save_installation(self, team: str, body: Json) -> None:
        """Keep the app's installation in a workspace."""
        self._database.run("update teams set installation = ? where id = ?", (dump(body), team))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
