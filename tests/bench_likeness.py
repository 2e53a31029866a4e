"""`python -m tests.bench_likeness`: how long "already for sale" and "others asked" take among 1,000,000 texts.

Everything is asked in turn for each question, so that whatever else the machine does weighs on all alike: our index
alone, and with the model that reads the question; a plain scan of the same vectors in float32 by numpy, which also says
who the true ten nearest are; SQLite FTS5 over the same texts, any of the question's words, the best ten by its rank;
and what a rep waits for between Submit and the pushed view: `usecases.suggestions.suggest` on a workspace in SQLite.

`tests.bench_likeness_recipe` says what the texts and vectors are: by default the model reads 24,000 texts and the
million is spread from those; `--everything` lets it read each one. What was made is kept under `build/`.
"""

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.settings import Settings
from bot.usecases.likeness import Likeness
from bot.usecases.suggestions import suggest
from digests.similarity.embedder import Embedder, Vectors, as_bytes, load
from digests.similarity.shelf import Shelf
from storage.database import Database, sqlite_driver
from storage.keys import words_of
from storage.queries import workspaces
from tests.bench_likeness_recipe import BASE, DIFFERENCES, SEED, kept, questions, texts, vectors
from tests.bench_likeness_store import TEAM, built

_TOP, _PORTION = 10, 50_000
_T = TypeVar("_T")


def own_memory() -> float:
    """Megabytes of memory that are this process's own, files that it only maps left out; 0 where nobody tells."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon:"))


@dataclass
class Way:
    """One way to ask, with how long each question took and kept processors busy (ms), and the memory it holds (MB)."""

    name: str
    megabytes: float = 0.0
    times: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    def ask(self, work: Callable[[], _T]) -> _T:
        """Ask once."""
        start, busy = time.perf_counter(), time.process_time()
        answer = work()
        self.times.append((time.perf_counter() - start) * 1000)
        self.busy.append((time.process_time() - busy) * 1000)
        return answer

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The time below which nineteen of twenty lie."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[94]


class FullText:
    """The same texts in an FTS5 table, made if it is not there yet."""

    def __init__(self, path: Path, rows: int) -> None:
        if not path.exists():
            half = path.with_suffix(".part")
            half.unlink(missing_ok=True)
            connection = sqlite_driver.connect(half, isolation_level=None)
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text)")
            connection.execute("BEGIN")
            all_texts = track(texts(rows), "Filling FTS5", total=rows)
            connection.executemany("INSERT INTO texts (text) VALUES (?)", ((one.text,) for one in all_texts))
            connection.execute("COMMIT")
            connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
            connection.close()
            half.rename(path)
        self.connection = sqlite_driver.connect(path)
        self.megabytes = path.stat().st_size / 1e6

    def nearest(self, question: str) -> list[int]:
        """The best ten by bm25 of those that have any of its words."""
        words = " OR ".join(f'"{word}"' for word in words_of(question))
        found = self.connection.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10", (words,))
        return [row[0] for row in found]


def shelf_of(every: Vectors) -> Shelf:
    """Our index of all vectors; the owner of each is its number."""
    shelf = Shelf(every.shape[1], most=len(every))
    for start in track(range(0, len(every), _PORTION), "Filling the index"):
        some = every[start : start + _PORTION]
        shelf.put([uuid.UUID(int=number) for number in range(start, start + len(some))], as_bytes(some))
    return shelf


def scan(every: Vectors, vector: Vectors) -> list[int]:
    """The numbers of the ten nearest."""
    cosines = every @ vector
    best = np.argpartition(-cosines, min(_TOP, len(cosines)) - 1)[:_TOP]
    return [int(one) for one in best]


class Product:
    """The workspace as the running bot holds it."""

    def __init__(self, database: Database, embedder: Embedder, console: Console) -> None:
        most_bytes = Settings(_env_file=None).embed_megabytes * 1_000_000  # type: ignore[call-arg]  # pydantic's own
        self._database, self._likeness = database, Likeness(database, lambda: embedder, most_bytes=most_bytes)
        start = time.perf_counter()
        while not self._likeness.has_read(TEAM):
            self._likeness.catch_up()
        console.print(f"the bot's memory of the workspace was loaded in {time.perf_counter() - start:.1f} s")
        with database.read() as session:
            regions = workspaces.regions(session, workspace_id=TEAM)
            self._regions = [region.region_id for region in regions]

    def suggest(self, number: int, question: str) -> tuple[int, int]:
        """What the rep waits for; how many items and requests were found."""
        region_id = self._regions[number % len(self._regions)]
        with self._database.read() as session:
            found = suggest(session, self._likeness, workspace_id=TEAM, want=question, region_id=region_id)
        return len(found.items), len(found.requests)


def grown(work: Callable[[], _T]) -> tuple[_T, float]:
    """What some work gives, and how many megabytes the process has more after it."""
    before = own_memory()
    made = work()
    return made, own_memory() - before


def measured(
    embedder: Embedder, every: Vectors, product: Product, full_text: FullText, asked: Sequence[str], slow: int
) -> tuple[list[Way], list[float], tuple[float, float]]:
    """Each way with its times; the share of the true ten that ours finds, by question; items and requests found."""
    shelf, more = grown(lambda: shelf_of(every))
    plain, much = grown(lambda: np.array(every))
    alone, whole = Way("our index", shelf.nbytes / 1e6), Way("the same, with the model", more)
    scanned, ranked = Way("float32 scan", much), Way("SQLite FTS5", full_text.megabytes)
    path = Way("the product")
    shares, found = [], []
    for number, question in enumerate(track(asked, "Asking")):
        vector = embedder.embed([question])[0]
        near = {like.owner_id.int for like in alone.ask(lambda vector=vector: shelf.nearest(vector, _TOP))}  # type: ignore[misc]
        whole.ask(lambda question=question: shelf.nearest(embedder.embed([question])[0], _TOP))  # type: ignore[misc]
        true = scanned.ask(lambda vector=vector: scan(plain, vector))  # type: ignore[misc]
        shares.append(len(near & set(true)) / len(true))
        found.append(path.ask(lambda number=number, question=question: product.suggest(number, question)))  # type: ignore[misc]
        if number < slow:
            ranked.ask(lambda question=question: full_text.nearest(question))  # type: ignore[misc]
    items, requests = (float(np.mean([one[part] for one in found])) for part in (0, 1))
    return [alone, whole, scanned, ranked, path], shares, (items, requests)


def shown(ways: list[Way], rows: int) -> Table:
    """The table of all ways."""
    table = Table(title=f"Who is like a text among {rows:,}, seed {SEED}")
    for column in ("", "p50 ms", "p95 ms", "x ours", "busy ms", "MB", "asked"):
        table.add_column(column, justify="right" if column else "left")
    ours = ways[0]
    for way in ways:
        memory = f"{way.megabytes:,.0f}" if way.megabytes else ""
        times = f"{way.p50:.1f}", f"{way.p95:.1f}", f"{way.p50 / ours.p50:.1f}", f"{statistics.median(way.busy):.1f}"
        table.add_row(way.name, *times, memory, str(len(way.times)))
    return table


def main() -> None:
    """Build, measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=1_000_000, help="how many texts")
    options.add_argument("--questions", type=int, default=100, help="how many questions")
    options.add_argument("--slow", type=int, default=10, help="how many of them FTS5 is asked")
    options.add_argument("--everything", action="store_true", help="let the model read every text (half an hour)")
    options.add_argument("--folder", type=Path, default=Path("build"), help="where what was made is kept")
    given = options.parse_args()
    console = Console(file=sys.stdout, highlight=False)
    given.folder.mkdir(parents=True, exist_ok=True)
    how = "read" if given.everything else "spread"
    at_first = own_memory()
    embedder, model = grown(load)
    every = vectors(given.folder, given.rows, embedder, everything=given.everything)
    database = built(kept(given.folder, f"{given.rows}-{how}.db", embedder), given.rows, every, embedder)
    full_text = FullText(kept(given.folder, f"{given.rows}-fts5.db", embedder), given.rows)
    product, held = grown(lambda: Product(database, embedder, console))
    asked = questions(given.questions)
    ways, shares, (items, requests) = measured(embedder, every, product, full_text, asked, given.slow)
    ways[-1].megabytes = held
    console.print(shown(ways, given.rows))
    made = "each read by the model" if given.everything else f"spread from {BASE + DIFFERENCES:,} that the model read"
    console.print(f"{embedder.id}; the vectors: {made}; the questions: all read by the model")
    console.print(f"ours finds {np.mean(shares):.1%} of the true ten nearest; worst question {min(shares):.0%}")
    console.print(f"suggest() found {items:.1f} items and {requests:.1f} requests on average")
    console.print(f"memory: {at_first:.0f} MB before anything, {model:.0f} for the model, {held:.0f} for the workspace")
    console.print("(suggest: must 100 ms or less at p95, aim 25 ms)")
    console.print("(ours twice: the index alone, then with the model that reads the question; the product: suggest();")
    console.print(" busy: the time of processors, whatever else the machine did meanwhile)")
    database.close()


if __name__ == "__main__":
    main()
