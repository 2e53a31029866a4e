"""Two people, each in a browser of their own: who was first, who sees what, and what is new."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Hands, NewHands
from tests.flows.conftest import DIGEST, GENERAL, MAYA, PRIYA, TOM, TRIAGE

pytestmark = pytest.mark.browser


def test_of_two_who_take_a_request_one_wins_and_both_see_who_without_a_reload(new_hands: NewHands) -> None:
    priya, tom = new_hands(), new_hands()
    priya.logged("drone surveys", MAYA)
    priya.become(PRIYA, TRIAGE)
    tom.become(TOM, TRIAGE)
    # Slack is slow to redraw the card, so that Tom still has the button before him.
    priya.field.control("faults", method="chat.update", kind="ratelimited", retry_after=1)
    priya.press(priya.message("drone surveys"), "Take it")
    tom.press(tom.message("drone surveys"), "Take it")
    expect(tom.message("has taken this already")).to_contain_text("Only visible to you")
    tom.shot("two-the-other-reads-who")
    for one in (priya, tom):
        card = one.page.locator("[data-testid=messages] [data-ts]").filter(has_text="owner @Priya Nair")
        expect(card).to_contain_text("drone surveys")
    expect(priya.message("has taken this already")).to_have_count(0)


def test_of_two_who_decide_the_second_reads_what_was_decided_and_loses_no_word(new_hands: NewHands) -> None:
    priya, tom = new_hands(), new_hands()
    priya.logged("drone surveys", MAYA)
    for one, user in ((priya, PRIYA), (tom, TOM)):
        one.become(user, TRIAGE)
        one.press(one.message("drone surveys"), "Decide")
        expect(one.form).to_be_visible()
    for one, outcome, why in (
        (tom, "Decline", "Nobody searches for it."),
        (priya, "Try it in a pilot", "Wales first."),
    ):
        one.form.get_by_text(outcome).click()
        one.fill("reason", why)
    priya.submit()
    tom.send()
    expect(tom.form.get_by_test_id("field-error").filter(has_text="pilot").first).to_be_visible()
    expect(tom.block("reason").locator("textarea")).to_have_value("Nobody searches for it.")
    tom.shot("two-decided-before")


def test_an_ephemeral_is_on_its_reader_s_page_only(new_hands: NewHands) -> None:
    maya, tom = new_hands(), new_hands()
    maya.become(MAYA, GENERAL)
    tom.become(TOM, GENERAL)
    maya.type("/field help")
    expect(maya.page.locator("[data-ephemeral]")).to_have_count(1)
    maya.field.control("message", user=PRIYA, channel=GENERAL, text="Good morning")
    expect(tom.message("Good morning")).to_be_visible()
    expect(tom.page.locator("[data-ephemeral]")).to_have_count(0)


def test_what_is_new_elsewhere_is_counted_until_it_is_read(hands: Hands) -> None:
    hands.become(MAYA, GENERAL)
    link = hands.page.locator(f"[data-testid=sidebar] a[data-channel={DIGEST}]")
    hands.field.control("message", user=TOM, channel=DIGEST, text="News")
    expect(link.get_by_test_id("unread")).to_contain_text("1")
    # One more arrives between press and release, which swallows no click.
    link.hover()
    hands.page.mouse.down()
    hands.field.control("message", user=TOM, channel=DIGEST, text="More news")
    expect(link.get_by_test_id("unread")).to_contain_text("2")
    hands.shot("unread")
    hands.page.mouse.up()
    expect(hands.page.get_by_text("New", exact=True)).to_be_visible()
    expect(link.get_by_test_id("unread")).to_have_count(0)
    hands.page.reload()
    hands.is_ready(MAYA)
    expect(link.get_by_test_id("unread")).to_have_count(0)


def test_each_person_is_found_again_where_they_were_with_what_they_had_begun(hands: Hands) -> None:
    hands.field.control("message", user=TOM, channel=GENERAL, text="How was the fair?")
    hands.become(MAYA, GENERAL)
    hands.message("How was the fair?").hover()
    hands.message("How was the fair?").get_by_test_id("reply-in-thread").click()
    hands.page.get_by_test_id("thread-composer-input").fill("Rainy, and")
    hands.composer.fill("Half a sentence")
    hands.act_as(PRIYA, "Priya Nair")
    expect(hands.composer).to_have_value("")
    hands.visit(TRIAGE)
    hands.composer.fill("Priya's own")
    hands.act_as(MAYA, "Maya Okafor")
    expect(hands.composer).to_have_value("Half a sentence")
    expect(hands.page.get_by_test_id("thread-composer-input")).to_have_value("Rainy, and")
    hands.act_as(PRIYA, "Priya Nair")
    expect(hands.page.get_by_role("heading", name="field-triage")).to_be_visible()
    expect(hands.composer).to_have_value("Priya's own")


def test_a_form_stays_with_whoever_opened_it(hands: Hands) -> None:
    hands.become(MAYA, GENERAL)
    hands.field.command(MAYA, "/request drone surveys")
    expect(hands.form).to_contain_text("Log a request")
    hands.become(PRIYA, GENERAL)
    expect(hands.form).to_have_count(0)
    hands.become(MAYA)
    expect(hands.form).to_contain_text("Log a request")
