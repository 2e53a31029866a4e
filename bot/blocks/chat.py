"""What the bot says of a draft by direct message: its card until it is saved or discarded, and several in one list."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import kit, words
from bot.blocks.ids import ActionId
from bot.blocks.kit import Block, Element, Message, Mrk, mrk
from bot.usecases.offering import Offer, Offered
from bot.usecases.understanding import Open, RegionOf, Understood
from digests.wording import all_of, any_of, count, money
from storage.models import Draft, ReportKind

QUOTE, NOTE, LINE = 300, 200, 120
LISTED = 10
_TITLE = 60
_MARKED = frozenset({"account", "value"})


@dataclass(frozen=True)
class Shown:
    """A draft with the names of what it names; `which` are the customers it may be, as (name, region, id)."""

    draft: Draft
    understood: Understood
    region: str = ""
    reasons: tuple[str, ...] = ()
    which: tuple[tuple[str, str, str], ...] = ()


def card(shown: Shown) -> Message:
    """What was understood as chips, at most one question, then its answers, or Save, and Edit and Discard."""
    one, draft_id = shown.understood, shown.draft.draft_id
    asks_kind = one.asks is Open.KIND
    title = "Is this a request or a lost deal?" if asks_kind else words.KIND[one.kind]
    blocks = [kit.section(mrk("*{title}*\n{chips}", title=title, chips=chips(shown)))]
    if one.said:
        blocks.append(kit.quote(one.said, limit=QUOTE))
    if one.note:
        blocks.append(kit.context(mrk("Your note: {note}", note=kit.cut_plain(kit.one_line(one.note), NOTE))))
    if one.asks is Open.WHICH:
        blocks.append(kit.section(mrk("*{asked}*", asked=which_one(shown)[0])))
    blocks += _buttons(shown)
    if one.unsure & _MARKED:
        blocks.append(kit.context(Mrk("(?) I am not sure of this. Say it right, such as “no, 5200”, or press Edit.")))
    text = mrk("{kind}: {chips}", kind=title.rstrip("?"), chips=chips(shown))
    return Message(Mrk(text.replace("*", "")), _with_ids(blocks, str(draft_id)))


def chips(shown: Shown) -> Mrk:
    """The fields that a message filled, in one line."""
    one = shown.understood
    is_deal = one.kind is not ReportKind.REQUEST
    worth = f"{money(one.value.minor, one.value.currency)} a year" if one.value else ""
    return kit.joined(
        [
            _customer(shown),
            _chip("Worth", worth, is_unsure="value" in one.unsure),
            _chip("Why", _why(shown.reasons)) if is_deal else "",
            _chip(_RIVAL[one.kind], all_of([rival.name for rival in one.competitors])) if is_deal else "",
            _chip("Your region" if one.region_from is RegionOf.OWN else "Region", shown.region),
        ]
    )


_RIVAL = {ReportKind.LOST_DEAL: "Lost to", ReportKind.WON_DEAL: "Won against", ReportKind.REQUEST: ""}


def _why(reasons: Sequence[str]) -> str:
    """The reasons in a line; some have a comma in their name."""
    return "; ".join(reasons) if any("," in one for one in reasons) else all_of(reasons)


def _customer(shown: Shown) -> Mrk:
    one = shown.understood
    if one.account is None:
        return Mrk("Customer: which one?") if one.which else Mrk("No customer named")
    is_new = " (new)" if one.account.id is None else ""
    return _chip("Customer", one.account.name, is_unsure="account" in one.unsure, after=is_new)


def _chip(label: str, value: str, *, is_unsure: bool = False, after: str = "") -> Mrk:
    if not value:
        return Mrk("")
    mark = " (?)" if is_unsure else after
    return mrk("{label}: *{value}*{mark}", label=label, value=value.replace("*", ""), mark=mark)


def _buttons(shown: Shown) -> list[Block]:
    """The answers to what is asked, each of which saves; else Save."""
    one, draft_id = shown.understood, shown.draft.draft_id
    save: list[Element]
    others = [
        kit.button("Edit", ActionId.EDIT_DRAFT, draft_id),
        kit.button("Discard", ActionId.DISCARD_DRAFT, draft_id),
    ]
    if one.asks is Open.KIND:
        save = [
            kit.button(
                f"Save as {words.KIND[kind].lower()}",
                f"{ActionId.SAVE_AS}:{kind}",
                draft_id,
                style="primary" if kind is one.kind else None,
            )
            for kind in (ReportKind.REQUEST, ReportKind.LOST_DEAL)
        ]
    elif one.asks is Open.WHICH:
        labels = which_one(shown)[1]
        save = [
            kit.button(f"Save for {label}", f"{ActionId.CHOOSE_ACCOUNT}:{number}", f"{draft_id}:{account_id}")
            for number, (label, (_, _, account_id)) in enumerate(zip(labels, shown.which, strict=True))
        ]
        save.append(kit.button("Save without a customer", f"{ActionId.CHOOSE_ACCOUNT}:none", f"{draft_id}:"))
        # Names are long: on a phone each is a line, and the way out does not stand among them.
        return [kit.actions(*save, block_id="which"), kit.actions(*others, block_id="draft")]
    else:
        save = [kit.button("Save", ActionId.SAVE_DRAFT, draft_id, style="primary")]
    return [kit.actions(*save, *others, block_id="draft")]


def which_one(shown: Shown) -> tuple[str, list[str]]:
    """“Which Baker's Dental: Leeds or York?”, and by what each is told apart."""
    shared, labels = _apart([name for name, _, _ in shown.which], [region for _, region, _ in shown.which])
    return f"Which {shared or 'one'}: {any_of(labels)}?", labels


def _apart(names: Sequence[str], regions: Sequence[str]) -> tuple[str, list[str]]:
    """What names have in common, and by what each is told apart: its other words, or its region."""
    if len(set(names)) == 1:
        return names[0], [region or "no region" for region in regions]
    split = [name.split() for name in names]
    lead = 0
    while all(len(one) > lead + 1 for one in split) and len({one[lead].lower() for one in split}) == 1:
        lead += 1
    labels = [" ".join(one[lead:]) for one in split]
    if not all(label[0].isalnum() for label in labels):  # "& Daughters" tells nobody who that is
        return "", list(names)
    return " ".join(split[0][:lead]).rstrip(",;:"), labels


# --- afterwards ---


def saving(shown: Shown, offer: Offer | None = None) -> Message:
    """Saved, and not settled yet: a question about it may be open, or stand here."""
    text = mrk("✓ *{kind} saved.* {who}", kind=words.KIND[shown.understood.kind], who=chips(shown))
    if offer is None:
        return Message(text, [kit.section(text)])
    says = (
        "You can sell that: *{name}*. Is that it?"
        if offer.what is Offered.ITEM
        else "Others asked for *{name}*. The same?"
    )
    asked = mrk(says, name=kit.cut_plain(kit.one_line(offer.name), _TITLE))
    draft_id = shown.draft.draft_id
    buttons = kit.actions(
        kit.button("That's it", ActionId.TAKE_OFFER, draft_id, style="primary"),
        kit.button("Not this one", ActionId.LEAVE_OFFER, draft_id),
        block_id="offer",
    )
    hint = kit.context(Mrk("Say “yes” or “no”, or press. Without an answer it goes to Marketing in five minutes."))
    return Message(
        mrk("{text} {asked}", text=text, asked=asked), [kit.section(text), kit.section(asked), buttons, hint]
    )


def dropped(shown: Shown, *, has_expired: bool) -> Message:
    """Discarded, or expired after a week, with the way back."""
    text = Mrk("This draft expired after seven days and was not logged.") if has_expired else Mrk("Discarded.")
    back = kit.button("Bring it back", ActionId.BRING_BACK, shown.draft.draft_id)
    return Message(text, [kit.section(mrk("{text} {what}", text=text, what=_in_short(shown)), back)])


# --- several ---


def several(listed: Sequence[tuple[Shown, bool]], *, why: str) -> Message:
    """Drafts in one message, each with whether it was saved meanwhile; what waits has its buttons."""
    waiting = [shown for shown, is_saved in listed if shown.draft.waits and not is_saved]
    title = _title(why, len(listed), len(waiting))
    blocks: list[Block] = [kit.section(mrk("*{title}*", title=title))]
    for shown, is_saved in listed[:LISTED]:
        blocks += _entry(shown, is_saved)
    if len(listed) > LISTED:
        more = count(len(listed) - LISTED, "more draft")
        blocks.append(kit.context(mrk("and {more}; they are on this app's Home tab.", more=more)))
    return Message(kit.esc(title), blocks)


def _title(why: str, total: int, waiting: int) -> str:
    if why == "expired":
        return f"{count(total, 'draft')} expired after seven days and {'was' if total == 1 else 'were'} not logged."
    if not waiting:
        return "Nothing waits for you any more."
    if why == "asked":
        return f"{count(waiting, 'draft')} of yours {'waits' if waiting == 1 else 'wait'}."
    if why == "more":
        return f"{count(waiting, 'more draft')} of yours {'waits' if waiting == 1 else 'wait'}."
    return f"Before you go: {count(waiting, 'draft')} {'is' if waiting == 1 else 'are'} not saved yet."


def _entry(shown: Shown, is_saved: bool) -> list[Block]:
    draft, text = shown.draft, _in_short(shown)
    if is_saved:
        return [kit.section(mrk("✓ Saved: {text}", text=text))]
    if not draft.waits:
        return [kit.section(text, kit.button("Bring it back", ActionId.BRING_BACK, draft.draft_id))]
    return _with_ids([kit.section(text), *_buttons(shown)], str(draft.draft_id))


def _in_short(shown: Shown) -> Mrk:
    one = shown.understood
    # An underscore would end the italics.
    said = kit.cut_plain(kit.one_line(one.said or shown.draft.source_text), LINE).replace("_", " ")
    kind = "Request or lost deal?" if one.asks is Open.KIND else words.KIND[one.kind]
    return mrk("*{kind}* · {chips}\n_{said}_", kind=kind, chips=chips(shown), said=said)


def _with_ids(blocks: list[Block], draft_id: str) -> list[Block]:
    """Block ids of one message differ, however many drafts stand in it."""
    return [
        {**block, "block_id": f"{block['block_id']}:{draft_id}"} if "block_id" in block else block for block in blocks
    ]
