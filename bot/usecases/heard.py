"""A message to the bot, and what it is heard with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.usecases.actor import Actor
from bot.usecases.dropping import Ways
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshot
from digests.reading.found import Read
from storage.models import ReportKind, Workspace


class Change(StrEnum):
    """What happened to a message."""

    WRITTEN = "written"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True)
class Heard:
    """A message to the bot: its words, or those of a clip's transcript; files are known by name and address."""

    actor: Actor
    channel_id: str
    ts: str
    words: str = ""
    files: tuple[tuple[str, str], ...] = ()
    is_voice: bool = False
    change: Change = Change.WRITTEN


@dataclass(frozen=True)
class Room:
    """What messages are heard with: the workspace and what it knows, how its commands begin, and the time."""

    workspace: Workspace
    readers: Readers
    snapshot: Snapshot
    prefix: str
    now: datetime

    def read(self, words: str, kind: ReportKind | None = None) -> Read:
        """What words say here."""
        return self.readers.read(self.workspace.workspace_id, words, kind)

    @property
    def is_rough(self) -> bool:
        """Whether words are read without the lists of the workspace, because these are not there yet."""
        return not self.readers.is_ready(self.workspace.workspace_id)

    def ways(self, user_id: str) -> Ways:
        """How a rep's corrections are read here."""
        return Ways(self.read, self.snapshot, user_id)

    def link_to(self, heard: Heard) -> str:
        """The address of a message, as Slack builds it; empty where the workspace's is unknown."""
        url = self.workspace.url
        return f"{url}archives/{heard.channel_id}/p{heard.ts.replace('.', '')}" if url else ""
