"""The charts inside a page, as Chromium sets them in our own font: on a phone, in light and in dark."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from digests.charts.figures import Drawing
from digests.charts.lettering import is_covered
from digests.charts.page import style
from tests.browser.conftest import PHONE, SCHEMES, SHOTS, Scheme
from tests.digests.charts.geometry import texts
from tests.digests.charts.publisher import DRAWINGS

pytestmark = pytest.mark.browser

SHOWN = ("movers", "movers_eight", "pareto", "pareto_currencies", "heat", "heat_twelve", "trend", "trend_twelve")
PAGE = """<!doctype html><meta charset="utf-8"><title>Week 47</title><meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark } body { margin: 12px; display: grid; gap: 12px } %s</style><body>%s"""
# For each text: its words, how wide Chromium set it, and whether it stays within its card.
SET = """async () => {
  await Promise.all([...document.fonts].map(font => font.load()));
  return [...document.querySelectorAll("svg.chart text")].map(text => {
    const card = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
    const level = box.top >= card.top && box.bottom <= card.bottom;
    return [text.textContent, text.getComputedTextLength(), level && box.left >= card.left && box.right <= card.right];
  });
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone, whose pixels are doubled."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    yield context.new_page()
    context.close()


def show(page: Page, *draw: Callable[[], Drawing]) -> None:
    """A page with charts."""
    page.set_content(PAGE % (style(), "".join(one().svg for one in draw)))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_charts_fit_a_phone_and_stay_on_white_paper(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    show(page, *(DRAWINGS[name] for name in SHOWN))
    assert all(inside for _, _, inside in page.evaluate(SET))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    papers = "[...document.querySelectorAll('svg.chart > rect:first-of-type')].map(card => getComputedStyle(card).fill)"
    assert set(page.evaluate(papers)) == {"rgb(255, 255, 255)"}
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"charts-phone-{scheme}.png", full_page=True)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_browser_sets_no_word_wider_than_we_reckoned(page: Page, name: str) -> None:
    show(page, DRAWINGS[name])
    for box, (words, wide, _) in zip(texts(DRAWINGS[name]()), page.evaluate(SET), strict=True):
        if is_covered(words) and not box.is_turned:
            assert wide <= box.right - box.left + 0.5, words


def test_a_screen_reader_is_told_each_chart_as_one_picture_with_its_words(page: Page) -> None:
    show(page, DRAWINGS["movers"], DRAWINGS["pareto"])
    pictures = page.get_by_role("img")
    assert pictures.count() == 2
    name = pictures.first.get_attribute("aria-labelledby") or ""
    spoken = page.evaluate("ids => ids.map(id => document.getElementById(id).textContent).join(' ')", name.split())
    assert spoken.endswith(DRAWINGS["movers"]().alt)
