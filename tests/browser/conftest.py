"""Chromium from the system's packages, and hands that use the page as a person does."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as with_default
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, ViewportSize, expect, sync_playwright

from playground import Workspace
from tests.flows.conftest import TRIAGE, Field, bare_field, field, workspace
from tests.playground.support import CHANNELS, PEOPLE, FakeApp, manifest

__all__ = ["bare_field", "field", "workspace"]

# The headless shell is the same browser without its own windows and menus: it opens a page in half the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
SHOTS = Path("build/shots")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# What a person would wait for; a busy machine may take longer than Playwright's five seconds.
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    if os.environ.get("BROWSER") == "0":
        pytest.skip("BROWSER=0: the browser tests do not run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


class Windows:
    """Browser windows of test after test. What a page keeps of its own files stays; what a person did there goes.

    The first one of each kind serves all tests, since a page opens again with half the work. Whoever comes while
    somebody is there gets a window of their own.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, Page] = {}
        self._kinds: dict[Page, bool] = {}

    def open(self, url: str, *, bypass_csp: bool = False) -> Page:
        """A window on a workspace that it has never seen; `bypass_csp` switches the page's own script policy off."""
        page = self._free.pop(bypass_csp, None)
        if page is None:
            page = self._browser.new_context(viewport=DESK, bypass_csp=bypass_csp).new_page()
            if bypass_csp not in self._kinds.values():
                self._kinds[page] = bypass_csp
            return page
        session = page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": "cookies,local_storage"})
        session.detach()
        return page

    def retire(self, page: Page) -> None:
        """Let a window that a test changed for good serve no other test."""
        self._kinds.pop(page, None)

    def close(self, page: Page) -> None:
        """Leave, with every tab that was opened."""
        context = page.context
        if page not in self._kinds:
            context.close()
            return
        for tab in context.pages:
            if tab is not page:
                tab.close()
        page.goto("about:blank")
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="null", reduced_motion="null")
        page.mouse.move(0, 0)
        context.clear_permissions()
        context.set_offline(False)
        self._free[self._kinds[page]] = page


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Browser windows of test after test."""
    return Windows(browser)


@dataclass
class Visitor:
    """Somebody at the page of a workspace."""

    page: Page
    url: str
    troubles: list[str] = with_default(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", self._note)

    def leave(self) -> None:
        """Hear no more of the page's troubles."""
        self.page.remove_listener("pageerror", self._note)

    def _note(self, error: Error) -> None:
        self.troubles.append(str(error))

    def become(self, user: str, place: str = "") -> None:
        """Open the page as somebody, at their last place or at the one given ("home", a channel)."""
        self.page.goto(f"{self.url}/?as={user}{f'#{place}' if place else ''}")
        self.is_ready(user)

    def is_ready(self, user: str) -> None:
        """See that the page shows what this person sees, and hears what is new."""
        root = self.page.locator("html")
        expect(root).to_have_attribute("data-ready", user)
        expect(root).to_have_attribute("data-live", "true")

    def act_as(self, user: str, name: str) -> None:
        """Become somebody else by the switch in the top bar."""
        self.page.get_by_test_id("act-as").fill(name)
        self.page.get_by_role("option").filter(has_text=name).click()
        self.is_ready(user)

    def visit(self, channel: str) -> None:
        """Open a channel."""
        link = self.page.locator(f"[data-testid=sidebar] a[data-channel={channel}]")
        link.click()
        # The address changes at once, the page a moment later: whoever types sooner types into what was there before.
        expect(link).to_have_attribute("aria-current", "page")

    def visit_app(self, tab: str = "home") -> None:
        """Open the app's Home tab, or its messages."""
        self.page.get_by_test_id("app-link").click()
        self.page.get_by_test_id(f"tab-{tab}").click()

    @property
    def composer(self) -> Locator:
        """Where one writes in a channel."""
        return self.page.get_by_test_id("composer-input")

    def type(self, text: str) -> None:
        """Write into the composer and send."""
        self.composer.fill(text)
        self.composer.press("Escape")
        self.composer.press("Enter")

    def message(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.page.locator("[data-testid=messages] [data-ts]").filter(has_text=words).last

    def reply(self, words: str) -> Locator:
        """The newest message of the open thread with these words."""
        return self.page.locator("[data-testid=thread-messages] [data-ts]").filter(has_text=words).last

    def press(self, message: Locator, label: str) -> None:
        """Press a button on a message."""
        message.get_by_role("button", name=label, exact=True).click()

    def choose(self, place: Locator, action_id: str, label: str) -> None:
        """Choose from a "…" menu of a message."""
        place.locator(f"[data-action-id={action_id}]").click()
        self.page.get_by_role("menuitem", name=label).click()

    def use_shortcut(self, message: Locator, callback_id: str) -> None:
        """Choose a shortcut of the app in a message's own menu."""
        message.hover()
        message.get_by_test_id("message-more").click()
        self.page.locator(f"[data-testid=menu] [data-value={callback_id}]").click()

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_test_id("modal")

    def block(self, block_id: str) -> Locator:
        """A block of the form."""
        return self.form.locator(f"[data-block-id={block_id}]")

    def fill(self, block_id: str, text: str) -> None:
        """Type into a field of the form."""
        self.block(block_id).locator("input, textarea").first.fill(text)

    def error(self, block_id: str) -> Locator:
        """The sentence under a field of the form."""
        return self.block(block_id).get_by_test_id("field-error")

    def pick(self, block_id: str, typed: str, offered: str) -> None:
        """Type into a menu of the form and take a choice."""
        self.block(block_id).get_by_role("combobox").fill(typed)
        self.page.get_by_role("option").filter(has_text=offered).first.click()

    def send(self) -> None:
        """Press Submit."""
        self.page.get_by_test_id("modal-submit").click()

    def submit(self) -> None:
        """Send the form and see it close."""
        self.send()
        expect(self.form).to_have_count(0)

    def has_no_sideways_scroll(self) -> bool:
        """Whether the page fits the width of the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def shot(self, name: str, place: Locator | None = None) -> None:
        """Keep a picture of the screen or of one place, to look at, in a folder that git ignores."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        # Not in the middle of a dialog's first 160 ms.
        (place or self.page).screenshot(path=SHOTS / f"{name}.png", animations="disabled")


@dataclass
class Hands(Visitor):
    """Somebody at the page of a workspace in which the real bot runs."""

    field: Field = with_default(kw_only=True)

    def logged(self, words: str, user: str, account: str = "Ace Roofing") -> None:
        """A request is logged and its card posted, without the page."""
        self.field.command(user, f"/request {words}")
        offered = self.field.look_up(user, "account", account)
        assert self.field.submit(user, account=offered[0])["ok"]
        self.field.message(TRIAGE, words)


@dataclass
class Stage(Visitor):
    """Somebody at the page of a workspace in which a small app does as the test says."""

    app: FakeApp = with_default(kw_only=True)

    def options_are(self, *names: str) -> None:
        """What the app offers in menus that narrow while one types: the names with the typed words in them."""

        def answer(payload: dict[str, object]) -> dict[str, object]:
            typed = str(payload["value"]).lower()
            found = [name for name in names if typed in name.lower()]
            return {"options": [{"text": {"type": "plain_text", "text": one}, "value": one} for one in found]}

        self.app.answers["block_suggestion"] = answer


class NewHands(Protocol):
    """Opens a browser for one more person."""

    def __call__(self, *, bypass_csp: bool = False) -> Hands:
        """`bypass_csp` lets a test put a script of its own into the page, which the page itself forbids."""
        ...


def _last_look(request: pytest.FixtureRequest, visitor: Visitor, number: int = 0) -> None:
    """Keep a picture of how a test ended, under the test's name, and leave."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name).strip("-")
    visitor.shot(f"end-{name}{f'-{number + 1}' if number else ''}")
    visitor.leave()


@pytest.fixture
def new_hands(windows: Windows, field: Field, request: pytest.FixtureRequest) -> Iterator[NewHands]:
    """People at the page of the running workspace, each in a browser of their own."""
    everybody: list[Hands] = []

    def new(*, bypass_csp: bool = False) -> Hands:
        page = windows.open(field.workspace.url, bypass_csp=bypass_csp)
        everybody.append(Hands(page, field.workspace.url, field=field))
        return everybody[-1]

    yield new
    for number, one in enumerate(everybody):
        _last_look(request, one, number)
        windows.close(one.page)
    assert [trouble for one in everybody for trouble in one.troubles] == []


@pytest.fixture
def hands(new_hands: NewHands) -> Hands:
    """Somebody at the page of the running workspace, at a desk."""
    return new_hands()


@pytest.fixture
def stage(windows: Windows, workspace: Workspace, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """Somebody at a desk, and a small app that answers as it is told. The page's script policy is off, for axe."""
    workspace.post("/_control/reset")
    workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
    app = FakeApp(workspace, workspace.post("/_control/install", manifest=manifest()))
    app.connect()
    stage = Stage(windows.open(workspace.url, bypass_csp=True), workspace.url, app=app)
    yield stage
    _last_look(request, stage)
    windows.close(stage.page)
    app.close()
    assert stage.troubles == []


def pixels(colour: str) -> tuple[int, ...]:
    """Red, green and blue of a computed colour."""
    return tuple(int(part) for part in re.findall(r"\d+", colour)[:3])
