"""What `/field` answers by itself: help, what was found, and a kind word for what it does not know."""

from datetime import datetime

from bot.blocks import kit, ledger, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.blocks.queue import to_card
from bot.usecases.search import Found, FoundItem, FoundRequest
from digests.wording import a_or_an, all_of, count
from storage.models import CatalogStatus, RequestStatus, Workspace

TALK = 250


def help_message(*, noun: str, prefix: str, may_set_up: bool, is_marketer: bool = False) -> Message:
    """What works today, and three examples to copy. `prefix` is the slash with what goes before our commands."""
    edit = f"; without words, also to add {a_or_an(noun)}" if is_marketer else ""
    commands = [
        ("request", "log what a customer asked for"),
        ("lost", "log a deal that was lost"),
        ("won", "log a deal that was won"),
        ("field mine", "what you logged and where it stands; edit or withdraw it"),
        ("field find WORDS", "is it for sale, was it asked for before?"),
        ("field catalog WORDS", f"what is for sale, planned or retired{edit}"),
        ("field digest", "the latest weekly digest; `preview` shows the next one, `now` posts it"),
        *(
            [("field themes", "what customers ask for, in themes; name them, merge them, move reports")]
            if is_marketer
            else []
        ),
        *([("field setup", "channels, times, regions, roles")] if may_set_up else []),
    ]
    lines = [mrk("`{prefix}{name}` {what}", prefix=prefix, name=name, what=what) for name, what in commands]
    text = Mrk("*What Groundswell can do for you*")
    return Message(
        text,
        [
            kit.section(text),
            kit.section(kit.joined(lines, "\n")),
            kit.section(Mrk("*Copy one of these and make it yours:*")),
            ledger.examples(noun, prefix),
            kit.context(
                Mrk(
                    "On a message somebody wrote: its … menu, *Log as field feedback*. From anywhere: among Slack's "
                    "shortcuts, *Log a request* and *Log a lost deal*. What you logged is also on "
                    "the Home tab of this app."
                )
            ),
        ],
    )


def unknown(word: str, prefix: str) -> Message:
    """To a word after `/field` that means nothing to us."""
    text = mrk(
        "I don't know “{word}”. Try `{prefix}field help`.",
        word=kit.cut_plain(word, 60).replace("`", "'"),
        prefix=prefix,
    )
    return Message(text, [kit.section(text)])


def what_to_find(prefix: str) -> Message:
    """`find` without words."""
    text = mrk("Find what? Write a word or two: `{prefix}field find drone surveys`.", prefix=prefix)
    return Message(text, [kit.section(text)])


def found(result: Found, workspace: Workspace, *, now: datetime) -> Message:
    """What the words led to: for sale, asked for, logged by oneself."""
    if result.is_empty:
        return _nothing(result.words)
    text = mrk("Found for “{words}”", words=kit.cut_plain(kit.one_line(result.words), 80))
    blocks: list[Block] = [kit.section(mrk("*{text}*", text=text))]
    if result.items:
        blocks.append(kit.section(mrk("*In the catalog*")))
        blocks += [kit.section(_item(one, now)) for one in result.items]
        blocks += _more(result.more_items)
    if result.requests:
        blocks += [*_divider(blocks), kit.section(Mrk("*Asked for*"))]
        blocks += [kit.section(_request(one, workspace, now)) for one in result.requests]
        blocks += _more(result.more_requests)
    if result.reports:
        waits = not workspace.triage_channel_id
        blocks += [*_divider(blocks), kit.section(Mrk("*Logged by you*"))]
        blocks += [kit.section(ledger.brief(one, now=now, waits=waits)) for one in result.reports]
        blocks += _more(result.more_reports)
    return Message(text, blocks)


def preview(digest: Message, *, period: str = "") -> Message:
    """A digest that is not posted yet, marked as such; with its week as `period`, it can be posted from here."""
    blocks = [kit.context(Mrk("A preview of the next digest; only you see it.")), *digest.blocks]
    if period:
        post = kit.button("Post it now", ActionId.POST_DIGEST, period, style="primary")
        blocks.append(kit.actions(post, block_id="post_digest"))
    return Message(digest.text, blocks)


def on_its_way(week: int, channel_id: str) -> Message:
    """After a digest was asked for by hand."""
    text = mrk("The digest of week {week} is on its way to {channel}.", week=week, channel=kit.channel(channel_id))
    return Message(text, [kit.section(text)])


def _nothing(typed: str) -> Message:
    text = mrk(
        "Nothing found for “{words}”: it is not in the catalog, and nobody has asked for it yet. "
        "If a customer wants it, log it.",
        words=kit.cut_plain(kit.one_line(typed), 80),
    )
    log = kit.actions(kit.button("Log a request", ActionId.LOG_REQUEST, style="primary"), block_id="log")
    return Message(text, [kit.section(text), log])


def _item(one: FoundItem, now: datetime) -> Mrk:
    item = one.item
    lines = [mrk("{mark} *{name}* · {status}", mark=_MARK[item.status], name=item.name, status=_for_sale(one, now))]
    if one.synonyms:
        lines.append(mrk("also called {names}", names=all_of(one.synonyms[:5])))
    if item.status is CatalogStatus.LIVE and item.talk_track:
        lines.append(mrk("_{words}_", words=kit.cut_plain(kit.one_line(item.talk_track), TALK).replace("_", " ")))
    return kit.joined(lines, "\n")


_MARK = {CatalogStatus.LIVE: "🟢", CatalogStatus.PLANNED: "📅", CatalogStatus.RETIRED: "⚪"}


def _for_sale(one: FoundItem, now: datetime) -> str:
    item = one.item
    match item.status:
        case CatalogStatus.LIVE:
            where = f" in {all_of(one.regions)}" if one.regions else ""
            return f"You can sell that today{where}"
        case CatalogStatus.PLANNED:
            if item.on_sale_on and item.on_sale_on > now.date():
                return f"Planned, on sale from {kit.day(item.on_sale_on)}"
            return "Planned, not for sale yet"
        case CatalogStatus.RETIRED:
            return f"Retired; sell {one.successor} instead" if one.successor else "Retired, no longer for sale"


def _request(one: FoundRequest, workspace: Workspace, now: datetime) -> Mrk:
    request = one.request
    if request.status is RequestStatus.MERGED and one.merged_into:
        stands = mrk("merged into *{title}*", title=kit.cut_plain(one.merged_into, 90))
    else:
        stands = ledger.where_it_stands(request, item=one.item, now=now)
    return mrk(
        "{mark} {title}\n{facts}",
        mark=words.MARK[request.status],
        title=to_card(request.title, one.card, workspace),
        facts=kit.joined([count(one.accounts, "account") if one.accounts else "", stands]),
    )


def _more(is_cut: bool) -> list[Block]:
    return [kit.context(Mrk("and more; add a word to narrow it down"))] if is_cut else []


def _divider(blocks: list[Block]) -> list[Block]:
    return [kit.divider()] if len(blocks) > 1 else []
