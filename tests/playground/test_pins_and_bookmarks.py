"""Pins and bookmarks: what a channel keeps at hand."""

import pytest
from slack_sdk.errors import SlackApiError

from playground import Workspace
from tests.playground.support import SCOPES, FakeApp, Json, manifest, posted, section

LINK = "https://example.com/prices"


@pytest.fixture
def app(app: FakeApp) -> FakeApp:
    """An app that may pin and bookmark, and hears of pins."""
    body = manifest(scopes=[*SCOPES, "pins:read", "pins:write", "bookmarks:read", "bookmarks:write"])
    body["settings"]["event_subscriptions"]["bot_events"] += ["pin_added", "pin_removed"]
    assert app.workspace.post("/_control/install", manifest=body)["ok"]
    return app


def test_a_pinned_message_is_listed_counted_and_told(app: FakeApp) -> None:
    ts = posted(app, section("x"))
    app.client.pins_add(channel="C1", timestamp=ts)
    [item] = app.client.pins_list(channel="C1")["items"]
    assert (item["type"], item["message"]["ts"], item["message"]["pinned_to"]) == ("message", ts, ["C1"])
    assert item["created_by"] == app.installed["bot_user_id"]
    assert item["message"]["permalink"].endswith(ts.replace(".", ""))
    history = app.client.conversations_history(channel="C1")
    assert history["pin_count"] == 1
    assert history["messages"][0]["pinned_info"]["pinned_by"] == app.installed["bot_user_id"]
    event = app.wait_for("pin_added")[0]["event"]
    assert (event["channel_id"], event["item"]["message"]["ts"], event["pin_count"]) == ("C1", ts, "1")


def test_a_pin_is_taken_off_and_goes_with_its_message(app: FakeApp) -> None:
    first, second = posted(app, section("x")), posted(app, section("y"))
    for ts in (first, second):
        app.client.pins_add(channel="C1", timestamp=ts)
    app.client.pins_remove(channel="C1", timestamp=first)
    assert app.wait_for("pin_removed")[0]["event"]["has_pins"] is True
    assert [item["message"]["ts"] for item in app.client.pins_list(channel="C1")["items"]] == [second]
    app.client.chat_delete(channel="C1", ts=second)
    assert app.client.pins_list(channel="C1")["items"] == []
    assert app.client.conversations_history(channel="C1")["pin_count"] == 0


def test_a_wrong_pin_gets_slacks_error(app: FakeApp, workspace: Workspace) -> None:
    ts = posted(app, section("x"))
    elsewhere = workspace.post("/_control/message", user="U1", channel="C2", text="mine")["ts"]
    for channel, timestamp, error in (
        ("C9", ts, "channel_not_found"),
        ("C1", "", "no_item_specified"),
        ("C1", "yesterday", "bad_timestamp"),
        ("C1", "1.000000", "message_not_found"),
        ("C2", elsewhere, "not_in_channel"),
    ):
        with pytest.raises(SlackApiError, match=error):
            app.client.pins_add(channel=channel, timestamp=timestamp)
    with pytest.raises(SlackApiError, match="no_pin"):
        app.client.pins_remove(channel="C1", timestamp=ts)
    app.client.pins_add(channel="C1", timestamp=ts)
    with pytest.raises(SlackApiError, match="already_pinned"):
        app.client.pins_add(channel="C1", timestamp=ts)


def bookmark(app: FakeApp, title: str = "Prices", **more: str) -> Json:
    """A new bookmark of the app."""
    made: Json = app.client.bookmarks_add(channel_id="C1", title=title, type="link", **{"link": LINK, **more})[
        "bookmark"
    ]
    return made


def test_a_bookmark_is_added_changed_listed_and_taken_away(app: FakeApp) -> None:
    made = bookmark(app, emoji=":moneybag:")
    assert (made["title"], made["link"], made["emoji"], made["type"]) == ("Prices", LINK, ":moneybag:", "link")
    changed = app.client.bookmarks_edit(bookmark_id=made["id"], channel_id="C1", title="New prices")["bookmark"]
    assert (changed["id"], changed["title"], changed["link"]) == (made["id"], "New prices", LINK)
    bookmark(app, "Second")
    listed = app.client.bookmarks_list(channel_id="C1")["bookmarks"]
    assert [one["title"] for one in listed] == ["New prices", "Second"]
    app.client.bookmarks_remove(bookmark_id=made["id"], channel_id="C1")
    assert [one["title"] for one in app.client.bookmarks_list(channel_id="C1")["bookmarks"]] == ["Second"]
    with pytest.raises(SlackApiError, match="not_found"):
        app.client.bookmarks_remove(bookmark_id=made["id"], channel_id="C1")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel_id": "C9"}, "channel_not_found"),
        ({"channel_id": "C2"}, "permission_denied"),
        ({"title": ""}, "invalid_arguments"),
        ({"type": "message"}, "invalid_bookmark_type"),
        ({"link": "ftp://example.com"}, "invalid_link"),
        ({"emoji": "moneybag"}, "invalid_emoji"),
    ],
)
def test_a_wrong_bookmark_gets_slacks_error(app: FakeApp, arguments: Json, error: str) -> None:
    body = {"channel_id": "C1", "title": "Prices", "type": "link", "link": LINK, **arguments}
    with pytest.raises(SlackApiError, match=error):
        app.client.api_call("bookmarks.add", json=body)


def test_a_bookmark_is_changed_only_in_its_own_channel(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/members", channel="C2", join=["bot"])
    made = bookmark(app)
    with pytest.raises(SlackApiError, match="not_found"):
        app.client.bookmarks_edit(bookmark_id=made["id"], channel_id="C2", title="x")
