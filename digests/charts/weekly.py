"""How many lines each past week would have carried: a bar for a week, new stories dark, older ones light on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digests.charts import card, palette, svg
from digests.charts.figures import Drawing, only_counts
from digests.charts.lettering import shorten, width
from digests.charts.words import ENGLISH, Words

_HIGH = 96.0
_LEFT, _RIGHT = float(card.MARGIN), float(card.WIDTH - card.MARGIN)
_WIDEST = 14.0
# One line in a quiet year is no tower.
_LEAST_TOP = 4


@dataclass(frozen=True)
class Weekly:
    """Weeks as (new, again), oldest first; the last one began on `monday`. `top` is the count that fills the height.

    Charts to be compared are given the same `top`. ValueError below nought.
    """

    weeks: tuple[tuple[int, int], ...]
    monday: date
    title: str
    note: str
    kicker: str
    top: int = 0

    def __post_init__(self) -> None:
        only_counts(tuple(count for week in self.weeks for count in week))


@dataclass(frozen=True)
class _Plot:
    """From week and count to pixels."""

    bottom: float
    weeks: int
    top: int

    @property
    def step(self) -> float:
        return (_RIGHT - _LEFT) / self.weeks

    @property
    def bar(self) -> float:
        return min(_WIDEST, self.step * 0.72)

    def x(self, week: int) -> float:
        """The middle of a week's bar."""
        return _LEFT + self.step * (week + 0.5)

    def high(self, count: int) -> float:
        return _HIGH * count / self.top


def draw(chart: Weekly, words: Words = ENGLISH) -> Drawing:
    """The weeks as a card of 520 pixels."""
    weeks = chart.weeks
    period = words.weeks_to(len(weeks), chart.monday + timedelta(days=6)) if weeks else ""
    head = card.head(kicker=chart.kicker, period=period, title=chart.title, note=chart.note)
    if not weeks:
        return card.nothing(head.title, head, kind="weekly")
    top = max(chart.top, _LEAST_TOP, *(sum(week) for week in weeks))
    plot = _Plot(head.bottom + 34 + _HIGH, len(weeks), top)
    body = [
        *head.body,
        *_bars(weeks, plot),
        svg.rule(_LEFT, _RIGHT, plot.bottom, ink=palette.EDGE),
        *_most(weeks, plot, words),
        *_months(chart.monday, plot, words),
    ]
    alt = _alt(weeks, head.title, words)
    return card.finished(kind="weekly", title=head.title, alt=alt, body=body, height=plot.bottom + 36)


def _bars(weeks: Sequence[tuple[int, int]], plot: _Plot) -> Iterator[str]:
    """What is new stands on the line, what is told again on it, parted by a hair."""
    for week, (new, again) in enumerate(weeks):
        x = plot.x(week) - plot.bar / 2
        if new:
            yield svg.rect(x, plot.bottom - plot.high(new), plot.bar, plot.high(new), fill=palette.INK)
        if again:
            gap = 1.0 if new else 0.0
            high = plot.high(again)
            yield svg.rect(x, plot.bottom - plot.high(new + again), plot.bar, high - gap, fill=palette.BAR)


def _most(weeks: Sequence[tuple[int, int]], plot: _Plot, words: Words) -> Iterator[str]:
    """The figure on the fullest week gives the bars their scale; the first one of several."""
    counts = [sum(week) for week in weeks]
    most = max(counts)
    if most:
        said = words.figure(most)
        half = width(said, 13, 700) / 2
        x = min(max(plot.x(counts.index(most)), _LEFT + half), _RIGHT - half)
        y = plot.bottom - plot.high(most) - 7
        yield svg.text(x, y, said, size=13, weight=700, anchor="middle")


def _months(monday: date, plot: _Plot, words: Words) -> Iterator[str]:
    """The months below the bars, each at its first Monday; names that would touch are left out."""
    free = _LEFT - 1
    for week in range(plot.weeks):
        day = monday - timedelta(weeks=plot.weeks - 1 - week)
        if day.day > 7:
            continue
        said = words.month(day)
        half = width(said, 12) / 2
        x = max(plot.x(week), _LEFT + half)
        if x - half > free and x + half <= _RIGHT:
            yield svg.text(x, plot.bottom + 18, said, size=12, ink=palette.GREY, anchor="middle")
            free = x + half + 6


def _alt(weeks: Sequence[tuple[int, int]], title: str, words: Words) -> str:
    def versions() -> Iterator[str]:
        for kept in (len(weeks), 52):
            told = ", ".join(words.figure(sum(week)) for week in weeks[-kept:])
            yield f"{shorten(title, 300)}. {words.oldest_first(min(kept, len(weeks)))}: {told}."

    return card.shortest_that_fits(versions())
