"""A rep in a car park: one message in the app's Messages tab, one tap, logged; on a phone, in light and dark."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SCHEMES, Hands, Scheme
from tests.flows.chatting import know
from tests.flows.conftest import MAYA, TRIAGE

pytestmark = pytest.mark.browser

Print = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Print:
    """Print where whoever runs the tests sees it."""

    def printed(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")  # noqa: T201 (a figure for people)

    return printed


@pytest.fixture
def chat(hands: Hands) -> Hands:
    """Maya in the app's Messages tab, on a phone."""
    know(hands.field, "Ace Roofing", competitors=("Yelp",))
    hands.become(MAYA)
    hands.visit_app("messages")
    hands.page.set_viewport_size(PHONE)
    return hands


def _logs(chat: Hands, say: Print, what: str, words: str, shows: str, done: str) -> None:
    """One message and as many taps as it takes, told with the seconds between sending and the confirmation."""
    began, taps = time.monotonic(), 0
    chat.type(words)
    card = chat.message(shows)
    expect(card.get_by_role("button", name="Save", exact=True)).to_be_visible()
    chat.shot(f"chat-{what}-card")
    assert chat.has_no_sideways_scroll()
    chat.press(card, "Save")
    taps += 1
    expect(chat.message(done)).to_be_visible()
    say(f"{what} by chat: 1 message, {taps} tap, {time.monotonic() - began:.1f} s on this machine")
    assert taps == 1
    chat.shot(f"chat-{what}-logged")


def test_a_typical_request_is_one_message_and_one_tap(chat: Hands, say: Print) -> None:
    words = "Ace Roofing would buy an ad if we had a heading for drone surveys, about 1,200 a year"
    _logs(chat, say, "a typical request", words, "Worth: £1,200 a year", "Request logged.")
    chat.become(MAYA, TRIAGE)
    expect(chat.message("drone surveys")).to_contain_text("New")


def test_a_lost_deal_is_one_message_and_one_tap(chat: Hands, say: Print) -> None:
    words = "Lost Ace Roofing, 4.8k, too dear, they went to Yelp"
    _logs(chat, say, "a lost deal", words, "Lost to: Yelp", "Lost deal logged.")
    chat.become(MAYA, TRIAGE)
    expect(chat.message("Lost: Ace Roofing")).to_contain_text("Yelp")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_correction_and_a_question_fit_the_phone(chat: Hands, scheme: Scheme) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    chat.type("Lost Ace Roofing, 4.8k, too dear")
    expect(chat.message("£4,800 a year")).to_be_visible()
    chat.type("no, 5200, and it was Yelp")
    expect(chat.message("£5,200 a year")).to_contain_text("Yelp")
    chat.type("what is new?")
    expect(chat.message("What is new")).to_be_visible()
    chat.shot(f"chat-{scheme}")
    assert chat.has_no_sideways_scroll()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_which_customer_is_one_tap_and_saved(chat: Hands, scheme: Scheme) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    know(chat.field, "Baker's Dental Leeds", "Baker's Dental York")
    chat.type("Baker's Dental wants a heading for implants, 900 a year")
    card = chat.message("Which Baker's Dental: Leeds or York?")
    expect(card.get_by_role("button", name="Save without a customer")).to_be_visible()
    chat.shot(f"chat-which-{scheme}")
    assert chat.has_no_sideways_scroll()
    chat.press(card, "Save for York")
    expect(chat.message("Request logged.")).to_contain_text("Baker's Dental York")


def test_help_is_three_examples_on_one_screen(chat: Hands) -> None:
    chat.type("hi")
    answer = chat.message("in your own words")
    expect(answer.get_by_role("listitem")).to_have_count(3)
    box = answer.bounding_box()
    assert box is not None
    assert box["height"] < PHONE["height"] / 2
    chat.shot("chat-help")
