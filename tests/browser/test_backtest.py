"""The page of a backtest, as Chromium shows it: on a phone, at a desk, and on paper."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from digests import backtest_words as words
from digests.backtest import Backtest, Outcome, Story
from digests.report import Trend
from digests.trends.finding import Sensitivity
from digests.weeks import Week
from tests.browser.conftest import DESK, PHONE, SCHEMES, SHOTS, Scheme

pytestmark = pytest.mark.browser

LAST = Week(2026, 47)
WEEKS = tuple(LAST.previous(back) for back in range(51, -1, -1))
TITLES = ("Solar & battery installers", "Emergencyplumberswithacalloutonbankholidays" * 4, "<i>Bots</i>")
# What reaches over the right edge of the page.
OVER = """[...document.querySelectorAll("main *")].filter(
  one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map(one => one.outerHTML)"""


def trend(title: str, week: Week, direction: str) -> Trend:
    return Trend(
        period=str(week),
        theme_id=UUID(int=len(title)),
        title=title,
        region_id=UUID(int=1),
        region="Yorkshire and the Humber",
        segment="trades",
        among="trades",
        direction=direction,
        news="new",
        weeks=1,
        window=4,
        observed=25,
        expected=6.8,
        variance=9.0,
        usual_least=2,
        usual_most=12,
        p=0.001,
        threshold=0.002,
        in_a_row=2,
        accounts=25,
        reps=20,
        worth={},
        by_week=(0,) * 12,
    )


def outcome(sensitivity: Sensitivity, most: int) -> Outcome:
    """A story with each title in turn, and a line for each, so many at the most in a week."""
    new = tuple(place * 7 % (most + 1) for place in range(len(WEEKS)))
    stories = tuple(
        Story(trend(TITLES[place % 3], week, "down" if place % 4 == 3 else "up"), place % 5 + 1, place < 50)
        for place, week in enumerate(WEEKS)
        if place % 4 == 3
    )
    return Outcome(sensitivity, new, tuple(count // 2 for count in new), stories[: 4 * most], most)


OUTCOMES = tuple(outcome(one, most) for most, one in enumerate(Sensitivity, start=1))
TEST = Backtest("Beacon Local", Sensitivity.BALANCED, WEEKS, OUTCOMES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(device_scale_factor=2)
    page = context.new_page()
    page.set_content(words.page(TEST))
    yield page
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_everything_stays_on_the_page(page: Page, name: str, size: ViewportSize, scheme: Scheme) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(OVER) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert page.locator("svg.chart").count() == 3
    assert Axe().run(page).response["violations"] == []
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"backtest-{name}-{scheme}.png", full_page=True)


def test_on_paper_the_words_stand_beside_their_chart(page: Page) -> None:
    # A4 less its margins.
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(OVER) == []
    assert page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor") == "rgb(255, 255, 255)"
    for chart, facts in zip(page.locator(".setting svg").all(), page.locator(".setting ul").all(), strict=True):
        left, right = chart.bounding_box(), facts.bounding_box()
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]
        assert right["y"] < left["y"] + left["height"]
    page.screenshot(path=SHOTS / "backtest-print.png", full_page=True)


def test_the_three_charts_share_one_scale(page: Page) -> None:
    heights = page.evaluate(
        """[...document.querySelectorAll("svg.chart")].map(chart => Math.max(...[...chart.querySelectorAll("rect")]
          .slice(1).filter(bar => bar.getAttribute("fill") === "#1B1F24").map(bar => +bar.getAttribute("height"))))"""
    )
    assert [round(high / heights[0]) for high in heights] == [1, 2, 3]
