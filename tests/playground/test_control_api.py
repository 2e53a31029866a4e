"""The control API: sample data, trouble on command, limits, waiting, restarts."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import RemoteDisconnected
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import playground
from playground import Workspace
from playground.clock import Clock
from playground.runner import listen
from playground.webapi import METHODS
from playground.wire.limits import PER_MINUTE, SLACK, Limits
from tests.playground.support import CHANNELS, PEOPLE, FakeApp, Json, manifest, section


def seeded(number: int, **more: Any) -> Json:
    return {"channel": "C1", "user": "U1", "text": f"m{number}", "ts": f"{1_700_000_000 + number}.000100", **more}


def test_installing_again_keeps_ids_and_tokens(app: FakeApp, workspace: Workspace) -> None:
    again = workspace.post("/_control/install", manifest=manifest())
    assert again == app.installed
    assert again["bot_token"].startswith("xoxb-")
    assert again["app_token"].startswith("xapp-")


def test_a_wrong_manifest_is_refused_with_every_reason(workspace: Workspace) -> None:
    body = manifest(scopes=["chat:write"])
    body["display_information"]["name"] = "x" * 36
    answer = workspace.post("/_control/install", manifest=body)
    assert answer["ok"] is False
    for reason in ("1 to 35 characters", "need the scope commands", "message.im needs the scope im:history"):
        assert reason in answer["error"]


def test_sample_data_comes_in_bulk_and_may_come_again(app: FakeApp, workspace: Workspace) -> None:
    messages = [seeded(number, blocks=[section(f"m{number}")]) for number in range(3000)]
    messages[7] |= {"user": "bot", "metadata": {"event_type": "gs_card", "event_payload": {"id": "7"}}}
    messages[8] |= {"thread_ts": messages[7]["ts"]}
    for _ in range(2):
        assert workspace.post("/_control/seed", messages=messages) == {"ok": True, "messages": 3000}
    assert workspace.get("/_control/state")["messages"] == 3000
    [parent, reply] = workspace.get("/_control/messages", channel="C1", thread_ts=messages[7]["ts"])["messages"]
    assert (parent["bot_id"], parent["reply_count"], reply["text"]) == (app.installed["bot_id"], 1, "m8")
    assert app._of("message") == []
    assert workspace.get("/page/boot", **{"as": "U2"})["channels"][0]["unread"] == 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"users": [{"name": "ann"}]}, "Person 0 needs an id"),
        ({"users": [{"id": "U7", "name": "x", "tz": "Mars/North"}]}, "Mars/North is not a time zone."),
        ({"channels": [{"id": "C7"}]}, "Channel 0 needs an id"),
        ({"messages": [seeded(1), seeded(2, ts="yesterday")]}, "Message 1 needs a ts"),
        ({"messages": [seeded(1, blocks=[{"type": "sektion"}])]}, "unsupported type: sektion"),
        ({"messages": [seeded(1, channel="C9")]}, "There is no such channel here."),
    ],
)
def test_wrong_sample_data_is_refused_whole(app: FakeApp, workspace: Workspace, body: Json, words: str) -> None:
    assert words in workspace.post("/_control/seed", **body)["error"]
    assert workspace.get("/_control/state")["messages"] == 0


def test_somebody_who_comes_later_is_in_the_channels_of_everybody(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/seed", users=[{"id": "U9", "name": "zoe"}])
    workspace.post("/_control/seed", users=PEOPLE)
    members = {one["id"]: one["members"] for one in workspace.get("/_control/state")["channels"]}
    assert "U9" in members["C1"]
    assert members["C2"] == ["U1", "U2"]


def test_only_files_of_the_sample_are_served(workspace: Workspace) -> None:
    for name in ("none.json", "../people.py", "..%2Fpeople.py"):
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{workspace.url}/_control/sample/{name}")
        missing.value.close()


def test_a_direct_message_can_be_named_before_anybody_wrote(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/seed", messages=[seeded(1, channel="@U1", user="bot")])
    answer = workspace.get("/_control/messages", channel="@U1")
    assert (answer["channel"], answer["messages"][0]["text"]) == ("D1", "m1")


def test_calls_are_logged_without_tokens(app: FakeApp, workspace: Workspace) -> None:
    app.client.chat_postMessage(channel="C1", text="hello")
    calls = workspace.get("/_control/calls")["calls"]
    assert [one["method"] for one in calls] == ["apps.connections.open", "chat.postMessage"]
    assert calls[1]["args"] == {"channel": "C1", "text": "hello"}
    assert calls[1]["answer"]["ok"] is True
    assert app.installed["bot_token"] not in json.dumps(calls)
    assert workspace.get("/_control/calls", since=calls[1]["n"])["calls"] == []


def test_trouble_comes_as_ordered_and_then_stops(app: FakeApp, workspace: Workspace) -> None:
    def order(kind: str, **more: Any) -> None:
        assert workspace.post("/_control/faults", method="chat.postMessage", kind=kind, **more)["ok"]

    def post() -> Any:
        return app.client.chat_postMessage(channel="C1", text="x")

    def stored() -> int:
        return len(workspace.get("/_control/messages", channel="C1")["messages"])

    order("ratelimited", retry_after=7)
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        post()
    assert limited.value.response.headers["Retry-After"] == "7"
    order("error", error="internal_error")
    with pytest.raises(SlackApiError, match="internal_error"):
        post()
    order("500_before")
    with pytest.raises(SlackApiError) as before:
        post()
    assert (before.value.response.status_code, stored()) == (500, 0)
    order("500_after")
    with pytest.raises(SlackApiError):
        post()
    assert stored() == 1
    order("drop_after")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        post()
    assert stored() == 2
    order("late", seconds=0.01)
    assert post()["ok"]
    order("error", channel="C2")
    assert post()["ok"]
    urllib.request.urlopen(urllib.request.Request(f"{workspace.url}/_control/faults", method="DELETE")).close()
    assert post()["ok"]
    assert workspace.post("/_control/faults", method="x", kind="fire")["ok"] is False


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("clock", {"offset": 1e300}, "offset must be a number of ordinary size."),
        ("clock", {"offset": "NaN"}, "offset must be a number of ordinary size."),
        ("clock", {"offset": -1e12}, "The clock goes fifty years forward or back, not farther."),
        ("clock", {"jump": "bogus"}, "jump must be next-monday."),
        ("limits", {"chat.postMessage": 0}, "chat.postMessage must be between 1 and 1e+06."),
        ("limits", {"chat.postMesage": 3}, "There is no method chat.postMesage here."),
        ("limits", {"channel_per_second": 0}, "channel_per_second must be between 0.001 and 1000."),
        ("faults", {"method": "chat.postMesage", "kind": "late"}, "There is no method chat.postMesage here"),
        ("faults", {"method": "*", "kind": "late", "times": -3}, "times must be between 1 and 10000."),
        ("faults", {"method": "*", "kind": "late", "seconds": -4}, "seconds must be between 0 and 60."),
        ("network", {"delay_ms": 60_000}, "delay_ms must be between 0 and 2500."),
        ("seed", {"users": "x"}, "users must be a list of objects."),
        ("seed", {"messages": [1]}, "messages must be a list of objects."),
        ("members", {"channel": "C1", "join": ["UNOBODY"]}, "There is no such person in this workspace."),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_and_nothing_is_changed(
    workspace: Workspace, app: FakeApp, path: str, body: Json, sentence: str
) -> None:
    before = workspace.get("/_control/state")["clock"]["offset"]
    refused = workspace.post(f"/_control/{path}", **body)
    assert (refused["ok"], refused["error"].startswith(sentence)) == (False, True), refused
    assert workspace.get("/_control/state")["clock"]["offset"] == before
    assert workspace.get("/_control/faults")["faults"] == []
    assert app.client.chat_postMessage(channel="C1", text="x")["ok"]


def test_a_clock_file_of_nonsense_is_no_clock(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    for content in ("1e300", "soon", ""):
        file.write_text(content)
        assert Clock(file).offset == 0
    with pytest.raises(ValueError, match="too far"):
        Clock(file).set(1e12)


def test_limits_hold_per_method_and_per_channel(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/limits", **{"auth.test": 2, "channel_per_second": 0.02})
    app.client.auth_test()
    app.client.auth_test()
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        app.client.auth_test()
    assert 0 < int(limited.value.response.headers["Retry-After"]) <= 60
    app.client.chat_postMessage(channel="C1", text="x")
    with pytest.raises(SlackApiError, match="ratelimited"):
        app.client.chat_postMessage(channel="C1", text="x")
    app.client.chat_postMessage(channel="U1", text="another channel")
    workspace.post("/_control/limits")
    app.client.chat_postMessage(channel="C1", text="x")


def test_a_limit_is_over_when_its_window_is() -> None:
    now = [100.0]
    limits = Limits(lambda: now[0])
    limits.set({}, 1)
    assert limits.wait("T1", "chat.postMessage", "C1") is None
    assert limits.wait("T1", "chat.postMessage", "C1") == 1
    now[0] += 1
    assert limits.wait("T1", "chat.postMessage", "C1") is None


def test_slacks_own_limits_hold_for_each_workspace_and_tolerate_a_short_burst_of_posts() -> None:
    now = [100.0]
    limits = Limits(lambda: now[0])
    limits.use(SLACK)
    assert [limits.wait("T1", "chat.postMessage", "C1") for _ in range(4)] == [None, None, None, 3]
    assert limits.wait("T1", "chat.postMessage", "C2") is None
    assert [limits.wait("T1", "chat.update", "C1") for _ in range(51)] == [*([None] * 50), 60]
    assert limits.wait("T2", "chat.update", "C9") is None
    now[0] += 60
    assert limits.wait("T1", "chat.update", "C1") is None


def test_every_method_has_its_limit() -> None:
    assert set(METHODS) == set(PER_MINUTE)


def test_quiet_waits_for_what_is_under_way(app: FakeApp, workspace: Workspace) -> None:
    assert workspace.post("/_control/quiet", idle_ms=1, timeout_ms=5000)["ok"]
    arrived, go_on = threading.Event(), threading.Event()

    def think(_: Json) -> None:
        arrived.set()
        assert go_on.wait(timeout=10)

    app.answers["message"] = think
    workspace.post("/_control/message", user="U1", channel="@U1", text="hello")
    assert arrived.wait(timeout=10)
    assert workspace.post("/_control/quiet", idle_ms=1, timeout_ms=1)["ok"] is False
    go_on.set()
    assert workspace.post("/_control/quiet", idle_ms=1, timeout_ms=5000)["ok"]


def test_the_app_is_put_into_channels_and_taken_out(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/members", channel="C1", leave=["bot"])
    with pytest.raises(SlackApiError, match="not_in_channel"):
        app.client.chat_postMessage(channel="C1", text="x")
    assert workspace.post("/_control/members", channel="C1", join=["bot"])["members"]
    app.client.chat_postMessage(channel="C1", text="x")


def test_a_restart_keeps_the_workspace_and_its_app(tmp_path: Path) -> None:
    state = str(tmp_path / "workspace.db")
    with playground.running(state) as workspace:
        workspace.post("/_control/seed", team={"name": "Beacon"}, users=PEOPLE, channels=CHANNELS)
        installed = workspace.post("/_control/install", manifest=manifest())
        client = WebClient(installed["bot_token"], base_url=workspace.api_url)
        ts = client.chat_postMessage(channel="C1", text="kept")["ts"]
        client.views_publish(user_id="U1", view={"type": "home", "blocks": [section("kept")]})
    with playground.running(state) as workspace:
        client = WebClient(installed["bot_token"], base_url=workspace.api_url)
        assert client.auth_test()["team"] == "Beacon"
        assert client.conversations_history(channel="C1")["messages"][0]["ts"] == ts
        assert workspace.get("/_control/home", user="U1")["view"]["blocks"][0]["text"]["text"] == "kept"
        assert workspace.post("/_control/install", manifest=manifest()) == installed


def test_the_clock_is_written_for_the_bot_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "clock" / "offset"
    with playground.running(clock_file=file) as workspace:
        assert workspace.post("/_control/clock", offset=86_400.5)["offset"] == 86_400.5
        assert workspace.get("/_control/clock", offset=1)["offset"] == 86_400.5
        assert float(file.read_text()) == 86_400.5
    assert Clock(file).offset == 86_400.5
    file.write_text("soon")
    assert Clock(file).offset == 0


def test_next_monday_is_reckoned_in_the_zone_of_the_team() -> None:
    saturday_night_in_london = 1_774_740_600.0  # 2026-03-28 23:30, two hours before the clocks go forward
    clock = Clock(real=lambda: saturday_night_in_london)
    clock.set(clock.until_next_monday("Europe/London"))
    assert clock.now() == 1_774_857_900.0  # 2026-03-30 09:05 British summer time


def test_the_server_only_listens_on_this_machine() -> None:
    with pytest.raises(ValueError, match="only listens on this machine"):
        listen("0.0.0.0", 0)


def test_the_process_says_where_it_is_and_stops_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "playground", "--port", "0", "--state", str(tmp_path / "w.db")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        line = process.stdout.readline()
        url = line.split()[-1]
        with urllib.request.urlopen(f"{url}/page/boot") as answer:
            assert json.load(answer)["ok"]
        stream = urllib.request.urlopen(f"{url}/page/stream?as=U1")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        stream.close()
        assert process.stdout.read() == ""


def test_a_slow_network_takes_its_time_from_calls_and_out_of_the_three_seconds(workspace: Workspace) -> None:
    with playground.running(ack_seconds=0.04) as hasty:
        hasty.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        app = FakeApp(hasty, hasty.post("/_control/install", manifest=manifest()))
        app.connect()
        assert hasty.post("/_control/network", delay_ms=50)["ok"]
        began = time.monotonic()
        assert app.client.auth_test()["ok"]
        assert time.monotonic() - began >= 0.05
        late = hasty.post("/_control/command", user="U1", channel="C1", text="/lost x")
        assert late["notice"] == '/lost failed with the error "operation_timeout"'
        app.close()
    assert workspace.post("/_control/network", delay_ms=9000)["ok"] is False


def test_what_was_ordered_can_be_seen_until_it_came(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/faults", method="auth.test", kind="500_before", times=2)
    workspace.post("/_control/network", delay_ms=1)
    workspace.post("/_control/limits", preset="slack")
    told = workspace.get("/_control/faults")
    assert [(one["method"], one["kind"], one["times"]) for one in told["faults"]] == [("auth.test", "500_before", 2)]
    assert (told["delay_ms"], told["limits"]) == (1, "slack")
    for _ in range(2):
        with pytest.raises(SlackApiError):
            app.client.auth_test()
    assert workspace.get("/_control/faults")["faults"] == []
    assert workspace.post("/_control/limits", preset="loose")["ok"] is False


def test_people_change_delete_and_react_as_on_the_page(app: FakeApp, workspace: Workspace) -> None:
    ts = workspace.post("/_control/message", user="U1", channel="C1", text="first")["ts"]
    assert workspace.post("/_control/edit", user="U1", channel="C1", ts=ts, text="second")["ok"]
    assert workspace.post("/_control/react", user="U2", channel="C1", ts=ts, name="tada")["ok"]
    [seen] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert (seen["text"], seen["reactions"][0]["users"]) == ("second", ["U2"])
    assert workspace.post("/_control/delete", user="U2", channel="C1", ts=ts)["ok"] is False
    assert workspace.post("/_control/delete", user="U1", channel="C1", ts=ts)["ok"]
    assert workspace.get("/_control/messages", channel="C1")["messages"] == []
