"""A rep's and a sales manager's editions as direct messages."""

import uuid
from collections.abc import Container, Sequence

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk
from digests.people.report import RepReport, Scope, TeamReport
from digests.people.words import PeopleWords
from digests.phrases import slack


def rep_message(report: RepReport, footer: list[Block], *, passed_on: Container[uuid.UUID] = ()) -> Message:
    """A rep's edition; one line where there is nothing to say.

    `passed_on` are the ids of changes that the rep told on since: a tick stands in place of their button.
    """
    words = PeopleWords(report, slack(kit.person))
    if report.is_silent:
        return _one_line(words, "rep_silent", footer)
    blocks = [
        kit.header(words.say("rep_title")),
        kit.context(_mrk(words.say("rep_dateline"))),
        *_list(words, "happened", "happened_one", report.happened, report.happened_in_all),
        *_list(words, "on_sale", "on_sale_one", report.on_sale, report.on_sale_in_all),
        *_to_tell(words, report, passed_on),
        *_questions(words, report),
        *footer,
    ]
    return Message(_mrk(words.say("rep_headline")), blocks)


def team_message(report: TeamReport, footer: list[Block]) -> Message:
    """A team's edition; one line where nothing was heard and nothing answered, or where no team is known."""
    words = PeopleWords(report, slack(kit.person))
    if report.scope is Scope.UNKNOWN:
        return _one_line(words, "team_unknown", footer)
    if report.is_silent:
        return _one_line(words, "team_silent", footer)
    reached = words.say("reached")
    singles = [kit.context(_mrk(words.say("singles")))] if report.single_voices else []
    blocks = [
        kit.header(words.say("team_title")),
        kit.context(_mrk(words.say("team_dateline"))),
        kit.section(kit.joined([kit.mrk("*{said}*", said=_mrk(words.say("team_headline"))), _mrk(reached)], by="\n")),
        *_list(words, "by_rep", "by_rep_one", report.reps, report.reps_in_all),
        *_by_rep_note(words, report),
        *_list(words, "wants", "want", report.wants, len(report.wants)),
        *singles,
        *_why_lost(words, report),
        *_list(words, "late", "late_one", report.late, report.late_in_all),
        *footer,
    ]
    return Message(_mrk(words.say("team_headline")), blocks)


# --- a rep's ---


def _to_tell(words: PeopleWords, report: RepReport, passed_on: Container[uuid.UUID]) -> list[Block]:
    if not report.to_tell:
        return []
    # How many are left is not known any more once somebody was told: a customer may wait for two answers.
    any_told = any(item.change_id in passed_on for item in report.to_tell)
    blocks = [kit.section(_mrk(words.say("to_tell", any_told=any_told)))]
    for item in report.to_tell:
        if item.change_id in passed_on:
            blocks.append(kit.context(_mrk(words.say("to_tell_done", item=item))))
        else:
            told = kit.button("I told them", ActionId.TOLD_THEM, item.change_id)
            blocks.append(kit.section(_mrk(words.say("to_tell_one", item=item)), accessory=told))
    more = report.to_tell_in_all - len(report.to_tell)
    return [*blocks, *([kit.context(_mrk(words.say("to_tell_more", more=more)))] if more else [])]


def _questions(words: PeopleWords, report: RepReport) -> list[Block]:
    if not report.questions:
        return []
    blocks = [kit.section(_mrk(words.say("questions")))]
    for item in report.questions:
        answer = kit.button("Answer", ActionId.ANSWER, item.question_id, style="primary")
        blocks.append(kit.section(_mrk(words.say("question", item=item)), accessory=answer))
    more = report.questions_in_all - len(report.questions)
    return [*blocks, *([kit.context(_mrk(words.say("questions_more", more=more)))] if more else [])]


# --- a team's ---


def _by_rep_note(words: PeopleWords, report: TeamReport) -> list[Block]:
    if not report.reps:
        return []
    by_name, whole = [one.sums for one in report.reps], report.whole
    counted_twice = (
        sum(one.accounts for one in by_name) > whole.accounts or sum(one.requests for one in by_name) > whole.requests
    )
    return [kit.context(_mrk(words.say("by_rep_note", counted_twice=counted_twice)))]


def _why_lost(words: PeopleWords, report: TeamReport) -> list[Block]:
    why = report.why_lost
    if why.listed:
        return _list(words, "why_lost", "lost_one", why.listed, report.whole.lost)
    if not why.reasons:
        return []
    note = words.say("lost_note", any_clear=any(one.is_clear for one in why.reasons))
    listed = _list(words, "why_lost", "lost_reason", why.reasons, len(why.reasons))
    return [*listed, *([kit.context(_mrk(note))] if note else [])]


# --- both ---


def _list(words: PeopleWords, heading: str, line: str, items: Sequence[object], in_all: int) -> list[Block]:
    """A heading and its bullets, with the number of those that are not listed; nothing without any."""
    if not items:
        return []
    lines = [Mrk("• " + words.say(line, item=item)) for item in items]
    rest = [_mrk(words.say("and_more", more=in_all - len(items)))] if in_all > len(items) else []
    return [kit.section(kit.joined([_mrk(words.say(heading)), *lines, *rest], by="\n"))]


def _one_line(words: PeopleWords, name: str, footer: list[Block]) -> Message:
    text = _mrk(words.say(name))
    return Message(text, [kit.section(text), *footer])


def _mrk(text: str) -> Mrk:
    # `PeopleWords` has escaped it for Slack.
    return Mrk(text)
