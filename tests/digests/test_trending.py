"""Trends in the digest: found from the counts of weeks, told once, and told again only when there is news."""

from datetime import timedelta

from digests.build import build
from digests.outline import Part, thread_parts
from digests.report import DigestReport, Trends, to_dict
from digests.trends.finding import Sensitivity
from digests.weeks import Week
from storage.queries import digest_runs
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.market import DUE, MONDAY, WEEK, Market


def of_week(market: Market, week: int, *, is_frozen: bool = True) -> DigestReport:
    """The digest of week 47 and those that follow, as it is built and frozen when it is due."""
    number, due = Week(2026, 47).next(week), DUE + week * WEEK
    report = build(market.session, workspace_id="T1", week=number, now=due)
    if is_frozen:
        key = {"workspace_id": "T1", "edition": "channel", "period": str(number)}
        digest_runs.claim(market.session, **key, due_at=due, now=due, is_late=False)
        digest_runs.freeze(market.session, **key, report=to_dict(report))
    return report


def usual(market: Market, week: int, panels: int) -> None:
    """A week like the thirty before, but with so many panels in South West, of four reps."""
    at = MONDAY + week * WEEK
    for region, count in (("South West", panels), ("North", 2)):
        for number in range(count):
            publisher.of_theme(market, f"U{number % 4}", f"Panel {region} {week} {number}", "solar panels", region, at)
        for number in range(3):
            publisher.of_theme(market, f"U{number}", f"Kennel {region} {week} {number}", "dog grooming", region, at)
    publisher.count_weeks(market)


def test_a_trend_says_what_was_expected_and_who_is_behind_it(market: Market) -> None:
    publisher.moving_weeks(market)
    trends = of_week(market, 0).trends
    [trend] = trends.told
    assert (trend.title, trend.region, trend.among) == ("Solar panels", "South West", "")
    assert (trend.observed, trend.accounts, trend.reps, trend.news) == (10, 10, 3, "new")
    assert trend.usual_most < trend.observed
    assert trend.expected < trend.usual_most
    assert trend.by_week[-1] == trend.observed
    assert len(trend.by_week) == 12
    assert [(one.title, one.voices) for one in trends.too_new] == [("bee hotels", 3)]


def test_a_young_theme_is_told_of_as_new_once_and_not_by_a_single_voice(market: Market) -> None:
    publisher.moving_weeks(market)
    publisher.of_theme(market, "U1", "Lone Kite", "kite repairs", "North", MONDAY)
    publisher.count_weeks(market)
    first = of_week(market, 0).trends
    assert [one.title for one in first.too_new] == ["bee hotels"]
    for week in (1, 2):
        at = MONDAY + week * WEEK
        for number in range(2):
            publisher.of_theme(market, f"U{number}", f"Garden {week} {number}", "bee hotels", "North", at)
            publisher.of_theme(market, f"U{number}", f"Kite {week} {number}", "kite repairs", "North", at)
        usual(market, week, 3)
    assert [one.title for one in of_week(market, 1).trends.too_new] == ["kite repairs"]
    assert of_week(market, 2).trends.too_new == ()


def test_a_story_is_told_once_and_again_when_it_is_over(market: Market) -> None:
    publisher.moving_weeks(market)
    said = [of_week(market, 0).trends]
    for week, panels in enumerate((10, 3, 3, 3), start=1):
        usual(market, week, panels)
        said.append(of_week(market, week).trends)
    assert [[one.news for one in trends.told if one.title == "Solar panels"] for trends in said] == [
        ["new"],
        [],
        [],
        ["over"],
        [],
    ]
    assert [len(trends.open) for trends in said[:4]] == [1, 1, 1, 0]


def test_a_usual_week_says_that_nothing_stands_out(market: Market) -> None:
    publisher.moving_weeks(market)
    usual(market, 1, 5)
    report = build(market.session, workspace_id="T1", week=Week(2026, 46), now=DUE)
    assert report.trends.told == ()
    assert report.trends.checked > 0
    assert Part.MOVED not in thread_parts(report)


def test_a_workspace_hears_as_much_as_it_set(market: Market) -> None:
    publisher.moving_weeks(market)
    told = {}
    for setting in ("fewer", "balanced", "more", "no such setting"):
        market.workspace.sensitivity = setting
        told[setting] = [trend.threshold for trend in of_week(market, 0, is_frozen=False).trends.told]
    assert told["fewer"] == []
    assert told["balanced"] == told["no such setting"] < told["more"]


def test_what_one_rep_alone_heard_is_no_trend(market: Market) -> None:
    publisher.moving_weeks(market)
    at = MONDAY + WEEK
    for number in range(14):
        publisher.of_theme(market, "U9", f"Loud {number}", "dog grooming", "North", at)
    usual(market, 1, 5)
    trends = of_week(market, 1, is_frozen=False).trends
    assert "dog grooming" not in [one.title for one in trends.told]
    [loud] = [one for one in trends.loud if one.title == "dog grooming"]
    assert loud.why


def test_the_first_weeks_have_no_trends_and_say_why(market: Market) -> None:
    for back in range(3):
        publisher.of_theme(market, "U1", f"Panel {back}", "solar panels", "North", MONDAY - back * WEEK)
    publisher.count_weeks(market)
    trends = of_week(market, 0).trends
    assert trends.told == ()
    assert "8 weeks" in trends.why_none


def test_a_week_that_still_runs_is_not_compared(market: Market) -> None:
    publisher.moving_weeks(market)
    running = build(market.session, workspace_id="T1", week=Week(2026, 47), now=MONDAY + timedelta(days=1))
    assert running.trends == Trends()


def test_what_comes_later_changes_no_trend_of_before(market: Market) -> None:
    publisher.moving_weeks(market)
    before = of_week(market, 0, is_frozen=False).trends
    usual(market, 1, 20)
    assert of_week(market, 0, is_frozen=False).trends == before


def test_a_story_goes_on_under_what_its_theme_became(market: Market) -> None:
    publisher.moving_weeks(market)
    [told] = of_week(market, 0).trends.told
    market.merge_themes("solar panels", "bee hotels")
    usual(market, 1, 3)
    [story] = of_week(market, 1).trends.open
    assert story.trend.theme_id == market.ids["theme", "bee hotels"] != told.theme_id
    assert story.trend.title == "bee hotels"


def test_who_wants_to_hear_less_is_told_only_what_stands_out_more(market: Market) -> None:
    publisher.moving_weeks(market)
    told = {}
    for sensitivity in Sensitivity:
        market.workspace.sensitivity = sensitivity
        told[sensitivity] = of_week(market, 0, is_frozen=False).trends.told
    assert told[Sensitivity.FEWER] == ()
    [balanced], [more] = told[Sensitivity.BALANCED], told[Sensitivity.MORE]
    assert balanced.title == more.title == "Solar panels"
    assert balanced.threshold < more.threshold
