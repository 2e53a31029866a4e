"""`python -m tests.bench_search`: how long `/field find` takes among very many reports, in one run with a plain scan.

The database comes from `tests.bench_search_recipe` and is kept under `build/`: only the first run takes minutes.
Each kind of query is asked through `usecases.search.find`, as the bot asks it, by a marketer, a coordinator and a rep.
The scan is what a database can do without an index of words: every word by LIKE, the newest that fit, and their number
up to the same cap.
"""

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import and_, or_, select

from bot.payloads import finding
from bot.usecases import search
from bot.usecases.actor import Actor
from storage.database import Database, Session
from storage.migrations import runner
from storage.models import Account, Report, Request
from storage.queries import word_index
from tests.bench_search_recipe import (
    COORDINATOR,
    MARKETER,
    NOW,
    PORTION,
    REGIONS,
    REP,
    SEED,
    SERVICES,
    TEAM,
    TRADES,
    Recipe,
    fill,
)


def built(path: Path, rows: int, console: Console) -> Database:
    """The database, made if it is not there yet or has older tables."""
    if path.exists():
        database = Database(f"sqlite:///{path}")
        if runner.revision(database) == runner.newest():
            return database
        database.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    for left in [*half.parent.glob(f"{half.name}*"), *path.parent.glob(f"{path.name}*")]:
        left.unlink()
    database = Database(f"sqlite:///{half}")
    runner.upgrade(database)
    with database.write() as session:
        fill(session, Recipe(rows, random.Random(SEED)))
        start = time.perf_counter()
        _index(session)
        took = time.perf_counter() - start
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = half.stat().st_size
    console.print(f"indexed in {took:.0f} s; the file: {whole / 1e6:,.0f} MB", highlight=False)
    database.close()
    half.rename(path)
    return Database(f"sqlite:///{path}")


def _index(session: Session) -> None:
    """Every report and request, in the order of their moments, as they would have come."""
    reports = session.scalars(select(Report.report_id).where(Report.workspace_id == TEAM).order_by(Report.logged_at))
    every = reports.all()
    for start in track(range(0, len(every), PORTION), "Indexing reports"):
        word_index.index_reports(session, workspace_id=TEAM, report_ids=every[start : start + PORTION])
    requests = session.scalars(
        select(Request.request_id).where(Request.workspace_id == TEAM).order_by(Request.opened_at)
    )
    word_index.index_requests(session, workspace_id=TEAM, request_ids=requests.all())


def queries(database: Database, rng: random.Random, number: int) -> dict[str, list[str]]:
    """What people look for, by kind; the rare words are taken from reports that are there."""
    with database.read() as session:
        said = session.scalars(
            select(Report.said).where(Report.workspace_id == TEAM).order_by(Report.report_id).limit(20_000)
        ).all()
        names = session.scalars(select(Account.name).where(Account.workspace_id == TEAM).limit(5000)).all()
    rare = [word for text in said for word in text.split() if len(word) == 8 and word.isalpha()]
    kinds: dict[str, Callable[[], str]] = {
        "a common word": lambda: rng.choice(TRADES[:6]),
        "a rare word": lambda: rng.choice(rare),
        "two words": lambda: f"{rng.choice(TRADES)} {rng.choice(SERVICES)}",
        "a common and a rare word": lambda: f"{rng.choice(TRADES[:6])} {rng.choice(rare)}",
        "the start of a word": lambda: rng.choice(TRADES)[: rng.randint(1, 4)],
        "a whole sentence": lambda: rng.choice(said),
        "nothing like it": lambda: f"x{rng.choice(rare)}",
        "words and region": lambda: f'{rng.choice(TRADES)} region:"{rng.choice(REGIONS)}"',
        "words, region, open": lambda: f'{rng.choice(TRADES)} region:"{rng.choice(REGIONS)}" status:open',
        "words and a rare status": lambda: f"{rng.choice(TRADES)} status:docketed",
        "words and account": lambda: f'{rng.choice(TRADES)} account:"{rng.choice(names)}"',
        "words since": lambda: f"{rng.choice(TRADES)} since:{rng.choice(('90d', '2025', 'last-month'))}",
        "only filters": lambda: f'region:"{rng.choice(REGIONS)}" status:{rng.choice(("open", "declined"))}',
        "only a region": lambda: f'region:"{rng.choice(REGIONS)}"',
    }
    return {kind: [make() for _ in range(number)] for kind, make in kinds.items()}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def ask(database: Database, user: str, typed: str) -> None:
    """One query as the bot asks it."""
    with database.read() as session:
        search.find(session, Actor(TEAM, user), finding.query(typed), now=NOW)


def scan(database: Database, user: str, typed: str) -> None:
    """The words of a query by LIKE, without the rest: the least that a search without an index does."""
    words = [word for word in typed.split() if ":" not in word and '"' not in word] or ["a"]
    text = Report.said
    has = and_(*(or_(text.ilike(f"{word}%"), text.ilike(f"% {word}%")) for word in words))
    mine = [Report.reporter_id == user] if user == REP else []
    query = select(Report.report_id).where(Report.workspace_id == TEAM, Report.withdrawn_at.is_(None), has, *mine)
    with database.read() as session:
        session.execute(query.order_by(Report.logged_at.desc()).limit(search.REPORTS + search.MORE + 1)).all()


def percentile(times: list[float], per_cent: int) -> float:
    """The time below which so many per cent lie."""
    return statistics.quantiles(times, n=100, method="inclusive")[per_cent - 1]


def measured(database: Database, number: int) -> Table:
    """Every kind of query by each person, and by the scan, in turn."""
    table = Table(title=f"/field find, ms, p50 / p95 of {number} queries each, seed {SEED}")
    table.add_column("", no_wrap=True)
    people = {"marketer": MARKETER, "coordinator": COORDINATOR, "rep": REP}
    for name in (*people, "scan, marketer", "scan, rep"):
        table.add_column(name, justify="right")
    every: dict[str, list[float]] = {name: [] for name in people}
    for kind, typed in queries(database, random.Random(SEED), number).items():
        cells = []
        for name, user in people.items():
            times = [timed(lambda one=one, user=user: ask(database, user, one)) for one in typed]  # type: ignore[misc]
            every[name] += times
            cells.append(f"{statistics.median(times):.1f} / {percentile(times, 95):.1f}")
        for user in (MARKETER, REP):
            times = [timed(lambda one=one, user=user: scan(database, user, one)) for one in typed[:5]]  # type: ignore[misc]
            cells.append(f"{statistics.median(times):.0f} / {max(times):.0f}")
        table.add_row(kind, *cells)
    table.add_section()
    table.add_row("all", *(f"{statistics.median(one):.1f} / {percentile(one, 95):.1f}" for one in every.values()))
    return table


def main() -> None:
    """Build, measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000, help="how many reports")
    options.add_argument("--queries", type=int, default=15, help="how many queries of each kind")
    options.add_argument("--folder", type=Path, default=Path("build"), help="where the database is kept")
    given = options.parse_args()
    console = Console(file=sys.stdout)
    database = built(given.folder / f"search-{given.rows}.db", given.rows, console)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    console.print(measured(database, given.queries))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    console.print(f"{given.rows:,} reports; memory: {after / 1024:.0f} MB, {(after - before) / 1024:.0f} of it new")
    console.print("(must: 1,000 ms or less at p95 and 1,000,000 reports, aim: 200 ms)", highlight=False)
    database.close()


if __name__ == "__main__":
    main()
