"""Themes by region, from the stored counts of weeks: where a region hears more or less of one than it usually does.

Each region is held against its own mean, so that a large one is not news for being large. The distance is that of the
heat map (`charts.cells.Cell`): Anscombe's, about one standard deviation of a count at any mean. Pure.
"""

import math
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

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

Counts = NDArray[np.intp]
Usual = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class _Counts:
    """Counts by week, theme and place, (weeks, themes, places): a week by how far back it is, 0 for the latest.

    `began` says how far back each theme did, (themes,).
    """

    voices: Counts
    began: Counts

    @property
    def is_known(self) -> Flags:
        """Which themes have a usual week, (themes,)."""
        return np.asarray(self.began >= LEAST)

    def now(self, window: int = 1, *, back: int = 0) -> Counts:
        """Accounts in so many weeks, the latest of them so far back, (themes, places)."""
        return np.asarray(self.voices[back : back + window].sum(axis=0))

    def usual(self, window: int = 1, *, back: int = 0) -> Usual:
        """The same, as usual before them; NaN where the theme had too few weeks."""
        first = back + window
        weeks = np.minimum(WEEKS, self.began + 1 - first)
        sums = np.cumsum(self.voices[first : first + WEEKS], axis=0)
        those = np.maximum(weeks, 1)
        before = sums[those - 1, np.arange(len(those))]
        return np.where((weeks >= LEAST)[:, None], window * before / those[:, None], np.nan)

    def of(self, themes: Flags, places: Flags) -> "_Counts":
        """Those of some themes and places."""
        return _Counts(self.voices[:, themes][:, :, places], self.began[themes])


@dataclass(frozen=True)
class _Found:
    """How pairs stand out, (themes, places) each: over which window, 0 where they do not, and beside which usual."""

    window: Counts
    now: Counts
    usual: Usual

    @property
    def is_rise(self) -> Flags:
        """Which pairs are above what is usual."""
        return np.asarray(self.now > self.usual)


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
    every_theme = sorted({called[one].theme_id for one in past.themes if one in called})
    every_place = [*names, *(one for one in past.regions if one not in names and one != NONE)]
    whole = _counted(past, called, every_theme, every_place)
    is_heard = whole.voices[0].any(axis=0)
    is_shown = np.array([place in names and (place in in_use or is_heard[at]) for at, place in enumerate(every_place)])
    is_told = np.asarray(whole.voices[: max(WINDOWS)].any(axis=(0, 2)))
    places = list(compress(every_place, is_shown))
    themes = list(compress(every_theme, is_told))
    if len(places) < 2 or not whole.is_known[is_told].any():
        return Regions()
    counts = whole.of(is_told, is_shown)
    known = {(trend.theme_id, trend.region_id) for trend in told} | {(theme, None) for theme in loud}
    titles = {theme: called[theme].title for theme in themes}
    differ = sorted(
        (
            RegionDiffers(
                theme_id=themes[theme],
                title=titles[themes[theme]],
                region_id=places[place],
                region=names[places[place]],
                window=int(found.window[theme, place]),
                now=int(found.now[theme, place]),
                usual=float(found.usual[theme, place]),
                others_now=others[0],
                others_usual=others[1],
            )
            for found, theme, place, others in _differ(counts, np.array([one in in_use for one in places]))
            if known.isdisjoint({(themes[theme], places[place]), (themes[theme], None)})
        ),
        key=lambda one: (-_far(one.now, one.usual), one.title.casefold(), one.region),
    )[:MOST_TOLD]
    now, usual = counts.now(), counts.usual()
    size = dict(zip(places, now.sum(axis=0).tolist(), strict=True))
    shown = _first(places, MOST_REGIONS, {one.region_id for one in differ}, size, names)
    heard = dict(zip(themes, now.sum(axis=1).tolist(), strict=True))
    told_of = {one.theme_id for one in differ}
    kept = _first([one for one in themes if heard[one] or one in told_of], MOST_THEMES, told_of, heard, titles)
    rest = [at for at, place in enumerate(places) if place not in shown]
    row_of = {theme: at for at, theme in enumerate(themes)}
    cells = {theme: (now[row_of[theme]].tolist(), usual[row_of[theme]].tolist()) for theme in kept}
    at_of = [places.index(place) for place in shown]
    return Regions(
        names=tuple(names[place] for place in shown),
        themes=tuple(
            ThemeByRegion(
                theme_id=theme,
                title=titles[theme],
                counts=tuple(RegionCount(counted[at], _known(mean[at])) for at in at_of),
                elsewhere=RegionCount(*_together(counted, mean, rest)),
            )
            for theme, (counted, mean) in cells.items()
        ),
        differ=tuple(differ),
        weeks=min(WEEKS, int(whole.began.max())),
        others=len(rest),
        compared=len(themes) * len(places),
    )


def _counted(
    past: History,
    called: Mapping[uuid.UUID, Called],
    themes: Sequence[uuid.UUID],
    places: Sequence[uuid.UUID],
) -> _Counts:
    """The weeks that are looked at, and how far back each theme began; what has no theme or no region is left out.

    Themes that were merged add up.
    """
    series, last = past.series, len(past.weeks) - 1
    looked_at = WEEKS + max(WINDOWS) + 1
    row_of = {theme: at for at, theme in enumerate(themes)}
    at_of = {place: at for at, place in enumerate(places)}
    rows = np.array([row_of[called[one].theme_id] if one in called else -1 for one in past.themes])
    columns = np.array([at_of.get(one, -1) if one != NONE else -1 for one in past.regions])
    theme, place = rows[series.theme], columns[series.region]
    began = np.zeros(len(themes), np.intp)
    # How far back an older theme began makes no difference.
    np.maximum.at(began, theme[theme >= 0], np.minimum(last - series.began[theme >= 0], looked_at))
    is_placed = (theme >= 0) & (place >= 0)
    pairs = theme[is_placed] * len(places) + place[is_placed]
    voices = np.zeros((looked_at, len(themes) * len(places)), np.intp)
    for back in range(min(looked_at, last + 1)):
        voices[back] = np.bincount(pairs, series.counts[last - back, is_placed], voices.shape[1])
    return _Counts(voices.reshape(looked_at, len(themes), len(places)), began)


def _differ(counts: _Counts, in_use: Flags) -> Iterator[tuple[_Found, int, int, tuple[int, float]]]:
    """Each pair that stands out and did not before, by its theme and place, with what the other places have."""
    found, before = _found(counts, in_use), _found(counts, in_use, back=1)
    is_old = (before.window > 0) & (before.is_rise == found.is_rise)
    every = range(len(in_use))
    over = {window: (counts.now(window).tolist(), counts.usual(window).tolist()) for window in WINDOWS}
    for theme, place in np.argwhere((found.window > 0) & ~is_old).tolist():
        window = int(found.window[theme, place])
        now, usual = over[window]
        others_now, others_usual = _together(now[theme], usual[theme], [one for one in every if one != place])
        if not _is_alike(bool(found.is_rise[theme, place]), others_now, others_usual):
            yield found, theme, place, (others_now, others_usual or 0.0)


def _found(counts: _Counts, in_use: Flags, *, back: int = 0) -> _Found:
    """How pairs stand out in the week so far back, each over the window in which it does so most.

    There has to be enough to speak of; a region that was given up falls silent for that.
    """
    shape = counts.voices.shape[1:]
    farthest, window, now, usual = np.zeros(shape), np.zeros(shape, np.intp), np.zeros(shape, np.intp), np.zeros(shape)
    for weeks in WINDOWS:
        here, mean = counts.now(weeks, back=back), counts.usual(weeks, back=back)
        far = abs(2 * (np.sqrt(here + 0.375) - np.sqrt(mean + 0.375)))
        is_enough = np.where(here > mean, here >= ENOUGH, (mean >= ENOUGH) & in_use)
        better = is_enough & (far >= FAR) & (far > farthest)
        farthest[better], window[better], now[better], usual[better] = far[better], weeks, here[better], mean[better]
    return _Found(window, now, usual)


def _is_alike(is_rise: bool, others_now: int, others_usual: float | None) -> bool:
    """Whether the other regions went the same way: then it is no matter of this one."""
    if others_usual is None or _far(others_now, others_usual) < FELT:
        return False
    return (others_now > others_usual) == is_rise


def _far(now: int, usual: float) -> float:
    return abs(Cell(now, usual).distance)


def _known(usual: float) -> float | None:
    return None if math.isnan(usual) else usual


def _together(now: Sequence[int], usual: Sequence[float], places: Sequence[int]) -> tuple[int, float | None]:
    """What a theme has in some places together."""
    return sum(now[one] for one in places), _known(sum(usual[one] for one in places))


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
