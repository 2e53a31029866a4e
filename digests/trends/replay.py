"""A company's weeks one after the other: the digest of each, made from that week and those before it alone."""

from collections.abc import Iterator, Sequence

from digests.trends.finding import Digest, Sensitivity, digest
from digests.trends.forecast import LONGEST, forecast
from digests.trends.levels import Levels, Series
from digests.trends.memory import SETTLED, fresh, learned

NO_HISTORY = f"Trends start once there are {SETTLED} weeks to compare with."


def replay(series: Series, *, sensitivity: Sensitivity = Sensitivity.BALANCED, since: int = 0) -> Iterator[Digest]:
    """The digest of each week from `since` on; the weeks before are only learned from."""
    for [one] in replay_each(series, sensitivities=(sensitivity,), since=since):
        yield one


def replay_each(series: Series, *, sensitivities: Sequence[Sensitivity], since: int = 0) -> Iterator[list[Digest]]:
    """The same at several sensitivities, in their order: what is learned does not depend on them."""
    levels = Levels(series)
    memory = fresh(levels)
    known = 0
    for week in range(since, series.weeks):
        if week < SETTLED or not levels.series:
            yield [Digest(week, (), 0, (), NO_HISTORY) for _ in sensitivities]
            continue
        first = week - LONGEST + 1
        for number in range(known, first):
            memory = learned(memory, levels, counts=series.counts[number], week=number)
        known = first
        foreseen = forecast(memory, levels, recent=list(series.counts[first : week + 1]), week=week)
        yield [digest(foreseen, levels, q=one.q) for one in sensitivities]
