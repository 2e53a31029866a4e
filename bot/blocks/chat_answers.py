"""What the bot answers to a question by direct message, and to what it did not understand."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.blocks import finding, kit, ledger
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.usecases.answering import Open
from bot.usecases.ledger import LedgerLine, heard_words
from bot.usecases.links import Posted, Trail
from bot.usecases.search import Found
from digests.wording import a_or_an, any_of, count
from storage.models import CatalogStatus, Workspace

_TYPED = 80
_TITLE = 40
_NEWEST = 4  # requests
_UNSAVED = 200  # characters of a draft
_SAYS = {
    "hello": "Tell me what a customer asked for, or why a deal was lost, in your own words. Such as:",
    "help": "Say it in your own words; I keep nothing that you do not save. Such as:",
    "lost": "I did not understand that; nothing was logged. These I understand:",
    "other": "I have no answer to that. What I can answer and log:",
    "voice": "I cannot hear clips here: this one came without its words. Please type or dictate it as text.",
    "files": "I cannot look into files. Write a line with it, and I keep the link in your note.",
    "nothing": "Nothing is waiting to be saved or changed, so I did nothing. What I understand:",
    "no": "What should it be? Say it, such as “no, 5200” or “it was Yelp”; or “scrap that” to let it go.",
    "whom": "The same for whom? Name the customer, such as “same for Ace Roofing”.",
    "ask_kind": "A request or a lost deal? Say “request” or “lost”, or press a button above.",
    "no_drafts": "No draft of yours waits. What you tell me is kept as one until you save or discard it.",
    "change": "What waits, you change in words: “no, 5200”, or “scrap that”. What is saved has Edit and Undo under it; "
    "later, Edit and Withdraw are on this app's Home tab.",
    "other_kind": "That one is saved as it is. Press Undo under it, and tell it again.",
    "thanks": "Any time.",
    "unchanged": "I did not understand what to change. Say it like “no, 5200, and it was Yelp”, or press Edit.",
}


def plain(ask: str, noun: str, names: Sequence[str] = ()) -> Message:
    """What was not understood, with three examples; why something cannot be read; or what is to be said first.

    `names` are the customers of whom one is to be named.
    """
    text = Mrk(_SAYS.get(ask, _SAYS["lost"]))
    if ask == "ask_which":
        text = mrk("{names}? Say which one, or “neither”, or press a button above.", names=any_of(names))
    blocks: list[Block] = [kit.section(text)]
    if ask in ("hello", "help", "lost", "other", "nothing"):
        blocks.append(_examples(noun))
    return Message(text, blocks)


def _examples(noun: str) -> Block:
    lines = (
        f"Ace Roofing would buy an ad if we had {a_or_an(noun)} for drone surveys, 1,200 a year",
        "Lost Bell Plumbing, 4.8k, too dear, they went to Yelp",
        "What happened to my solar request?",
    )
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": line}]} for line in lines]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}


def undecided(found: Open, trails: Mapping[uuid.UUID, Trail], workspace: Workspace, *, now: datetime) -> Message:
    """How many of one's own requests wait for a decision, with the newest of these."""
    if not found.of:
        text = Mrk("You have not logged a request yet.")
    elif not found.undecided:
        text = mrk("None: {all} of yours decided.", all="your request is" if found.of == 1 else f"all {found.of}")
    else:
        newest = "" if found.is_all else "newest "
        text = mrk(
            "{open} of your {newest}{all} {wait} for a decision.",
            open=found.undecided,
            newest=newest,
            all=count(found.of, "request"),
            wait="waits" if found.undecided == 1 else "wait",
        )
    return Message(text, [kit.section(mrk("*{text}*", text=text)), *_lines(found.lines, trails, workspace, now)])


def of_the_digest(prefix: str, page_url: str | None) -> Message:
    """What only the digest counts: where to read it."""
    link = kit.link(page_url, "Open the latest") if page_url else Mrk("")
    text = mrk(
        "I cannot count that here; the weekly digest does. `{prefix}field digest` shows the latest. {link}",
        prefix=prefix,
        link=link,
    )
    return Message(text, [kit.section(text)])


def unsaved(words: str) -> Message:
    """What was asked about waits, and nobody but its rep has seen it."""
    text = mrk("That one is not saved yet. Press Save on its card, or say “what is waiting for me?” to see it again.")
    return Message(text, [kit.section(text), kit.quote(words, limit=_UNSAVED)])


def mine(
    lines: Sequence[LedgerLine],
    trails: Mapping[uuid.UUID, Trail],
    workspace: Workspace,
    about: str,
    *,
    now: datetime,
    is_newest: bool,
) -> Message:
    """Where one's own reports about something stand; the newest ones where none is about it."""
    typed = kit.cut_plain(kit.one_line(about), _TYPED)
    waits = not workspace.triage_channel_id
    if not lines:
        text = Mrk("You have not logged anything yet.")
        return Message(text, [kit.section(text)])
    if is_newest and about:
        text = mrk("You logged nothing about “{typed}”. Your newest:", typed=typed)
    elif about:
        text = mrk("What you logged about “{typed}”:", typed=typed)
    else:
        text = Mrk("What you logged last:")
    blocks = [kit.section(mrk("*{text}*", text=text))]
    blocks += _lines(lines, trails, workspace, now)
    first = lines[0]
    stands = kit.joined(ledger.standing(first, now=now, waits=waits), " ")
    return Message(mrk("{text} {stands}", text=text, stands=stands), blocks)


def _lines(
    lines: Sequence[LedgerLine], trails: Mapping[uuid.UUID, Trail], workspace: Workspace, now: datetime
) -> list[Block]:
    waits = not workspace.triage_channel_id
    blocks = []
    for line in lines:
        to_open = _to_open(trails.get(line.facts.report.report_id, Trail()), workspace)
        blocks.append(kit.section(kit.joined([ledger.brief(line, now=now, waits=waits), to_open], "\n")))
    return blocks


def _to_open(trail: Trail, workspace: Workspace) -> Mrk:
    """Links to what the reader can open of a report."""
    card = _link(trail.card, workspace, "Open it") or (kit.link(trail.source, "Open it") if trail.source else Mrk(""))
    return kit.joined([card, _link(trail.answer, workspace, "The answer")])


def _link(place: Posted | None, workspace: Workspace, label: str) -> Mrk:
    if place is None or not workspace.url:
        return Mrk("")
    return kit.link(kit.message_url(workspace.url, place.channel_id, place.ts), label)


def found(
    result: Found,
    trails: Mapping[uuid.UUID, Trail],
    workspace: Workspace,
    ask: str,
    *,
    prefix: str,
    now: datetime,
) -> Message:
    """Is it for sale, or who else asked for it: a sentence, then all that was found, one's own to open."""
    shown = finding.found(result, workspace, prefix=prefix, now=now)
    if result.is_empty and ask == "customer":
        text = mrk("Nothing that you may see is logged of *{name}* yet.", name=result.query.account)
        return Message(text, [kit.section(text)])
    if result.is_empty:
        return shown
    text = _in_a_sentence(result, ask)
    return Message(text, [kit.section(text), *shown.blocks[1:], *_own(result, trails, workspace)])


def _in_a_sentence(result: Found, ask: str) -> Mrk:
    about = kit.cut_plain(kit.one_line(result.query.words or result.query.account), _TYPED)
    match ask:
        case "lost":
            return Mrk("Nothing was logged. I looked it up:")
        case "catalog":
            return _sold(result)
        case "mine":
            return mrk("You logged nothing about “{about}”. What there is:", about=about)
        case "about" | "customer":
            return mrk("What there is about *{about}*:", about=about)
        case _:
            return _asked(result)


def _own(result: Found, trails: Mapping[uuid.UUID, Trail], workspace: Workspace) -> list[Block]:
    """The way to one's own reports among those that were found."""
    links = []
    for line in result.reports:
        trail = trails.get(line.facts.report.report_id, Trail())
        title = kit.cut_plain(kit.one_line(line.facts.account or heard_words(line.facts)), _TITLE)
        url = kit.message_url(workspace.url, trail.card.channel_id, trail.card.ts) if trail.card else trail.source
        if url and workspace.url:
            links.append(kit.link(url, title))
    return [kit.context(mrk("Open yours: {links}", links=kit.joined(links)))] if links else []


def _sold(result: Found) -> Mrk:
    live = [one.item for one in result.items if one.item.status is CatalogStatus.LIVE]
    planned = [one.item for one in result.items if one.item.status is CatalogStatus.PLANNED]
    if live:
        return mrk("Yes: *{name}* is live.", name=live[0].name)
    if planned:
        return mrk("Not yet: *{name}* is planned.", name=planned[0].name)
    return Mrk("It is not for sale. This is what was asked for and heard:")


def _asked(result: Found) -> Mrk:
    if not result.requests:
        return Mrk("Nobody asked for exactly this. What comes near:")
    first = result.requests[0]
    return mrk(
        "{accounts} *{title}*.",
        accounts=count(first.accounts, "account asks for", "accounts ask for"),
        title=kit.cut_plain(kit.one_line(first.request.title), _TYPED),
    )


def new(
    result: Found,
    workspace: Workspace,
    coming: Sequence[tuple[str, str]],
    *,
    prefix: str,
    now: datetime,
    page_url: str | None = None,
    sorry: str = "",
) -> Message:
    """What is new: what goes on sale soon (name, when), and what was asked for in the last thirty days.

    `sorry` says why it is of another place than was asked for.
    `page_url` is where the newest digest can be read whole, as `/field digest` shows it to everybody.
    """
    # A glance, not a search.
    result = replace(result, requests=result.requests[:_NEWEST], reports=(), more_requests=0, more_reports=0)
    region = next((one for one in result.filters if one.startswith("region ")), "").removeprefix("region ")
    text = mrk("What is new{where}", where=f" in {region}" if region else "")
    blocks: list[Block] = [kit.section(mrk("{sorry}", sorry=sorry))] if sorry else []
    blocks.append(kit.section(mrk("*{text}*", text=text)))
    if coming:
        lines = [mrk("📅 *{name}* {when}", name=name, when=when) for name, when in coming]
        blocks += [kit.section(Mrk("*On its way*")), kit.section(kit.joined(lines, "\n"))]
    if result.is_empty:
        blocks.append(kit.section(Mrk("Nothing was asked for in the last thirty days.")))
    else:
        blocks += finding.found(result, workspace, prefix=prefix, now=now).blocks[1:]
    if page_url:
        blocks.append(kit.context(kit.link(page_url, "The whole of the latest digest")))
    return Message(text, blocks)
