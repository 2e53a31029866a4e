"""How likely a count is: the tails of the negative binomial distribution, given by its mean and its variance."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_STEPS = 10
"""Stirling's series is exact to twelve digits from here on; smaller arguments are moved up."""
_LEAST_SPREAD = 1e-4
"""So much is the variance above the mean at least: closer to Poisson cannot be told from Poisson."""
_SMALL = 1e-9
_MOST_TERMS = 100_000


def at_least(counts: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """P(Y >= count) for each of some counts (some,), all above 0; the means are above 0.

    The terms from the count on are added until no further one matters, so a small tail keeps its digits.
    """
    size, fail = _shape(mean, variance)
    first = _log_mass(counts, size, fail)
    return np.minimum(np.exp(first) * _series(counts, size, fail, up=True), 1.0)


def at_most(counts: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """P(Y <= count) for each of some counts (some,), from 0 on."""
    size, fail = _shape(mean, variance)
    first = _log_mass(counts, size, fail)
    return np.minimum(np.exp(first) * _series(counts, size, fail, up=False), 1.0)


def usual(mean: float, variance: float, *, beyond: float = 0.05) -> tuple[int, int]:
    """The smallest and the largest count that would still be normal: one beyond has at most a chance of `beyond`."""
    if mean <= 0:
        return 0, 0
    size, fail = (float(part[0]) for part in _shape(np.array([mean]), np.array([variance])))
    mass, count, least = float(np.exp(size * np.log1p(-fail))), 0, 0
    below = mass
    while 1 - below > beyond and count < _MOST_TERMS:
        least += below <= beyond
        mass *= (count + size) / (count + 1) * fail
        count += 1
        below += mass
    return least, count


def log_gamma(values: Numbers) -> Numbers:
    """The logarithm of the gamma function of values above 0, by Stirling's series (Abramowitz and Stegun 6.1.41)."""
    moved = values + _STEPS
    steps = np.ones_like(values)
    for step in range(_STEPS):
        steps *= values + step
    inverse = 1 / moved
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    stirling = (moved - 0.5) * np.log(moved) - moved + 0.5 * np.log(2 * np.pi) + series
    return np.asarray(stirling - np.log(steps))


def _shape(mean: Numbers, variance: Numbers) -> tuple[Numbers, Numbers]:
    """The distribution's size, and the chance that one more trial fails: (size * fail / (1 - fail) is the mean)."""
    spread = np.maximum(variance / mean - 1, _LEAST_SPREAD)
    return mean / spread, spread / (1 + spread)


def _log_mass(counts: Numbers, size: Numbers, fail: Numbers) -> Numbers:
    ways = log_gamma(counts + size) - log_gamma(counts + 1) - log_gamma(size)
    return np.asarray(ways + size * np.log1p(-fail) + counts * np.log(fail))


def _series(counts: Numbers, size: Numbers, fail: Numbers, *, up: bool) -> Numbers:
    """The sum of all masses from a count up, or from it down, in units of the count's own."""
    total, term = np.ones_like(counts), np.ones_like(counts)
    going = np.flatnonzero(counts >= (0 if up else 1))
    at, of, by, term = counts[going], size[going], fail[going], term[going]
    for _ in range(_MOST_TERMS):
        if not len(going):
            break
        term = term * (at + of) / (at + 1) * by if up else term * at / ((at - 1 + of) * by)
        at = at + 1 if up else at - 1
        total[going] += term
        more = (term > _SMALL * total[going]) & (at >= 1)
        going, at, of, by, term = going[more], at[more], of[more], by[more], term[more]
    return total
