"""The deals lost and won in the week itself; `digests.deals.report` has the quarter."""

import uuid
from dataclasses import dataclass

from digests.report.counts import Figure
from digests.report.voices import Quote


@dataclass(frozen=True)
class Slice:
    """Some of the lost deals: those with one reason, or lost to one competitor."""

    label: str
    deals: int
    worth: dict[str, int]
    before: float | None


@dataclass(frozen=True)
class Saver:
    """A request that would have won deals, had it been for sale."""

    request_id: uuid.UUID
    title: str
    deals: int
    worth: dict[str, int]


@dataclass(frozen=True)
class Lost:
    """The deals lost this week: once for an account, with its highest value; without a name, each for itself."""

    deals: Figure
    worth: dict[str, int]
    unnamed: int
    unexplained: int
    reasons: tuple[Slice, ...]
    competitors: tuple[Slice, ...]
    savers: tuple[Saver, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Won:
    """The deals won this week, counted like the lost ones."""

    deals: Figure
    worth: dict[str, int]
