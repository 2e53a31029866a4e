"""How sure a share is: Wilson's interval, how many equal deals unequal ones are worth, and the cap on large ones."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The normal quantile of an interval that holds the truth in 95 of 100 cases.
Z = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """A part of a whole between 0 and 1, and where the true one lies in 95 of 100 cases."""

    value: float
    low: float
    high: float


def wilson(part: float, whole: float) -> Share:
    """Wilson's score interval for a part of a whole; neither need be a whole number.

    For parts that are themselves sums of fractions between 0 and 1 (a deal split between two reasons) it is on the
    safe side, because such a sum varies less than a count with the same mean. Raises ValueError for an empty whole,
    or a part outside of it. Wilson, J. Am. Stat. Assoc. 22 (1927) 209; Agresti and Coull, Am. Stat. 52 (1998) 119.
    """
    if whole <= 0 or not 0 <= part <= whole * (1 + 1e-9):
        raise ValueError(f"{part} is no part of {whole}.")
    value = min(1.0, part / whole)
    middle = (value + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    reach = Z / (1 + Z * Z / whole) * math.sqrt(value * (1 - value) / whole + Z * Z / (4 * whole * whole))
    # Rounding must not put the share itself outside.
    return Share(value, max(0.0, min(value, middle - reach)), min(1.0, max(value, middle + reach)))


def equal_deals(values: Iterable[float]) -> float:
    """How many equal deals would tell as much as these: (sum of v)^2 / sum of v^2; 0 where nothing has a value.

    Kish, Survey Sampling (1965), the effective number of unequally weighted observations.
    """
    kept = [value for value in values if value > 0]
    if not kept:
        return 0.0
    # By shares of the largest, so that no square outgrows a float.
    largest = max(kept)
    shares = [value / largest for value in kept]
    return math.fsum(shares) ** 2 / math.fsum(share * share for share in shares)


def cap(values: Sequence[int]) -> int:
    """What a deal counts for at most, in minor units: twice the median; 0 without values."""
    # The mean of the two in the middle, doubled, is their sum: no rounding.
    return statistics.median_low(values) + statistics.median_high(values) if values else 0


def split(value: int, parts: int) -> list[int]:
    """A value in so many parts as equal as whole minor units allow, the first ones not smaller; they add up to it."""
    return [(value + parts - 1 - place) // parts for place in range(parts)]
