"""What is known of each series at the end of a week, and how one more week changes it.

The rate of a series is a gamma-Poisson estimate: discounted counts over discounted exposure, with the product of its
theme by region and its theme by segment as prior. Exposure is what the region logged on all other themes. An empirical
Bayes model of this kind: DuMouchel 1999; discounting as in West and Harrison 1997.
"""

from dataclasses import dataclass

import numpy as np

from digests.trends.levels import Levels, Numbers

HALF_LIFE = 26
"""After so many weeks a count weighs half."""
_KEEP = 0.5 ** (1 / HALF_LIFE)
_KEEP_SEASON = 0.5 ** (1 / 200)
_KEEP_SPREAD = 0.5 ** (1 / 104)
PRIOR = 4.0
"""The prior of a series weighs as much as so many accounts."""
_PRIOR_THEME = 2.0
_PRIOR_PAIR = 10.0
_PRIOR_KIN = 20.0
PRIOR_NODE = 20.0
"""The same for the factor between what a summed level logs and what its series lead to expect."""
STEADY = 10.0
"""So many accounts say that a region logs as usual."""
ITSELF = 1.0
"""The exposure of a week in which a region logs nothing else: a region of one theme is compared with its weeks."""
_SEASON = 30.0
_MOST_SEASON = 1.2
_YEAR = 365.25 / 7
_USUAL_SPREAD = 1.6
_SPREAD_WEIGHT = 20.0
_SPREAD_CAP = 10.0
CAP = 2.5
"""A count is learned up to so many standard deviations above its mean: a burst is not the new normal at once."""
NOISE = 1.3
"""Variance over mean of what others logged."""
SETTLED = 8
"""A theme is compared from so many weeks on."""
_TINY = 1e-9


@dataclass(frozen=True)
class Memory:
    """The state after some weeks; shapes as in `Levels`.

    `counts`, `exposure` (series,) discounted sums; `others`, `others_weight` (pairs,) the usual of what the region logs
    on other themes; `seen`, `foreseen` (nodes,) discounted sums of counts and of their forecasts; `season` (themes, 2)
    the annual wave, `season_weight` (themes, 2, 2) what is known of it; `excess`, `excess_weight` (themes,) sums of
    squared errors and of means, whose ratio is the variance over the mean.
    """

    counts: Numbers
    exposure: Numbers
    others: Numbers
    others_weight: Numbers
    seen: Numbers
    foreseen: Numbers
    season: Numbers
    season_weight: Numbers
    excess: Numbers
    excess_weight: Numbers

    @property
    def spread(self) -> Numbers:
        """Variance over mean of the counts of each theme, (themes,), at least 1."""
        return np.maximum(self.excess / self.excess_weight, 1.0)


@dataclass(frozen=True)
class Known:
    """What one memory says of every week that follows: the rate of each series, and how sure it is."""

    memory: Memory
    rate: Numbers
    doubt: Numbers


def fresh(levels: Levels) -> Memory:
    """The memory before the first week."""
    nodes, themes = len(levels.theme), levels.themes
    return Memory(
        counts=np.zeros(levels.series),
        exposure=np.zeros(levels.series),
        others=np.zeros(levels.pairs),
        others_weight=np.zeros(levels.pairs),
        seen=np.zeros(nodes),
        foreseen=np.zeros(nodes),
        season=np.zeros((themes, 2)),
        season_weight=np.tile(_SEASON * np.eye(2), (themes, 1, 1)),
        excess=np.full(themes, _USUAL_SPREAD * _SPREAD_WEIGHT),
        excess_weight=np.full(themes, _SPREAD_WEIGHT),
    )


def known(memory: Memory, levels: Levels) -> Known:
    """The rates of all series, in accounts for each account that others logged."""
    pair, kin, theme = (part(memory.counts) for part in (levels.by_pair, levels.by_kin, levels.by_theme))
    reach = np.zeros(levels.pairs)
    np.maximum.at(reach, levels.pair, memory.exposure)
    in_all = np.bincount(levels.of_segment, memory.counts, levels.segments) + 1
    share = in_all / in_all.sum()
    reach_of_theme = np.bincount(levels.pair_theme, reach, levels.themes)
    usual = (theme.sum() + 1) / (reach_of_theme.sum() + 1)
    rate = (theme + _PRIOR_THEME) / (_PRIOR_THEME / usual + reach_of_theme)
    by_region = (pair + _PRIOR_PAIR) / (_PRIOR_PAIR / rate[levels.pair_theme] + reach)
    by_segment = (kin + _PRIOR_KIN * share[levels.kin_segment]) / (theme[levels.kin_theme] + _PRIOR_KIN)
    prior = by_region[levels.pair] * by_segment[levels.kin]
    weight = PRIOR + memory.counts
    # Where a theme is hardly known, its prior is not either.
    doubt = 1 / weight + (PRIOR / weight) ** 2 / (_PRIOR_THEME + theme[levels.of_theme])
    return Known(memory, weight / (PRIOR / prior + memory.exposure), doubt)


def exposure(memory: Memory, others: Numbers) -> Numbers:
    """The exposure of a week in which others logged so much, (pairs,): the usual, moved by what the region did."""
    usual = memory.others
    moved = (ITSELF + usual) * (STEADY + others) / (STEADY + usual)
    return np.where(memory.others_weight > 0, moved, ITSELF + others)


def wave(week: int) -> Numbers:
    """Where in the year a week is, (2,)."""
    turn = 2 * np.pi * week / _YEAR
    return np.array([np.cos(turn), np.sin(turn)])


def season(memory: Memory, week: int) -> Numbers:
    """The factor of each theme in a week, (themes,)."""
    return np.exp(np.clip(memory.season @ wave(week), -_MOST_SEASON, _MOST_SEASON))


def learned(memory: Memory, levels: Levels, *, counts: Numbers, week: int) -> Memory:
    """The memory after one more week, with its counts (series,)."""
    others = levels.others(counts)
    there = levels.began[: levels.series] <= week
    reach = exposure(memory, others)[levels.pair] * season(memory, week)[levels.of_theme] * there
    sure = known(memory, levels)
    mean = sure.rate * reach
    doubt = mean * mean * sure.doubt
    spread = memory.spread[levels.of_theme]
    is_first = levels.began[: levels.series] == week
    most = mean + CAP * np.sqrt(spread * mean + doubt) + 0.5
    taken = np.where(is_first, counts, np.minimum(counts, most))
    is_settled = week - levels.theme_began >= SETTLED
    since = levels.pair_began <= week
    weight = memory.others_weight * _KEEP + since
    foreseen = np.where(is_first, taken, mean)
    noise = mean * mean * (NOISE / (STEADY + others))[levels.pair]
    squares = np.minimum((counts - mean) ** 2, _SPREAD_CAP * spread * np.maximum(mean, 0.5)) - doubt - noise
    of_theme = levels.by_theme(mean)
    turned, turned_weight = _turned(
        memory,
        week,
        foreseen=np.where(is_settled, of_theme, 0),
        missed=np.where(is_settled, levels.by_theme(taken - mean), 0),
    )
    start = _USUAL_SPREAD * _SPREAD_WEIGHT
    return Memory(
        counts=memory.counts * _KEEP + taken,
        exposure=memory.exposure * _KEEP + reach,
        others=(memory.others * memory.others_weight * _KEEP + others * since) / np.maximum(weight, _TINY),
        others_weight=weight,
        seen=memory.seen * _KEEP + levels.up(taken),
        foreseen=memory.foreseen * _KEEP + levels.up(foreseen),
        season=turned,
        season_weight=turned_weight,
        excess=start + (memory.excess - start) * _KEEP_SPREAD + np.where(is_settled, levels.by_theme(squares), 0),
        excess_weight=_SPREAD_WEIGHT
        + (memory.excess_weight - _SPREAD_WEIGHT) * _KEEP_SPREAD
        + np.where(is_settled, of_theme, 0),
    )


def _turned(memory: Memory, week: int, *, foreseen: Numbers, missed: Numbers) -> tuple[Numbers, Numbers]:
    """The annual wave after one more week: a step of recursive least squares towards what the forecast missed."""
    here = wave(week)
    most = CAP * np.sqrt(1.5 * foreseen + 0.02 * foreseen**2 + 1)
    weight = (
        memory.season_weight * _KEEP_SEASON
        + (1 - _KEEP_SEASON) * _SEASON * np.eye(2)
        + foreseen[:, None, None] * np.outer(here, here)
    )
    push = np.clip(missed, -most, most)[:, None] * here
    return memory.season + np.linalg.solve(weight, push[:, :, None])[:, :, 0], weight
