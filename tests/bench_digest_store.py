"""The databases of `tests.bench_digest`: reports of a seeded recipe, in SQLite and in DuckDB alike.

Rows go in without the indexes, which are built at the end. SQLite holds what the bot writes; DuckDB holds the same rows
with plain numbers for ids.
"""

from pathlib import Path

import duckdb
import numpy as np
from rich.progress import track

from storage.database import Database, sqlite_driver
from storage.migrations import runner
from tests.bench_digest_recipe import Drawn, Sizes, draw
from tests.bench_digest_rows import around, to_sqlite

PORTION = 200_000


def files(folder: Path, reports: int) -> tuple[Path, Path]:
    """Where the two databases are kept."""
    return folder / f"digest-{reports}.db", folder / f"digest-{reports}.duckdb"


def built(folder: Path, reports: int) -> tuple[Database, Path]:
    """Both databases, made if they are not there yet; tables that are older than the code are brought up to date."""
    ours, theirs = files(folder, reports)
    if not ours.exists() or not theirs.exists():
        _build(ours, theirs, Sizes(reports))
    database = Database(f"sqlite:///{ours}")
    runner.upgrade(database)
    return database, theirs


def _build(ours: Path, theirs: Path, sizes: Sizes) -> None:
    ours.parent.mkdir(parents=True, exist_ok=True)
    halves = ours.with_suffix(".db-part"), theirs.with_suffix(".duckdb-part")
    for path in (ours, theirs, *halves):
        for left in path.parent.glob(f"{path.name}*"):
            if left.name in {path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}.wal"}:
                left.unlink()
    empty = Database(f"sqlite:///{halves[0]}")
    runner.upgrade(empty)
    empty.close()
    rows = sqlite_driver.connect(halves[0], isolation_level=None)
    rows.execute("PRAGMA journal_mode=OFF")
    rows.execute("PRAGMA synchronous=OFF")
    rows.execute("PRAGMA cache_size=-500000")
    columns = duckdb.connect(str(halves[1]))
    indexes = rows.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    indexes = [one for one in indexes if any(f" ON {table}" in one[1] for table in ("report", "theme_report", "told"))]
    for name, _ in indexes:
        rows.execute(f"DROP INDEX {name}")
    rows.execute("BEGIN")
    around(rows, sizes)
    for start in track(range(0, sizes.reports, PORTION), f"Writing {sizes.reports:,} reports"):
        drawn = draw(sizes, start, min(PORTION, sizes.reports - start))
        to_sqlite(rows, drawn, sizes)
        _to_duckdb(columns, drawn, is_first=start == 0)
    for _, sql in track(indexes, "Indexing"):
        rows.execute(sql)
    rows.execute("COMMIT")
    rows.execute("PRAGMA journal_mode=WAL")
    rows.close()
    columns.close()
    halves[0].rename(ours)
    halves[1].rename(theirs)


def _to_duckdb(columns: "duckdb.DuckDBPyConnection", drawn: Drawn, *, is_first: bool) -> None:
    """The same rows: a table of reports, one of their reasons. A want and a theme stand in columns of the report."""
    report = {name: values for name, values in vars(drawn).items() if name not in ("reason", "other_reason")}
    reason = {
        "number": np.concatenate([drawn.number, drawn.number]),
        "reason": np.concatenate([drawn.reason, drawn.other_reason]),
    }
    for table, given in (("report", report), ("reason", reason)):
        columns.register("portion", given)
        if is_first:
            columns.execute(f"CREATE TABLE {table} AS SELECT * FROM portion WHERE false")
        chosen = " WHERE reason >= 0" if table == "reason" else ""
        columns.execute(f"INSERT INTO {table} SELECT * FROM portion{chosen}")
        columns.unregister("portion")
