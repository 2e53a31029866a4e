"""A channel with a long past: read in pages, never heavier than a short one, and it does not jump."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Stage

pytestmark = pytest.mark.browser

START, COUNT = 1_700_000_000, 450
HELD = 300
"""What the page holds at most (playground/page/messages/stretch.js)."""


def stamp(number: int) -> str:
    return f"{START + number * 60}.000100"


@pytest.fixture
def reader(stage: Stage) -> Stage:
    """Somebody in a channel with four hundred and fifty messages."""
    said = [{"channel": "C1", "user": "U2", "text": f"Message {n}", "ts": stamp(n)} for n in range(COUNT)]
    stage.app.workspace.post("/_control/seed", messages=said)
    stage.become("U1", "C1")
    expect(number(stage, COUNT - 1)).to_be_in_viewport()
    return stage


def messages(stage: Stage) -> Locator:
    return stage.page.get_by_test_id("messages").locator("[data-ts]")


def number(stage: Stage, wanted: int) -> Locator:
    return stage.page.locator(f"[data-testid=messages] [data-ts='{stamp(wanted)}']")


def numbers(stage: Stage) -> list[int]:
    """The messages that the page holds, by their numbers."""
    return [int(text.split()[-1]) for text in messages(stage).locator(".message-text").all_inner_texts()]


def scroll(stage: Stage, wanted: int, direction: int) -> None:
    """Turn the wheel until a message is on the page, as somebody does who reads on."""
    stage.page.get_by_test_id("messages").hover()
    while not number(stage, wanted).count():
        stage.page.mouse.wheel(0, 4000 * direction)
        # One look at the page between two turns, so that it can ask for more.
        assert messages(stage).count() <= HELD


def top(message: Locator) -> float:
    box = message.bounding_box()
    assert box
    return box["y"]


def test_whoever_scrolls_back_and_forth_meets_every_message_and_the_page_stays_small(reader: Stage) -> None:
    scroll(reader, 0, -1)
    assert numbers(reader)[0] == 0
    assert numbers(reader) == list(range(len(numbers(reader))))
    expect(reader.page.get_by_test_id("jump-to-newest")).to_have_text("Newest messages")
    scroll(reader, COUNT - 1, 1)
    assert numbers(reader) == list(range(numbers(reader)[0], COUNT))


def test_a_new_message_does_not_move_what_somebody_reads_further_up(reader: Stage) -> None:
    read = number(reader, COUNT - 45)
    read.scroll_into_view_if_needed()
    # So near to the beginning of what is loaded, older messages come in above.
    expect(number(reader, COUNT - 55)).to_be_attached()
    expect(read).to_be_in_viewport()
    jump = reader.page.get_by_test_id("jump-to-newest")
    before = top(read)
    reader.app.client.chat_postMessage(channel="C1", text="News")
    expect(jump).to_have_text("New messages")
    assert top(read) == before
    jump.click()
    expect(reader.message("News")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_from_far_back_the_newest_message_is_one_press_away(reader: Stage) -> None:
    scroll(reader, 100, -1)
    reader.app.client.chat_postMessage(channel="C1", text="News")
    jump = reader.page.get_by_test_id("jump-to-newest")
    expect(jump).to_have_text("New messages")
    jump.click()
    expect(reader.message("News")).to_be_in_viewport()
    reader.type("My own")
    expect(reader.message("My own")).to_be_in_viewport()


def test_a_permalink_into_the_far_past_opens_there(reader: Stage) -> None:
    reader.page.goto(f"{reader.url}/archives/C1/p{stamp(40).replace('.', '')}")
    expect(number(reader, 40)).to_be_in_viewport()
    expect(number(reader, 41)).to_be_in_viewport()
    assert messages(reader).count() <= HELD
