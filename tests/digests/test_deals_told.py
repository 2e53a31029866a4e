"""What the thread says of deals: the week in short, and what a quarter tells."""

from dataclasses import replace

import pytest

from digests import pictures
from digests.outline import Part, sections, thread_parts
from digests.page import page
from digests.phrases import PLAIN, Words
from digests.report import DigestReport, from_dict, to_dict
from digests.section import Section
from digests.words import plain
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.deals.quarter import Quarter
from tests.digests.market import MONDAY, WEEK, Market


@pytest.fixture
def week(digest: Digest) -> DigestReport:
    """A week with a deal lost in it, to which a quarter is given."""
    return digest(publisher.deals_only)


def told(report: DigestReport, part: Part = Part.DEALS) -> list[Section]:
    return sections(Words(report, PLAIN), part)


def said(report: DigestReport, part: Part = Part.DEALS) -> str:
    """All that a part says, a line for each sentence."""
    found = told(report, part)
    return "\n".join(line for one in found for line in (one.heading, *one.lines, one.note) if line)


def given(week: DigestReport, quarter: Quarter) -> DigestReport:
    return replace(week, quarter=quarter.report())


def test_eight_deals_have_shares_and_a_picture_and_seven_are_listed(week: DigestReport) -> None:
    quarter = Quarter()
    for number in range(7):
        quarter.lost(f"Account {number}", value=100, reasons=["price" if number % 2 else "timing"])
    seven = given(week, quarter)
    assert "Account 3 (£100): Price." in said(seven)
    assert "%" not in said(seven)
    assert not pictures.pareto_shown(seven)
    with pytest.raises(ValueError, match="Too few deals to draw"):
        pictures.pareto(seven)
    quarter.lost("Account 7", value=100, reasons=["price"])
    eight = given(week, quarter)
    assert "Price: 4 of 8 deals, a share of 50% (likely 22% to 78%). £400 in 4 deals." in said(eight)
    assert "Account 3" not in said(eight)
    assert pictures.pareto_shown(eight)


def test_one_large_deal_is_named_and_never_decides_the_picture(week: DigestReport) -> None:
    quarter = Quarter()
    for number in range(12):
        quarter.lost(value=20_000 if number == 0 else 100, reasons=["timing" if number < 4 else "price"])
    report = given(week, quarter)
    assert "one deal alone is £20,000, and with large deals capped the sum is £500" in said(report)
    alt = pictures.pareto(report).alt
    assert "Price: 8 deals, 67%" in alt
    assert "since one large deal alone would decide the picture" in alt


def test_the_picture_is_by_value_where_values_tell(week: DigestReport) -> None:
    quarter = Quarter()
    for number in range(12):
        quarter.lost(value=300 if number < 4 else 100, reasons=["timing" if number < 4 else "price"])
    quarter.lost(value=100)
    alt = pictures.pareto(given(week, quarter)).alt
    assert alt.startswith("One reason took 60% of the £2k we lost.")
    assert "Timing, or missed the close: £1,200 · 4 deals, 60%; Price: £800 · 8 deals, 100%." in alt


def test_a_reason_is_not_drawn_larger_for_its_place_in_the_list(week: DigestReport) -> None:
    quarter = Quarter()
    for _ in range(20):
        quarter.lost(reasons=["price", "competitor"])
    report = given(week, quarter)
    assert report.quarter is not None
    assert [(one.label, one.deals) for one in report.quarter.lost.parts] == [
        ("Price", 10),
        ("Went to a competitor", 10),
    ]


def test_values_in_several_currencies_stand_apart_and_are_never_added(week: DigestReport) -> None:
    quarter = Quarter()
    for number in range(9):
        quarter.lost(value=100, currency=("GBP", "EUR", "SEK")[number % 3], reasons=["price" if number else "timing"])
    report = given(week, quarter)
    assert "9 deals in the last 13 weeks, £300, €300 and 300 SEK" in said(report).replace("€300, £300", "£300, €300")
    assert "900" not in said(report)
    assert "Counted by deals, since values are in several currencies" in pictures.pareto(report).alt


def test_until_a_deal_is_won_competitors_are_only_counted(week: DigestReport) -> None:
    quarter = Quarter()
    for number in range(10):
        quarter.lost(against=["Yelp"] if number < 6 else ["Google"] if number == 6 else [])
    report = given(week, quarter)
    assert said(report, Part.COMPETITORS).splitlines() == [
        "Competitors in lost deals",
        "Yelp: named in 6 of 10 lost deals.",
        "and 1 more, met fewer than 5 times",
        "No won deals are logged yet. Once they are, this says how often you win, and against whom.",
    ]


def test_few_deals_compare_no_competitors(week: DigestReport) -> None:
    quarter = Quarter()
    for _ in range(7):
        quarter.lost(against=["Yelp"])
    assert Part.COMPETITORS not in thread_parts(given(week, quarter))


def test_a_quarter_is_no_news_in_a_week_without_deals(digest: Digest) -> None:
    def fill(market: Market) -> None:
        publisher.first_week(market)
        for number in range(9):
            market.lost("U1", f"Gone {number}", at=MONDAY - WEEK, reasons=["Price"] if number else ["Timing"])

    report = digest(fill)
    assert report.quarter is not None
    assert report.quarter.lost.deals == 9
    assert {Part.DEALS, Part.COMPETITORS} & set(thread_parts(report)) == set()
    assert not pictures.pareto_shown(report)


def test_a_report_frozen_before_there_was_a_quarter_is_read_and_told(digest: Digest) -> None:
    values = to_dict(digest(publisher.full_week))
    del values["quarter"], values["regions"]
    values["lost"] |= {"unnamed": 1, "unexplained": 1, "reasons": [], "competitors": [], "savers": []}
    old = from_dict(values)
    assert old.quarter is None
    assert "Lost this week: 4 deals, £10,600 (before: 1 a week)" in plain(old)
    assert "Why deals are lost" not in plain(old)
    assert not pictures.pareto_shown(old)


def test_a_page_lists_deals_without_the_customers_names(week: DigestReport) -> None:
    quarter = Quarter()
    quarter.lost("Ace Roofing", value=4_800, reasons=["price"])
    report = given(week, quarter)
    assert "Ace Roofing (£4,800): Price." in said(report)
    assert "Ace Roofing" not in page(report)
    assert "A customer without a name (£4,800): Price." in page(report)


def test_nobody_is_blamed(digest: Digest) -> None:
    text = said(digest(publisher.selling_quarter)).casefold()
    for word in ("fault", "failed", "should have", "mistake", "wrong"):
        assert word not in text
