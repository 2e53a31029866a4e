"""The whole loop by hand: a rep asks, Marketing decides, the rep hears back, the digest arrives."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SCHEMES, Hands, Scheme
from tests.flows.conftest import DIGEST, GENERAL, MAYA, PRIYA, TRIAGE

pytestmark = pytest.mark.browser


def test_from_a_request_to_the_digest(hands: Hands) -> None:
    hands.become(MAYA)
    hands.visit(GENERAL)
    hands.type('/request "If you had a heading for drone inspection, I would buy an ad" 1,200')
    expect(hands.form).to_contain_text("What did they ask for?")
    hands.pick("account", "Ace Roofing", "Add “Ace Roofing”")
    hands.fill("value", "soon")
    hands.page.get_by_test_id("modal-submit").click()
    expect(hands.form.locator("[data-block-id=value]").get_by_test_id("field-error")).to_contain_text(
        "Write the value as a number"
    )
    hands.shot("form-with-an-error")
    hands.fill("value", "1.2k")
    hands.submit()
    expect(hands.message("Request logged")).to_contain_text("Undo until")
    hands.shot("confirmation")

    hands.become(PRIYA)
    hands.visit(TRIAGE)
    card = hands.message("drone inspection")
    expect(card).to_contain_text("£1,200")
    hands.shot("card")
    hands.press(card, "Take it")
    expect(card).to_contain_text("owner")
    hands.press(card, "Decide")
    hands.form.get_by_text("Try it in a pilot").click()
    hands.fill("reason", "We try it in Wales first, from January.")
    hands.submit()
    expect(card).to_contain_text("Being piloted")

    hands.become(MAYA)
    hands.page.get_by_test_id("app-link").click()
    hands.page.get_by_test_id("tab-messages").click()
    told = hands.message("It goes into a pilot")
    expect(told).to_contain_text("We try it in Wales first")
    hands.press(told, "Told them")
    expect(told).to_contain_text("You told them")
    hands.shot("told")

    hands.field.clock.offset = timedelta(days=8)
    hands.field.bot.rounds.look()
    hands.visit(DIGEST)
    expect(hands.message("Field digest")).to_contain_text("1 new request")
    hands.shot("digest")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_card_and_its_form_fit_a_phone(hands: Hands, scheme: Scheme) -> None:
    hands.page.set_viewport_size(PHONE)
    hands.page.emulate_media(color_scheme=scheme)
    hands.field.command(MAYA, "/request drone inspection")
    assert hands.field.submit(MAYA)["ok"]
    hands.field.message(TRIAGE, "drone inspection")
    hands.become(PRIYA)
    hands.page.get_by_test_id("open-sidebar").click()
    hands.visit(TRIAGE)
    card = hands.message("drone inspection")
    hands.press(card, "Decide")
    expect(hands.form).to_be_visible()
    hands.shot(f"phone-decide-{scheme}")
    assert hands.has_no_sideways_scroll()
