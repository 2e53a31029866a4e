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

from markupsafe import Markup

from digests import pictures
from digests.charts.figures import Drawing
from digests.charts.page import style
from digests.nameless import erased, speakers, without_customers
from digests.outline import Part, closing, greeting, lead, limits, notes, sections, thread_parts, waiting_notes
from digests.paper import Shown, paper_for
from digests.phrases import PAGE, PLAIN, Ready, Words
from digests.report import DigestReport
from digests.templating import pages

__all__ = ["POLICY", "Before", "Past", "archive", "notice", "page", "parts_of", "past", "told_first"]


@dataclass(frozen=True)
class Chart:
    """A picture and the part whose words say the same; it is drawn where `shown` finds something to draw."""

    part: Part
    shown: Callable[[DigestReport], object]
    draw: Callable[[DigestReport], Drawing]


CHARTS = (
    Chart(Part.MOVED, pictures.shown, pictures.movers),
    Chart(Part.DEALS, pictures.pareto_shown, pictures.pareto),
    Chart(Part.REGIONS, pictures.heat_shown, pictures.heat),
)


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
    headline: str
    is_quiet: bool
    url: str


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

    parts = parts_of(words)
    return (
        pages()
        .get_template("page.html.j2")
        .render(
            **_frame(),
            report=told,
            names=names,
            say=say,
            notes=[_markup(line) for line in notes(words)],
            lead=[_markup(line) for line in lead(words)],
            waiting_notes=[_markup(line) for line in waiting_notes(words)],
            limits=limits(words),
            parts=parts,
            paper=paper_for(words, parts),
            archive=archive,
            archive_url=archive_url,
            ends=ends,
            markup=_markup,
            byline=words.byline,
            number=words.language.number,
            code=words.language.code,
            greeting=[_markup(line) for line in greeting(words)],
            closing=[_markup(line) for line in closing(words)],
        )
    )


def told_first(report: DigestReport) -> str:
    """What a week said first, in one line, with whatever names stand in it."""
    return Words(report, PLAIN).say("quiet_then" if report.is_quiet else "headline")


def past(report: DigestReport, url: str, *, names: bool = False, customers: Collection[str] = ()) -> Past:
    """A week as the archive lists it; `names` and `customers` as in `page`."""
    hidden = () if names else (*customers, *speakers(report))
    return Past(
        week=f"Week {report.week.number}",
        dates=report.week.label,
        headline=erased(told_first(report), hidden, report.language),
        is_quiet=report.is_quiet,
        url=url,
    )


def archive(workspace: str, weeks: Sequence[Past]) -> str:
    """The page that lists past weeks, newest first."""
    return pages().get_template("page_archive.html.j2").render(**_frame(), workspace=workspace, weeks=weeks)


def notice(heading: str, sentence: str) -> str:
    """A page that says why there is nothing to see; it tells nothing of anybody."""
    return (
        pages()
        .get_template("page_notice.html.j2")
        .render(**_frame(with_font=False), heading=heading, sentence=sentence)
    )


def parts_of(words: Words) -> list[Shown]:
    """What stands below the week's figures; a quiet week has nothing there."""
    report = words.report
    if report.is_quiet:
        return []
    told = thread_parts(report)
    found = [
        Shown(
            name=part.value,
            charts=tuple(one.draw(report) for one in CHARTS if one.part is part and one.shown(report)),
            sections=tuple(sections(words, part)) if part in told else (),
        )
        for part in Part
    ]
    return [one for one in found if one.charts or one.sections]


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
