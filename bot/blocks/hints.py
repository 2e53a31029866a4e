"""What a request's card asks: is it the same as another, is it for sale already? And what was merged into it."""

from bot.blocks import kit, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Mrk, mrk
from bot.usecases.pairs import Pair
from digests.wording import all_of, count
from storage.models import Card, CatalogStatus, Request
from storage.queries.cards import RequestFacts
from storage.queries.hints import ForSale, SameAs

TITLE = 90  # of another request, on a card
_NAMED = 3  # of those merged into one


def card_link(title: str, card: Card | None, workspace_url: str) -> Mrk:
    """A request's title, which leads to its card where that was posted."""
    short = kit.cut_plain(kit.one_line(title), TITLE)
    if card is None or not workspace_url:
        return kit.esc(short)
    return kit.link(kit.message_url(workspace_url, card.channel_id, card.ts), short)


def hint_blocks(facts: RequestFacts, workspace_url: str) -> list[Block]:
    """What looks the same, and what may be for sale already, each with its answers; nothing on a decided request."""
    request = facts.request
    blocks: list[Block] = []
    for same, card in facts.looks_like:
        blocks += _same(request, same, card, workspace_url)
    blocks += [_for_sale(request, one) for one in facts.for_sale]
    if facts.for_sale:
        none = kit.button("Not in the catalog", ActionId.NONE_FOR_SALE, request.request_id)
        blocks.append(kit.actions(none, block_id="none_for_sale"))
    # The card's own buttons come next, and are not about these.
    return [kit.divider(), *blocks, kit.divider()] if blocks else []


def merged_blocks(facts: RequestFacts, workspace_url: str) -> list[Block]:
    """What was merged into this one, with the way to take one out again."""
    if not facts.merged:
        return []
    named = [mrk("*{title}*", title=card_link(one.title, card, workspace_url)) for one, card in facts.merged[:_NAMED]]
    more = len(facts.merged) - len(named)
    titles = kit.joined([*named, f"{more} more" if more else ""])
    separate = kit.button("Separate …", ActionId.SEPARATE, facts.request.request_id)
    return [kit.section(mrk("🔀 Counts here too: {titles}", titles=titles), separate, block_id="merged")]


def separate_again(request: Request) -> list[kit.Element]:
    """The button on the card of a request that was merged."""
    if request.merged_into_id is None:
        return []
    sure = kit.confirm(
        "Separate it again?",
        Mrk("It stands where it stood before, its customers count for it again, and its reps hear of it."),
        "Separate",
    )
    key = Pair(request.request_id, request.merged_into_id)
    return [kit.button("Separate again", ActionId.SEPARATE_ONE, str(key), confirm=sure)]


def _same(request: Request, same: SameAs, card: Card | None, workspace_url: str) -> list[Block]:
    other, key = same.request, str(Pair(request.request_id, same.other_id))
    title = card_link(other.title, card, workspace_url)
    sure = kit.confirm(
        "Merge the two?",
        mrk(
            "Its customers then count for *{title}*, and its reps hear so. You can separate the two again.",
            title=kit.cut_plain(kit.one_line(other.title), TITLE),
        ),
        "Merge",
    )
    text = mrk(
        "🔎 Looks the same as *{title}* · {accounts} · {status} ({score})",
        title=title,
        accounts=count(same.accounts, "account"),
        status=words.STATUS[other.status].lower(),
        score=f"{same.score:.2f}",
    )
    return [
        kit.section(text),
        kit.actions(
            kit.button("Merge the two", ActionId.MERGE_HINTED, key, confirm=sure),
            kit.button("Not the same", ActionId.NOT_THE_SAME, key),
            block_id=f"same:{same.other_id}",
        ),
    ]


def _for_sale(request: Request, one: ForSale) -> Block:
    """A catalog item; what is only planned cannot be the answer, but is worth knowing."""
    item, score = one.item, f"{one.score:.2f}"
    if item.status is not CatalogStatus.LIVE:
        since = f", on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else ""
        return kit.section(
            mrk("📅 Planned already? *{name}*{since} ({score})", name=item.name, since=since, score=score)
        )
    where = f"live in {all_of(one.regions)}" if one.regions else "live"
    text = mrk("🏷️ For sale already? *{name}* · {where} ({score})", name=item.name, where=where, score=score)
    yes = kit.button("That's it", ActionId.THIS_ITEM, str(Pair(request.request_id, item.item_id)))
    return kit.section(text, yes, block_id=f"item:{item.item_id}")
