"""A digest to read as plain text, for the terminal."""

from digests.outline import Section, lead, limits, notes, sections, thread_parts, waiting_notes
from digests.phrases import PLAIN, Words
from digests.report import DigestReport, Quote

__all__ = ["byline", "plain"]


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
    lines += ["", words.say("numbers"), "", words.say("waiting")]
    lines += [f"  • {one.title}: {words.say('waiting_item', item=one)}" for one in report.waiting.first]
    lines += [f"  {note}" for note in waiting_notes(words)]
    for section in [*(piece for part in thread_parts(report) for piece in sections(words, part)), limits(words)]:
        lines += ["", *_plain_section(section)]
    return "\n".join(lines) + "\n"


def _plain_section(section: Section) -> list[str]:
    bullet = "  • " if section.is_list else "  "
    lines: list[str] = [section.heading, *(bullet + line for line in section.lines)]
    for quote in section.quotes:
        lines += [f"  > {' '.join(quote.said.split())}", f"    {byline(quote)}"]
    return [*lines, f"  {section.note}"] if section.note else lines
