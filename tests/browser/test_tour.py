"""The first minutes: the tour, the button to next Monday, what it remembers, and that it covers nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from playground.sample.tour import DECIDE_FORMS, LOG_FORMS
from tests.browser.conftest import PHONE, SCHEMES, Hands, Scheme, Stage
from tests.flows.conftest import DIGEST, GENERAL, MAYA, PRIYA, TRIAGE
from tests.playground.support import Json

pytestmark = pytest.mark.browser

STEPS: list[Json] = [
    {
        "title": "Log a request",
        "words": "Maya logs what a roofer asked for.",
        "who": MAYA,
        "where": GENERAL,
        "write": '/request "If you had a heading for drone roof surveys, I\'d buy an ad" 1,200',
        "done": {"submitted": list(LOG_FORMS)},
    },
    {
        "title": "Decide it",
        "words": "Priya decides.",
        "who": PRIYA,
        "where": TRIAGE,
        "done": {"submitted": list(DECIDE_FORMS)},
    },
    {
        "title": "Read the digest",
        "words": "On Monday everybody reads it.",
        "who": MAYA,
        "where": DIGEST,
        "jump": "next-monday",
        "done": {"message": True},
    },
]
SMALL: Json = {
    "title": "Around",
    "steps": [
        {"title": "Look", "words": "Look at the triage channel.", "who": "U1", "where": "C1"},
        {"title": "Ask", "words": "Write something.", "who": "U2", "where": "C2", "write": "Good morning"},
        {"title": "Home", "words": "See what the app shows you.", "who": "U2", "where": "home"},
    ],
}


def step(page: Locator, number: int | str) -> Locator:
    return page.locator(f"[data-testid=tour-step][data-step='{number}']")


@pytest.fixture
def visited(stage: Stage) -> Iterator[Stage]:
    """A workspace with a small tour, and the clock back in its place afterwards."""
    stage.app.workspace.post("/_control/seed", tour=SMALL)
    yield stage
    stage.app.workspace.post("/_control/clock", offset=0)


def test_the_tour_leads_from_a_request_to_the_digest(hands: Hands) -> None:
    hands.field.control("seed", tour={"title": "Around the loop", "steps": STEPS})
    hands.become(PRIYA)
    page, tour = hands.page, hands.page.get_by_test_id("tour")
    page.get_by_test_id("tour-go").click()
    hands.is_ready(MAYA)
    page.get_by_test_id("tour-write").click()
    expect(hands.composer).to_be_focused()
    hands.composer.press("Enter")
    hands.pick("account", "Ace Roofing", "Add “Ace Roofing”")
    hands.submit()
    expect(step(tour, 2)).to_be_visible()

    page.reload()
    hands.is_ready(MAYA)
    page.get_by_test_id("tour-go").click()
    hands.is_ready(PRIYA)
    hands.press(hands.message("drone roof"), "Decide")
    hands.form.get_by_text("Try it in a pilot").click()
    hands.fill("reason", "We try it in Wales first, from January.")
    hands.submit()
    expect(step(tour, 3)).to_be_visible()
    hands.shot("tour-last-step")

    page.get_by_test_id("tour-go").click()
    hands.is_ready(MAYA)
    page.get_by_test_id("tour-jump").click()
    expect(page.get_by_test_id("toast")).to_contain_text("It is Monday")
    # In the demo the bot's clock follows the workspace's; here the test moves it.
    hands.field.clock.offset = timedelta(days=8)
    hands.field.bot.rounds.look()
    expect(step(tour, "end")).to_be_visible()
    hands.field.control("clock", offset=0)


def test_the_tour_stays_with_the_visitor_through_people_and_reloads(visited: Stage) -> None:
    visited.become("U3")
    tour = visited.page.get_by_test_id("tour")
    expect(visited.page.get_by_test_id("tour-go")).to_have_text("Act as Ann Lee")
    visited.page.get_by_test_id("tour-done").click()
    expect(step(tour, 2)).to_be_visible()
    visited.page.get_by_test_id("tour-go").click()
    visited.is_ready("U2")
    visited.page.get_by_test_id("tour-write").click()
    expect(visited.composer).to_have_value("Good morning")
    visited.page.get_by_test_id("tour-done").click()
    visited.page.reload()
    visited.is_ready("U2")
    expect(step(tour, 3)).to_be_visible()
    visited.page.get_by_test_id("tour-go").click()
    expect(visited.page.get_by_test_id("home")).to_be_attached()
    expect(visited.page.get_by_test_id("tour-go")).to_have_count(0)


def test_a_tour_that_was_put_away_comes_back_only_when_asked_for(visited: Stage) -> None:
    visited.become("U1", "C1")
    page = visited.page
    page.get_by_test_id("tour-done").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("tour")).to_be_hidden()
    expect(page.get_by_test_id("tour-open")).to_be_focused()
    visited.become("U2")
    expect(page.get_by_test_id("tour-open")).to_be_visible()
    expect(page.get_by_test_id("tour")).to_be_hidden()
    page.get_by_test_id("tour-open").press("Enter")
    expect(step(page.get_by_test_id("tour"), 1)).to_be_visible()


def test_without_a_tour_there_is_no_sign_of_one(stage: Stage) -> None:
    stage.become("U1")
    expect(stage.page.get_by_test_id("tour")).to_be_hidden()
    expect(stage.page.get_by_test_id("tour-open")).to_be_hidden()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_tour_covers_nothing_on_a_phone_and_is_short_while_one_writes(visited: Stage, scheme: Scheme) -> None:
    visited.page.set_viewport_size(PHONE)
    visited.page.emulate_media(color_scheme=scheme)
    visited.become("U1", "C1")
    visited.shot(f"phone-tour-{scheme}")
    card = visited.page.get_by_test_id("tour").bounding_box()
    composer = visited.page.get_by_test_id("composer").bounding_box()
    assert card is not None
    assert composer is not None
    assert composer["y"] + composer["height"] <= card["y"]
    assert card["y"] + card["height"] <= PHONE["height"]
    visited.composer.focus()
    tour = visited.page.get_by_test_id("tour")
    expect(tour.get_by_text("1 of 3 · Look", exact=True)).to_be_visible()
    expect(tour.get_by_text("Look at the triage channel.")).to_be_visible()
    visited.shot(f"phone-tour-writing-{scheme}")
    short = tour.bounding_box()
    assert short is not None
    assert short["height"] < card["height"]
    assert visited.has_no_sideways_scroll()


def test_next_monday_is_one_press_away_at_a_desk_and_two_on_a_phone(visited: Stage) -> None:
    visited.become("U1", "C1")
    page = visited.page
    page.get_by_test_id("next-monday").click()
    expect(page.get_by_test_id("clock")).to_contain_text("Mon")
    expect(page.get_by_test_id("toast")).to_contain_text("arrives in a moment")
    page.get_by_test_id("clock").click()
    page.locator("[data-testid=menu] [data-value=real]").click()
    expect(page.get_by_test_id("toast").last).to_have_text("Back at the real time.")
    page.set_viewport_size(PHONE)
    expect(page.get_by_test_id("next-monday")).to_be_hidden()
    page.get_by_test_id("clock").click()
    page.locator("[data-testid=menu] [data-value=next-monday]").click()
    expect(page.get_by_test_id("clock")).to_contain_text("Mon")
    visited.type("Said next Monday")
    expect(visited.message("Said next Monday")).to_be_visible()
    page.get_by_test_id("clock").click()
    page.locator("[data-testid=menu] [data-value=real]").click()
    expect(page.get_by_test_id("toast").last).to_contain_text("What was said later stays where it is")
