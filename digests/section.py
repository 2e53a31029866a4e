"""A piece of a digest, and how lists in one are made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.phrases import Ready, Words
from digests.report import Quote

# Longer lists are for the queue and the export; a message that Slack would refuse says nothing at all.
LISTED = 8
NOTHING = Ready("")


@dataclass(frozen=True)
class Section:
    """A heading, then lines (bullets when `is_list`), then customers' words, then small print.

    `is_drawn` says that the picture of its part shows the same; where no section does, that is the first one.
    """

    heading: Ready
    lines: tuple[Ready, ...] = ()
    is_list: bool = False
    quotes: tuple[Quote, ...] = ()
    note: Ready = NOTHING
    is_drawn: bool = False


def listed(
    words: Words,
    heading: str,
    line: str,
    items: Sequence[object],
    *,
    most: int = LISTED,
    after: Sequence[Ready] = (),
    quotes: tuple[Quote, ...] = (),
    note: Ready = NOTHING,
    **values: object,
) -> Section:
    """A list of which each item is said by `line`, which gets the `values` too; of more than `most`, how many more."""
    lines = [words.say(line, item=item, **values) for item in items]
    found = listed_lines(words, heading, lines, most=most, note=note)
    return replace(found, lines=(*found.lines, *after), quotes=quotes)


def listed_lines(
    words: Words, heading: str, lines: Sequence[Ready], *, most: int = LISTED, note: Ready = NOTHING
) -> Section:
    """A list of sentences; of more than `most`, how many more there are."""
    more = [words.say("and_more", more=len(lines) - most)] if len(lines) > most else []
    return Section(words.say(heading), (*lines[:most], *more), is_list=True, note=note)


def joined(*sentences: Ready) -> Ready:
    """Sentences after each other; empty ones are left out."""
    return Ready(" ".join(sentence for sentence in sentences if sentence))


def said(words: Words, *names: str, **values: object) -> list[Ready]:
    """Those of some sentences that have anything to say."""
    return [line for line in (words.say(name, **values) for name in names) if line]
