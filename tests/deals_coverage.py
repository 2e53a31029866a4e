"""`python -m tests.deals_coverage`: how often the intervals of `digests.deals` hold the truth; what is called clear.

Seeded worlds of a quarter in which the truth is known: lognormal deal values (sigma 1.2), six reasons or one in ten
deals with a reason. Written for docs/decisions/0020-lost-deals.md, with the functions that the digest uses.
"""

import argparse
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from digests.deals.deal import Deal
from digests.deals.intervals import Share, Z, cap, equal_deals, wilson
from digests.deals.rates import QUARTER, rates
from digests.deals.report import Among, WinRates

SEED = 2026
SIGMA = 1.2
P = 0.1
RIVALS = {uuid.UUID(int=number): f"Rival {number}" for number in range(8)}

Numbers = NDArray[np.float64]
Method = Callable[[Numbers, Numbers], Share]


def wald(part: float, whole: float) -> Share:
    """The interval of the textbooks, for comparison."""
    share = part / whole
    reach = Z * (share * (1 - share) / whole) ** 0.5
    return Share(share, share - reach, share + reach)


def _weighed(interval: Callable[[float, float], Share], limit: Callable[[Numbers], float]) -> Method:
    def made(has: Numbers, values: Numbers) -> Share:
        kept = np.minimum(values, limit(values))
        equal = equal_deals(kept)
        return interval(equal * min(1.0, float(has @ kept / kept.sum())), equal)

    return made


def twice_the_median(values: Numbers) -> float:
    """The cap that the digest uses."""
    return float(cap([round(value) for value in values]))


METHODS: dict[str, Method] = {
    "count, Wald": lambda has, _: wald(float(has.sum()), len(has)),
    "count, Wilson": lambda has, _: wilson(float(has.sum()), len(has)),
    "money, Wald on the number of deals": lambda has, values: wald(
        len(has) * float(has @ values / values.sum()), len(has)
    ),
    "money, Wilson on equal deals": _weighed(wilson, lambda _: np.inf),
    "money, the same capped at P90": _weighed(wilson, lambda values: float(np.quantile(values, 0.9))),
    "money, the same capped at 2 x median": _weighed(wilson, twice_the_median),
}


def coverage(method: Method, number: int, *, worlds: int, second: float = 0.0, p: float = P) -> tuple[float, float]:
    """How often the interval holds the true share, and how wide it is on average, at so many deals.

    `second` of the deals have a second reason, so that the reason looked at weighs a half there.
    """
    rng = np.random.default_rng([SEED, number])
    held, width = 0, 0.0
    for _ in range(worlds):
        values = np.round(rng.lognormal(13, SIGMA, number))
        has = (rng.random(number) < p).astype(float)
        if second:
            # Half of a deal with two reasons, whichever of the two was there first: the true share stays p.
            other = rng.random(number) < second
            has = np.where(other, (has + (rng.random(number) < p)) / 2, has)
        share = method(has, values)
        held += share.low <= p <= share.high
        width += share.high - share.low
    return held / worlds, width / worlds


def one_deal_decides(number: int, *, worlds: int, is_capped: bool) -> float:
    """How often the reason that cost most owes more than half of that to one deal: six reasons, equally common."""
    rng = np.random.default_rng([SEED, number, 6])
    decided = 0
    for _ in range(worlds):
        values = rng.lognormal(13, SIGMA, number)
        if is_capped:
            values = np.minimum(values, twice_the_median(values))
        reasons = rng.integers(0, 6, number)
        sums = np.bincount(reasons, weights=values, minlength=6)
        top = int(sums.argmax())
        decided += values[reasons == top].max() > sums[top] / 2
    return decided / worlds


def quarter(rng: np.random.Generator, *, rate: float, costly: float, named: tuple[float, float]) -> WinRates:
    """The win rates of 160 deals, of which a half meets one of eight rivals, the first one oftener.

    Against the first rival deals are won at `costly` instead of `rate`; a rival is noted for the first share of lost
    deals and the second of won ones.
    """
    deals = []
    for number in range(160):
        rival = int(rng.choice(9, p=[0.15, *[0.05] * 7, 0.5]))
        is_won = bool(rng.random() < (costly if rival == 0 else rate))
        is_noted = rival < 8 and rng.random() < named[is_won]
        deals.append(
            Deal(
                first_id=uuid.UUID(int=number),
                account_id=None,
                account="",
                is_won=is_won,
                worth={},
                stage=None,
                evidence=None,
                reasons=(),
                competitors=(uuid.UUID(int=rival),) if is_noted else (),
                wants=(),
                last_at=datetime(2026, 11, 23, tzinfo=UTC),
            )
        )
    return rates(deals, weeks=QUARTER, lost_reasons={}, won_reasons={}, competitors=RIVALS)


def clear_lines(*, worlds: int, costly: float, named: tuple[float, float]) -> tuple[float, float, float]:
    """Shares of quarters: the first rival called clear, another called clear, and only named deals compared."""
    rng = np.random.default_rng([SEED, round(100 * costly), round(100 * named[1])])
    found = other = narrowed = 0
    for _ in range(worlds):
        said = quarter(rng, rate=0.5, costly=costly, named=named)
        clear = {one.label for one in said.competitors if one.is_clear}
        found += "Rival 0" in clear
        other += bool(clear - {"Rival 0"})
        narrowed += said.among is Among.NAMED
    return found / worlds, other / worlds, narrowed / worlds


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=4000)
    worlds = parser.parse_args().worlds
    console, sizes = Console(), (8, 20, 50)

    table = Table("interval of 95%, true share .1", *(f"{size} deals" for size in sizes), "width at 20")
    for name, method in METHODS.items():
        found = [coverage(method, size, worlds=worlds) for size in sizes]
        table.add_row(name, *(f"{held:.2f}" for held, _ in found), f"{found[1][1]:.2f}")
    for name in ("count, Wilson", "money, the same capped at 2 x median"):
        found = [coverage(METHODS[name], size, worlds=worlds, second=0.3) for size in sizes]
        table.add_row(f"{name}; 30% with two reasons", *(f"{held:.2f}" for held, _ in found), f"{found[1][1]:.2f}")
    console.print(table)

    table = Table("the costliest reason is mostly one deal", *(f"{size} deals" for size in (8, 15, 40)))
    for is_capped in (False, True):
        shares = [one_deal_decides(size, worlds=worlds, is_capped=is_capped) for size in (8, 15, 40)]
        table.add_row("capped at 2 x median" if is_capped else "in full", *(f"{share:.0%}" for share in shares))
    console.print(table)

    table = Table("160 deals, half of them won", "rival 0 clear", "another clear", "only named compared")
    for name, costly, named in (
        ("no rival matters", 0.5, (1.0, 1.0)),
        ("no rival matters; noted for 80% of lost, 30% of won", 0.5, (0.8, 0.3)),
        ("against rival 0 a quarter is won", 0.25, (1.0, 1.0)),
        ("against rival 0 a tenth is won", 0.1, (1.0, 1.0)),
        ("the same; noted for 80% of lost, 30% of won", 0.1, (0.8, 0.3)),
    ):
        table.add_row(name, *(f"{share:.3f}" for share in clear_lines(worlds=worlds // 4, costly=costly, named=named)))
    console.print(table)


if __name__ == "__main__":
    main()
