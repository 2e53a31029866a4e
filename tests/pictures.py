"""Take the README's pictures: `make pictures`. They show the demo as it starts, so they cannot go stale unnoticed."""

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

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser.conftest import CHROMIUM

PICTURES = Path("docs/pictures")
GROUNDSWELL = Path(sys.executable).with_name("groundswell").resolve()
PORT = 8767
VIEW = {"width": 1000, "height": 860}


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


def main() -> None:
    """Take every picture, in light and in dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        known = boot(address)
        people = {one["real_name"]: one["id"] for one in known["people"]}
        channels = {one["name"]: one["id"] for one in known["channels"]}
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=VIEW, device_scale_factor=2, color_scheme=scheme)  # type: ignore[arg-type]
            go(page, address, people["Priya Nair"], channels["field-triage"])
            newest(page, "Already for sale").screenshot(path=PICTURES / f"card-{scheme}.png")
            go(page, address, people["Priya Nair"], channels["field-digest"])
            newest(page, "Field digest").screenshot(path=PICTURES / f"digest-{scheme}.png")
            go(page, address, people["Maya Okafor"], "home")
            page.get_by_test_id("home").wait_for()
            page.screenshot(path=PICTURES / f"home-{scheme}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
