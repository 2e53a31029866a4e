"""A workspace's weeks as numbered series, in which trends are found, and what each number stands for. Pure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digests.trends.levels import ALL, Node, Series
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
    first = Week.parse(min(one.week for one in stored))
    weeks = [first]
    while weeks[-1] < week:
        weeks.append(weeks[-1].next())
    number_of = {str(one): number for number, one in enumerate(weeks)}
    themes, regions = (
        tuple(sorted(ids)) for ids in ({one.theme_id for one in stored}, {one.region_id for one in stored})
    )
    segments = tuple(sorted({one.segment for one in stored}))
    cells = sorted({(one.theme_id, one.region_id, one.segment) for one in stored})
    place_of = {cell: place for place, cell in enumerate(cells)}
    theme_at = {theme_id: number for number, theme_id in enumerate(themes)}
    region_at = {region_id: number for number, region_id in enumerate(regions)}
    segment_at = {segment: number for number, segment in enumerate(segments)}
    counts = np.zeros((len(weeks), len(cells)))
    began: dict[uuid.UUID, int] = {}
    for one in stored:
        number = number_of[one.week]
        counts[number, place_of[one.theme_id, one.region_id, one.segment]] = one.voices
        began[one.theme_id] = min(number, began.get(one.theme_id, number))
    series = Series(
        theme=np.array([theme_at[cell[0]] for cell in cells], np.intp),
        region=np.array([region_at[cell[1]] for cell in cells], np.intp),
        segment=np.array([segment_at[cell[2]] for cell in cells], np.intp),
        began=np.array([began[cell[0]] for cell in cells], np.intp),
        counts=counts,
    )
    return History(tuple(weeks), themes, regions, segments, series)
