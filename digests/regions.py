"""Themes by region, from the stored counts of weeks: where a region hears more or less of one than it usually does.

Each region is held against its own mean, so that a large one is not news for being large. The distance is that of the
heat map (`charts.cells.Cell`): Anscombe's, about one standard deviation of a count at any mean. Pure.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digests.charts.cells import Cell
from digests.history import History
from digests.report.regions import RegionCount, RegionDiffers, Regions, ThemeByRegion
from digests.report.trends import Trend
from storage.models import NONE
from storage.queries.digest_trends import Called

MOST_THEMES = 8
MOST_REGIONS = 10
MOST_TOLD = 3
# A usual week is the mean of so many; with fewer than the least there is none.
WEEKS, LEAST = 12, 4
WINDOWS = (1, 4)
# As far as the heat map's darkest colours: by chance about once in eighty pairs, less often where little is usual.
FAR = 2.5
# From here on a count has a clear colour.
FELT = 1.75
# A rise is of at least so many accounts, a fall from at least so many.
ENOUGH = 3

_Place = tuple[uuid.UUID, uuid.UUID]  # theme and region


@dataclass(frozen=True)
class _Counts:
    """Counts by theme and region, in each week by how far back it is, 0 for the latest."""

    by_place: Mapping[_Place, Sequence[int]]
    began: Mapping[uuid.UUID, int]

    def now(self, place: _Place, window: int = 1, *, back: int = 0) -> int:
        """Accounts in so many weeks, the latest of them so far back."""
        return sum(self.by_place.get(place, ())[back : back + window])

    def usual(self, place: _Place, window: int = 1, *, back: int = 0) -> float | None:
        """The same, as usual before them; None where the theme had too few weeks."""
        first = back + window
        weeks = min(WEEKS, self.began[place[0]] + 1 - first)
        if weeks < LEAST:
            return None
        return window * sum(self.by_place.get(place, ())[first : first + weeks]) / weeks


@dataclass(frozen=True)
class _Found:
    """A pair's count over a window, beside the usual one."""

    window: int
    now: int
    usual: float

    @property
    def is_rise(self) -> bool:
        return self.now > self.usual

    def is_enough(self, *, is_in_use: bool) -> bool:
        """Whether there is enough to speak of; a region that was given up falls silent for that."""
        return self.now >= ENOUGH if self.is_rise else self.usual >= ENOUGH and is_in_use


def regions(
    past: History,
    *,
    names: Mapping[uuid.UUID, str],
    in_use: Collection[uuid.UUID],
    called: Mapping[uuid.UUID, Called],
    told: Sequence[Trend] = (),
    loud: Collection[uuid.UUID] = (),
) -> Regions:
    """The themes of a week by region; empty with fewer than two regions, or where no week before can be compared with.

    `past` ends with the week. `names` are those of all regions; one that is not `in_use` is only told of where it was
    heard from this week. Themes that were merged count as what they are `called` now. What is `told` as a trend
    already, in a region or everywhere, is not told again, nor themes whose few `loud` voices are told apart,
    nor what stood out the week before.
    """
    counts = _counted(past, called)
    heard_in = {place[1] for place, weeks in counts.by_place.items() if weeks[0]}
    places = [one for one in names if one in in_use or one in heard_in]
    themes = sorted({place[0] for place, weeks in counts.by_place.items() if any(weeks[: max(WINDOWS)])})
    if len(places) < 2 or not any(counts.usual((theme, place)) is not None for theme in themes for place in places):
        return Regions()
    known = {(trend.theme_id, trend.region_id) for trend in told}
    differ = sorted(
        _differ(
            counts,
            [theme for theme in themes if theme not in loud],
            places,
            known=known,
            names=names,
            in_use=in_use,
            called=called,
        ),
        key=lambda one: (-_far(one.now, one.usual), one.title.casefold(), one.region),
    )[:MOST_TOLD]
    size = {place: sum(counts.now((theme, place)) for theme in themes) for place in places}
    shown = _first(places, MOST_REGIONS, {one.region_id for one in differ}, size, names)
    heard = {theme: sum(counts.now((theme, place)) for place in places) for theme in themes}
    told_of = {one.theme_id for one in differ}
    titles = {theme: called[theme].title for theme in themes}
    kept = _first([one for one in themes if heard[one] or one in told_of], MOST_THEMES, told_of, heard, titles)
    rest = [place for place in places if place not in shown]
    return Regions(
        names=tuple(names[place] for place in shown),
        themes=tuple(
            ThemeByRegion(
                theme_id=theme,
                title=titles[theme],
                counts=tuple(RegionCount(counts.now((theme, place)), counts.usual((theme, place))) for place in shown),
                elsewhere=RegionCount(*_others(counts, theme, rest, 1)),
            )
            for theme in kept
        ),
        differ=tuple(differ),
        weeks=min(WEEKS, max(counts.began.values())),
        others=len(rest),
        compared=len(themes) * len(places),
    )


def _counted(past: History, called: Mapping[uuid.UUID, Called]) -> _Counts:
    """The weeks that are looked at, and how far back each theme began; what has no theme or no region is left out."""
    series, last = past.series, len(past.weeks) - 1
    looked_at = WEEKS + max(WINDOWS) + 1
    began: dict[uuid.UUID, int] = {}
    for number, first in set(zip(series.theme.tolist(), series.began.tolist(), strict=True)):
        if past.themes[number] in called:
            theme = called[past.themes[number]].theme_id
            # How far back an older theme began makes no difference.
            began[theme] = max(began.get(theme, 0), min(last - first, looked_at))
    pairs = series.theme * len(past.regions) + series.region
    sums = np.zeros((looked_at, len(past.themes) * len(past.regions)), np.intp)
    for back in range(min(looked_at, last + 1)):
        sums[back] = np.bincount(pairs, series.counts[last - back], sums.shape[1])
    by_place: dict[_Place, NDArray[np.intp]] = {}
    for pair in np.flatnonzero(sums.any(axis=0)).tolist():
        theme_id, region_id = past.themes[pair // len(past.regions)], past.regions[pair % len(past.regions)]
        if theme_id in called and region_id != NONE:
            place = called[theme_id].theme_id, region_id
            # Themes that were merged add up.
            by_place[place] = by_place[place] + sums[:, pair] if place in by_place else sums[:, pair]
    return _Counts({place: counts.tolist() for place, counts in by_place.items()}, began)


def _differ(
    counts: _Counts,
    themes: Sequence[uuid.UUID],
    places: Sequence[uuid.UUID],
    *,
    names: Mapping[uuid.UUID, str],
    in_use: Collection[uuid.UUID],
    called: Mapping[uuid.UUID, Called],
    known: Collection[tuple[uuid.UUID, uuid.UUID | None]],
) -> Iterator[RegionDiffers]:
    """Each pair that stands out, over the window in which it does so most."""
    for theme in themes:
        for place in places:
            if (theme, place) in known or (theme, None) in known:
                continue
            found = _found(counts, (theme, place), is_in_use=place in in_use)
            if found is None or _is_old(counts, (theme, place), found, is_in_use=place in in_use):
                continue
            others = _others(counts, theme, [one for one in places if one != place], found.window)
            if not _is_alike(found, *others):
                yield RegionDiffers(
                    theme_id=theme,
                    title=called[theme].title,
                    region_id=place,
                    region=names[place],
                    window=found.window,
                    now=found.now,
                    usual=found.usual,
                    others_now=others[0],
                    others_usual=others[1] or 0.0,
                )


def _found(counts: _Counts, place: _Place, *, is_in_use: bool, back: int = 0) -> _Found | None:
    """How a pair stands out, if it does, in the week so far back."""
    found = [
        _Found(window, counts.now(place, window, back=back), usual)
        for window in WINDOWS
        if (usual := counts.usual(place, window, back=back)) is not None
    ]
    far = [one for one in found if one.is_enough(is_in_use=is_in_use) and _far(one.now, one.usual) >= FAR]
    return max(far, key=lambda one: _far(one.now, one.usual), default=None)


def _is_old(counts: _Counts, place: _Place, found: _Found, *, is_in_use: bool) -> bool:
    """Whether it stood out the same way the week before."""
    before = _found(counts, place, is_in_use=is_in_use, back=1)
    return before is not None and before.is_rise == found.is_rise


def _is_alike(found: _Found, others_now: int, others_usual: float | None) -> bool:
    """Whether the other regions went the same way: then it is no matter of this one."""
    if others_usual is None or _far(others_now, others_usual) < FELT:
        return False
    return (others_now > others_usual) == found.is_rise


def _far(now: int, usual: float) -> float:
    return abs(Cell(now, usual).distance)


def _others(counts: _Counts, theme: uuid.UUID, places: Sequence[uuid.UUID], window: int) -> tuple[int, float | None]:
    """What some regions have together."""
    usual = [counts.usual((theme, place), window) for place in places]
    known = [one for one in usual if one is not None]
    whole = sum(known) if len(known) == len(usual) else None
    return sum(counts.now((theme, place), window) for place in places), whole


def _first(
    every: Sequence[uuid.UUID],
    most: int,
    needed: Collection[uuid.UUID],
    size: Mapping[uuid.UUID, int],
    names: Mapping[uuid.UUID, str],
) -> list[uuid.UUID]:
    """The largest ones, among them those that are needed; by name where they are equal."""
    order = sorted(every, key=lambda one: (one not in needed, -size[one], names[one].casefold(), str(one)))
    return sorted(order[:most], key=lambda one: (-size[one], names[one].casefold(), str(one)))
