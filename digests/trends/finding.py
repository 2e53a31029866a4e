"""The lines of one week's digest: what is above or below what was expected, each story once.

All windows and levels of a digest are judged together, so that of its lines only a known share is chance (Benjamini and
Hochberg 1995).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from digests.trends import tails
from digests.trends.forecast import Forecast, Window
from digests.trends.levels import Flags, Levels, Node, Numbers
from digests.trends.memory import SETTLED

LEAST = 3
"""Fewer accounts are no trend, whatever was expected."""
LEAST_TO_FALL = 5.0
"""A fall is looked for where at least so many accounts were expected."""
FALL_DOUBT = 0.04
"""Added to the relative variance of a fall: what was learned of a burst makes the weeks after it look like one."""
STANDS_OUT = 1.0
"""The latest week itself, and its window, are so many standard deviations beyond the mean: what is over is not news."""


class Sensitivity(StrEnum):
    """How much a workspace wants to hear."""

    FEWER = "fewer"
    BALANCED = "balanced"
    MORE = "more"

    @property
    def q(self) -> float:
        """The level of the Benjamini-Hochberg procedure."""
        return {Sensitivity.FEWER: 0.05, Sensitivity.BALANCED: 0.09, Sensitivity.MORE: 0.2}[self]

    @classmethod
    def called(cls, name: str) -> "Sensitivity":
        """The one with this name; BALANCED where none has it, so that no stored setting can stop a digest."""
        return cls(name) if name in set(cls) else cls.BALANCED


class Direction(StrEnum):
    """Which way a line goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Line:
    """One story of a digest: `observed` accounts in `window` weeks up to `week`, where `expected` were expected.

    `usual_least` to `usual_most` would have been normal. `p` is the chance of such a count, or one farther out, for
    this line alone; `threshold` is what the digest asked of every line. `weeks_in_a_row` counts the weeks up to this
    one, at most four, that stood out by themselves.
    """

    node: Node
    direction: Direction
    week: int
    window: int
    observed: int
    expected: float
    variance: float
    usual_least: int
    usual_most: int
    p: float
    threshold: float
    weeks_in_a_row: int


@dataclass(frozen=True)
class Digest:
    """What a week's digest has to say of trends.

    `lines` as ranked; `checked` is how many nodes were compared with what was expected. `too_new` are the themes, by
    their number, that are too young to be compared, with their accounts of the week. `why_none` says why nothing was
    compared, and is empty where something was.
    """

    week: int
    lines: tuple[Line, ...]
    checked: int
    too_new: tuple[tuple[int, int], ...]
    why_none: str = ""


@dataclass(frozen=True)
class _Judged:
    """What was compared in one direction: the chance of each count, (windows, nodes), and what may pass."""

    foreseen: Forecast
    levels: Levels
    direction: Direction
    odds: Numbers
    threshold: float


def digest(foreseen: Forecast, levels: Levels, *, q: float) -> Digest:
    """The lines of a week, at the level q."""
    is_old = levels.is_tested & (foreseen.week - levels.began >= SETTLED)
    rises = _odds(foreseen, is_old, Direction.UP)
    falls = _odds(foreseen, is_old, Direction.DOWN)
    tests = int(is_old.sum()) * len(foreseen.windows)
    deep = sum(int((is_old & (one.expected >= LEAST_TO_FALL)).sum()) for one in foreseen.windows)
    found = (
        *_stories(_Judged(foreseen, levels, Direction.UP, rises, _threshold(rises, tests, q))),
        *_stories(_Judged(foreseen, levels, Direction.DOWN, falls, _threshold(falls, deep, q))),
    )
    new = np.flatnonzero((levels.theme_began <= foreseen.week) & (foreseen.week - levels.theme_began < SETTLED))
    now = foreseen.windows[0].observed[-levels.themes :]
    return Digest(
        foreseen.week,
        tuple(sorted(found, key=lambda line: line.p)),
        int(is_old.sum()),
        tuple((int(theme), int(now[theme])) for theme in new if now[theme] > 0),
    )


def stands_out(window: Window, direction: Direction) -> Flags:
    """Which nodes are beyond their mean in some weeks, (nodes,)."""
    beyond = window.observed - window.expected
    least = STANDS_OUT * np.sqrt(window.variance)
    return beyond >= least if direction is Direction.UP else -beyond >= least


def _odds(foreseen: Forecast, is_old: Flags, direction: Direction) -> Numbers:
    """The chance of each count, (windows, nodes); 1 where nothing is to be told."""
    odds = np.ones((len(foreseen.windows), len(is_old)))
    fits = is_old & stands_out(foreseen.alone[0], direction)
    for row, window in zip(odds, foreseen.windows, strict=True):
        asked = fits & stands_out(window, direction) & (window.expected > 0)
        asked &= window.observed >= LEAST if direction is Direction.UP else window.expected >= LEAST_TO_FALL
        observed, expected, variance = (part[asked] for part in (window.observed, window.expected, window.variance))
        if direction is Direction.UP:
            row[asked] = tails.at_least(observed, expected, variance)
        else:
            row[asked] = tails.at_most(observed, expected, variance + FALL_DOUBT * expected**2)
    return odds


def _threshold(odds: Numbers, tests: int, q: float) -> float:
    """The largest of the chances that Benjamini and Hochberg let pass; below 0 where none does."""
    ranked = np.sort(odds[odds < 1])
    passing = np.flatnonzero(ranked * tests <= q * np.arange(1, len(ranked) + 1))
    return float(ranked[passing[-1]]) if len(passing) else -1.0


def _stories(judged: _Judged) -> Iterator[Line]:
    """A line for each story: the least likely node, and none that has series in common with one told already."""
    best = judged.odds.min(axis=0)
    passing = np.flatnonzero(best <= judged.threshold)
    told: dict[int, list[Node]] = {}
    for number in passing[np.argsort(best[passing], kind="stable")].tolist():
        node = judged.levels.node(number)
        before = told.setdefault(node.theme, [])
        if not any(node.overlaps(other) for other in before):
            before.append(node)
            yield _line(judged, number)


def _line(judged: _Judged, number: int) -> Line:
    foreseen, direction = judged.foreseen, judged.direction
    place = int(judged.odds[:, number].argmin())
    window = foreseen.windows[place]
    expected, variance = float(window.expected[number]), float(window.variance[number])
    if direction is Direction.DOWN:
        variance += FALL_DOUBT * expected**2
    least, most = tails.usual(expected, variance)
    in_a_row = 0
    while in_a_row < len(foreseen.alone) and stands_out(foreseen.alone[in_a_row], direction)[number]:
        in_a_row += 1
    return Line(
        node=judged.levels.node(number),
        direction=direction,
        week=foreseen.week,
        window=window.weeks,
        observed=int(window.observed[number]),
        expected=expected,
        variance=variance,
        usual_least=least,
        usual_most=most,
        p=float(judged.odds[place, number]),
        threshold=judged.threshold,
        weeks_in_a_row=in_a_row,
    )
