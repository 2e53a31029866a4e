"""Shows under the words of an open form what may answer them: an extra, which Submit does not need.

Every pause in typing is heard; of each form only the newest words are looked at, as soon as the form may change again.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.blocks.typing import with_suggestions
from bot.payloads.typing import Typed
from bot.slack import RateLimited, Refused, Slack, Unclear
from bot.usecases.likeness import Likeness
from bot.usecases.pacing import Pacing
from bot.usecases.snapshot import Snapshots
from bot.usecases.suggestions import Suggestions, suggest
from storage.database import Database

logger = logging.getLogger(__name__)

# Fewer letters than this say nothing.
_SHORTEST = 4
# Words that had to wait longer than this belong to a form that was sent or closed meanwhile.
_STALE = 20.0
# What Slack says where the form changed or went away meanwhile: both happen all the time.
_OUTDATED = frozenset({"hash_conflict", "not_found", "view_not_found"})


@dataclass
class Typing:
    """One thread for all forms; `clock` counts seconds and only rises."""

    database: Database
    slack_of: Callable[[str], Slack]
    snapshots: Snapshots
    likeness: Likeness
    clock: Callable[[], float] = time.monotonic
    _pacing: Pacing = field(default_factory=Pacing)
    _waiting: dict[str, tuple[Typed, float]] = field(default_factory=dict)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _stopping: bool = False
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._run, name="typing", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what waits is no loss."""
        with self._news:
            self._stopping = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def typed(self, typed: Typed) -> None:
        """Take the newest words of a form in place of its older ones."""
        with self._news:
            self._waiting[typed.view_id] = (typed, self.clock())
            self._news.notify()

    def _run(self) -> None:
        while (typed := self._next()) is not None:
            try:
                self._look(typed)
            except Exception:
                logger.exception("cannot suggest while somebody writes")

    def _next(self) -> Typed | None:
        """The words whose form may change, as soon as there are some; None at the end."""
        with self._news:
            while not self._stopping:
                now = self.clock()
                self._waiting = {one: held for one, held in self._waiting.items() if now - held[1] < _STALE}
                free = {
                    view_id: self._pacing.free_at(typed.actor.workspace_id, view_id, now)
                    for view_id, (typed, _) in self._waiting.items()
                }
                first = min(free, key=free.__getitem__, default=None)
                if first is not None and free[first] <= now:
                    return self._waiting.pop(first)[0]
                self._news.wait(None if first is None else free[first] - now)
        return None

    def _look(self, typed: Typed) -> None:
        changed = with_suggestions(typed.view, typed.field_id, self._suggestions(typed))
        if changed is None:
            return
        workspace_id = typed.actor.workspace_id
        self._pacing.changed(workspace_id, typed.view_id, self.clock())
        try:
            self.slack_of(workspace_id).update_view(typed.view_id, changed, view_hash=typed.view_hash)
        except Refused as refused:
            if refused.code not in _OUTDATED:
                logger.warning("Slack did not change a form: %s", refused)
        except (Unclear, RateLimited) as trouble:
            logger.info("a form was not changed while somebody wrote: %s", trouble)

    def _suggestions(self, typed: Typed) -> Suggestions:
        workspace_id = typed.actor.workspace_id
        if len(typed.words) < _SHORTEST or not self.likeness.knows(workspace_id):
            return Suggestions()
        snapshot = self.snapshots.of(workspace_id)
        with self.database.read() as session:
            return suggest(
                session,
                self.likeness,
                workspace_id=workspace_id,
                want=typed.words,
                region_id=typed.region_id or snapshot.region_of.get(typed.reporter_id),
                with_requests=not typed.has_joined,
            )
