"""`groundswell themes`: the themes among the texts of a file, with last week's carried over."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.errors import BotError
from bot.files import output, tables
from bot.files.similar import Progress
from digests.similarity.embedder import Embedder, Vectors
from digests.themes.carrying import numbers
from digests.themes.finding import Themes, find
from digests.themes.frames import toward_subjects
from digests.themes.labels import label

_PORTION = 512
_SHOWN = 60


@dataclass(frozen=True)
class Done:
    """What was found, in a sentence, and what a person may want to look at."""

    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Placed:
    """A row that has a theme, or none; `line` is where it is in its file."""

    line: int
    cluster: str | None


@dataclass(frozen=True)
class _Earlier:
    """A file with the themes of texts: the rows of each text in order, and the themes' labels."""

    name: str
    of_text: Mapping[str, Sequence[_Placed]]
    labels: Mapping[str, str]


def write(
    texts: Path, to: Path, *, previous: Path | None, pinned: Path | None, embedder: Embedder, progress: Progress
) -> Done:
    """Write `text,cluster,label` with a row for each of a file, in its order; an empty cluster is unsorted.

    `previous` is such a file of the last time, whose ids are carried over; a row of `pinned` keeps its cluster, and an
    empty cluster there keeps it unsorted. Raises BotError, before anything is written, when a file cannot be read.
    """
    rows = [row["text"] for row in tables.read(texts, ["text"])]
    if not any(row.strip() for row in rows):
        raise BotError(f"{texts.name} has no texts.")
    before = _earlier(previous)
    people = _earlier(pinned)
    last_week, pins = _rows_before(rows, before), _rows_pinned(rows, people)
    taken = [one.cluster for placed in (*before.of_text.values(), *people.of_text.values()) for one in placed]
    found = find(
        toward_subjects(_vectors(rows, embedder, progress), rows, embedder),
        new_id=numbers([cluster for cluster in taken if cluster is not None]),
        previous=last_week,
        pinned=pins,
    )
    labels = label(found.themes, rows, named=people.labels, previous=before.labels)
    with output.whole(to) as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["text", "cluster", "label"])
        for row, theme in zip(rows, found.of_row, strict=True):
            lines.writerow([row, theme or "", labels.get(theme or "", "")])
    return Done(_sentence(found), tuple(_notes(rows, people)))


def _earlier(path: Path | None) -> _Earlier:
    """A file of texts with their clusters, and with labels if it has any."""
    of_text: defaultdict[str, list[_Placed]] = defaultdict(list)
    labels: dict[str, str] = {}
    for row in tables.read(path, ["text", "cluster"]) if path else ():
        cluster = row["cluster"].strip() or None
        of_text[_same(row["text"])].append(_Placed(row.line, cluster))
        words = row.cells.get("label", "").strip()
        if cluster is not None and words:
            labels.setdefault(cluster, words)
    return _Earlier(path.name if path else "", of_text, labels)


def _rows_before(rows: Sequence[str], before: _Earlier) -> dict[int, str | None]:
    """The cluster that each row had the last time: of texts that are the same, the first has that of the first."""
    used: defaultdict[str, int] = defaultdict(int)
    found = {}
    for number, row in enumerate(rows):
        placed = before.of_text.get(_same(row), ())
        if used[_same(row)] < len(placed):
            found[number] = placed[used[_same(row)]].cluster
            used[_same(row)] += 1
    return found


def _rows_pinned(rows: Sequence[str], people: _Earlier) -> dict[int, str | None]:
    """The cluster where people put each row. One pin holds for all texts that are the same; several, one for each."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if _same(row) in people.of_text:
            where[_same(row)].append(number)
    found = {}
    for text, numbers_ in where.items():
        placed = people.of_text[text]
        first, other = placed[0], next((one for one in placed if one.cluster != placed[0].cluster), None)
        if other is not None and len(numbers_) < len(placed):
            raise BotError(
                f"{people.name} pins “{_short(text)}” to {_named(first)} in line {first.line} and to {_named(other)} "
                f"in line {other.line}. Keep one of them."
            )
        for place, number in enumerate(numbers_):
            found[number] = placed[min(place, len(placed) - 1)].cluster
    return found


def _vectors(rows: Sequence[str], embedder: Embedder, progress: Progress) -> Vectors:
    """A vector for each row; texts that are the same are read once."""
    places = {text: place for place, text in enumerate(dict.fromkeys(map(_same, rows)))}
    different = list(places)
    vectors = np.zeros((len(different), embedder.dimensions), np.float32)
    for start in range(0, len(different), _PORTION):
        some = different[start : start + _PORTION]
        vectors[start : start + len(some)] = embedder.embed(some)
        progress("Reading", start + len(some), len(different))
    return vectors[[places[_same(row)] for row in rows]]


def _sentence(found: Themes[str]) -> str:
    new = sum(theme.is_new for theme in found.themes)
    unsorted_ = found.of_row.count(None)
    themes = "1 theme" if len(found.themes) == 1 else f"{len(found.themes):,} themes"
    texts = "1 text" if len(found.of_row) == 1 else f"{len(found.of_row):,} texts"
    return f"{themes} ({new:,} new) in {texts}; {unsorted_:,} unsorted."


def _notes(rows: Sequence[str], people: _Earlier) -> list[str]:
    there = set(map(_same, rows))
    lost = [(text, placed[0].line) for text, placed in people.of_text.items() if text not in there]
    if not lost:
        return []
    text, line = lost[0]
    others = (
        f", nor {'is 1' if len(lost) == 2 else f'are {len(lost) - 1:,}'} more of its texts" if len(lost) > 1 else ""
    )
    return [f"{people.name}, line {line}: “{_short(text)}” is not among the texts{others}. Such a pin does nothing."]


def _named(placed: _Placed) -> str:
    return "no cluster" if placed.cluster is None else f"“{_short(placed.cluster)}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _same(text: str) -> str:
    """What of a text counts when it is looked for in another file."""
    return text.strip()
