"""Light and dark: by the system's wish, and by one's own."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Hands, pixels
from tests.flows.conftest import MAYA, PRIYA, TRIAGE

pytestmark = pytest.mark.browser


def _brightness(hands: Hands, part: str, of: str) -> int:
    colour = hands.page.locator(part).first.evaluate(f"node => getComputedStyle(node).{of}")
    return sum(pixels(colour))


def test_dark_is_dark_and_its_words_are_light(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    ground, words = "body", "[data-testid=messages] .text"
    hands.page.emulate_media(color_scheme="light")
    light = _brightness(hands, ground, "backgroundColor"), _brightness(hands, words, "color")
    hands.shot("colours-light")
    hands.page.emulate_media(color_scheme="dark")
    dark = _brightness(hands, ground, "backgroundColor"), _brightness(hands, words, "color")
    hands.shot("colours-dark")
    assert light[0] > 700 > 200 > light[1]
    assert dark[0] < 150 < 600 < dark[1]


def test_one_s_own_choice_of_colours_is_kept(hands: Hands) -> None:
    hands.page.emulate_media(color_scheme="light")
    hands.become(MAYA)
    hands.page.get_by_test_id("theme").click()
    hands.page.get_by_role("menuitemradio", name="Dark").click()
    expect(hands.page.locator("html")).to_have_attribute("data-theme", "dark")
    hands.page.reload()
    hands.is_ready(MAYA)
    assert _brightness(hands, "body", "backgroundColor") < 150
    hands.page.get_by_test_id("theme").click()
    expect(hands.page.get_by_role("menuitemradio", name="Dark")).to_be_checked()
    hands.page.get_by_role("menuitemradio", name="Like the system").click()
    assert _brightness(hands, "body", "backgroundColor") > 700
