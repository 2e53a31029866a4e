"""The weekly digest as Slack messages: one short message for the channel, and the messages of its thread."""

import uuid
from collections.abc import Container
from datetime import datetime

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk
from digests.channel import in_channel
from digests.outline import (
    PART_NAMES,
    WAITING_IN_CHANNEL,
    Part,
    Section,
    lead,
    limits,
    notes,
    sections,
    thread_parts,
    waiting_notes,
)
from digests.phrases import Words, slack
from digests.report import DigestReport, Quote, Waiting
from digests.words import byline

# Of “Decide”, three times, and of the buttons below the message.
BUTTON_WORDS = 11


def message(
    report: DigestReport,
    *,
    next_due: datetime | None = None,
    late_since: datetime | None = None,
    is_brief: bool = False,
    page_url: str | None = None,
    decidable: Container[uuid.UUID] | None = None,
    picture: Block | None = None,
) -> Message:
    """The channel message. A quiet week is one line, and so is a brief one that came weeks late.

    `late_since` is the moment at which a late digest was due; `next_due` stands in the footer. Read by one person,
    only the requests that are `decidable` to them have the button. The `picture` shows what moved; everything in it is
    said in words too.
    """
    report = in_channel(report, added=_added(next_due=next_due, late_since=late_since, page_url=page_url))
    words = Words(report, slack(kit.person))
    if report.is_quiet or is_brief:
        return _one_line(words, late_since=late_since, is_brief=is_brief)
    blocks = [
        kit.header(words.say("title")),
        kit.context(kit.joined([_mrk(words.say("dateline")), _page_link(page_url)])),
        *_notes(words, late_since),
        kit.section(_lead(words)),
        *([picture] if picture else []),
        *_waiting(words, decidable),
        kit.section(_mrk(words.say("numbers"))),
        kit.actions(_log_request()),
        kit.context(_footer(words, next_due)),
    ]
    return Message(_mrk(words.say("headline")), blocks)


def _added(*, next_due: datetime | None, late_since: datetime | None, page_url: str | None) -> int:
    """How many words the message has besides the digest's own: buttons, the link, and when it was and will be due."""
    return BUTTON_WORDS + 5 * bool(next_due) + 6 * bool(late_since) + 2 * bool(page_url)


def thread(report: DigestReport) -> list[Message]:
    """The messages of the thread, in order."""
    return [thread_message(report, part) for part in thread_parts(report)]


def thread_message(report: DigestReport, part: Part) -> Message:
    """One message of the thread."""
    words = Words(report, slack(kit.person))
    blocks = [block for section in sections(words, part) for block in _section(section)]
    if part is Part.DECIDED:
        blocks += [*_waiting_too(words), *_section(limits(words))]
    return Message(kit.mrk("Week {week}: {part}", week=report.week.number, part=PART_NAMES[part]), blocks)


def _one_line(words: Words, *, late_since: datetime | None, is_brief: bool) -> Message:
    line = words.say("brief" if is_brief else "quiet")
    late = words.say("late", due=late_since) if late_since else ""
    text = kit.joined([_mrk(line), _mrk(late)], by=" ")
    return Message(text, [kit.section(text, accessory=_log_request())])


def _lead(words: Words) -> Mrk:
    lines = [kit.mrk("*{headline}*", headline=_mrk(words.say("headline")))]
    lines += [_mrk(line) for line in lead(words)]
    return kit.joined(lines, by="\n")


def _notes(words: Words, late_since: datetime | None) -> list[Block]:
    late = [words.say("late", due=late_since)] if late_since else []
    lines = [_mrk(line) for line in (*late, *notes(words))]
    return [kit.context(kit.joined(lines, by=" "))] if lines else []


def _waiting(words: Words, decidable: Container[uuid.UUID] | None) -> list[Block]:
    waiting = words.report.waiting
    if not waiting.total:
        return []
    named = [
        _waiting_item(words, item, is_first=place == 0, can_decide=decidable is None or item.request_id in decidable)
        for place, item in enumerate(waiting.first[:WAITING_IN_CHANNEL])
    ]
    return [kit.divider(), kit.section(_mrk(words.say("waiting"))), *named]


def _waiting_too(words: Words) -> list[Block]:
    rest = [_waiting_item(words, item) for item in words.report.waiting.first[WAITING_IN_CHANNEL:]]
    others = [kit.context(_mrk(line)) for line in waiting_notes(words)]
    return [kit.section(_mrk(words.say("waiting_too"))), *rest, *others] if rest or others else []


def _waiting_item(words: Words, item: Waiting, *, is_first: bool = False, can_decide: bool = True) -> Block:
    text = kit.mrk("*{title}*\n{facts}", title=item.title, facts=_mrk(words.say("waiting_item", item=item)))
    decide = kit.button("Decide", ActionId.DECIDE, item.request_id, style="primary" if is_first else None)
    return kit.section(text, accessory=decide if can_decide else None)


def _footer(words: Words, next_due: datetime | None) -> Mrk:
    parts = [PART_NAMES[part] for part in thread_parts(words.report)]
    lines = [words.say("contents", parts=parts)]
    if next_due is not None:
        lines.append(words.say("next_due", due=next_due))
    return kit.joined([_mrk(line) for line in lines], by=" ")


def _section(section: Section) -> list[Block]:
    note = [kit.context(_mrk(section.note))] if section.note else []
    return [kit.section(_text(section)), *(_quote(quote) for quote in section.quotes), *note]


def _text(section: Section) -> Mrk:
    bullet = "• " if section.is_list else ""
    return kit.joined([_mrk(section.heading), *(Mrk(bullet + line) for line in section.lines)], by="\n")


def _quote(quote: Quote) -> Block:
    return kit.quote(quote.said, byline(quote))


def _log_request() -> kit.Element:
    return kit.button("Log a request", ActionId.LOG_REQUEST, "digest")


def _page_link(url: str | None) -> Mrk:
    # A link rather than a button: Slack reports presses of link buttons too, and wants them answered.
    return kit.link(url, "Full page") if url else Mrk("")


def _mrk(text: str) -> Mrk:
    # `Words` has escaped it for Slack.
    return Mrk(text)
