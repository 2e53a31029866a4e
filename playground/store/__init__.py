"""What the local workspace keeps across a restart, in one SQLite file of its own."""

from dataclasses import asdict, dataclass

from playground.shapes import Json
from playground.store.database import Database, dump, load
from playground.store.files import Files, Homes
from playground.store.messages import Messages, Window
from playground.store.models import Channel, Message, Person, StoredFile, Team, Thread
from playground.store.people import Channels, People

__all__ = ["Channel", "Database", "Message", "Person", "Store", "StoredFile", "Team", "Thread", "Window"]


@dataclass(frozen=True)
class Store:
    """Everything that lasts."""

    database: Database
    people: People
    channels: Channels
    messages: Messages
    files: Files
    homes: Homes

    @classmethod
    def open(cls, path: str) -> "Store":
        """Open or create the file at `path` (":memory:" for a workspace that is forgotten)."""
        database = Database(path)
        return cls(database, People(database), Channels(database), Messages(database), Files(database), Homes(database))

    @property
    def team(self) -> Team:
        """The workspace."""
        body = self.fact("team")
        return Team(**body) if body else Team()

    def save_team(self, team: Team) -> None:
        """Rename the workspace."""
        self.save_fact("team", asdict(team))

    def fact(self, name: str) -> Json | None:
        """A named JSON object, or None."""
        text = self.database.value("select body from facts where name = ?", (name,))
        return load(text) if text else None

    def save_fact(self, name: str, body: Json) -> None:
        """Keep a named JSON object."""
        self.database.run(
            "insert into facts (name, body) values (?, ?) on conflict (name) do update set body = excluded.body",
            (name, dump(body)),
        )
