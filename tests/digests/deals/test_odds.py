"""Whether a difference is more than chance, and what is ranked by."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.deals.odds import Record, fisher, shrunk, stand_out

RECORDS = st.integers(0, 40).flatmap(lambda of: st.builds(Record, st.integers(0, of), st.just(of)))


def by_fractions(one: Record, other: Record) -> float:
    """The same test in whole numbers, without any rounding."""
    won = one.won + other.won

    def ways(taken: int) -> int:
        return comb(one.of, taken) * comb(other.of, won - taken)

    seen = ways(one.won)
    possible = [ways(taken) for taken in range(max(0, won - other.of), min(one.of, won) + 1)]
    return float(Fraction(sum(way for way in possible if way <= seen), sum(possible)))


def test_the_lady_tasting_tea_may_have_guessed() -> None:
    assert fisher(Record(3, 4), Record(1, 4)) == pytest.approx(34 / 70)
    assert fisher(Record(4, 4), Record(0, 4)) == pytest.approx(2 / 70)


@given(RECORDS, RECORDS)
def test_the_test_is_exact(one: Record, other: Record) -> None:
    assert fisher(one, other) == pytest.approx(by_fractions(one, other), rel=1e-6)


@given(RECORDS, RECORDS)
def test_it_does_not_matter_which_side_comes_first_or_who_won(one: Record, other: Record) -> None:
    assert fisher(one, other) == pytest.approx(fisher(other, one))
    turned = fisher(Record(one.lost, one.of), Record(other.lost, other.of))
    assert fisher(one, other) == pytest.approx(turned)


def test_tens_of_thousands_of_deals_are_no_trouble() -> None:
    assert fisher(Record(5_000, 20_000), Record(5_000, 20_000)) == pytest.approx(1)
    assert 0 <= fisher(Record(2_000, 20_000), Record(9_000, 20_000)) < 1e-300


def test_what_stands_out_alone_need_not_among_many() -> None:
    assert stand_out([0.03]) == [True]
    assert stand_out([0.03, *[0.5] * 9]) == [False] * 10
    assert stand_out([0.5, 0.001, 0.9, 0.06, 0.02]) == [False, True, False, True, True]
    assert stand_out([]) == []


@given(st.lists(st.floats(0, 1), max_size=30))
def test_whatever_is_less_likely_chance_stands_out_too(chances: list[float]) -> None:
    verdicts = stand_out(chances)
    seen = [chance for chance, is_clear in zip(chances, verdicts, strict=True) if is_clear]
    rest = [chance for chance, is_clear in zip(chances, verdicts, strict=True) if not is_clear]
    assert not seen or not rest or max(seen) < min(rest)
    assert all(chance <= 0.1 for chance in seen)


def test_one_deal_lost_of_one_ranks_behind_many_lost_of_many() -> None:
    usual = Record(40, 80)
    assert shrunk(Record(0, 1), usual) > shrunk(Record(5, 30), usual)
    assert shrunk(Record(0, 0), usual) == 0.5
    assert shrunk(Record(0, 0), Record(0, 0)) == 0.5


@given(RECORDS, RECORDS)
def test_a_rate_to_rank_by_is_a_rate(record: Record, usual: Record) -> None:
    assert 0 <= shrunk(record, usual) <= 1
