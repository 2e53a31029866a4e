"""A digest to read: as plain text for the terminal, and as a page for people outside Slack."""

import re
from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from digests.outline import Section, lead, limits, notes, sections, thread_parts, waiting_notes
from digests.phrases import PAGE, PLAIN, Ready, Words, mean
from digests.report import DigestReport, Quote

__all__ = ["byline", "page", "plain"]


def byline(quote: Quote) -> str:
    """Who said it, and who heard it: "Ace Roofing, South West · heard by Jo Marsh"."""
    who = ", ".join(part for part in (quote.account or quote.segment or "a customer", quote.region) if part)
    return f"{who} · heard by {quote.heard_by.name}" if quote.heard_by.name else who


def plain(report: DigestReport) -> str:
    """The whole digest as text for a terminal, customers' names included."""
    words = Words(report, PLAIN)
    if report.is_quiet:
        return words.say("quiet") + "\n"
    lines: list[str] = [words.say("title"), words.say("dateline"), *notes(words), "", words.say("headline")]
    lines += lead(words)
    lines += ["", words.say("waiting")]
    lines += [f"  • {one.title}: {words.say('waiting_item', item=one)}" for one in report.waiting.first]
    lines += [f"  {note}" for note in waiting_notes(words)]
    lines += ["", words.say("numbers")]
    for section in [*(piece for part in thread_parts(report) for piece in sections(words, part)), limits(words)]:
        lines += ["", *_plain_section(section)]
    return "\n".join(lines) + "\n"


def _plain_section(section: Section) -> list[str]:
    bullet = "  • " if section.is_list else "  "
    lines: list[str] = [section.heading, *(bullet + line for line in section.lines)]
    for quote in section.quotes:
        lines += [f"  > {' '.join(quote.said.split())}", f"    {byline(quote)}"]
    return [*lines, f"  {section.note}"] if section.note else lines


def page(report: DigestReport) -> str:
    """The whole digest as one HTML page that needs nothing else. It names no customer: region and segment stand in."""
    words = Words(without_listed_names(report), PAGE)

    def say(name: str, **values: object) -> Markup:
        return _markup(words.say(name, **values))

    return (
        _pages()
        .get_template("page.html.j2")
        .render(
            report=report,
            say=say,
            notes=[_markup(line) for line in notes(words)],
            lead=[_markup(line) for line in lead(words)],
            waiting_notes=[_markup(line) for line in waiting_notes(words)],
            limits=limits(words),
            parts={part.value: sections(words, part) for part in thread_parts(report)},
            markup=_markup,
            outside=outside,
            byline=byline,
        )
    )


def without_listed_names(report: DigestReport) -> DigestReport:
    """The report with no customer named where deals are listed one by one."""
    quarter = report.quarter
    if quarter is None:
        return report
    listed = tuple(replace(one, account="", account_id=None) for one in quarter.lost.listed)
    return replace(report, quarter=replace(quarter, lost=replace(quarter.lost, listed=listed)))


def outside(quote: Quote) -> Quote:
    """The quote for people outside: without the customer's name, in the words as well as below them."""
    if not quote.account:
        return quote
    named = re.compile(rf"(?<!\w){re.escape(quote.account)}(?!\w)", re.IGNORECASE)
    return replace(quote, said=named.sub("[the customer]", quote.said), account="")


def _markup(text: Ready) -> Markup:
    return Markup(text)  # noqa: S704 (`Words` has escaped it for the page)


@cache
def _pages() -> Environment:
    environment = Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["mean"] = mean
    return environment
