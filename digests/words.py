"""A digest to read as plain text, for the terminal."""

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
from digests.phrases import PLAIN, Words
from digests.report import DigestReport

__all__ = ["plain"]


def plain(report: DigestReport) -> str:
    """The whole digest as text for a terminal, customers' names included."""
    words = Words(report, PLAIN)
    if report.is_quiet:
        return "\n".join([words.say("quiet"), *unusable(words)]) + "\n"
    lines: list[str] = [words.say("title"), words.say("dateline"), *notes(words), ""]
    lines += [*greeting(words), words.say("headline")]
    lines += lead(words)
    lines += ["", words.say("waiting")]
    lines += [f"  • {one.title}: {words.say('waiting_item', item=one)}" for one in report.waiting.first]
    lines += [f"  {note}" for note in waiting_notes(words)]
    lines += ["", words.say("numbers")]
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
