"""What the reader made of somebody's words, noted beside their draft until they save it."""

import uuid
from typing import Any

from bot.usecases.actor import Actor
from bot.usecases.readers import Readers
from bot.usecases.snapshot import Snapshot
from bot.usecases.understanding import Named, Understood, understand
from digests.reading import learning
from digests.reading.found import Found, Read
from digests.reading.judged import SAID
from digests.reading.reader import LONGEST
from digests.reading.rules import rules
from storage.models import ReportKind

FORM = 1  # how all this is written down; another number is not read any more


def of_command(readers: Readers, snapshot: Snapshot, actor: Actor, words: str, kind: ReportKind) -> dict[str, Any]:
    """What a form was filled with whose kind a command said; empty without words, or without the lists to read by."""
    if not words.strip() or not readers.is_ready(actor.workspace_id):
        return {}
    read = readers.read(actor.workspace_id, words, kind)
    return noted(read, understand(read, words, kind, snapshot, actor.user_id), words, told=kind)


def noted(read: Read, understood: Understood, words: str, *, told: ReportKind | None = None) -> dict[str, Any]:
    """The words that were read, by which rules, what they were found to say, and by which words names were named."""
    rivals = {one.name: one.id for one in understood.competitors}
    return {
        "form": FORM,
        "rules": rules(),
        "words": words[:LONGEST],
        "told": str(told or ""),
        "found": values_of(understood, told=told)
        | {
            "spoken": _words_of(read, read.account) if understood.account else "",
            "rivals": [
                [str(rivals[one.value]), _words_of(read, one)] for one in read.competitors if rivals.get(one.value)
            ],
            "sellers": list(learning.sellers(read)) if not read.competitors else [],
        },
    }


def values_of(understood: Understood, *, told: ReportKind | None = None) -> dict[str, Any]:
    """What was understood, by field, as it is held against what is saved. A kind that was asked for is open."""
    is_open = told is not None or "kind" in understood.unsure
    value = understood.value
    return {
        "kind": None if is_open else str(understood.kind),
        "account": _pair(understood.account) if understood.account else None,
        "value": value.minor if value else None,
        "currency": value.currency if value else None,
        "reasons": [str(one) for one in understood.reason_ids],
        "competitors": [_pair(one) for one in understood.competitors],
        "said": understood.said[:SAID],
        "region": str(understood.region_id) if understood.region_id else None,
    }


def _pair(one: Named) -> list[str]:
    return [one.name, str(one.id) if isinstance(one.id, uuid.UUID) else ""]


def _words_of(read: Read, found: Found[str] | None) -> str:
    words = read.plain[found.start : found.end] if found is not None else ""
    return words.removesuffix("'s").removesuffix("’s")
