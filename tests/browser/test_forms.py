"""Forms and controls by hand: what is wrong is said beside its field, and nothing happens twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Stage
from tests.browser.gallery import SURE
from tests.playground.support import TEXT, button, command, modal, option, plain, posted, question, section

pytestmark = pytest.mark.browser

TOWNS = ("Kendal", "Keswick", "Cardiff")
EXTERNAL = {"type": "external_select", "min_query_length": 2, "placeholder": plain("Type a town")}


def _form(stage: Stage, *blocks: dict[str, object], **more: object) -> None:
    """Ann has a form open."""
    stage.become("U1", "C1")
    view = modal(*blocks, **more)
    stage.app.client.views_open(trigger_id=command(stage.app)["trigger_id"], view=view)
    expect(stage.form).to_be_visible()


def _card(stage: Stage, *blocks: dict[str, object]) -> str:
    """Ann sees a card with these blocks."""
    stage.become("U1", "C1")
    ts = posted(stage.app, section("A card"), *blocks)
    expect(stage.message("A card")).to_be_visible()
    return ts


def _pressed(stage: Stage) -> list[dict[str, object]]:
    """What was pressed or chosen, as the app heard it."""
    found = [one for one in stage.app.payloads if one.get("type") == "block_actions"]
    return [one["actions"][0] for one in found]


def test_a_required_field_is_asked_for_before_anything_is_sent(stage: Stage) -> None:
    _form(stage, question("name", TEXT), question("colour", {"type": "static_select", "options": [option("red")]}))
    stage.send()
    expect(stage.error("name")).to_have_text("Please fill this in.")
    expect(stage.error("colour")).to_have_text("Please choose one.")
    expect(stage.block("name").locator("input")).to_be_focused()
    stage.shot("required")
    stage.fill("name", "Ann")
    expect(stage.error("name")).to_be_hidden()
    assert [one for one in stage.app.payloads if one.get("type") == "view_submission"] == []


def test_the_app_says_what_is_wrong_beside_the_field_and_nothing_typed_is_lost(stage: Stage) -> None:
    stage.app.answers["view_submission"] = lambda _: {
        "response_action": "errors",
        "errors": {"price": "Write the price as a number."},
    }
    _form(stage, question("name", TEXT), question("price", TEXT), question("note", TEXT, optional=True))
    for field, words in (("name", "Ann"), ("price", "soon"), ("note", "by post")):
        stage.fill(field, words)
    stage.send()
    expect(stage.error("price")).to_have_text("Write the price as a number.")
    expect(stage.block("price").locator("input")).to_be_focused()
    expect(stage.block("price").locator("input")).to_have_attribute("aria-invalid", "true")
    for field, words in (("name", "Ann"), ("price", "soon"), ("note", "by post")):
        expect(stage.block(field).locator("input")).to_have_value(words)
    stage.shot("error-from-the-app")


def test_a_form_begins_at_the_field_that_the_app_wants_first(stage: Stage) -> None:
    _form(stage, question("name", TEXT), question("price", {**TEXT, "focus_on_load": True}))
    expect(stage.block("price").locator("input")).to_be_focused()


def test_a_form_with_typed_words_is_not_closed_by_mistake(stage: Stage) -> None:
    _form(stage, question("name", TEXT))
    stage.fill("name", "Ann")
    stage.page.keyboard.press("Escape")
    expect(stage.page.get_by_test_id("confirm")).to_contain_text("What you have typed has not been sent.")
    stage.shot("close-with-words")
    stage.page.keyboard.press("Escape")
    expect(stage.page.get_by_test_id("confirm")).to_have_count(0)
    expect(stage.block("name").locator("input")).to_have_value("Ann")
    stage.page.keyboard.press("Escape")
    stage.page.get_by_test_id("confirm-yes").click()
    expect(stage.form).to_have_count(0)


def test_no_in_a_confirm_dialog_tells_the_app_nothing(stage: Stage) -> None:
    _card(stage, button("drop", confirm=SURE))
    stage.press(stage.message("A card"), "Press")
    expect(stage.page.get_by_test_id("confirm")).to_contain_text("It cannot be undone.")
    stage.shot("confirm")
    stage.page.get_by_test_id("confirm-no").click()
    expect(stage.page.get_by_test_id("confirm")).to_have_count(0)
    expect(stage.message("A card").locator("[data-action-id=drop]")).to_be_focused()
    assert _pressed(stage) == []


def test_yes_in_a_confirm_dialog_tells_the_app(stage: Stage) -> None:
    _card(stage, button("drop", confirm=SURE))
    stage.press(stage.message("A card"), "Press")
    stage.page.get_by_test_id("confirm-yes").click()
    stage.app.wait_for("block_actions")
    assert [one["action_id"] for one in _pressed(stage)] == ["drop"]


def test_a_menu_that_narrows_while_one_types_works_by_keyboard(stage: Stage) -> None:
    stage.options_are(*TOWNS)
    _form(stage, question("town", EXTERNAL))
    keys, note = stage.page.keyboard, stage.page.get_by_test_id("listbox-note")
    expect(stage.block("town").get_by_role("combobox")).to_be_focused()
    keys.press("ArrowDown")
    expect(note).to_have_text("Type 2 more letters to search")
    keys.type("ke")
    expect(stage.page.get_by_role("option")).to_have_text(["Kendal", "Keswick"])
    keys.press("ArrowDown")
    stage.shot("typeahead")
    keys.press("Enter")
    expect(stage.block("town").get_by_role("combobox")).to_have_value("Keswick")
    expect(stage.page.get_by_test_id("listbox")).to_have_count(0)
    keys.press("Control+Enter")
    expect(stage.form).to_have_count(0)
    [sent] = stage.app.wait_for("view_submission")
    assert sent["view"]["state"]["values"]["town"]["value"]["selected_option"]["value"] == "Keswick"


def test_a_menu_that_finds_nothing_says_so(stage: Stage) -> None:
    stage.options_are(*TOWNS)
    _form(stage, question("town", EXTERNAL))
    stage.block("town").get_by_role("combobox").fill("Oslo")
    expect(stage.page.get_by_test_id("listbox-note")).to_have_text("No results for “Oslo”")
    stage.page.keyboard.press("Escape")
    expect(stage.form).to_be_visible()
    expect(stage.block("town").get_by_role("combobox")).to_have_value("")


def test_several_choices_become_chips_that_can_be_taken_off(stage: Stage) -> None:
    _form(stage, question("colours", {"type": "multi_static_select", "options": [option("red"), option("green")]}))
    stage.pick("colours", "re", "RED")
    stage.pick("colours", "gr", "GREEN")
    chips = stage.block("colours").locator(".chip")
    expect(chips).to_have_text(["RED", "GREEN"])
    stage.page.keyboard.press("Escape")
    stage.block("colours").get_by_role("button", name="Remove RED").click()
    expect(chips).to_have_text(["GREEN"])
    stage.submit()
    [sent] = stage.app.wait_for("view_submission")
    assert [one["value"] for one in sent["view"]["state"]["values"]["colours"]["value"]["selected_options"]] == [
        "green"
    ]


def test_an_input_that_dispatches_tells_the_app_on_enter_and_keeps_the_form(stage: Stage) -> None:
    _form(stage, question("word", TEXT, dispatch_action=True), question("name", TEXT))
    stage.fill("name", "Ann")
    stage.fill("word", "bees")
    stage.block("word").locator("input").press("Enter")
    stage.app.wait_for("block_actions")
    assert [(one["block_id"], one["value"]) for one in _pressed(stage)] == [("word", "bees")]
    expect(stage.form).to_be_visible()
    expect(stage.block("name").locator("input")).to_have_value("Ann")


def test_an_input_may_tell_the_app_while_one_types(stage: Stage) -> None:
    eager = {**TEXT, "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    _form(stage, question("word", eager, dispatch_action=True))
    stage.block("word").locator("input").press_sequentially("bees")
    stage.app.wait_for("block_actions")
    assert _pressed(stage)[-1]["value"] == "bees"


def test_the_app_redraws_a_form_and_what_was_typed_stays(stage: Stage) -> None:
    radio = {"type": "radio_buttons", "options": [option("yes"), option("no")]}
    blocks = [question("name", TEXT), question("more", radio, dispatch_action=True)]
    _form(stage, *blocks)
    stage.fill("name", "Ann")
    stage.block("more").get_by_text("YES").click()
    [asked] = stage.app.wait_for("block_actions")
    view = modal(*blocks, question("why", TEXT))
    stage.app.client.views_update(view_id=asked["view"]["id"], view=view)
    expect(stage.block("why")).to_be_visible()
    expect(stage.block("name").locator("input")).to_have_value("Ann")
    expect(stage.block("more").get_by_role("radio", name="YES")).to_be_checked()


def test_a_second_form_goes_over_the_first_and_back_finds_what_was_typed(stage: Stage) -> None:
    _form(stage, question("name", TEXT), button("next"))
    stage.fill("name", "Ann")
    stage.form.locator("[data-action-id=next]").click()
    [asked] = stage.app.wait_for("block_actions")
    stage.app.client.views_push(trigger_id=asked["trigger_id"], view=modal(section("The second"), title=plain("Next")))
    expect(stage.form).to_contain_text("The second")
    stage.page.get_by_test_id("modal-back").click()
    expect(stage.block("name").locator("input")).to_have_value("Ann")


def test_a_double_click_on_submit_sends_the_form_once(stage: Stage) -> None:
    _form(stage, question("name", TEXT))
    stage.fill("name", "Ann")
    stage.page.get_by_test_id("modal-submit").dblclick()
    expect(stage.form).to_have_count(0)
    stage.page.keyboard.press("Enter")
    assert len(stage.app.wait_for("view_submission")) == 1


def test_an_app_that_refuses_the_form_is_named_and_the_words_stay(stage: Stage) -> None:
    stage.app.answers["view_submission"] = lambda _: {"response_action": "nonsense"}
    _form(stage, question("name", TEXT))
    stage.fill("name", "Ann")
    stage.send()
    expect(stage.page.get_by_test_id("modal-problem")).to_contain_text("trouble connecting")
    expect(stage.block("name").locator("input")).to_have_value("Ann")
    stage.shot("app-answers-nonsense")


def test_numbers_addresses_and_lengths_are_checked_before_sending(stage: Stage) -> None:
    _form(
        stage,
        question("price", {"type": "number_input", "is_decimal_allowed": False, "min_value": "10"}),
        question("mail", {"type": "email_text_input"}),
        question("site", {"type": "url_text_input"}),
        question("word", {**TEXT, "min_length": 3}),
    )
    for field, words in (("price", "7"), ("mail", "ann"), ("site", "example"), ("word", "ab")):
        stage.fill(field, words)
    stage.send()
    expect(stage.error("price")).to_have_text("Please give 10 or more.")
    expect(stage.error("mail")).to_contain_text("e-mail address")
    expect(stage.error("site")).to_contain_text("whole address")
    expect(stage.error("word")).to_contain_text("at least 3 characters")
    stage.shot("checked-before-sending")
