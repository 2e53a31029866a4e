"""Where a theme is told more than usual: a map of counts by theme and region, coloured by distance from the usual."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from digests.charts import card, palette, svg
from digests.charts.cells import Cell, Heat, Row, folded
from digests.charts.figures import Drawing
from digests.charts.lettering import fit, shorten, width, wrap
from digests.charts.words import ENGLISH, Words

__all__ = ["WIDTH", "Cell", "Heat", "Row", "draw"]

WIDTH = 600
_GAP = 4.0
_HIGH = 36.0
_TOTAL = 52.0
_WIDEST_CELL = 84.0
_SLANT = 45.0


@dataclass(frozen=True)
class _Grid:
    """Where the columns are: the first cell begins at `left`, each is `wide`; the totals end at `right`."""

    labels: float
    left: float
    wide: float
    gap: float
    right: float

    def x(self, column: int) -> float:
        return self.left + column * (self.wide + self.gap)


def draw(chart: Heat, words: Words = ENGLISH) -> Drawing:
    """The heat map as a card of 600 pixels, for the page: on a phone its figures would be small in Slack."""
    shown = folded(chart, words)
    far = shown.outlined
    head = card.head(
        kicker=words.heat,
        period=chart.period,
        title=chart.title or _title(shown, far, words),
        note=words.from_usual() if shown.rows and shown.regions else "",
        width=WIDTH,
    )
    if not shown.rows or not shown.regions:
        return card.nothing(head.title, head, kind="heat", width=WIDTH)
    grid = _grid(shown)
    heads, y = _heads(shown.regions, grid, head.bottom + 22, words)
    body = [*head.body, *heads]
    y += 12
    for at, row in enumerate(shown.rows):
        body += _row(row, y + at * (_HIGH + _GAP), grid, words, without=far[1] if far and far[0] == at else None)
    if far:
        down, across = far
        body += _outlined(shown.rows[down].cells[across], grid, across, y + down * (_HIGH + _GAP), words)
    y += len(shown.rows) * (_HIGH + _GAP) + 22
    foot, y = _foot(shown, y, words)
    alt = _alt(shown, head.title, words)
    return card.finished(kind="heat", title=head.title, alt=alt, body=[*body, *foot], height=y + 20, width=WIDTH)


def _title(shown: Heat, far: tuple[int, int] | None, words: Words) -> str:
    if not shown.rows or not shown.regions:
        return words.no_region
    if far is None:
        return words.all_usual
    row = shown.rows[far[0]]
    cell = row.cells[far[1]]
    region, theme = shorten(shown.regions[far[1]], 40), shorten(row.label, 50)
    return words.against_usual(region, theme, cell.count, cell.usual or 0)


def _grid(shown: Heat) -> _Grid:
    """Labels take what they need, up to 150 pixels; cells share the rest."""
    longest = max(width(row.label, 13.5, 600) for row in shown.rows)
    labels = min(max(longest, 70), 150)
    left = card.MARGIN + labels + 14
    columns = len(shown.regions)
    gap = _GAP if columns <= 8 else 3.0
    room = WIDTH - card.MARGIN - _TOTAL - left
    wide = min((room - gap * (columns - 1)) / columns, _WIDEST_CELL)
    return _Grid(labels, left, wide, gap, left + columns * (wide + gap) - gap + _TOTAL)


def _heads(regions: Sequence[str], grid: _Grid, top: float, words: Words) -> tuple[list[str], float]:
    """The regions' names and where they end: level if each word fits its column, else on a slant."""
    room = grid.wide + grid.gap - 3
    level = [wrap(region, room, 12, 600, most=3) for region in regions]
    is_level = all(" ".join(lines) == region for lines, region in zip(level, regions, strict=True))
    total = fit(words.total, _TOTAL - 8, 12, 600)
    body = []
    if is_level:
        bottom = top + 15 * max(len(lines) for lines in level)
        for column, lines in enumerate(level):
            for at, line in enumerate(reversed(lines)):
                x = grid.x(column) + grid.wide / 2
                y = bottom - 15 * at
                body.append(svg.text(x, y, line, size=12, weight=600, ink=palette.GREY, anchor="middle"))
    else:
        # A slanting name leans over its neighbours and the totals, but not off the card.
        reach = [(WIDTH - 16 - grid.x(column) - grid.wide / 2) * sqrt(2) for column in range(len(regions))]
        cut = [fit(region, min(room, 160), 12, 600) for region, room in zip(regions, reach, strict=True)]
        bottom = top + max(width(name, 12, 600) for name in cut) / sqrt(2) + 8
        for column, name in enumerate(cut):
            x = grid.x(column) + grid.wide / 2 + 2
            body.append(svg.text(x, bottom - 2, name, size=12, weight=600, ink=palette.GREY, turned=-_SLANT))
    body.append(svg.text(grid.right, bottom, total, size=12, weight=600, ink=palette.GREY, anchor="end"))
    return body, bottom


def _row(row: Row, top: float, grid: _Grid, words: Words, *, without: int | None) -> list[str]:
    """A theme with its cells and their total; one cell may be left for later."""
    lines = wrap(row.label, grid.labels, 13.5, 600)
    y = top + _HIGH / 2 + 4.8 - 8 * (len(lines) - 1)
    body = [svg.text(card.MARGIN, y + 16 * at, line, size=13.5, weight=600) for at, line in enumerate(lines)]
    for column, cell in enumerate(row.cells):
        body += _cell(cell, grid, column, top, words) if column != without else []
    room = _TOTAL - 8
    total = words.figure(row.total)
    total = total if width(total, 13.5, 700) <= room else words.in_cell(row.total)
    return [*body, svg.text(grid.right, top + _HIGH / 2 + 4.8, total, size=13.5, weight=700, anchor="end")]


def _cell(cell: Cell, grid: _Grid, column: int, top: float, words: Words) -> list[str]:
    ground, ink = palette.STEPS[cell.step + 3]
    x = grid.x(column)
    if cell.usual is None:
        body = [svg.rect(x + 1, top + 1, grid.wide - 2, _HIGH - 2, fill=palette.PAPER, round_=5, stroke=palette.RULE)]
    else:
        body = [svg.rect(x, top, grid.wide, _HIGH, fill=ground, round_=5)]
    said = words.in_cell(cell.count)
    weight = 700 if abs(cell.step) >= 2 else 400
    size = min(13.5, 13.5 * (grid.wide - 4) / max(width(said, 13.5, weight), 1))
    place = svg.text(
        x + grid.wide / 2, top + _HIGH / 2 + size * 0.36, said, size=size, weight=weight, ink=ink, anchor="middle"
    )
    return [*body, place]


def _outlined(cell: Cell, grid: _Grid, column: int, top: float, words: Words) -> list[str]:
    """The cell of the title, in a frame that lies over its neighbours' edges."""
    x = grid.x(column)
    edge = min(grid.gap / 2, 2) + 0.5
    frame = svg.rect(
        x - edge, top - edge, grid.wide + 2 * edge, _HIGH + 2 * edge, fill=palette.PAPER, round_=7, stroke=palette.INK
    )
    return [frame, *_cell(cell, grid, column, top, words)]


def _foot(shown: Heat, y: float, words: Words) -> tuple[list[str], float]:
    """The colours from far below to far above, and the signs that occur."""
    below, above = words.far_below, words.far_above
    body = [svg.text(card.MARGIN, y, below, size=12, weight=600, ink=palette.BELOW)]
    x = card.MARGIN + width(below, 12, 600) + 10
    for ground, _ in palette.STEPS:
        body.append(svg.rect(x, y - 11, 26, 14, fill=ground, round_=2))
        x += 28
    x += 8
    body.append(svg.text(x, y, above, size=12, weight=600, ink=palette.ABOVE))
    x += width(above, 12, 600) + 20
    cells = [cell for row in shown.rows for cell in row.cells]
    signs = [words.none_logged] if any(not cell.count for cell in cells) else []
    signs += [words.framed] if any(cell.usual is None for cell in cells) else []
    said = " · ".join(signs)
    if said:
        drawn, y = card.aside(said, x, y, width=WIDTH)
        body.append(drawn)
    return body, y


def _alt(shown: Heat, title: str, words: Words) -> str:
    """Every count in words, with the usual week where the cell has a colour.

    Where that is too long, first names are cut, then the regions named once, then usual weeks left out.
    """

    def usual(cell: Cell, *, told: bool = True) -> str:
        return f" ({words.usual(cell.usual)})" if told and cell.step and cell.usual is not None else ""

    def line(row: Row, most: int, counts: Sequence[str]) -> str:
        total = f"{words.total.lower()} {words.figure(row.total)}"
        return f"{shorten(row.label, most)}: {', '.join(counts)}; {total}."

    def versions() -> Iterator[str]:
        start = f"{shorten(title, 200)}."
        for most in (60, 24):
            names = [shorten(region, most) for region in shown.regions]
            counts = [
                [f"{name} {words.figure(cell.count)}{usual(cell)}" for name, cell in zip(names, row.cells, strict=True)]
                for row in shown.rows
            ]
            yield " ".join([start, *(line(row, most, told) for row, told in zip(shown.rows, counts, strict=True))])
        for most, told in ((24, True), (24, False), (12, False)):
            names = [shorten(region, most) for region in shown.regions]
            rows = [[words.figure(cell.count) + usual(cell, told=told) for cell in row.cells] for row in shown.rows]
            lines = [line(row, most, counts) for row, counts in zip(shown.rows, rows, strict=True)]
            yield " ".join([start, f"{', '.join(names)}.", *lines])

    return card.shortest_that_fits(versions())
