"""Counts by theme and region, each against that region's own usual week, and few enough of them to be drawn.

The distance is Anscombe's: 2 (sqrt(x + 3/8) - sqrt(m + 3/8)), which for counts is about one standard deviation at any
mean (F. J. Anscombe, Biometrika 35, 1948). Colour changes at 1, 1.75 and 2.5, so that 1 against 0.4 is no news.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from digests.charts.figures import only_counts
from digests.charts.lettering import clean
from digests.charts.words import Words

# More columns or rows than this are told as the ones that differ most (themes: the first ones) and "others".
MOST_REGIONS = 12
MOST_THEMES = 10
_STEPS = (1.0, 1.75, 2.5)


@dataclass(frozen=True)
class Cell:
    """How often a theme was told in a region this week, and in a usual week there (None where none is known)."""

    count: int
    usual: float | None = None

    def __post_init__(self) -> None:
        only_counts((self.count,))
        if self.usual is not None and not 0 <= self.usual < float("inf"):
            raise ValueError(f"No week has {self.usual} on average.")

    @property
    def distance(self) -> float:
        """Anscombe's distance from the usual week; 0 where none is known."""
        return 0.0 if self.usual is None else 2 * (sqrt(self.count + 0.375) - sqrt(self.usual + 0.375))

    @property
    def step(self) -> int:
        """From -3, far below usual, to 3, far above it."""
        far = sum(abs(self.distance) >= step for step in _STEPS)
        return far if self.distance > 0 else -far


@dataclass(frozen=True)
class Row:
    """A theme with one cell for each region."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """The theme's count over all regions."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Heat:
    """Themes by regions. One cell is outlined: row and column `outlined`, else the farthest from its usual week.

    It makes the title where none is given. ValueError where a row has not one cell for each region.
    """

    regions: tuple[str, ...]
    rows: tuple[Row, ...]
    period: str = ""
    title: str = ""
    outlined: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.regions) for row in self.rows):
            raise ValueError("Each row needs one cell for each region.")
        if self.outlined and not (self.outlined[0] < len(self.rows) and self.outlined[1] < len(self.regions)):
            raise ValueError(f"There is no cell {self.outlined} to be outlined.")


def folded(chart: Heat, words: Words) -> Heat:
    """The chart as it is drawn: clean names, one cell outlined at most, and what is too much added up as "others"."""
    far = chart.outlined or _farthest(chart)
    themes = _kept(range(len(chart.rows)), MOST_THEMES, far and far[0])
    most = [max((abs(row.cells[at].distance) for row in chart.rows), default=0.0) for at in range(len(chart.regions))]
    order = sorted(range(len(chart.regions)), key=lambda at: -most[at])
    regions = _kept(order, MOST_REGIONS, far and far[1])
    rows = [Row(clean(chart.rows[at].label) or words.nameless, chart.rows[at].cells) for at in themes]
    rest = [row for at, row in enumerate(chart.rows) if at not in themes]
    if rest:
        rows.append(Row(words.others(len(rest)), tuple(map(_sum, zip(*(row.cells for row in rest), strict=True)))))
    names = [clean(chart.regions[at]) or words.nameless for at in regions]
    left = [at for at in range(len(chart.regions)) if at not in regions]
    if left:
        names.append(words.others(len(left)))
    return Heat(
        regions=tuple(names),
        rows=tuple(
            Row(
                row.label,
                (*(row.cells[at] for at in regions), *([_sum([row.cells[at] for at in left])] if left else [])),
            )
            for row in rows
        ),
        outlined=(themes.index(far[0]), regions.index(far[1])) if far else None,
    )


def _kept(order: Sequence[int], most: int, needed: int | None) -> list[int]:
    """The places that are drawn, of places in the order in which they matter: the first ones and the needed one."""
    if len(order) <= most:
        return sorted(order)
    first = list(order[: most - 1])
    if needed is not None and needed not in first:
        first[-1] = needed
    return sorted(first)


def _sum(cells: Sequence[Cell]) -> Cell:
    usual = [cell.usual for cell in cells if cell.usual is not None]
    return Cell(sum(cell.count for cell in cells), sum(usual) if len(usual) == len(cells) else None)


def _farthest(chart: Heat) -> tuple[int, int] | None:
    """Row and column of the cell that is farthest from its usual week, if any has a colour."""
    rows = range(min(len(chart.rows), MOST_THEMES - (len(chart.rows) > MOST_THEMES)))
    places = [(row, at) for row in rows for at in range(len(chart.regions)) if chart.rows[row].cells[at].step]
    return max(places, key=lambda at: abs(chart.rows[at[0]].cells[at[1]].distance), default=None)
