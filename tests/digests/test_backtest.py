"""Past weeks replayed: what the digest of each would have told at every sensitivity, and the page that shows it."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.usecases import backtest as past
from digests import backtest_words as words
from digests.backtest import Backtest, Outcome, is_told_too
from digests.trends.finding import Sensitivity
from digests.weeks import Week
from storage.queries import rollups
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.golden import assert_golden
from tests.digests.market import DUE, MONDAY, WEEK, Market
from tests.digests.test_trending import of_week, usual

ACCEPTED = Path(__file__).parent / "accepted"
AFTER = (10, 3, 3, 3, 5, 4)


def busy_year(market: Market) -> None:
    """Thirty usual weeks, two in which solar panels rise, and five usual ones; one rep is loud in the last."""
    publisher.moving_weeks(market)
    for number in range(14):
        at = MONDAY + len(AFTER) * WEEK
        publisher.of_theme(market, "U9", f"Loud {number}", "dog grooming", "North", at)
    for week, panels in enumerate(AFTER, start=1):
        usual(market, week, panels)


def replayed(market: Market, *, weeks: int = 52, now: int = len(AFTER)) -> Backtest:
    """The past as it stands when the digest of the week so many after week 47 is due."""
    due = DUE + now * WEEK
    return past.backtest(market.session, "T1", due, weeks=weeks, progress=lambda *_: None)


def read(page: str) -> str:
    """The words of a page, a line for each piece; of a chart, what a screen reader says."""
    page = re.sub(r"<style>.*?</style>|<text .*?</text>", "", page, flags=re.DOTALL)
    lines = (" ".join(unescape(line).split()) for line in re.sub(r"<[^>]+>", "\n", page).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def told(outcome: Outcome) -> list[tuple[int, int]]:
    return list(zip(outcome.new, outcome.again, strict=True))


def test_a_week_has_the_lines_that_its_digest_had(market: Market) -> None:
    publisher.moving_weeks(market)
    had = [of_week(market, 0).trends]
    for week, panels in enumerate(AFTER, start=1):
        usual(market, week, panels)
        had.append(of_week(market, week).trends)
    balanced = replayed(market).of(Sensitivity.BALANCED)
    new = [sum(trend.news == "new" for trend in trends.told) for trends in had]
    assert told(balanced)[-len(had) :] == [
        (first, len(trends.told) - first) for first, trends in zip(new, had, strict=True)
    ]
    assert balanced.few == sum(len(trends.loud) for trends in had)
    assert sum(balanced.lines) > 1


def test_a_story_has_its_week_its_figures_and_how_long_it_lasted(market: Market) -> None:
    busy_year(market)
    [story] = [one for one in replayed(market).of(Sensitivity.BALANCED).stories if one.trend.title == "Solar panels"]
    assert (story.trend.period, story.trend.region, story.trend.observed) == ("2026-W47", "South West", 10)
    assert (story.weeks, story.is_over) == (2, True)


def test_what_goes_on_at_the_end_is_not_over(market: Market) -> None:
    publisher.moving_weeks(market)
    [story] = replayed(market, now=0).of(Sensitivity.BALANCED).stories
    assert (story.weeks, story.is_over) == (1, False)


def test_who_looks_at_few_weeks_gets_the_end_of_the_same_history(market: Market) -> None:
    busy_year(market)
    whole, end = replayed(market), replayed(market, weeks=4)
    assert end.weeks == whole.weeks[-4:]
    assert [told(one) for one in end.outcomes] == [told(one)[-4:] for one in whole.outcomes]


def test_the_first_weeks_are_learned_from_and_not_shown(market: Market) -> None:
    publisher.moving_weeks(market)
    test = replayed(market, now=0)
    assert (test.weeks[0], test.weeks[-1]) == (Week(2026, 47).previous(30 - 8), Week(2026, 47))


def test_weeks_that_wait_to_be_counted_are_counted_and_nothing_is_stored(market: Market) -> None:
    publisher.moving_weeks(market)
    counted = replayed(market, now=0)
    days = [MONDAY - number * timedelta(days=1) for number in range(-7, 7 * 40)]
    for week in rollups.weeks_stored(market.session, workspace_id="T1"):
        rollups.store(market.session, workspace_id="T1", week=week, counted=[])
    rollups.mark_days(market.session, workspace_id="T1", moments=days)
    assert replayed(market, now=0) == counted
    assert rollups.weeks_stored(market.session, workspace_id="T1") == []


def test_without_feedback_there_is_nothing_to_replay(market: Market) -> None:
    with pytest.raises(BotError, match="There is no feedback yet"):
        replayed(market)


@pytest.mark.parametrize(("weeks", "there"), [(1, "is 1 closed week"), (8, "are 8 closed weeks")])
def test_too_short_a_history_says_when_to_try_again(market: Market, weeks: int, there: str) -> None:
    for back in range(weeks):
        publisher.of_theme(market, "U1", f"Panel {back}", "solar panels", "North", MONDAY - back * WEEK)
    publisher.count_weeks(market)
    with pytest.raises(BotError) as said:
        replayed(market, now=0)
    enough = Week(2026, 47).previous(weeks - 1).next(8).last_day
    assert f"So far there {there} in all." in said.value.sentence
    assert f"after {enough.day} {enough:%B %Y}" in said.value.sentence


def test_the_first_week_with_eight_before_it_is_replayed(market: Market) -> None:
    for back in range(9):
        publisher.of_theme(market, "U1", f"Panel {back}", "solar panels", "North", MONDAY - back * WEEK)
    publisher.count_weeks(market)
    test = replayed(market, now=0)
    assert test.weeks == (Week(2026, 47),)
    assert words.headline(test.of(Sensitivity.MORE)) == "More: no line in 1 week"
    assert "No story at all." in read(words.page(test))


def test_the_rows_of_weeks_add_up_to_all_weeks(market: Market) -> None:
    busy_year(market)
    test = replayed(market)
    rows = {row.label: row.values for row in words.table(test)}
    for place in range(3):
        parts = [rows[label][place] for label in ("Weeks with none", "… with 1 or 2", "… with 3 to 5")]
        parts.append(rows["… with 6 or more"][place])
        assert sum(int(part.split()[0]) for part in parts) == len(test.weeks)
        assert int(rows["Lines in all"][place]) == sum(test.outcomes[place].lines)


def test_each_story_is_in_one_list_and_says_whether_fewer_tells_it(market: Market) -> None:
    busy_year(market)
    test = replayed(market)
    fewer, balanced, more = test.outcomes
    assert len(words.stories(test)) == len(balanced.stories)
    assert all(is_told_too(story, balanced) for story in balanced.stories)
    assert len(words.besides(test)) == sum(not is_told_too(story, balanced) for story in more.stories)
    told_too = sum("“Fewer” tells it too." in one.rest for one in words.stories(test))
    assert told_too == sum(is_told_too(story, fewer) for story in balanced.stories)


@pytest.mark.parametrize(
    ("setting", "strict", "open_"), [("fewer", "", "Balanced"), ("more", "Balanced", ""), ("loudest", "Fewer", "More")]
)
def test_the_stories_are_those_of_the_workspaces_own_setting(
    market: Market, setting: str, strict: str, open_: str
) -> None:
    busy_year(market)
    market.workspace.sensitivity = setting
    test = replayed(market)
    own = Sensitivity.called(setting)
    assert len(words.stories(test)) == len(test.of(own).stories) > 0
    said = [one.rest.rpartition(" Seen for ")[2] for one in words.stories(test)]
    assert all((f"“{strict}”" in rest) if strict else ("“" not in rest) for rest in said)
    assert (words.opener(test) is not None) == bool(open_)
    page = read(words.page(test))
    assert f"What “{own.value}”, your setting now, would have told" in page


def test_the_page_says_what_was_accepted(market: Market) -> None:
    busy_year(market)
    assert_golden(ACCEPTED / "backtest.txt", read(words.page(replayed(market))))


def test_the_page_needs_no_other_file_and_runs_nothing(market: Market) -> None:
    busy_year(market)
    page = words.page(replayed(market))
    assert "<script" not in page
    assert set(re.findall(r'(?:src|href)="([^"]*)"|url\("?(\w+):', page)) <= {("", "data")}


def test_names_are_words_and_never_markup(market: Market) -> None:
    publisher.moving_weeks(market)
    market.workspace.name = "<b>Bold & Sons</b>"
    page = words.page(replayed(market, now=0))
    assert "<b>Bold" not in page
    assert "What the digest of <b>Bold & Sons</b> would have told" in unescape(page)
