"""The form in which marketing says everything about one catalog item, and the customers' words to judge."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.catalog import MARK
from bot.blocks.ids import ActionId, FormId, LookupId
from bot.blocks.kit import Block, Mrk, View, mrk
from bot.usecases.catalog_edit import ADDED, ADOPTED, BROUGHT_BACK, EDITED, LEFT, RETIRED, ItemFacts
from bot.usecases.catalog_listing import ItemField, Listing
from bot.usecases.catalog_words import SHORT_NAME, Candidate
from digests.wording import count
from storage.keys import KEY_LENGTH
from storage.models import AuditEntry, CatalogAnswer, CatalogItem, CatalogStatus

# What Slack lets one menu offer.
_MENU = 100
# Four blocks each at the most, and a form holds a hundred.
_CANDIDATES = 24
WORDS_TITLE = "Customers' words"
_STATUS = {
    CatalogStatus.LIVE: ("Live", "For sale today"),
    CatalogStatus.PLANNED: ("Planned", "For sale from a later day on"),
    CatalogStatus.RETIRED: ("Retired", "No longer for sale"),
}
_DEEDS = {
    ADDED: "Added",
    EDITED: "Changed",
    RETIRED: "Retired",
    BROUGHT_BACK: "Brought back",
    ADOPTED: "Given another name",
    LEFT: "Customers' words judged",
}


def item_form(facts: ItemFacts, *, noun: str, metadata: str, status: CatalogStatus, name: str = "") -> View:
    """Add or edit an item; the days asked for depend on the status, so it is drawn anew when one is chosen.

    `name` is what a new one may be called. A field that holds more than Slack's forms can is left out, with a word.
    """
    listing = facts.listing
    blocks = [
        kit.input_block(
            ItemField.NAME,
            "Name",
            kit.text_input(listing.name or name, max_length=KEY_LENGTH),
            optional=False,
        ),
        kit.input_block(
            ItemField.STATUS,
            "Can it be sold?",
            kit.radio([kit.option(label, one, what) for one, (label, what) in _STATUS.items()], status)
            | {"action_id": ActionId.ITEM_STATUS},
            optional=False,
            dispatch=True,
        ),
        *_days(facts, status),
        _lines(ItemField.SYNONYMS, "Other names", listing.synonyms, "One a line. Whoever types one of them finds it."),
        _lines(ItemField.SEE, "See also", listing.see, "One a line. Worth a look besides, but not the same."),
        *_regions(facts),
        _talk_track(listing),
        *([_last(facts.last)] if facts.last else []),
    ]
    title = kit.cut_plain(f"Edit this {noun}" if facts.item else f"New {noun}", kit.MODAL_TITLE)
    return kit.modal(
        FormId.CATALOG_ITEM, title, blocks, submit="Save" if facts.item else "Add", private_metadata=metadata
    )


def _days(facts: ItemFacts, status: CatalogStatus) -> list[Block]:
    listing = facts.listing
    if status is CatalogStatus.LIVE:
        return [kit.input_block(ItemField.ON_SALE, "On sale since", kit.datepicker(listing.on_sale_on))]
    if status is CatalogStatus.PLANNED:
        return [kit.input_block(ItemField.ON_SALE, "On sale from", kit.datepicker(listing.on_sale_on), optional=False)]
    successor = facts.successor
    initial = kit.option(successor.name, successor.item_id) if successor else None
    element = kit.typeahead("Type a word of its name", initial) | {"action_id": LookupId.SUCCESSOR}
    # What is retired already keeps its day, which an import may not have known.
    hint = "" if listing.status is CatalogStatus.RETIRED else "Left empty, it is today."
    return [
        kit.input_block(ItemField.RETIRED, "Retired on", kit.datepicker(listing.retired_on), hint=hint),
        kit.input_block(
            ItemField.SUCCESSOR, "What took its place?", element, hint="Reps who look it up are told to sell that."
        ),
    ]


def _lines(field: ItemField, label: str, names: Sequence[str], hint: str) -> Block:
    text = "\n".join(names)
    if len(text) > kit.TEXT_INPUT:
        return _stays(label, f"{count(len(names), 'name')}")
    return kit.input_block(field, label, kit.text_input(text, multiline=True), hint=hint)


def _regions(facts: ItemFacts) -> list[Block]:
    if not facts.regions:
        return []
    if len(facts.regions) > _MENU:
        sold_in = facts.listing.region_ids
        return [_stays("Sold in", count(len(sold_in), "region") if sold_in else "everywhere")]
    options = [
        kit.option(region.name, region.region_id, "No region any more" if region.retired_at else "")
        for region in facts.regions
    ]
    chosen = [str(region_id) for region_id in facts.listing.region_ids]
    menu = kit.multi_select(options, chosen, "Everywhere")
    return [kit.input_block(ItemField.REGIONS, "Sold in", menu, hint="None chosen means everywhere.")]


def _talk_track(listing: Listing) -> Block:
    label = "Talk track"
    if len(listing.talk_track) > kit.TEXT_INPUT:
        return _stays(label, f"{len(listing.talk_track):,} letters")
    element = kit.text_input(listing.talk_track, multiline=True)
    return kit.input_block(ItemField.TALK_TRACK, label, element, hint="What a rep can say to sell it.")


def _stays(label: str, what: str) -> Block:
    return kit.section(mrk("*{label}*\n{what}: more than a form can hold. It stays as it is.", label=label, what=what))


def _last(entry: AuditEntry) -> Block:
    what = kit.on_day(entry.at, _DEEDS.get(entry.deed, "Last changed"))
    return kit.context(mrk("{what} by {who}", what=what, who=kit.person(entry.by_id)))


# --- customers' words ---


def words_list(found: Sequence[Candidate], *, noun: str, said: str = "") -> View:
    """What customers called things, item by item; the most used come first. `said` is what came of the last press."""
    blocks: list[Block] = [kit.section(mrk("{said}", said=said))] if said else []
    if not found:
        blocks.append(kit.section(Mrk("All done: no customers' words are waiting.")))
    else:
        blocks.append(
            kit.section(
                mrk(
                    "Customers said this, and it was for sale already. Make a short form of it another name, and the "
                    "next rep finds the {noun} by it.",
                    noun=noun,
                )
            )
        )
    item_id = None
    for one in found[:_CANDIDATES]:
        if one.item.item_id != item_id:
            item_id = one.item.item_id
            title = mrk("{mark} *{name}*", mark=MARK[one.item.status], name=one.item.name)
            blocks += [kit.divider(), kit.section(title)]
        blocks += _candidate(one)
    if len(found) > _CANDIDATES:
        blocks.append(kit.context(mrk("and {more} more, once these are done", more=len(found) - _CANDIDATES)))
    return kit.modal("customers_words", WORDS_TITLE, blocks, close="Close")


def _candidate(one: Candidate) -> list[Block]:
    heard = f"{one.times:,} times, by {count(one.accounts, 'account')}" if one.times > 1 else "Once"
    return [
        kit.quote(one.words, heard, limit=300),
        kit.actions(
            kit.button("Make it another name", ActionId.ADOPT_WORDS, one.report_id),
            kit.button("Leave it", ActionId.LEAVE_WORDS, one.report_id),
            block_id=f"words:{one.report_id}",
        ),
    ]


def adopt_form(answer: CatalogAnswer, item: CatalogItem, metadata: str) -> View:
    """Ask for the short form of what customers said."""
    words = kit.one_line(answer.words)
    return kit.modal(
        FormId.ADOPT_WORDS,
        "Another name",
        [
            kit.section(mrk("Customers said this, and *{item}* was the answer:", item=item.name)),
            kit.quote(answer.words, limit=1000),
            kit.input_block(
                SHORT_NAME,
                kit.cut_plain(f"Another name of {item.name}", 150),
                kit.text_input(words[:KEY_LENGTH], max_length=KEY_LENGTH),
                optional=False,
                hint="Cut it down to the two or three words that mean the thing: “drone filming”, not the sentence.",
            ),
        ],
        submit="Save",
        private_metadata=metadata,
    )
