"""The page on a phone: nothing wider than the screen, nothing too small for a finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Hands
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TRIAGE

pytestmark = pytest.mark.browser

SMALLEST = 40
# Links in running text and the parts of a browser's own date field are as small as text is.
TARGETS = "button, [role=combobox], input:not([type=radio], [type=checkbox]), textarea, nav a, label.choice"
TOO_SMALL = """(selector) => [...document.querySelectorAll(selector)].filter((node) => {
  if (!node.checkVisibility({visibilityProperty: true}) || node.closest("[inert]")) return false;
  const box = (node.matches("[role=combobox]") ? node.closest(".combo") : node).getBoundingClientRect();
  return box.width && (box.height < MIN || box.width < MIN);
}).map((node) => {
  const box = (node.matches("[role=combobox]") ? node.closest(".combo") : node).getBoundingClientRect();
  const name = node.getAttribute("aria-label") || node.textContent || node.className;
  return `${name.trim()} (${Math.round(box.width)} x ${Math.round(box.height)})`;
})""".replace("MIN", str(SMALLEST))


@pytest.fixture
def phone(hands: Hands) -> Hands:
    """A phone, in a workspace with one request."""
    hands.page.set_viewport_size(PHONE)
    hands.logged("drone surveys of roofs, chimneys and church towers 1,200", MAYA)
    return hands


def _fits(hands: Hands, name: str) -> None:
    hands.shot(f"phone-{name}")
    assert hands.has_no_sideways_scroll()
    small = hands.page.evaluate(TOO_SMALL, TARGETS)
    assert not small, "\n".join(small)


def test_a_channel_with_cards_fits(phone: Hands) -> None:
    phone.become(PRIYA, TRIAGE)
    expect(phone.message("drone surveys")).to_be_visible()
    _fits(phone, "card")


def test_the_drawer_opens_closes_and_leads_elsewhere(phone: Hands) -> None:
    phone.become(MAYA, GENERAL)
    phone.page.get_by_test_id("open-sidebar").click()
    expect(phone.page.get_by_test_id("sidebar")).to_be_in_viewport(ratio=1)
    _fits(phone, "drawer")
    phone.page.keyboard.press("Escape")
    expect(phone.page.get_by_test_id("sidebar")).not_to_be_in_viewport()
    expect(phone.page.get_by_test_id("open-sidebar")).to_be_focused()
    phone.page.get_by_test_id("open-sidebar").click()
    phone.visit(TRIAGE)
    expect(phone.page.get_by_test_id("sidebar")).not_to_be_in_viewport()
    expect(phone.message("drone surveys")).to_be_visible()


def test_a_thread_covers_the_channel_and_gives_it_back(phone: Hands) -> None:
    phone.become(PRIYA, TRIAGE)
    phone.press(phone.message("drone surveys"), "Ask the rep")
    phone.fill("words", "Roofs or fields?")
    phone.submit()
    phone.message("drone surveys").get_by_test_id("replies").click()
    expect(phone.reply("Roofs or fields?")).to_be_visible()
    _fits(phone, "thread")
    phone.page.get_by_test_id("close-thread").click()
    expect(phone.message("drone surveys")).to_be_in_viewport()


def test_a_rep_logs_a_request_on_a_phone(phone: Hands) -> None:
    phone.become(MAYA, GENERAL)
    phone.type("/request solar panel cleaning 1,200")
    expect(phone.form).to_be_visible()
    _fits(phone, "form")
    phone.pick("account", "Ace", "Ace Roofing")
    phone.send()
    expect(phone.form).to_have_count(0)
    expect(phone.message("Request logged")).to_be_visible()
    _fits(phone, "confirmation")


@pytest.mark.parametrize("user", [MAYA, PRIYA, ANA])
def test_app_home_fits(phone: Hands, user: str) -> None:
    phone.become(user, "home")
    expect(phone.page.get_by_test_id("home")).to_contain_text("Log a request")
    _fits(phone, f"home-{user}")


def test_setup_fits(phone: Hands) -> None:
    phone.become(ANA, "home")
    phone.page.get_by_test_id("home").get_by_role("button", name="Open setup").click()
    expect(phone.form).to_be_visible()
    _fits(phone, "setup")


def test_menus_fit(phone: Hands) -> None:
    phone.become(PRIYA, TRIAGE)
    phone.message("drone surveys").locator("[data-action-id=more]").click()
    _fits(phone, "menu")
    phone.page.keyboard.press("Escape")
    phone.page.get_by_test_id("shortcuts").click()
    _fits(phone, "shortcuts")
    phone.page.keyboard.press("Escape")
    phone.page.get_by_test_id("act-as").click()
    _fits(phone, "act-as")
