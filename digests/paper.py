"""On which paper a digest's page is printed, so that it fits one A4: how small its letters, how much of it.

A browser cannot be asked before it prints, and the page runs no script; so its height is guessed from its words, rather
too high than too low: tests/browser/test_page.py holds the guess to what Chromium makes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from digests.charts.figures import Drawing
from digests.outline import Section, lead, limits, notes
from digests.phrases import Words


@dataclass(frozen=True)
class Shown:
    """A part of a page: its charts, then its words."""

    name: str
    charts: tuple[Drawing, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Paper:
    """How a digest is put on one A4: letters of `size` pixels, charts that take a part of their column.

    At most so many lines in a list, quotes in a section, and sections in a part; what is left out stays on the screen.
    """

    name: str
    size: float
    lines: int | None = None
    quotes: int | None = None
    chart: float = 1.0
    sections: int | None = None


# From what suits a short week to what still takes the fullest one; each has its rules in page_digest.css.
PAPERS = (
    Paper("airy", 11.0),
    Paper("close", 9.8),
    Paper("short", 9.2, lines=4, quotes=1),
    Paper("tight", 8.6, lines=3, quotes=1, chart=0.9),
    Paper("dense", 8.0, lines=3, quotes=1, chart=0.68, sections=6),
    Paper("least", 8.0, lines=2, quotes=0, chart=0.68, sections=4),
    Paper("barest", 7.8, lines=2, quotes=0, chart=0.66, sections=3),
)
_SHEET_WIDE, _SHEET_HIGH = 725.0, 1054.0  # an A4 less its margins, in pixels of a 96th of an inch
_GAP = 16.0
_LETTER = 0.5  # the width of a letter as part of its size, on average
_LEADING = 1.3
_UNEVEN = 8.0  # what a column is longer than the other for a picture that cannot be parted


def paper_for(words: Words, parts: Sequence[Shown]) -> Paper:
    """The first paper on which the digest has room, by an estimate of its lines; else the last."""
    return next((one for one in PAPERS if height(words, parts, one) <= _SHEET_HIGH), PAPERS[-1])


def height(words: Words, parts: Sequence[Shown], paper: Paper) -> float:
    """About how high the printed page is, were it endless: what is above and below, and half of what is in columns."""
    wide = (_SHEET_WIDE - _GAP) / 2
    column, uneven = 0.0, 0.0
    for part in parts:
        uneven += _UNEVEN * len(part.charts)
        column += sum(paper.chart * wide * one.height / one.width + paper.size for one in part.charts)
        column += paper.size * sum(_lines(one, paper, wide) for one in part.sections[: paper.sections])
    return paper.size * _around(words, paper) + column / 2 + uneven


def _around(words: Words, paper: Paper) -> float:
    """The height of what is above and below the columns, in letters' heights; each kind of line has its own."""
    fits = _SHEET_WIDE / (paper.size * _LETTER)
    headline = 2.3 * ceil(len(words.say("headline")) * 1.9 / fits)
    above = headline + sum(1.45 * ceil(len(line) * 1.1 / fits) for line in (*lead(words), *notes(words)))
    waiting = min(len(words.report.waiting.first), 5 if paper.lines is None else 3)
    below = sum(1.2 * ceil(len(line) * 0.9 / fits) for line in limits(words).lines)
    return (12 if words.report.is_quiet else 21) + above + 4 * ceil(waiting / 3) + below


def _lines(section: Section, paper: Paper, wide: float) -> float:
    """The height of a section in letters' heights."""
    fits = wide / (paper.size * _LETTER)

    def lines(text: str) -> float:
        return _LEADING * ceil(len(text) / fits)

    shown = section.lines[: paper.lines] if section.is_list else section.lines
    high = 0.75 + lines(section.heading) + sum(lines(one) for one in shown) + 0.9 * lines(section.note)
    high += 0.3 * len(shown) if section.is_list else 0
    return high + sum(lines(one.said) + 1.7 for one in section.quotes[: paper.quotes])
