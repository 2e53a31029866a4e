"""The workspace goes away and comes back: the page says so, catches up, and shows nothing twice."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playground import Workspace, running
from tests.browser.conftest import Hands, Stage, Windows
from tests.flows.conftest import GENERAL, MAYA, TRIAGE, _running, set_up
from tests.playground.support import SILENCE
from tests.waiting import until

pytestmark = pytest.mark.browser

# Playwright's "offline" leaves an open line as it is, so the test has to get hold of it to break it.
KEEP_LINES = """window.lines = [];
window.EventSource = class extends EventSource {
  constructor(...all) { super(...all); window.lines.push(this); }
};"""


class Power:
    """A workspace of a test's own that can be switched off, and on again with the same port and state."""

    def __init__(self, state: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._state = state
        self._switched = ExitStack()

    def on(self) -> Workspace:
        """Start it."""
        return self._switched.enter_context(running(str(self._state), port=self._port))

    def off(self) -> None:
        """Stop it, as when its process ends."""
        self._switched.close()


@pytest.fixture
def power(tmp_path: Path) -> Iterator[Power]:
    power = Power(tmp_path / "workspace.db")
    yield power
    power.off()


@pytest.fixture
def maya(windows: Windows, power: Power, database_file: Path) -> Iterator[Hands]:
    """Maya at the page, and the bot, in a workspace that can go away."""
    with ExitStack() as ends:
        workspace = power.on()
        running_field = _running(workspace, database_file, prepare=set_up)
        field = next(running_field)
        ends.callback(lambda: next(running_field, None))
        page = windows.open(workspace.url)
        ends.callback(windows.close, page)
        hands = Hands(page, workspace.url, field=field)
        ends.callback(hands.leave)
        hands.become(MAYA, GENERAL)
        yield hands
        assert hands.troubles == []


def test_page_and_bot_come_back_after_a_restart_and_no_typed_word_is_lost(maya: Hands, power: Power) -> None:
    note = maya.page.get_by_test_id("connection-note")
    maya.type("The first message")
    expect(maya.message("The first message")).to_be_visible()
    maya.type("/request drone surveys")
    maya.fill("note", "Ask again in May")
    power.off()
    expect(note).to_have_text("Reconnecting…")
    maya.shot("reconnecting")
    power.on()
    expect(maya.page.locator("html")).to_have_attribute("data-live", "true")
    expect(maya.page.get_by_test_id("modal-problem")).to_have_text(
        "The workspace was restarted and does not know this form any more. Copy what you need, then close it."
    )
    expect(maya.block("note").locator("input, textarea")).to_have_value("Ask again in May")
    expect(maya.page.get_by_test_id("modal-submit")).to_be_disabled()
    maya.shot("form-of-before-the-restart")
    maya.page.get_by_test_id("modal-close").click()
    maya.page.get_by_test_id("confirm-yes").click()
    expect(maya.form).to_have_count(0)
    maya.composer.fill("Half a sentence")
    # Slack's client tries again after some seconds of its own choice.
    until(lambda: maya.field.control("state?")["connections"], seconds=30)
    expect(note).to_be_hidden()
    expect(maya.composer).to_have_value("Half a sentence")
    maya.field.control("message", user=MAYA, channel=GENERAL, text="The second message")
    for words in ("The first message", "The second message"):
        expect(maya.page.get_by_test_id("messages").get_by_text(words)).to_have_count(1)
    maya.type("/request drone surveys")
    maya.submit()
    expect(maya.message("Request logged")).to_be_visible()
    maya.visit(TRIAGE)
    expect(maya.page.get_by_test_id("messages").locator("[data-ts]").filter(has_text="drone surveys")).to_have_count(1)


def test_what_was_said_during_a_break_is_there_after_it(stage: Stage, windows: Windows) -> None:
    windows.retire(stage.page)
    stage.page.add_init_script(KEEP_LINES)
    stage.become("U1", "C1")
    stage.page.route("**/page/stream*", lambda route: route.abort())
    stage.page.evaluate("lines.at(-1).dispatchEvent(new Event('error'))")
    root = stage.page.locator("html")
    expect(root).to_have_attribute("data-live", "false")
    stage.app.workspace.post("/_control/message", user="U2", channel="C1", text="Said meanwhile")
    stage.page.unroute("**/page/stream*")
    expect(root).to_have_attribute("data-live", "true")
    expect(stage.message("Said meanwhile")).to_be_visible()
    expect(stage.page.get_by_text("Said meanwhile")).to_have_count(1)


def test_a_message_that_could_not_be_sent_stays_in_the_composer(stage: Stage) -> None:
    stage.become("U1", "C1")
    stage.page.context.set_offline(True)
    stage.type("Good morning")
    expect(stage.page.get_by_test_id("composer-error")).to_contain_text("does not answer")
    expect(stage.composer).to_have_value("Good morning")
    stage.shot("not-sent")
    stage.page.context.set_offline(False)
    stage.composer.press("Enter")
    expect(stage.message("Good morning")).to_be_visible()


def test_an_app_that_is_not_connected_is_said_under_the_bar(stage: Stage) -> None:
    stage.become("U1", "C1")
    stage.app.close()
    note = stage.page.get_by_test_id("connection-note")
    expect(note).to_have_text("Groundswell is not connected. It hears of what you do once it is back.")
    stage.shot("app-not-connected")
    stage.app.connect()
    expect(note).to_be_hidden()


def test_a_command_to_an_app_that_is_not_connected_fails_as_in_slack(stage: Stage) -> None:
    stage.app.close()
    stage.become("U1", "C1")
    stage.type("/lost")
    expect(stage.message("/lost failed with the error")).to_contain_text("dispatch_failed")


def test_an_app_that_keeps_silent_for_three_seconds_fails_as_in_slack(stage: Stage) -> None:
    stage.app.answers["command"] = lambda _: SILENCE
    stage.become("U1", "C1")
    stage.type("/lost")
    expect(stage.message("/lost failed with the error")).to_contain_text("operation_timeout")
    stage.shot("app-keeps-silent")
