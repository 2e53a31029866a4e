"""What is due by itself, for every workspace: counts, the weekly themes and digest, editions, the daily late list,
drafts that wait."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import digest, drafts, editions, languages, late, rollups, themes
from bot.usecases.likeness import Likeness
from storage.database import Database
from storage.queries import workspaces

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rounds:
    """Looks at every workspace; one that fails does not hold up the others."""

    database: Database
    likeness: Likeness
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    def look(self) -> None:
        """Claim and queue whatever is due now."""
        now = self.clock()
        with self.database.read() as session:
            ids = [workspace.workspace_id for workspace in workspaces.workspaces(session)]
        for workspace_id in ids:
            try:
                self._look_at(workspace_id, now)
            except Exception:  # the others must still get theirs
                logger.exception("cannot look for what is due", extra={"workspace": workspace_id})

    def _look_at(self, workspace_id: str, now: datetime) -> None:
        self._group(workspace_id, now)
        rollups.catch_up(self.database, workspace_id, now)
        rollups.recount_nightly(self.database, workspace_id, now)
        with self.database.write() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            periods = digest.claim_due(session, workspace, now)
            has_late_list = late.claim_due(session, workspace, now)
            has_drafts = drafts.tell_due(session, workspace, now)
        if has_drafts:
            self.wake()
        if periods or has_late_list:
            logger.info("due", extra={"workspace": workspace_id, "digests": periods, "late_list": has_late_list})
            self.wake()
        self._tell_readers(workspace_id, now)

    def _tell_readers(self, workspace_id: str, now: datetime) -> None:
        """After the channel's digest, which they repeat: each edition in a transaction of its own.

        One that fails holds up nobody else's, and building it holds up no writer.
        """
        with self.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            due = editions.due(session, workspace, now)
        for one in due:
            try:
                is_said = self._tell(workspace_id, one, now)
            except Exception:
                logger.exception("cannot tell a reader", extra={"workspace": workspace_id, "edition": one.edition})
                continue
            if is_said:
                self.wake()

    def _tell(self, workspace_id: str, one: editions.Due, now: datetime) -> bool:
        with self.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            made = editions.make(session, workspace, one, now)
        if made is None:
            return False
        with self.database.write() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            return editions.claim(session, workspace, made, now)

    def _group(self, workspace_id: str, now: datetime) -> None:
        """Find the themes once a week closed, before its digest speaks of them; not before all texts were read."""
        embedder = self.likeness.embedder
        if embedder is None or not self.likeness.has_read(workspace_id):
            return
        with self.database.read() as session:
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
            period = str(digest.last_closed(session, workspace, now))
            if not themes.is_due(session, workspace_id, period):
                return
        found = themes.regroup(self.database, embedder, workspace_id, now=now, period=period)
        if found is not None:
            logger.info("themes", extra={"workspace": workspace_id, "themes": found.themes, "new": found.new})
            with self.database.read() as session:
                hint = languages.hint(session, workspace_id, embedder.id)
            if hint:
                logger.warning(hint, extra={"workspace": workspace_id})
