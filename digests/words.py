"""A digest to read: as plain text for the terminal, and as a page for people outside Slack."""

import re
from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from digests.outline import (
    Section,
    closing,
    greeting,
    lead,
    limits,
    notes,
    sections,
    thread_parts,
    unusable,
    waiting_notes,
)
from digests.phrases import PAGE, PLAIN, Ready, Words
from digests.report import DigestReport, Quote

__all__ = ["outside", "page", "plain"]


def plain(report: DigestReport) -> str:
    """The whole digest as text for a terminal, customers' names included."""
    words = Words(report, PLAIN)
    if report.is_quiet:
        return "\n".join([words.say("quiet"), *unusable(words)]) + "\n"
    lines: list[str] = [words.say("title"), words.say("dateline"), *notes(words), ""]
    lines += [*greeting(words), words.say("headline")]
    lines += lead(words)
    lines += ["", words.say("numbers"), "", words.say("waiting")]
    lines += [f"  • {one.title}: {words.say('waiting_item', item=one)}" for one in report.waiting.first]
    lines += [f"  {note}" for note in waiting_notes(words)]
    for section in [*(piece for part in thread_parts(report) for piece in sections(words, part)), limits(words)]:
        lines += ["", *_plain_section(words, section)]
    for last in (*closing(words), *unusable(words)):
        lines += ["", last]
    return "\n".join(lines) + "\n"


def _plain_section(words: Words, section: Section) -> list[str]:
    bullet = "  • " if section.is_list else "  "
    lines: list[str] = [section.heading, *(bullet + line for line in section.lines)]
    for quote in section.quotes:
        lines += [f"  > {' '.join(quote.said.split())}", f"    {words.byline(quote)}"]
    return [*lines, f"  {section.note}"] if section.note else lines


def page(report: DigestReport) -> str:
    """The whole digest as one HTML page that needs nothing else. It names no customer: region and segment stand in."""
    words = Words(report, PAGE)

    def say(name: str, **values: object) -> Markup:
        return _markup(words.say(name, **values))

    return (
        _pages()
        .get_template("page.html.j2")
        .render(
            report=report,
            code=words.language.code,
            number=words.language.number,
            say=say,
            notes=[_markup(line) for line in notes(words)],
            lead=[_markup(line) for line in lead(words)],
            waiting_notes=[_markup(line) for line in waiting_notes(words)],
            limits=limits(words),
            parts={part.value: sections(words, part) for part in thread_parts(report)},
            markup=_markup,
            outside=lambda quote: outside(quote, words.phrase("the_customer")),
            byline=words.byline,
        )
    )


def outside(quote: Quote, called: str) -> Quote:
    """The quote for people outside: without the customer's name; in the words something it is `called` stands there."""
    if not quote.account:
        return quote
    named = re.compile(rf"(?<!\w){re.escape(quote.account)}(?!\w)", re.IGNORECASE)
    return replace(quote, said=named.sub(lambda _found: called, quote.said), account="")


def _markup(text: Ready) -> Markup:
    return Markup(text)  # noqa: S704 (`Words` has escaped it for the page)


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("digests"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
