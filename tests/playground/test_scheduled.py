"""Messages for later: kept, listed, taken back, and posted when the workspace's clock gets there."""

import time
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import playground
from playground import Workspace
from tests.playground.support import CHANNELS, PEOPLE, FakeApp, Json, manifest, section, shown
from tests.waiting import until

HOUR = 3_600
DAY = 24 * HOUR


def schedule(app: FakeApp, text: str, wait: float, **more: Any) -> Json:
    """A message for `wait` seconds of the workspace's clock from now."""
    post_at = int(app.workspace.get("/_control/clock")["now"] + wait)
    answer = app.client.chat_scheduleMessage(channel=more.pop("channel", "C1"), text=text, post_at=post_at, **more).data
    assert isinstance(answer, dict)
    return answer


def move(workspace: Workspace, offset: float) -> None:
    """Move the workspace's clock."""
    assert workspace.post("/_control/clock", offset=offset)["ok"]


def waiting(app: FakeApp, **query: Any) -> list[str]:
    """The texts that wait, the earliest first."""
    return [one["text"] for one in app.client.chat_scheduledMessages_list(**query)["scheduled_messages"]]


def test_a_message_for_later_is_posted_when_the_clock_is_moved_past_its_time(
    app: FakeApp, workspace: Workspace
) -> None:
    metadata = {"event_type": "gs_outbox", "event_payload": {"id": "7"}}
    answer = schedule(app, "Monday", 2 * DAY, blocks=[section("*Monday*")], metadata=metadata)
    assert answer["message"]["type"] == "delayed_message"
    assert "ts" not in answer["message"]
    move(workspace, 2 * DAY - HOUR)
    assert shown(workspace) == []
    move(workspace, 2 * DAY + HOUR)
    [message] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert (message["text"], message["bot_id"]) == ("Monday", app.installed["bot_id"])
    assert message["blocks"][0]["text"]["text"] == "*Monday*"
    assert message["ts"] == f"{answer['post_at']}.000000"
    assert app.wait_for("message_metadata_posted")[0]["event"]["metadata"] == metadata
    assert waiting(app) == []


def test_what_fell_due_in_one_jump_is_posted_in_the_order_of_its_times(app: FakeApp, workspace: Workspace) -> None:
    for text, wait in (("third", 3 * HOUR), ("first", HOUR), ("second", 2 * HOUR), ("later", 9 * HOUR)):
        schedule(app, text, wait)
    move(workspace, 4 * HOUR)
    assert shown(workspace) == ["first", "second", "third"]
    assert waiting(app) == ["later"]


def test_a_message_for_soon_is_posted_by_itself(app: FakeApp, workspace: Workspace) -> None:
    post_at = schedule(app, "soon", HOUR)["post_at"]
    move(workspace, post_at - time.time() - 0.3)
    assert until(lambda: shown(workspace)) == ["soon"]


def test_a_message_for_later_goes_into_its_thread(app: FakeApp, workspace: Workspace) -> None:
    parent = app.client.chat_postMessage(channel="C1", text="card")["ts"]
    schedule(app, "reply", HOUR, thread_ts=parent)
    move(workspace, 2 * HOUR)
    thread = app.client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert [one["text"] for one in thread] == ["card", "reply"]


def test_a_message_for_later_outlives_the_server(tmp_path: Path) -> None:
    state, clock = str(tmp_path / "workspace.db"), tmp_path / "clock"
    with playground.running(state, clock_file=clock) as workspace:
        workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        token = workspace.post("/_control/install", manifest=manifest())["bot_token"]
        client = WebClient(token, base_url=workspace.api_url)
        for text, wait in (("missed", HOUR), ("later", 3 * HOUR)):
            client.chat_scheduleMessage(channel="C1", text=text, post_at=int(time.time()) + wait)
    # The clock moves while nobody serves.
    clock.write_text(str(2 * HOUR))
    with playground.running(state, clock_file=clock) as workspace:
        assert until(lambda: shown(workspace)) == ["missed"]
        move(workspace, 4 * HOUR)
        assert shown(workspace) == ["missed", "later"]


def test_what_waits_is_listed_a_page_at_a_time(app: FakeApp) -> None:
    for hour in (3, 1, 2):
        schedule(app, str(hour), hour * HOUR)
    schedule(app, "direct", HOUR, channel="U1")
    first = app.client.chat_scheduledMessages_list(limit=2)
    assert [one["text"] for one in first["scheduled_messages"]] == ["1", "direct"]
    cursor = first["response_metadata"]["next_cursor"]
    assert waiting(app, limit=2, cursor=cursor) == ["2", "3"]
    assert waiting(app, channel="C1") == ["1", "2", "3"]
    now = app.workspace.get("/_control/clock")["now"]
    assert waiting(app, channel="C1", oldest=str(now + 1.5 * HOUR), latest=str(now + 2.5 * HOUR)) == ["2"]
    one = app.client.chat_scheduledMessages_list(channel="C1")["scheduled_messages"][0]
    assert set(one) == {"id", "channel_id", "post_at", "date_created", "text"}


def test_what_waits_can_be_taken_back_until_a_minute_before(app: FakeApp, workspace: Workspace) -> None:
    first, second = schedule(app, "first", HOUR), schedule(app, "second", 2 * HOUR)
    app.client.chat_deleteScheduledMessage(channel="C1", scheduled_message_id=first["scheduled_message_id"])
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        app.client.chat_deleteScheduledMessage(channel="C1", scheduled_message_id=first["scheduled_message_id"])
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        app.client.chat_deleteScheduledMessage(channel="C2", scheduled_message_id=second["scheduled_message_id"])
    move(workspace, 2 * HOUR - 30)
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        app.client.chat_deleteScheduledMessage(channel="C1", scheduled_message_id=second["scheduled_message_id"])
    move(workspace, 3 * HOUR)
    assert shown(workspace) == ["second"]


def test_thirty_messages_in_five_minutes_are_enough_for_a_channel(app: FakeApp) -> None:
    for _ in range(30):
        schedule(app, "x", HOUR)
    with pytest.raises(SlackApiError, match="restricted_too_many"):
        schedule(app, "x", HOUR + 240)
    schedule(app, "x", HOUR + 420)
    schedule(app, "x", HOUR, channel="U1")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"post_at": 1}, "time_in_past"),
        ({"post_at": "soon"}, "invalid_time"),
        ({"post_at": int(time.time()) + 130 * DAY}, "time_too_far"),
        ({"text": " "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "sektion"}]}, "invalid_blocks"),
        ({"channel": "C2"}, "not_in_channel"),
        ({"channel": "C3"}, "is_archived"),
        ({"thread_ts": "1.000000"}, "thread_not_found"),
        ({"post_at": None}, "invalid_arguments"),
    ],
)
def test_a_message_for_later_is_checked_when_it_is_scheduled(app: FakeApp, arguments: Json, error: str) -> None:
    body = {"channel": "C1", "text": "x", "post_at": int(time.time()) + HOUR, **arguments}
    with pytest.raises(SlackApiError) as refusal:
        app.client.api_call("chat.scheduleMessage", json=body)
    assert refusal.value.response["error"] == error
    assert waiting(app) == []


def test_an_app_that_left_says_nothing_more(app: FakeApp, workspace: Workspace) -> None:
    schedule(app, "late", HOUR)
    workspace.post("/_control/uninstall")
    move(workspace, 2 * HOUR)
    assert shown(workspace) == []


def test_an_idle_workspace_sets_no_timer(app: FakeApp, workspace: Workspace) -> None:
    alarm = workspace.worlds.premises.alarm
    assert not alarm.is_set
    answer = schedule(app, "x", HOUR)
    assert until(lambda: alarm.is_set)
    app.client.chat_deleteScheduledMessage(channel="C1", scheduled_message_id=answer["scheduled_message_id"])
    until(lambda: not alarm.is_set)
