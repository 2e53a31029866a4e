"""A person's own digest as a direct message; a quiet one is a line."""

import uuid
from collections.abc import Container, Sequence
from datetime import datetime

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk
from digests.outline import Section
from digests.personal.report import PersonalReport
from digests.personal.words import PersonalWords, notes, sections
from digests.phrases import Ready, slack

# So many waiting requests are named; the queue in App Home has them all.
WAITING = 3


def message(
    report: PersonalReport,
    footer: Sequence[Block],
    *,
    late_since: datetime | None = None,
    decidable: Container[uuid.UUID] = (),
) -> Message:
    """The digest, with its footer. `decidable` are the waiting requests that the reader may decide."""
    words = PersonalWords(report, slack(kit.person))
    known = [*([words.say("late", due=late_since)] if late_since else []), *notes(words)]
    headline = _mrk(words.say("headline"))
    blocks = [
        kit.header(words.say("title")),
        kit.context(_mrk(words.say("dateline"))),
        *([kit.context(kit.joined([_mrk(note) for note in known], by=" "))] if known else []),
        kit.section(kit.joined([kit.mrk("*{headline}*", headline=headline), _mrk(words.say("evidence"))], by="\n")),
        kit.section(_mrk(words.say("numbers"))),
        kit.context(_mrk(words.say("what_ranges_are"))),
        *(block for section in sections(words) for block in _section(words, section)),
        *_waiting(words, decidable),
        kit.context(_mrk(words.say("limits"))),
        *footer,
    ]
    return Message(headline, blocks)


def quiet(report: PersonalReport, button: kit.Element, *, is_last: bool, late_since: datetime | None = None) -> Message:
    """That there was nothing, in a line; the last such line says that silence follows."""
    words = PersonalWords(report, slack(kit.person))
    lines = [
        *([words.say("late", due=late_since)] if late_since else []),
        words.say("quiet"),
        *([words.say("silence")] if is_last else []),
    ]
    text = kit.joined([_mrk(line) for line in lines], by=" ")
    return Message(text, [kit.section(text, button)])


def _section(words: PersonalWords, section: Section) -> list[Block]:
    text = kit.joined([_mrk(section.heading), *(Mrk("• " + line) for line in section.lines)], by="\n")
    quotes = [kit.quote(quote.said, words.byline(quote)) for quote in section.quotes]
    return [kit.section(text), *quotes, *([kit.context(_mrk(section.note))] if section.note else [])]


def _waiting(words: PersonalWords, decidable: Container[uuid.UUID]) -> list[Block]:
    waiting = words.report.waiting
    if not waiting.total:
        return []
    blocks = [kit.section(_mrk(words.say("waiting")))]
    for item in waiting.first[:WAITING]:
        text = kit.mrk("*{title}*\n{facts}", title=item.title, facts=_mrk(words.say("waiting_item", item=item)))
        decide = kit.button("Decide", ActionId.DECIDE, item.request_id) if item.request_id in decidable else None
        blocks.append(kit.section(text, decide))
    return blocks


def _mrk(text: Ready) -> Mrk:
    # `PersonalWords` has escaped it for Slack.
    return Mrk(text)
