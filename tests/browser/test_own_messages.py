"""What people do with messages: change their own, react, follow links, come back to drafts; and shortcuts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Stage
from tests.playground.support import TEXT, Json, modal, question

pytestmark = pytest.mark.browser


def opens_a_form(stage: Stage) -> None:
    """The app answers its global shortcut with a form."""

    def answer(payload: Json) -> None:
        stage.app.client.views_open(trigger_id=payload["trigger_id"], view=modal(question("said", TEXT)))

    stage.app.answers["shortcut"] = answer


def test_the_up_arrow_changes_the_last_message(stage: Stage) -> None:
    stage.become("U1", "C1")
    stage.type("Have you two heading?")
    expect(stage.message("two heading")).to_be_visible()
    stage.composer.press("ArrowUp")
    editor = stage.page.get_by_test_id("message-editor")
    expect(editor).to_have_value("Have you two heading?")
    editor.fill("Have you two headings & <more>?")
    editor.press("Enter")
    changed = stage.message("two headings & <more>?")
    expect(changed.get_by_test_id("edited")).to_be_visible()
    expect(stage.composer).to_be_focused()
    stage.composer.press("ArrowUp")
    expect(editor).to_have_value("Have you two headings & <more>?")
    editor.fill("something else")
    editor.press("Escape")
    expect(changed).to_be_visible()


def test_a_mention_stays_a_mention_when_the_message_is_changed(stage: Stage) -> None:
    stage.become("U1", "C1")
    stage.type("Ask @bob about it")
    expect(stage.message("Ask @Bob Ray")).to_be_visible()
    stage.composer.press("ArrowUp")
    editor = stage.page.get_by_test_id("message-editor")
    expect(editor).to_have_value("Ask @Bob Ray about it")
    editor.fill("Ask @Bob Ray today")
    editor.press("Enter")
    expect(stage.message("today").locator(".mention")).to_have_attribute("data-user", "U2")


def test_a_message_is_deleted_after_a_question(stage: Stage) -> None:
    stage.become("U1", "C1")
    stage.type("Never mind")
    message = stage.message("Never mind")
    stage.use_shortcut(message, "delete-message")
    expect(stage.page.get_by_test_id("confirm")).to_contain_text("Never mind")
    stage.page.get_by_test_id("confirm-no").click()
    expect(message).to_be_visible()
    stage.use_shortcut(message, "delete-message")
    stage.page.get_by_test_id("confirm-yes").click()
    expect(message).to_have_count(0)


def test_nobody_is_offered_to_change_what_others_wrote(stage: Stage) -> None:
    stage.app.client.chat_postMessage(channel="C1", text="card")
    stage.become("U1", "C1")
    message = stage.message("card")
    message.hover()
    message.get_by_test_id("message-more").click()
    expect(stage.page.locator("[data-testid=menu] [data-value=copy-text]")).to_be_visible()
    expect(stage.page.locator("[data-testid=menu] [data-value=edit-message]")).to_have_count(0)


def test_a_reaction_is_chosen_by_keyboard_and_taken_back_by_a_press(stage: Stage) -> None:
    stage.app.client.chat_postMessage(channel="C1", text="We sold it")
    stage.become("U1", "C1")
    message = stage.message("We sold it")
    message.focus()
    message.get_by_test_id("add-reaction").press("Enter")
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("Enter")
    reaction = message.get_by_test_id("reaction")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    stage.app.workspace.post(
        "/page/react",
        **{"as": "U2", "channel": "C1", "ts": message.get_attribute("data-ts"), "name": "white_check_mark"},
    )
    expect(reaction).to_contain_text("2")
    reaction.click()
    expect(reaction).to_have_attribute("aria-pressed", "false")
    expect(reaction).to_be_focused()
    expect(reaction).to_contain_text("1")


def test_the_slash_menu_runs_a_shortcut_at_once(stage: Stage) -> None:
    opens_a_form(stage)
    stage.become("U1", "C1")
    stage.composer.press_sequentially("/new")
    expect(stage.page.get_by_test_id("completion")).to_contain_text("Log new")
    stage.composer.press("Enter")
    expect(stage.form).to_be_visible()
    expect(stage.composer).to_have_value("")


@pytest.mark.parametrize("place", ["C1", "C2", "the app's messages", "a thread"])
def test_global_shortcuts_are_beside_every_composer_on_a_phone(stage: Stage, place: str) -> None:
    opens_a_form(stage)
    stage.page.set_viewport_size(PHONE)
    ts = stage.app.client.chat_postMessage(channel="C1", text="card")["ts"]
    direct = stage.app.client.conversations_open(users="U1")["channel"]["id"]
    stage.become("U1", {"the app's messages": direct, "a thread": f"C1/{ts}"}.get(place, place))
    stage.page.get_by_test_id("thread-shortcuts" if place == "a thread" else "shortcuts").press("Enter")
    stage.page.locator("[data-testid=menu] [data-value=log_new]").click()
    expect(stage.form).to_be_visible()


def test_a_permalink_opens_in_a_new_tab_at_its_message_as_the_same_person(stage: Stage) -> None:
    first, reply = "1700000000.000100", "1700000000.000200"
    said = [{"ts": f"17000{number:05}.000100", "text": f"number {number}"} for number in range(1, 60)]
    said += [{"ts": first, "text": "the first of many"}, {"ts": reply, "text": "an answer", "thread_ts": first}]
    stage.app.workspace.post("/_control/seed", messages=[{"channel": "C1", "user": "U1", **one} for one in said])
    stage.become("U2", "C1")
    for ts, place in ((first, "messages"), (reply, "thread-messages")):
        link = stage.app.client.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
        tab = stage.page.context.new_page()
        tab.goto(stage.url + link.partition(".slack.com")[2])
        expect(tab.locator("html")).to_have_attribute("data-ready", "U2")
        message = tab.locator(f"[data-testid={place}] [data-ts='{ts}']")
        expect(message).to_be_focused()
        expect(message).to_be_in_viewport()
        assert "message=" not in tab.url
        tab.close()


def test_a_permalink_to_a_channel_that_is_closed_to_the_reader_says_so(stage: Stage) -> None:
    ts = stage.app.workspace.post("/page/send", **{"as": "U1", "channel": "C4", "text": "for the board"})["ts"]
    stage.become("U2", "C1")
    stage.page.goto(f"{stage.url}/archives/C4/p{ts.replace('.', '')}")
    expect(stage.page.get_by_test_id("toast")).to_contain_text("Bob Ray is not in the channel")


def test_each_person_comes_back_to_their_place_and_their_unsent_words(stage: Stage) -> None:
    ts = stage.app.client.chat_postMessage(channel="C1", text="card")["ts"]
    stage.become("U1", f"C1/{ts}")
    stage.composer.fill("half a sentence")
    stage.page.get_by_test_id("thread-composer-input").fill("half an answer")
    stage.act_as("U2", "Bob Ray")
    stage.visit("C2")
    stage.composer.fill("Bob's own")
    stage.act_as("U1", "Ann Lee")
    expect(stage.page.get_by_test_id("thread-composer-input")).to_have_value("half an answer")
    expect(stage.composer).to_have_value("half a sentence")
    stage.act_as("U2", "Bob Ray")
    expect(stage.composer).to_have_value("Bob's own")


def test_a_private_channel_has_a_lock_and_an_archived_one_takes_no_more_words(stage: Stage) -> None:
    stage.become("U1", "C4")
    page = stage.page
    expect(page.locator("#pane .icon-lock")).to_be_visible()
    expect(page.locator("[data-testid=sidebar] a[data-channel=C4] .icon-lock")).to_be_visible()
    expect(stage.composer).to_have_attribute("placeholder", "Message board")
    stage.visit("C3")
    expect(page.get_by_test_id("archived")).to_have_text("This channel is archived. Nothing more can be said here.")
    expect(stage.composer).to_have_count(0)
    expect(page.locator("#pane header")).to_contain_text("archived")
    stage.visit("C1")
    expect(stage.composer).to_be_visible()
