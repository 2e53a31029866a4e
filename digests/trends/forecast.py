"""What was to be expected of the last weeks, from the state before them, so that a burst cannot hide itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digests.trends.levels import CELL, Levels, Numbers
from digests.trends.memory import NOISE, PRIOR_NODE, STEADY, Memory, exposure, known, season

WINDOWS = (1, 2, 4)
"""So many of the last weeks are looked at together."""
LONGEST = max(WINDOWS)
_DRIFT = 0.015
"""The variance of a summed level that moves for no reason: 12 percent are one standard deviation."""


@dataclass(frozen=True)
class Window:
    """The last `weeks` weeks of every node, (nodes,) each: accounts, what was expected, and its variance."""

    weeks: int
    observed: Numbers
    expected: Numbers
    variance: Numbers


@dataclass(frozen=True)
class Forecast:
    """The windows that end in one week, and each of these weeks alone, the last one first."""

    week: int
    windows: tuple[Window, ...]
    alone: tuple[Window, ...]


def forecast(memory: Memory, levels: Levels, *, recent: Sequence[Numbers], week: int) -> Forecast:
    """What the memory before the last weeks foresaw of them.

    `recent` are the counts (series,) of up to `LONGEST` weeks up to and with `week`, the oldest first; the memory is
    that of the week before them.
    """
    known_ = known(memory, levels)
    is_summed = levels.level != CELL
    factor = np.where(is_summed, (PRIOR_NODE + memory.seen) / (PRIOR_NODE + memory.foreseen), 1.0)
    doubt = np.concatenate([known_.doubt, 1 / (PRIOR_NODE + levels.up(memory.counts)[levels.series :])])
    doubt = doubt + np.where(is_summed, _DRIFT, 0)
    spread = memory.spread[levels.theme]
    total = [np.zeros(len(levels.theme)) for _ in range(3)]
    windows, alone = [], []
    for back, counts in enumerate(reversed(recent)):
        others = levels.others(counts)
        there = levels.began[: levels.series] <= week - back
        reach = exposure(memory, others)[levels.pair] * season(memory, week - back)[levels.of_theme]
        mean = known_.rate * reach * there
        parts = levels.up(counts), levels.up(mean) * factor, _shared(levels, mean, others) * factor**2
        alone.append(_window(1, parts, spread, doubt))
        total = [sum_ + part for sum_, part in zip(total, parts, strict=True)]
        if back + 1 in WINDOWS:
            windows.append(_window(back + 1, total, spread, doubt))
    return Forecast(week, tuple(windows), tuple(alone))


def _window(weeks: int, parts: Sequence[Numbers], spread: Numbers, doubt: Numbers) -> Window:
    observed, expected, shared = parts
    return Window(weeks, observed, expected, spread * expected + shared + expected**2 * doubt)


def _shared(levels: Levels, mean: Numbers, others: Numbers) -> Numbers:
    """The variance that comes from the exposure, which all segments of a region have in common, (nodes,)."""
    noise = NOISE / (STEADY + others)
    by_pair = levels.by_pair(mean) ** 2 * noise
    alone = mean**2 * noise[levels.pair]
    whole = np.bincount(levels.pair_theme, by_pair, levels.themes)
    return np.concatenate([alone, by_pair, levels.by_kin(alone), whole])
