"""What a rep sees between Submit and Marketing: what is for sale already, and what others asked for."""

import uuid

from bot.blocks import kit, words
from bot.blocks.ids import ActionId, FormId
from bot.blocks.kit import Mrk, mrk
from bot.blocks.private import words_for_sale
from bot.usecases.alike import ItemHit, RequestHit
from bot.usecases.suggestions import Suggestions
from digests.wording import all_of, count
from storage.models import CatalogItem, CatalogStatus, Request

_TALK = 400
_TITLE = 120


def suggestions_form(found: Suggestions, report_id: uuid.UUID) -> kit.View:
    """Up to three catalog items and five requests, each with its button; sent, it says that it is none of these."""
    is_one = len(found.items) + len(found.requests) == 1
    unless = "this is not it" if is_one else "none of these fits"
    blocks = [kit.context(mrk("✓ Saved. If {unless}, it goes to Marketing as it is.", unless=unless))]
    # One button stands out: the likeliest answer. "None of these" is green by itself.
    first = next((hit for hit in found.items if hit.can_answer), None) or next(iter(found.requests), None)
    if found.items:
        blocks.append(kit.header(_headline(found.items)))
    for item in found.items:
        blocks += _item(item, is_first=item is first)
    if found.requests:
        blocks.append(kit.header("Others asked for this"))
    blocks += [_request(request, is_first=request is first) for request in found.requests]
    title, submit = ("Is this it?", "Not this one") if is_one else ("Is it one of these?", "None of these")
    return _form(title, blocks, report_id, submit=submit, close="Back")


def answered_form(item: CatalogItem, report_id: uuid.UUID) -> kit.View:
    """After the rep found it in the catalog: words for the customer."""
    blocks = [
        kit.section(mrk("*{item}* {state}", item=item.name, state=_can_sell(item))),
        kit.context(Mrk("*Words for the customer*")),
        kit.quote(words_for_sale(item)),
        kit.context(
            Mrk("Marketing sees in the digest that the catalog answered this, and learns your customer's words.")
        ),
    ]
    return _form("That is an answer", blocks, report_id, submit="Done", close="Close")


def joined_form(request: Request, accounts: int, report_id: uuid.UUID) -> kit.View:
    """After the rep joined a request of others: how many they are now, and that the answer comes, or what it was."""
    text = mrk(
        "Your customer counts for *{title}* now: {accounts}. {then}",
        title=kit.cut_plain(kit.one_line(request.title), _TITLE),
        accounts=count(accounts, "account asks for it", "accounts ask for it"),
        then="You hear what becomes of it."
        if request.is_open
        else mrk("It was decided before: *{status}*.", status=words.STATUS[request.status]),
    )
    return _form("Counted in", [kit.section(text)], report_id, submit="Done", close="Close")


def too_late_form(sentence: str, report_id: uuid.UUID) -> kit.View:
    """A choice that cannot be made any more, in a sentence; nothing is lost."""
    return _form("A moment too late", [kit.section(kit.esc(sentence))], report_id, submit="Done", close="Back")


def _form(title: str, blocks: list[kit.Block], report_id: uuid.UUID, *, submit: str, close: str) -> kit.View:
    return kit.modal(
        FormId.SUGGESTIONS,
        title,
        blocks,
        submit=submit,
        close=close,
        private_metadata=str(report_id),
        notify_on_close=True,
    )


def _headline(items: tuple[ItemHit, ...]) -> str:
    if any(hit.can_answer and hit.item.status is CatalogStatus.LIVE for hit in items):
        return "You can sell that today"
    if any(hit.can_answer for hit in items):
        return "On its way"
    return "Not for sale there, but worth knowing"


def _item(hit: ItemHit, *, is_first: bool) -> list[kit.Block]:
    item = hit.item
    text = mrk("*{name}* {state}", name=item.name, state=item_state(hit))
    button = kit.button("That's it", ActionId.SUGGESTED_ITEM, item.item_id, style="primary" if is_first else None)
    blocks = [kit.section(text, button if hit.can_answer else None)]
    if item.talk_track and hit.can_answer:
        blocks.append(kit.quote(item.talk_track, limit=_TALK))
    return blocks


def item_state(hit: ItemHit) -> Mrk:
    """Where and when an item is for sale, as a sentence that begins with its name."""
    item = hit.item
    if item.status is CatalogStatus.RETIRED:
        since = mrk(" on {day}", day=kit.day(item.retired_on)) if item.retired_on else Mrk("")
        instead = mrk(" *{name}* took its place.", name=hit.successor.name) if hit.successor else Mrk("")
        return mrk("was retired{since}.{instead}", since=since, instead=instead)
    if not hit.is_here:
        return mrk("is sold only in {regions}.", regions=all_of(list(hit.regions)))
    if item.status is CatalogStatus.PLANNED:
        return _planned(item)
    return Mrk("is live in your region. Sell it today.") if hit.regions else Mrk("is live. Sell it today.")


def _can_sell(item: CatalogItem) -> Mrk:
    return _planned(item) if item.status is CatalogStatus.PLANNED else Mrk("answers it. You can sell it today.")


def _planned(item: CatalogItem) -> Mrk:
    if item.on_sale_on is None:
        return Mrk("is planned; the day is not set yet.")
    return mrk("goes on sale on {day}. Tell them.", day=kit.day(item.on_sale_on))


def _request(hit: RequestHit, *, is_first: bool) -> kit.Block:
    request = hit.request
    status = mrk("{mark} {status}", mark=words.MARK[request.status], status=words.STATUS[request.status])
    if hit.item:
        status = mrk("{status} as {item}", status=status, item=hit.item)
    facts = kit.joined(
        [
            status,
            count(hit.accounts, "account"),
            kit.on_day(hit.last_heard, "last asked") if hit.last_heard else "",
        ]
    )
    text = mrk("*{title}*\n{facts}", title=kit.cut_plain(kit.one_line(request.title), _TITLE), facts=facts)
    button = kit.button(
        "Add my customer", ActionId.SUGGESTED_REQUEST, request.request_id, style="primary" if is_first else None
    )
    return kit.section(text, button)
