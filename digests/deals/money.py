"""What lost deals are worth: in full, with large ones capped, and as so many equal ones; each currency by itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from digests.deals.deal import Deal
from digests.deals.intervals import cap, equal_deals, split, wilson
from digests.deals.report import Money

# Fewer deals than this are listed one by one: no percentages, no chart, no verdict.
LIST_BELOW = 8


@dataclass(frozen=True)
class Value:
    """What a deal, or its part, counts for in one currency."""

    currency: str
    full: int
    capped: int


class Purse:
    """The lost deals' values, with the cap that all of them set."""

    def __init__(self, lost: Iterable[Deal]) -> None:
        every = list(lost)
        values: dict[str, list[int]] = defaultdict(list)
        for deal in every:
            for currency, value in deal.worth.items():
                values[currency].append(value)
        self._caps: Mapping[str, int] = {currency: cap(found) for currency, found in values.items()}
        self.whole = measured(value for deal in every for value in self.of(deal))

    def of(self, deal: Deal) -> list[Value]:
        """What one deal counts for."""
        return [
            Value(currency, value, min(value, self._caps.get(currency, value)))
            for currency, value in deal.worth.items()
        ]

    def of_parts(self, deal: Deal, parts: int) -> list[list[Value]]:
        """The same in so many parts, which add up to it."""
        pieces: list[list[Value]] = [[] for _ in range(parts)]
        for value in self.of(deal):
            for place, (full, capped) in enumerate(
                zip(split(value.full, parts), split(value.capped, parts), strict=True)
            ):
                pieces[place].append(Value(value.currency, full, capped))
        return pieces

    def measured(self, values: Iterable[Value]) -> dict[str, Money]:
        """Some values as sums, with their share of the whole where enough deals have a value in that currency."""
        found = measured(values)
        for currency, money in found.items():
            whole = self.whole[currency]
            if whole.deals >= LIST_BELOW:
                # A share of money is as uncertain as one of that many equal deals: see decision 20 for its coverage.
                share = wilson(whole.equal * money.capped / whole.capped, whole.equal)
                found[currency] = replace(money, share=share)
        return found


def measured(values: Iterable[Value]) -> dict[str, Money]:
    """Some values as sums by currency, without a share."""
    by_currency: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_currency[value.currency].append(value)
    return {
        currency: Money(
            deals=len(found),
            full=sum(one.full for one in found),
            capped=sum(one.capped for one in found),
            largest=max(one.full for one in found),
            equal=equal_deals(one.capped for one in found),
        )
        for currency, found in sorted(by_currency.items())
    }
