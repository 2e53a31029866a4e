"""How payloads reach the app: sockets, acknowledgements in time, refresh, and signed HTTP."""

import asyncio
import hashlib
import hmac
import json
import threading
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from starlette.types import Message
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import playground
from playground import Workspace
from playground.app.manifest import App
from playground.wire.delivery import Again, signed_request
from playground.wire.socketmode import Connection
from tests.playground.support import CHANNELS, PEOPLE, SILENCE, FakeApp, Json, button, manifest, modal, section


@pytest.fixture(scope="module")
def impatient() -> Iterator[Workspace]:
    """A workspace that waits a fifth of a second instead of three."""
    with playground.running(ack_seconds=0.2) as workspace:
        workspace.post("/_control/seed", users=PEOPLE, channels=CHANNELS)
        yield workspace


@pytest.fixture
def slow_app(impatient: Workspace) -> Iterator[FakeApp]:
    app = FakeApp(impatient, impatient.post("/_control/install", manifest=manifest()))
    app.connect()
    yield app
    app.close()


def silent(_: Json) -> Json:
    return SILENCE


def test_hello_names_the_app_and_counts_the_connections(app: FakeApp) -> None:
    app.connect()
    assert [note["type"] for note in app.notes] == ["hello", "hello"]
    assert app.notes[1]["num_connections"] == 2
    assert app.notes[0]["connection_info"]["app_id"] == app.installed["app_id"]


def test_each_envelope_goes_to_one_connection_in_turn(app: FakeApp) -> None:
    app.connect()
    for _ in range(4):
        app.workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")
    assert len(app.wait_for("command", 4)) == 4
    envelopes = [envelope["envelope_id"] for envelope in app.envelopes]
    assert len(set(envelopes)) == 4
    assert all(envelope["accepts_response_payload"] for envelope in app.envelopes)


def test_a_ticket_opens_one_connection(app: FakeApp) -> None:
    url = app.address()
    with connect(url) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        pong = socket.ping()
        assert pong.wait(timeout=10)
    with pytest.raises(Exception, match="HTTP 403"), connect(url):
        pass


def test_an_eleventh_connection_is_sent_away(app: FakeApp) -> None:
    for _ in range(9):
        app.connect()
    with connect(app.address()) as socket:
        assert json.loads(socket.recv()) == {"type": "disconnect", "reason": "too_many_websockets"}
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)


def test_who_hung_up_a_moment_ago_is_no_trouble_for_who_closes_or_sends() -> None:
    async def nobody_is_there(message: Message) -> None:
        if message["type"] != "websocket.accept":
            raise OSError

    async def line() -> Message:
        return {"type": "websocket.connect"}

    async def meet() -> None:
        socket = WebSocket({"type": "websocket"}, line, nobody_is_there)
        await socket.accept()
        with pytest.raises(ConnectionError):
            await Connection(socket).send({"type": "disconnect"})
        await Connection(socket).close()

    # In a thread of its own: this one may run the browser's loop.
    with ThreadPoolExecutor() as thread:
        thread.submit(asyncio.run, meet()).result()


def test_health_follows_the_connection(app: FakeApp) -> None:
    assert app.workspace.get("/healthz") == {"ok": True}
    state = app.workspace.get("/_control/state")
    assert (state["connections"], state["connected"]) == (1, True)
    assert app.workspace.post("/_control/socket/drop")["dropped"] == 1
    assert app.workspace.get("/_control/state")["connections"] == 0
    with pytest.raises(urllib.error.HTTPError, match="503") as unwell:
        app.workspace.get("/healthz")
    unwell.value.close()
    command = app.workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")
    assert command["notice"] == '/lost failed with the error "dispatch_failed"'
    assert command["ack_status"] is None


def test_a_refresh_moves_slack_sdks_client_to_a_new_connection(workspace: Workspace) -> None:
    installed = workspace.post("/_control/install", manifest=manifest())
    hellos = threading.Semaphore(0)

    def answer(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    def note(message: str) -> None:
        if json.loads(message)["type"] == "hello":
            hellos.release()

    web = WebClient(base_url=workspace.api_url)
    client = SocketModeClient(app_token=installed["app_token"], web_client=web, on_message_listeners=[note])
    client.socket_mode_request_listeners.append(answer)
    client.connect()
    try:
        first = client.session_id()
        assert hellos.acquire(timeout=10)
        assert workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")["ok"]
        assert workspace.post("/_control/socket/refresh")["asked"] == 1
        assert hellos.acquire(timeout=10)
        assert workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")["ok"]
        assert client.session_id() != first
    finally:
        client.close()


def test_a_command_that_is_not_acknowledged_fails_as_slack_words_it(slow_app: FakeApp) -> None:
    slow_app.answers["command"] = silent
    outcome = slow_app.workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")
    assert outcome["ok"] is False
    assert outcome["notice"] == '/lost failed with the error "operation_timeout"'
    whispers = slow_app.workspace.get("/_control/messages", channel="C1", user="U1")["messages"]
    assert whispers[-1]["user"] == "USLACKBOT"


def test_a_click_or_submission_that_is_not_acknowledged_shows_a_notice(slow_app: FakeApp) -> None:
    workspace = slow_app.workspace
    slow_app.answers |= {"block_actions": silent, "view_submission": silent}
    ts = slow_app.client.chat_postMessage(channel="C1", text="x", blocks=[button("go")])["ts"]
    click = workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")
    assert click["notice"] == "Groundswell didn't respond in time."
    trigger = slow_app.wait_for("block_actions")[0]["trigger_id"]
    slow_app.client.views_open(trigger_id=trigger, view=modal(section("x")))
    submit = workspace.post("/_control/submit", user="U1", values={})
    assert submit["notice"] == "We had some trouble connecting. Try again?"
    assert len(workspace.get("/_control/views", user="U1")["stack"]) == 1
    workspace.post("/_control/close", user="U1")


def test_an_event_that_is_not_acknowledged_comes_again_at_once(slow_app: FakeApp) -> None:
    slow_app.answers["message"] = silent
    slow_app.workspace.post("/_control/message", user="U1", channel="@U1", text="hello")
    first, second = slow_app.wait_for("message", 2)[:2]
    assert first["event_id"] == second["event_id"]
    retries = [one.get("retry_attempt") for one in slow_app.envelopes if one["type"] == "events_api"]
    assert retries == [None, 1]


class Receiver(BaseHTTPRequestHandler):
    """An app behind request URLs: checks signatures, keeps bodies, answers in JSON."""

    verifier: ClassVar[SignatureVerifier]
    bodies: ClassVar[list[tuple[str, str]]]
    answer: ClassVar[Json] = {}
    status: ClassVar[int] = 200
    forbids_repeats: ClassVar[bool] = False
    repeats: ClassVar[list[tuple[str | None, str | None]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        assert self.verifier.is_valid_request(body, headers), headers
        self.bodies.append((self.path, body))
        self.repeats.append((self.headers["X-Slack-Retry-Num"], self.headers["X-Slack-Retry-Reason"]))
        raw = json.dumps(self.answer).encode() if self.answer else b""
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(raw)))
        if self.forbids_repeats:
            self.send_header("X-Slack-No-Retry", "1")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[tuple[type[Receiver], str]]:
    class Fresh(Receiver):
        pass

    Fresh.bodies, Fresh.repeats = [], []

    with ThreadingHTTPServer(("127.0.0.1", 0), Fresh) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Fresh, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_request_urls_get_signed_commands_clicks_and_events(
    workspace: Workspace, receiver: tuple[type[Receiver], str]
) -> None:
    handler, url = receiver
    body = manifest(socket_mode_enabled=False, interactivity={"is_enabled": True, "request_url": f"{url}/click"})
    body["settings"]["event_subscriptions"]["request_url"] = f"{url}/events"
    for command in body["features"]["slash_commands"]:
        command["url"] = f"{url}/command"
    installed = workspace.post("/_control/install", manifest=body)
    handler.verifier = SignatureVerifier(installed["signing_secret"])
    assert workspace.get("/_control/state")["connected"]

    handler.answer = {"text": "Got it", "response_type": "in_channel"}
    assert workspace.post("/_control/command", user="U1", channel="C1", text="/lost Ace & Co")["ok"]
    assert parse_qs(handler.bodies[0][1])["text"] == ["Ace &amp; Co"]
    [said] = workspace.get("/_control/messages", channel="C1")["messages"]
    assert said["text"] == "Got it"

    handler.answer = {}
    client = WebClient(installed["bot_token"], base_url=workspace.api_url)
    ts = client.chat_postMessage(channel="C1", text="x", blocks=[button("go")])["ts"]
    assert workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")["ok"]
    workspace.post("/_control/quiet")
    clicks = [json.loads(parse_qs(text)["payload"][0]) for path, text in handler.bodies if path == "/click"]
    assert clicks[0]["actions"][0]["action_id"] == "go"
    events = [json.loads(text)["event"] for path, text in handler.bodies if path == "/events"]
    assert [event["text"] for event in events] == ["Got it", "x"]

    handler.status = 500
    failed = workspace.post("/_control/click", user="U1", channel="C1", ts=ts, action_id="go")
    assert (failed["ack_status"], failed["notice"]) == (500, "Groundswell responded with an error.")


def test_a_failed_event_comes_again_with_its_number_and_reason_unless_the_app_forbids_it(
    workspace: Workspace, receiver: tuple[type[Receiver], str]
) -> None:
    handler, url = receiver
    body = manifest(socket_mode_enabled=False)
    body["settings"]["event_subscriptions"]["request_url"] = f"{url}/events"
    installed = workspace.post("/_control/install", manifest=body)
    handler.verifier = SignatureVerifier(installed["signing_secret"])
    handler.status, handler.forbids_repeats = 500, True
    workspace.post("/_control/message", user="U1", channel="@U1", text="once")
    workspace.post("/_control/quiet")
    assert handler.repeats == [(None, None)]
    handler.forbids_repeats = False
    workspace.post("/_control/message", user="U1", channel="@U1", text="twice")
    workspace.post("/_control/quiet")
    # The next one would come after a minute.
    assert handler.repeats[1:] == [(None, None), ("1", "http_error")]


def test_nothing_is_sent_to_another_machine(workspace: Workspace) -> None:
    body = manifest(socket_mode_enabled=False)
    body["features"]["slash_commands"][1]["url"] = "http://slack.example.com/command"
    workspace.post("/_control/install", manifest=body)
    outcome = workspace.post("/_control/command", user="U1", channel="C1", text="/lost x")
    assert outcome["notice"] == '/lost failed with the error "dispatch_failed"'


def test_a_signature_is_v0_over_time_and_body() -> None:
    app = App.fresh(manifest())
    request = signed_request(app, "events_api", {"a": "é"}, "http://127.0.0.1/", Again(2, "http_error"))
    stamp, body = request.headers["X-slack-request-timestamp"], request.data
    assert isinstance(body, bytes)
    base = b"v0:" + stamp.encode() + b":" + body
    expected = "v0=" + hmac.new(app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert request.headers["X-slack-signature"] == expected
    assert (request.headers["X-slack-retry-num"], request.headers["X-slack-retry-reason"]) == ("2", "http_error")
