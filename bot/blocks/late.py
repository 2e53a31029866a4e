"""The daily list of what will soon be late."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.blocks import kit
from bot.blocks.cards import due
from bot.blocks.kit import Message, Mrk, mrk
from digests.wording import count
from storage.models import Card, Request

SHOWN = 12


def late_list(
    late: Sequence[Request],
    accounts: Mapping[uuid.UUID, int],
    cards: Mapping[uuid.UUID, Card],
    *,
    now: datetime,
    workspace_url: str,
) -> Message | None:
    """What is late or soon will be, most urgent first; None when all of it was dealt with before it was sent."""
    if not late:
        return None
    overdue = sum(request.next_due < now for request in late)
    soon = len(late) - overdue
    parts = [f"{overdue} overdue" if overdue else "", f"{soon} due by the next working day" if soon else ""]
    headline = mrk("*Waiting for an answer:* {parts}", parts=", ".join(part for part in parts if part))
    lines = [_line(request, accounts, cards, now, workspace_url) for request in late[:SHOWN]]
    blocks = [kit.section(headline), kit.section(Mrk("\n".join(lines)))]
    if len(late) > SHOWN:
        blocks.append(kit.context(mrk("and {more} more in the queue of App Home", more=len(late) - SHOWN)))
    return Message(headline, blocks)


def _line(
    request: Request,
    accounts: Mapping[uuid.UUID, int],
    cards: Mapping[uuid.UUID, Card],
    now: datetime,
    workspace_url: str,
) -> Mrk:
    card = cards.get(request.request_id)
    title = (
        kit.link(kit.message_url(workspace_url, card.channel_id, card.ts), request.title)
        if card and workspace_url
        else kit.esc(request.title)
    )
    owner = kit.person(request.owner_id) if request.owner_id else Mrk("nobody has it")
    asked = count(accounts.get(request.request_id, 0), "account")
    return mrk("• {title}\n    {facts}", title=title, facts=kit.joined([asked, owner, due(request, now)]))
