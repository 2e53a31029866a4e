"""Two workspaces in one server, in the browser: the name on top leads from one to the other, and an app is let in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from playground import Workspace, running
from tests.browser.conftest import DESK, SHOTS
from tests.playground.support import CHANNELS, PEOPLE, manifest
from tests.playground.test_several_workspaces import OTHER

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESK)
    yield page
    page.close()


@pytest.fixture
def two() -> Iterator[Workspace]:
    with running() as workspace:
        workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        workspace.post("/_control/seed", **OTHER)
        body = manifest()
        body["oauth_config"]["redirect_urls"] = [f"{workspace.url}/healthz"]
        body["oauth_config"]["scopes"]["bot_optional"] = ["pins:read"]
        assert workspace.post("/_control/install", manifest=body)["ok"]
        yield workspace


def test_the_name_on_top_leads_to_the_other_workspace(page: Page, two: Workspace) -> None:
    page.goto(f"{two.url}/?as=U1")
    expect(page.locator("html")).to_have_attribute("data-ready", "U1")
    page.get_by_test_id("team-name").get_by_role("button").click()
    page.locator("[data-testid=menu] [data-value=T0OTHER]").click()
    expect(page.locator("html")).to_have_attribute("data-ready", "U0ELSE")
    expect(page.get_by_test_id("team-name")).to_have_text("Other Publisher")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "other-workspace.png")


def test_somebody_chooses_where_the_app_goes_and_what_it_may_do(page: Page, two: Workspace) -> None:
    page.goto(f"{two.url}/oauth/v2/authorize?client_id={two.world.app.client_id}&state=s1")
    page.get_by_label("Workspace").select_option("T0OTHER")
    page.get_by_label("pins:read").uncheck()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "consent.png")
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(re.compile(r"/healthz\?state=s1&code="))


def test_a_reply_that_was_also_sent_to_the_channel_shows_in_both(page: Page, two: Workspace) -> None:
    client = WebClient(two.world.app.bot_token, base_url=two.api_url)
    page.goto(f"{two.url}/?as=U1#C1")
    expect(page.locator("html")).to_have_attribute("data-ready", "U1")
    ts = client.chat_postMessage(channel="C1", text="a question")["ts"]
    client.chat_postMessage(channel="C1", text="for all to see", thread_ts=ts, reply_broadcast=True)
    client.chat_postMessage(channel="C1", text="only in the thread", thread_ts=ts)
    shown = page.get_by_test_id("messages").locator("[data-ts]").filter(has_text="for all to see")
    expect(shown).to_have_count(1)

    expect(page.get_by_test_id("replies").first).to_contain_text("2 replies")
    shown.get_by_role("button", name="Replied to a thread").click()
    thread = page.get_by_test_id("thread-messages")
    expect(thread).to_contain_text("only in the thread")
    page.reload()
    expect(page.get_by_test_id("messages").locator("[data-ts]").filter(has_text="for all to see")).to_have_count(1)
