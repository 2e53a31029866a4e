"""What the page is told and what it may do, over plain HTTP and server-sent events."""

import contextlib
import http.client
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from playground import Workspace
from playground.web.files import PageFiles
from tests.playground.support import FakeApp, Json, button, modal, option, question, section


class Reader:
    """An open page's stream."""

    def __init__(self, workspace: Workspace, user: str) -> None:
        host = workspace.url.removeprefix("http://")
        self._connection = http.client.HTTPConnection(host, timeout=10)
        self._connection.request("GET", f"/page/stream?as={user}")
        self._answer = self._connection.getresponse()
        assert self._answer.headers["cache-control"] == "no-store"
        assert self._answer.readline() == b": hello\n"

    def next(self, kind: str) -> Json:
        """The next event of a kind."""
        while True:
            line = self._answer.readline().decode()
            assert line, "the stream ended"
            if line.startswith("data: "):
                event: Json = json.loads(line.removeprefix("data: "))
                if event["type"] == kind:
                    return event

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


@contextlib.contextmanager
def reading(workspace: Workspace, user: str) -> Iterator[Reader]:
    reader = Reader(workspace, user)
    try:
        yield reader
    finally:
        reader.close()


def test_boot_tells_a_page_everything_that_it_needs(app: FakeApp, workspace: Workspace) -> None:
    boot = workspace.get("/page/boot")
    assert (boot["ok"], boot["me"], boot["connected"], boot["stack"]) == (True, "U1", True, [])
    assert [one["name"] for one in boot["channels"]] == ["triage", "sales", "old", "board", "Groundswell"]
    assert boot["channels"][-1]["kind"] == "im"
    assert boot["channels"][-1]["user"] == boot["app"]["bot_user_id"]
    assert [one["command"] for one in boot["app"]["commands"]] == ["/request", "/lost"]
    assert [one["type"] for one in boot["app"]["shortcuts"]] == ["message", "global"]
    assert boot["people"][0] == {
        "id": "U1",
        "name": "ann",
        "real_name": "Ann Lee",
        "title": "Rep",
        "is_bot": False,
        "color": boot["people"][0]["color"],
    }
    assert boot["clock"]["offset"] == 0


def test_each_person_sees_only_their_channels(app: FakeApp, workspace: Workspace) -> None:
    assert [one["name"] for one in workspace.get("/page/boot", **{"as": "U3"})["channels"]] == [
        "triage",
        "old",
        "Groundswell",
    ]
    refused = workspace.get("/page/history", **{"as": "U3", "channel": "C4"})
    assert refused == {"ok": False, "error": "There is no such channel here."}


def test_history_is_read_in_pages_oldest_first(app: FakeApp, workspace: Workspace) -> None:
    tops = [str(app.client.chat_postMessage(channel="C1", text=str(number))["ts"]) for number in range(5)]
    app.client.chat_postMessage(channel="C1", text="reply", thread_ts=tops[4])
    app.client.chat_postEphemeral(channel="C1", user="U1", text="only you")

    def read(user: str, **query: str | int) -> Json:
        return workspace.get("/page/history", **{"as": user, "channel": "C1", **query})

    page = read("U1", limit=2)
    assert [one["text"] for one in page["messages"]] == ["3", "4", "only you"]
    assert page["has_more"] is True
    last = page["messages"][1]
    assert (last["reply_count"], last["is_bot"], last["permalink"][-16:]) == (1, True, tops[4].replace(".", "")[-16:])
    before = page["messages"][0]["ts"]
    rest = read("U1", limit=9, before=before)
    assert [one["text"] for one in rest["messages"]] == ["0", "1", "2"]
    assert rest["has_more"] is False
    other = read("U2")
    assert [one["text"] for one in other["messages"]] == ["0", "1", "2", "3", "4"]
    thread = read("U2", thread_ts=tops[4])
    assert [one["text"] for one in thread["messages"]] == ["4", "reply"]


def test_the_stream_brings_new_changed_and_deleted_messages(app: FakeApp, workspace: Workspace) -> None:
    with reading(workspace, "U1") as ann:
        ts = app.client.chat_postMessage(channel="C1", text="hello")["ts"]
        assert ann.next("message")["message"]["text"] == "hello"
        assert ann.next("unread") == {"type": "unread", "channel": "C1", "unread": 1}
        app.client.chat_update(channel="C1", ts=ts, text="changed")
        changed = ann.next("message")
        assert (changed["channel"], changed["message"]["ts"], changed["message"]["edited"]) == ("C1", ts, True)
        app.client.chat_postMessage(channel="C1", text="reply", thread_ts=ts)
        assert ann.next("message")["message"]["thread_ts"] == ts
        assert ann.next("message")["message"]["reply_count"] == 1
        app.client.chat_delete(channel="C1", ts=ts)
        assert ann.next("deleted")["ts"] == ts


def test_the_stream_keeps_what_is_private_to_its_reader(app: FakeApp, workspace: Workspace) -> None:
    with reading(workspace, "U1") as ann, reading(workspace, "U2") as bob:
        app.client.chat_postMessage(channel="U1", text="direct")
        app.client.chat_postEphemeral(channel="C1", user="U1", text="whispered")
        app.client.chat_postMessage(channel="C1", text="for all")
        assert [ann.next("message")["message"]["text"] for _ in range(3)] == ["direct", "whispered", "for all"]
        assert bob.next("message")["message"]["text"] == "for all"


def test_a_form_is_opened_filled_and_submitted_as_a_page_does_it(app: FakeApp, workspace: Workspace) -> None:
    menu = question("who", {"type": "external_select", "action_id": "account", "min_query_length": 0})
    view = modal(question("said", {"type": "plain_text_input"}), menu)

    def open_form(payload: Json) -> None:
        app.client.views_open(trigger_id=payload["trigger_id"], view=view)

    app.answers["command"] = open_form
    app.answers["block_suggestion"] = lambda _: {"options": [option("ace")]}
    me = {"as": "U1"}
    with reading(workspace, "U1") as ann:
        assert workspace.post("/page/send", channel="C1", text="/lost", **me) == {"ok": True}
        [opened] = ann.next("views")["stack"]
        container = {"type": "view", "view_id": opened["id"]}
        offered = workspace.post(
            "/page/options", container=container, block_id="who", action_id="account", value="", **me
        )
        assert offered["options"] == [option("ace")]
        values: Json = {
            "said": {"value": {"type": "plain_text_input", "value": "half"}},
            "who": {"account": {"type": "external_select", "selected_option": None}},
        }
        missing = workspace.post("/page/submit", view_id=opened["id"], values=values, **me)
        assert missing["errors"] == {"who": "Please complete this required field."}
        values["who"]["account"]["selected_option"] = option("ace")
        assert workspace.post("/page/submit", view_id=opened["id"], values=values, **me) == {"ok": True}
        assert ann.next("views")["stack"] == []
    state = app.wait_for("view_submission")[0]["view"]["state"]["values"]
    assert state["who"]["account"]["selected_option"] == option("ace")
    gone = workspace.post("/page/submit", view_id=opened["id"], values=values, **me)
    assert gone["error"] == "That form is no longer open."


def test_a_click_from_the_page_reaches_the_app(app: FakeApp, workspace: Workspace) -> None:
    ts = app.client.chat_postMessage(channel="C1", text="x", blocks=[button("go")])["ts"]
    container = {"type": "message", "channel": "C1", "ts": ts}
    action = {"type": "button", "value": "made up"}
    click = {"container": container, "block_id": "go_block", "action_id": "go", "action": action, "as": "U2"}
    assert workspace.post("/page/click", **click) == {"ok": True}
    payload = app.wait_for("block_actions")[0]
    assert (payload["user"]["id"], payload["actions"][0]["value"]) == ("U2", "7")


def test_a_failed_command_is_a_notice_on_the_page(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/socket/drop")
    with reading(workspace, "U1") as ann:
        workspace.post("/page/send", **{"as": "U1", "channel": "C1", "text": "/lost x"})
        assert ann.next("notice")["text"] == '/lost failed with the error "dispatch_failed"'
    threaded = workspace.post("/page/send", **{"as": "U1", "channel": "C1", "text": "/lost", "thread_ts": "1.0"})
    assert threaded == {"ok": False, "error": "/lost is not supported in threads. Sorry!"}


def test_the_home_tab_is_asked_for_and_streamed(app: FakeApp, workspace: Workspace) -> None:
    with reading(workspace, "U1") as ann:
        assert workspace.post("/page/home", **{"as": "U1"}) == {"ok": True, "view": None}
        app.wait_for("app_home_opened")
        app.client.views_publish(user_id="U1", view={"type": "home", "blocks": [section("x")]})
        view = ann.next("home")["view"]
    assert view["blocks"][0]["text"]["text"] == "x"
    assert workspace.post("/page/home", **{"as": "U1"})["view"] == view


def test_unread_counts_what_others_wrote_since_reading(app: FakeApp, workspace: Workspace) -> None:
    def unread(user: str) -> int:
        return int(workspace.get("/page/boot", **{"as": user})["channels"][0]["unread"])

    workspace.post("/page/send", **{"as": "U1", "channel": "C1", "text": "one"})
    workspace.post("/page/send", **{"as": "U2", "channel": "C1", "text": "two"})
    assert (unread("U1"), unread("U2"), unread("U3")) == (1, 1, 2)
    workspace.post("/page/read", **{"as": "U3", "channel": "C1"})
    assert unread("U3") == 0


def test_the_clock_jumps_to_monday_morning_and_new_messages_follow(app: FakeApp, workspace: Workspace) -> None:
    with reading(workspace, "U1") as ann:
        told = workspace.post("/page/clock", jump="next-monday")
        assert ann.next("clock")["offset"] == told["offset"]
    assert 0 < told["offset"] <= 7 * 86400
    ts = float(app.client.chat_postMessage(channel="C1", text="x")["ts"])
    assert ts == pytest.approx(told["now"], abs=60)
    workspace.post("/page/clock", offset=0)
    later = float(app.client.chat_postMessage(channel="C1", text="still after the first")["ts"])
    assert later > ts


def test_a_permalink_leads_to_its_message_in_channel_or_thread(workspace: Workspace) -> None:
    connection = http.client.HTTPConnection(workspace.url.removeprefix("http://"), timeout=10)
    for address, place in (
        ("/archives/C1/p1795295238475970", "/?message=1795295238.475970#C1"),
        (
            "/archives/C1/p1795295238475970?thread_ts=1795295230.000100&cid=C1",
            "/?message=1795295238.475970#C1/1795295230.000100",
        ),
        ("/archives/C1", "/#C1"),
    ):
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.headers["location"]) == (307, place)
    connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "127.0.0.1.evil.example"},
    ],
)
def test_requests_of_other_sites_are_refused(workspace: Workspace, headers: dict[str, str]) -> None:
    request = urllib.request.Request(f"{workspace.url}/page/boot", headers=headers)
    with pytest.raises(urllib.error.HTTPError, match="403") as refusal:
        urllib.request.urlopen(request)
    refusal.value.close()


def test_the_page_is_served_fresh_each_time(workspace: Workspace) -> None:
    with urllib.request.urlopen(workspace.url) as answer:
        assert answer.headers["cache-control"] == "no-store"
        assert b"<html" in answer.read()


def test_a_file_of_the_page_is_sent_again_only_when_it_changed(workspace: Workspace) -> None:
    with urllib.request.urlopen(f"{workspace.url}/static/main.js") as answer:
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].startswith("text/javascript")
        tag = answer.headers["etag"]
    known = urllib.request.Request(f"{workspace.url}/static/main.js", headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        urllib.request.urlopen(known)
    assert unchanged.value.code == 304
    unchanged.value.close()
    for path in ("main.py", "../web/page.py", "%2e%2e/web/page.py", "css"):
        with pytest.raises(urllib.error.HTTPError) as nothing:
            urllib.request.urlopen(f"{workspace.url}/static/{path}")
        assert nothing.value.code == 404
        nothing.value.close()


def test_a_request_that_makes_no_sense_is_answered_in_a_sentence(workspace: Workspace) -> None:
    assert workspace.post("/page/send", text="x")["error"] == "The request needs as."
    assert workspace.post("/page/home", **{"as": "U9"})["error"] == "There is no such person in this workspace."
    request = urllib.request.Request(f"{workspace.url}/page/send", data=b"[1]")
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["error"] == "The request must be a JSON object."


def test_a_page_is_told_that_something_was_said_and_the_logs_say_what(app: FakeApp, workspace: Workspace) -> None:
    workspace.post("/_control/faults", method="chat.postMessage", kind="500_before")
    with reading(workspace, "U1") as ann:
        with pytest.raises(SlackApiError):
            app.client.chat_postMessage(channel="C1", text="lost")
        assert ann.next("traffic") == {"type": "traffic"}
    app.client.chat_postMessage(channel="C1", text="kept")
    lost, kept = workspace.get("/_control/calls", since=-2)["calls"]
    assert (lost["fault"], lost["answer"], kept["fault"], kept["answer"]["ok"]) == ("500_before", None, None, True)
    assert lost["ms"] >= 0
    assert workspace.get("/_control/calls", since=lost["n"])["calls"] == [kept]


def test_the_logs_hold_no_token(app: FakeApp, workspace: Workspace) -> None:
    app.client.auth_test()
    app.client.api_call("users.info", params={"user": "U1", "token": app.installed["bot_token"]})
    workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")
    logs = json.dumps([workspace.get("/_control/calls"), workspace.get("/_control/deliveries")])
    assert "xoxb-" not in logs
    assert "xapp-" not in logs


def test_the_page_names_its_modules_beforehand(workspace: Workspace) -> None:
    with urllib.request.urlopen(workspace.url) as answer:
        page = answer.read().decode()
    named = re.findall(r'rel="modulepreload" href="(/static/[^"]+)"', page)
    assert any(address.endswith("/main.js") for address in named)
    assert not any(address.endswith("/theme.js") for address in named)
    for address in named:
        with urllib.request.urlopen(workspace.url + address) as answer:
            assert answer.headers["content-type"].startswith("text/javascript")
            # The address names the version, so a browser asks for it once.
            assert "immutable" in answer.headers["cache-control"]


def test_a_file_of_another_version_is_today_s_and_not_kept(workspace: Workspace) -> None:
    with urllib.request.urlopen(f"{workspace.url}/static/v/0123/main.js") as answer:
        assert answer.headers["cache-control"] == "no-cache"


def test_a_page_that_changed_is_at_new_addresses(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<head><script src="/static/main.js"></script></head>')
    script = tmp_path / "main.js"
    files = PageFiles(tmp_path)
    addresses = []
    for modified in (1, 2):
        script.write_text("draw()")
        os.utime(script, ns=(0, modified))
        assert files.html() == files.html()
        addresses += re.findall(r'src="(/static/v/\w+/main.js)"', files.html())
    assert len(set(addresses)) == 2
