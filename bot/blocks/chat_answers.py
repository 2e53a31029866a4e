"""What the bot answers to a question by direct message, and to what it did not understand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.blocks import finding, kit, ledger
from bot.blocks.kit import Block, Message, Mrk, mrk
from bot.usecases.ledger import LedgerLine
from bot.usecases.search import Found
from digests.wording import a_or_an, count
from storage.models import CatalogStatus, Workspace

_TYPED = 80
_NEWEST = 4  # requests
_SAYS = {
    "hello": "Tell me what a customer asked for, or why a deal was lost, in your own words. Such as:",
    "lost": "I did not understand that; nothing was logged. These I understand:",
    "other": "I have no answer to that. What I can answer and log:",
    "voice": "I cannot hear clips here: this one came without its words. Please type or dictate it as text.",
    "files": "I cannot look into files. Write a line with it, and I keep the link in your note.",
    "unchanged": "I did not understand what to change. Say it like “no, 5200, and it was Yelp”, or press Edit.",
}


def plain(ask: str, noun: str) -> Message:
    """What was not understood, with three examples; or why something cannot be read."""
    text = Mrk(_SAYS.get(ask, _SAYS["lost"]))
    blocks: list[Block] = [kit.section(text)]
    if ask in ("hello", "lost", "other"):
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


def mine(lines: Sequence[LedgerLine], about: str, *, now: datetime, waits: bool, is_newest: bool) -> Message:
    """Where one's own reports about something stand; the newest ones where none is about it."""
    typed = kit.cut_plain(kit.one_line(about), _TYPED)
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
    blocks += [kit.section(ledger.brief(line, now=now, waits=waits)) for line in lines]
    first = lines[0]
    stands = kit.joined(ledger.standing(first, now=now, waits=waits), " ")
    return Message(mrk("{text} {stands}", text=text, stands=stands), blocks)


def found(result: Found, workspace: Workspace, ask: str, *, prefix: str, now: datetime) -> Message:
    """Is it for sale, or who else asked for it: the answer in a sentence, then all that was found."""
    shown = finding.found(result, workspace, prefix=prefix, now=now)
    if result.is_empty:
        return shown
    if ask == "lost":
        text = Mrk("Nothing was logged. I looked it up:")
    else:
        text = _sold(result) if ask == "catalog" else _asked(result)
    return Message(text, [kit.section(text), *shown.blocks[1:]])


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
    result: Found, workspace: Workspace, coming: Sequence[tuple[str, str]], *, prefix: str, now: datetime
) -> Message:
    """What is new: what goes on sale soon (name, when), and what was asked for in the last thirty days."""
    # A glance, not a search.
    result = replace(result, requests=result.requests[:_NEWEST], reports=(), more_requests=0, more_reports=0)
    region = next((one for one in result.filters if one.startswith("region ")), "").removeprefix("region ")
    text = mrk("What is new{where}", where=f" in {region}" if region else "")
    blocks: list[Block] = [kit.section(mrk("*{text}*", text=text))]
    if coming:
        lines = [mrk("📅 *{name}* {when}", name=name, when=when) for name, when in coming]
        blocks += [kit.section(Mrk("*On its way*")), kit.section(kit.joined(lines, "\n"))]
    if result.is_empty:
        blocks.append(kit.section(Mrk("Nothing was asked for in the last thirty days.")))
    else:
        blocks += finding.found(result, workspace, prefix=prefix, now=now).blocks[1:]
    return Message(text, blocks)
