"""What counts as a deal, and what is said of the lost ones."""

import pytest

from digests.deals.report import Judged, Part, Standing
from storage.models import Evidence, RequestStatus, Stage
from tests.digests.deals.quarter import Quarter

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
