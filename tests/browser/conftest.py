"""Chromium from the system's packages, and hands that use the page as a person does."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.flows.conftest import Field, bare_field, field, workspace

__all__ = ["bare_field", "field", "workspace"]

CHROMIUM = "/usr/bin/chromium"
SHOTS = Path("build/shots")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    if os.environ.get("BROWSER") == "0":
        pytest.skip("BROWSER=0: the browser tests do not run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@dataclass
class Hands:
    """One person at the page."""

    page: Page
    field: Field

    def become(self, user: str) -> None:
        """Act as somebody."""
        self.page.goto(f"{self.field.workspace.url}/?as={user}")
        expect(self.page.locator("html")).to_have_attribute("data-ready", user)

    def visit(self, channel: str) -> None:
        """Open a channel."""
        self.page.locator(f"[data-testid=sidebar] a[data-channel={channel}]").click()

    def type(self, text: str) -> None:
        """Write into the composer and send."""
        composer = self.page.get_by_test_id("composer-input")
        composer.fill(text)
        composer.press("Escape")
        composer.press("Enter")

    def message(self, words: str) -> Locator:
        """The newest message with these words."""
        return self.page.locator("[data-testid=messages] [data-ts]").filter(has_text=words).last

    def press(self, message: Locator, label: str) -> None:
        """Press a button on a message."""
        message.get_by_role("button", name=label, exact=True).click()

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_test_id("modal")

    def fill(self, block_id: str, text: str) -> None:
        """Type into a field of the form."""
        self.form.locator(f"[data-block-id={block_id}]").locator("input, textarea").first.fill(text)

    def pick(self, block_id: str, typed: str, offered: str) -> None:
        """Type into a menu of the form and take a choice."""
        self.form.locator(f"[data-block-id={block_id}]").get_by_role("combobox").fill(typed)
        self.page.get_by_role("option").filter(has_text=offered).first.click()

    def submit(self) -> None:
        """Send the form and see it close."""
        self.page.get_by_test_id("modal-submit").click()
        expect(self.form).to_have_count(0)

    def shot(self, name: str) -> None:
        """Keep a picture to look at, in a folder that git ignores."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def hands(browser: Browser, field: Field) -> Iterator[Hands]:
    """Somebody at the page of the running workspace, at a desk."""
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]  # playwright wants its own typed dict
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield Hands(page, field)
    page.close()
    assert troubles == []
