"""Made-up companies for the trend tests: what their reps log week by week, and which changes in it are real.

The base of each series is that of Noufaily et al. 2013 (negative binomial with variance phi times mean, trend, annual
wave; a burst is Poisson(k standard deviations) cases laid out by lognormal(0, 0.5)), brought to 0.2 to 5 accounts a
week, plus what happens to a sales team: people join and leave, whole teams join, holidays, ends of quarters, weeks in
which a region catches up on logging, new themes, and one rep who logs one account many times.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
ALL = -1
"""In place of a region or a segment: all of them."""


class Kind(StrEnum):
    """What a true change is; `NEW_THEME` is none, but lines about it count neither way."""

    SPIKE = "spike"
    SHIFT = "shift"
    THEME = "theme"
    NEW_THEME = "newtheme"


@dataclass(frozen=True)
class Event:
    """A true change, from `start` to `end`, both included; `size` as in facts: k, or a ratio."""

    kind: Kind
    theme: int
    region: int
    segment: int
    start: int
    end: int
    size: float


@dataclass(frozen=True)
class Profile:
    """What may happen in a world. All `*_change` are the largest factor by which a thing moves."""

    themes: int = 20
    regions: int = 5
    segments: int = 3
    scored: int = 26
    spikes: int = 12
    shifts: int = 8
    rises: int = 2
    new_themes: int = 2
    old_bursts: float = 0.02
    growth: float = 0.25
    season: float = 0.35
    uneven: float = 0.35
    dispersion: tuple[float, float] = (1.0, 2.2)
    team: bool = True
    loud: float = 0.004


@dataclass(frozen=True)
class World:
    """One company. Counts are (weeks, themes, regions, segments); a theme has rows from its week in `began` on.

    `mean` and `phi` (themes, 1, 1) are the truth without the events, which only the oracle may read. Weeks from
    `scored_from` on are scored.
    """

    accounts: Counts
    logs: Counts
    reps: Counts
    value: Counts
    began: NDArray[np.intp]
    mean: Counts
    phi: Counts
    events: tuple[Event, ...]
    scored_from: int


@dataclass(frozen=True)
class _Changes:
    """What is changed: factors and additional accounts, (weeks, themes, regions, segments)."""

    ratios: Counts
    extra: Counts
    events: list[Event] = field(default_factory=list)


NORMAL = Profile()
PROFILES = {
    "a sales team": NORMAL,
    "larger themes": replace(NORMAL, themes=12, regions=4, uneven=0.2, season=0.5),
    "many small series": replace(NORMAL, themes=32, regions=5, uneven=0.6),
    "restless": replace(NORMAL, growth=0.5, season=0.6, old_bursts=0.05),
}
HISTORIES = (26, 52, 104, 156)


def quiet(profile: Profile) -> Profile:
    """The same company in which nothing changes."""
    return replace(profile, spikes=0, shifts=0, rises=0)


def world(seed: int, *, history: int = 104, profile: Profile = NORMAL) -> World:
    """The company with this seed: so many weeks of history, then the scored ones."""
    random = np.random.default_rng([seed, history])
    weeks = history + profile.scored
    base, phi = _base(random, profile), _phi(random, profile)
    mean = base * _course(random, profile, weeks)[:, :, None, None]
    activity, reps = _activity(random, profile, weeks)
    mean = mean * activity[:, None, :, None]
    began = _beginnings(random, profile, history)
    mean[np.arange(weeks)[:, None] < began] = 0
    changes = _changes(random, profile, began, mean, phi)
    accounts = _negative_binomial(random, mean * changes.ratios, phi) + changes.extra
    return World(
        accounts=accounts,
        logs=_logs(random, profile, accounts),
        reps=reps,
        value=_values(random, accounts),
        began=began,
        mean=mean,
        phi=phi,
        events=(*changes.events, *_new_themes(began, history, weeks)),
        scored_from=history,
    )


def _base(random: np.random.Generator, profile: Profile) -> Counts:
    """Mean accounts a week of each series, (themes, regions, segments): 0.2 to 5, a product with an uneven rest."""
    shape = (profile.themes, profile.regions, profile.segments)
    theme = random.lognormal(0.3, 0.55, shape[0])[:, None, None]
    region = random.lognormal(0, 0.4, shape[1])[None, :, None]
    segment = random.lognormal(0, 0.35, shape[2])[None, None, :]
    rest = random.lognormal(0, profile.uneven, shape)
    return np.clip(theme * region * segment * rest, 0.2, 5.0)


def _phi(random: np.random.Generator, profile: Profile) -> Counts:
    return random.uniform(*profile.dispersion, profile.themes)[:, None, None]


def _course(random: np.random.Generator, profile: Profile, weeks: int) -> Counts:
    """How each theme grows and swings with the year, (weeks, themes), about 1."""
    time = np.arange(weeks)[:, None]
    growth = random.uniform(-profile.growth, profile.growth, profile.themes) / 52
    swing = random.uniform(0, profile.season, profile.themes)
    turn = random.uniform(0, 2 * np.pi, profile.themes)
    return np.asarray(np.exp(growth * (time - weeks / 2) + swing * np.cos(2 * np.pi * time / 52 + turn)))


def _activity(random: np.random.Generator, profile: Profile, weeks: int) -> tuple[Counts, Counts]:
    """How much each region logs, (weeks, regions), about 1; and how many reps are at work there."""
    team = random.integers(6, 14, profile.regions).astype(float)
    first = team.copy()
    size, at_work, effort = (np.ones((weeks, profile.regions)) for _ in range(3))
    calendar = int(random.integers(52))
    summer = 26 + random.integers(0, 6, profile.regions)
    for week in range(weeks):
        if profile.team:
            team += random.choice([-1, 0, 1], profile.regions, p=[0.03, 0.93, 0.04])
            joins = random.random(profile.regions) < 0.003
            team = np.maximum(np.where(joins, team * random.uniform(1.4, 2.0, profile.regions), team), 3)
            year = (week + calendar) % 52
            away = ((year >= summer) & (year < summer + 3)) | (year >= 51)
            at_work[week] = np.where(away, 0.45, 0.9)
            effort[week] = (1.3 if year % 13 == 12 else 1) * np.exp(random.normal(0, 0.08, profile.regions))
            told = random.random(profile.regions) < 0.015
            effort[week] *= np.where(told, random.uniform(1.8, 3, profile.regions), 1)
        size[week] = team
    reps = np.maximum(random.binomial(np.round(size).astype(int), at_work if profile.team else 1), 1).astype(float)
    busy = reps * effort / (first * (0.9 if profile.team else 1))
    return busy, reps


def _beginnings(random: np.random.Generator, profile: Profile, history: int) -> NDArray[np.intp]:
    """The week in which each theme begins: most at 0, some in the scored weeks, one in the history."""
    began = np.zeros(profile.themes, np.intp)
    new = random.permutation(profile.themes)[: profile.new_themes + 1]
    began[new[1:]] = history + random.integers(1, 10, profile.new_themes)
    began[new[0]] = random.integers(4, history)
    return began


def _changes(
    random: np.random.Generator, profile: Profile, began: NDArray[np.intp], mean: Counts, phi: Counts
) -> _Changes:
    """True changes, each in a theme that is old enough, the small ones in a series of their own; and old bursts."""
    weeks, history = len(mean), len(mean) - profile.scored
    made = _Changes(np.ones(mean.shape), np.zeros(mean.shape))
    old = random.permutation(np.flatnonzero(began <= history - 8))
    for theme in old[: profile.rises]:
        start = int(random.integers(history, weeks - 8))
        end, ratio = start + int(random.integers(4, 8)), random.uniform(1.8, 3)
        made.ratios[start : end + 1, theme] = ratio
        made.events.append(Event(Kind.THEME, int(theme), ALL, ALL, start, end, ratio))
    places = np.ndindex(profile.regions, profile.segments)
    cells = random.permutation([(theme, *place) for place in places for theme in old[profile.rises :]]).tolist()
    for theme, region, segment in cells[: profile.shifts]:
        start, ratio = int(random.integers(history, weeks - 8)), random.uniform(2.5, 5)
        made.ratios[start:, theme, region, segment] = ratio
        made.events.append(Event(Kind.SHIFT, theme, region, segment, start, weeks - 1, ratio))
    for cell in cells[profile.shifts : profile.shifts + profile.spikes]:
        start, size = int(random.integers(history, weeks - 4)), random.uniform(3, 10)
        end = _burst(random, made.extra, cell, start, size * _deviation(mean, phi, cell, start))
        made.events.append(Event(Kind.SPIKE, cell[0], cell[1], cell[2], start, end, size))
    for cell in np.argwhere(random.random(mean.shape[1:]) < profile.old_bursts * history / 26).tolist():
        start = int(random.integers(0, history - 4))
        _burst(random, made.extra, cell, start, random.uniform(3, 10) * _deviation(mean, phi, cell, start))
    return made


def _deviation(mean: Counts, phi: Counts, cell: list[int], week: int) -> float:
    return float(np.sqrt(mean[week, *cell] * phi[cell[0], 0, 0]))


def _burst(random: np.random.Generator, extra: Counts, cell: list[int], start: int, size: float) -> int:
    """Lay out a burst of about so many cases from a week on; the last week that has any."""
    later = np.floor(random.lognormal(0, 0.5, random.poisson(size))).astype(int)
    later = later[start + later < len(extra)]
    np.add.at(extra[:, cell[0], cell[1], cell[2]], start + later, 1)
    return start + int(later.max(initial=0))


def _new_themes(began: NDArray[np.intp], history: int, weeks: int) -> tuple[Event, ...]:
    return tuple(
        Event(Kind.NEW_THEME, int(theme), ALL, ALL, int(began[theme]), min(int(began[theme]) + 3, weeks - 1), 0)
        for theme in np.flatnonzero(began >= history)
    )


def _negative_binomial(random: np.random.Generator, mean: Counts, phi: Counts) -> Counts:
    """Counts with this mean and phi times it as variance."""
    spread = np.maximum(phi - 1, 1e-6)
    return random.poisson(random.gamma(mean / spread, spread)).astype(float)


def _logs(random: np.random.Generator, profile: Profile, accounts: Counts) -> Counts:
    """Messages: some accounts are logged twice, and now and then a rep logs one of them 3 to 10 times."""
    loud = (random.random(accounts.shape) < profile.loud) & (accounts > 0)
    return accounts + random.poisson(0.2 * accounts) + np.where(loud, random.integers(2, 10, accounts.shape), 0)


def _values(random: np.random.Generator, accounts: Counts) -> Counts:
    """The sum of heavy-tailed deal values, in thousands."""
    mean_of_one = random.lognormal(3, 1.2, accounts.shape)
    return np.asarray(np.round(accounts * mean_of_one))
