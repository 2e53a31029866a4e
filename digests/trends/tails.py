"""How likely a count is: the tails of the negative binomial distribution, given by its mean and its variance."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_STEPS = 10
"""Stirling's series is exact to twelve digits from here on; smaller arguments are moved up."""
_LEAST_SPREAD = 1e-4
"""So much is the variance above the mean at least: closer to Poisson cannot be told from Poisson."""
_EXACT = 1e-12
_MOST_TERMS = 100_000


def at_least(counts: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """P(Y >= count) for each of some counts (some,), from 0 on; the means are above 0.

    A count above its mean has its own tail worked out, so a small one keeps its digits; of the others the rest is.
    """
    size, fail = _shape(mean, variance)
    odds = np.ones_like(counts)
    far, near = counts > mean, (counts <= mean) & (counts > 0)
    odds[far] = _above(counts[far], size[far], fail[far])
    odds[near] = 1 - _below(counts[near] - 1, size[near], fail[near])
    return odds


def at_most(counts: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
    """P(Y <= count) for each of some counts (some,), from 0 on; the means are above 0."""
    size, fail = _shape(mean, variance)
    odds = np.ones_like(counts)
    far = counts < mean
    odds[far] = _below(counts[far], size[far], fail[far])
    odds[~far] = 1 - _above(counts[~far] + 1, size[~far], fail[~far])
    return odds


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


def _above(counts: Numbers, size: Numbers, fail: Numbers) -> Numbers:
    """P(Y >= count) of counts above their mean: the incomplete beta function (Abramowitz and Stegun 26.5.26)."""
    return np.asarray(np.exp(_log_mass(counts, size, fail)) * _fraction(counts, size, fail))


def _below(counts: Numbers, size: Numbers, fail: Numbers) -> Numbers:
    """P(Y <= count) of counts below their mean."""
    shares = fail * (counts + size) / size
    return np.asarray(np.exp(_log_mass(counts, size, fail)) * shares * _fraction(size, counts + 1, 1 - fail))


def _fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method (DLMF 3.10).

    It needs twenty steps where adding up a tail needs hundreds, as long as x is below the function's middle.
    """
    going = np.arange(len(a))
    above, below = np.ones_like(a), 1 / (1 - (a + b) * x / (a + 1))
    found, value = below.copy(), below
    for step in range(1, _MOST_TERMS):
        if not len(going):
            break
        twice, by = a + 2 * step, np.ones_like(a)
        for part in (
            step * (b - step) * x / ((twice - 1) * twice),
            -(a + step) * (a + b + step) * x / (twice * (twice + 1)),
        ):
            below, above = 1 / (1 + part * below), 1 + part / above
            by = below * above
            value = value * by
        more = np.abs(by - 1) > _EXACT
        found[going] = value
        going = going[more]
        a, b, x, above, below, value = (one[more] for one in (a, b, x, above, below, value))
    return found
