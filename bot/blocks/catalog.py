"""`/field catalog`: what one reads of the catalog, and for marketers the ways to change it."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import kit
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.usecases.catalog import CatalogPage, Door, Place
from bot.usecases.catalog_edit import ADDED, BROUGHT_BACK, EDITED, RETIRED
from bot.usecases.search import FoundItem
from digests.wording import a_or_an, all_of
from storage.keys import name_key
from storage.models import CatalogItem, CatalogStatus

MARK = {CatalogStatus.LIVE: "🟢", CatalogStatus.PLANNED: "📅", CatalogStatus.RETIRED: "⚪"}
# Of one item, so that a page of ten fits into a message.
_TALK, _ITEM, _NAMES = 250, 1000, 6
_DONE = {
    ADDED: "✅ *{name}* is in the catalog now: {stands}.",
    EDITED: "✅ *{name}* is changed: {stands}.",
    RETIRED: "✅ *{name}* is retired.",
    BROUGHT_BACK: "✅ *{name}* is back: {stands}.",
    "": "Nothing changed: *{name}* stays as it was.",
}


def done(deed: str, item: CatalogItem, today: date) -> Mrk:
    """What came of a form, above the page that it was opened from."""
    return mrk(_DONE[deed], name=item.name, stands=_stands(item, today))


def door(facts: Door, *, noun: str, prefix: str, today: date, said: Mrk | None = None) -> Message:
    """`catalog` without words: how much there is, what is new, what comes, what to type."""
    sizes = {status: facts.sizes.get(status, 0) for status in CatalogStatus}
    if not any(sizes.values()):
        return _empty(facts, noun, said)
    text = mrk(
        "*The catalog:* {live} live · {planned} planned · {retired} retired",
        live=f"{sizes[CatalogStatus.LIVE]:,}",
        planned=f"{sizes[CatalogStatus.PLANNED]:,}",
        retired=f"{sizes[CatalogStatus.RETIRED]:,}",
    )
    blocks = [*_said(said), kit.section(text)]
    for title, items in (("New", facts.newest), ("Coming", facts.coming)):
        if items:
            lines = [
                mrk("{mark} *{name}* · {stands}", mark=MARK[one.status], name=one.name, stands=_stands(one, today))
                for one in items
            ]
            blocks.append(kit.section(kit.joined([mrk("*{title}*", title=title), *lines], "\n")))
    look = mrk("Look something up: `{prefix}field catalog {word}`", prefix=prefix, word=_example(facts))
    blocks.append(kit.section(look))
    see_all = kit.button("See all", ActionId.CATALOG_PAGE, str(Place("", 0)))
    blocks.append(kit.actions(see_all, *_for_marketers(facts, noun), block_id="catalog"))
    return Message(said or text, blocks)


def page(found: CatalogPage, *, noun: str, prefix: str, today: date, said: Mrk | None = None) -> Message:
    """What some words led to, a page of it; for marketers each with a button to change it."""
    words = kit.cut_plain(kit.one_line(found.place.words), 80)
    if not found.total:
        return _nothing(found, words, noun, prefix, said)
    about = mrk("in the catalog for “{words}”", words=words) if words else Mrk("in the catalog")
    number = f"{found.total:,}"
    if len(found.items) < found.total:
        number = f"{found.begins + 1}–{found.begins + len(found.items)} of {found.total:,}"
    text = mrk("{number} {about}", number=number, about=about)
    first = str(Place(found.place.words, 0))
    back = kit.button("Back to the first", ActionId.CATALOG_PAGE, first) if found.begins else None
    blocks = [*_said(said), kit.section(mrk("*{text}*", text=text), back)]
    for one in found.items:
        edit = kit.button("Edit", ActionId.EDIT_ITEM, f"{one.item.item_id}:{found.place}") if found.may_edit else None
        blocks.append(kit.section(_item(one, today), edit))
    buttons = []
    if found.next is not None:
        buttons.append(kit.button("Show more", ActionId.CATALOG_PAGE, str(Place(found.place.words, found.next))))
    if found.may_edit:
        buttons.append(_add(noun, found.place))
    return Message(said or text, [*blocks, *([kit.actions(*buttons, block_id="catalog_page")] if buttons else [])])


def _empty(facts: Door, noun: str, said: Mrk | None) -> Message:
    text = Mrk("*The catalog is empty.*")
    if not facts.may_edit:
        then = Mrk("Marketing fills it. Until then, log what customers ask for: it counts.")
        return Message(text, [*_said(said), kit.section(kit.joined([text, then], "\n"))])
    then = Mrk("Add what you sell here, one by one, or have an admin import it all from a file.")
    add = kit.actions(*_for_marketers(facts, noun), block_id="catalog")
    return Message(text, [*_said(said), kit.section(kit.joined([text, then], "\n")), add])


def _nothing(found: CatalogPage, words: str, noun: str, prefix: str, said: Mrk | None) -> Message:
    about = mrk(" for “{words}”", words=words) if words else Mrk("")
    text = mrk("There is nothing{about} in the catalog.", about=about)
    then = mrk(
        "{other}, or what else customers call it. `{prefix}field find {words}` also looks through what was asked for. "
        "If a customer wants it, log it.",
        other="Try one word of it" if " " in words else "Try another word for it",
        prefix=prefix,
        words=words.replace("`", "'"),
    )
    log = kit.button("Log a request", ActionId.LOG_REQUEST, style="primary")
    buttons = [log, *([_add(noun, found.place)] if found.may_edit else [])]
    blocks = [*_said(said), kit.section(kit.joined([text, then], "\n")), kit.actions(*buttons, block_id="log")]
    return Message(text, blocks)


def _example(facts: Door) -> str:
    """A word that finds something here."""
    names = [one.name for one in (*facts.newest, *facts.coming)]
    said = [word for name in names for word in name_key(name).split() if word.isalnum()]
    return said[0] if said else "drone"


def _said(said: Mrk | None) -> list[Block]:
    return [kit.section(said), kit.divider()] if said else []


def _for_marketers(facts: Door, noun: str) -> list[kit.Element]:
    if not facts.may_edit:
        return []
    waiting = facts.candidates
    words = kit.button(f"Customers' words ({waiting})", ActionId.CUSTOMERS_WORDS)
    return [_add(noun, Place()), *([words] if waiting else [])]


def _add(noun: str, place: Place) -> kit.Element:
    return kit.button(f"Add {a_or_an(noun)}", ActionId.ADD_ITEM, str(place))


def _item(one: FoundItem, today: date) -> Mrk:
    item = one.item
    # What cannot be sold needs no words to sell it with.
    track = "" if item.status is CatalogStatus.RETIRED else item.talk_track
    talk = kit.cut_plain(kit.one_line(track), _TALK).replace("_", " ")
    lines = [
        mrk(
            "{mark} *{name}* · {stands}",
            mark=MARK[item.status],
            name=item.name,
            stands=_stands(item, today, one.successor),
        ),
        mrk("in {regions}", regions=_some(one.regions)) if one.regions else Mrk(""),
        mrk("also called {names}", names=_some(one.synonyms)) if one.synonyms else Mrk(""),
        mrk("see also {names}", names=_some(one.see)) if one.see else Mrk(""),
        mrk("_{talk}_", talk=talk) if talk else Mrk(""),
    ]
    return kit.cut(kit.joined(lines, "\n"), _ITEM)


def _stands(item: CatalogItem, today: date, successor: str = "") -> str:
    """Whether it can be sold, in words."""
    match item.status:
        case CatalogStatus.LIVE:
            return f"live since {kit.day(item.on_sale_on)}" if item.on_sale_on else "live"
        case CatalogStatus.PLANNED if item.on_sale_on is None:
            return "planned, no day yet"
        case CatalogStatus.PLANNED if item.on_sale_on is not None and item.on_sale_on <= today:
            return f"planned for {kit.day(item.on_sale_on)}, not live yet"
        case CatalogStatus.PLANNED:
            return f"on sale from {kit.day(item.on_sale_on)}" if item.on_sale_on else ""
        case CatalogStatus.RETIRED:
            since = f" {kit.day(item.retired_on)}" if item.retired_on else ""
            return f"retired{since}; {successor} took its place" if successor else f"retired{since}"


def _some(names: Sequence[str]) -> str:
    """Names in words; of many, the first ones and how many more."""
    if len(names) <= _NAMES:
        return all_of(names)
    return f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} more"
