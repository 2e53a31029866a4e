"""What waits for marketing, as App Home shows it: requests by their clocks, and lost deals that nobody read."""

from datetime import datetime

from bot.blocks import kit
from bot.blocks.cards import due
from bot.blocks.kit import Block, Mrk, mrk
from bot.usecases.home import LOST_DAYS, LostLine, Queue, QueueLine
from digests.wording import all_of, count, money
from storage.models import Card, Workspace

TITLE = 120


def queue(waiting: Queue, workspace: Workspace, *, now: datetime) -> list[Block]:
    """The queue: late, due soon, the rest; then lost deals to read."""
    sizes = waiting.sizes
    blocks = [kit.header("Waiting for an answer"), kit.context(_numbers(waiting))]
    if not (sizes.late or sizes.soon or sizes.later):
        blocks.append(kit.section(Mrk("Nothing waits. Every request has its answer.")))
    for name, lines, total in (
        ("Late", waiting.late, sizes.late),
        ("Due in the next two working days", waiting.soon, sizes.soon),
        ("Due later", waiting.later, sizes.later),
    ):
        if lines:
            blocks.append(kit.section(mrk("*{name}*", name=name)))
            blocks += [kit.section(_request(line, workspace, now)) for line in lines]
            blocks += _and_more(total - len(lines), "all of them are cards in the triage channel")
    return [*blocks, *_lost(waiting, workspace)]


def _numbers(waiting: Queue) -> Mrk:
    sizes = waiting.sizes
    return kit.joined(
        [
            count(sizes.late + sizes.soon + sizes.later, "open request"),
            f"{sizes.late:,} late" if sizes.late else "none late",
            f"{sizes.soon:,} due soon" if sizes.soon else "",
            f"{sizes.asleep:,} asleep" if sizes.asleep else "",
            f"in {all_of(waiting.regions)}" if waiting.regions else "",
        ]
    )


def _request(line: QueueLine, workspace: Workspace, now: datetime) -> Mrk:
    request = line.request
    owner = mrk("owner {who}", who=kit.person(request.owner_id)) if request.owner_id else Mrk("nobody has it yet")
    return mrk(
        "{title}\n{facts}",
        title=to_card(request.title, line.card, workspace),
        facts=kit.joined([due(request, now), count(line.accounts, "account"), owner]),
    )


def _lost(waiting: Queue, workspace: Workspace) -> list[Block]:
    if not waiting.lost_total:
        return []
    return [
        kit.header("Lost deals to read"),
        kit.context(
            mrk(
                "{deals} of the last {days} days that nobody in Marketing has read, oldest first",
                deals=count(waiting.lost_total, "lost deal"),
                days=LOST_DAYS,
            )
        ),
        *(kit.section(_lost_deal(line, workspace)) for line in waiting.lost),
        *_and_more(waiting.lost_total - len(waiting.lost), "their cards are in the triage channel"),
    ]


def _lost_deal(line: LostLine, workspace: Workspace) -> Mrk:
    facts, report = line.facts, line.facts.report
    return mrk(
        "{title}\n{facts}",
        title=to_card(facts.account or "A customer without a name", line.card, workspace),
        facts=kit.joined(
            [
                money(report.value_minor, report.currency) if report.value_minor is not None else "",
                all_of([reason.label for reason in facts.reasons]),
                mrk("heard by {who}", who=kit.person(report.reporter_id)),
                kit.on_day(report.logged_at),
            ]
        ),
    )


def to_card(title: str, card: Card | None, workspace: Workspace) -> Mrk:
    """A title in bold that leads to its card, where that was posted."""
    short = kit.cut_plain(kit.one_line(title), TITLE)
    if card is None or not workspace.domain:
        return mrk("*{title}*", title=short)
    url = kit.message_url(f"https://{workspace.domain}.slack.com/", card.channel_id, card.ts)
    return mrk("*{link}*", link=kit.link(url, short))


def _and_more(number: int, where: str) -> list[Block]:
    return [kit.context(mrk("and {number} more; {where}", number=f"{number:,}", where=where))] if number > 0 else []
