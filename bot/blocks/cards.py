"""The cards in the triage channel, and what is said in their threads."""

from datetime import datetime

from bot.blocks import kit, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import all_of, count, money, money_totals
from storage.keys import name_key
from storage.models import Card, ChangeKind, Question, Report, Request, RequestChange, RequestStatus, Stage
from storage.models.request import AFTER_YES, YES
from storage.queries.cards import LostDealFacts, RequestFacts
from storage.queries.reports import ReportFacts

SHOWN = 300  # of what a customer said, on a card; the whole is in the report


def request_card(
    facts: RequestFacts, *, now: datetime, can_move_on: bool, asked: RequestChange | None = None
) -> Message:
    """The card of a request: what, who, where, worth, since when, where it stands, and what can be done now.

    `asked` is the last question, answer or decision: while it is one of the first two, the card says so.
    """
    request = facts.request
    title = kit.esc(request.title)
    blocks = [
        kit.section(mrk("*{title}*\n{status}", title=title, status=_status(facts, asked))),
        *(_heard(one, request) for one in facts.latest if one.report.said or one.report.would_have_bought),
        *(kit.context(line) for line in _small_print(facts, now) if line),
    ]
    buttons = _buttons(request, can_move_on=can_move_on)
    if buttons:
        blocks.append(kit.actions(*buttons, block_id="card"))
    return Message(mrk("Request: {title} · {status}", title=title, status=words.STATUS[request.status]), blocks)


def lost_deal_card(facts: LostDealFacts, *, workspace_url: str = "") -> Message:
    """The card of a lost deal: it is read, not decided."""
    report, about = facts.facts.report, facts.facts
    who = about.account or "a customer without a name"
    headline = mrk("*Lost: {who}*", who=who)
    if report.value_minor is not None:
        headline = mrk("{headline} · {value}", headline=headline, value=money(report.value_minor, report.currency))
    if not report.is_live:
        state = Mrk("🗑️ Withdrawn by the rep")
    elif report.read_at:
        state = mrk("👁️ Read by {who}", who=kit.person(report.read_by_id))
    else:
        state = Mrk("🔵 New")
    reasons = kit.joined((reason.label for reason in about.reasons), " · ")
    competitors = all_of([competitor.name for competitor in about.competitors])
    lines = [
        headline,
        kit.joined([state, mrk("owner {who}", who=kit.person(report.owner_id)) if report.owner_id else ""]),
        mrk("*Why:* {reasons}", reasons=reasons) if reasons else "",
        mrk("*Went to:* {competitors}", competitors=competitors) if competitors else "",
        mrk("*Would have bought if:* {would}", would=kit.cut_plain(kit.one_line(report.would_have_bought), SHOWN))
        if report.would_have_bought
        else "",
        _pointer(about.request, facts.request_card, workspace_url),
    ]
    blocks = [kit.section(kit.joined(lines, "\n"))]
    if report.said:
        blocks.append(kit.quote(report.said, "the customer", SHOWN))
    if report.note:
        blocks.append(kit.context(mrk("The rep's view: {note}", note=kit.cut_plain(kit.one_line(report.note), SHOWN))))
    blocks.append(kit.context(_lost_where(about)))
    if report.is_live:
        blocks.append(kit.actions(*_lost_buttons(report), block_id="card"))
    return Message(mrk("Lost deal: {who}", who=who), blocks)


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
        blocks.append(_quoted(report))
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
        case ChangeKind.REPORT_WITHDRAWN:
            return mrk("{by} withdrew a report.", by=by)
        case _:
            return None


def _status(facts: RequestFacts, asked: RequestChange | None) -> Mrk:
    request = facts.request
    parts = [f"{words.MARK[request.status]} {words.STATUS[request.status]}"]
    match request.status:
        case RequestStatus.MERGED if facts.merged_into is not None:
            parts = [mrk("🔀 Merged into *{title}*", title=facts.merged_into.title)]
        case RequestStatus.DEFERRED if request.deferred_until:
            parts[0] += f" until {kit.day(request.deferred_until)}"
        case RequestStatus.ANSWERED | RequestStatus.APPROVED_AS_SYNONYM if facts.item:
            parts[0] += f": {facts.item}"
        case _:
            pass
    if request.owner_id:
        parts.append(mrk("owner {who}", who=kit.person(request.owner_id)))
    if request.decided_by_id and not request.is_open:
        parts.append(mrk("decided by {who}", who=kit.person(request.decided_by_id)))
    if asked is not None and request.is_open:
        parts.append(_question(asked))
    line = kit.joined(parts)
    if request.reason and not request.is_open:
        line = mrk("{line}\n_{reason}_", line=line, reason=kit.cut_plain(kit.one_line(request.reason), SHOWN))
    return line


def _question(asked: RequestChange) -> Mrk:
    """Whether a rep still owes an answer, or has given it; a decision settles both."""
    match asked.kind:
        case ChangeKind.ASKED:
            return mrk("❓ {rep} was asked", rep=kit.person(asked.person_id))
        case ChangeKind.ANSWER:
            return mrk("💬 {rep} answered, in the thread", rep=kit.person(asked.by_id))
        case _:
            return Mrk("")


def _small_print(facts: RequestFacts, now: datetime) -> list[Mrk]:
    """How many ask, and since when; a request that became part of another counts nobody any more."""
    if facts.request.status is RequestStatus.MERGED:
        return [Mrk("Its customers count there now.")]
    return [_demand(facts), _clock(facts, now)]


def _demand(facts: RequestFacts) -> Mrk:
    """How many ask. Of one customer the words above say the rest; from the second on it is worth adding up."""
    lost = count(facts.lost_deals, "lost deal") if facts.lost_deals else ""
    if facts.reports <= 1:
        has_name = any(one.account for one in facts.latest)
        return kit.joined(["1 account" if has_name else "", lost])
    worth = f"worth {money_totals(facts.worth)} a year" if facts.worth else ""
    return kit.joined([count(facts.accounts, "account"), count(facts.reps, "rep"), worth, lost, all_of(facts.regions)])


def _clock(facts: RequestFacts, now: datetime) -> Mrk:
    request = facts.request
    heard = ""
    if facts.first_heard and facts.last_heard:
        heard = (
            mrk("{day} by {rep}", day=kit.on_day(facts.first_heard, "Heard"), rep=_rep(facts))
            if facts.reports == 1
            else kit.joined([kit.on_day(facts.first_heard, "First heard"), kit.on_day(facts.last_heard, "last")], ", ")
        )
    return kit.joined([heard, due(request, now)])


def _rep(facts: RequestFacts) -> Mrk:
    return kit.person(facts.latest[0].report.reporter_id if facts.latest else None)


def due(request: Request, now: datetime) -> Mrk:
    """What the clock of an open request says; empty for a decided one."""
    if not request.is_open:
        return Mrk("")
    if request.snoozed_until and request.snoozed_until > now:
        return kit.on_day(request.snoozed_until, "💤 asleep until")
    by = request.next_due
    what = "decision" if by == request.decide_by else "first answer"
    if by < now:
        return mrk("*{late}*", late=kit.on_day(by, f"⏰ {what} was due"))
    return kit.on_day(by, f"{what} due")


def _heard(facts: ReportFacts, request: Request) -> kit.Block:
    """What one customer said; where the title is their words already, only who it was."""
    said = facts.report.said or facts.report.would_have_bought
    if name_key(said) == request.title_key:
        return kit.context(kit.esc(_byline(facts)))
    return _quoted(facts)


def _quoted(facts: ReportFacts) -> kit.Block:
    return kit.quote(facts.report.said or facts.report.would_have_bought, _byline(facts), SHOWN)


def _byline(facts: ReportFacts) -> str:
    report = facts.report
    worth = money(report.value_minor, report.currency) if report.value_minor is not None else ""
    unasked = "brought it up unasked" if report.is_unasked else ""
    return " · ".join(part for part in (facts.account or "no customer named", facts.region, worth, unasked) if part)


def _pointer(request: Request | None, card: Card | None, workspace_url: str) -> Mrk:
    """From a lost deal to the request that would have saved it."""
    if request is None:
        return Mrk("")
    title: Mrk = kit.esc(request.title)
    if card is not None and workspace_url:
        title = kit.link(kit.message_url(workspace_url, card.channel_id, card.ts), request.title)
    return mrk("*Counts for the request:* {title}", title=title)


_STAGES = {
    Stage.NOT_AWARE: "did not know us yet",
    Stage.CONSIDERING: "was thinking it over",
    Stage.NEGOTIATING: "was negotiating",
    Stage.RENEWAL: "was up for renewal",
    Stage.CUSTOMER: "was a customer",
}


def _lost_where(facts: ReportFacts) -> Mrk:
    report = facts.report
    return kit.joined(
        [
            mrk("{day} by {who}", day=kit.on_day(report.logged_at, "Heard"), who=kit.person(report.reporter_id)),
            facts.region,
            _STAGES[report.stage] if report.stage else "",
            words.EVIDENCE[report.evidence]
            .lower()
            .replace("my own", "the rep's own")
            .replace("told me", "told the rep")
            if report.evidence
            else "",
        ]
    )


def _buttons(request: Request, *, can_move_on: bool) -> list[kit.Element]:
    """What can be done with a request as it stands; nothing with one that is gone."""
    key = request.request_id
    if request.is_gone:
        return []
    if request.is_open:
        return [
            *([kit.button("Take it", ActionId.TAKE, key)] if request.owner_id is None else []),
            kit.button("Already for sale", ActionId.ALREADY_FOR_SALE, key),
            kit.button("Merge", ActionId.MERGE, key),
            kit.button("Ask the rep", ActionId.ASK, key),
            kit.button("Decide", ActionId.DECIDE, key, style="primary"),
            _more(request, ["assign", "edit", "snooze", *(["move_on"] if can_move_on else []), "not_a_request"]),
        ]
    later = request.status in YES or request.status in AFTER_YES
    return [
        kit.button("Ask the rep", ActionId.ASK, key),
        _more(request, ["assign", "edit", *(["move_on"] if later and can_move_on else []), "reopen"]),
    ]


MORE = {
    "assign": "Assign to …",
    "edit": "Edit the title …",
    "snooze": "Snooze until …",
    "move_on": "Move on to …",
    "reopen": "Reopen …",
    "not_a_request": "Not a request …",
}


def _more(request: Request, verbs: list[str]) -> kit.Element:
    return kit.overflow(ActionId.MORE, [kit.option(MORE[verb], f"{verb}:{request.request_id}") for verb in verbs])


def _lost_buttons(report: Report) -> list[kit.Element]:
    key = report.report_id
    buttons = [kit.button("Take it", ActionId.TAKE_LOST_DEAL, key)] if report.owner_id is None else []
    if report.read_at is None:
        buttons.append(kit.button("Mark as read", ActionId.MARK_READ, key))
    return [
        *buttons,
        kit.button("Ask the rep", ActionId.ASK_LOST_DEAL, key),
        kit.button("Link to a request", ActionId.LINK, key),
        kit.overflow(ActionId.MORE_LOST_DEAL, [kit.option(MORE["assign"], f"assign:{key}")]),
    ]
