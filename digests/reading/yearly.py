"""What makes a sum a year's: how often it is paid, for how many, for how long. Pure.

Which numbers are sums is said in `sums`, and which of several sums is the deal's in `value`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from digests.reading.counts import Count, unit_at, with_counts
from digests.reading.lexicon import phrases
from digests.reading.numerals import Numeral
from digests.reading.periods import Amount, period_at, with_period_near
from digests.reading.sums import sums_and_counts
from digests.reading.text import Text

# What leads from one sum to another of its kind: "£33 a month there against our £54", "£45 a month, £65 with video".
_LINK = phrases("yearly", "link")
_IF = re.compile(r"\s(?:if|with)\b")
_CLOSE = 40
# How far from a sum its count is looked for, in characters; a message is shorter, and a text of sums costs no more.
_REACH = 240
_LARGE = 100_000


def amounts(text: Text) -> list[Amount]:
    """Every sum of a text that may be money, in the order they stand."""
    sums, counts = sums_and_counts(text)
    starts = [count.start for count in counts]
    found = []
    for one in sums:
        near = counts[bisect_left(starts, one.start - _REACH) : bisect_right(starts, one.end + _REACH)]
        found.append(_in_a_year(text.low, one, [count for count in near if not _overlap(one, count)]))
    return _side_by_side(text.low, found)


def _overlap(one: Numeral, count: Count) -> bool:
    return count.start < one.end and one.start < count.end


def _in_a_year(low: str, one: Numeral, counts: Sequence[Count]) -> Amount:
    """A sum with what stands right behind it: how often it is paid, and what each of it is for."""
    amount = Amount(one.stated, one.currency, one.start, one.end, is_abroad=one.is_abroad)
    units: list[str] = []
    while True:
        period = period_at(low, amount.end)
        unit = unit_at(low, amount.end, counts) if period is None else None
        if period is not None:
            amount = replace(amount, times=period[0], has_period=True, end=period[1])
        elif unit is not None:
            units.append(unit[0])
            amount = replace(amount, end=unit[1])
        else:
            break
    if not amount.has_period:
        amount = with_period_near(low, amount)
    return with_counts(low, amount, units, counts)


def _side_by_side(low: str, found: Sequence[Amount]) -> list[Amount]:
    """The sums, each as often and of as many as the one beside it: "£33 a month against our £54"."""
    made = list(found)
    places = list(pairwise(range(len(made))))
    for one, two in [*places, *((two, one) for one, two in places)]:
        made[two] = _as(low, made[two], made[one])
    return made


def _as(low: str, one: Amount, other: Amount) -> Amount:
    says_less = (other.times != 1.0 and not one.has_period) or (other.count > 1 and one.count == 1)
    if not says_less or one.stated >= _LARGE or not 0.2 < one.stated / max(other.stated, 1e-9) < 5:
        return one
    between = low[min(one.end, other.end) : max(one.start, other.start)]
    is_linked = _LINK.search(between) or (between == ", " and _IF.match(low, one.end))
    if len(between) > _CLOSE or not is_linked or re.search(r"[.;!?]\s", between):
        return one
    times = one.times if one.has_period else other.times
    return replace(one, times=times, count=max(one.count, other.count), has_period=True)
