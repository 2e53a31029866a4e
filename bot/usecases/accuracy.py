"""How well people's words were read, by what they saved instead: as it was read then, and as it is read by now."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.usecases import drafting, noting
from bot.usecases.actor import Actor
from bot.usecases.heard import Heard, Room
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshots
from bot.usecases.understanding import understand
from digests.reading.judged import FIELDS, Ending, judged
from digests.weeks import Week
from storage.database import Database
from storage.models import Reading, ReportKind
from storage.queries import market, readings, workspaces

Progress = Callable[[str, int, int], None]
PAGE = 500
# Readings of fewer days than these are told by the week, others by the month.
SHORT = 62
_PATIENCE = 600  # seconds for the reader to be made; nobody waits in Slack


@dataclass
class Tally:
    """How often a field was read, and what became of it."""

    endings: Counter[Ending] = field(default_factory=Counter)

    @property
    def readings(self) -> int:
        """How often it was read."""
        return self.endings.total()

    def share(self, *which: Ending) -> float | None:
        """The share of readings that ended so; None where it was never read."""
        return sum(self.endings[one] for one in which) / self.readings if self.readings else None


@dataclass
class Accuracy:
    """Every field's tally, then and now."""

    readings: int = 0
    then: dict[str, Tally] = field(default_factory=lambda: {one: Tally() for one in FIELDS})
    now: dict[str, Tally] = field(default_factory=lambda: {one: Tally() for one in FIELDS})

    def add(self, then: Mapping[str, Ending], now: Mapping[str, Ending]) -> None:
        """Count one reading."""
        self.readings += 1
        for tallies, endings in ((self.then, then), (self.now, now)):
            for name, ending in endings.items():
                tallies[name].endings[ending] += 1


@dataclass
class Measured:
    """All readings, and those of each month or week, oldest first; `left_out` are written down in a way of old."""

    workspace_id: str
    all: Accuracy
    periods: dict[str, Accuracy]
    left_out: int = 0


@dataclass(frozen=True)
class Judged:
    """One reading: what was found then, what was saved, what is found now, and what became of each field."""

    reading: Reading
    now: Mapping[str, Any]
    then_endings: Mapping[str, Ending]
    now_endings: Mapping[str, Ending]


def measure(
    database: Database, workspace_id: str, progress: Progress, each: Callable[[Judged], None] = lambda _: None
) -> Measured:
    """Read everything again that is kept, a page at a time, by the rules and the names of today; `each` is told."""
    months: defaultdict[str, Accuracy] = defaultdict(Accuracy)
    weeks: defaultdict[str, Accuracy] = defaultdict(Accuracy)
    done = Measured(workspace_id, Accuracy(), months)
    rereading = _Rereading(database, workspace_id)
    first = last = None
    for reading in _all(database, workspace_id, progress):
        one = rereading.judged(reading)
        if one is None:
            done.left_out += 1
            continue
        each(one)
        first, last = first or reading.saved_at, reading.saved_at
        local = reading.saved_at.astimezone(rereading.zone)
        for accuracy in (
            done.all,
            months[f"{local:%Y-%m}"],
            weeks[str(Week.of(reading.saved_at, rereading.zone))],
        ):
            accuracy.add(one.then_endings, one.now_endings)
    done.periods = weeks if _is_short(first, last) else months
    return done


def _is_short(first: datetime | None, last: datetime | None) -> bool:
    return first is not None and last is not None and (last - first).days < SHORT


def _all(database: Database, workspace_id: str, progress: Progress) -> Iterator[Reading]:
    with database.read() as session:
        total = readings.count(session, workspace_id=workspace_id)
    behind, done = None, 0
    while True:
        with database.read() as session:
            page = readings.page(session, workspace_id=workspace_id, behind=behind, limit=PAGE)
        if not page:
            return
        yield from page
        done += len(page)
        behind = (page[-1].saved_at, page[-1].report_id)
        progress("Reading", done, max(done, total))


class _Rereading:
    """The reader of a workspace as it is by now."""

    def __init__(self, database: Database, workspace_id: str) -> None:
        snapshots = Snapshots(database)
        snapshots.refresh(workspace_id)
        snapshot = snapshots.of(workspace_id)
        readers = Readers(snapshots.of, patience=_PATIENCE)
        readers.wait(workspace_id)
        self.zone = ZoneInfo(snapshot.timezone)
        with database.read() as session:
            accounts = market.accounts(session, workspace_id=workspace_id)
            workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        self._room = Room(workspace, readers, snapshot, prefix="", now=datetime.now(UTC))
        self._accounts = {str(one.account_id) for one in accounts}

    def judged(self, reading: Reading) -> Judged | None:
        """What became of it, then and now; None where it is written down in another way than today's."""
        if reading.form != noting.FORM:
            return None
        saved, is_told = self._with_living(reading.saved), bool(reading.told_kind)
        now = self._now(reading)
        return Judged(
            reading,
            now,
            judged(reading.found, saved, kind_told=is_told),
            judged(now, saved, kind_told=is_told),
        )

    def _now(self, reading: Reading) -> dict[str, Any]:
        words = reading.words
        if reading.told_kind:
            kind = ReportKind(reading.told_kind)
            read = self._room.read(words, kind)
            return noting.values_of(understand(read, words, kind, self._room.snapshot, reading.by_id), told=kind)
        heard = Heard(Actor(reading.workspace_id, reading.by_id), "", "", words)
        return noting.values_of(drafting.understood_of(heard, words, self._room))

    def _with_living(self, saved: Mapping[str, Any]) -> Mapping[str, Any]:
        """A customer who is gone from the list is known by name alone."""
        account = saved["account"]
        if account is None or account[1] in self._accounts:
            return saved
        return {**saved, "account": [account[0], ""]}
