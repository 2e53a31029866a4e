"""Trends: whose voices are behind a line, and which lines are told again."""

import pytest

from digests.trends.finding import Direction, Line
from digests.trends.levels import ALL, Node
from digests.trends.telling import News, Story, telling
from digests.trends.voices import Heard, voices

PLACE = Node(1, 2, 0)


def line(observed: int = 7, *, node: Node = PLACE, week: int = 30, window: int = 1, threshold: float = 0.02) -> Line:
    return Line(
        node=node,
        direction=Direction.UP,
        week=week,
        window=window,
        observed=observed,
        expected=2.0,
        variance=2.6,
        usual_least=0,
        usual_most=5,
        p=0.001,
        threshold=threshold,
        weeks_in_a_row=1,
    )


def heard(*who: str, week: int = 30, node: Node = PLACE) -> list[Heard]:
    """One account for each "account/rep" or "account/rep+rep"."""
    return [Heard(node, week, one.split("/")[0], frozenset(one.split("/")[1].split("+"))) for one in who]


MANY = heard("Ace/jo", "Bly/jo", "Cox/al", "Dee/al", "Elm/kit", "Fry/kit", "Gil/kit")


def test_seven_customers_of_three_reps_are_a_trend() -> None:
    found = voices(line(), MANY)
    assert found.is_trend
    assert (found.accounts, found.reps, found.counted, found.largest, found.of_largest) == (7, 3, 7, "Ace", 1)


def test_two_customers_are_quoted_and_not_called_a_trend() -> None:
    repeated = [one for week in range(27, 31) for one in heard("Ace/jo", "Bly/al", week=week)]
    found = voices(line(8, window=4), repeated)
    assert found.reasons == ("Only 2 customers asked; a trend needs 3.",)


def test_what_one_rep_alone_heard_is_quoted_and_not_called_a_trend() -> None:
    found = voices(line(), heard(*(f"{name}/jo" for name in "ABCDEFG")))
    assert found.reasons == ("Only 1 rep heard it; a trend needs 2.",)
    assert voices(line(), []).reasons == ("Nobody is known who asked.",)


def test_a_loud_rep_counts_for_a_little_more_than_was_expected() -> None:
    loud = heard(*(f"{name}/jo" for name in "ABCDEFGHIJ"), "Kay/al")
    found = voices(line(11), loud)
    assert found.counted == 5
    assert found.reasons == ("One rep logged so much that the others would not make a trend.",)


def test_a_customer_whom_two_reps_heard_is_nobodys_loud_voice() -> None:
    both = heard(*(f"{name}/jo+al" for name in "ABCDEFG"))
    assert voices(line(), both).is_trend


def test_a_line_that_rests_on_one_customer_who_came_again_and_again_is_no_trend() -> None:
    again = [one for week in range(27, 31) for one in heard("Ace/jo", "Ace/al", week=week)]
    others = heard("Bly/jo", "Cox/al", "Dee/jo", "Elm/al")
    found = voices(line(12, window=4), [*again, *others])
    assert (found.largest, found.of_largest) == ("Ace", 8)
    assert found.reasons == ("Without the customer who asked most it would be a normal week.",)


def test_other_weeks_regions_and_themes_are_not_behind_a_line() -> None:
    elsewhere = [
        *heard("X/a", week=29),
        *heard("Y/b", node=Node(1, 1, 0)),
        *heard("Z/c", node=Node(0, 2, 0)),
        *heard("V/d", node=Node(1, 2, 1)),
    ]
    assert voices(line(), [*MANY, *elsewhere]).accounts == 7
    assert voices(line(node=Node(1, ALL, ALL)), [*MANY, *elsewhere]).accounts == 9


@pytest.fixture
def opened() -> tuple[Story, ...]:
    first = telling([line()], (), week=30)
    assert [(one.news, one.weeks) for one in first.told] == [(News.NEW, 1)]
    return first.open


def test_an_open_story_is_not_told_again_while_it_stays_the_same(opened: tuple[Story, ...]) -> None:
    for week in (31, 32, 33):
        next_week = telling([line(week=week)], opened, week=week)
        assert next_week.told == ()
        opened = next_week.open
    [told] = telling([line(week=34)], opened, week=34).told
    assert (told.news, told.weeks) == (News.STILL, 5)


def test_a_story_that_gets_worse_is_told_again(opened: tuple[Story, ...]) -> None:
    [told] = telling([line(12, week=31)], opened, week=31).told
    assert (told.news, told.weeks, told.line.observed) == (News.WORSE, 2, 12)


def test_a_story_that_was_no_line_for_two_weeks_is_over_and_told_so_once(opened: tuple[Story, ...]) -> None:
    pause = telling([], opened, week=31)
    assert (pause.told, pause.open) == ((), opened)
    end = telling([], pause.open, week=32)
    assert [(told.news, told.weeks) for told in end.told] == [(News.OVER, 1)]
    assert end.open == ()


def test_a_story_goes_on_when_it_spreads_to_the_whole_theme(opened: tuple[Story, ...]) -> None:
    whole = line(week=31, node=Node(1, ALL, ALL))
    spread = telling([whole], opened, week=31)
    assert spread.told == ()
    assert [(story.since, story.seen) for story in spread.open] == [(30, 31)]


def test_a_line_elsewhere_is_a_story_of_its_own(opened: tuple[Story, ...]) -> None:
    other = line(week=31, node=Node(1, 0, 0))
    found = telling([other, line(week=31)], opened, week=31)
    assert [(told.line.node, told.news) for told in found.told] == [(Node(1, 0, 0), News.NEW)]
    assert {(story.line.node, story.since) for story in found.open} == {(Node(1, 0, 0), 31), (PLACE, 30)}


def test_stories_that_become_one_are_told_as_the_older_one(opened: tuple[Story, ...]) -> None:
    second = telling([line(week=31), line(week=31, node=Node(1, 0, 0))], opened, week=31)
    joined = telling([line(week=32, node=Node(1, ALL, ALL))], second.open, week=32)
    assert [story.since for story in joined.open] == [30]
    assert joined.told == ()
