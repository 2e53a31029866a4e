"""A rep's day at the page: log, look it up, undo, edit, answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Hands
from tests.flows.conftest import GENERAL, MAYA, PRIYA, TOM, TRIAGE

pytestmark = pytest.mark.browser


def _logs(hands: Hands, words: str) -> None:
    """Maya logs a request by the command, and reads that it is logged."""
    hands.become(MAYA, GENERAL)
    hands.type(f"/request {words}")
    expect(hands.form).to_contain_text("What did they ask for?")
    hands.pick("account", "Ace Roofing", "Ace Roofing")
    hands.submit()
    expect(hands.message("Request logged")).to_be_visible()


def test_one_line_is_enough_to_log_a_request(hands: Hands) -> None:
    _logs(hands, '"If you had a heading for drone surveys, I would buy" 1200')
    said = hands.message("Request logged")
    expect(said).to_contain_text("Only visible to you")
    expect(said).to_contain_text("£1,200")
    expect(said).to_contain_text("Marketing answers by")
    hands.shot("rep-logged")
    hands.visit(TRIAGE)
    expect(hands.message("drone surveys")).to_contain_text("New")


def test_a_reply_in_a_thread_becomes_a_request_by_its_menu(hands: Hands) -> None:
    field = hands.field
    parent = field.control("message", user=TOM, channel=GENERAL, text="How was the fair?")["ts"]
    field.control("message", user=TOM, channel=GENERAL, text="They asked for a heading for bees", thread_ts=parent)
    hands.become(MAYA, GENERAL)
    hands.message("How was the fair?").get_by_test_id("replies").click()
    hands.use_shortcut(hands.reply("a heading for bees"), "log_message")
    expect(hands.block("said").locator("textarea")).to_have_value("They asked for a heading for bees")
    hands.shot("rep-shortcut-form")
    hands.submit()
    hands.page.get_by_test_id("close-thread").click()
    hands.visit(TRIAGE)
    expect(hands.message("a heading for bees")).to_contain_text("New")


def test_the_composer_s_shortcuts_log_a_lost_deal_from_anywhere(hands: Hands) -> None:
    hands.become(MAYA, GENERAL)
    hands.page.get_by_test_id("shortcuts").click()
    hands.page.locator("[data-testid=menu] [data-value=log_a_lost_deal]").click()
    expect(hands.form).to_contain_text("Log a lost deal")
    hands.pick("account", "Bell Plumbing", "Bell Plumbing")
    hands.pick("reasons", "Price", "Price")
    hands.page.keyboard.press("Escape")
    hands.submit()
    hands.visit(TRIAGE)
    expect(hands.message("Lost: Bell Plumbing")).to_contain_text("Price")


def test_what_a_rep_logged_stands_in_app_home(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(MAYA)
    hands.visit_app()
    home = hands.page.get_by_test_id("home")
    expect(home).to_contain_text("1 report of yours")
    expect(home).to_contain_text("drone surveys")
    expect(home).to_contain_text("Ace Roofing")
    hands.shot("rep-home")


def test_undo_takes_a_request_back(hands: Hands) -> None:
    _logs(hands, "drone surveys")
    hands.press(hands.message("Request logged"), "Undo")
    expect(hands.message("It no longer counts")).to_be_visible()
    expect(hands.message("Request logged")).to_have_count(0)
    hands.visit(TRIAGE)
    expect(hands.message("drone surveys")).to_contain_text("Withdrawn")


def test_an_edit_shows_on_the_card(hands: Hands) -> None:
    _logs(hands, "drone surveys 400")
    hands.press(hands.message("Request logged"), "Edit")
    expect(hands.block("value").locator("input")).to_have_value("£400")
    hands.fill("value", "1.2k")
    hands.submit()
    hands.visit(TRIAGE)
    expect(hands.message("drone surveys")).to_contain_text("£1,200")


def test_withdrawing_asks_first_and_keep_it_keeps_it(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(MAYA, "home")
    home = hands.page.get_by_test_id("home")
    home.get_by_role("button", name="Withdraw").click()
    hands.page.get_by_test_id("confirm-no").click()
    home.get_by_role("button", name="Withdraw").click()
    expect(hands.page.get_by_test_id("confirm")).to_contain_text("It no longer counts")
    hands.page.get_by_test_id("confirm-yes").click()
    expect(home).to_contain_text("You have not logged anything yet")


def test_a_rep_answers_a_question_from_marketing(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    field = hands.field
    message = field.message(TRIAGE, "drone surveys")
    field.click(PRIYA, message, "ask_rep")
    assert field.submit(PRIYA, words="Roofs or fields?")["ok"]
    hands.become(MAYA)
    hands.visit_app("messages")
    asked = hands.message("Roofs or fields?")
    hands.press(asked, "Answer")
    hands.fill("words", "Roofs, mostly churches.")
    hands.submit()
    expect(asked).to_contain_text("You answered")
    hands.shot("rep-answered")
    assert "Roofs, mostly churches." in str(field.message(TRIAGE, "answered", thread_ts=message["ts"]))


def test_a_double_click_on_submit_is_one_report(hands: Hands) -> None:
    hands.become(MAYA, GENERAL)
    hands.type("/request drone surveys")
    expect(hands.form).to_be_visible()
    hands.page.get_by_test_id("modal-submit").dblclick()
    expect(hands.form).to_have_count(0)
    hands.field.message(TRIAGE, "drone surveys")
    hands.visit_app()
    expect(hands.page.get_by_test_id("home")).to_contain_text("1 report of yours")
