"""What a quarter says of deals lost and won, as plain data: frozen, and readable from JSON again.

Money is in minor units by currency and never added over currencies. A deal is an account's; see `deal.Deal`.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from digests.deals.intervals import Share
from digests.deals.odds import Record
from storage.models import RequestStatus, Stage


@dataclass(frozen=True)
class Money:
    """What some lost deals are worth in one currency.

    `deals` have a value in it. `full` adds their values, `capped` with each at most twice the median of all lost deals;
    `largest` is the largest full value in it. `equal` is how many equal deals the capped ones are worth. `share` is
    their part of the capped value of all lost deals; None where those are too few for percentages.
    """

    deals: int
    full: int
    capped: int
    largest: int
    equal: float
    share: Share | None = None

    @property
    def like(self) -> int:
        """So many equal deals the sum is like; as many as there are where none is much larger."""
        return min(self.deals, max(1, round(self.equal)))

    @property
    def rests_on_one(self) -> bool:
        """Whether one deal of several alone is more than half."""
        return self.deals > 1 and 2 * self.largest > self.full


@dataclass(frozen=True)
class ReasonSlice:
    """One reason; that nothing is known has the code "unknown" too.

    `deals` name it; `weight` counts a deal with two reasons half for each, so that weights add up to the lost deals.
    Its money is split alike. `share` is the weight's part of all lost deals; None where those are too few.
    """

    code: str
    label: str
    deals: int
    weight: float
    share: Share | None
    worth: dict[str, Money]

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of its money, that of most deals first."""
        return tuple(sorted(self.worth, key=lambda currency: (-self.worth[currency].deals, currency)))


@dataclass(frozen=True)
class ReasonPart:
    """The lost deals that stand under it where each stands under one reason only, so that they can be drawn.

    Deals and `worth` (full values) add up to all. Those with several reasons are shared out between them, so that
    `deals` is as near as can be to the reason's weight. `unvalued` have no value; `largest` is the largest value.
    """

    code: str
    label: str
    deals: int
    worth: dict[str, int]
    largest: dict[str, int]
    unvalued: int


@dataclass(frozen=True)
class ListedDeal:
    """One lost deal, where they are too few for shares. `account` is left out wherever people outside may read."""

    account_id: uuid.UUID | None
    account: str
    worth: dict[str, int]
    stage: Stage | None
    reasons: tuple[str, ...]
    competitors: tuple[str, ...]


@dataclass(frozen=True)
class Lost:
    """The lost deals: `reasons` counts one under each that it has, `parts` under one alone.

    `listed` holds them one by one when they are too few for shares, and is empty otherwise.
    """

    deals: int
    worth: dict[str, Money]
    reasons: tuple[ReasonSlice, ...]
    listed: tuple[ListedDeal, ...]
    parts: tuple[ReasonPart, ...] = ()

    @property
    def full(self) -> dict[str, int]:
        """Their full values by currency."""
        return {currency: one.full for currency, one in self.worth.items()}

    @property
    def is_list(self) -> bool:
        """Whether they are told one by one: no percentages, no chart."""
        return bool(self.listed)


class Among(StrEnum):
    """Which deals are compared: all of them, or only those for which a competitor is named."""

    ALL = "all"
    NAMED = "named"


class Judged(StrEnum):
    """Whether differences were judged, and if not, why."""

    YES = "yes"
    TOO_SHORT = "too_short"
    TOO_FEW = "too_few"
    NONE_WON = "none_won"


@dataclass(frozen=True)
class Comparison:
    """Deals won with a competitor or a reason, and without. `chance` is Fisher's p, None where it was not judged.

    `label_won` is what the reason is called when a deal is won, where that is something else.
    `is_clear` says that it stands out among all that was compared. `rank_rate` is only for the order.
    """

    key: str
    label: str
    with_it: Record
    without: Record
    rank_rate: float
    chance: float | None = None
    is_clear: bool = False
    label_won: str = ""


@dataclass(frozen=True)
class Noting:
    """Of how many lost and won deals a competitor is named."""

    lost: int
    lost_named: int
    won: int
    won_named: int


@dataclass(frozen=True)
class WinRates:
    """How often deals are won, with and against what. The lowest rates come first. `weeks` is how long was looked at.

    `among` says which deals competitors are compared within; reasons are compared among deals with a known one.
    """

    overall: Record
    weeks: int
    judged: Judged
    among: Among
    noting: Noting
    competitors: tuple[Comparison, ...]
    reasons: tuple[Comparison, ...]


class Part(StrEnum):
    """Who can do most about it, which is not whose fault it is."""

    MARKETING = "marketing"
    SALES = "sales"
    BOTH = "both"


@dataclass(frozen=True)
class StageSlice:
    """The lost deals of one stage; None for those whose stage is not noted. `reason` is empty unless two deals gave it.

    `reason_deals` of them name it.
    """

    stage: Stage | None
    part: Part | None
    deals: int
    worth: dict[str, Money]
    reason: str = ""
    reason_deals: int = 0

    @property
    def full(self) -> dict[str, int]:
        """Their full values by currency."""
        return {currency: one.full for currency, one in self.worth.items()}


@dataclass(frozen=True)
class Quality:
    """How much of the lost deals is known: none of these counts is a deal's fault or a rep's."""

    deals: int
    unexplained: int
    rep_only: int
    evidence_unnoted: int
    stage_unnoted: int
    unvalued: int
    unnamed: int


class Standing(StrEnum):
    """What became meanwhile of a request that would have won deals."""

    OPEN = "open"
    YES = "yes"
    LATER = "later"
    NO = "no"
    ON_SALE = "on_sale"


@dataclass(frozen=True)
class LostWant:
    """A request that would have won deals. A deal that two requests would have won stands behind both."""

    request_id: uuid.UUID
    title: str
    status: RequestStatus
    standing: Standing
    deals: int
    worth: dict[str, Money]

    @property
    def full(self) -> dict[str, int]:
        """Their full values by currency."""
        return {currency: one.full for currency, one in self.worth.items()}


@dataclass(frozen=True)
class LostForWant:
    """All deals lost for want of something, each once; `wants` with most deals first.

    `unlinked` were lost because nothing suitable was for sale, and no request says what it should have been.
    """

    deals: int
    worth: dict[str, Money]
    wants: tuple[LostWant, ...]
    unlinked: int
    unlinked_worth: dict[str, Money]

    @property
    def full(self) -> dict[str, int]:
        """The full values of the linked ones by currency."""
        return {currency: one.full for currency, one in self.worth.items()}

    @property
    def unlinked_full(self) -> dict[str, int]:
        """Those of the others."""
        return {currency: one.full for currency, one in self.unlinked_worth.items()}


@dataclass(frozen=True)
class RaisedWant:
    """A request that customers raised unasked: `unasked` of the `noted` voices. `worth` is that of the unasked ones."""

    request_id: uuid.UUID
    title: str
    status: RequestStatus
    unasked: int
    noted: int
    worth: dict[str, int]


@dataclass(frozen=True)
class DealsReport:
    """All of it, over so many weeks."""

    weeks: int
    lost: Lost
    rates: WinRates
    stages: tuple[StageSlice, ...]
    quality: Quality
    wanted: LostForWant
    raised: tuple[RaisedWant, ...]
