"""`python -m tests.bench_import`: how fast a file of reports comes in, against the least it could cost, in one run.

The work: a CSV file from a seeded recipe, read, checked, looked up and committed by `groundswell import reports` into a
new SQLite file (synchronous=FULL). The floor: as many bare rows, ready made, put into one table of the same kind of
file by executemany, in as many transactions. The ratio is what counts; the rows a second are this machine's.
"""

import argparse
import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.files.imports import running
from bot.usecases.importing.rows import PORTION, RowError
from bot.usecases.workspace import Defaults, Identity, arrive
from storage.database import Database, sqlite_driver
from storage.migrations import runner
from storage.queries import workspaces

SEED = 2026
NOW = datetime(2026, 11, 19, 16, tzinfo=UTC)
HEAD = ["ID", "Type", "Logged", "Rep", "Title", "Said", "Note", "Account", "Region", "Amount", "Reason", "Competitor"]
REGIONS = [f"Region {number}" for number in range(12)]
REASONS = ["Price", "Timing", "Competitor", "No decision"]
RIVALS = [f"Rival {number}" for number in range(40)]
FIRST = [
    "drone",
    "solar",
    "garden",
    "boiler",
    "wedding",
    "dog",
    "roof",
    "heat pump",
    "padel",
    "tree",
    "carpet",
    "solicitor",
]
SECOND = [
    "inspection",
    "batteries",
    "design",
    "care plans",
    "venues",
    "grooming",
    "repairs",
    "courts",
    "surgery",
    "care",
]


def rows(number: int, rng: random.Random) -> Iterator[list[str]]:
    """Reports as a CRM exports them: three years, oldest first; a few wants are heard often, most of them rarely."""
    step = timedelta(days=3 * 365) / number
    for one in range(number):
        kind = rng.choices(["request", "closed lost", "closed won"], [6, 3, 1])[0]
        want = f"{rng.choice(FIRST)} {rng.choice(SECOND)} in area {int(rng.paretovariate(0.7)) % 20_000}"
        is_request, is_lost = kind == "request", kind == "closed lost"
        yield [
            f"R-{one:07d}",
            kind,
            (NOW - 3 * timedelta(days=365) + one * step).isoformat(timespec="seconds"),
            f"U{rng.randrange(300):08d}",
            want if is_request else "",
            f"If you had something for {want}, I would buy it this week" if is_request else "We go with the others",
            "Heard on the phone, will call again" if rng.random() < 0.4 else "",
            f"Firm {int(rng.paretovariate(0.5)) % max(1, number // 10)} of {rng.choice(FIRST)}",
            rng.choice(REGIONS),
            f"{rng.randrange(200, 9_000):,}" if rng.random() < 0.7 else "",
            rng.choice(REASONS) if is_lost else "",
            rng.choice(RIVALS) if is_lost and rng.random() < 0.6 else "",
        ]


def prepared(folder: Path) -> Database:
    """An empty workspace with its regions."""
    database = Database(f"sqlite:///{folder / 'groundswell.db'}")
    runner.upgrade(database)
    with database.write() as session:
        arrive(session, Identity("T1", "Bench", "bench", "UB", "B1"), Defaults(timezone="Europe/London"), now=NOW)
        workspaces.set_regions(session, workspace_id="T1", names=REGIONS, now=NOW)
    return database


def floor(folder: Path, number: int) -> float:
    """Seconds for as many bare rows, ready made."""
    connection = sqlite_driver.connect(folder / "floor.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE report (workspace TEXT, id TEXT, body TEXT, PRIMARY KEY (workspace, id))")
    body = "If you had something for drone inspection in area 17, I would buy it this week" * 2
    spent = 0.0
    for begin in range(0, number, PORTION):
        ready = [("T1", f"{one:032d}", body) for one in range(begin, min(number, begin + PORTION))]
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO report VALUES (?, ?, ?)", ready)
        connection.execute("COMMIT")
        spent += time.perf_counter() - start
    connection.close()
    return spent


class Nobody:
    """Bad rows would be a fault of the recipe."""

    def left_out(self, error: RowError) -> None:
        raise AssertionError(f"line {error.line}: {error.reason}")

    warned = left_out


def megabytes() -> float:
    """The most memory that this process had so far."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024 / (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast a file of reports comes in.")
    parser.add_argument("--rows", type=int, default=100_000)
    number: int = parser.parse_args().rows
    out = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory() as name, Progress(*columns, console=out) as bars:
        folder = Path(name)
        database, path = prepared(folder), folder / "reports.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(HEAD)
            lines.writerows(bars.track(rows(number, random.Random(SEED)), total=number, description="Making the file"))
        asked = running.asked("reports", path, dry_run=False, update=False, order=None, reporter="")
        at_first, bar = megabytes(), bars.add_task("Importing reports", total=number)
        start, busy = time.perf_counter(), time.process_time()
        outcome = running.run(
            database,
            "T1",
            asked,
            now=NOW,
            listener=Nobody(),
            progress=lambda _what, done, total: bars.update(bar, completed=done, total=total),
        )
        spent, busy, peak = time.perf_counter() - start, time.process_time() - busy, megabytes()
        database.close()
        least = floor(folder, number)
        size = (folder / "groundswell.db").stat().st_size / 1e6
    assert outcome.added == number
    out.print(f"{number:,} reports in {spent:.1f} s: {number / spent:,.0f} rows/s (must 5,000, aim 20,000)")
    out.print(f"of that {busy:.1f} s of one processor, which alone would be {number / busy:,.0f} rows/s")
    out.print(f"bare rows by executemany: {least:.1f} s, {number / least:,.0f} rows/s; ratio {spent / least:.1f}")
    out.print(f"peak memory {peak:.0f} MB, {peak - at_first:.0f} MB more than before; the database has {size:,.0f} MB")


if __name__ == "__main__":
    main()
