"""Take the pictures of the README and the docs: `make pictures`. They show the demo as it starts.

So they cannot go stale unnoticed. `python -m tests.pictures docs` takes those of the docs alone.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.conftest import CHROMIUM

PICTURES = Path("docs/pictures")
GROUNDSWELL = Path(sys.executable).with_name("groundswell").resolve()
PORT = 8767
VIEW, TALL = {"width": 1000, "height": 860}, {"width": 1000, "height": 1400}
PHONE, TALL_PHONE = {"width": 390, "height": 720}, {"width": 390, "height": 1400}
SCHEMES = ("light", "dark")
_ANSWERS = 2  # seconds in which the bot has answered


@contextmanager
def demo() -> Iterator[str]:
    """The demo in a folder of its own; its address."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([GROUNDSWELL, "demo", "--port", str(PORT), "--no-browser"], cwd=folder)
        address = f"http://127.0.0.1:{PORT}"
        try:
            _wait(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=15)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demo did not start.")


def boot(address: str) -> dict[str, Any]:
    """Who and what is in the workspace."""
    with urllib.request.urlopen(f"{address}/page/boot", timeout=5) as answer:
        return dict(json.load(answer))


def go(page: Page, address: str, user: str, place: str) -> None:
    """Open a place as somebody, and wait until it is there."""
    page.goto(f"{address}/?as={user}#{place}")
    page.reload()
    page.locator(f"html[data-ready={user}]").wait_for()


def newest(page: Page, words: str) -> Locator:
    """The newest message with these words."""
    return page.locator("[data-testid=messages] [data-ts]").filter(has_text=words).last


def act(address: str, what: str, **body: str | dict[str, str]) -> dict[str, Any]:
    """Act as somebody, by the workspace's control API."""
    request = urllib.request.Request(f"{address}/_control/{what}", data=json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return dict(json.load(answer))


@contextmanager
def window(browser: Browser, view: dict[str, int], scheme: str) -> Iterator[Page]:
    """A window of this size, in light or dark."""
    page = browser.new_page(viewport=view, device_scale_factor=2, color_scheme=scheme)  # type: ignore[arg-type]
    yield page
    page.close()


def of_the_readme(browser: Browser, address: str, people: dict[str, str], channels: dict[str, str]) -> None:
    """A card, a digest, a home tab."""
    for scheme in SCHEMES:
        with window(browser, VIEW, scheme) as page:
            go(page, address, people["Priya Nair"], channels["field-triage"])
            newest(page, "Already for sale").screenshot(path=PICTURES / f"card-{scheme}.png")
            go(page, address, people["Maya Okafor"], "home")
            page.get_by_test_id("home").wait_for()
            page.screenshot(path=PICTURES / f"home-{scheme}.png")
        with window(browser, TALL, scheme) as page:  # what is taller than the window lies under the page's head
            go(page, address, people["Priya Nair"], channels["field-digest"])
            newest(page, "Field digest").screenshot(path=PICTURES / f"digest-{scheme}.png")


def of_the_docs(browser: Browser, address: str, people: dict[str, str], channels: dict[str, str]) -> None:
    """What a rep is asked after Submit and finds in the catalog, on a phone; the themes as marketing sees them."""
    maya, priya, place = people["Maya Okafor"], people["Priya Nair"], channels["general"]
    _ask_for_themes(address, priya, place)
    act(address, "command", user=maya, channel=place, text="/field catalog gutter")
    act(address, "command", user=maya, channel=place, text="/request")
    wish = "oven cleaning, also at the end of a tenancy"
    act(address, "submit", user=maya, values={"said": wish})
    for scheme in SCHEMES:
        with window(browser, PHONE, scheme) as page:
            go(page, address, maya, place)
            page.get_by_test_id("modal").last.screenshot(path=PICTURES / f"suggestions-{scheme}.png")
        with window(browser, VIEW, scheme) as page:
            go(page, address, priya, place)
            newest(page, "themes with").screenshot(path=PICTURES / f"themes-{scheme}.png")
    for _ in ("the question", "the form below it"):
        act(address, "close", user=maya)
    for scheme in SCHEMES:
        with window(browser, TALL_PHONE, scheme) as page:
            go(page, address, maya, place)
            newest(page, "in the catalog for").screenshot(path=PICTURES / f"catalog-{scheme}.png")


def of_the_chat(browser: Browser, address: str, people: dict[str, str]) -> None:
    """A lost deal told in one sentence, put right in words, on a phone."""
    danny = people["Danny Rothwell"]
    for words in ("Lost Bell Plumbing, 4.8k, gone to Yell. She said “you put us up two years running”", "no, 5200"):
        act(address, "message", user=danny, channel=f"@{danny}", text=words)
        time.sleep(_ANSWERS)
    for scheme in SCHEMES:
        with window(browser, PHONE, scheme) as page:
            go(page, address, danny, danny.replace("U", "D", 1))
            tour = page.get_by_test_id("tour-close")
            if tour.is_visible():
                tour.click()
            newest(page, "Bell Plumbing").wait_for()
            page.mouse.move(0, 0)
            page.screenshot(path=PICTURES / f"chat-{scheme}.png")


def _ask_for_themes(address: str, user: str, place: str) -> None:
    """Ask until there are themes: they are found in the background, once every text was read."""
    for _ in range(120):
        act(address, "command", user=user, channel=place, text="/field themes dog")
        with urllib.request.urlopen(f"{address}/_control/messages?channel={place}&user={user}", timeout=30) as answer:
            if "themes with" in answer.read().decode():
                return
        time.sleep(1)
    raise SystemExit("The demo found no themes.")


def main() -> None:
    """Take every picture, or those of the docs alone, in light and in dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        known = boot(address)
        people = {one["real_name"]: one["id"] for one in known["people"]}
        channels = {one["name"]: one["id"] for one in known["channels"]}
        if sys.argv[1:] != ["docs"]:
            of_the_readme(browser, address, people, channels)
        of_the_docs(browser, address, people, channels)
        of_the_chat(browser, address, people)
        browser.close()


if __name__ == "__main__":
    main()
