"""How good themes and likeness are: `python -m tests.bench_themes [LABELLED.csv]`, a file with the columns text,label.

Each figure stands beside what it must reach and what is aimed at on a file of another source. The labels score; nobody
else reads them. A label with fewer than five rows counts as no theme, and so do the sentences that are mixed in.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.files import tables
from digests.similarity.embedder import Embedder, Vectors, load
from digests.similarity.letters import Letters
from digests.themes.carrying import numbers
from digests.themes.finding import find

SEED = 2026
QUERIES = 1_000
PARTS = 8
LEAST = 5
DATA = Path(__file__).parent / "data"
Labels = NDArray[np.intp]
"""One number a row; -1 is none: no theme, or unsorted."""


@dataclass(frozen=True)
class Stream:
    """Rows in the order in which they came; `truth` is -1 where a row belongs to no theme."""

    texts: list[str]
    truth: Labels


def stream(path: Path) -> Stream:
    """The rows of a labelled file."""
    rows = [(row["text"], row["label"]) for row in tables.read(path, ["text", "label"])]
    _, truth, sizes = np.unique([label for _, label in rows], return_inverse=True, return_counts=True)
    return Stream([text for text, _ in rows], np.where(sizes[truth] >= LEAST, truth, -1))


def mixed(given: Stream) -> Stream:
    """The same with sentences on a hundred other subjects among them, each at a random place."""
    random = np.random.default_rng(SEED)
    foreign = (DATA / "foreign.txt").read_text(encoding="utf-8").splitlines()
    places = np.sort(random.integers(0, len(given.texts), len(foreign)))
    texts = np.insert(np.array(given.texts, object), places, np.array(foreign, object))
    return Stream([str(text) for text in texts], np.insert(given.truth, places, -1))


def table_of(one: Labels, other: Labels) -> NDArray[np.float64]:
    """How many rows have which two numbers."""
    rows, columns = (np.unique(numbers_, return_inverse=True)[1] for numbers_ in (one, other))
    counts = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(counts, (rows, columns), 1)
    return counts


def alone(found: Labels) -> Labels:
    """Each unsorted row as a theme of its own."""
    return np.where(found < 0, found.max(initial=0) + 1 + np.arange(len(found)), found)


def v_measure(counts: NDArray[np.float64]) -> float:
    """Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007)."""
    rows, columns, both = (_entropy(part) for part in (counts.sum(axis=1), counts.sum(axis=0), counts.ravel()))
    return 2 * (rows + columns - both) / (rows + columns) if rows + columns else 1.0


def rand_index(counts: NDArray[np.float64]) -> float:
    """The share of pairs that are judged alike, less what chance gives (Hubert and Arabie 1985)."""
    rows, columns, both, pairs = (
        float((part * (part - 1) / 2).sum())
        for part in (counts.sum(axis=1), counts.sum(axis=0), counts, np.array([counts.sum()]))
    )
    chance = rows * columns / pairs
    return (both - chance) / ((rows + columns) / 2 - chance)


def theme_recall(truth: Labels, found: Labels) -> float:
    """The share of true themes that one found theme meets with F1 of a half or more."""
    true, kinds = np.unique(truth[truth >= 0]), np.unique(found[found >= 0])
    mine, theirs = truth[:, None] == true, found[:, None] == kinds
    common = mine.T.astype(float) @ theirs
    f1 = 2 * common / (mine.sum(axis=0)[:, None] + theirs.sum(axis=0))
    return float((f1.max(axis=1, initial=0) >= 0.5).mean())


def hits(truth: Labels, vectors: Vectors) -> tuple[float, float, float]:
    """Hit@5, recall@5 and mean reciprocal rank of rows with the same label, over random queries."""
    asked = np.flatnonzero(truth >= 0)
    asked = np.random.default_rng(SEED).permutation(asked)[:QUERIES]
    near = vectors[asked] @ vectors.T
    near[np.arange(len(asked)), asked] = -np.inf
    ranked = np.argsort(-near, axis=1, kind="stable")[:, :-1]
    right = truth[ranked] == truth[asked][:, None]
    possible = np.minimum(right.sum(axis=1), 5)
    first = 1 / (1 + right.argmax(axis=1))
    return (
        float(right[:, :5].any(axis=1).mean()),
        float((right[:, :5].sum(axis=1) / possible).mean()),
        float(first.mean()),
    )


def once(vectors: Vectors) -> Labels:
    """The themes of all rows in one pass."""
    return _numbered(find(vectors, new_id=numbers([])).of_row)


def weekly(vectors: Vectors, *, pins: int = 0) -> tuple[float, float, Labels]:
    """Eight weeks: the share of rows with a theme that have the same one a week later, of pinned rows too; the end."""
    made = numbers([])
    random = np.random.default_rng(SEED)
    before: tuple[str | None, ...] = ()
    pinned: dict[int, str | None] = {}
    kept, stayed = [], []
    for week in range(1, PARTS + 1):
        end = round(len(vectors) * week / PARTS)
        found = find(vectors[:end], new_id=made, previous=dict(enumerate(before)), pinned=pinned).of_row
        pairs = list(zip(before, found, strict=False))
        kept += [np.mean([old == new for old, new in pairs if old is not None])] if week > 1 else []
        stayed += [found[row] == pin for row, pin in pinned.items()]
        before = found
        chosen = random.permutation(end)[:pins] if week == PARTS // 2 else ()
        pinned |= {int(row): found[row] for row in chosen if found[row] is not None}
    return float(np.mean(kept)), float(np.mean(stayed)) if stayed else 1.0, _numbered(before)


def _numbered(of_row: Sequence[str | None]) -> Labels:
    return np.array([-1 if theme is None else int(theme) for theme in of_row])


def _entropy(counts: NDArray[np.float64]) -> float:
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def lines(given: Stream, embedder: Embedder) -> list[tuple[str, float, str, str]]:
    """Each measure with its figure, what it must be and what is aimed at."""
    both = mixed(given)
    vectors = embedder.embed(both.texts)
    true, lexical = both.truth >= 0, isinstance(embedder, Letters)
    found = once(vectors)
    counts = table_of(both.truth[true], alone(found[true]))
    hit, recall, first = hits(both.truth, vectors)
    kept, _, last = weekly(vectors)
    _, stayed, _ = weekly(vectors, pins=100)
    at_last = table_of(both.truth[true], alone(last[true]))
    figures = [
        ("duplicates: hit@5", hit, ".95", ".98"),
        ("duplicates: recall@5", recall, ".78", ".88"),
        ("duplicates: MRR", first, ".90", ".95"),
        ("V-measure", v_measure(counts), ".87", ".93"),
        ("ARI", rand_index(counts), ".62", ".80"),
        ("themes found with F1 ≥ .5", theme_recall(both.truth[true], found[true]), ".75", ".90"),
        ("rows of no theme kept out", float((found[~true] < 0).mean()), ".70", ".90"),
        ("unsorted (at most)", float((found[true] < 0).mean()), ".25", ".10"),
        ("same theme a week later", kept, ".83", ".97"),
        ("pinned rows a week later", stayed, "1.0", "1.0"),
        ("V-measure after 8 weeks", v_measure(at_last), "", ""),
        ("ARI after 8 weeks", rand_index(at_last), "", ""),
    ]
    if not lexical:
        return figures
    musts = {"duplicates: hit@5": ".88", "duplicates: MRR": ".79"}
    return [(name, figure, musts.get(name, ""), "") for name, figure, _, _ in figures]


def main() -> None:
    """Print the tables."""
    console = Console()
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "themes_dev.csv"
    given = stream(path)
    for embedder in (load(), Letters()):
        shown = Table(title=f"{path.name}: {len(given.texts):,} texts, {embedder.id}", title_justify="left")
        for column in ("measure", "is", "must", "aim"):
            shown.add_column(column, justify="left" if column == "measure" else "right")
        for name, figure, must, aim in lines(given, embedder):
            shown.add_row(name, f"{figure:.3f}", must, aim)
        console.print(shown)


if __name__ == "__main__":
    main()
