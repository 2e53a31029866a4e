"""One theme over up to 52 weeks, with the range each week was expected in: the small chart that answers a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from digests.charts import card, palette, svg
from digests.charts.figures import Direction, Drawing, Expected, direction, only_counts
from digests.charts.lettering import clean, shorten, width
from digests.charts.words import ENGLISH, Words

MOST_WEEKS = 52
_HIGH = 104.0
_LEFT = float(card.MARGIN)


@dataclass(frozen=True)
class Point:
    """A week's count, and what was expected of it before it came (None where nothing could be)."""

    count: int
    expected: Expected | None = None

    def __post_init__(self) -> None:
        only_counts((self.count,))

    @property
    def direction(self) -> Direction:
        """On which side of its range the week was."""
        return direction(self.count, self.expected)


@dataclass(frozen=True)
class Trend:
    """A theme's weeks, oldest first; the last one began on `monday`. Only the newest 52 are drawn."""

    label: str
    weeks: tuple[Point, ...]
    monday: date
    title: str = ""


@dataclass(frozen=True)
class _Plot:
    """From week and count to pixels."""

    right: float
    bottom: float
    weeks: int
    top: int

    def x(self, week: int) -> float:
        """The place of a week; the last one is at the right end, however few there are."""
        step = (self.right - _LEFT - 1) / max(self.weeks - 1, 11)
        return self.right - step * (self.weeks - 1 - week)

    def y(self, count: int) -> float:
        return self.bottom - _HIGH * count / self.top


def draw(chart: Trend, words: Words = ENGLISH) -> Drawing:
    """The trend as a card of 520 pixels, low enough for an answer in a conversation."""
    weeks = chart.weeks[-MOST_WEEKS:]
    label = clean(chart.label) or words.nameless
    has_band = any(week.expected for week in weeks[:-1])
    head = card.head(
        kicker=words.trend,
        period=words.weeks_to(len(weeks), chart.monday + timedelta(days=6)) if weeks else "",
        title=chart.title or _title(label, weeks, words),
        note=_note(weeks, words, has_band=has_band),
    )
    if not weeks:
        return card.nothing(head.title, head, kind="trend")
    figure = words.figure(weeks[-1].count)
    right = card.WIDTH - card.MARGIN - width(figure, 16, 700) - 12
    top = max(*(week.count for week in weeks), *(week.expected.high for week in weeks if week.expected), 1)
    plot = _Plot(right, head.bottom + 30 + _HIGH, len(weeks), top)
    body = [
        *head.body,
        *_ranges(weeks, plot),
        svg.rule(_LEFT, card.WIDTH - card.MARGIN, plot.bottom, ink=palette.EDGE),
        *_months(chart.monday, plot, words),
        *_line(weeks, plot),
        *_peak(weeks, plot, words),
        svg.text(right + 12, plot.y(weeks[-1].count) + 5.8, figure, size=16, weight=700, ink=_ink(weeks[-1])),
    ]
    alt = _alt(weeks, head.title, words)
    return card.finished(kind="trend", title=head.title, alt=alt, body=body, height=plot.bottom + 40)


def _title(label: str, weeks: Sequence[Point], words: Words) -> str:
    if not weeks:
        return words.no_week
    return words.over_time(shorten(label, 60), weeks[-1].count, weeks[-1].expected)


def _note(weeks: Sequence[Point], words: Words, *, has_band: bool) -> str:
    return words.logged_over_time(has_band=has_band) if any(week.expected for week in weeks) else ""


def _ink(week: Point) -> str:
    return palette.INK if week.direction is Direction.INSIDE else palette.OF[week.direction]


def _ranges(weeks: Sequence[Point], plot: _Plot) -> Iterator[str]:
    """A band through neighbouring weeks that have a range; a week alone has a bar."""
    known = [(at, week.expected) for at, week in enumerate(weeks) if week.expected]
    for _, group in groupby(enumerate(known), key=lambda pair: pair[1][0] - pair[0]):
        run = [pair for _, pair in group]
        if len(run) == 1:
            at, expected = run[0]
            high = max(plot.y(expected.low) - plot.y(expected.high), 3)
            x = plot.x(at) - 5
            yield svg.rect(x, plot.y(expected.low) - high, 10, high, fill=palette.RANGE, round_=min(3, high / 2))
        else:
            upper = [(plot.x(at), plot.y(expected.high)) for at, expected in run]
            lower = [(plot.x(at), plot.y(expected.low)) for at, expected in reversed(run)]
            yield svg.polygon([*upper, *lower], fill=palette.BAND)


def _line(weeks: Sequence[Point], plot: _Plot) -> Iterator[str]:
    """The counts, the weeks outside their range marked, and this week's dot."""
    points = [(plot.x(at), plot.y(week.count)) for at, week in enumerate(weeks)]
    if len(points) > 1:
        yield svg.polyline(points, ink=palette.LINE, thick=1.8)
    for (x, y), week in zip(points[:-1], weeks[:-1], strict=True):
        if week.direction in (Direction.ABOVE, Direction.BELOW):
            yield svg.mark(x, y, week.direction, half=4)
    yield svg.mark(*points[-1], weeks[-1].direction, half=5)


def _peak(weeks: Sequence[Point], plot: _Plot, words: Words) -> Iterator[str]:
    """The highest count in figures, unless it is this week's or too near to it: it gives the line its scale."""
    high = max(week.count for week in weeks)
    at = max(at for at, week in enumerate(weeks) if week.count == high)
    said = words.figure(high)
    half = width(said, 12) / 2
    x = max(plot.x(at), _LEFT + half)
    if high and x + half < plot.right - 6:
        yield svg.text(x, plot.y(high) - 9, said, size=12, ink=palette.GREY, anchor="middle")


def _months(monday: date, plot: _Plot, words: Words) -> Iterator[str]:
    """The months below the line, each at its first Monday; names that would touch are left out."""
    free = _LEFT - 1
    for week in range(plot.weeks):
        day = monday - timedelta(weeks=plot.weeks - 1 - week)
        x = plot.x(week)
        if day.day > 7:
            continue
        said = words.month(day)
        half = width(said, 12) / 2
        x = max(x, _LEFT + half)
        if x - half > free and x + half < card.WIDTH - card.MARGIN:
            yield svg.text(x, plot.bottom + 18, said, size=12, ink=palette.GREY, anchor="middle")
            free = x + half + 4


def _alt(weeks: Sequence[Point], title: str, words: Words) -> str:
    def said(week: Point, *, ranges: bool) -> str:
        expected = f" ({words.span_read(week.expected)})" if week.expected and ranges else ""
        return words.figure(week.count) + expected

    def versions() -> Iterator[str]:
        for far in (True, False):
            told = ", ".join([*(said(week, ranges=far) for week in weeks[:-1]), said(weeks[-1], ranges=True)])
            yield f"{shorten(title, 300)}. {words.oldest_first(len(weeks))}: {told}."

    return card.shortest_that_fits(versions())
