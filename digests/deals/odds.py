"""Whether two win rates differ by more than chance, over many comparisons at once; and rates that one may rank by."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Of the differences called clear, at most this share is chance, on average.
FALSE_SHARE = 0.1
# How many deals with the usual rate are added to each competitor's, so that "lost one of one" tops no list.
PRIOR_DEALS = 10
# Two tables of the same probability may differ in the last digits; R's and scipy's tests allow for it alike.
_ROUNDING = 1 + 1e-7


@dataclass(frozen=True)
class Record:
    """So many deals won of so many."""

    won: int
    of: int

    @property
    def lost(self) -> int:
        """The others."""
        return self.of - self.won

    def without(self, some: "Record") -> "Record":
        """The rest, when some of the deals are looked at apart."""
        return Record(self.won - some.won, self.of - some.of)


def fisher(one: Record, other: Record) -> float:
    """The two-sided p of Fisher's exact test that both have the same true win rate.

    All tables with the same sums that are no more probable than this one are added up (Fisher, J. R. Stat. Soc. 98
    (1935) 39); the binomials go by log-gamma, so that thousands of deals overflow nothing.
    """
    won = one.won + other.won
    chances = [
        _log_chosen(one.of, taken) + _log_chosen(other.of, won - taken)
        for taken in range(max(0, won - other.of), min(one.of, won) + 1)
    ]
    all_of_them = _log_chosen(one.of + other.of, won)
    seen = _log_chosen(one.of, one.won) + _log_chosen(other.of, other.won) + math.log(_ROUNDING)
    return min(1.0, math.fsum(math.exp(chance - all_of_them) for chance in chances if chance <= seen))


def stand_out(chances: Sequence[float], *, false_share: float = FALSE_SHARE) -> list[bool]:
    """Which of many p values stand out, in their order, when of those that do at most this share may be false.

    Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995) 289.
    """
    in_order = sorted(chances)
    count = len(in_order)
    passing = [chance for place, chance in enumerate(in_order, 1) if chance <= false_share * place / count]
    return [bool(passing) and chance <= passing[-1] for chance in chances]


def shrunk(record: Record, usual: Record) -> float:
    """A win rate to rank by, drawn towards the usual one: the beta-binomial mean with a prior of ten deals.

    A half where nothing was ever closed.
    """
    mean = usual.won / usual.of if usual.of else 0.5
    return (record.won + PRIOR_DEALS * mean) / (record.of + PRIOR_DEALS)


def _log_chosen(of: int, taken: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(taken + 1) - math.lgamma(of - taken + 1)
