"""The inspector: what was said between the workspace and an app, and trouble that a developer orders."""

import pytest
from playwright.sync_api import Locator, expect
from slack_sdk.errors import SlackApiError, SlackRequestError

from tests.browser.conftest import PHONE, SCHEMES, Scheme, Stage
from tests.playground.support import modal, question, section

pytestmark = pytest.mark.browser

BAD_BLOCKS = [{"type": "section"}, section("Good")]


def rows(stage: Stage, words: str = "") -> Locator:
    return stage.page.get_by_test_id("inspector-row").filter(has_text=words)


def opened(stage: Stage, tab: str = "") -> Stage:
    """The inspector beside channel C1."""
    stage.become("U1", "C1")
    stage.page.get_by_test_id("inspector-toggle").click()
    if tab:
        stage.page.get_by_test_id(f"inspector-tab-{tab}").click()
    return stage


def refused(stage: Stage) -> None:
    """The app posts blocks that Slack would refuse."""
    with pytest.raises(SlackApiError):
        stage.app.client.chat_postMessage(channel="C1", text="Bad news", blocks=BAD_BLOCKS)


def test_a_call_says_who_called_whom_and_that_its_blocks_are_fine(stage: Stage) -> None:
    opened(stage)
    stage.app.client.chat_postMessage(channel="C1", text="Good news", blocks=[section("Good news")])
    row = rows(stage, "chat.postMessage Good news")
    expect(row).to_contain_text("Groundswell → #triage")
    expect(row.get_by_test_id("inspector-result")).to_contain_text("ok in")
    expect(row.get_by_test_id("inspector-check")).to_have_text("blocks: fine")


def test_refused_blocks_are_listed_with_their_place(stage: Stage) -> None:
    opened(stage)
    refused(stage)
    row = rows(stage, "chat.postMessage Bad news")
    expect(row.get_by_test_id("inspector-result")).to_contain_text("invalid_blocks")
    expect(row.get_by_test_id("inspector-check")).to_contain_text("problem")
    row.locator("summary").click()
    expect(row).to_contain_text("missing required field: text at /blocks/0")
    expect(row).to_contain_text('"type": "section"')
    stage.shot("inspector-refused-blocks")


def test_a_delivery_says_how_the_app_took_it(stage: Stage) -> None:
    opened(stage)
    stage.app.answers["command"] = lambda _: {"text": "Heard"}
    stage.type("/lost Ace Roofing")
    row = rows(stage, "/lost Ace Roofing")
    expect(row).to_contain_text("Ann Lee → Groundswell")
    expect(row.get_by_test_id("inspector-result")).to_contain_text("acknowledged in")
    expect(row.get_by_test_id("inspector-check")).to_have_text("payload: fine")
    stage.app.close()
    stage.type("/lost again")
    expect(rows(stage, "/lost again").get_by_test_id("inspector-result")).to_contain_text("nobody is connected")


def test_the_filter_and_the_kinds_leave_out_the_rest(stage: Stage) -> None:
    opened(stage)
    stage.app.client.chat_postMessage(channel="C1", text="About drones")
    refused(stage)
    stage.type("/lost about drones")
    expect(rows(stage, "/lost")).to_have_count(1)
    stage.page.get_by_test_id("inspector-filter").fill("DRONES chat.postMessage")
    expect(rows(stage)).to_have_count(1)
    stage.page.get_by_test_id("inspector-filter").fill("nothing has this")
    expect(stage.page.get_by_test_id("inspector")).to_contain_text("Nothing fits the filter.")
    stage.page.get_by_test_id("inspector-filter").fill("")
    kind = stage.page.get_by_test_id("inspector-kind")
    kind.select_option("delivery")
    expect(rows(stage, "chat.postMessage")).to_have_count(0)
    kind.select_option("trouble")
    expect(rows(stage)).to_have_count(1)
    expect(rows(stage)).to_contain_text("invalid_blocks")


def test_a_pause_keeps_the_list_as_it_is_and_clear_empties_it(stage: Stage) -> None:
    opened(stage)
    stage.app.client.chat_postMessage(channel="C1", text="Before")
    expect(rows(stage, "chat.postMessage Before")).to_have_count(1)
    pause = stage.page.get_by_test_id("inspector-pause")
    pause.click()
    stage.app.client.users_info(user="U1")
    expect(pause).to_have_text("Go on (1 new)")
    expect(rows(stage, "users.info")).to_have_count(0)
    pause.click()
    expect(rows(stage, "users.info")).to_have_count(1)
    stage.page.get_by_test_id("inspector-clear").click()
    expect(rows(stage)).to_have_count(0)


def test_a_payload_is_copied_and_no_token_is_in_it(stage: Stage) -> None:
    stage.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(stage)
    stage.type("/lost Ace")
    row = rows(stage, "/lost Ace")
    row.locator("summary").click()
    row.get_by_test_id("inspector-copy").first.click()
    expect(stage.page.get_by_test_id("toast")).to_contain_text("Copied")
    copied = stage.page.evaluate("navigator.clipboard.readText()")
    assert '"text": "Ace"' in copied
    assert '"token": "(hidden)"' in copied
    connecting = rows(stage, "apps.connections.open").first
    connecting.locator("summary").click()
    expect(connecting).to_contain_text("ticket=(hidden)")
    shown = stage.page.get_by_test_id("inspector").inner_text()
    assert "xapp-" not in shown
    assert "xoxb-" not in shown


def test_an_ordered_fault_waits_is_told_in_words_and_happens_once(stage: Stage) -> None:
    opened(stage, "trouble")
    page = stage.page
    page.get_by_test_id("fault-method").select_option("chat.postMessage")
    page.get_by_test_id("fault-kind").select_option("drop_after")
    words = "The next chat.postMessage is stored, then the connection is cut. A good app does not post it twice."
    expect(page.get_by_test_id("fault-words")).to_have_text(words)
    page.get_by_test_id("fault-order").click()
    waiting = page.get_by_test_id("fault-waiting")
    expect(waiting).to_contain_text(words)
    stage.shot("inspector-trouble")
    with pytest.raises((OSError, SlackRequestError)):
        stage.app.client.chat_postMessage(channel="C1", text="Once")
    expect(waiting).to_contain_text("Nothing is ordered")
    expect(stage.message("Once")).to_be_visible()
    page.get_by_test_id("inspector-tab-traffic").click()
    expect(rows(stage, "chat.postMessage Once")).to_contain_text("ok, but the connection was cut")


def test_one_of_several_faults_is_cancelled_or_all(stage: Stage) -> None:
    opened(stage, "trouble")
    page = stage.page
    for kind in ("ratelimited", "late", "error"):
        page.get_by_test_id("fault-kind").select_option(kind)
        page.get_by_test_id("fault-order").click()
    waiting = page.get_by_test_id("fault-waiting").locator("li")
    expect(waiting).to_have_count(4)  # and the line of "Cancel all"
    waiting.filter(has_text="takes 5 seconds").get_by_test_id("fault-cancel").click()
    expect(waiting).to_have_count(3)
    left = stage.app.workspace.get("/_control/faults")["faults"]
    assert [(one["kind"], one["retry_after"]) for one in left] == [("ratelimited", 5), ("error", 1)]
    page.get_by_role("button", name="Cancel all").click()
    expect(waiting).to_have_text(["Nothing is ordered: every call is answered as it should be."])


def test_the_line_is_dropped_slowed_and_limited(stage: Stage) -> None:
    opened(stage, "trouble")
    page, workspace = stage.page, stage.app.workspace
    page.get_by_test_id("network-delay").select_option("300")
    page.get_by_test_id("limits").select_option("slack")
    page.get_by_test_id("socket-refresh").click()
    expect(page.get_by_test_id("toast")).to_contain_text("asked to connect anew")
    page.get_by_test_id("socket-drop").click()
    expect(page.get_by_test_id("toast").last).to_contain_text("The socket is cut.")
    told = workspace.get("/_control/faults")
    assert (told["delay_ms"], told["limits"]) == (300, "slack")
    expect(page.get_by_test_id("connection-note")).to_contain_text("not connected")


def test_taking_the_app_out_asks_first(stage: Stage) -> None:
    opened(stage, "trouble")
    page = stage.page
    page.get_by_test_id("uninstall").click()
    page.get_by_test_id("confirm-no").click()
    assert stage.app.workspace.get("/_control/state")["installed"] is True
    page.get_by_test_id("uninstall").click()
    page.get_by_test_id("confirm-yes").click()
    expect(page.get_by_test_id("toast")).to_contain_text("out of the workspace")
    assert stage.app.workspace.get("/_control/state")["installed"] is False
    page.get_by_test_id("reinstall").click()
    expect(page.get_by_test_id("toast").last).to_contain_text("installed again")


def test_beside_an_open_thread_the_inspector_covers_nothing(stage: Stage) -> None:
    opened(stage)
    stage.app.client.chat_postMessage(channel="C1", text="A card")
    stage.message("A card").hover()
    stage.message("A card").get_by_test_id("reply-in-thread").click()
    thread, inspector = stage.page.get_by_test_id("thread"), stage.page.get_by_test_id("inspector")
    expect(stage.page.get_by_test_id("thread-composer-input")).to_be_focused()
    expect(stage.composer).to_be_hidden()
    stage.shot("inspector-beside-a-thread")
    left, right = thread.bounding_box(), inspector.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    stage.page.get_by_test_id("close-thread").click()
    expect(stage.composer).to_be_visible()
    expect(stage.message("A card")).to_be_focused()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_inspector_fits_a_phone(stage: Stage, scheme: Scheme) -> None:
    stage.page.set_viewport_size(PHONE)
    stage.page.emulate_media(color_scheme=scheme)
    opened(stage)
    view = modal(question("said", {"type": "plain_text_input"}), title={"type": "plain_text", "text": "x" * 30})
    with pytest.raises(SlackApiError):
        stage.app.client.views_publish(user_id="U1", view=view)
    refused(stage)
    expect(rows(stage, "chat.postMessage")).to_have_count(1)
    stage.shot(f"inspector-phone-{scheme}")
    assert stage.has_no_sideways_scroll()
    stage.page.get_by_test_id("inspector-tab-trouble").click()
    stage.shot(f"inspector-trouble-phone-{scheme}")
    assert stage.has_no_sideways_scroll()
