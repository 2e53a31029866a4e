"""How `/field trends` looks at its limits: long names, many themes, years of weeks, numbers that are large or none."""

import json
from dataclasses import replace

import pytest

from bot.blocks import kit, trends, week_marks
from bot.usecases.trends import Place, ThemeTrend, TrendsAnswer, TrendsQuery
from digests.ranges import Normal
from digests.weeks import Week
from storage.queries.theme_weeks import Speakers

LAST = Week(2026, 46)
WEEKS = tuple(LAST.previous(back) for back in range(51, -1, -1))
LONG = "a theme of customers who would like <!channel> & very much more " * 5


def shown(message: kit.Message) -> str:
    """Everything a message shows, as one text."""
    return json.dumps([message.text, message.blocks], ensure_ascii=False)


def told(*counts: int, normal: Normal | None = None, reps: int = 3, title: str = "bees") -> ThemeTrend:
    """A theme with these weeks."""
    behind = Speakers(sum(counts), reps)
    return ThemeTrend(title, Place("", counts, normal=normal), heard_for=len(counts), behind=behind, last=behind)


def answer(*themes: ThemeTrend, words: str = "bees", history: int = 52) -> TrendsAnswer:
    """What is told of some themes; all have as many weeks."""
    weeks = WEEKS[-len(themes[0].here.counts) :]
    return TrendsAnswer(TrendsQuery(words, weeks=len(weeks)), LAST, weeks=weeks, history=history, themes=themes)


def test_marks_are_as_high_as_the_counts_and_only_none_is_lowest() -> None:
    assert week_marks.marks([0, 1, 7, 14]) == "▁▂▅█"
    assert week_marks.marks([0, 1, 1_000_000]) == "▁▂█"
    assert week_marks.marks([0, 0]) == "▁▁"
    assert week_marks.marks([]) == ""


def test_a_year_fits_one_line_of_a_phone_and_no_account_is_lost() -> None:
    words = shown(trends.trends_message(answer(told(*range(52))), prefix="/"))
    figures = words.split("oldest first: ")[1].split(". In all")[0]
    assert sum(int(one) for one in figures.split(", ")) == sum(range(52))
    [line] = [one for one in words.split("`") if one[:1] in "▁▂▃▄▅▆▇█"]
    assert len(line) == week_marks.MARKS


def test_the_longest_answer_is_within_what_slack_takes() -> None:
    usual = Normal(1_234_567.0, 1_000_000, 1_999_999)
    place = Place(LONG[:200], (9_999_999,) * 52, 9_999_999, usual)
    low = replace(place, counts=(0,) * 52)
    theme = replace(told(*([9_999_999] * 52), normal=usual, title=LONG), regions=(place, low) * 20)
    full = replace(answer(*[theme] * 5, words=LONG), more=99_999, region=LONG[:200])
    message = trends.trends_message(full, prefix="/a-long-prefix-")
    assert len(message.blocks) <= 50
    assert len(shown(message)) < kit.MESSAGE_CHARACTERS
    assert "<!channel>" not in shown(message)
    for block in message.blocks:
        texts = [block["text"]] if "text" in block else block["elements"]
        assert all(len(one["text"]) <= kit.SECTION for one in texts)


@pytest.mark.parametrize(
    ("count", "normal", "reps", "says"),
    [
        (5, Normal(4.0, 2, 6), 3, "2 to 6 would be normal: a normal week."),
        (7, Normal(4.0, 2, 6), 3, "2 to 6 would be normal: *above it*."),
        (1, Normal(4.0, 2, 6), 1, "2 to 6 would be normal: *below it*."),
        (0, Normal(4.0, 2, 6), 0, "*nobody*. 2 to 6 would be normal: *below it*."),
        (2, Normal(0.1, 0, 1), 2, "Up to 1 would be normal: above it, but too few to be a trend."),
        (4, Normal(0.1, 0, 1), 1, "above it, but one rep alone heard it. No trend yet."),
        (3, Normal(0.001, 0, 0), 2, "None would be normal: *above it*."),
    ],
)
def test_a_week_is_told_against_its_normal_range(count: int, normal: Normal, reps: int, says: str) -> None:
    theme = told(*[4] * 11, count, normal=normal, reps=reps)
    assert says in shown(trends.trends_message(answer(theme), prefix="/"))


def test_one_week_is_told_as_one() -> None:
    words = shown(trends.trends_message(answer(told(1, reps=1), history=1), prefix="/"))
    assert "The last closed week, up to 15 Nov 2026" in words
    assert "1 week is over so far" in words
    assert "In all 1 different account, heard by 1 rep." in words
