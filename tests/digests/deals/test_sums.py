"""What holds for any quarter: parts add up, nothing is larger than its whole, the order of rows changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from digests.deals.build import build
from digests.deals.report import Among, DealsReport, Money
from tests.digests.deals.quarter import Quarter, quarters, shuffled, some

REPORT = TypeAdapter(DealsReport)


def added(parts: Iterable[Mapping[str, Money]], figure: str) -> dict[str, int]:
    """One figure of several parts, added up by currency."""
    totals: dict[str, int] = defaultdict(int)
    for part in parts:
        for currency, money in part.items():
            totals[currency] += getattr(money, figure)
    return dict(totals)


@some
@given(quarters())
def test_reasons_add_up_to_the_lost_deals_and_their_money(quarter: Quarter) -> None:
    lost = quarter.report().lost
    assert sum(one.weight for one in lost.reasons) == pytest.approx(lost.deals)
    for figure in ("full", "capped"):
        assert added((one.worth for one in lost.reasons), figure) == added([lost.worth], figure)


@some
@given(quarters())
def test_deals_under_one_reason_each_add_up_and_no_reason_has_more_than_name_it(quarter: Quarter) -> None:
    report = quarter.report()
    parts, named = report.lost.parts, {one.code: one for one in report.lost.reasons}
    assert sum(one.deals for one in parts) == report.lost.deals
    assert sum(one.unvalued for one in parts) == report.quality.unvalued
    for currency, whole in report.lost.full.items():
        assert sum(one.worth.get(currency, 0) for one in parts) == whole
    for one in parts:
        assert one.deals <= named[one.code].deals
        assert abs(one.deals - named[one.code].weight) <= len(named)
        assert all(one.largest[currency] <= minor for currency, minor in one.worth.items())


@some
@given(quarters())
def test_stages_add_up_to_the_lost_deals_and_their_money(quarter: Quarter) -> None:
    report = quarter.report()
    assert sum(one.deals for one in report.stages) == report.lost.deals == report.quality.deals
    for figure in ("deals", "full", "capped"):
        assert added((one.worth for one in report.stages), figure) == added([report.lost.worth], figure)


@some
@given(quarters())
def test_a_cap_never_raises_a_value_and_no_part_is_larger_than_the_whole(quarter: Quarter) -> None:
    report = quarter.report()
    wanted = report.wanted
    parts = [one.worth for one in report.lost.reasons] + [one.worth for one in report.stages]
    parts += [one.worth for one in wanted.wants]
    for part in (*parts, wanted.worth, wanted.unlinked_worth, report.lost.worth):
        for currency, money in part.items():
            whole = report.lost.worth[currency]
            assert 0 <= money.capped <= money.full <= whole.full
            assert money.largest <= money.full
            assert money.capped <= whole.capped
            assert money.equal <= money.deals * (1 + 1e-9)


@some
@given(quarters())
def test_every_share_lies_in_its_interval_and_none_is_told_of_few_deals(quarter: Quarter) -> None:
    report = quarter.report()
    shares = [one.share for one in report.lost.reasons]
    assert all((share is None) == (report.lost.deals < 8) for share in shares)
    assert report.lost.is_list == (0 < report.lost.deals < 8)
    assert len(report.lost.listed) == (report.lost.deals if report.lost.is_list else 0)
    of_money = [
        (money, report.lost.worth[key].deals) for one in report.lost.reasons for key, money in one.worth.items()
    ]
    assert all((money.share is None) == (deals < 8) for money, deals in of_money)
    for share in (*shares, *(money.share for money, _ in of_money)):
        if share is not None:
            assert 0 <= share.low <= share.value <= share.high <= 1


@some
@given(quarters())
def test_won_with_and_without_are_all_deals_compared(quarter: Quarter) -> None:
    rates = quarter.report().rates
    for one in (*rates.competitors, *rates.reasons):
        assert 0 <= one.with_it.won <= one.with_it.of
        assert 0 <= one.without.won <= one.without.of
        assert 0 <= one.rank_rate <= 1
    for one in rates.competitors:
        named = rates.noting.lost_named + rates.noting.won_named
        assert one.with_it.of + one.without.of == (rates.overall.of if rates.among is Among.ALL else named)


@some
@given(quarters(), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(quarter: Quarter, seed: int) -> None:
    assert build(shuffled(quarter.facts(), seed)) == quarter.report()


@some
@given(quarters())
def test_a_report_is_frozen_and_read_again_the_same(quarter: Quarter) -> None:
    report = quarter.report()
    assert REPORT.validate_json(REPORT.dump_json(report)) == report
