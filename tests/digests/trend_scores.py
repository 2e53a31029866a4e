"""Scores alerts against the true changes of made-up companies, as the acceptance data define it.

A line is right if its theme, and its region and segment where both sides name one, match a change, and its week is from
the change's start to one week after its end. A change is found if a right line names its region or its segment (of a
theme-wide rise: any right line), for lasting changes within eight weeks. Lines about a new theme's first weeks count
neither way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digests.trends import tails
from digests.trends.finding import Direction, Sensitivity
from digests.trends.levels import ALL, Node, Series
from digests.trends.replay import replay
from tests.digests.trend_worlds import Counts, Event, Kind, World

Alerts = Mapping[int, Sequence[Node]]
"""The lines of each scored week's digest."""
_IN_TIME = 8
Flags = NDArray[np.bool_]
Rule = Callable[[int], Flags]
_TRUE = (Kind.SPIKE, Kind.SHIFT, Kind.THEME)


@dataclass
class Score:
    """Sums over worlds: lines, digests, changes by kind and those found, and the weeks it took to find them."""

    false: int = 0
    right: int = 0
    digests: int = 0
    changes: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(_TRUE, 0))
    found: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(_TRUE, 0))
    delays: list[int] = field(default_factory=list)

    @property
    def false_each(self) -> float:
        """False lines in a digest."""
        return self.false / self.digests

    @property
    def share_right(self) -> float:
        """The share of lines that are right; 1 where there are none."""
        return self.right / max(self.right + self.false, 1)

    def share_found(self, *kinds: Kind) -> float:
        """The share of changes that were found, of all kinds if none is named."""
        chosen = kinds or _TRUE
        return sum(self.found[kind] for kind in chosen) / max(sum(self.changes[kind] for kind in chosen), 1)

    @property
    def delay(self) -> float:
        """The mean of weeks from a change's start to the first line that finds it."""
        return float(np.mean(self.delays)) if self.delays else float("nan")


def score(worlds: Iterable[World], alerts: Iterable[Alerts]) -> Score:
    """The sums over worlds and their alerts."""
    total = Score()
    for world, lines in zip(worlds, alerts, strict=True):
        _add(total, world, lines)
    return total


def _add(total: Score, world: World, alerts: Alerts) -> None:
    found: dict[Event, int] = {}
    for week in sorted(alerts):
        total.digests += 1
        for node in alerts[week]:
            about = [event for event in world.events if _matches(node, event, week)]
            true = [event for event in about if event.kind is not Kind.NEW_THEME]
            total.right += bool(true)
            total.false += not about
            for event in true:
                if _finds(node, event, week):
                    found.setdefault(event, week - event.start)
    for event in world.events:
        if event.kind in _TRUE:
            total.changes[event.kind] += 1
            total.found[event.kind] += event in found
    total.delays += found.values()


def _matches(node: Node, event: Event, week: int) -> bool:
    late = 0 if event.kind is Kind.NEW_THEME else 1
    place = Node(event.theme, event.region, event.segment)
    return event.start <= week <= event.end + late and node.overlaps(place)


def _finds(node: Node, event: Event, week: int) -> bool:
    in_time = event.kind is Kind.SPIKE or week - event.start <= _IN_TIME
    return in_time and (event.kind is Kind.THEME or node.region != ALL or node.segment != ALL)


def series(world: World) -> Series:
    """A company's series as the engine takes them."""
    weeks, *shape = world.accounts.shape
    theme, region, segment = (part.ravel() for part in np.indices(shape))
    return Series(theme, region, segment, world.began[theme], world.accounts.reshape(weeks, -1))


def ours(world: World, sensitivity: Sensitivity = Sensitivity.BALANCED) -> Alerts:
    """The rises of each scored week's digest."""
    return {
        digest.week: [line.node for line in digest.lines if line.direction is Direction.UP]
        for digest in replay(series(world), sensitivity=sensitivity, since=world.scored_from)
    }


def half_more(world: World) -> Alerts:
    """Rule: half as many logs again as the week before."""
    logs = world.logs
    return _where(world, lambda week: (logs[week] >= 1.5 * logs[week - 1]) & (logs[week] > 0))


def two_deviations(world: World) -> Alerts:
    """Rule: more than two standard deviations above the mean of eight weeks."""

    def unusual(week: int) -> Flags:
        before = world.accounts[week - 8 : week]
        return np.asarray(world.accounts[week] > before.mean(axis=0) + 2 * before.std(axis=0, ddof=1))

    return _where(world, unusual)


def poisson(world: World) -> Alerts:
    """Rule: one in a thousand by Poisson, against the mean of eight weeks."""

    def unusual(week: int) -> Flags:
        mean = np.maximum(world.accounts[week - 8 : week].mean(axis=0), 0.05)
        return _chances(world.accounts[week], mean, mean * 1.0001) < 0.001

    return _where(world, unusual)


def oracle_chances(world: World) -> dict[int, Counts]:
    """The chance of each series' count for who knows its true mean and dispersion, by scored week; of old themes."""
    found = {}
    for week in range(world.scored_from, len(world.accounts)):
        chances = _chances(world.accounts[week], world.mean[week], world.phi * world.mean[week])
        found[week] = np.where((week - world.began >= 8)[:, None, None], chances, 1)
    return found


def oracle(worlds: Sequence[World], *, false_each: float) -> Score:
    """What the oracle finds with so many false lines in a digest."""
    chances = [oracle_chances(world) for world in worlds]
    low, high = -8.0, -1.0
    for _ in range(14):
        middle = (low + high) / 2
        too_many = _below(worlds, chances, 10**middle).false_each > false_each
        low, high = (low, middle) if too_many else (middle, high)
    return _below(worlds, chances, 10**low)


def _below(worlds: Sequence[World], chances: Sequence[dict[int, Counts]], threshold: float) -> Score:
    return score(worlds, [{week: _nodes(one <= threshold) for week, one in some.items()} for some in chances])


def _chances(counts: Counts, mean: Counts, variance: Counts) -> Counts:
    chances = np.ones(counts.shape)
    asked = (counts >= 3) & (counts > mean) & (mean > 0)
    wide = np.maximum(variance, mean * 1.0001)
    chances[asked] = tails.at_least(counts[asked], mean[asked], wide[asked])
    return chances


def _where(world: World, rule: Rule) -> Alerts:
    return {week: _nodes(rule(week)) for week in range(world.scored_from, len(world.accounts))}


def _nodes(flags: Flags) -> list[Node]:
    return [Node(*cell) for cell in np.argwhere(flags).tolist()]
