"""Reads the texts that came in, and has the cards of requests ask about what they look like."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import noticing
from bot.usecases.likeness import Likeness
from storage.database import Database
from storage.models import TextOf


@dataclass(frozen=True)
class Reader:
    """One round after the other; `clock` says when something was noticed."""

    database: Database
    likeness: Likeness
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    def look(self) -> None:
        """Read what waits; see `Likeness.catch_up`."""
        self.likeness.catch_up(self._notice)

    def _notice(self, workspace_id: str, kind: TextOf, owner_ids: Sequence[uuid.UUID]) -> None:
        # Looking takes a while, and nobody needs to wait for it with something to write.
        with self.database.read() as session:
            noticed = noticing.look(session, self.likeness, workspace_id, kind, owner_ids)
        if noticed:
            with self.database.write() as session:
                noticing.note(session, workspace_id, noticed, self.clock())
            self.wake()
