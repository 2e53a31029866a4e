"""The Web API calls we make, typed, with every way they can end.

The posting client has no retry handlers: slack_sdk's own would post a second time after a connection that broke late.
"""

import json
import logging
import queue
import ssl
import threading
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.blocks.ids import EVENT_TYPE
from bot.blocks.kit import Message, View

_POST_TIMEOUT = 10
_UPLOAD_TIMEOUT = 4  # for each of three steps, while a message and its lane wait
_VIEW_TIMEOUT = 2  # inside Slack's three seconds for a command or a click

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Posted:
    """It is there."""

    channel_id: str
    ts: str


class RateLimited(Exception):
    """Slack asks to wait; certainly nothing was posted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Refused(Exception):
    """Slack answered no; `code` is Slack's word for it."""

    def __init__(self, code: str, details: str = "") -> None:
        super().__init__(f"{code} {details}".strip())
        self.code = code


class Unclear(Exception):
    """No clear answer came: it may or may not have been done."""


@cache
def tls() -> ssl.SSLContext:
    """The one TLS context of the process: slack_sdk would read all certificates again for each call, 50 ms and more."""
    return ssl.create_default_context()


class Slack:
    """The calls to one Slack workspace; a post that takes longer than `timeout` seconds counts as unclear."""

    def __init__(self, token: str, base_url: str, *, timeout: float = _POST_TIMEOUT) -> None:
        self._posting = _client(token, base_url, timeout)
        self._views = _client(token, base_url, _VIEW_TIMEOUT)
        self._files = _client(token, base_url, _UPLOAD_TIMEOUT)

    def post(
        self,
        channel_id: str,
        message: Message,
        *,
        message_id: str,
        thread_ts: str | None = None,
        is_resent: bool = False,
    ) -> Posted:
        """Post a message that carries its outbox id as metadata: ids only, because anybody may read metadata."""
        answer = self._call(
            "chat.postMessage",
            channel=channel_id,
            text=message.text,
            blocks=message.blocks or None,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"message_id": message_id, "is_resent": is_resent}},
        )
        return Posted(answer["channel"], answer["ts"])

    def update(self, channel_id: str, ts: str, message: Message) -> Posted:
        """Redraw a message; doing it twice does no harm."""
        self._call("chat.update", channel=channel_id, ts=ts, text=message.text, blocks=message.blocks)
        return Posted(channel_id, ts)

    def delete(self, channel_id: str, ts: str) -> None:
        """Remove a message of ours."""
        self._call("chat.delete", channel=channel_id, ts=ts)

    def upload(self, name: str, content: bytes) -> str:
        """Bring a file into Slack without sharing it; its id. It can be shown once Slack has processed it.

        What goes wrong on the way may leave a file behind that nobody sees.
        """
        return self._upload({"filename": name}, content, title=name)

    def share(self, name: str, content: bytes, *, title: str, alt: str, channel_id: str, thread_ts: str) -> None:
        """Bring a file into Slack and share it in a thread; `alt` says in words what a picture shows."""
        where = {"channel_id": channel_id, "thread_ts": thread_ts}
        self._upload({"filename": name, "alt_txt": alt}, content, title=title, **where)

    def _upload(self, about: Mapping[str, str], content: bytes, *, title: str, **where: str) -> str:
        """The three steps of an upload; without a place it is seen by nobody yet."""
        place = self._ask("files.getUploadURLExternal", self._files, params={**about, "length": len(content)})
        _send(str(place["upload_url"]), content)
        files = json.dumps([{"id": place["file_id"], "title": title}])
        self._ask("files.completeUploadExternal", self._files, params={"files": files, **where})
        return str(place["file_id"])

    def open_view(self, trigger_id: str, view: View) -> str:
        """Open a form; its view id."""
        answer = self._call("views.open", self._views, trigger_id=trigger_id, view=view)
        return str(answer["view"]["id"])

    def push_view(self, trigger_id: str, view: View) -> str:
        """Open a form on top of the one in which something was pressed; its view id."""
        answer = self._call("views.push", self._views, trigger_id=trigger_id, view=view)
        return str(answer["view"]["id"])

    def update_view(self, view_id: str, view: View, *, view_hash: str = "") -> None:
        """Change an open form; with a hash only if nobody changed it meanwhile."""
        self._call("views.update", self._views, view_id=view_id, view=view, hash=view_hash or None)

    def publish_home(self, user_id: str, view: View) -> None:
        """Show somebody their App Home."""
        self._call("views.publish", self._views, user_id=user_id, view=view)

    def identity(self) -> Mapping[str, Any]:
        """Who the token is: team_id, team, url, user_id, bot_id; and `scopes` and `date` from the answer's headers."""
        answer = self._posting.auth_test()
        headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
        said = dict(answer.data) if isinstance(answer.data, dict) else {}
        return {**said, "scopes": headers.get("x-oauth-scopes", ""), "date": headers.get("date", "")}

    def _call(self, method: str, client: WebClient | None = None, **arguments: Any) -> Mapping[str, Any]:
        """One call; raises RateLimited, Refused or Unclear."""
        sent = {name: value for name, value in arguments.items() if value is not None}
        return self._ask(method, client or self._posting, json=sent)

    def _ask(self, method: str, client: WebClient, **body: Any) -> Mapping[str, Any]:
        """One call with its arguments as `json`, or as `params` where Slack reads forms only."""
        try:
            answer = client.api_call(method, **body)
        except SlackApiError as error:
            raise _meaning(error) from error
        except (SlackClientError, OSError, ValueError) as error:
            # A reset, a timeout, an answer that is no JSON: the call may have been carried out.
            raise Unclear(type(error).__name__) from error
        return answer.data if isinstance(answer.data, dict) else {}


def _client(token: str, base_url: str, timeout: float) -> WebClient:
    # slack_sdk says int, and hands it to a socket, which takes parts of a second too.
    seconds: Any = timeout
    return WebClient(token=token, base_url=base_url, timeout=seconds, ssl=tls(), retry_handlers=[])


def _send(address: str, content: bytes) -> None:
    """The bytes of a file to the address that Slack gave for them."""
    request = urllib.request.Request(address, data=content, headers={"Content-Type": "application/octet-stream"})  # noqa: S310
    try:
        urllib.request.urlopen(request, timeout=_UPLOAD_TIMEOUT, context=tls()).close()  # noqa: S310 (Slack named it)
    except (OSError, ValueError) as error:
        raise Unclear(type(error).__name__) from error


def _meaning(error: SlackApiError) -> Exception:
    response = error.response
    if response.status_code == 429:
        return RateLimited(float(response.headers.get("Retry-After", response.headers.get("retry-after", 1))))
    if response.status_code >= 500 or not isinstance(response.data, dict):
        return Unclear(f"HTTP {response.status_code}")
    code = str(response.get("error", "unknown"))
    if code in ("fatal_error", "internal_error", "service_unavailable", "request_timeout"):
        return Unclear(code)
    if code == "ratelimited":
        return RateLimited(1)
    return Refused(code, "; ".join((response.get("response_metadata") or {}).get("messages", [])))


class Replies:
    """Private answers by response_url, sent from one thread of their own after the ack; at most once each."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="replies", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send what waits, then end."""
        self._waiting.put(None)
        self._thread.join(timeout=5)

    def privately(self, response_url: str, message: Message) -> None:
        """Answer the person who pressed, without touching the message they pressed on."""
        self._put(response_url, message, replace_original=False)

    def instead(self, response_url: str, message: Message) -> None:
        """Put an answer in place of the private message they pressed on."""
        self._put(response_url, message, replace_original=True)

    def directly(self, slack: Slack, user_id: str, message: Message) -> None:
        """A direct message past the outbox, where there is no other way: the database is out. At most once."""
        self._waiting.put(partial(_try_to_post, slack, user_id, message))

    def _put(self, response_url: str, message: Message, *, replace_original: bool) -> None:
        self._waiting.put(partial(reply_now, response_url, reply_body(message, replace_original=replace_original)))

    def _run(self) -> None:
        while (answer := self._waiting.get()) is not None:
            answer()


def _try_to_post(slack: Slack, user_id: str, message: Message) -> None:
    try:
        slack.post(user_id, message, message_id=str(uuid.uuid4()))
    except (Refused, RateLimited, Unclear) as trouble:
        logger.warning("a direct message was not delivered: %s", trouble)


def reply_body(message: Message, *, replace_original: bool = False) -> dict[str, Any]:
    """The JSON of a private answer."""
    return {
        "response_type": "ephemeral",
        "replace_original": replace_original,
        "text": message.text,
        **({"blocks": message.blocks} if message.blocks else {}),
    }


def reply_now(url: str, body: Mapping[str, Any]) -> bool:
    """Answer by a response_url; False when Slack did not take it (it lives thirty minutes and five answers)."""
    try:
        answer = WebhookClient(url, timeout=5, ssl=tls(), retry_handlers=[]).send_dict(dict(body))
    except (SlackClientError, OSError, ValueError) as error:
        logger.warning("private answer not delivered: %s", type(error).__name__)
        return False
    # A refusal may come with status 200: its body is then no "ok" but {"ok": false, "error": …}.
    taken = answer.status_code == 200 and '"ok":false' not in answer.body.replace(" ", "")
    if not taken:
        logger.warning("private answer not delivered: HTTP %s", answer.status_code)
    return taken
