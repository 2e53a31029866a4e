"""What one rep reads privately: the confirmation, the answer, a question."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks import kit, learned, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, Mrk, mrk
from bot.errors import Place
from bot.usecases.own_reports import UNDO
from digests.wording import count, money
from storage.keys import name_key
from storage.models import (
    CatalogItem,
    CatalogStatus,
    ChangeKind,
    Question,
    Report,
    ReportKind,
    Request,
    RequestChange,
    RequestStatus,
)
from storage.queries.aliases import Lesson
from storage.queries.reports import ReportFacts

_TITLE = 120  # of a request, in a sentence


def confirmation(
    facts: ReportFacts,
    *,
    accounts: int,
    first_answer_by: datetime | None,
    waits_for_setup: bool,
    lessons: Sequence[Lesson] = (),
) -> Message:
    """Right after Submit: what was logged, what happens next and by when, and the way back; what was learned of it."""
    report, request = facts.report, facts.request
    worth = money(report.value_minor, report.currency) if report.value_minor is not None else ""
    what = {ReportKind.REQUEST: "Request", ReportKind.LOST_DEAL: "Lost deal", ReportKind.WON_DEAL: "Won deal"}[
        report.kind
    ]
    lines = [mrk("*{what} logged.* {who}", what=what, who=kit.joined([facts.account, facts.region, worth]))]
    if facts.answered is not None:
        lines.append(_answered(facts.answered))
    elif request is not None:
        lines.append(_what_next(facts.report, request, accounts, first_answer_by))
    elif report.kind is ReportKind.LOST_DEAL:
        lines.append(Mrk("Marketing reads every lost deal; it counts in the weekly digest."))
    else:
        lines.append(Mrk("It counts in the weekly digest. Well done."))
    if waits_for_setup:
        lines.append(Mrk("Groundswell is not set up here yet: this is saved, and its card is posted once it is."))
    until = report.logged_at + UNDO
    blocks = [kit.section(Mrk("\n".join(lines)))]
    if facts.answered is not None:
        blocks += [kit.context(Mrk("*Words for the customer*")), kit.quote(words_for_sale(facts.answered))]
    elif report.said and report.kind is ReportKind.REQUEST:
        blocks.append(kit.quote(report.said, limit=300))
    blocks += learned.told(lessons)
    blocks.append(
        kit.actions(
            # The time is in a text of its own, because a button's label knows no time zones.
            kit.button("Undo", ActionId.UNDO, report.report_id),
            kit.button("Edit", ActionId.EDIT_REPORT, report.report_id),
            block_id="confirmation",
        )
    )
    blocks.append(
        kit.context(mrk("Undo until {time}. After that, find it on this app's Home tab.", time=kit.at_time(until)))
    )
    return Message(lines[0], blocks)


def _what_next(report: Report, request: Request, accounts: int, first_answer_by: datetime | None) -> Mrk:
    return mrk("{joined}{then}", joined=_joined(report, request), then=_answer(request, accounts, first_answer_by))


def _joined(report: Report, request: Request) -> Mrk:
    """Which request it counts for, where that has other words for a title; a title may be long words cut short."""
    if name_key(report.want).startswith(request.title_key):
        return Mrk("")
    return mrk("It counts for *{title}*. ", title=kit.cut_plain(kit.one_line(request.title), _TITLE))


def _answer(request: Request, accounts: int, first_answer_by: datetime | None) -> Mrk:
    if request.is_open:
        asked = mrk("{count} asked for this so far. ", count=count(accounts, "account")) if accounts > 1 else Mrk("")
        if request.first_answered_at is not None:
            when = mrk("{decides}.", decides=kit.on_day(request.decide_by, "Marketing has it and decides by"))
        elif first_answer_by is not None:
            when = mrk("{answers}.", answers=kit.on_day(first_answer_by, "Marketing answers by"))
        else:
            when = Mrk("Marketing will answer.")
        return mrk("{asked}{when} The answer comes to you as a direct message.", asked=asked, when=when)
    return mrk(
        "This was decided before: *{status}*.{reason}",
        status=words.STATUS[request.status],
        reason=mrk(" {reason}", reason=request.reason) if request.reason else Mrk(""),
    )


def _answered(item: CatalogItem) -> Mrk:
    if item.status is CatalogStatus.PLANNED and item.on_sale_on:
        return mrk("*{item}* is the answer; it goes on sale on {day}.", item=item.name, day=kit.day(item.on_sale_on))
    return mrk("*{item}* is the answer: you can sell it today.", item=item.name)


def undone(kind: ReportKind) -> Message:
    """The confirmation after Undo."""
    return Message(mrk("{what} withdrawn. It no longer counts.", what=words.KIND[kind]))


def too_late_to_undo(facts: ReportFacts) -> Message:
    """Undo was pressed after its time: say so, and offer what still works."""
    text = Mrk("The time for Undo is over, and somebody may be working on it. You can still edit or withdraw it.")
    key = facts.report.report_id
    return Message(
        text,
        [
            kit.section(text),
            kit.actions(
                kit.button("Edit", ActionId.EDIT_REPORT, key),
                kit.button("Withdraw", ActionId.WITHDRAW_REPORT, key, style="danger", confirm=withdraw_confirm()),
                block_id="late_undo",
            ),
        ],
    )


def withdraw_confirm() -> kit.Element:
    """Ask before a report is withdrawn."""
    return kit.confirm(
        "Withdraw this report?",
        Mrk("It no longer counts. What it said is kept in its history."),
        "Withdraw",
        "Keep it",
        danger=True,
    )


def draft_kept(draft_id: object, text: str) -> Message:
    """The form could not be opened in time: the words are kept, one press opens it."""
    said = Mrk("Slack did not open the form. Your words are kept.")
    blocks = [kit.section(said)]
    if text:
        blocks.append(kit.quote(text, limit=300))
    blocks.append(
        kit.actions(kit.button("Open the form", ActionId.OPEN_DRAFT, str(draft_id), style="primary"), block_id="draft")
    )
    return Message(said, blocks)


_ANSWERS = {
    RequestStatus.ANSWERED: "You can sell that today",
    RequestStatus.APPROVED: "Approved",
    RequestStatus.APPROVED_AS_SYNONYM: "Approved as another name",
    RequestStatus.PILOT: "It goes into a pilot",
    RequestStatus.DEFERRED: "Not now",
    RequestStatus.DECLINED: "The answer is no",
    RequestStatus.NOT_A_REQUEST: "Not something to decide on",
    RequestStatus.MERGED: "Joined with the same wish",
    RequestStatus.LIVE: "It is live",
}


def told(
    change: RequestChange,
    request: Request,
    accounts: list[str],
    *,
    item: CatalogItem | None = None,
    target: Request | None = None,
    decision: RequestChange | None = None,
    is_correction: bool = False,
    passed_on_at: datetime | None = None,
) -> Message:
    """The answer to a rep: what was decided on what they logged, why, and words to say to the customer.

    `target` is the request that it was merged into, or separated from; `decision` the answer that stood on that one.
    """
    answer = decision if decision is not None and change.kind is ChangeKind.MERGED else change
    headline = mrk("*{answer}:* {title}", answer=_headline(change, request, item), title=request.title)
    if is_correction and change.kind is ChangeKind.DECIDED:
        headline = mrk("Decided anew. {headline}", headline=headline)
    lines = [
        headline,
        _what_it_means(change, request, item, target, decision),
        mrk("You logged it for {accounts}.", accounts=_some(accounts)) if accounts else Mrk(""),
    ]
    blocks = [kit.section(kit.joined(lines, "\n"))]
    if answer.words:
        blocks.append(kit.quote(answer.words, "Marketing"))
    is_taken_back = change.kind in (ChangeKind.REOPENED, ChangeKind.SEPARATED)
    say = "" if is_taken_back else words_to_say(answer.to_status or request.status, item, answer)
    if say:
        blocks.append(kit.context(Mrk("*Words for the customer*")))
        blocks.append(kit.quote(say))
    if passed_on_at is not None:
        blocks.append(kit.context(kit.on_day(passed_on_at, "✓ You told them")))
    elif decision is not None or change.kind not in (ChangeKind.MERGED, ChangeKind.SEPARATED):
        blocks.append(
            kit.actions(kit.button("Told them", ActionId.TOLD_THEM, change.change_id, style="primary"), block_id="told")
        )
    return Message(headline, blocks)


def _headline(change: RequestChange, request: Request, item: CatalogItem | None) -> str:
    if change.kind is ChangeKind.REOPENED:
        return "This is being looked at again"
    if change.kind is ChangeKind.SEPARATED:
        return "This stands for itself again"
    return _in_short(change.to_status or request.status, item)


def _in_short(status: RequestStatus, item: CatalogItem | None) -> str:
    """The answer in a few words; what is only planned cannot be sold today."""
    if status is RequestStatus.ANSWERED and item is not None and item.status is CatalogStatus.PLANNED:
        return f"On sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else "Planned already"
    return _ANSWERS.get(status, words.STATUS[status])


def _what_it_means(
    change: RequestChange,
    request: Request,
    item: CatalogItem | None,
    target: Request | None,
    decision: RequestChange | None,
) -> Mrk:
    """The sentence under the headline; of a merge, what was decided before on what it became part of."""
    if change.kind is ChangeKind.REOPENED:
        return Mrk("The earlier answer no longer holds; you hear again.")
    if change.kind is ChangeKind.SEPARATED and target is not None:
        said = Mrk(" What was decided there does not hold for it.") if decision is not None else Mrk("")
        return mrk("It is not the same as *{title}* after all.{said} You hear again.", title=target.title, said=said)
    if change.kind is ChangeKind.MERGED and target is not None and decision is not None:
        status = decision.to_status or target.status
        decided = mrk(
            "It now counts for *{title}*, which has its answer: *{answer}*.",
            title=target.title,
            answer=_in_short(status, item),
        )
        return kit.joined([decided, _meaning(status, decision, item, None)], " ")
    return _meaning(change.to_status or request.status, change, item, target)


def words_to_say(status: RequestStatus, item: CatalogItem | None, change: RequestChange) -> str:
    """A sentence a rep can say, where one helps."""
    sells = status in (RequestStatus.ANSWERED, RequestStatus.LIVE, RequestStatus.APPROVED_AS_SYNONYM)
    if sells and item is not None and item.talk_track:
        return item.talk_track
    match status:
        case RequestStatus.ANSWERED if item is not None:
            return words_for_sale(item)
        case RequestStatus.APPROVED_AS_SYNONYM if item is not None:
            return f"People who look for that will find you under {item.name}."
        case RequestStatus.APPROVED:
            return "You asked for it, and we are going to offer it. I will tell you as soon as it is on sale."
        case RequestStatus.LIVE:
            return "You asked for it, and it is on sale now. Shall I put you in?"
        case RequestStatus.PILOT:
            return "We are trying that out in a few places first. I will tell you how it goes."
        case RequestStatus.DEFERRED:
            later = f" We look at it again on {kit.day(change.until)}." if change.until else ""
            return f"We have noted that you want it, and it is not off the table.{later}"
        case _:
            return ""


def words_for_sale(item: CatalogItem) -> str:
    """A sentence a rep can say about what is for sale, or will be."""
    if item.talk_track:
        return item.talk_track
    if item.status is CatalogStatus.PLANNED:
        when = f" on {kit.day(item.on_sale_on)}" if item.on_sale_on else " soon"
        return f"It is coming: {item.name} goes on sale{when}. Shall I put you down for it?"
    return f"We have that: it is called {item.name}. Shall I put you under it?"


def _meaning(status: RequestStatus, change: RequestChange, item: CatalogItem | None, target: Request | None) -> Mrk:
    match status:
        case RequestStatus.ANSWERED if item is not None:
            return mrk("It is in the catalog as *{item}*.", item=item.name)
        case RequestStatus.APPROVED_AS_SYNONYM if item is not None:
            return mrk("It becomes another name of *{item}*.", item=item.name)
        case RequestStatus.DEFERRED if change.until:
            return mrk("Marketing looks at it again on {day}.", day=kit.day(change.until))
        case RequestStatus.MERGED if target is not None:
            return mrk("It now counts for *{title}*, and you hear of that one.", title=target.title)
        case RequestStatus.APPROVED:
            return Mrk("You hear again when it is live.")
        case _:
            return Mrk("")


def question(asked: Question, about: str, account: str) -> Message:
    """A question from triage, with the way to answer until it is answered."""
    text = mrk(
        "{who} asks about *{about}*{account}:",
        who=kit.person(asked.asked_by_id),
        about=about,
        account=f" ({account})" if account else "",
    )
    blocks = [kit.section(text), kit.quote(asked.words, limit=2000)]
    if asked.answered_at is None:
        answer = kit.button("Answer", ActionId.ANSWER, asked.question_id, style="primary")
        return Message(text, [*blocks, kit.actions(answer, block_id="question")])
    mark = mrk("✓ You answered, and {who} reads it:", who=kit.person(asked.asked_by_id))
    return Message(text, [*blocks, kit.context(mark), kit.quote(asked.answer, limit=2000)])


def assigned(change: RequestChange, title: str) -> Message:
    """To somebody who was asked to look after a request."""
    text = mrk(
        "{by} asked you to look after *{title}*. Its card is in the triage channel.",
        by=kit.person(change.by_id),
        title=title,
    )
    return Message(text, [kit.section(text)])


def sorry(sentence: str, place: Place | None = None) -> Message:
    """One kind sentence about what did not work, and the way to the card where it can be done."""
    text = kit.esc(sentence)
    if place is not None:
        url = kit.message_url(place.workspace_url, place.channel_id, place.ts)
        text = mrk("{sentence} {link}", sentence=text, link=kit.link(url, "Open its card"))
    return Message(text, [kit.section(text)])


def _some(accounts: list[str]) -> str:
    if len(accounts) <= 3:
        return ", ".join(accounts[:-1]) + (" and " if len(accounts) > 1 else "") + accounts[-1]
    return f"{', '.join(accounts[:3])} and {len(accounts) - 3} more"
