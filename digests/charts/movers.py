"""Which themes moved: twelve weeks of each as a line, and this week against what was expected, on one scale for all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from digests.charts import card, palette, svg
from digests.charts.figures import Direction, Drawing, Expected, direction, only_counts
from digests.charts.lettering import clean, fit, shorten, width, wrap
from digests.charts.words import ENGLISH, Words

# More rows than this are a table, not a picture.
MOST_ROWS = 10
_LABELS = (card.MARGIN, 202.0)
_LINES = (212.0, 312.0)
_SCALE = (336.0, card.WIDTH - card.MARGIN)
_ROW = 54.0
# A figure this many times the middle one would press all others flat: the scale is cut below it, with some room left.
_OUTLIER = 8
_ROOM_OF_A_CUT = 1.3


@dataclass(frozen=True)
class Mover:
    """A theme's weeks, oldest first, this week last; `expected` is for this week, None where it is too new.

    `sub` is a short line below the label ("17 accounts · £214k"). ValueError without a week or below nought.
    """

    label: str
    weeks: tuple[int, ...]
    expected: Expected | None
    sub: str = ""

    def __post_init__(self) -> None:
        if not self.weeks:
            raise ValueError(f"“{self.label}” has no week.")
        only_counts(self.weeks)

    @property
    def now(self) -> int:
        """This week's count."""
        return self.weeks[-1]

    @property
    def direction(self) -> Direction:
        """On which side of the expected range this week is."""
        return direction(self.now, self.expected)


@dataclass(frozen=True)
class Movers:
    """The rows in the order they are told. Without a `title` the first row outside its range makes it.

    `foot` stands below on the right ("143 entries").
    """

    rows: tuple[Mover, ...]
    period: str = ""
    title: str = ""
    foot: str = ""


@dataclass(frozen=True)
class _Scale:
    """Where counts are on the right: from `zero` on, `per_count` pixels each, up to `limit`; beyond, it is cut."""

    zero: float
    end: float
    limit: float
    is_cut: bool

    def x(self, count: int) -> float:
        """The place of a count; of what is beyond the cut, the end."""
        return self.zero + min(count / self.limit, 1.0) * (self.end - self.zero)

    def is_beyond(self, count: int) -> bool:
        """Whether the scale ends before it."""
        return count > self.limit


def draw(chart: Movers, words: Words = ENGLISH) -> Drawing:
    """The movers as a card of 520 pixels, at most ten of them."""
    rows = chart.rows[:MOST_ROWS]
    title = chart.title or _title(rows, words)
    head = card.head(kicker=words.movers, period=chart.period, title=title, note=words.logged() if rows else "")
    if not rows:
        return card.nothing(head.title, head, kind="movers")
    y = head.bottom + 38
    body = [*head.body, *_heads(rows, y, words)]
    y += 8.5
    scale = _scale(rows, words)
    for row in rows:
        body.append(svg.rule(card.MARGIN, card.WIDTH - card.MARGIN, y))
        drawn, height = _row(row, y, scale, words)
        body += drawn
        y += height
    body.append(svg.rule(card.MARGIN, card.WIDTH - card.MARGIN, y))
    y += 23
    foot = [part for part in (words.cut if scale.is_cut else "", _rest(chart, words), clean(chart.foot)) if part]
    drawn, y = _foot(rows, " · ".join(foot), y, words)
    body += drawn
    return card.finished(
        kind="movers", title=head.title, alt=_alt(rows, chart, head.title, words), body=body, height=y + 19
    )


def _title(rows: Sequence[Mover], words: Words) -> str:
    if not rows:
        return words.none_to_compare
    for row in rows:
        if row.expected is not None and row.direction is not Direction.INSIDE:
            return words.against(shorten(_name(row, words), 60), row.now, row.expected)
    return words.all_inside


def _name(row: Mover, words: Words) -> str:
    return clean(row.label) or words.nameless


def _heads(rows: Sequence[Mover], y: float, words: Words) -> list[str]:
    places = (_LABELS[0], _LINES[0], _SCALE[0])
    heads = (words.theme, words.weeks(max(len(row.weeks) for row in rows)), words.this_week)
    ends = (_LABELS[1], _SCALE[0] - 8, _SCALE[1])
    return [
        svg.text(x, y, fit(head, end - x, 12, 600), size=12, weight=600, ink=palette.GREY)
        for x, end, head in zip(places, ends, heads, strict=True)
    ]


def _row(row: Mover, top: float, scale: _Scale, words: Words) -> tuple[list[str], float]:
    """One row and its height: a label of two lines makes it higher."""
    room = _LABELS[1] - _LABELS[0]
    lines = wrap(_name(row, words), room, 13.5, 600)
    height = _ROW + 17 * (len(lines) - 1)
    sub = clean(row.sub)
    y = top + (24 if sub else 32)
    body = []
    for line in lines:
        body.append(svg.text(_LABELS[0], y, line, size=13.5, weight=600))
        y += 17
    if sub:
        body.append(svg.text(_LABELS[0], y + 1, fit(sub, room, 12), size=12, ink=palette.GREY))
    middle = top + height / 2
    return [*body, *_line(row, middle), *_against(row, middle - 3, scale, words)], height


def _line(row: Mover, middle: float) -> list[str]:
    """The weeks as a line from nought; what was expected only at the last one, since it says nothing of the past."""
    left, right = _LINES
    bottom, high = middle + 17, 34.0
    top = max(*row.weeks, row.expected.high if row.expected else 0, 1)
    step = (right - 6 - left) / max(len(row.weeks) - 1, 11)
    first = right - 6 - step * (len(row.weeks) - 1)
    points = [(first + step * at, bottom - high * count / top) for at, count in enumerate(row.weeks)]
    body = []
    if row.expected:
        bar = max(high * (row.expected.high - row.expected.low) / top, 3)
        y = min(bottom - high * row.expected.high / top, bottom - bar)
        body.append(svg.rect(right - 11, y, 10, bar, fill=palette.RANGE, round_=min(3, bar / 2)))
    if len(points) > 1:
        body.append(svg.polyline(points, ink=palette.LINE))
    x, y = points[-1]
    return [*body, svg.dot(x, y, 4, fill=palette.OF[row.direction])]


def _against(row: Mover, y: float, scale: _Scale, words: Words) -> list[str]:
    """This week against its range: the bar with its ends in figures, the mark, the number beside it."""
    figure = _figure(row, words)
    x = scale.x(row.now)
    wide = width(figure, 16, 700)
    gap = (x - 9 - wide - 3, x + 8) if row.direction is Direction.BELOW else (x - 8, x + 9 + wide + 3)
    body = [*_axis(gap, y)]
    if row.expected:
        body += _range(row.expected, y, scale, words)
    if row.direction is Direction.UNKNOWN:
        body.append(_below_bar(words.too_new, x + wide / 2, y))
    if scale.is_beyond(row.now):
        body += _cut(scale.end - 18, y)
    body.append(svg.mark(x, y, row.direction))
    side = -9 if row.direction is Direction.BELOW else 9
    ink = palette.INK if row.direction is Direction.INSIDE else palette.OF[row.direction]
    place = svg.text(x + side, y + 5.8, figure, size=16, weight=700, ink=ink, anchor="end" if side < 0 else "start")
    return [*body, place]


def _figure(row: Mover, words: Words) -> str:
    """This week's count, in short where it would take half of the scale."""
    figure = words.figure(row.now)
    return figure if width(figure, 16, 700) <= (_SCALE[1] - _SCALE[0]) / 2 else words.in_cell(row.now)


def _axis(gap: tuple[float, float], y: float) -> Iterator[str]:
    """The line that all rows share, left out where the mark and its number stand."""
    for start, end in ((_SCALE[0], min(gap[0], _SCALE[1])), (max(gap[1], _SCALE[0]), _SCALE[1])):
        if end - start > 1:
            yield svg.rule(start, end, y)


def _range(expected: Expected, y: float, scale: _Scale, words: Words) -> list[str]:
    left, right = scale.x(expected.low), scale.x(expected.high)
    high = 14.0
    if right - left < 4:
        # A range of one count would be hidden behind the mark.
        left, right, high = left - 2, left + 2, 20.0
    body = [svg.rect(left, y - high / 2, right - left, high, fill=palette.RANGE, round_=min(3, (right - left) / 2))]
    if scale.is_beyond(expected.high):
        body += _cut(right - 10, y)
    return [*body, _below_bar(words.span(expected), (left + right) / 2, y)]


def _below_bar(said: str, x: float, y: float) -> str:
    """Small words below the bar around x, kept between the ends of the scale."""
    said = fit(said, _SCALE[1] - _SCALE[0], 12)
    half = width(said, 12) / 2
    x = min(max(x, _SCALE[0] + half), _SCALE[1] - half)
    return svg.text(x, y + 22, said, size=12, ink=palette.GREY, anchor="middle")


def _cut(x: float, y: float) -> list[str]:
    """Two slanting strokes: the scale is cut here."""
    ground = svg.polygon([(x - 1, y + 7.5), (x + 4, y - 7.5), (x + 8, y - 7.5), (x + 3, y + 7.5)], fill=palette.PAPER)
    strokes = [
        svg.polyline([(x + at - 1, y + 7), (x + at + 4, y - 7)], ink=palette.LINE, thick=1.3) for at in (0.0, 4.0)
    ]
    return [ground, *strokes]


def _scale(rows: Sequence[Mover], words: Words) -> _Scale:
    """One scale for all rows, with room at its ends for the numbers beside the marks."""
    figures = [row.now for row in rows] + [row.expected.high for row in rows if row.expected]
    usual = max(median(figures), 1)
    limit = max(figure for figure in (*figures, 1) if figure <= _OUTLIER * usual)
    is_cut = max(figures) > limit
    left, right = _SCALE
    scale = _Scale(left, right, limit * _ROOM_OF_A_CUT if is_cut else limit, is_cut)
    # Numbers push the ends inwards, and the marks move with the ends: a few rounds settle it.
    for _ in range(12):
        short_left = short_right = 0.0
        for row in rows:
            x, wide = scale.x(row.now), width(_figure(row, words), 16, 700) + 9
            below = row.direction is Direction.BELOW
            short_left = max(short_left, left - (x - (wide if below else 5)))
            short_right = max(short_right, x + (5 if below else wide) - right)
        if max(short_left, short_right) <= 0.01:
            break
        scale = replace(scale, zero=scale.zero + short_left, end=scale.end - short_right)
    return scale


def _foot(rows: Sequence[Mover], right: str, y: float, words: Words) -> tuple[list[str], float]:
    """The key of the signs that occur, and the words on the right; a line of their own if both do not fit."""
    there = {row.direction for row in rows}
    # A row without a range says so itself.
    sides = [side for side in (Direction.ABOVE, Direction.INSIDE, Direction.BELOW) if side in there]
    body = []
    x = card.MARGIN + 6.0
    for side in sides:
        said = words.side(side, is_last=side is sides[-1])
        body.append(svg.mark(x, y - 4, side))
        body.append(svg.text(x + 10, y, said, size=12, weight=600, ink=palette.OF[side]))
        x += 10 + width(said, 12, 600) + 20
    if right:
        drawn, y = card.aside(right, x, y)
        body.append(drawn)
    return body, y


def _rest(chart: Movers, words: Words) -> str:
    more = len(chart.rows) - MOST_ROWS
    return words.more_rows(more) if more > 0 else ""


def _alt(rows: Sequence[Mover], chart: Movers, title: str, words: Words) -> str:
    """Title and rows in words. Where they are too long, labels are cut first, then the weeks before are left out."""

    def said(row: Mover, most: int, *, weeks: bool) -> str:
        sub = clean(row.sub)
        name = shorten(_name(row, words), most) + (f" ({shorten(sub, most)})" if sub else "")
        now = words.span_read(row.expected) if row.expected else words.too_new
        before = f"; {words.weeks_before(row.weeks[:-1])}" if weeks and len(row.weeks) > 1 else ""
        return f"{name} {words.figure(row.now)}, {now}{before}."

    def versions() -> Iterator[str]:
        rest = [f"{part}." for part in (_rest(chart, words), clean(chart.foot)) if part]
        for weeks in (True, False):
            for most in (120, 60, 40, 24, 12):
                yield " ".join([f"{shorten(title, 5 * most)}.", *(said(row, most, weeks=weeks) for row in rows), *rest])

    return card.shortest_that_fits(versions())
