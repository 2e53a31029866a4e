"""What the year of sample texts has in common, found before the first start ends, so that past digests know themes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.jobs.reading import Reader
from bot.usecases import digest, rollups, themes
from bot.usecases.likeness import Likeness
from digests.similarity.embedder import Embedder
from storage.database import Database
from storage.models import MessageState
from storage.queries import outbox, workspaces

# The sample needs a few megabytes.
_MOST_BYTES = 100_000_000


@dataclass(frozen=True)
class Meaning:
    """Reads one workspace's texts, groups them and counts its weeks; `check` may break off between two looks.

    The themes are those that the whole year makes: a bot that had run through it would have found them week by week.
    """

    database: Database
    load: Callable[[], Embedder]
    workspace_id: str
    now: datetime
    check: Callable[[], None]

    def find(self) -> None:
        """Leave vectors, questions on what is alike, themes and counts behind, as the bot keeps them."""
        likeness = Likeness(self.database, self.load, most_bytes=_MOST_BYTES)
        reader = Reader(self.database, likeness, lambda: self.now, wake=lambda: None)
        while not likeness.has_read(self.workspace_id):
            self.check()
            reader.look()
        self._say_nothing()
        with self.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=self.workspace_id)
            period = str(digest.last_closed(session, workspace, self.now))
        if likeness.embedder is not None:
            themes.regroup(self.database, likeness.embedder, self.workspace_id, now=self.now, period=period)
        rollups.catch_up(self.database, self.workspace_id)

    def _say_nothing(self) -> None:
        """The cards that were to be drawn anew are not posted yet: they come with all there is to ask about them."""
        with self.database.write() as session:
            for row in outbox.in_state(session, workspace_id=self.workspace_id, state=MessageState.PENDING):
                row.nothing_to_say("it was drawn with the past", self.now)
