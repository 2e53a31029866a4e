"""What a quarter's deals add up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from digests.deals.build import build
from digests.deals.report import Among, DealsReport, Judged, Money, Part, Standing
from storage.models import Evidence, RequestStatus, Stage
from tests.digests.deals.quarter import Quarter, quarters, shuffled

REPORT = TypeAdapter(DealsReport)


def added(parts: Iterable[Mapping[str, Money]], figure: str) -> dict[str, int]:
    """One figure of several parts, added up by currency."""
    totals: dict[str, int] = defaultdict(int)
    for part in parts:
        for currency, money in part.items():
            totals[currency] += getattr(money, figure)
    return dict(totals)


# --- for any quarter ---


@given(quarters())
def test_reasons_add_up_to_the_lost_deals_and_their_money(quarter: Quarter) -> None:
    lost = quarter.report().lost
    assert sum(one.weight for one in lost.reasons) == pytest.approx(lost.deals)
    for figure in ("full", "capped"):
        assert added((one.worth for one in lost.reasons), figure) == added([lost.worth], figure)


@given(quarters())
def test_stages_add_up_to_the_lost_deals_and_their_money(quarter: Quarter) -> None:
    report = quarter.report()
    assert sum(one.deals for one in report.stages) == report.lost.deals == report.quality.deals
    for figure in ("deals", "full", "capped"):
        assert added((one.worth for one in report.stages), figure) == added([report.lost.worth], figure)


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


@given(quarters(), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(quarter: Quarter, seed: int) -> None:
    assert build(shuffled(quarter.facts(), seed)) == quarter.report()


@given(quarters())
def test_a_report_is_frozen_and_read_again_the_same(quarter: Quarter) -> None:
    report = quarter.report()
    assert REPORT.validate_json(REPORT.dump_json(report)) == report


# --- what counts as a deal ---


def test_an_account_counts_once_with_its_highest_value() -> None:
    quarter = Quarter()
    for value in (100, 900, 300):
        quarter.lost("Ace", value=value)
    lost = quarter.report().lost
    assert (lost.deals, lost.worth["GBP"].full) == (1, 90_000)


def test_reports_that_name_no_account_are_a_deal_each() -> None:
    quarter = Quarter()
    quarter.lost(value=100)
    quarter.lost(value=100)
    report = quarter.report()
    assert (report.lost.deals, report.quality.unnamed) == (2, 2)


def test_an_account_that_was_lost_and_won_counts_on_both_sides() -> None:
    quarter = Quarter()
    quarter.lost("Ace")
    quarter.won("Ace")
    overall = quarter.report().rates.overall
    assert (overall.won, overall.lost) == (1, 1)


def test_a_reason_learnt_later_takes_the_place_of_unknown() -> None:
    quarter = Quarter()
    quarter.lost("Ace", reasons=["unknown"], stage=Stage.CONSIDERING, evidence=Evidence.CUSTOMER_WORDS)
    quarter.lost("Ace", reasons=["price"], stage=Stage.NEGOTIATING, evidence=Evidence.OPINION)
    report = quarter.report()
    assert [one.code for one in report.lost.reasons] == ["price"]
    assert [one.stage for one in report.stages] == [Stage.NEGOTIATING]
    assert (report.quality.unexplained, report.quality.rep_only) == (0, 0)


def test_currencies_are_told_apart_and_each_has_its_own_cap() -> None:
    quarter = Quarter()
    for value in (100, 100, 9_000):
        quarter.lost(value=value)
        quarter.lost(value=50 * value, currency="JPY")
    worth = quarter.report().lost.worth
    assert (worth["GBP"].full, worth["GBP"].capped) == (920_000, 40_000)
    assert (worth["JPY"].full, worth["JPY"].capped) == (46_000_000, 2_000_000)


# --- reasons ---


def test_a_deal_with_two_reasons_counts_half_for_each() -> None:
    quarter = Quarter()
    quarter.lost(value=101, reasons=["price", "timing"])
    for _ in range(7):
        quarter.lost(value=100, reasons=["price"])
    price, timing = quarter.report().lost.reasons
    assert (price.deals, price.weight, price.worth["GBP"].full) == (8, 7.5, 75_050)
    assert (timing.deals, timing.weight, timing.worth["GBP"].full) == (1, 0.5, 5_050)
    assert price.share is not None
    assert price.share.value == 7.5 / 8


def test_a_reason_of_one_huge_deal_is_worth_one_deal() -> None:
    quarter = Quarter()
    quarter.lost(value=100_000, reasons=["timing"])
    for _ in range(9):
        quarter.lost(value=1_000, reasons=["price"])
    price, timing = quarter.report().lost.reasons
    assert timing.worth["GBP"].share is not None
    assert timing.worth["GBP"].share.value == pytest.approx(2 / 11)
    assert round(price.worth["GBP"].equal) == 9


def test_what_is_not_known_comes_last() -> None:
    quarter = Quarter()
    for code in ("unknown", "unknown", "price"):
        quarter.lost(reasons=[code])
    quarter.lost()
    assert [(one.code, one.deals) for one in quarter.report().lost.reasons] == [("price", 1), ("unknown", 3)]


def test_under_eight_deals_are_a_list_without_shares() -> None:
    quarter = Quarter()
    for number in range(7):
        quarter.lost(f"Account {number}", value=100, reasons=["price"], against=["Yelp"])
    lost = quarter.report().lost
    assert [deal.account for deal in lost.listed] == [f"Account {number}" for number in range(6, -1, -1)]
    assert {(deal.reasons, deal.competitors) for deal in lost.listed} == {(("Price",), ("Yelp",))}
    assert lost.reasons[0].share is lost.worth["GBP"].share is None
    quarter.lost("Account 7")
    assert quarter.report().lost.listed == ()


# --- win rates ---


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
    assert (rates.judged, rates.competitors, rates.reasons) == (Judged.NONE_WON, (), ())


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
    assert (heading.label, heading.with_it.won) == ("No suitable heading", 15)


# --- stages, quality, wants ---


def test_marketing_and_sales_each_see_their_own_part() -> None:
    quarter = Quarter()
    for stage in (*Stage, None):
        quarter.lost(stage=stage, reasons=["price"])
    quarter.lost(stage=Stage.NEGOTIATING, reasons=["price"])
    report = quarter.report()
    assert [(one.stage, one.part, one.deals) for one in report.stages] == [
        (Stage.NOT_AWARE, Part.MARKETING, 1),
        (Stage.CONSIDERING, Part.MARKETING, 1),
        (Stage.NEGOTIATING, Part.SALES, 2),
        (Stage.RENEWAL, Part.BOTH, 1),
        (Stage.CUSTOMER, Part.BOTH, 1),
        (None, None, 1),
    ]
    assert [(one.reason, one.reason_deals) for one in report.stages if one.reason] == [("Price", 2)]


def test_what_is_not_known_is_counted() -> None:
    quarter = Quarter()
    quarter.lost("Ace", value=5, reasons=["price"], evidence=Evidence.CUSTOMER_WORDS, stage=Stage.RENEWAL)
    quarter.lost("Bloom", reasons=["unknown"], evidence=Evidence.OPINION)
    quarter.lost()
    quality = quarter.report().quality
    assert (quality.deals, quality.unexplained, quality.rep_only, quality.evidence_unnoted) == (3, 2, 1, 1)
    assert (quality.stage_unnoted, quality.unvalued, quality.unnamed) == (2, 2, 1)


def test_lost_deals_lead_to_the_request_that_would_have_won_them() -> None:
    quarter = Quarter()
    quarter.lost("Ace", value=900, reasons=["no_heading"], wants=["Solar"], status=RequestStatus.LIVE)
    quarter.lost("Bloom", value=50_000, currency="EUR", wants=["Saunas", "Solar"], status=RequestStatus.LIVE)
    quarter.lost("Cup", value=400, reasons=["no_heading"])
    quarter.lost("Dune", value=400, reasons=["price"])
    wanted = quarter.report().wanted
    assert [(one.title, one.deals, one.standing) for one in wanted.wants] == [
        ("Solar", 2, Standing.ON_SALE),
        ("Saunas", 1, Standing.ON_SALE),
    ]
    assert {currency: money.full for currency, money in wanted.wants[0].worth.items()} == {
        "GBP": 90_000,
        "EUR": 5_000_000,
    }
    assert wanted.deals == 2
    assert (wanted.unlinked, wanted.unlinked_worth["GBP"].full) == (1, 40_000)


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        (RequestStatus.NEW, Standing.OPEN),
        (RequestStatus.DOCKETED, Standing.OPEN),
        (RequestStatus.APPROVED, Standing.YES),
        (RequestStatus.SCHEDULED, Standing.YES),
        (RequestStatus.DEFERRED, Standing.LATER),
        (RequestStatus.DECLINED, Standing.NO),
        (RequestStatus.LIVE, Standing.ON_SALE),
        (RequestStatus.ANSWERED, Standing.ON_SALE),
    ],
)
def test_what_became_of_the_request_is_said(status: RequestStatus, standing: Standing) -> None:
    quarter = Quarter()
    quarter.lost("Ace", wants=["Solar"], status=status)
    assert quarter.report().wanted.wants[0].standing is standing


def test_what_customers_raise_unasked_is_counted_by_voice() -> None:
    quarter = Quarter()
    quarter.raised("Solar", "Ace", is_unasked=True, value=100)
    quarter.raised("Solar", "Ace", is_unasked=False, value=900)
    quarter.raised("Solar", "Ace", is_unasked=True, value=300)
    quarter.raised("Solar", "Bloom", is_unasked=False)
    quarter.raised("Solar", "", is_unasked=True, rep="U2")
    quarter.raised("Solar", "", is_unasked=True, rep="U2")
    quarter.raised("Saunas", "Ace", is_unasked=False)
    (solar,) = quarter.report().raised
    assert (solar.title, solar.unasked, solar.noted, solar.worth) == ("Solar", 2, 3, {"GBP": 30_000})


def test_a_quarter_without_deals_says_nothing() -> None:
    report = Quarter().report()
    assert (report.lost.deals, report.lost.reasons, report.stages, report.raised) == (0, (), (), ())
    assert report.rates.judged is Judged.NONE_WON
