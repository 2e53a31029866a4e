"""Keeps the readers of sentences up to date, and reads again what was read before the first of them was there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import drafting
from bot.usecases.heard import Room
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from storage.database import Database
from storage.queries import workspaces


@dataclass(frozen=True)
class Rereading:
    """Looks every second."""

    database: Database
    readers: Readers
    snapshots: Snapshots
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    def look(self) -> None:
        """Make readers anew where names have changed; once there is a first one, read what came before it."""
        self.readers.refresh()
        for workspace_id in self.readers.to_read_again():
            self._read_again(workspace_id)

    def _read_again(self, workspace_id: str) -> None:
        with self.database.read() as session:
            rough = drafting.rough_ones(session, workspace_id)
        if not rough:
            return
        with self.database.write() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            snapshot = self.snapshots.of(workspace_id)
            room = Room(workspace, self.readers, snapshot, prefix="/", now=self.clock())
            drafting.read_again(session, rough, room)
        self.wake()
