"""The card of a lost deal."""

from bot.blocks import kit, words
from bot.blocks.cards import MORE, SHOWN
from bot.blocks.hints import card_link
from bot.blocks.ids import ActionId
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import all_of, money
from storage.models import Card, Report, Request, Stage
from storage.queries.cards import LostDealFacts
from storage.queries.reports import ReportFacts


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


def _pointer(request: Request | None, card: Card | None, workspace_url: str) -> Mrk:
    """From a lost deal to the request that would have saved it."""
    if request is None:
        return Mrk("")
    title = card_link(request.title, card, workspace_url)
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
