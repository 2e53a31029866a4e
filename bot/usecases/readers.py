"""The reader of each workspace, kept in memory: it knows the customers, competitors and regions by name.

For fifty thousand customers it takes about a second to make, so it is made beside those who need it: at the start, and
anew when names change, while the older one serves. A name that is not known yet is read as a new one, and becomes the
same customer when the report is settled.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.usecases.snapshot import Snapshot
from digests.reading.found import Read
from digests.reading.reader import Reader
from storage.models import ReportKind

logger = logging.getLogger(__name__)

# A reader that takes longer than this to make (seconds) is not made more often than every so many times as long.
_QUICK, _SELDOM = 0.1, 20
_LAST = 32  # answers that are remembered
# So long (seconds) somebody's words wait for the first reader. Then they are read without the lists.
PATIENCE = 1.5
# How a rep would say of which kind their words are; a command says it instead.
LEADS = {ReportKind.REQUEST: "Request: ", ReportKind.LOST_DEAL: "Lost: ", ReportKind.WON_DEAL: ""}

Make = Callable[[Snapshot], Reader]


def reader_of(snapshot: Snapshot) -> Reader:
    """A reader that knows what a workspace knows."""
    return Reader(
        accounts=[account.name for account in snapshot.accounts.values()],
        competitors={name: one.aliases for name, one in snapshot.competitors.items()},
        regions=[region.label for region in snapshot.regions],
        learned=_learned(snapshot),
    )


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
    """One reader for each workspace that asked for one; `make` makes it, `patience` is how long words wait for it."""

    def __init__(
        self, snapshot_of: Callable[[str], Snapshot], *, make: Make = reader_of, patience: float = PATIENCE
    ) -> None:
        self._snapshot_of = snapshot_of
        self._make = make
        self._patience = patience
        self._bare = Reader()
        self._made: dict[str, _Made] = {}
        self._making: dict[str, threading.Event] = {}
        self._rough: set[str] = set()
        self._lock = threading.Lock()

    def read(self, workspace_id: str, words: str, kind: ReportKind | None = None) -> Read:
        """What somebody's words say, as people read them; `kind` where they said it beside the words.

        Where there is no reader yet (`wait`), only what needs no list is read: no customer, competitor or region.
        """
        lead = LEADS[kind] if kind else ""
        text = lead + words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made = self._made.get(workspace_id)
        if made is not None:
            return made.read(text)
        return replace(self._bare.read(text), account=None, is_known=False)

    def wait(self, workspace_id: str) -> bool:
        """Wait a moment for the first reader of a workspace, where it is still being made; whether there is one.

        Call it before a transaction, so that nobody else waits for it too.
        """
        if workspace_id not in self._made:
            self._begin(workspace_id).wait(self._patience)
        return workspace_id in self._made

    def expect(self, workspace_id: str) -> None:
        """Have a reader made for this workspace, before anybody waits for it."""
        if workspace_id not in self._made:
            self._begin(workspace_id)

    def refresh(self) -> None:
        """Make those anew whose names have changed; the older ones serve meanwhile."""
        for workspace_id, made in list(self._made.items()):
            snapshot = self._snapshot_of(workspace_id)
            rested = made.took < _QUICK or time.monotonic() - made.at > _SELDOM * made.took
            if snapshot is made.of:
                continue
            if rested and _names(snapshot) != _names(made.of):
                self._made[workspace_id] = self._new(snapshot)
            elif snapshot.learned != made.of.learned:
                # Other names of those that are known are there at once, however long a new reader takes.
                reader = made.reader.knowing(_learned(snapshot))
                names = replace(made.of, learned=snapshot.learned)
                self._made[workspace_id] = replace(made, reader=reader, read=_remembering(reader), of=names)

    def read_roughly(self, workspace_id: str) -> None:
        """Words were kept that were read without the lists: they are to be read again once there is a reader."""
        self._rough.add(workspace_id)

    def to_read_again(self) -> list[str]:
        """The workspaces that have a reader now, and may have words that were read before it; each is named once."""
        found = [one for one in list(self._rough) if one in self._made]
        self._rough.difference_update(found)
        return found

    def is_ready(self, workspace_id: str) -> bool:
        """Whether there is a reader for this workspace."""
        return workspace_id in self._made

    def _begin(self, workspace_id: str) -> threading.Event:
        """The first reader is made by one thread, however many ask for it; what is set when that has ended."""
        with self._lock:
            done = self._making.get(workspace_id)
            if done is None:
                done = self._making[workspace_id] = threading.Event()
                name = f"reader of {workspace_id}"
                threading.Thread(target=self._first, args=(workspace_id, done), name=name, daemon=True).start()
            return done

    def _first(self, workspace_id: str, done: threading.Event) -> None:
        try:
            self._made[workspace_id] = self._new(self._snapshot_of(workspace_id))
            self._rough.add(workspace_id)  # a process before this one may have ended without a reader
        except Exception:
            logger.exception("cannot make a reader")
        with self._lock:  # whoever asks next has it made again, where it did not work
            self._making.pop(workspace_id, None)
        done.set()

    def _new(self, snapshot: Snapshot) -> _Made:
        began = time.monotonic()
        reader = self._make(snapshot)
        return _Made(reader, _remembering(reader), snapshot, began, time.monotonic() - began)


def _names(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.accounts, snapshot.competitors, snapshot.regions


def _learned(snapshot: Snapshot) -> dict[str, list[str]]:
    """Other names of customers; one that a customer is called by now means that customer alone."""
    return {
        key: [account.name for account in meant]
        for key, meant in snapshot.learned.items()
        if key not in snapshot.accounts
    }


def _remembering(reader: Reader) -> Callable[[str], Read]:
    return lru_cache(maxsize=_LAST)(reader.read)
