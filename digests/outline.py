"""What a digest says and in which order, for any medium: sections of ready sentences, and quotes.

Slack's blocks, the page and the terminal all lay out these same sections.
"""

from enum import StrEnum

from digests import deals_told
from digests.phrases import VERDICTS, Ready, Words
from digests.report import DigestReport
from digests.section import NOTHING, Section, listed, said

__all__ = [
    "WAITING_IN_CHANNEL",
    "Part",
    "Section",
    "closing",
    "greeting",
    "lead",
    "limits",
    "notes",
    "part_name",
    "sections",
    "thread_parts",
    "unusable",
    "waiting_notes",
]

# So many waiting requests stand in the channel; the others that are listed follow in the thread.
WAITING_IN_CHANNEL = 3


class Part(StrEnum):
    """What a digest's thread holds, one message each."""

    MOVED = "moved"
    ASKED = "asked"
    DEALS = "deals"
    COMPETITORS = "competitors"
    REGIONS = "regions"
    DECIDED = "decided"


def thread_parts(report: DigestReport) -> list[Part]:
    """The messages of a digest's thread, in order; a quiet week has none."""
    if report.is_quiet:
        return []
    trends = report.trends
    closed = report.lost.deals.now or report.won.deals.now
    empty = {
        Part.MOVED: not trends.told and not trends.loud and not trends.too_new,
        Part.ASKED: not report.asked and not report.themes.heard,
        # What a quarter says is no news in a week in which no deal was closed.
        Part.DEALS: not closed,
        Part.COMPETITORS: not closed or not deals_told.has_competitors(report.quarter),
        Part.REGIONS: not report.regions.differ,
    }
    return [part for part in Part if not empty.get(part)]


def sections(words: Words, part: Part) -> list[Section]:
    """What one part says."""
    match part:
        case Part.MOVED:
            return _moved(words)
        case Part.ASKED:
            return _asked(words)
        case Part.DEALS:
            return deals_told.deals(words)
        case Part.COMPETITORS:
            return deals_told.competitors(words)
        case Part.REGIONS:
            return _regions(words)
        case Part.DECIDED:
            return _decided(words)


def part_name(words: Words, part: Part) -> str:
    """What a part is called, in plain text: "customers’ words"."""
    return words.phrase(f"part_{part}")


def lead(words: Words) -> list[Ready]:
    """The opening of the channel message below the headline."""
    return said(words, "evidence", "why", "also")


def greeting(words: Words) -> list[Ready]:
    """What a workspace has the digest say before the headline."""
    return said(words, "greeting")


def closing(words: Words) -> list[Ready]:
    """What a workspace has the digest say at its end."""
    return said(words, "closing")


def unusable(words: Words) -> list[Ready]:
    """That the workspace's own words could not be used, where it is so."""
    names = [words.phrase("wordable", which=name) for name in words.unusable]
    return [words.say("own_unusable", names=names)] if names else []


def notes(words: Words) -> list[Ready]:
    """What to know before reading: that there is nothing to compare with, that the week still runs."""
    report = words.report
    return [
        *([words.say("first")] if report.is_first and not report.is_quiet else []),
        *([words.say("so_far")] if not report.is_closed and not report.is_quiet else []),
    ]


def waiting_notes(words: Words) -> list[Ready]:
    """What waits besides the requests that are named."""
    waiting = words.report.waiting
    others = waiting.total - len(waiting.first)
    return [
        *([words.say("others_waiting", others=others)] if others else []),
        *([words.say("snoozed")] if waiting.snoozed else []),
    ]


def limits(words: Words) -> Section:
    """What the week cannot tell; it comes last, always."""
    return Section(words.say("limits"), (words.say("limits_facts"),))


def _moved(words: Words) -> list[Section]:
    trends = words.report.trends
    found = [Section(words.say("moved"), note=words.say("moved_honestly"))] if trends.told else []
    found += [
        Section(
            heading=words.say("moved_title", item=item),
            lines=tuple(said(words, "moved_facts", item=item)),
            quotes=(item.quote,) if item.quote and item.news != "over" and item.is_rise else (),
        )
        for item in trends.told
    ]
    if trends.loud:
        found.append(listed(words, "loud", "loud_one", trends.loud))
    if trends.too_new:
        found.append(listed(words, "too_new", "too_new_one", trends.too_new))
    return found


def _asked(words: Words) -> list[Section]:
    report = words.report
    unasked = words.say("unasked") if report.unasked.noted else NOTHING
    found = [Section(words.say("asked"), note=unasked)] if report.ranked else []
    for place, item in enumerate(report.ranked, start=1):
        lines = [words.say("asked_facts", item=item), words.say("asked_before", item=item)]
        found.append(
            Section(
                heading=words.say("asked_title", item=item, place=place),
                lines=tuple(line for line in lines if line),
                quotes=(item.quote,) if item.quote else (),
            )
        )
    singles = report.single_voices
    if singles:
        quotes = tuple(item.quote for item in singles if item.quote)
        note = NOTHING if report.ranked else unasked
        found.append(listed(words, "single_voices", "single_voice", singles, quotes=quotes, note=note))
    if report.themes.heard:
        unnamed = words.say("themes_unnamed") if report.themes.unnamed else NOTHING
        found.append(listed(words, "themes", "theme", report.themes.heard, note=unnamed))
    if report.quotes:
        found.append(Section(words.say("own_words"), quotes=report.quotes))
    return found


def _regions(words: Words) -> list[Section]:
    regions = words.report.regions
    return [listed(words, "regions_differ", "region_differs", regions.differ, note=words.say("regions_honestly"))]


def _decided(words: Words) -> list[Section]:
    report = words.report
    decisions = [one for one in report.decided if one.status in VERDICTS]
    found = [listed(words, "decided", "decision", decisions)] if decisions else []
    if not report.decided:
        found.append(Section(words.say("decided"), (words.say("decided_none"),)))
    if report.at_once.reports:
        found.append(listed(words, "at_once", "seller", report.at_once.items, note=words.say("at_once_why")))
    if report.answered:
        found.append(listed(words, "answered", "answer", report.answered))
    if report.told.reps:
        found.append(Section(words.say("told"), (words.say("told_back"),)))
    return found
