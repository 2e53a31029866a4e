"""What is shown under the words of a form while they are written, and how the form takes it in.

The form says itself what it shows: the added block's id is made of it, so that nothing about open forms is remembered.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Mrk, mrk
from bot.blocks.suggestions import item_state
from bot.usecases.suggestions import Suggestions
from digests.wording import count

_PREFIX = "typing:"
_LINES = 3
_TITLE = 80


def with_suggestions(view: Mapping[str, Any], field_id: str, found: Suggestions) -> kit.View | None:
    """The form with these suggestions below a field, every field as it is; None when it shows them already."""
    lines = _lines(found)
    shown = [block["block_id"] for block in view["blocks"] if _is_ours(block)]
    blocks = [block for block in view["blocks"] if not _is_ours(block)]
    wanted = f"{_PREFIX}{_digest(field_id, lines)}" if lines else ""
    if shown == ([wanted] if wanted else []):
        return None
    if wanted:
        place = next(place for place, block in enumerate(blocks) if block.get("block_id") == field_id)
        text = kit.joined([*lines, Mrk("_Submit, and you can choose._")], by="\n")
        blocks.insert(place + 1, kit.section(text) | {"block_id": wanted})
    return {**view, "blocks": blocks}


def _lines(found: Suggestions) -> list[Mrk]:
    """What can be sold first; what others asked for where there is room."""
    items = [mrk("*{name}* {state}", name=hit.item.name, state=item_state(hit)) for hit in found.items]
    requests = [
        mrk(
            "*{title}*: {accounts} asked for it.",
            title=kit.cut_plain(kit.one_line(hit.request.title), _TITLE),
            accounts=count(hit.accounts, "account"),
        )
        for hit in found.requests
        if hit.accounts
    ]
    return [*items, *requests][:_LINES]


def _is_ours(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id", "")).startswith(_PREFIX)


def _digest(field_id: str, lines: list[Mrk]) -> str:
    return hashlib.blake2b("\n".join([field_id, *lines]).encode(), digest_size=8).hexdigest()
