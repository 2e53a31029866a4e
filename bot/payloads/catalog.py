"""An item's form as it was sent, and what the catalog's buttons and forms carry."""

import json
import uuid
from dataclasses import dataclass

from bot.payloads.edge import Submission
from bot.usecases.catalog import Place
from bot.usecases.catalog_edit import Seen, Typed
from bot.usecases.catalog_listing import ItemField
from bot.usecases.regions import listed
from storage.models import CatalogStatus


@dataclass(frozen=True)
class ItemFormKey:
    """What an item's form carries: the item as it was seen, and the message that it was opened from.

    The message's response_url is in it so that the message can be drawn anew after Save: a private message has no
    other address, and its writer alone sees it.
    """

    seen: Seen
    place: Place
    response_url: str

    def __str__(self) -> str:
        return json.dumps([str(self.seen.item_id), self.seen.fingerprint, str(self.place), self.response_url])

    @classmethod
    def parse(cls, metadata: str) -> "ItemFormKey":
        """Read a form's private metadata."""
        item_id, fingerprint, place, response_url = json.loads(metadata)
        return cls(Seen(uuid.UUID(item_id), fingerprint), Place.parse(place), response_url)


def edited_item(value: str) -> tuple[uuid.UUID, Place]:
    """What “Edit” carries: the item, and the page on which it is."""
    item_id, _, place = value.partition(":")
    return uuid.UUID(item_id), Place.parse(place)


def typed_item(sent: Submission) -> Typed:
    """Read a sent item form. Other names are one a line; what is written twice counts once."""
    fields = sent.fields
    successor = fields.choice(ItemField.SUCCESSOR)
    return Typed(
        shown=frozenset(fields.values),
        name=" ".join(fields.text(ItemField.NAME).split()),
        status=CatalogStatus(fields.choice(ItemField.STATUS)),
        on_sale_on=fields.day(ItemField.ON_SALE),
        retired_on=fields.day(ItemField.RETIRED),
        successor_id=uuid.UUID(successor) if successor else None,
        synonyms=listed(fields.text(ItemField.SYNONYMS)),
        see=listed(fields.text(ItemField.SEE)),
        region_ids=frozenset(uuid.UUID(one) for one in fields.choices(ItemField.REGIONS)),
        talk_track=fields.text(ItemField.TALK_TRACK),
    )


@dataclass(frozen=True)
class WordsFormKey:
    """What the form for customers' words carries: the report that stands for them, and the list that it came from."""

    report_id: uuid.UUID
    list_id: str

    def __str__(self) -> str:
        return f"{self.report_id}:{self.list_id}"

    @classmethod
    def parse(cls, metadata: str) -> "WordsFormKey":
        """Read a form's private metadata."""
        report_id, _, list_id = metadata.partition(":")
        return cls(uuid.UUID(report_id), list_id)
