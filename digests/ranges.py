"""What was normal for a few themes in the last closed week, by the method of the digest's trends. Pure.

The themes asked for are learned from series by series. Everything else is known as one sum for each region and segment,
and is dealt out to as many stand-ins as there are other themes: so each region logs as much as it did, and a theme is
compared with the same rest and shrunk to the same mean as in the digest, without reading every theme's years.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from digests.trends import tails
from digests.trends.finding import LEAST
from digests.trends.forecast import LONGEST, Window, forecast
from digests.trends.levels import ALL, Levels, Series
from digests.trends.memory import SETTLED, fresh, learned
from digests.weeks import Week
from storage.queries.rollups import InWeek
from storage.queries.theme_weeks import Elsewhere

# More stand-ins cost time and change nothing: where there are more themes, much more is heard than their mean weighs.
MOST_STAND_INS = 100

Place = tuple[uuid.UUID, uuid.UUID | None]
"""A theme in a region; None for all regions."""
_Cell = tuple[int, uuid.UUID, str]


class Side(StrEnum):
    """On which side of its range a count is; a count above it that is no trend by its size alone is `FEW`."""

    BELOW = "below"
    NORMAL = "normal"
    FEW = "few"
    ABOVE = "above"


@dataclass(frozen=True)
class Normal:
    """What was expected of a week before it came: from `least` to `most` would be normal."""

    expected: float
    least: int
    most: int

    def side(self, count: int) -> Side:
        """Where a count is."""
        if count < self.least:
            return Side.BELOW
        if count <= self.most:
            return Side.NORMAL
        return Side.ABOVE if count >= LEAST else Side.FEW


def normal(
    own: Sequence[InWeek], rest: Sequence[Elsewhere], weeks: Sequence[Week], *, themes: int
) -> dict[Place, Normal]:
    """What was normal in the last of some weeks, for each theme that was heard in them and each of its regions.

    `themes` counts all there are. What is younger than eight weeks is left out: there is too little to compare with.
    """
    if len(weeks) <= SETTLED or not own:
        return {}
    ids = sorted({one.theme_id for one in own})
    regions = sorted({one.region_id for one in own} | {one.region_id for one in rest})
    series = _series(own, rest, weeks, ids=ids, regions=regions, stand_ins=max(1, themes - len(ids)))
    levels = Levels(series)
    window = _last_week(levels, series)
    settled = len(weeks) - 1 - levels.began >= SETTLED
    summed = levels.segment == ALL
    found: dict[Place, Normal] = {}
    for number, theme_id in enumerate(ids):
        for place in np.flatnonzero((levels.theme == number) & summed & settled).tolist():
            region = int(levels.region[place])
            found[theme_id, None if region == ALL else regions[region]] = _range(window, place)
    return found


def _last_week(levels: Levels, series: Series) -> Window:
    """The last week by itself, as it was foreseen four weeks before, like in the digest."""
    memory = fresh(levels)
    for week, counts in enumerate(series.counts[:-LONGEST]):
        memory = learned(memory, levels, counts=counts, week=week)
    last = forecast(memory, levels, recent=list(series.counts[-LONGEST:]), week=series.weeks - 1)
    return last.windows[0]


def _range(window: Window, place: int) -> Normal:
    expected, variance = float(window.expected[place]), float(window.variance[place])
    return Normal(expected, *tails.usual(expected, variance))


def _series(
    own: Sequence[InWeek],
    rest: Sequence[Elsewhere],
    weeks: Sequence[Week],
    *,
    ids: Sequence[uuid.UUID],
    regions: Sequence[uuid.UUID],
    stand_ins: int,
) -> Series:
    """The themes asked for, series by series, and the stand-ins for all others."""
    number_of = {str(week): number for number, week in enumerate(weeks)}
    theme_of = {theme_id: number for number, theme_id in enumerate(ids)}
    cells: defaultdict[_Cell, np.ndarray] = defaultdict(lambda: np.zeros(len(weeks)))
    began: dict[int, int] = {}
    for one in own:
        theme, week = theme_of[one.theme_id], number_of[one.week]
        cells[theme, one.region_id, one.segment][week] += one.voices
        began[theme] = min(week, began.get(theme, week))
    others: defaultdict[tuple[uuid.UUID, str], np.ndarray] = defaultdict(lambda: np.zeros(len(weeks)))
    for some in rest:
        others[some.region_id, some.segment][number_of[some.week]] += some.voices
    dealt = _dealt(others, min(stand_ins, MOST_STAND_INS))
    for (region, segment), counts in others.items():
        share = counts / len(dealt[segment])
        cells |= {(len(ids) + stand_in, region, segment): share for stand_in in dealt[segment]}
    keys = sorted(cells)
    segments = sorted({segment for _, _, segment in keys})
    return Series(
        theme=np.array([theme for theme, _, _ in keys], np.intp),
        region=np.array([regions.index(region) for _, region, _ in keys], np.intp),
        segment=np.array([segments.index(segment) for _, _, segment in keys], np.intp),
        began=np.array([began.get(theme, 0) for theme, _, _ in keys], np.intp),
        counts=np.stack([cells[key] for key in keys], axis=1),
    )


def _dealt(others: Mapping[tuple[uuid.UUID, str], np.ndarray], stand_ins: int) -> dict[str, range]:
    """The numbers of the stand-ins of each segment, as many as are its share of what was heard, but at least one."""
    heard: defaultdict[str, float] = defaultdict(float)
    for (_, segment), counts in others.items():
        heard[segment] += float(counts.sum())
    total, dealt, first = sum(heard.values()), {}, 0
    for segment in sorted(heard):
        many = max(1, round(stand_ins * heard[segment] / total))
        dealt[segment] = range(first, first + many)
        first += many
    return dealt
