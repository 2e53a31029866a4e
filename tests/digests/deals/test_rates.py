"""How often deals are won with and without, and when that is judged."""

import pytest

from digests.deals.report import Among, Judged
from tests.digests.deals.quarter import Quarter


def test_deals_won_in_spite_of_a_competitor_count_too() -> None:
    quarter = Quarter()
    quarter.closed(4, 15, against=["Yelp"])
    quarter.closed(31, 62)
    rates = quarter.report().rates
    (yelp,) = rates.competitors
    assert (yelp.with_it.won, yelp.with_it.of, yelp.without.won, yelp.without.of) == (4, 15, 31, 62)
    assert rates.judged is Judged.YES
    assert yelp.chance == pytest.approx(0.1495, abs=1e-4)
    assert not yelp.is_clear


def test_a_difference_that_chance_would_hardly_make_is_clear() -> None:
    quarter = Quarter()
    quarter.closed(2, 30, against=["Yelp"])
    quarter.closed(20, 30, against=["Google"])
    assert [(one.label, one.is_clear) for one in quarter.report().rates.competitors] == [
        ("Yelp", True),
        ("Google", True),
    ]


def test_nothing_is_judged_before_a_quarter_is_over() -> None:
    quarter = Quarter(weeks=12)
    quarter.closed(2, 30, against=["Yelp"])
    quarter.closed(28, 30, against=["Google"])
    rates = quarter.report().rates
    assert rates.judged is Judged.TOO_SHORT
    assert {(one.chance, one.is_clear) for one in rates.competitors} == {(None, False)}


def test_few_won_deals_are_compared_and_not_judged() -> None:
    quarter = Quarter()
    quarter.closed(7, 40, against=["Yelp"])
    rates = quarter.report().rates
    assert rates.judged is Judged.TOO_FEW
    assert rates.competitors[0].chance is None


def test_without_any_won_deal_nothing_is_compared() -> None:
    quarter = Quarter()
    quarter.closed(0, 40, against=["Yelp"], codes=("price", "price"))
    rates = quarter.report().rates
    assert (rates.judged, rates.reasons) == (Judged.NONE_WON, ())


def test_a_competitor_met_a_few_times_has_no_verdict_and_does_not_top_the_list() -> None:
    quarter = Quarter()
    quarter.closed(0, 1, against=["Once"])
    quarter.closed(3, 30, against=["Often"])
    quarter.closed(20, 30, against=["Yelp"])
    often, once, yelp = quarter.report().rates.competitors
    assert (often.label, once.label, yelp.label) == ("Often", "Once", "Yelp")
    assert once.chance is None


def test_where_reps_name_who_beat_them_and_not_whom_they_beat_only_named_ones_are_compared() -> None:
    quarter = Quarter()
    quarter.closed(5, 20, against=["Yelp"])
    quarter.closed(5, 20, against=["Google"])
    quarter.closed(40, 45)
    rates = quarter.report().rates
    assert rates.among is Among.NAMED
    assert {(one.with_it.of, one.without.of, one.is_clear) for one in rates.competitors} == {(20, 20, False)}


def test_a_reason_is_compared_when_it_loses_and_wins_deals() -> None:
    quarter = Quarter()
    quarter.closed(5, 20, codes=("price", "price"))
    quarter.closed(15, 20, codes=("no_heading", "heading_fit"))
    quarter.closed(10, 20, codes=("other", "other"))
    quarter.closed(0, 20, codes=("competitor", "price"))
    quarter.closed(9, 20)
    price, heading = quarter.report().rates.reasons
    assert (price.label, price.with_it.won, price.with_it.of, price.without.won, price.without.of) == (
        ("Price", 5, 20, 25, 60)
    )
    assert (heading.label, heading.label_won, heading.with_it.won) == ("No suitable heading", "The heading fits", 15)
