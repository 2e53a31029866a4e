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

from playground.activity import Activity
from playground.manifest import InstalledApp
from playground.payload_checks import problems_in
from playground.shapes import Json
from playground.socketmode import SocketHub

ACK_SECONDS = 3.0
EVENT_RETRIES = (0.0, 60.0, 300.0)
"""Slack repeats an event at once, after a minute and after five (real seconds)."""

COMMANDS, INTERACTIVE, EVENTS, OPTIONS = "slash_commands", "interactive", "events_api", "options"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Ack:
    """How the app took a payload. `failure` is None, "timeout", "not_connected" or "http_error"."""

    status: int | None
    body: Json
    failure: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was acknowledged in time."""
        return self.failure is None


class Delivery:
    """Delivers to the one installed app and logs every attempt."""

    def __init__(self, hub: SocketHub, activity: Activity, ack_seconds: float = ACK_SECONDS) -> None:
        self._hub = hub
        self._activity = activity
        self._ack_seconds = ack_seconds
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, app: InstalledApp, kind: str, payload: Json, *, retry: int = 0, url: str = "") -> Ack:
        """Deliver once and wait for the acknowledgement."""
        entry = self._activity.deliveries.add(
            at=time.time(), kind=kind, payload=payload, retry=retry, problems=problems_in(kind, payload)
        )
        with self._activity.under_way():
            if app.socket_mode:
                ack = await self._over_socket(kind, payload, retry)
            else:
                ack = await self._over_http(app, kind, payload, retry, url)
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
        for attempt, pause in enumerate((None, *EVENT_RETRIES)):
            if pause:
                await asyncio.sleep(pause)
            ack = await self.send(app, EVENTS, payload, retry=attempt, url=app.events_url)
            if ack.ok:
                return

    async def _over_socket(self, kind: str, payload: Json, retry: int) -> Ack:
        again = {"retry_attempt": retry, "retry_reason": "timeout"} if retry else {}
        envelope_type = INTERACTIVE if kind == OPTIONS else kind
        try:
            body = await self._hub.deliver(
                envelope_type, payload, answers=kind != EVENTS, timeout=self._ack_seconds, retry=again
            )
        except TimeoutError:
            return Ack(None, {}, "timeout")
        except ConnectionError:
            return Ack(None, {}, "not_connected")
        return Ack(200, body or {})

    async def _over_http(self, app: InstalledApp, kind: str, payload: Json, retry: int, url: str) -> Ack:
        # Only programs on this machine: a simulation must not send anything out.
        if not url or urlsplit(url).hostname not in _LOOPBACK:
            return Ack(None, {}, "not_connected")
        request = signed_request(app, kind, payload, url, retry)
        try:
            status, body = await asyncio.wait_for(asyncio.to_thread(_post, request), self._ack_seconds)
        except TimeoutError:
            return Ack(None, {}, "timeout")
        except OSError:
            return Ack(None, {}, "not_connected")
        return Ack(status, body, None if 200 <= status < 300 else "http_error")


def signed_request(app: InstalledApp, kind: str, payload: Json, url: str, retry: int) -> urllib.request.Request:
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
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
    return urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  # loopback only


def _post(request: urllib.request.Request) -> tuple[int, Json]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ACK_SECONDS) as answer:
            return answer.status, _body(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _body(error.read())


def _body(raw: bytes) -> Json:
    text = raw.decode("utf-8", "replace").strip()
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}
