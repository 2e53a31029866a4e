"""A rep writes and goes on writing, while the form shows what may answer it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Hands
from tests.factories import Factory
from tests.flows.conftest import GENERAL, MAYA, TEAM

pytestmark = pytest.mark.browser


def test_the_suggestion_comes_below_and_whoever_writes_is_not_interrupted(hands: Hands) -> None:
    with hands.field.bot.database.write() as session:
        Factory(session, TEAM["id"]).item("Drone Surveys")
    hands.field.read_texts()
    hands.page.set_viewport_size(PHONE)
    hands.become(MAYA, GENERAL)
    hands.type("/request")
    words = hands.block("said").locator("textarea")
    words.press_sequentially("a heading for drone surveys")
    expect(hands.form).to_contain_text("Drone Surveys is live. Sell it today.")
    expect(words).to_be_focused()
    words.press_sequentially(" of church roofs")
    expect(words).to_have_value("a heading for drone surveys of church roofs")
    hands.shot("rep-typing")
    assert hands.has_no_sideways_scroll()
