"""The weekly digest as Slack messages: one short message for the channel, and the messages of its thread."""

import uuid
from collections.abc import Container
from datetime import datetime

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk
from bot.usecases.opinions import DigestKey
from digests.channel import in_channel
from digests.outline import (
    WAITING_IN_CHANNEL,
    Part,
    Section,
    closing,
    greeting,
    lead,
    limits,
    notes,
    part_name,
    sections,
    thread_parts,
    unusable,
    waiting_notes,
)
from digests.phrases import PLAIN, Words, slack
from digests.report import DigestReport, Quote, Waiting


def message(
    report: DigestReport,
    *,
    next_due: datetime | None = None,
    late_since: datetime | None = None,
    is_brief: bool = False,
    page_url: str | None = None,
    decidable: Container[uuid.UUID] | None = None,
    picture: Block | None = None,
    key: DigestKey | None = None,
) -> Message:
    """The channel message. A quiet week is one line, and so is a brief one that came weeks late.

    `late_since` is the moment at which a late digest was due; `next_due` stands in the footer. Read by one person,
    only the requests that are `decidable` to them have the button. The `picture` shows what moved; everything in it is
    said in words too. `key` is the digest's own, under which opinions of it are counted; a preview has none.
    """
    added = _added(report, next_due=next_due, late_since=late_since, page_url=page_url)
    report = in_channel(report, added=added)
    words = Words(report, slack(kit.person))
    if report.is_quiet or is_brief:
        return _one_line(words, late_since=late_since, is_brief=is_brief)
    blocks = [
        kit.header(words.bare("title")),
        kit.context(kit.joined([_mrk(words.say("dateline")), _page_link(words, page_url)])),
        *_notes(words, late_since),
        kit.section(_lead(words)),
        *([picture] if picture else []),
        *_waiting(words, decidable),
        kit.section(_mrk(words.say("numbers"))),
        *(kit.section(_mrk(line)) for line in closing(words)),
        _buttons(words, key),
        kit.context(_footer(words, next_due)),
        *_unusable(words),
    ]
    return Message(_mrk(words.say("headline")), blocks)


def noted(*, is_counted: bool) -> Message:
    """To whoever pressed “Not useful”, alone."""
    if is_counted:
        text = Mrk(
            "Noted: this digest was not useful to you. Admins see how many people said so, not who. "
            "Press again to take it back."
        )
    else:
        text = Mrk("Taken back: you are not counted any more among those who found this digest not useful.")
    return Message(text, [kit.section(text)])


def _added(
    report: DigestReport, *, next_due: datetime | None, late_since: datetime | None, page_url: str | None
) -> int:
    """How many words the message has besides the digest's own: buttons, the link, and when it was and will be due."""
    words = Words(report, PLAIN)
    said = [words.phrase(name) for name in ("button_log", "button_not_useful", "button_tune")]
    said += [words.phrase("button_decide")] * len(report.waiting.first[:WAITING_IN_CHANNEL])
    said += [words.say("next_due", due=next_due)] if next_due else []
    said += [words.say("late", due=late_since)] if late_since else []
    said += [words.phrase("full_page")] if page_url else []
    return sum(len(one.split()) for one in said)


def thread(report: DigestReport) -> list[Message]:
    """The messages of the thread, in order."""
    return [thread_message(report, part) for part in thread_parts(report)]


def thread_message(report: DigestReport, part: Part, *, picture: Block | None = None) -> Message:
    """One message of the thread; a `picture` comes after the section that says what it shows."""
    words = Words(report, slack(kit.person))
    told = sections(words, part)
    drawn = next((place for place, section in enumerate(told) if section.is_drawn), 0)
    blocks: list[Block] = []
    for place, section in enumerate(told):
        blocks += _section(words, section)
        blocks += [picture] if picture and place == drawn else []
    if part is Part.DECIDED:
        blocks += [*_waiting_too(words), *_section(words, limits(words))]
    return Message(_mrk(words.say("thread_title", part=part_name(words, part))), blocks)


def _one_line(words: Words, *, late_since: datetime | None, is_brief: bool) -> Message:
    line = words.say("brief" if is_brief else "quiet")
    late = words.say("late", due=late_since) if late_since else ""
    text = kit.joined([_mrk(line), _mrk(late)], by=" ")
    return Message(text, [kit.section(text, accessory=_log_request(words)), *_unusable(words)])


def _unusable(words: Words) -> list[Block]:
    return [kit.context(_mrk(line)) for line in unusable(words)]


def _lead(words: Words) -> Mrk:
    lines = [_mrk(line) for line in greeting(words)]
    lines.append(kit.mrk("*{headline}*", headline=_mrk(words.say("headline"))))
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
    decide = kit.button(
        words.phrase("button_decide"), ActionId.DECIDE, item.request_id, style="primary" if is_first else None
    )
    return kit.section(text, accessory=decide if can_decide else None)


def _footer(words: Words, next_due: datetime | None) -> Mrk:
    parts = [part_name(words, part) for part in thread_parts(words.report)]
    lines = [words.say("contents", parts=parts)]
    if next_due is not None:
        lines.append(words.say("next_due", due=next_due))
    return kit.joined([_mrk(line) for line in lines], by=" ")


def _section(words: Words, section: Section) -> list[Block]:
    note = [kit.context(_mrk(section.note))] if section.note else []
    return [kit.section(_text(section)), *(_quote(words, quote) for quote in section.quotes), *note]


def _text(section: Section) -> Mrk:
    bullet = "• " if section.is_list else ""
    return kit.joined([_mrk(section.heading), *(Mrk(bullet + line) for line in section.lines)], by="\n")


def _quote(words: Words, quote: Quote) -> Block:
    return kit.quote(quote.said, words.byline(quote))


def _log_request(words: Words) -> kit.Element:
    return kit.button(words.phrase("button_log"), ActionId.LOG_REQUEST, "digest")


def _buttons(words: Words, key: DigestKey | None) -> Block:
    """One row that fits a phone, nothing in it loud: what waits for a decision comes first."""
    if key is None:
        return kit.actions(_log_request(words))
    return kit.actions(
        _log_request(words),
        kit.button(words.phrase("button_not_useful"), ActionId.NOT_USEFUL, str(key)),
        kit.button(words.phrase("button_tune"), ActionId.TUNE, str(key)),
    )


def _page_link(words: Words, url: str | None) -> Mrk:
    # A link rather than a button: Slack reports presses of link buttons too, and wants them answered.
    return kit.link(url, words.phrase("full_page")) if url else Mrk("")


def _mrk(text: str) -> Mrk:
    # `Words` has escaped it for Slack.
    return Mrk(text)
