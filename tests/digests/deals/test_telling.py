"""What people read about lost deals."""

import re
from collections.abc import Iterator

from hypothesis import given

from digests.deals.money import LIST_BELOW
from digests.deals.rates import QUARTER
from digests.deals.report import Comparison, DealsReport, Lost, Part, ReasonSlice, WinRates
from digests.locales import ENGLISH
from digests.phrases import Phrases
from storage.models import Evidence, RequestStatus, Stage
from tests.digests.deals.quarter import Quarter, quarters, some

# What sounds like somebody's fault, or like a lecture in statistics.
BLAME = ("blame", "fault", "fail", "mistake", "should", "neglect", "poor", "missed", "too late", "wrong")
JARGON = ("wilson", "p-value", "significan", "confidence", "interval", "n_eff", "null", "median", "fisher")


P = Phrases(ENGLISH)


def say(name: str, **values: object) -> str:
    """One sentence, as plain text."""
    return P.phrase(name, b=str, **values).strip()


def reason_of(one: ReasonSlice, lost: Lost) -> str:
    return say("deal_reason", item=one, lost=lost)


def cost(one: ReasonSlice) -> str:
    besides = [ENGLISH.rounded(one.worth[currency].full, currency) for currency in one.currencies[1:]]
    return say("deal_cost", item=one, besides=ENGLISH.all_of(besides)) if one.worth else ""


def against(one: Comparison, rates: WinRates) -> str:
    return say("deal_against", item=one, rates=rates)


def decided(one: Comparison, rates: WinRates) -> str:
    return say("deal_decided", item=one, rates=rates)


def not_judged(rates: WinRates) -> str:
    return say("deals_not_judged", rates=rates, weeks_needed=QUARTER, deals_needed=LIST_BELOW)


def part_of(part: Part) -> str:
    return say("stages", part=part)


def sentences(report: DealsReport) -> Iterator[str]:
    """All that can be said of a report."""
    for reason in report.lost.reasons:
        yield reason_of(reason, report.lost)
        yield cost(reason)
    yield from (say("deal_listed", item=deal) for deal in report.lost.listed)
    yield not_judged(report.rates)
    yield from (against(one, report.rates) for one in report.rates.competitors)
    yield from (decided(one, report.rates) for one in report.rates.reasons)
    yield from (say("deal_stage", item=one) for one in report.stages)
    if report.quality.deals:
        yield say("deals_known", known=report.quality)
    yield from (say("deal_want", item=one) for one in report.wanted.wants)
    if report.wanted.unlinked:
        yield say("deals_unlinked", wanted=report.wanted, noun="heading")
    yield from (say("deal_raised", item=one) for one in report.raised)


@some
@given(quarters())
def test_every_sentence_is_short_and_whole(quarter: Quarter) -> None:
    for said in sentences(quarter.report()):
        assert said == "" or said.endswith((".", "%."))
        assert len(said.split()) <= 45
        assert not re.search(r"\b(None|nan|inf)\b|  |\{|\}|\b1 (deals|accounts|weeks)\b|\b0 deals? [^w]", said), said


@some
@given(quarters())
def test_nobody_is_blamed_or_lectured(quarter: Quarter) -> None:
    # The workspace calls its own reasons as it likes.
    said = "\n".join((*sentences(quarter.report()), say("deal_shares"), *map(part_of, Part)))
    ours = said.replace("Timing, or missed the close", "").lower()
    assert [word for word in (*BLAME, *JARGON) if word in ours] == []


def test_a_reason_is_told_with_its_count_and_how_sure_its_share_is() -> None:
    quarter = Quarter()
    for number in range(40):
        quarter.lost(value=1_000, reasons=["price" if number < 12 else "timing"])
    report = quarter.report()
    price = report.lost.reasons[1]
    assert reason_of(price, report.lost) == "Price: 12 of 40 deals, a share of 30% (likely 18% to 45%)."
    assert cost(price) == "£12,000 in 12 deals."


def test_a_deal_with_two_reasons_is_half_a_deal_in_each_share() -> None:
    quarter = Quarter()
    for number in range(20):
        quarter.lost(reasons=["price", "timing"] if number < 4 else ["price"])
    lost = quarter.report().lost
    assert [reason_of(one, lost) for one in lost.reasons] == [
        "Price: 20 of 20 deals, a share of 90% (likely 70% to 97%).",
        "Timing, or missed the close: 4 of 20 deals, a share of 10% (likely 3% to 30%).",
    ]


def test_money_says_how_many_equal_deals_it_is_like_and_when_one_deal_is_most_of_it() -> None:
    quarter = Quarter()
    for value in (*[500] * 28, *[1_000] * 3, 20_000):
        quarter.lost(value=value, reasons=["price"])
    (price,) = quarter.report().lost.reasons
    assert cost(price) == (
        "£37,000 in 32 deals, worth about 29 equal ones; one deal alone is £20,000, "
        "and with large deals capped the sum is £18,000."
    )


def test_money_is_in_whole_units_and_other_currencies_stand_beside_it() -> None:
    quarter = Quarter()
    for number in range(9):
        quarter.lost(value=100, reasons=["price", "timing", "competitor"])
        quarter.lost(value=50, currency="EUR", reasons=["price"] if number < 2 else [])
    price = quarter.report().lost.reasons[0]
    assert cost(price) == "£300 in 9 deals. Besides, €100."


def test_one_large_deal_of_a_few_is_worth_little_more_than_one() -> None:
    quarter = Quarter()
    for value in (*[500] * 18, 400, 10):
        quarter.lost(value=value, reasons=["price" if value == 500 else "timing"])
    timing = quarter.report().lost.reasons[1]
    assert cost(timing) == "£410 in 2 deals, worth little more than one; one deal alone is £400."


def test_few_deals_are_told_one_by_one() -> None:
    quarter = Quarter()
    quarter.lost()
    quarter.lost("Ace Roofing", value=4_800, reasons=["price", "timing"], against=["Yelp"])
    report = quarter.report()
    assert [say("deal_listed", item=deal) for deal in report.lost.listed] == [
        "Ace Roofing (£4,800): Price and Timing, or missed the close. Also in it: Yelp.",
        "A customer without a name: the reason is not known.",
    ]
    assert [reason_of(one, report.lost) for one in report.lost.reasons] == [
        "Price: 1 deal.",
        "Timing, or missed the close: 1 deal.",
        "Reason not known: 1 deal.",
    ]


def test_a_competitor_is_told_with_the_deals_won_in_spite_of_it() -> None:
    quarter = Quarter()
    quarter.closed(4, 15, against=["Yelp"])
    quarter.closed(1, 3, against=["Google"])
    quarter.closed(30, 59)
    rates = quarter.report().rates
    assert not_judged(rates) == ""
    assert [against(one, rates) for one in rates.competitors] == [
        "Won 4 of 15 against Yelp, 31 of 62 otherwise. That may be chance.",
        "Won 1 of 3 against Google, 34 of 74 otherwise. Too few to say more.",
    ]


def test_a_clear_difference_is_called_so() -> None:
    quarter = Quarter()
    quarter.closed(0, 20, against=["Yelp"])
    quarter.closed(30, 40, against=["Google"])
    rates = quarter.report().rates
    assert against(rates.competitors[0], rates) == (
        "Won none of 20 against Yelp, 30 of 40 otherwise. That is more than chance would explain."
    )


def test_where_competitors_are_named_unevenly_only_deals_that_name_one_are_compared() -> None:
    quarter = Quarter()
    quarter.closed(5, 20, against=["Yelp"])
    quarter.closed(7, 20, against=["Google"])
    quarter.closed(40, 45)
    rates = quarter.report().rates
    assert not_judged(rates) == (
        "A competitor is named for 28 of 33 lost and 12 of 52 won deals, so only deals that name one are compared."
    )
    assert against(rates.competitors[0], rates) == (
        "Won 5 of 20 against Yelp, 7 of 20 against others. That may be chance."
    )


def test_a_competitor_without_others_to_compare_with_is_told_alone() -> None:
    quarter = Quarter()
    quarter.closed(2, 20, against=["Yelp"])
    quarter.closed(40, 45)
    rates = quarter.report().rates
    assert against(rates.competitors[0], rates) == "Won 2 of 20 against Yelp."


def test_where_a_reason_decided_is_compared_with_where_it_did_not() -> None:
    quarter = Quarter()
    quarter.closed(5, 20, codes=("price", "price"))
    quarter.closed(15, 20, codes=("no_heading", "heading_fit"))
    rates = quarter.report().rates
    assert decided(rates.reasons[0], rates) == (
        "Where “Price” decided, won 5 of 20, 15 of 20 where it did not. That is more than chance would explain."
    )
    assert decided(rates.reasons[1], rates) == (
        "Where “No suitable heading” or “The heading fits” decided, won 15 of 20, 5 of 20 where it did not. "
        "That is more than chance would explain."
    )


def test_what_keeps_from_comparing_is_said() -> None:
    early, few, none = Quarter(weeks=6), Quarter(), Quarter()
    early.closed(10, 20)
    few.closed(2, 20)
    none.closed(0, 20)
    assert [not_judged(quarter.report().rates) for quarter in (early, few, none)] == [
        "Too early to tell chance from more: 6 weeks of 13 so far.",
        "Too few deals to tell chance from more: it takes 8 won and 8 lost.",
        "No won deals are logged yet. Once they are, this says how often you win, and against whom.",
    ]


def test_stages_say_where_to_help_and_whose_part_it_is() -> None:
    quarter = Quarter()
    for stage in (*Stage, None):
        quarter.lost(stage=stage, reasons=["price"], value=100)
    quarter.lost(stage=Stage.NEGOTIATING, reasons=["price"])
    stages = quarter.report().stages
    assert [(part_of(one.part) if one.part else "", say("deal_stage", item=one)) for one in stages] == [
        (
            "Where Marketing can help most",
            "1 deal (£100) ended before the customer knew us well. Being seen earlier helps most here.",
        ),
        (
            "Where Marketing can help most",
            "1 deal (£100) ended while the customer was thinking it over. A clear answer at that moment helps most.",
        ),
        (
            "Where Sales can help most",
            "2 deals (£100) ended while terms were being agreed. Named most: “Price” (2). "
            "What these customers asked for last is worth sharing.",
        ),
        (
            "Where both can help",
            "1 deal (£100) ended at a renewal. What these customers had hoped for helps with the next renewals.",
        ),
        (
            "Where both can help",
            "1 deal (£100) ended over something more for customers we keep. "
            "What they have already is the best place to start from.",
        ),
        ("", "For 1 deal (£100) the stage is not noted."),
    ]


def test_how_much_is_known_is_one_line() -> None:
    quarter = Quarter()
    quarter.lost(reasons=["price"], evidence=Evidence.OPINION)
    quarter.lost(reasons=["price"], evidence=Evidence.CUSTOMER_WORDS)
    assert say("deals_known", known=quarter.report().quality) == (
        "Of 2 lost deals, each has a known reason and 1 rests on the rep’s view alone."
    )
    quarter.lost()
    quarter.lost()
    assert say("deals_known", known=quarter.report().quality) == (
        "Of 4 lost deals, 2 have no known reason, 1 rests on the rep’s view alone and 2 do not say how we know."
    )


def test_a_want_is_told_with_its_money_and_what_became_of_it() -> None:
    quarter = Quarter()
    quarter.lost(value=900, wants=["Solar"], status=RequestStatus.LIVE)
    quarter.lost(value=400, currency="EUR", wants=["Solar"], status=RequestStatus.LIVE)
    quarter.lost(wants=["Saunas"])
    quarter.lost(wants=["Bees"], status=RequestStatus.PILOT)
    quarter.lost(wants=["Zorbs"], status=RequestStatus.DECLINED)
    assert [say("deal_want", item=one) for one in quarter.report().wanted.wants] == [
        "“Solar”: 2 deals, £900 and €400. It is for sale now: somebody could call these customers.",
        "“Bees”: 1 deal. It is being piloted.",
        "“Saunas”: 1 deal. It still waits for a decision.",
        "“Zorbs”: 1 deal. The answer was no.",
    ]


def test_deals_that_nothing_suited_and_no_request_explains_are_told_apart() -> None:
    quarter = Quarter()
    quarter.lost(value=900, reasons=["no_heading"])
    assert say("deals_unlinked", wanted=quarter.report().wanted, noun="heading") == (
        "1 deal (£900) was lost for want of a heading that no request names. Its rep may know which."
    )


def test_demand_raised_unasked_is_told_apart() -> None:
    quarter = Quarter()
    quarter.raised("Solar", "Ace", is_unasked=True, value=1_200)
    quarter.raised("Solar", "Bloom", is_unasked=False)
    assert [say("deal_raised", item=one) for one in quarter.report().raised] == [
        "“Solar”: 1 of 2 accounts brought it up unasked. They are worth £1,200."
    ]
