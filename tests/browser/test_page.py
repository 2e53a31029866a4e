"""The page of a digest, as Chromium shows it: on a phone, at a desk, in light and dark, and on one sheet of paper."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from digests import page as pages
from digests.page import Before, archive, notice, past
from digests.paper import PAPERS, height
from digests.phrases import PAGE, Words
from digests.report import DigestReport, Who
from storage.models import Stage
from tests.browser.conftest import DESK, PHONE, SCHEMES, SHOTS, Scheme
from tests.digests.deals.quarter import LOST_CODES, Quarter
from tests.digests.reports import fullest, quarter, typed

pytestmark = pytest.mark.browser

LONG = "Emergencyplumberswithacalloutonbankholidays" * 7
BEFORE = [Before(f"Week {number}", f"https://x.example/digest/T1/t/2026-W{number}") for number in (47, 46, 45, 44)]
# What reaches over the right edge of the page; a chart is judged as a whole.
OVER = """[...document.querySelectorAll("main *:not(svg *)")].filter(
  one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map(one => one.outerHTML)"""
SHEET: ViewportSize = {"width": 725, "height": 1054}


def drawn(report: DigestReport) -> str:
    return pages.page(report, archive=BEFORE, archive_url="https://x.example/all")


def quiet() -> DigestReport:
    full = fullest()
    return replace(full, voices=1, decided=(), trends=replace(full.trends, told=()))


SCREENS = {
    "full": drawn(fullest()),
    "long": drawn(typed(LONG, "")),
    "quiet": drawn(quiet()),
    "archive": archive("Beacon Local", [past(one, "https://x.example/1") for one in (fullest(), quiet())]),
    "notice": notice("There is nothing here", "Perhaps a part of the link was lost on its way."),
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(device_scale_factor=2)
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(message.text))
    yield page
    context.close()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_everything_stays_on_the_page(page: Page, screen: str, name: str, size: ViewportSize, scheme: Scheme) -> None:
    page.set_content(SCREENS[screen])
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(OVER) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"page-{screen}-{name}-{scheme}.png", full_page=True)


@pytest.fixture
def inspected(browser: Browser) -> Iterator[Page]:
    """A page that takes the script of the check, which its own policy forbids."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_nothing_keeps_anybody_out(inspected: Page, screen: str, size: ViewportSize, scheme: Scheme) -> None:
    inspected.set_content(SCREENS[screen])
    inspected.set_viewport_size(size)
    inspected.emulate_media(color_scheme=scheme)
    assert Axe().run(inspected).response["violations"] == []


def test_on_a_phone_there_is_one_column_and_at_a_desk_there_are_two(page: Page) -> None:
    page.set_content(SCREENS["full"])
    lefts = (
        "new Set([...document.querySelectorAll('.columns .piece')].map(one => one.getBoundingClientRect().left)).size"
    )
    page.set_viewport_size(PHONE)
    assert page.evaluate(lefts) == 1
    page.set_viewport_size(DESK)
    assert page.evaluate(lefts) == 2


def test_its_letters_come_with_it(page: Page) -> None:
    page.set_content(SCREENS["full"])
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'loaded'))")


def test_no_script_runs_even_if_one_got_in(page: Page, browser: Browser) -> None:
    context = browser.new_context()
    open_to_all = context.new_page()
    open_to_all.set_content(SCREENS["full"].replace("</main>", "<script>window.hit = 1</script></main>"))
    assert open_to_all.evaluate("window.hit") is None
    context.close()


def shorter(reports: int) -> DigestReport:
    """The fullest week with so many of everything."""
    full = fullest()
    lost = replace(full.lost, quotes=())
    quarter = Quarter()
    for number in range(3 * reports):
        quarter.lost(value=400 + number, reasons=LOST_CODES[:2], stage=Stage.RENEWAL)
    regions = replace(full.regions, differ=full.regions.differ[:reports], themes=full.regions.themes[: 2 * reports])
    trends = replace(full.trends, told=full.trends.told[:reports], too_new=())
    return replace(
        full,
        asked=full.asked[:reports],
        lost=lost,
        quarter=quarter.report(),
        regions=regions,
        trends=trends,
        decided=full.decided[:reports],
    )


def wordy() -> DigestReport:
    """The fullest week where everybody says much."""
    full = fullest()
    asked = tuple(replace(one, title=f"{one.title} for those who ask for very much of it") for one in full.asked)
    return replace(full, asked=asked, waiting=replace(full.waiting, first=()), numbers=full.numbers)


def endless() -> DigestReport:
    """More of everything than any week has."""
    full = fullest()
    lost = replace(full.lost, quotes=full.lost.quotes * 4)
    deals = quarter()
    rates = replace(deals.rates, competitors=deals.rates.competitors * 4, reasons=deals.rates.reasons * 4)
    wanted = replace(deals.wanted, wants=deals.wanted.wants * 3)
    deals = replace(deals, rates=rates, wanted=wanted, raised=deals.raised * 3)
    trends = replace(full.trends, told=full.trends.told * 4, loud=full.trends.loud * 9)
    return replace(full, asked=full.asked * 3, lost=lost, quarter=deals, trends=trends, decided=full.decided * 4)


PRINTED = {
    "endless": endless(),
    "fullest": fullest(),
    "wordy": wordy(),
    "quiet": quiet(),
    **{f"short-{number}": shorter(number) for number in range(5)},
}


@pytest.mark.parametrize("name", PRINTED)
def test_it_prints_on_one_sheet(page: Page, name: str) -> None:
    page.set_content(drawn(PRINTED[name]))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(SHEET)
    page.screenshot(path=SHOTS / f"page-print-{name}.png", full_page=True)
    assert page.evaluate(OVER) == []
    assert page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", PRINTED)
def test_the_print_is_no_smaller_than_it_has_to_be(page: Page, name: str) -> None:
    """How high a sheet gets is guessed before it is printed: never too low, and not much too high."""
    report = PRINTED[name]
    text = drawn(report)
    page.set_viewport_size({"width": SHEET["width"], "height": 10})
    page.emulate_media(media="print")
    words = Words(report, PAGE)
    for paper in PAPERS:
        page.set_content(re.sub(r'class="paper-\w+"', f'class="paper-{paper.name}"', text, count=1))
        high = page.evaluate("document.documentElement.scrollHeight")
        guessed = height(words, pages.parts_of(words), paper)
        assert high * 0.99 <= guessed <= high * 1.1 + 130


def test_the_print_shows_the_picture_and_no_links(page: Page) -> None:
    page.set_content(SCREENS["full"])
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    box = page.locator("svg.chart").first.bounding_box()
    assert box is not None
    assert box["width"] > 230
    assert page.locator("nav").is_hidden()


def test_a_person_without_a_name_is_a_colleague(page: Page) -> None:
    full = fullest()
    decided = tuple(replace(one, by=Who("U9")) for one in full.decided)
    page.set_content(drawn(replace(full, decided=decided)))
    assert "a colleague" in page.locator(".decided").inner_text()
    assert "U9" not in page.locator("main").inner_text()
