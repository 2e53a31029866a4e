"""A piece of a digest, and how lists in one are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.phrases import Ready, Words
from digests.report import Quote

# Longer lists are for the queue and the export; a message that Slack would refuse says nothing at all.
LISTED = 8
NOTHING = Ready("")


@dataclass(frozen=True)
class Section:
    """A heading, then lines (bullets when `is_list`), then customers' words, then small print."""

    heading: Ready
    lines: tuple[Ready, ...] = ()
    is_list: bool = False
    quotes: tuple[Quote, ...] = ()
    note: Ready = NOTHING


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
) -> Section:
    """A list of which each item is said by `line`; of more than `most`, how many more there are."""
    lines = [words.say(line, item=item) for item in items[:most]]
    if len(items) > most:
        lines.append(words.say("and_more", more=len(items) - most))
    return Section(words.say(heading), (*lines, *after), is_list=True, quotes=quotes, note=note)


def said(words: Words, *names: str, **values: object) -> list[Ready]:
    """Those of some sentences that have anything to say."""
    return [line for line in (words.say(name, **values) for name in names) if line]
