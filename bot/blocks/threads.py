"""What is said in the thread of a card."""

from bot.blocks import kit, words
from bot.blocks.cards import quoted
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import money
from storage.models import ChangeKind, Question, Request, RequestChange, RequestStatus
from storage.queries.reports import ReportFacts


def thread_note(
    change: RequestChange,
    *,
    report: ReportFacts | None = None,
    other: Request | None = None,
    item: str = "",
) -> Message | None:
    """What a request's thread is told about one change; None where there is nothing to tell."""
    by = kit.person(change.by_id)
    text = _note_text(change, by, report, other, item)
    if text is None:
        return None
    blocks = [kit.section(text)]
    if (
        change.kind is ChangeKind.JOINED
        and report is not None
        and (report.report.said or report.report.would_have_bought)
    ):
        blocks.append(quoted(report))
    elif change.words:
        blocks.append(kit.quote(change.words))
    return Message(text, blocks)


def question_note(question: Question, *, is_answer: bool) -> Message:
    """What a card's thread is told of a question to the rep, and of the answer."""
    if is_answer:
        text = mrk(
            "{who} answered {asker}:", who=kit.person(question.asked_of_id), asker=kit.person(question.asked_by_id)
        )
        return Message(text, [kit.section(text), kit.quote(question.answer, limit=2000)])
    text = mrk("{asker} asked {who}:", asker=kit.person(question.asked_by_id), who=kit.person(question.asked_of_id))
    return Message(text, [kit.section(text), kit.quote(question.words, limit=2000)])


def _note_text(
    change: RequestChange, by: Mrk, report: ReportFacts | None, other: Request | None, item: str
) -> Mrk | None:
    until = kit.day(change.until) if change.until else ""
    status = words.STATUS[change.to_status] if change.to_status else ""
    match change.kind:
        case ChangeKind.JOINED if report is not None:
            worth = (
                money(report.report.value_minor, report.report.currency)
                if report.report.value_minor is not None
                else ""
            )
            who = kit.joined([report.account or "a customer", report.region, worth])
            return mrk("Asked again: {who}, heard by {rep}", who=who, rep=kit.person(report.report.reporter_id))
        case ChangeKind.ASSIGNED:
            return mrk("{by} asked {who} to look after this.", by=by, who=kit.person(change.person_id))
        case ChangeKind.DECIDED:
            as_item = mrk(" “{item}”", item=item) if item else Mrk("")
            later = mrk(" until {until}", until=until) if until else Mrk("")
            return mrk("*{status}{item}{later}*, decided by {by}.", status=status, item=as_item, later=later, by=by)
        case ChangeKind.MOVED:
            return mrk("{by} moved this on: *{status}*.", by=by, status=status)
        case ChangeKind.REOPENED:
            return mrk("{by} reopened this. Those who had been told hear of it.", by=by)
        case ChangeKind.MERGED if other is not None:
            return mrk("{by} merged this into *{title}*.", by=by, title=other.title)
        case ChangeKind.ABSORBED if other is not None:
            return mrk("{by} merged *{title}* into this.", by=by, title=other.title)
        case ChangeKind.SEPARATED if other is not None:
            return mrk("{by} separated this from *{title}* again. Its reps hear of it.", by=by, title=other.title)
        case ChangeKind.LET_GO if other is not None:
            alone = change.to_status is RequestStatus.WITHDRAWN
            rest = Mrk(" Nobody else asks for this any more.") if alone else Mrk("")
            return mrk("{by} separated *{title}* from this again.{rest}", by=by, title=other.title, rest=rest)
        case ChangeKind.REPORT_WITHDRAWN:
            return mrk("{by} withdrew a report.", by=by)
        case _:
            return None
