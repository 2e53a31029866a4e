"""The main screens by axe-core's rules, in light and dark, at a desk and on a phone: nothing keeps anybody out."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Hands, NewHands, Scheme, Stage, Visitor
from tests.browser.gallery import MARKDOWN, SURE, TABLE, everywhere, inputs, undrawn_inputs
from tests.flows.conftest import ANA, GENERAL, MAYA, PRIYA, TOM, TRIAGE
from tests.playground.support import button, command, modal, plain, posted, section

pytestmark = pytest.mark.browser

# Colours do not depend on the width, nor the layout on colours: two looks see all of both.
LOOKS = [
    pytest.param((DESK, "light"), id="desk-light"),
    pytest.param((PHONE, "dark"), id="phone-dark"),
]


@dataclass
class Checker:
    """Looks at one screen after another and keeps what is wrong."""

    size: ViewportSize
    scheme: Scheme
    wrong: list[str] = with_default(default_factory=list)

    def prepare(self, visitor: Visitor) -> None:
        """Width and colours of this look."""
        visitor.page.set_viewport_size(self.size)
        visitor.page.emulate_media(color_scheme=self.scheme, reduced_motion="reduce")

    def check(self, visitor: Visitor, screen: str) -> None:
        """Run axe on what is shown now."""
        # Colours are judged as they stand, not in the middle of a change.
        visitor.page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
        if not visitor.page.evaluate("'axe' in window"):
            visitor.page.evaluate(AXE_SCRIPT)
        # Only what is wrong is brought back; all that is right takes as long as the check itself.
        found = visitor.page.evaluate("axe.run({resultTypes: ['violations']}).then((all) => all.violations)")
        self.wrong.extend(f"{screen}: {_told(violation)}" for violation in found)
        visitor.shot(f"axe-{screen}-{'desk' if self.size is DESK else 'phone'}-{self.scheme}")


def _told(violation: dict[str, Any]) -> str:
    """A violation in words: rule, help, and where."""
    nodes = [
        f"    {node['target'][0]}: {node['html'][:160]}\n      {node['failureSummary']}" for node in violation["nodes"]
    ]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *nodes[:6]])


@pytest.fixture(params=LOOKS)
def checker(request: pytest.FixtureRequest) -> Iterator[Checker]:
    """A checker for each look; the test fails with everything that it found."""
    checker = Checker(*request.param)
    yield checker
    assert not checker.wrong, "\n\n".join(checker.wrong)


@pytest.fixture
def person(new_hands: NewHands, checker: Checker) -> Hands:
    """Somebody in a workspace with two requests, a lost deal and a question."""
    hands = new_hands(bypass_csp=True)
    hands.logged("drone surveys 1,200", MAYA)
    hands.logged("solar panel cleaning", TOM, "Bell Plumbing")
    asked = hands.field.message(TRIAGE, "drone surveys")
    hands.field.click(PRIYA, asked, "ask_rep")
    assert hands.field.submit(PRIYA, words="Roofs or fields?")["ok"]
    checker.prepare(hands)
    return hands


def test_channels_threads_and_menus(person: Hands, checker: Checker) -> None:
    person.become(PRIYA, TRIAGE)
    card = person.message("drone surveys")
    expect(card.get_by_test_id("replies")).to_be_visible()
    checker.check(person, "channel")
    card.locator("[data-action-id=more]").click()
    checker.check(person, "menu")
    person.page.keyboard.press("Escape")
    card.hover()
    card.get_by_test_id("message-more").click()
    checker.check(person, "message-menu")
    person.page.keyboard.press("Escape")
    person.page.get_by_test_id("shortcuts").click()
    checker.check(person, "shortcuts")
    person.page.keyboard.press("Escape")
    person.composer.fill("/")
    expect(person.page.get_by_test_id("completion")).to_be_visible()
    checker.check(person, "completion")
    person.composer.fill("")
    person.page.get_by_test_id("act-as").click()
    checker.check(person, "act-as")
    person.page.keyboard.press("Escape")
    card.get_by_test_id("replies").click()
    expect(person.reply("Roofs or fields?")).to_be_visible()
    checker.check(person, "thread")
    person.page.get_by_test_id("close-thread").click()
    if checker.size is PHONE:
        person.page.get_by_test_id("open-sidebar").click()
        checker.check(person, "drawer")


def test_app_home_and_the_app_s_messages(person: Hands, checker: Checker) -> None:
    for user, name in ((MAYA, "rep"), (PRIYA, "marketer"), (ANA, "admin")):
        person.become(user, "home")
        expect(person.page.get_by_test_id("home")).to_contain_text("Log a request")
        checker.check(person, f"home-{name}")
    person.become(MAYA, "home")
    person.page.get_by_test_id("tab-messages").click()
    expect(person.message("Roofs or fields?")).to_be_visible()
    checker.check(person, "app-messages")


def test_forms_and_what_is_wrong_in_them(person: Hands, checker: Checker) -> None:
    person.become(MAYA, GENERAL)
    person.type("/request")
    expect(person.form).to_be_visible()
    checker.check(person, "form")
    person.fill("value", "soon")
    person.send()
    expect(person.error("said")).to_be_visible()
    checker.check(person, "form-with-errors")
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_test_id("confirm")).to_be_visible()
    checker.check(person, "form-closing")


def test_the_inspector(person: Hands, checker: Checker) -> None:
    person.become(PRIYA, TRIAGE)
    person.page.get_by_test_id("inspector-toggle").click()
    expect(person.page.get_by_test_id("inspector-row").first).to_be_visible()
    checker.check(person, "inspector")


def test_every_block_and_element(stage: Stage, checker: Checker) -> None:
    checker.prepare(stage)
    posted(stage.app, *everywhere(stage.url))
    posted(stage.app, section("A card"), MARKDOWN, TABLE, button("drop", confirm=SURE))
    stage.become("U1", "C1")
    checker.check(stage, "every-block")
    stage.press(stage.message("A card"), "Press")
    expect(stage.page.get_by_test_id("confirm")).to_be_visible()
    checker.check(stage, "confirm")
    stage.page.get_by_test_id("confirm-no").click()
    alert = {"type": "alert", "level": "warning", "text": plain("Look twice.")}
    view = modal(alert, *inputs(), *undrawn_inputs())
    stage.app.client.views_open(trigger_id=command(stage.app)["trigger_id"], view=view)
    expect(stage.form).to_be_visible()
    checker.check(stage, "every-input")
    stage.send()
    expect(stage.error("in3_email_text_input")).to_be_visible()
    checker.check(stage, "every-input-with-errors")
    stage.block("in5_static_select").get_by_role("combobox").click()
    expect(stage.page.get_by_role("option").first).to_be_visible()
    checker.check(stage, "open-select")
