"""What can go wrong in a way that a person should read; anything else is a fault of ours and gets a number."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a card stands that is worth a look."""

    workspace_url: str
    channel_id: str
    ts: str


class BotError(Exception):
    """Something the person can understand and act on; `sentence` is shown to them as it stands.

    `place` is where they can go on; under the field of a form, where nothing can be linked, the sentence has to do.
    """

    def __init__(self, sentence: str, *, place: Place | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.place = sentence, place


class FormError(BotError):
    """Fields that need another look: block id to sentence, shown under each field; nothing typed is lost."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class NotAllowed(BotError):
    """The person may not do this; the sentence says who may."""


class TooLate(BotError):
    """Somebody was quicker, or the moment has passed; the sentence says who and what."""


class Gone(BotError):
    """What was pressed no longer stands: withdrawn, merged, or never there."""


class SettingsError(Exception):
    """A setting is missing or wrong; the start stops with this one sentence."""
