"""The card of a request, in the triage channel."""

from datetime import datetime

from bot.blocks import kit, words
from bot.blocks.hints import card_link, hint_blocks, merged_blocks, separate_again
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import all_of, count, money, money_totals
from storage.keys import name_key
from storage.models import ChangeKind, Request, RequestChange, RequestStatus
from storage.models.request import AFTER_YES, YES
from storage.queries.cards import RequestFacts
from storage.queries.reports import ReportFacts

SHOWN = 300  # of what a customer said, on a card; the whole is in the report


def request_card(
    facts: RequestFacts,
    *,
    now: datetime,
    can_move_on: bool,
    asked: RequestChange | None = None,
    workspace_url: str = "",
) -> Message:
    """The card of a request: what, who, where, worth, since when, where it stands, and what can be done now.

    `asked` is the last question, answer or decision: while it is one of the first two, the card says so. Without the
    workspace's address no other card is linked.
    """
    request = facts.request
    title = kit.esc(request.title)
    blocks = [
        kit.section(mrk("*{title}*\n{status}", title=title, status=_status(facts, asked, workspace_url))),
        *(_heard(one, request) for one in facts.latest if one.report.said or one.report.would_have_bought),
        *(kit.context(line) for line in _small_print(facts, now) if line),
        *merged_blocks(facts, workspace_url),
        *hint_blocks(facts, workspace_url),
    ]
    buttons = _buttons(request, can_move_on=can_move_on)
    if buttons:
        blocks.append(kit.actions(*buttons, block_id="card"))
    return Message(mrk("Request: {title} · {status}", title=title, status=words.STATUS[request.status]), blocks)


def _status(facts: RequestFacts, asked: RequestChange | None, workspace_url: str) -> Mrk:
    request = facts.request
    parts = [f"{words.MARK[request.status]} {words.STATUS[request.status]}"]
    match request.status:
        case RequestStatus.MERGED if facts.merged_into is not None:
            target = card_link(facts.merged_into.title, facts.target_card, workspace_url)
            by = kit.person(request.decided_by_id)
            parts = [mrk("🔀 Merged into *{title}* by {by}", title=target, by=by)]
        case RequestStatus.DEFERRED if request.deferred_until:
            parts[0] += f" until {kit.day(request.deferred_until)}"
        case RequestStatus.ANSWERED | RequestStatus.APPROVED_AS_SYNONYM if facts.item is not None:
            parts[0] += f": {words.item_called(facts.item)}"
        case _:
            pass
    if request.owner_id:
        parts.append(mrk("owner {who}", who=kit.person(request.owner_id)))
    if request.decided_by_id and not request.is_open and not request.is_gone:
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
    return quoted(facts)


def quoted(facts: ReportFacts) -> kit.Block:
    """What one customer said, with who it was."""
    return kit.quote(facts.report.said or facts.report.would_have_bought, _byline(facts), SHOWN)


def _byline(facts: ReportFacts) -> str:
    report = facts.report
    worth = money(report.value_minor, report.currency) if report.value_minor is not None else ""
    unasked = "brought it up unasked" if report.is_unasked else ""
    return " · ".join(part for part in (facts.account or "no customer named", facts.region, worth, unasked) if part)


def _buttons(request: Request, *, can_move_on: bool) -> list[kit.Element]:
    """What can be done with a request as it stands; one that was merged can only stand for itself again."""
    key = request.request_id
    if request.is_gone:
        return separate_again(request)
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
