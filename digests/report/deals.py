"""The deals lost and won in the week itself; `digests.deals.report` says what a quarter of them tells."""

from dataclasses import dataclass

from digests.report.counts import Figure
from digests.report.voices import Quote


@dataclass(frozen=True)
class Lost:
    """The deals lost this week: once for an account, with its highest value; without a name, each for itself."""

    deals: Figure
    worth: dict[str, int]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Won:
    """The deals won this week, counted like the lost ones."""

    deals: Figure
    worth: dict[str, int]
