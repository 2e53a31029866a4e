"""What `/field find` answers: for sale, asked for, heard; and what to try when nothing was found."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.blocks import kit, ledger, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.blocks.queue import to_card
from bot.usecases.ledger import LedgerLine
from bot.usecases.search import MORE, Found, FoundItem, FoundRequest
from digests.wording import all_of, any_of, count
from storage.models import CatalogStatus, RequestStatus, Workspace

TALK = 250
TYPED = 80
# Eighteen lines of this length and what stands around them are one message.
LINE = 550


def what_to_find(prefix: str, typed: str = "") -> Message:
    """`find` without words, or with signs only."""
    none = mrk("There is no word in “{typed}”. ", typed=kit.cut_plain(typed, TYPED)) if typed else Mrk("Find what? ")
    text = mrk("{none}Write a word or two: `{prefix}field find drone surveys`.", none=none, prefix=prefix)
    more = mrk(
        "Narrow it with `region:wales`, `status:open`, `account:ace` or `since:90d`; these also work without words.",
    )
    return Message(text, [kit.section(text), kit.context(more)])


def found(result: Found, workspace: Workspace, *, prefix: str, now: datetime) -> Message:
    """What the words led to. `prefix` is the slash with what goes before our commands, for what to try next."""
    if result.is_empty:
        return _nothing(result, prefix)
    text = mrk("Found{query}", query=_query(result))
    blocks: list[Block] = [kit.section(mrk("*{text}*", text=text))]
    if result.items:
        blocks.append(kit.section(Mrk("*In the catalog*")))
        today = now.astimezone(ZoneInfo(workspace.timezone)).date()
        blocks += [_line(_item(one, today)) for one in result.items]
        blocks += _more_items(result, prefix)
    if result.requests:
        blocks += [*_divider(blocks), kit.section(Mrk("*Asked for*"))]
        blocks += [_line(_request(one, workspace, now)) for one in result.requests]
        blocks += _more(result.more_requests, ["region", "status", "since"], result)
    if result.reports:
        blocks += [*_divider(blocks), kit.section(mrk("*{whose}*", whose=_whose(result)))]
        blocks += [_line(_report(one, result, workspace, now)) for one in result.reports]
        blocks += _more(result.more_reports, ["region", "account", "since"], result)
    return Message(text, blocks)


def _line(text: Mrk) -> Block:
    return kit.section(kit.cut(text, LINE))


def _query(result: Found) -> Mrk:
    """The words and filters as they were understood, each where there is one."""
    typed = kit.cut_plain(kit.one_line(result.query.words), TYPED)
    return mrk(
        "{words}{filters}",
        words=f" for “{typed}”" if typed else "",
        filters=f" · {kit.cut_plain(' · '.join(result.filters), 300)}" if result.filters else "",
    )


# --- nothing ---


def _nothing(result: Found, prefix: str) -> Message:
    if result.is_only_signs:
        return what_to_find(prefix, kit.one_line(result.query.words))
    says = "Nothing found{query}."
    if result.query.words and not result.filters:
        says = (
            "Nothing found{query}: it is not in the catalog, and nobody has asked for it yet. "
            "If a customer wants it, log it."
        )
    text = mrk(says, query=_query(result))
    blocks = [kit.section(text)]
    if tries := _tries(result):
        blocks += [kit.context(Mrk("Or try:")), _commands([f"{prefix}field find {one}" for one in tries])]
    if result.query.words:
        log = kit.button("Log a request", ActionId.LOG_REQUEST, style="primary")
        blocks.append(kit.actions(log, block_id="log"))
    return Message(text, blocks)


def _tries(result: Found) -> list[str]:
    """What else may lead somewhere: the words without filters, each of several words, the filters one by one."""
    typed = kit.one_line(result.query.words)
    said = [word for word in typed.split() if word.isalnum()]
    tries = [kit.cut_plain(typed, TYPED)] if typed and result.filters else []
    if len(said) > 1:
        tries += sorted(said, key=len, reverse=True)[:2]
    if not typed and len(result.filters) > 1:
        tries += _alone(result)
    return [one for one in dict.fromkeys(tries) if len(one) <= TYPED][:3]


def _alone(result: Found) -> list[str]:
    """Each filter by itself, as one types it."""
    query = result.query
    return [
        *([f"region:{_quoted(query.region)}"] if query.region else []),
        *([f"account:{_quoted(query.account)}"] if query.account else []),
        *([f"status:{query.status.word.replace(' ', '-')}"] if query.status else []),
    ]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _commands(commands: list[str]) -> Block:
    """Commands to copy, each on a line of its own; code is not parsed, so quotes stay straight."""
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": command}]} for command in commands
        ],
    }


# --- lines ---


def _item(one: FoundItem, today: date) -> Mrk:
    item = one.item
    lines = [mrk("{mark} *{name}* · {status}", mark=_MARK[item.status], name=item.name, status=_for_sale(one, today))]
    if one.synonyms:
        lines.append(mrk("also called {names}", names=all_of(one.synonyms[:5])))
    if item.status is CatalogStatus.LIVE and item.talk_track:
        lines.append(mrk("_{words}_", words=kit.cut_plain(kit.one_line(item.talk_track), TALK).replace("_", " ")))
    return kit.joined(lines, "\n")


_MARK = {CatalogStatus.LIVE: "🟢", CatalogStatus.PLANNED: "📅", CatalogStatus.RETIRED: "⚪"}


def _for_sale(one: FoundItem, today: date) -> str:
    item = one.item
    match item.status:
        case CatalogStatus.LIVE:
            where = f" in {all_of(one.regions)}" if one.regions else ""
            return f"You can sell that today{where}"
        case CatalogStatus.PLANNED:
            if item.on_sale_on and item.on_sale_on > today:
                return f"Planned, on sale from {kit.day(item.on_sale_on)}"
            return "Planned, not for sale yet"
        case CatalogStatus.RETIRED:
            retired = f"Retired {kit.day(item.retired_on)}" if item.retired_on else "Retired"
            return f"{retired}; sell {one.successor} instead" if one.successor else f"{retired}, no longer for sale"


def _request(one: FoundRequest, workspace: Workspace, now: datetime) -> Mrk:
    request = one.request
    if request.status is RequestStatus.MERGED and one.merged_into:
        stands = mrk("merged into *{title}*", title=kit.cut_plain(one.merged_into, 90))
    else:
        stands = ledger.where_it_stands(request, item=one.item, now=now)
    asked = kit.on_day(one.asked_at, "last asked") if one.asked_at else ""
    return mrk(
        "{mark} {title}\n{facts}",
        mark=words.MARK[request.status],
        title=to_card(request.title, one.card, workspace),
        facts=kit.joined([count(one.accounts, "account") if one.accounts else "", asked, stands]),
    )


def _whose(result: Found) -> str:
    """Whose reports these are, so that nobody takes a part for the whole."""
    if result.sight.is_whole:
        return "What reps heard"
    if result.regions:
        return f"Logged by you, or in {all_of(result.regions)}"
    return "Logged by you"


def _report(line: LedgerLine, result: Found, workspace: Workspace, now: datetime) -> Mrk:
    """An own report as in one's ledger; somebody else's with who heard it, and where what it counts for stands."""
    report, request = line.facts.report, line.facts.request
    if report.reporter_id == result.sight.user_id:
        return ledger.brief(line, now=now, waits=not workspace.triage_channel_id)
    if request is None:
        return ledger.heard(line, by=report.reporter_id)
    return mrk(
        "{heard}\n{mark} {title} · {status}",
        heard=ledger.heard(line, by=report.reporter_id),
        mark=words.MARK[request.status],
        title=kit.cut_plain(request.title, TYPED),
        status=words.STATUS[request.status],
    )


def _more_items(result: Found, prefix: str) -> list[Block]:
    """How many more the catalog has; without filters, `catalog` lists them all."""
    if not result.more_items or result.filters:
        return _more(result.more_items, ["region"], result)
    many = f"more than {MORE}" if result.more_items > MORE else f"{result.more_items}"
    words = kit.cut_plain(kit.one_line(result.query.words), TYPED).replace("`", "'")
    return [kit.context(mrk("and {many} more: `{prefix}field catalog {words}`", many=many, prefix=prefix, words=words))]


def _more(number: int, filters: list[str], result: Found) -> list[Block]:
    """How many more there are, and what would narrow it down that was not tried yet."""
    if not number:
        return []
    left = [f"`{one}:`" for one in filters if not getattr(result.query, one)]
    how = f"narrow it with {any_of(left)}" if left else "add a word to narrow it down"
    many = f"more than {MORE}" if number > MORE else f"{number}"
    return [kit.context(mrk("and {many} more; {how}", many=many, how=how))]


def _divider(blocks: list[Block]) -> list[Block]:
    return [kit.divider()] if len(blocks) > 1 else []
