"""Marketing's day at the page: take, ask, decide, merge, and the queue."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Hands
from tests.flows.conftest import MAYA, PRIYA, TOM, TRIAGE

pytestmark = pytest.mark.browser


@pytest.fixture
def priya(hands: Hands) -> Hands:
    """Priya in the triage channel, with the card of one request."""
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    return hands


def test_whoever_takes_a_request_owns_it(priya: Hands) -> None:
    card = priya.message("drone surveys")
    priya.press(card, "Take it")
    expect(card).to_contain_text("owner @Priya Nair")
    expect(card.get_by_role("button", name="Take it")).to_have_count(0)
    priya.shot("marketer-took")


def test_a_double_click_on_a_button_is_one_press(priya: Hands) -> None:
    card = priya.message("drone surveys")
    card.get_by_role("button", name="Take it", exact=True).dblclick()
    expect(card).to_contain_text("owner @Priya Nair")
    expect(priya.message("has taken this already")).to_have_count(0)


def test_a_question_to_the_rep_is_in_the_thread_of_the_card(priya: Hands) -> None:
    card = priya.message("drone surveys")
    priya.press(card, "Ask the rep")
    priya.send()
    expect(priya.error("words")).to_have_text("Please fill this in.")
    priya.fill("words", "Roofs or fields?")
    priya.submit()
    card.get_by_test_id("replies").click()
    expect(priya.reply("Roofs or fields?")).to_contain_text("Priya Nair asked @Maya Okafor")
    priya.shot("marketer-asked")


def test_the_form_asks_for_what_the_decision_needs(priya: Hands) -> None:
    priya.press(priya.message("drone surveys"), "Decide")
    priya.fill("reason", "Too early for most regions.")
    priya.form.get_by_text("Defer until …").click()
    expect(priya.block("until")).to_be_visible()
    expect(priya.block("reason").locator("textarea")).to_have_value("Too early for most regions.")
    priya.send()
    expect(priya.error("until")).to_have_text("Please choose a date.")
    priya.shot("marketer-defers")
    priya.form.get_by_text("Decline").click()
    expect(priya.block("until")).to_have_count(0)
    priya.submit()
    expect(priya.message("drone surveys")).to_contain_text("Declined")
    expect(priya.message("drone surveys")).to_contain_text("Too early for most regions.")


def test_two_wishes_for_the_same_become_one(priya: Hands) -> None:
    priya.logged("roof photos by drone", TOM, "Bell Plumbing")
    card = priya.message("roof photos by drone")
    priya.press(card, "Merge")
    priya.pick("target", "drone", "drone surveys")
    priya.submit()
    expect(card).to_contain_text("Merged into drone surveys")
    expect(priya.message("drone surveys").first).to_be_visible()
    priya.shot("marketer-merged")


def test_the_more_menu_gives_a_request_a_better_name(priya: Hands) -> None:
    priya.choose(priya.message("drone surveys"), "more", "Edit the title …")
    expect(priya.block("title").locator("input")).to_have_value("drone surveys")
    priya.fill("title", "Drone surveys of roofs")
    priya.submit()
    expect(priya.message("Drone surveys of roofs")).to_be_visible()


def test_the_queue_in_app_home_leads_to_the_card(priya: Hands) -> None:
    priya.visit_app()
    home = priya.page.get_by_test_id("home")
    expect(home).to_contain_text("1 open request")
    expect(home).to_contain_text("nobody has it yet")
    priya.shot("marketer-home")
    home.get_by_role("link", name="drone surveys").click()
    expect(priya.message("drone surveys")).to_be_in_viewport()
