"""What is read from the words after `/field trends`."""

import pytest

from bot.errors import BotError
from bot.payloads import trends
from bot.usecases.trends import TrendsQuery


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", TrendsQuery()),
        ("drone surveys", TrendsQuery("drone surveys")),
        ("26w", TrendsQuery(weeks=26)),
        ("52W drone", TrendsQuery("drone", weeks=52)),
        ("drone 1 week", TrendsQuery("drone", weeks=1)),
        ("12 weeks drone", TrendsQuery("drone", weeks=12)),
        ("4wks", TrendsQuery(weeks=4)),
        ("drone region:wales 8w", TrendsQuery("drone", "wales", 8)),
        ('region:"north west" drone', TrendsQuery("drone", "north west")),
        ("REGION: wales", TrendsQuery(region="wales")),
        ("24 hour drones", TrendsQuery("24 hour drones")),
        ("w weeks", TrendsQuery("w weeks")),
        ("re: drones", TrendsQuery("re: drones")),
    ],
)
def test_words_region_and_weeks_are_read_in_any_order(typed: str, meant: TrendsQuery) -> None:
    assert trends.query(typed) == meant


@pytest.mark.parametrize("typed", ["0w", "-3w", "−3w", "+99w", "53w", "999w", "0 weeks", "999999999w"])
def test_a_span_that_cannot_be_shown_is_refused_with_what_can(typed: str) -> None:
    with pytest.raises(BotError, match="Ask for 1 to 52 weeks, such as `12w` or `26w`"):
        trends.query(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12w 26w", "Two spans are there: 12w and 26w"),
        ("region:wales region:north", "`region:` is there twice"),
        ("region:", "`region:` needs something behind it"),
        ("since:90d", "There is no filter “since:”. There is `region:`"),
        ("account:ace", "There is no filter “account:”"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(typed: str, says: str) -> None:
    with pytest.raises(BotError, match=says):
        trends.query(typed)
