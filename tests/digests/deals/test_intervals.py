"""How sure a share is, and what unequal deals are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.deals.intervals import cap, equal_deals, split, wilson

VALUES = st.lists(st.integers(1, 10**12), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe, Stat. Med. 17 (1998) 857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_published_table(part: int, whole: int, low: float, high: float) -> None:
    share = wilson(part, whole)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(whole=st.floats(0.01, 1e6), at=st.floats(0, 1))
def test_an_interval_lies_between_none_and_all_and_holds_the_share(whole: float, at: float) -> None:
    share = wilson(at * whole, whole)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.low < share.high


def test_none_of_many_may_still_be_some() -> None:
    assert wilson(0, 8).low == 0
    assert wilson(0, 8).high > 0.3
    assert wilson(8, 8).high == 1


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (3, 2), (-1, 2)])
def test_what_is_no_part_has_no_share(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        wilson(part, whole)


def test_twelve_deals_of_which_one_is_huge_tell_little_more_than_one() -> None:
    assert equal_deals([100] * 12) == pytest.approx(12)
    assert equal_deals([10_000] + [100] * 11) == pytest.approx(1.23, abs=0.01)
    assert equal_deals([]) == 0


@given(VALUES)
def test_deals_are_never_worth_more_equal_ones_than_there_are(values: list[int]) -> None:
    assert 1 <= equal_deals(values) * (1 + 1e-9) <= len(values) * (1 + 1e-6)


@given(VALUES)
def test_a_cap_makes_deals_more_equal(values: list[int]) -> None:
    capped = [min(value, cap(values)) for value in values]
    assert equal_deals(capped) >= equal_deals(values) * (1 - 1e-9)


@given(VALUES)
def test_at_least_half_of_all_deals_are_below_the_cap(values: list[int]) -> None:
    assert 2 * sum(value <= cap(values) for value in values) >= len(values)


@given(st.integers(0, 10**12), st.integers(1, 14))
def test_the_parts_of_a_value_add_up_to_it(value: int, parts: int) -> None:
    pieces = split(value, parts)
    assert sum(pieces) == value
    assert max(pieces) - min(pieces) <= 1
