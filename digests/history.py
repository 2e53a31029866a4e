"""A workspace's weeks as numbered series, in which trends are found, and what each number stands for. Pure."""

import math
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from digests.cells import Cells, cells
from digests.trends.levels import ALL, Node, Places, Series
from digests.weeks import Week
from storage.queries.rollups import InWeek

# So many weeks are shown.
SHOWN = 12


@dataclass(frozen=True)
class History:
    """A workspace's weeks as series, with what their numbers stand for."""

    weeks: tuple[Week, ...]
    themes: tuple[uuid.UUID, ...]
    regions: tuple[uuid.UUID, ...]
    segments: tuple[str, ...]
    series: Series

    def by_week(self, node: Node) -> tuple[int, ...]:
        """The counts of a node in the weeks that are shown."""
        series = self.series
        here = series.theme == node.theme
        here &= (series.region == node.region) | (node.region == ALL)
        here &= (series.segment == node.segment) | (node.segment == ALL)
        return tuple(int(count) for count in series.counts[-SHOWN:, here].sum(axis=1))

    def place(self, node: Node) -> tuple[uuid.UUID, uuid.UUID | None, str | None]:
        """What a node's numbers stand for; None for all regions, and for all segments."""
        return (
            self.themes[node.theme],
            None if node.region == ALL else self.regions[node.region],
            None if node.segment == ALL else self.segments[node.segment],
        )

    def node(self, theme_id: uuid.UUID, region_id: uuid.UUID | None, segment: str | None) -> Node | None:
        """The numbers of a place, None for all; None where one of them is not in the history."""
        if theme_id not in self.themes:
            return None
        if region_id is not None and region_id not in self.regions:
            return None
        if segment is not None and segment not in self.segments:
            return None
        return Node(
            self.themes.index(theme_id),
            ALL if region_id is None else self.regions.index(region_id),
            ALL if segment is None else self.segments.index(segment),
        )

    def number(self, period: str) -> int:
        """The number of a week, counted from the first one; one before it is negative."""
        return (Week.parse(period).first_day - self.weeks[0].first_day).days // 7

    def period(self, number: int) -> str:
        """The week that has a number, as it is written."""
        return str(self.weeks[0].next(number))


def history(stored: Sequence[InWeek], week: Week) -> History:
    """The weeks from the first one stored to `week`; ValueError where nothing is stored."""
    by_week: defaultdict[str, list[InWeek]] = defaultdict(list)
    for one in stored:
        by_week[one.week].append(one)
    return history_of({name: cells(rows) for name, rows in by_week.items()}, week)


def history_of(stored: Mapping[str, Cells], week: Week) -> History:
    """The same from cells by their week; one that holds none begins nothing."""
    known = {name: stored[name] for name in sorted(stored) if len(stored[name].numbers)}
    weeks = [Week.parse(min(known))]
    while weeks[-1] < week:
        weeks.append(weeks[-1].next())
    number_of = {str(one): number for number, one in enumerate(weeks)}
    themes = sorted(set(chain.from_iterable(one.themes for one in known.values())))
    regions = sorted(set(chain.from_iterable(one.regions for one in known.values())))
    segments = sorted(set(chain.from_iterable(one.segments for one in known.values())))
    theme_at = {one: place for place, one in enumerate(themes)}
    region_at = {one: place for place, one in enumerate(regions)}
    segment_at = {one: place for place, one in enumerate(segments)}
    grid = len(themes), len(regions), len(segments)
    keys: dict[int, tuple[Places, NDArray[np.int32]]] = {}
    began = np.zeros(len(themes), np.intp)
    is_used = np.zeros(math.prod(grid), np.bool_)
    for name, one in reversed(known.items()):
        theme = np.array([theme_at[each] for each in one.themes], np.intp)
        region = np.array([region_at[each] for each in one.regions], np.intp)
        segment = np.array([segment_at[each] for each in one.segments], np.intp)
        places = (theme[one.numbers[:, 0]], region[one.numbers[:, 1]], segment[one.numbers[:, 2]])
        key = np.ravel_multi_index(places, grid)
        is_used[key] = True
        began[theme] = number_of[name]
        keys[number_of[name]] = key, one.numbers[:, 3]
    used = np.flatnonzero(is_used)
    counts = np.zeros((len(weeks), len(used)))
    place_of = np.cumsum(is_used) - 1
    for number, (key, voices) in keys.items():
        counts[number, place_of[key]] = voices
    at = np.unravel_index(used, grid)
    series = Series(theme=at[0], region=at[1], segment=at[2], began=began[at[0]], counts=counts)
    return History(
        tuple(weeks),
        tuple(uuid.UUID(bytes=one) for one in themes),
        tuple(uuid.UUID(bytes=one) for one in regions),
        tuple(segments),
        series,
    )
