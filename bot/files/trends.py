"""`groundswell trends`: the lines that each week's digest would have had, for series in a file."""

import csv
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import BotError
from bot.files import tables
from bot.files.similar import Progress
from digests.trends.finding import Direction, Line, Sensitivity
from digests.trends.levels import ALL, Series
from digests.trends.replay import replay

COLUMNS = ("series_id", "week", "accounts", "logs", "reps", "value")
_BESIDE = COLUMNS[3:]
"""What only accompanies the counts, and may be empty."""
_SHOWN = 60
_MOST = 1_000_000
"""A count or a week beyond this is a slip of the finger."""
_MOST_WEEKS = 2_000
_MOST_ROOM = 200_000_000
"""So many counts of one company are held at once: 1.6 GB."""
_WHOLE = re.compile(r"\+?\d{1,15}(?:[.,]0+)?", re.ASCII)
_NUMBER = re.compile(r"\+?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Done:
    """What was found, in a sentence, and what a person may want to look at."""

    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Rows:
    """The rows of a file, (rows,) each, ordered by series and week; `keys` are the parts of each series' id."""

    keys: list[tuple[str, str, str, str]]
    series: Places
    week: Places
    accounts: Places


@dataclass(frozen=True)
class _Names:
    """What the numbers of a company's series stand for."""

    company: str
    themes: list[str]
    regions: list[str]
    segments: list[str]
    first: int

    def row(self, line: Line) -> list[str]:
        """A line of a digest as it is written: `*` for all."""
        region = "*" if line.node.region == ALL else self.regions[line.node.region]
        segment = "*" if line.node.segment == ALL else self.segments[line.node.segment]
        name = ":".join((self.company, self.themes[line.node.theme], region, segment))
        return [name, str(self.first + line.week)]


def write(series: Path, to: Path, *, sensitivity: Sensitivity, progress: Progress) -> Done:
    """Write `series_id,week`, a row for each rise that a week's digest would have told, company by company.

    Each company is judged alone, and each week by rows up to and including it. Raises BotError, before anything is
    written, when the file cannot be read or its rows do not make whole series.
    """
    rows = _rows(series)
    companies = _companies(rows)
    alerts, notes, weeks = [], [], 0
    for number, (name, places) in enumerate(companies.items(), start=1):
        given, names = _series(series.name, rows, places)
        digests = list(replay(given, sensitivity=sensitivity))
        lines = (line for digest in digests for line in digest.lines if line.direction is Direction.UP)
        alerts += [names.row(line) for line in lines]
        weeks += len(digests)
        notes += [f"{_short(name)}: {note}" for note in _notes(given, digests[-1].why_none)]
        progress("Replaying", number, len(companies))
    _save(to, alerts)
    in_all = (_count(weeks, "weekly digest"), _count(len(companies), "company", "companies"))
    what = f"{_count(len(alerts), 'line')} in {in_all[0]} of {in_all[1]}"
    return Done(f"{what} with {_count(len(rows.keys), 'series', 'series')}.", tuple(notes))


def _rows(path: Path) -> _Rows:
    """The rows of a file. BotError for one that is wrong, for a doubled week, and for a week left out of a series."""
    numbers: dict[str, int] = {}
    keys: dict[tuple[str, str, str, str], int] = {}
    series, weeks, accounts, lines = (array("q") for _ in range(4))
    fine: tuple[set[str], ...] = tuple({""} for _ in _BESIDE)
    for line, (name, week, count, *beside) in tables.cells(path, COLUMNS):
        number = numbers.get(name)
        if number is None:
            number = numbers[name] = keys.setdefault(_key(name, f"{path.name}, line {line}"), len(keys))
        series.append(number)
        weeks.append(_whole(week, "week", path, line))
        accounts.append(_whole(count, "accounts", path, line))
        lines.append(line)
        for column, text, known in zip(_BESIDE, beside, fine, strict=True):
            if text not in known:
                _check(text, column, path, line)
                known.add(text)
    if not lines:
        raise BotError(f"{path.name} has no rows.")
    found = [np.frombuffer(one, np.int64) for one in (series, weeks, accounts, lines)]
    order = np.lexsort((found[1], found[0]))
    of_series, week_, count_, line_ = (one[order] for one in found)
    rows = _Rows(list(keys), of_series, week_, count_)
    _refuse_gaps(path, rows, line_)
    return rows


def _refuse_gaps(path: Path, rows: _Rows, lines: Places) -> None:
    """BotError where a series has a week twice, or lacks one between others."""
    step = np.where(np.diff(rows.series) == 0, np.diff(rows.week), 1)
    if not (step != 1).any():
        return
    place = int(np.flatnonzero(step != 1)[0])
    name, week = _short(":".join(rows.keys[rows.series[place]])), rows.week[place]
    if step[place] == 0:
        both = sorted(lines[place : place + 2].tolist())
        raise BotError(
            f"{path.name}, line {both[1]}: {name} has week {week} already in line {both[0]}. Keep one of them."
        )
    raise BotError(
        f"{path.name}: {name} has no row for week {week + 1}, between others. Every week needs a row, with 0 accounts "
        "where nobody asked."
    )


def _companies(rows: _Rows) -> dict[str, list[int]]:
    """The numbers of each company's series, in the order of the parts of their ids."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(rows.keys)), key=lambda one: rows.keys[one]):
        found[rows.keys[number][0]].append(number)
    return dict(found)


def _key(text: str, where: str) -> tuple[str, str, str, str]:
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 4 or not all(parts):
        raise BotError(f"{where}: “{_short(text)}” is no series. Write company:theme:region:segment.")
    if "*" in parts:
        raise BotError(f"{where}: “{_short(text)}” has a “*”, which stands for all. Give that part another name.")
    return parts[0], parts[1], parts[2], parts[3]


def _whole(text: str, column: str, path: Path, line: int) -> int:
    """A cell as a whole number from 0 on."""
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    _check(text, column, path, line)
    if _WHOLE.fullmatch(text.strip()) is None:
        raise BotError(f"{path.name}, line {line}: {column} is “{_short(text)}”, which is not a whole number.")
    number = int(re.split("[.,]", text.strip())[0])
    if number > _MOST:
        raise BotError(f"{path.name}, line {line}: {column} is {_short(text)}. More than {_MOST:,} is not taken.")
    return number


def _check(text: str, column: str, path: Path, line: int) -> None:
    """BotError for a cell that is no number from 0 on."""
    plain = text.strip()
    if plain.startswith("-") and _NUMBER.fullmatch(plain[1:]):
        raise BotError(f"{path.name}, line {line}: {column} is {_short(plain)}. It cannot be below 0.")
    if _NUMBER.fullmatch(plain) is None:
        raise BotError(f"{path.name}, line {line}: {column} is “{_short(text)}”, which is not a number.")


def _series(file: str, rows: _Rows, places: list[int]) -> tuple[Series, _Names]:
    """The series of a company as numbers, and their names. BotError where its weeks are too far apart."""
    keys = [rows.keys[place] for place in places]
    begin = np.searchsorted(rows.series, places)
    end = np.searchsorted(rows.series, places, side="right")
    first, last = int(rows.week[begin].min()), int(rows.week[end - 1].max())
    weeks = last - first + 1
    if weeks > _MOST_WEEKS or weeks * len(keys) > _MOST_ROOM:
        raise BotError(
            f"{file}: {_short(keys[0][0])} goes from week {first} to week {last}. At most {_MOST_WEEKS:,} weeks are "
            f"taken, and {_MOST_ROOM:,} counts of one company."
        )
    counts = np.zeros((weeks, len(keys)))
    for number, (start, stop) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
        counts[rows.week[start:stop] - first, number] = rows.accounts[start:stop]
    names = [sorted({key[part] for key in keys}) for part in (1, 2, 3)]
    numbers = [{name: number for number, name in enumerate(some)} for some in names]
    theme, region, segment = (np.array([numbers[part][key[part + 1]] for key in keys], np.intp) for part in range(3))
    began = rows.week[begin] - first
    return Series(theme, region, segment, began, counts), _Names(keys[0][0], names[0], names[1], names[2], first)


def _notes(given: Series, why_none: str) -> Iterator[str]:
    """What keeps a company from having lines, or makes them say less."""
    if why_none:
        yield f"{why_none} There {'is 1' if given.weeks == 1 else f'are {given.weeks}'}."
    elif not given.theme.any():
        yield "There is but one theme: a line may only say that people were busy."


def _save(to: Path, rows: list[list[str]]) -> None:
    try:
        with to.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(["series_id", "week"])
            lines.writerows(rows)
    except OSError as error:
        raise BotError(f"{to} cannot be written: {error.strerror or error}.") from error


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
