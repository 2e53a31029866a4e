"""What the local workspace keeps across a restart, in one SQLite file of its own."""

from dataclasses import dataclass

from playground.shapes import Json
from playground.store.database import Database, OldStateFile
from playground.store.facts import Facts
from playground.store.files import Files, Homes
from playground.store.messages import Messages, Window
from playground.store.models import BROADCAST, Channel, Message, Person, StoredFile, Team, Thread
from playground.store.people import Channels, People
from playground.store.pins import Bookmark, Bookmarks, Pin, Pins
from playground.store.scheduled import Scheduled, ScheduledMessages
from playground.store.teams import Teams

__all__ = [
    "BROADCAST",
    "Bookmark",
    "Channel",
    "Database",
    "Facts",
    "Message",
    "OldStateFile",
    "Person",
    "Pin",
    "Scheduled",
    "Store",
    "StoredFile",
    "Team",
    "Teams",
    "Thread",
    "Window",
]


@dataclass(frozen=True)
class Store:
    """Everything that lasts, of one workspace."""

    database: Database
    team_id: str
    teams: Teams
    people: People
    channels: Channels
    messages: Messages
    files: Files
    homes: Homes
    pins: Pins
    bookmarks: Bookmarks
    scheduled: ScheduledMessages

    @classmethod
    def of(cls, database: Database, team_id: str) -> "Store":
        """What the file holds of one workspace."""
        return cls(
            database,
            team_id,
            Teams(database),
            People(database, team_id),
            Channels(database, team_id),
            Messages(database),
            Files(database),
            Homes(database),
            Pins(database),
            Bookmarks(database),
            ScheduledMessages(database),
        )

    @property
    def team(self) -> Team:
        """The workspace."""
        return self.teams.find(self.team_id) or Team(self.team_id)

    def fact(self, name: str) -> Json | None:
        """A named JSON object of this workspace, or None."""
        return Facts(self.database).find(f"{self.team_id}/{name}")

    def save_fact(self, name: str, body: Json) -> None:
        """Keep a named JSON object of this workspace."""
        Facts(self.database).save(f"{self.team_id}/{name}", body)
