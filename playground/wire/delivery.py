"""Brings payloads to the app, over a socket or by signed HTTP, and gives it three seconds to acknowledge."""

import asyncio
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from playground.app.manifest import App, InstalledApp
from playground.checks.payload_checks import problems_in
from playground.shapes import Json
from playground.wire.activity import Activity
from playground.wire.faults import Faults
from playground.wire.socketmode import SocketHub

ACK_SECONDS = 3.0
EVENT_RETRIES = (0.0, 60.0, 300.0)
"""Slack repeats an event at once, after a minute and after five (real seconds)."""

COMMANDS, INTERACTIVE, EVENTS, OPTIONS = "slash_commands", "interactive", "events_api", "options"
_REASONS = {"timeout": "http_timeout", "not_connected": "connection_failed", "http_error": "http_error"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Ack:
    """How the app took a payload. `failure` is None, "timeout", "not_connected" or "http_error".

    `again` is whether an event that failed may be repeated: an app forbids it by the header X-Slack-No-Retry.
    """

    status: int | None
    body: Json
    failure: str | None = None
    again: bool = True

    @property
    def ok(self) -> bool:
        """Whether it was acknowledged in time."""
        return self.failure is None


@dataclass(frozen=True)
class Again:
    """A repetition: the how manieth, and why."""

    number: int
    reason: str


class Delivery:
    """Delivers to the one installed app and logs every attempt."""

    def __init__(self, hub: SocketHub, activity: Activity, faults: Faults, ack_seconds: float = ACK_SECONDS) -> None:
        self._hub = hub
        self._activity = activity
        self._faults = faults
        self._ack_seconds = ack_seconds
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(
        self, app: InstalledApp, kind: str, payload: Json, *, url: str = "", again: Again | None = None
    ) -> Ack:
        """Deliver once and wait for the acknowledgement. `again` says that it is a repetition, and of what."""
        entry = self._activity.deliveries.add(
            at=time.time(),
            kind=kind,
            payload=payload,
            retry=again.number if again else 0,
            problems=problems_in(kind, payload),
        )
        with self._activity.under_way(entry):
            # A slow network takes its time out of the three seconds.
            await asyncio.sleep(self._faults.delay)
            left = self._ack_seconds - self._faults.delay
            if app.socket_mode:
                ack = await self._over_socket(kind, payload, again, left)
            elif urlsplit(url).hostname not in _LOOPBACK:
                # Only programs on this machine: a simulation must not send anything out.
                ack = Ack(None, {}, "not_connected")
            else:
                ack = await self._over_http(signed_request(app, kind, payload, url, again), left)
        entry.update(ack_status=ack.status, ack_body=ack.body, failure=ack.failure)
        return ack

    def send_event(self, app: InstalledApp, payload: Json) -> None:
        """Deliver an event in the background, and again when it is not acknowledged."""
        task = asyncio.create_task(self._event(app, payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> None:
        """Stop repeating events."""
        for task in self._tasks:
            task.cancel()

    async def _event(self, app: InstalledApp, payload: Json) -> None:
        ack = await self.send(app, EVENTS, payload, url=app.events_url)
        for number, pause in enumerate(EVENT_RETRIES, start=1):
            if ack.ok or not ack.again:
                return
            await asyncio.sleep(pause)
            again = Again(number, _REASONS[ack.failure or ""])
            ack = await self.send(app, EVENTS, payload, url=app.events_url, again=again)

    async def _over_socket(self, kind: str, payload: Json, again: Again | None, left: float) -> Ack:
        retry = {"retry_attempt": again.number, "retry_reason": "timeout"} if again else {}
        envelope_type = INTERACTIVE if kind == OPTIONS else kind
        try:
            body = await self._hub.deliver(envelope_type, payload, answers=kind != EVENTS, timeout=left, retry=retry)
        except TimeoutError:
            return Ack(None, {}, "timeout")
        except ConnectionError:
            return Ack(None, {}, "not_connected")
        return Ack(200, body or {})

    async def _over_http(self, request: urllib.request.Request, left: float) -> Ack:
        try:
            return await asyncio.wait_for(asyncio.to_thread(_post, request), left)
        except TimeoutError:
            return Ack(None, {}, "timeout")
        except OSError:
            return Ack(None, {}, "not_connected")


def signed_request(app: App, kind: str, payload: Json, url: str, again: Again | None = None) -> urllib.request.Request:
    """The request that Slack would send, signed with v0 HMAC on real time."""
    if kind == EVENTS:
        content_type, body = "application/json", json.dumps(payload, ensure_ascii=False).encode()
    elif kind == COMMANDS:
        content_type, body = "application/x-www-form-urlencoded", urlencode(payload).encode()
    else:
        content_type, body = "application/x-www-form-urlencoded", urlencode({"payload": json.dumps(payload)}).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(app.signing_secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (local workspace)",
    }
    if again:
        headers |= {"X-Slack-Retry-Num": str(again.number), "X-Slack-Retry-Reason": again.reason}
    return urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  # loopback only


def _post(request: urllib.request.Request) -> Ack:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ACK_SECONDS) as answer:
            return Ack(answer.status, _body(answer.read()))
    except urllib.error.HTTPError as error:
        with error:
            again = error.headers.get("X-Slack-No-Retry") != "1"
            return Ack(error.code, _body(error.read()), "http_error", again)


def _body(raw: bytes) -> Json:
    text = raw.decode("utf-8", "replace").strip()
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}
