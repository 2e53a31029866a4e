"""Without a mouse: from opening the page to a logged request and a decision."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Hands
from tests.flows.conftest import GENERAL, MAYA, PRIYA, TRIAGE

pytestmark = pytest.mark.browser

MOST_STOPS = 60
# A ring, or a frame that the field itself draws: what the focused element or the box around it shows.
CAN_BE_SEEN = """node => [node, node.parentElement, node.closest(".combo, .composer-box")].some((each) => {
  if (!each) return false;
  const style = getComputedStyle(each);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
})"""


def _tab_to(hands: Hands, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        if target.evaluate("node => node === document.activeElement"):
            return
        hands.page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached by {key}")


def test_a_request_is_logged_and_decided_by_keyboard(hands: Hands) -> None:
    keys = hands.page.keyboard
    hands.become(MAYA, GENERAL)
    keys.press("Tab")
    expect(hands.page.get_by_text("Skip to the content")).to_be_focused()
    keys.press("Enter")
    expect(hands.composer).to_be_focused()
    keys.type("/req")
    expect(hands.page.get_by_test_id("completion")).to_be_visible()
    keys.press("Tab")
    keys.type("drone surveys 1200")
    keys.press("Enter")
    expect(hands.block("said").locator("textarea")).to_be_focused()
    _tab_to(hands, hands.block("account").get_by_role("combobox"))
    keys.type("Ace Roofing")
    expect(hands.page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(hands.form).to_have_count(0)
    expect(hands.message("Request logged")).to_be_visible()
    expect(hands.composer).to_be_focused()

    _tab_to(hands, hands.page.get_by_test_id("act-as"), "Shift+Tab")
    keys.type("Priya")
    keys.press("Enter")
    hands.is_ready(PRIYA)
    _tab_to(hands, hands.page.locator(f"[data-testid=sidebar] a[data-channel={TRIAGE}]"))
    keys.press("Enter")
    card = hands.message("drone surveys")
    expect(card).to_be_visible()
    keys.press("F6")
    expect(card).to_be_focused()
    _tab_to(hands, card.get_by_role("button", name="Decide"))
    hands.shot("keyboard-card")
    keys.press("Enter")
    expect(hands.block("outcome").get_by_role("radio").first).to_be_focused()
    keys.press("Space")
    expect(hands.block("outcome").get_by_role("radio", name="Approve", exact=True)).to_be_checked()
    _tab_to(hands, hands.block("reason").locator("textarea"))
    keys.type("Enough customers ask for it.")
    keys.press("Control+Enter")
    expect(hands.form).to_have_count(0)
    expect(card).to_contain_text("Approved")


def test_escape_leaves_a_form_and_the_focus_is_back_at_its_button(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    decide = hands.message("drone surveys").get_by_role("button", name="Decide")
    decide.focus()
    hands.page.keyboard.press("Enter")
    expect(hands.form).to_be_visible()
    hands.page.keyboard.press("Escape")
    expect(hands.form).to_have_count(0)
    expect(decide).to_be_focused()


def test_arrows_walk_through_a_menu_and_escape_leaves_it(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    more = hands.message("drone surveys").locator("[data-action-id=more]")
    more.focus()
    hands.page.keyboard.press("ArrowDown")
    items = hands.page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    hands.page.keyboard.press("ArrowUp")
    expect(items.last).to_be_focused()
    hands.page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(hands.page.get_by_test_id("menu")).to_have_count(0)


def test_the_tab_key_stays_inside_an_open_form(hands: Hands) -> None:
    hands.become(MAYA, GENERAL)
    hands.type("/request")
    expect(hands.form).to_be_visible()
    for _ in range(25):
        hands.page.keyboard.press("Tab")
        assert hands.page.evaluate("Boolean(document.activeElement.closest('[data-testid=modal]'))")


def test_every_stop_of_the_tab_key_can_be_seen(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    hidden, seen = [], set()
    for _ in range(MOST_STOPS):
        hands.page.keyboard.press("Tab")
        here = hands.page.locator(":focus")
        if here.count() == 0:
            break
        name = here.evaluate("node => `${node.tagName} ${node.getAttribute('aria-label') || node.textContent}`")
        seen.add(name)
        if not here.evaluate(CAN_BE_SEEN):
            hidden.append(name)
    assert hidden == []
    assert len(seen) > 12


def test_f6_goes_from_one_part_of_the_page_to_the_next(hands: Hands) -> None:
    hands.logged("drone surveys", MAYA)
    hands.become(PRIYA, TRIAGE)
    hands.composer.focus()
    places = []
    for _ in range(3):
        hands.page.keyboard.press("F6")
        places.append(hands.page.evaluate("document.activeElement.closest('nav, [role=log], form')?.tagName"))
    assert sorted(places) == ["DIV", "FORM", "NAV"]
