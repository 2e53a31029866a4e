"""How good themes and likeness are: `python -m tests.bench_themes [LABELLED.csv]`, a file with the columns text,label.

Each figure stands beside what it must reach and what is aimed at on a file of another source. The labels score; nobody
else reads them. A label with fewer than five rows counts as no theme, and so do the sentences that are mixed in.
The sample year of the local workspace is measured as well: by its sentences alone, and with what its people had put
behind one request (which is the truth there, so that only the labels of that column say something).
"""

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
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
from digests.themes.finding import Themes, find
from digests.themes.frames import toward_subjects
from digests.themes.labels import label
from digests.themes.words import stem

SEED = 2026
QUERIES = 1_000
PARTS = 8
LEAST = 5
DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parents[1] / "playground" / "sample" / "data"
Labels = NDArray[np.intp]
"""One number a row; -1 is none: no theme, or unsorted."""


@dataclass(frozen=True)
class Stream:
    """Rows in the order in which they came; `truth` is -1 where a row belongs to no theme, `names` is by truth."""

    texts: list[str]
    truth: Labels
    names: tuple[str, ...]


def stream(path: Path) -> Stream:
    """The rows of a labelled file."""
    return _labelled([(row["text"], row["label"]) for row in tables.read(path, ["text", "label"])])


def sample() -> Stream:
    """What customers said in the sample year, with the titles of the requests that people put it behind."""
    titles = {row["key"]: row["title"] for row in tables.read(SAMPLE / "requests.csv", ["key", "title"])}
    needed = ["kind", "days_ago", "at", "said", "request_key"]
    rows = [row for row in tables.read(SAMPLE / "reports.csv", needed) if row["kind"] == "request" and row["said"]]
    rows.sort(key=lambda row: (-int(row["days_ago"]), row["at"]))
    return _labelled([(row["said"], titles[row["request_key"]]) for row in rows])


def _labelled(rows: Sequence[tuple[str, str]]) -> Stream:
    names, truth, sizes = np.unique([name for _, name in rows], return_inverse=True, return_counts=True)
    return Stream([text for text, _ in rows], np.where(sizes[truth] >= LEAST, truth, -1), tuple(map(str, names)))


def mixed(given: Stream) -> Stream:
    """The same with sentences on a hundred other subjects among them, each at a random place."""
    random = np.random.default_rng(SEED)
    foreign = (DATA / "foreign.txt").read_text(encoding="utf-8").splitlines()
    places = np.sort(random.integers(0, len(given.texts), len(foreign)))
    texts = np.insert(np.array(given.texts, object), places, np.array(foreign, object))
    return Stream([str(text) for text in texts], np.insert(given.truth, places, -1), given.names)


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


def once(
    vectors: Vectors, texts: Sequence[str], embedder: Embedder, *, together: Mapping[int, int] | None = None
) -> Themes[str]:
    """The themes of all rows in one pass."""
    return find(toward_subjects(vectors, texts, embedder), new_id=numbers([]), together=together)


def well_named(found: Themes[str], given: Stream) -> float:
    """The share of themes whose label has a word, but for its ending, of the true name that most of its rows have."""
    labels = label(found.themes, given.texts)
    right = []
    for theme in found.themes:
        truth = Counter(int(given.truth[row]) for row in theme.rows if given.truth[row] >= 0)
        name = given.names[truth.most_common(1)[0][0]] if truth else ""
        right.append(bool(_stems(name) & _stems(labels[theme.id])))
    return float(np.mean(right))


def _stems(words: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W_]+", words)}


def weekly(vectors: Vectors, texts: Sequence[str], embedder: Embedder, *, pins: int = 0) -> tuple[float, float, Labels]:
    """Eight weeks: the share of rows with a theme that have the same one a week later, of pinned rows too; the end."""
    made = numbers([])
    random = np.random.default_rng(SEED)
    before: tuple[str | None, ...] = ()
    pinned: dict[int, str | None] = {}
    kept, stayed = [], []
    for week in range(1, PARTS + 1):
        end = round(len(vectors) * week / PARTS)
        drawn = toward_subjects(vectors[:end], texts[:end], embedder)
        found = find(drawn, new_id=made, previous=dict(enumerate(before)), pinned=pinned).of_row
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
    themes = once(vectors, both.texts, embedder)
    found = _numbered(themes.of_row)
    counts = table_of(both.truth[true], alone(found[true]))
    hit, recall, first = hits(both.truth, vectors)
    kept, _, last = weekly(vectors, both.texts, embedder)
    _, stayed, _ = weekly(vectors, both.texts, embedder, pins=100)
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
        ("labels with a word of the true name", well_named(themes, both), "", ""),
        ("same theme a week later", kept, ".83", ".97"),
        ("pinned rows a week later", stayed, "1.0", "1.0"),
        ("V-measure after 8 weeks", v_measure(at_last), "", ""),
        ("ARI after 8 weeks", rand_index(at_last), "", ""),
    ]
    if not lexical:
        return figures
    musts = {"duplicates: hit@5": ".88", "duplicates: MRR": ".79"}
    return [(name, figure, musts.get(name, ""), "") for name, figure, _, _ in figures]


def sample_lines(given: Stream, embedder: Embedder) -> list[tuple[str, float, float]]:
    """Each measure of the sample year: by its sentences alone, and with what people put behind one request."""
    vectors = embedder.embed(given.texts)
    true = given.truth >= 0
    told = {int(row): int(given.truth[row]) for row in np.flatnonzero(true)}
    measured = []
    for together in (None, told):
        themes = once(vectors, given.texts, embedder, together=together)
        found = _numbered(themes.of_row)
        counts = table_of(given.truth[true], alone(found[true]))
        measured.append(
            (
                float(len(set(given.truth[true].tolist()))),
                float(len(themes.themes)),
                v_measure(counts),
                rand_index(counts),
                theme_recall(given.truth[true], found[true]),
                float((found[true] < 0).mean()),
                well_named(themes, given),
            )
        )
    names = (
        "true wants of five reports or more",
        "themes",
        "V-measure",
        "ARI",
        "wants found with F1 ≥ .5",
        "unsorted",
        "labels with a word of the true name",
    )
    return [(name, one, other) for name, one, other in zip(names, *measured, strict=True)]


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
    year = sample()
    embedder = load()
    shown = Table(title=f"the sample year: {len(year.texts):,} texts, {embedder.id}", title_justify="left")
    for column in ("measure", "sentences", "with requests"):
        shown.add_column(column, justify="left" if column == "measure" else "right")
    for name, one, other in sample_lines(year, embedder):
        shown.add_row(name, *(f"{figure:,.0f}" if figure > 1 else f"{figure:.3f}" for figure in (one, other)))
    console.print(shown)


if __name__ == "__main__":
    main()
