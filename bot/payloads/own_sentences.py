"""The form for own sentences: which one, and how it is worded."""

from dataclasses import dataclass

from bot.payloads.edge import Fields
from bot.usecases.own_sentences import TEMPLATE
from digests.own_sentences.wordable import WORDABLE


@dataclass(frozen=True)
class OwnEntry:
    """A sentence by name, as it is written in the form; empty for the built-in text."""

    name: str
    template: str


def own_entry(metadata: str, fields: Fields) -> OwnEntry:
    """Read the form, sent or not. The field is named after its sentence too, so that another begins with its own."""
    name = metadata if metadata in WORDABLE else next(iter(WORDABLE))
    return OwnEntry(name, fields.text(f"{TEMPLATE}:{name}"))
