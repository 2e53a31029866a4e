"""The series of one company, and what they add up to: theme by region, theme by segment, theme."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
ALL = -1
"""In place of a region or a segment: all of them."""
CELL, BY_REGION, BY_SEGMENT, WHOLE = range(4)


@dataclass(frozen=True)
class Series:
    """A company's series, (series,) each: the number of its theme, region and segment, counted from 0 without gaps.

    `began` is the first week in which a series could have been logged, counted like the rows of `counts`, which is
    (weeks, series): distinct accounts, a row for each closed week. No two series have the same three numbers.
    """

    theme: Places
    region: Places
    segment: Places
    began: Places
    counts: Numbers

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return len(self.counts)


@dataclass(frozen=True)
class Node:
    """What a line is about: a theme, with `ALL` or one region, with `ALL` or one segment."""

    theme: int
    region: int
    segment: int

    def overlaps(self, other: "Node") -> bool:
        """Whether some series may belong to both."""
        return (
            self.theme == other.theme
            and (self.region == other.region or ALL in (self.region, other.region))
            and (self.segment == other.segment or ALL in (self.segment, other.segment))
        )


class Levels:
    """The nodes of a company's series: the series first, then theme by region, theme by segment, and themes.

    `theme`, `region`, `segment`, `level` and `began` are (nodes,). A node above others is left out where it has but
    one series below it, because it would be tested twice: `is_tested` tells. `pair` and `kin` are (series,): the number
    of its theme by region and of its theme by segment.
    """

    def __init__(self, series: Series) -> None:
        self.of_theme, self.of_segment = series.theme, series.segment
        pairs, self.pair = _different(series.theme, series.region)
        kin, self.kin = _different(series.theme, series.segment)
        self.themes, self.regions, self.segments = (
            int(numbers.max(initial=-1)) + 1 for numbers in (series.theme, series.region, series.segment)
        )
        self.series, self.pairs, self.kins = len(series.theme), pairs.shape[1], kin.shape[1]
        self.pair_theme, self.pair_region, self.kin_theme, self.kin_segment = *pairs, *kin
        none = np.full(self.themes, ALL)
        themes = np.arange(self.themes)
        self.theme = np.concatenate([series.theme, pairs[0], kin[0], themes])
        self.region = np.concatenate([series.region, pairs[1], np.full(self.kins, ALL), none])
        self.segment = np.concatenate([series.segment, np.full(self.pairs, ALL), kin[1], none])
        self.level = np.repeat([CELL, BY_REGION, BY_SEGMENT, WHOLE], [self.series, self.pairs, self.kins, self.themes])
        self.pair_began, kin_began, self.theme_began = (
            _first(series.began, places, count)
            for places, count in ((self.pair, self.pairs), (self.kin, self.kins), (series.theme, self.themes))
        )
        self.began = np.concatenate([series.began, self.pair_began, kin_began, self.theme_began])

    @cached_property
    def is_tested(self) -> Flags:
        """Which nodes are tested, (nodes,)."""
        below = self.up(np.ones(self.series))
        parts = np.bincount(self.pair_theme, minlength=self.themes), np.bincount(self.kin_theme, minlength=self.themes)
        wide = (parts[0] > 1) & (parts[1] > 1)
        return np.asarray((self.level == CELL) | (below > 1) & ((self.level != WHOLE) | wide[self.theme]))

    def up(self, values: Numbers) -> Numbers:
        """The sums of values (series,) over the series of each node, (nodes,)."""
        return np.concatenate([values, self.by_pair(values), self.by_kin(values), self.by_theme(values)])

    def by_pair(self, values: Numbers) -> Numbers:
        """Sums by theme and region."""
        return _sums(self.pair, values, self.pairs)

    def by_kin(self, values: Numbers) -> Numbers:
        """Sums by theme and segment."""
        return _sums(self.kin, values, self.kins)

    def by_theme(self, values: Numbers) -> Numbers:
        """Sums by theme."""
        return _sums(self.of_theme, values, self.themes)

    def others(self, counts: Numbers) -> Numbers:
        """What each region logged on all other themes than that of each pair, (pairs,)."""
        own = self.by_pair(counts)
        return np.asarray(_sums(self.pair_region, own, self.regions)[self.pair_region] - own)

    def node(self, number: int) -> Node:
        """The node with this number."""
        return Node(int(self.theme[number]), int(self.region[number]), int(self.segment[number]))


def _different(themes: Places, others: Places) -> tuple[Places, Places]:
    """The different couples of two numbers in their order, (2, couples), and which one each series has."""
    size = int(others.max(initial=0)) + 1
    couples, place = np.unique(themes * size + others, return_inverse=True)
    return np.stack(np.divmod(couples, size)), place


def _sums(places: Places, values: Numbers, count: int) -> Numbers:
    return np.bincount(places, values, count).astype(np.float64, copy=False)


def _first(began: Places, places: Places, count: int) -> Places:
    first = np.full(count, np.iinfo(np.intp).max)
    np.minimum.at(first, places, began)
    return first
