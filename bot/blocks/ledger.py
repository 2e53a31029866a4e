"""A rep's ledger: what was logged, where it stands in plain words, and what can still be changed."""

from datetime import datetime

from bot.blocks import kit, private, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.usecases.ledger import LedgerLine, LedgerPage, heard_words
from digests.wording import a_or_an, all_of, count, money
from storage.models import CatalogItem, CatalogStatus, Draft, Report, ReportKind, Request, RequestStatus

PAGE = 8
HEADLINE = 120
REASON = 200


def mine(page: LedgerPage, drafts: tuple[Draft, ...], *, now: datetime, noun: str, prefix: str, waits: bool) -> Message:
    """`/field mine`: a page of somebody's own reports. `waits` says that nothing is posted before setup."""
    if not page.total:
        return Message(Mrk("You have not logged anything yet."), [*empty(noun, prefix), *unsent(drafts)])
    title = headline(page)
    accessory = None
    if page.begins:
        accessory = kit.button("Back to the newest", ActionId.MORE_MINE, "newest")
    blocks = [kit.section(mrk("*{title}*", title=title), accessory)]
    if not page.begins:
        blocks += unsent(drafts)
    blocks += lines(page, now=now, waits=waits)
    return Message(mrk("What you logged: {title}", title=title), blocks)


def headline(page: LedgerPage) -> str:
    """Which reports a page shows, and of how many."""
    if page.total == len(page.lines):
        return f"{count(page.total, 'report')} of yours, newest first"
    return f"{page.begins + 1}–{page.ends} of {page.total:,} reports of yours, newest first"


def lines(page: LedgerPage, *, now: datetime, waits: bool) -> list[Block]:
    """The reports of a page, each with its buttons, and the way to the next page."""
    blocks: list[Block] = []
    for line in page.lines:
        blocks += [*([kit.divider()] if blocks else []), *_entry(line, now, waits)]
    if page.next is not None:
        blocks.append(
            kit.actions(
                kit.button("Show more", ActionId.MORE_MINE, str(page.next)),
                block_id="more_mine",
            )
        )
    return blocks


def empty(noun: str, prefix: str) -> list[Block]:
    """Before the first report: what to type, ready to copy."""
    return [
        kit.section(Mrk("You have not logged anything yet. One line is enough; copy one of these and make it yours:")),
        examples(noun, prefix),
    ]


def examples(noun: str, prefix: str) -> Block:
    """Three commands to copy, each on a line of its own; code is not parsed, so quotes stay straight."""
    commands = (
        f'{prefix}request "If you had {a_or_an(noun)} for drone surveys, I\'d buy" 1200',
        f'{prefix}lost Ace Roofing 4800 price, went to Yelp "half the calls we paid for"',
        f"{prefix}field find drone surveys",
    )
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": command}]} for command in commands
        ],
    }


def unsent(drafts: tuple[Draft, ...]) -> list[Block]:
    """Words that were typed after a command whose form was closed without Submit."""
    return [
        kit.section(
            mrk(
                "✏️ *Not sent yet:* {words}\n{started}, as a {kind}.",
                words=kit.cut_plain(kit.one_line(draft.source_text), HEADLINE),
                started=kit.on_day(draft.opened_at, "Started"),
                kind=words.KIND[draft.kind].lower(),
            ),
            kit.button("Open the form", ActionId.OPEN_DRAFT, draft.draft_id),
        )
        for draft in drafts
    ]


def brief(line: LedgerLine, *, now: datetime, waits: bool) -> Mrk:
    """One report in three short lines: what, who and when, where it stands."""
    return kit.joined([heard(line), *standing(line, now=now, waits=waits)], "\n")


def heard(line: LedgerLine, *, by: str = "") -> Mrk:
    """One report in two short lines: what, who and when; `by` is the rep who heard it, where that is not the reader."""
    facts = line.facts
    report = facts.report
    worth = money(report.value_minor, report.currency) if report.value_minor is not None else ""
    who = kit.person(by) if by else ""
    about = [facts.account or "no customer named", facts.region, worth, who, _logged(report)]
    return mrk("{what}\n{about}", what=_what(line), about=kit.joined(about))


def standing(line: LedgerLine, *, now: datetime, waits: bool) -> list[Mrk]:
    """Where a report stands, what happens next and by when."""
    facts, request = line.facts, line.facts.request
    is_queued = facts.answered is None and facts.report.kind is not ReportKind.WON_DEAL
    if waits and is_queued and (request is None or request.is_open):
        return [Mrk("⏳ Saved. Its card is posted once Groundswell is set up.")]
    parts: list[Mrk] = []
    if facts.answered is not None:
        parts.append(
            mrk(
                "{mark} The catalog has it as *{item}*{when}.",
                mark=words.MARK[RequestStatus.ANSWERED],
                item=facts.answered.name,
                when=_on_sale(facts.answered),
            )
        )
    elif facts.report.kind is ReportKind.REQUEST and request is None:
        parts.append(Mrk("⏳ Saved. Its card follows in a moment."))
    if facts.report.kind is ReportKind.LOST_DEAL:
        parts.append(_read(facts.report))
    if facts.report.kind is ReportKind.WON_DEAL:
        parts.append(Mrk("🏆 It counts in the digest of its week."))
    if request is not None:
        about = Mrk("")
        if facts.report.kind is not ReportKind.REQUEST:
            about = mrk("It also counts for the request *{title}*. ", title=kit.cut_plain(request.title, HEADLINE))
        elif line.accounts > 1:
            about = mrk("{accounts} ask for this. ", accounts=count(line.accounts, "account"))
        parts.append(
            mrk(
                "{mark} {about}{status}",
                mark="⏰" if _is_late(request, now) else words.MARK[request.status],
                about=about,
                status=where_it_stands(request, item=line.item, now=now),
            )
        )
    return parts


def where_it_stands(request: Request, *, item: str, now: datetime) -> Mrk:
    """A request's state in plain words, with what happens next."""
    if request.is_open:
        return _open(request, now)
    match request.status:
        case RequestStatus.ANSWERED:
            name = mrk(" as *{item}*", item=item) if item else Mrk("")
            return mrk("Already for sale{name}: you can sell it today.", name=name)
        case RequestStatus.APPROVED_AS_SYNONYM:
            name = mrk(" of *{item}*", item=item) if item else Mrk("")
            return mrk("{approved}, as another name{name}.", approved=_decided(request, "Approved"), name=name)
        case RequestStatus.APPROVED:
            return mrk("{approved}. You hear again when it is live.", approved=_decided(request, "Approved"))
        case RequestStatus.PILOT:
            return mrk(
                "{approved}, as a pilot: it is tried in a few places first.", approved=_decided(request, "Approved")
            )
        case RequestStatus.DEFERRED:
            until = f"Deferred until {kit.day(request.deferred_until)}" if request.deferred_until else "Deferred"
            return mrk("{until}. {why}", until=until, why=_why(request))
        case RequestStatus.DECLINED:
            return mrk("{declined}. {why}", declined=_decided(request, "Declined"), why=_why(request))
        case RequestStatus.SCHEDULED:
            return Mrk("Approved and scheduled. You hear again when it is live.")
        case RequestStatus.LIVE | RequestStatus.MEASURED:
            return Mrk("Live: you can sell it today.")
        case RequestStatus.NOT_A_REQUEST:
            return mrk("Nothing to decide, Marketing found. {why}", why=_why(request))
        case _:
            return mrk("{status}.", status=words.STATUS[request.status])


def _on_sale(item: CatalogItem) -> str:
    if item.status is CatalogStatus.LIVE:
        return ": you can sell it today"
    return f": on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else ""


def _decided(request: Request, what: str) -> Mrk:
    return kit.on_day(request.decided_at, what) if request.decided_at else Mrk(what)


def _entry(line: LedgerLine, now: datetime, waits: bool) -> list[Block]:
    report_id = line.facts.report.report_id
    return [
        kit.section(brief(line, now=now, waits=waits)),
        kit.actions(
            kit.button("Edit", ActionId.EDIT_REPORT, report_id),
            kit.button("Withdraw", ActionId.WITHDRAW_REPORT, report_id, confirm=private.withdraw_confirm()),
            block_id=f"mine:{report_id}",
        ),
    ]


def _what(line: LedgerLine) -> Mrk:
    report = line.facts.report
    said = kit.cut_plain(kit.one_line(heard_words(line.facts)), HEADLINE)
    if report.kind is ReportKind.REQUEST:
        return mrk("*{said}*", said=said or "A request without words")
    why = all_of([reason.label.lower() for reason in line.facts.reasons])
    return mrk(
        "*{kind}{why}*{said}",
        kind=words.KIND[report.kind],
        why=f": {why}" if why else "",
        said=mrk("\n“{said}”", said=said) if said else Mrk(""),
    )


def _logged(report: Report) -> Mrk:
    when = kit.on_day(report.logged_at, "logged")
    return mrk("{when}, edited", when=when) if report.edited_at else when


def _read(report: Report) -> Mrk:
    if report.read_at is None:
        return Mrk("🔵 Marketing reads every lost deal; nobody has read this one yet.")
    return mrk(
        "👁️ {read} by {who}.",
        read=kit.on_day(report.read_at, "Read"),
        who=kit.person(report.read_by_id) if report.read_by_id else Mrk("Marketing"),
    )


_STAGE = {
    RequestStatus.NEW: "",
    RequestStatus.REGIONAL_REVIEW: "With the region. ",
    RequestStatus.HQ_REVIEW: "With headquarters. ",
    RequestStatus.DOCKETED: "On the committee's docket. ",
}


def _open(request: Request, now: datetime) -> Mrk:
    """The stage, and what comes next by the clock that a card shows."""
    stage = _STAGE[request.status]
    if request.snoozed_until and request.snoozed_until > now:
        return mrk("{stage}{then}.", stage=stage, then=kit.on_day(request.snoozed_until, "Marketing looks again"))
    if request.first_answered_at is None and request.first_answer_by < request.decide_by:
        if request.first_answer_by < now:
            was_due = kit.on_day(request.first_answer_by, "Marketing's first answer was due")
            return mrk("{stage}{was_due}; they see that it is late.", stage=stage, was_due=was_due)
        return mrk("{stage}{by}.", stage=stage, by=kit.on_day(request.first_answer_by, "Marketing answers by"))
    has_it = mrk("{who} has it. ", who=kit.person(request.owner_id)) if request.owner_id else Mrk("")
    if request.decide_by < now:
        was_due = kit.on_day(request.decide_by, "The decision was due")
        return mrk(
            "{stage}{has_it}{was_due}; Marketing sees that it is late.", stage=stage, has_it=has_it, was_due=was_due
        )
    by = kit.on_day(request.decide_by, "The decision comes by")
    return mrk("{stage}{has_it}{by}.", stage=stage, has_it=has_it, by=by)


def _is_late(request: Request, now: datetime) -> bool:
    if not request.is_open or (request.snoozed_until and request.snoozed_until > now):
        return False
    owes_answer = request.first_answered_at is None and request.first_answer_by < now
    return owes_answer or request.decide_by < now


def _why(request: Request) -> Mrk:
    if not request.reason:
        return Mrk("")
    return mrk("They say: “{reason}”", reason=kit.cut_plain(kit.one_line(request.reason), REASON))
