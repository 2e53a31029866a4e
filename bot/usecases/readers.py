"""The reader of each workspace, kept in memory: it knows the customers, competitors and regions by name.

Made anew when these change, in the background: for fifty thousand customers that takes about a second. A name that is
not known yet is read as a new one, and becomes the same customer when the report is settled.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.usecases.snapshot import Snapshot
from digests.reading.found import Read
from digests.reading.reader import Reader
from storage.models import ReportKind

# A reader that takes longer than this to make (seconds) is not made more often than every so many times as long.
_QUICK, _SELDOM = 0.1, 20
_LAST = 32  # answers that are remembered
# How a rep would say of which kind their words are; a command says it instead.
LEADS = {ReportKind.REQUEST: "Request: ", ReportKind.LOST_DEAL: "Lost: ", ReportKind.WON_DEAL: ""}


@dataclass(frozen=True)
class _Made:
    """A reader, the snapshot that it was made from, when (monotonic), and how many seconds that took.

    `read` asks it, and remembers the last answers: the same words are asked for several times on their way.
    """

    reader: Reader
    read: Callable[[str], Read]
    of: Snapshot
    at: float
    took: float


class Readers:
    """One reader for each workspace that asked for one."""

    def __init__(self, snapshot_of: Callable[[str], Snapshot]) -> None:
        self._snapshot_of = snapshot_of
        self._made: dict[str, _Made] = {}
        self._expected: set[str] = set()
        self._lock = threading.Lock()

    def read(self, workspace_id: str, words: str, kind: ReportKind | None = None) -> Read:
        """What somebody's words say, as people read them; `kind` where they said it beside the words."""
        made = self._made.get(workspace_id) or self._first(workspace_id)
        lead = LEADS[kind] if kind else ""
        return made.read(lead + words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    def expect(self, workspace_id: str) -> None:
        """The next round makes a reader for this workspace, before anybody waits for it."""
        self._expected.add(workspace_id)

    def refresh(self) -> None:
        """Make those anew whose names have changed, and those that are expected."""
        while self._expected:
            self._first(self._expected.pop())
        for workspace_id, made in list(self._made.items()):
            snapshot = self._snapshot_of(workspace_id)
            rested = made.took < _QUICK or time.monotonic() - made.at > _SELDOM * made.took
            if snapshot is made.of:
                continue
            if rested and _names(snapshot) != _names(made.of):
                self._made[workspace_id] = _make(snapshot)
            elif snapshot.learned != made.of.learned:
                # Other names of those that are known are there at once, however long a new reader takes.
                reader = made.reader.knowing(_learned(snapshot))
                names = replace(made.of, learned=snapshot.learned)
                self._made[workspace_id] = replace(made, reader=reader, read=_remembering(reader), of=names)

    def _first(self, workspace_id: str) -> _Made:
        with self._lock:
            if workspace_id not in self._made:
                self._made[workspace_id] = _make(self._snapshot_of(workspace_id))
            return self._made[workspace_id]


def _names(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.accounts, snapshot.competitors, snapshot.regions


def _make(snapshot: Snapshot) -> _Made:
    began = time.monotonic()
    reader = Reader(
        accounts=[account.name for account in snapshot.accounts.values()],
        competitors={name: one.aliases for name, one in snapshot.competitors.items()},
        regions=[region.label for region in snapshot.regions],
        learned=_learned(snapshot),
    )
    return _Made(reader, _remembering(reader), snapshot, began, time.monotonic() - began)


def _learned(snapshot: Snapshot) -> dict[str, list[str]]:
    """Other names of customers; one that a customer is called by now means that customer alone."""
    return {
        key: [account.name for account in meant]
        for key, meant in snapshot.learned.items()
        if key not in snapshot.accounts
    }


def _remembering(reader: Reader) -> Callable[[str], Read]:
    return lru_cache(maxsize=_LAST)(reader.read)
