"""How likely a count is, beside plain sums of the negative binomial distribution's masses."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.trends import tails


@settings(deadline=None)
@given(
    count=st.integers(0, 60),
    mean=st.floats(0.05, 40),
    spread=st.floats(1.001, 6),
)
def test_the_tails_are_those_of_the_negative_binomial(count: int, mean: float, spread: float) -> None:
    size, fail = mean / (spread - 1), (spread - 1) / spread

    def mass(k: int) -> float:
        ways = math.lgamma(k + size) - math.lgamma(k + 1) - math.lgamma(size)
        return math.exp(ways + size * math.log1p(-fail) + k * math.log(fail))

    asked = np.array([float(count)]), np.array([mean]), np.array([mean * spread])
    above = math.fsum(mass(k) for k in range(count, count + 1500))
    below = math.fsum(mass(k) for k in range(count + 1))
    assert tails.at_least(*asked)[0] == pytest.approx(above, rel=1e-6)
    assert tails.at_most(*asked)[0] == pytest.approx(below, rel=1e-6)
    least, most = tails.usual(mean, mean * spread)
    assert math.fsum(mass(k) for k in range(most + 1)) >= 0.95 - 1e-6
    assert math.fsum(mass(k) for k in range(least)) <= 0.05 + 1e-6


@settings(deadline=None)
@given(mean=st.floats(1, 3000), spread=st.floats(1.01, 20), away=st.floats(-6, 6))
def test_the_tails_of_large_counts_are_the_sums_of_their_masses(mean: float, spread: float, away: float) -> None:
    deviation = math.sqrt(mean * spread)
    count = max(0, round(mean + away * deviation))
    every = np.arange(round(mean + 30 * deviation + 40 * spread), dtype=np.float64)
    size, fail = mean / (spread - 1), (spread - 1) / spread
    ways = tails.log_gamma(every + size) - tails.log_gamma(every + 1) - tails.log_gamma(np.full_like(every, size))
    masses = np.exp(ways + size * math.log1p(-fail) + every * math.log(fail))
    asked = np.array([float(count)]), np.array([mean]), np.array([mean * spread])
    assert tails.at_least(*asked)[0] == pytest.approx(math.fsum(masses[count:]), rel=1e-6)
    assert tails.at_most(*asked)[0] == pytest.approx(math.fsum(masses[: count + 1]), rel=1e-6)
