"""What was asked for, which themes it belongs to, and what the catalog answered."""

import uuid
from dataclasses import dataclass

from digests.report.voices import Quote


@dataclass(frozen=True)
class Asked:
    """A request that was asked for this week; `worth` in minor units by currency, once for each voice.

    `accounts` are customers with a name; `unnamed` counts one voice for each rep whose reports name none.
    `accounts_so_far` counts all voices ever. One account, or one rep, is a single voice whatever the figures.
    """

    request_id: uuid.UUID
    title: str
    status: str
    accounts: int
    unnamed: int
    reps: int
    reports: int
    lost_deals: int
    worth: dict[str, int]
    regions: tuple[str, ...]
    before: float | None
    accounts_so_far: int
    quote: Quote | None = None

    @property
    def voices(self) -> int:
        """The customers who asked, with and without a name."""
        return self.accounts + self.unnamed

    @property
    def is_single_voice(self) -> bool:
        """Whether it rests on one customer or on one rep alone."""
        return self.voices < 2 or self.reps < 2


@dataclass(frozen=True)
class ThemeHeard:
    """A theme that was heard this week, by its stable id; voices as in `Asked`. `before` is None in the first week."""

    theme_id: uuid.UUID
    title: str
    voices: int
    reps: int
    before: float | None


@dataclass(frozen=True)
class Themes:
    """The themes that several customers told several reps of, most heard first; `unnamed` are new to people."""

    heard: tuple[ThemeHeard, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True)
class Seller:
    """A catalog item that answered customers of this week at once."""

    item_id: uuid.UUID
    item: str
    voices: int


@dataclass(frozen=True)
class AnsweredAtOnce:
    """Reports of this week that the catalog answered, so that nobody had to decide them."""

    reports: int = 0
    voices: int = 0
    items: tuple[Seller, ...] = ()
