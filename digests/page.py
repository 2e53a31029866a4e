"""A digest as one HTML page for people outside Slack: it needs no other file, runs nothing, and prints on one A4.

Without leave it names no customer. The same words as in Slack, the charts beside them, and past weeks to open.
"""

from base64 import b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import ceil

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from digests import pictures
from digests.charts.figures import Drawing
from digests.charts.page import style
from digests.nameless import without_customers
from digests.outline import Part, Section, lead, limits, notes, sections, thread_parts, waiting_notes
from digests.phrases import PAGE, Ready, Words, mean
from digests.report import DigestReport
from digests.words import byline

__all__ = ["POLICY", "Before", "Past", "archive", "notice", "page", "past"]


@dataclass(frozen=True)
class Chart:
    """A picture and the part whose words say the same; it is drawn where `shown` finds something to draw."""

    part: Part
    shown: Callable[[DigestReport], object]
    draw: Callable[[DigestReport], Drawing]


CHARTS = (Chart(Part.MOVED, pictures.shown, pictures.movers),)


@dataclass(frozen=True)
class Before:
    """A week before, as a page names it in passing: what it is called, where it is."""

    week: str
    url: str


@dataclass(frozen=True)
class Past:
    """A week that can be opened: which, what it said first, where it is."""

    week: str
    dates: str
    headline: Ready
    is_quiet: bool
    url: str


@dataclass(frozen=True)
class Paper:
    """How a digest is put on one A4: letters of `size` pixels, charts that take a part of their column.

    At most so many lines in a list and quotes in a section; what is left out stays on the screen.
    """

    name: str
    size: float
    lines: int | None = None
    quotes: int | None = None
    chart: float = 1.0


# From what suits a short week to what still takes the fullest one; each has its rules in page_digest.css.
PAPERS = (
    Paper("airy", 11.0),
    Paper("close", 9.8),
    Paper("short", 9.2, lines=4, quotes=1),
    Paper("tight", 8.6, lines=3, quotes=1, chart=0.9),
    Paper("dense", 8.2, lines=3, quotes=1, chart=0.72),
    Paper("least", 8.0, lines=2, quotes=0, chart=0.7),
)
_SHEET_WIDE, _SHEET_HIGH = 718.0, 1047.0  # an A4 less its margins, in pixels of a 96th of an inch
_GAP = 16.0
_LETTER = 0.5  # the width of a letter as part of its size, on average
_LEADING = 1.3


def page(
    report: DigestReport,
    *,
    names: bool = False,
    customers: Collection[str] = (),
    archive: Sequence[Before] = (),
    archive_url: str = "",
    ends: datetime | None = None,
) -> str:
    """The whole digest as one HTML page.

    Without `names` no customer is named, neither those it quotes nor any of `customers`: names that may stand in what
    people typed. `archive` are weeks before, to be opened; `ends` is when the link to the page does.
    """
    told = report if names else without_customers(report, customers)
    words = Words(told, PAGE)

    def say(name: str, **values: object) -> Markup:
        return _markup(words.say(name, **values))

    parts = _parts(words)
    return _template("page.html.j2").render(
        **_frame(),
        report=told,
        names=names,
        say=say,
        notes=[_markup(line) for line in notes(words)],
        lead=[_markup(line) for line in lead(words)],
        waiting_notes=[_markup(line) for line in waiting_notes(words)],
        limits=limits(words),
        parts=parts,
        paper=_paper(told, parts),
        archive=archive,
        archive_url=archive_url,
        ends=ends,
        markup=_markup,
        byline=byline,
    )


def past(report: DigestReport, url: str, *, customers: Collection[str] = (), names: bool = False) -> Past:
    """A week as the archive lists it."""
    told = report if names else without_customers(report, customers)
    words = Words(told, PAGE)
    return Past(
        week=f"Week {told.week.number}",
        dates=told.week.label,
        headline=words.say("quiet_then" if told.is_quiet else "headline"),
        is_quiet=told.is_quiet,
        url=url,
    )


def archive(workspace: str, weeks: Sequence[Past]) -> str:
    """The page that lists past weeks, newest first."""
    return _template("page_archive.html.j2").render(**_frame(), workspace=workspace, weeks=weeks, markup=_markup)


def notice(heading: str, sentence: str) -> str:
    """A page that says why there is nothing to see; it tells nothing of anybody."""
    return _template("page_notice.html.j2").render(**_frame(with_font=False), heading=heading, sentence=sentence)


@dataclass(frozen=True)
class _Shown:
    """A part of the page: its charts, then its words."""

    name: str
    charts: tuple[Drawing, ...]
    sections: tuple[Section, ...]


def _parts(words: Words) -> list[_Shown]:
    report = words.report
    if report.is_quiet:
        return []
    told = thread_parts(report)
    found = [
        _Shown(
            name=part.value,
            charts=tuple(one.draw(report) for one in CHARTS if one.part is part and one.shown(report)),
            sections=tuple(sections(words, part)) if part in told else (),
        )
        for part in Part
    ]
    return [one for one in found if one.charts or one.sections]


def _paper(report: DigestReport, parts: Sequence[_Shown]) -> Paper:
    """The first paper on which the digest has room, by an estimate of its lines; else the last."""
    return next((one for one in PAPERS if _high(report, parts, one) <= _SHEET_HIGH), PAPERS[-1])


def _high(report: DigestReport, parts: Sequence[_Shown], paper: Paper) -> float:
    """About how high the printed page is, were it endless: what is above and below, and half of what is in columns."""
    wide = (_SHEET_WIDE - _GAP) / 2
    column = 0.0
    for part in parts:
        column += sum(paper.chart * wide * one.height / one.width + paper.size for one in part.charts)
        column += paper.size * sum(_lines(one, paper, wide) for one in part.sections)
    waiting = min(len(report.waiting.first), 5 if paper.lines is None else 3)
    around = 24 + 3.5 * ceil(waiting / 3)
    # The columns end where a section does.
    return paper.size * (around + 2) + column / 2


def _lines(section: Section, paper: Paper, wide: float) -> float:
    """The height of a section in letters' heights."""
    fits = wide / (paper.size * _LETTER)

    def lines(text: str) -> float:
        return _LEADING * ceil(len(text) / fits)

    shown = section.lines[: paper.lines] if section.is_list else section.lines
    high = 0.75 + lines(section.heading) + sum(lines(one) for one in shown) + 0.9 * lines(section.note)
    high += 0.3 * len(shown) if section.is_list else 0
    return high + sum(lines(one.said) + 1.7 for one in section.quotes[: paper.quotes])


def _markup(text: Ready) -> Markup:
    return Markup(text)  # noqa: S704 (`Words` has escaped it for the page)


@cache
def _css(*, with_font: bool) -> str:
    """The style sheet of all these pages; what says no more than a sentence goes without the letters' 116 KB."""
    folder = files("digests") / "templates"
    ours = [(folder / name).read_text("utf-8") for name in ("page.css", "page_digest.css")]
    return "\n".join([*ours, *([style()] if with_font else [])])


def _policy() -> str:
    sheets = [sha256(_css(with_font=one).encode()).digest() for one in (True, False)]
    known = " ".join(f"'sha256-{b64encode(one).decode('ascii')}'" for one in sheets)
    return f"default-src 'none'; style-src {known}; font-src data:; base-uri 'none'; form-action 'none'"


POLICY = _policy()
"""What a browser may do with the page: show it in its own style, which it knows by its hash, and nothing else."""


def _frame(*, with_font: bool = True) -> dict[str, object]:
    css = Markup(_css(with_font=with_font))  # noqa: S704 (our own style sheet)
    return {"css": css, "policy": POLICY, "drawn": lambda drawing: Markup(drawing.svg)}  # noqa: S704 (it escapes words)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["mean"] = mean
    return environment.get_template(name)
