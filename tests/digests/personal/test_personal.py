"""A person's own digest: the channel's numbers, narrowed to what they chose."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from digests.personal.build import build
from digests.personal.report import Narrowed, PersonalReport, from_dict, to_dict
from digests.personal.words import PersonalWords
from digests.phrases import PLAIN
from digests.report import Trend
from digests.weeks import Week
from storage.models import RequestStatus
from storage.queries.editions import Only
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, MONDAY, WEEK, Market
from tests.digests.test_trending import of_week, usual

W47 = Week(2026, 47)
EVERYTHING = Only()


def mine(
    market: Market, only: Only = EVERYTHING, *, first: Week = W47, last: Week = W47, period: str = "2026-W47"
) -> PersonalReport:
    now = DUE + (last.first_day - W47.first_day)
    return build(market.session, workspace_id="T1", first=first, last=last, period=period, only=only, now=now)


def regions(market: Market, *names: str) -> Only:
    return Only(regions=frozenset(market.region(name) for name in names))


def moved(report: PersonalReport) -> list[tuple[Trend, bool]]:
    return [(one.trend, one.is_mine) for one in report.moved]


def titles(report: PersonalReport) -> list[tuple[str, int]]:
    return [(one.title, one.voices) for one in report.asked]


@pytest.mark.parametrize("fill", [publisher.full_week, publisher.moving_weeks, publisher.quiet_week])
def test_without_a_filter_a_week_has_the_numbers_of_the_channel(market: Market, fill: Callable[[Market], None]) -> None:
    fill(market)
    told, own = of_week(market, 0), mine(market)
    assert own.voices.now == told.voices
    assert (own.reports, own.unnamed) == (told.numbers.reports.now, told.limits.unnamed)
    assert (own.lost.deals.now, own.lost.deals.mean) == (told.lost.deals.now, told.lost.deals.before)
    assert (own.won.now, own.won.mean) == (told.won.deals.now, told.won.deals.before)
    assert own.lost.worth == told.lost.worth
    without_quotes = [(one.title, one.voices, one.reps, one.worth, one.before, one.regions) for one in own.asked]
    assert without_quotes == [
        (one.title, one.voices, one.reps, one.worth, one.before, one.regions) for one in told.asked
    ]
    assert (own.asked_in_all, own.spans_before) == (told.asked_in_all, told.weeks_before)
    assert (own.decided, own.waiting) == (told.decided, told.waiting)
    assert [(one.trend, one.is_mine) for one in own.moved] == [(trend, True) for trend in told.trends.told]


def test_a_region_narrows_what_was_asked_lost_and_won(market: Market) -> None:
    publisher.full_week(market)
    own = mine(market, regions(market, "London"))
    assert own.narrowed == Narrowed(regions=("London",))
    assert titles(own)[0] == (publisher.CHARGERS, 2)
    assert publisher.SOLAR not in dict(titles(own))
    assert (own.lost.deals.now, own.lost.worth, own.won.now) == (2, {"GBP": 220_000}, 0)
    assert own.lost.deals.mean == 1
    assert [one.competitor for one in own.lost.to] == ["Google Ads"]


def test_without_a_filter_every_competitor_has_its_deals(market: Market) -> None:
    publisher.full_week(market)
    lost = [(one.competitor, one.deals, one.worth) for one in mine(market).lost.to]
    assert lost == [("Yelp", 1, {"GBP": 480_000}), ("Google Ads", 1, {"GBP": 150_000})]


def test_regions_of_all_reports_add_up_to_everything(market: Market) -> None:
    publisher.full_week(market)
    parts = [mine(market, regions(market, name)) for name in ("South West", "North", "London", "Wales")]
    assert sum(part.reports for part in parts) == mine(market).reports
    assert sum(part.lost.deals.now for part in parts) == mine(market).lost.deals.now


def test_one_voice_within_the_filter_is_apart_however_many_there_are_outside(market: Market) -> None:
    publisher.full_week(market)
    own = mine(market, regions(market, "North"))
    [solar] = [one for one in own.asked if one.title == publisher.SOLAR]
    assert solar.reps == 2
    only_brightside = mine(market, Only(accounts=frozenset({market.account("Brightside")})))
    assert [(one.title, one.is_single_voice) for one in only_brightside.asked] == [(publisher.SOLAR, True)]


def test_a_competitor_brings_the_deals_lost_to_it_and_no_other(market: Market) -> None:
    publisher.full_week(market)
    market.lost("U2", "Double Loss", lost_to=["Yelp", "Google Ads"], at=MONDAY)
    own = mine(market, Only(competitors=frozenset({market.competitor("Yelp")})))
    assert [(one.competitor, one.deals) for one in own.lost.to] == [("Yelp", 2)]
    assert (own.reports, own.lost.deals.now) == (2, 2)
    assert own.asked == ()


def test_any_of_the_subjects_is_enough_and_the_region_narrows_them_all(market: Market) -> None:
    publisher.full_week(market)
    theme = market.ids["theme", "solar panels"]
    about = Only(themes=frozenset({theme}), competitors=frozenset({market.competitor("Yelp")}))
    assert (mine(market, about).reports, mine(market, about).lost.deals.now) == (5, 1)
    south_west = Only(regions=regions(market, "South West").regions, themes=about.themes, competitors=about.competitors)
    assert mine(market, south_west).reports == 4


def test_a_theme_that_became_part_of_another_is_followed_there(market: Market) -> None:
    publisher.full_week(market)
    chosen = market.ids["theme", "solar panels"]
    market.merge_themes("solar panels", "charging at home")
    assert mine(market, Only(themes=frozenset({chosen}))).reports == 6


def test_decisions_and_what_waits_are_those_on_requests_within_the_filter(market: Market) -> None:
    publisher.full_week(market)
    own = mine(market, regions(market, "North"))
    assert [one.title for one in own.decided] == [publisher.INSERTS]
    assert [one.title for one in own.waiting.first] == [publisher.SOLAR]
    assert (own.waiting.total, own.waiting.late) == (1, 1)


def test_what_moved_elsewhere_is_left_out(market: Market) -> None:
    publisher.moving_weeks(market)
    told = of_week(market, 0).trends.told
    assert [one.region for one in told] == ["South West"]
    assert moved(mine(market, regions(market, "South West"))) == [(told[0], True)]
    assert mine(market, regions(market, "North")).moved == ()
    theme = Only(themes=frozenset({told[0].theme_id}))
    assert moved(mine(market, theme)) == [(told[0], True)]
    assert mine(market, Only(accounts=frozenset({market.account("Nobody Ltd")}))).moved == ()


def test_what_moved_beyond_the_filter_is_told_as_such_and_never_leads(market: Market) -> None:
    publisher.moving_weeks(market)
    told = of_week(market, 0).trends.told
    own = mine(market, Only(accounts=frozenset({market.account("New Panel 0")})))
    assert moved(own) == [(told[0], False)]
    assert PersonalWords(own, PLAIN).leading is None
    assert PersonalWords(mine(market), PLAIN).leading == told[0]


def test_a_month_adds_up_its_weeks_and_is_compared_with_spans_of_its_length(market: Market) -> None:
    for week in range(-12, 4):
        for number in range(2 + (week == 1)):
            at = MONDAY + week * WEEK
            market.report(f"U{number}", f"Account {week} {number}", about="drones", at=at)
        market.report("U1", "Always Ltd", about="drones", at=MONDAY + week * WEEK)
    month = mine(market, first=W47, last=W47.next(3), period="2026-W47")
    weeks = [
        mine(market, first=week, last=week, period=str(week)) for week in (W47, W47.next(), W47.next(2), W47.next(3))
    ]
    assert month.reports == sum(week.reports for week in weeks)
    # An account that came back each week is one voice of the month.
    assert [week.voices.now for week in weeks] == [3, 4, 3, 3]
    assert (month.voices.now, month.voices.mean, month.voices.least, month.voices.most) == (10, 9, 9, 9)
    assert month.spans_before == 3
    assert (month.asked[0].voices, month.asked[0].before) == (10, 9)


def test_a_story_of_several_weeks_is_told_once_as_it_stood_last(market: Market) -> None:
    publisher.moving_weeks(market)
    for week in range(5):
        if week:
            usual(market, week, panels=10 if week == 1 else 3)
        of_week(market, week)
    own = mine(market, first=W47, last=W47.next(4), period="2026-W47")
    assert [(one.title, one.news) for one, _ in moved(own) if one.title == "Solar panels"] == [("Solar panels", "over")]


def test_the_first_weeks_are_compared_with_nothing(market: Market) -> None:
    market.report("U1", "Ace Roofing", about="drones")
    own = mine(market)
    assert (own.voices.now, own.voices.mean, own.spans_before, own.asked[0].before) == (1, None, 0, None)


def test_it_is_silent_when_nothing_was_heard_moved_or_decided_within_the_filter(market: Market) -> None:
    publisher.full_week(market)
    assert mine(market, regions(market, "Wales")).is_silent
    assert not mine(market, regions(market, "London")).is_silent
    decided = Only(regions=regions(market, "Scilly").regions)
    market.report("U1", "Sea Salt", about="Ferry ads", region="Scilly", at=MONDAY - 3 * WEEK)
    assert mine(market, decided).is_silent
    market.change("Ferry ads", RequestStatus.APPROVED, at=MONDAY + timedelta(days=1))
    assert not mine(market, decided).is_silent


def test_weeks_that_are_not_over_are_refused(market: Market) -> None:
    with pytest.raises(ValueError, match="2026-W47 is not over"):
        build(
            market.session,
            workspace_id="T1",
            first=W47,
            last=W47,
            period="2026-W47",
            only=EVERYTHING,
            now=DUE - WEEK,
        )


def test_a_report_is_frozen_and_read_again_the_same(market: Market) -> None:
    publisher.full_week(market)
    own = mine(market, regions(market, "London"))
    assert from_dict(to_dict(own)) == own
