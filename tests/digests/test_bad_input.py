"""Weeks that are not as they should be: a digest still goes out, reads right, and says what is missing."""

import pytest

from digests import pictures
from digests.build import build
from digests.outline import Part, sections, thread_parts
from digests.page import page
from digests.phrases import PLAIN, Words
from digests.report import DigestReport, from_json, to_json
from digests.weeks import Week
from digests.words import plain
from storage.models import Region, Theme
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.market import DUE, MONDAY, WEEK, Market
from tests.digests.test_trending import of_week, usual

LONG = ("solar panels and whatever else goes on a roof " * 7)[:300]


def goes_out(report: DigestReport) -> str:
    """The whole digest as text; it can be frozen, read again, and put on a page."""
    assert from_json(to_json(report)) == report
    assert "</html>" in page(report)
    for shown, draw in ((pictures.pareto_shown, pictures.pareto), (pictures.heat_shown, pictures.heat)):
        if shown(report):
            assert draw(report).svg.startswith("<svg")
    return plain(report)


def test_a_theme_merged_in_the_week_is_told_once_by_its_new_name(market: Market) -> None:
    publisher.moving_weeks(market)
    for number in range(3):
        publisher.of_theme(market, f"U{number}", f"Roof {number}", "roof panels", "South West", MONDAY)
    market.merge_themes("roof panels", into="solar panels")
    publisher.count_weeks(market)
    report = of_week(market, 0)
    [trend] = report.trends.told
    assert (trend.title, trend.observed, trend.accounts) == ("Solar panels", 13, 13)
    text = goes_out(report)
    assert "roof panels" not in text.casefold()
    assert "Solar panels in South West: 13 accounts this week" in text


def test_a_theme_merged_before_its_weeks_are_counted_anew_is_not_told_twice(market: Market) -> None:
    """Rollups lag behind a merge for a moment: what is stored under the old theme counts for the new one."""
    publisher.moving_weeks(market)
    theme = market.session.get_one(Theme, ("T1", market.ids["theme", "bee hotels"]))
    theme.merged_into_id = market.ids["theme", "dog grooming"]
    market.session.flush()
    report = of_week(market, 0)
    titles = [one.title for one in report.regions.themes]
    assert len(titles) == len(set(titles))
    grooming = next(one for one in report.regions.themes if one.title == "dog grooming")
    assert sum(count.now for count in grooming.counts) == 8 + 3
    goes_out(report)


def test_reports_imported_with_old_dates_change_what_is_usual_and_not_the_week(market: Market) -> None:
    publisher.moving_weeks(market)
    before = build(market.session, workspace_id="T1", week=Week(2026, 47), now=DUE)
    for week in range(1, 20):
        for number in range(6):
            rep, account = f"U{number}", f"Imported {week} {number}"
            publisher.of_theme(market, rep, account, "solar panels", "South West", MONDAY - week * WEEK)
    publisher.count_weeks(market)
    after = build(market.session, workspace_id="T1", week=Week(2026, 47), now=DUE)
    assert after.numbers.accounts.now == before.numbers.accounts.now
    assert after.numbers.accounts.before != before.numbers.accounts.before
    assert before.trends.told
    assert after.trends.told == ()
    goes_out(after)


def test_a_region_is_told_by_the_name_it_has_now(market: Market) -> None:
    publisher.moving_weeks(market)
    market.session.get_one(Region, ("T1", market.ids["region", "South West"])).name = "Wales & West"
    market.session.flush()
    text = goes_out(of_week(market, 0))
    assert "Solar panels in Wales & West: 10 accounts" in text
    assert "South West" not in text


def test_a_region_that_was_given_up_is_not_missed(market: Market) -> None:
    publisher.moving_weeks(market)
    market.session.get_one(Region, ("T1", market.ids["region", "North"])).retired_at = MONDAY + WEEK
    usual(market, 1, 5)
    report = of_week(market, 1)
    assert report.numbers.regions_in_all == 1
    assert report.limits.silent_regions == ()
    market.session.get_one(Region, ("T1", market.ids["region", "North"])).retired_at = MONDAY
    later = build(market.session, workspace_id="T1", week=Week(2026, 49), now=DUE + 2 * WEEK)
    assert "North" not in goes_out(later)


def test_values_in_several_currencies_are_told_apart(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for number, currency in enumerate(("GBP", "EUR", "USD", "JPY")):
            for rep in ("U1", "U2"):
                market.report(rep, f"{rep} {currency}", about="Solar", value=1000 + number, currency=currency)
            market.lost("U1", f"Gone {currency}", value=500, currency=currency, reasons=["Price"])

    report = digest(fill)
    text = goes_out(report)
    assert report.asked[0].worth == {"EUR": 200_200, "GBP": 200_000, "JPY": 200_600, "USD": 200_400}
    assert "Why it matters: money in 4 currencies is at stake." in text
    assert "£2,000" in text
    assert "€2,002" in text
    assert "Lost this week: 4 deals, " in text


def test_a_week_of_one_rep_ranks_nothing_and_says_so(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for number in range(6):
            market.report("U1", f"Account {number}", about="Solar", region="North")

    text = goes_out(digest(fill))
    assert "Nothing was asked for through more than one rep." in text
    assert "“Solar”: 6 accounts, all through one rep" in text


def test_a_theme_with_a_name_of_300_letters_is_told_whole_in_the_thread(market: Market) -> None:
    publisher.moving_weeks(market)
    market.session.get_one(Theme, ("T1", market.ids["theme", "solar panels"])).name = LONG
    market.session.flush()
    report = of_week(market, 0)
    assert report.trends.told[0].title == LONG
    text = goes_out(report)
    assert LONG.strip()[1:] in text


def test_with_forty_regions_the_largest_are_shown_and_the_others_counted(market: Market) -> None:
    for place in range(40):
        for back in range(12):
            at = MONDAY - back * WEEK
            publisher.of_theme(market, "U1", f"Panel {place} {back}", "solar panels", f"Region {place:02}", at)
    for number in range(9):
        publisher.of_theme(market, f"U{number}", f"More {number}", "solar panels", "Region 07", MONDAY)
    publisher.count_weeks(market)
    report = of_week(market, 0)
    regions = report.regions
    assert (regions.names[0], len(regions.names), regions.others) == ("Region 07", 10, 30)
    assert "30 others" in pictures.heat(report).alt
    text = goes_out(report)
    assert report.numbers.regions_in_all == 40
    assert "solar panels" in text.casefold()


def test_without_regions_nothing_is_said_of_any(market: Market) -> None:
    for back in range(12):
        for number in range(3):
            report_id = market.report(f"U{number}", f"Panel {back} {number}", at=MONDAY - back * WEEK)
            market.in_theme(report_id, "solar panels")
    publisher.count_weeks(market)
    report = of_week(market, 0)
    assert Part.REGIONS not in thread_parts(report)
    assert not pictures.heat_shown(report)
    assert "region" not in goes_out(report).replace("theme, region and segment", "")


@pytest.mark.parametrize("fill", [publisher.quiet_week, lambda _market: None])
def test_a_quiet_week_is_one_line(fill: object, digest: Digest) -> None:
    text = goes_out(digest(fill))  # type: ignore[arg-type] # a way to fill a week
    assert text.count("\n") == 1


def test_every_section_has_something_to_say(digest: Digest) -> None:
    report = digest(publisher.selling_quarter)
    words = Words(report, PLAIN)
    for part in thread_parts(report):
        assert all(section.heading for section in sections(words, part))
