"""The menus and forms of the desk of themes: which theme, from which page of the list, and what was chosen."""

import uuid
from dataclasses import dataclass

from bot.payloads.edge import Body, Submission
from bot.usecases.catalog import Place
from bot.usecases.theme_desk import DEED, NAME, TARGET, WHICH


@dataclass(frozen=True)
class ThemeKey:
    """What a form is about, the message that it was opened from, and which page of the list that showed."""

    theme_id: uuid.UUID
    response_url: str
    place: Place

    def __str__(self) -> str:
        return f"{self.theme_id} {self.response_url} {self.place}"

    @classmethod
    def parse(cls, metadata: str) -> "ThemeKey":
        """Read a form's private metadata."""
        theme_id, response_url, place = metadata.split(" ", 2)
        return cls(uuid.UUID(theme_id), response_url, Place.parse(place))


def page_of(body: Body) -> Place:
    """The page on which a theme's menu was opened; the block with the menu carries it, behind the theme's id."""
    _, _, place = str(body["actions"][0]["block_id"]).partition(":")
    return Place.parse(place)


@dataclass(frozen=True)
class ThemeEntry:
    """What was typed and chosen in one of the forms; what a form does not ask for stays empty."""

    key: ThemeKey
    name: str
    deed: str
    target_id: uuid.UUID | None
    report_ids: tuple[uuid.UUID, ...]


def theme_entry(sent: Submission) -> ThemeEntry:
    """Read a form that was sent."""
    target = sent.fields.choice(TARGET)
    return ThemeEntry(
        key=ThemeKey.parse(sent.metadata),
        name=sent.fields.text(NAME),
        deed=sent.fields.choice(DEED),
        target_id=uuid.UUID(target) if target else None,
        report_ids=tuple(uuid.UUID(one) for one in sent.fields.choices(WHICH)),
    )
