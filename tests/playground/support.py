"""What the tests of the local workspace share: a manifest, and an app that answers as it is told."""

import contextlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from playground import Workspace

Json = dict[str, Any]
Answer = Callable[[Json], Json | None]

SILENCE: Json = {"no": "acknowledgement"}
"""Returned by an answer that lets the three seconds pass."""

SCOPES = [
    "commands",
    "chat:write",
    "im:history",
    "im:write",
    "im:read",
    "channels:read",
    "channels:history",
    "metadata.message:read",
    "reactions:write",
    "reactions:read",
    "users:read",
    "team:read",
    "files:write",
    "files:read",
]

PEOPLE = [
    {"id": "U1", "name": "ann", "real_name": "Ann Lee", "title": "Rep", "tz": "Europe/London"},
    {"id": "U2", "name": "bob", "real_name": "Bob Ray"},
    {"id": "U3", "name": "cid", "real_name": "Cid Orr"},
]
CHANNELS = [
    {"id": "C1", "name": "triage", "topic": "What the field hears"},
    {"id": "C2", "name": "sales", "members": ["U1", "U2"], "bot": False},
    {"id": "C3", "name": "old", "is_archived": True},
    {"id": "C4", "name": "board", "is_private": True, "members": ["U1"], "bot": False},
]


def manifest(**settings: Any) -> Json:
    """A manifest with a command, two shortcuts, a home tab and every event that the workspace knows."""
    return {
        "display_information": {"name": "Groundswell"},
        "features": {
            "bot_user": {"display_name": "Groundswell"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/request", "description": "Log a request", "should_escape": True},
                {"command": "/lost", "description": "Log a lost deal"},
            ],
            "shortcuts": [
                {"callback_id": "log_message", "name": "Log it", "type": "message", "description": "Log"},
                {"callback_id": "log_new", "name": "Log new", "type": "global", "description": "Log"},
            ],
        },
        "oauth_config": {"scopes": {"bot": settings.pop("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": [
                    "app_home_opened",
                    "app_uninstalled",
                    "message.channels",
                    "message.im",
                    "message_metadata_posted",
                    "reaction_added",
                    "tokens_revoked",
                ],
                "metadata_subscriptions": [{"app_id": "*", "event_type": "gs_outbox"}],
            },
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            **settings,
        },
    }


@dataclass
class FakeApp:
    """A Socket Mode app: keeps what it receives and acknowledges with what `answers` gives for the payload's type."""

    workspace: Workspace
    installed: Json
    answers: dict[str, Answer] = field(default_factory=dict)
    envelopes: list[Json] = field(default_factory=list)
    notes: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = WebClient(self.installed["bot_token"], base_url=self.workspace.api_url, retry_handlers=[])
        self._arrived = threading.Condition()
        self._open = contextlib.ExitStack()

    def address(self) -> str:
        """An address for one Socket Mode connection."""
        opener = WebClient(self.installed["app_token"], base_url=self.workspace.api_url)
        return str(opener.apps_connections_open(app_token=self.installed["app_token"])["url"])

    def connect(self) -> None:
        """Open a Socket Mode connection and wait for the hello."""
        socket = self._open.enter_context(connect(self.address()))
        self.notes.append(json.loads(socket.recv()))
        reader = threading.Thread(target=self._read, args=(socket,))
        reader.start()
        # Undone in reverse: the socket is closed, then its reader ends.
        self._open.callback(reader.join)
        self._open.callback(socket.close)

    def close(self) -> None:
        """Close all connections."""
        self._open.close()

    @property
    def payloads(self) -> list[Json]:
        """All payloads so far."""
        return [envelope["payload"] for envelope in self.envelopes]

    def wait_for(self, kind: str, count: int = 1) -> list[Json]:
        """The payloads of one kind (`type`, event type or "command"), once there are `count` of them."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self._of(kind)) >= count, timeout=10), self.payloads
            return self._of(kind)

    def _of(self, kind: str) -> list[Json]:
        return [payload for payload in self.payloads if kind_of(payload) == kind]

    def _read(self, socket: ClientConnection) -> None:
        try:
            for text in socket:
                message = json.loads(text)
                if "envelope_id" not in message:
                    self.notes.append(message)
                    continue
                self._acknowledge(socket, message)
        except ConnectionClosed:
            return

    def _acknowledge(self, socket: ClientConnection, envelope: Json) -> None:
        answer = self.answers.get(kind_of(envelope["payload"]))
        body = answer(envelope["payload"]) if answer else None
        if body is not SILENCE:
            reply = {"envelope_id": envelope["envelope_id"], **({"payload": body} if body else {})}
            socket.send(json.dumps(reply))
        with self._arrived:
            self.envelopes.append(envelope)
            self._arrived.notify_all()


def kind_of(payload: Json) -> str:
    """What a payload is about."""
    if "command" in payload:
        return "command"
    return str(payload["event"]["type"] if payload["type"] == "event_callback" else payload["type"])


def section(text: str) -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def button(action_id: str, **more: Any) -> Json:
    """A button in an actions block of its own."""
    element = {"type": "button", "action_id": action_id, "text": plain("Press"), "value": "7", **more}
    return {"type": "actions", "block_id": f"{action_id}_block", "elements": [element]}


def question(block_id: str, element: Json, **more: Any) -> Json:
    """An input block whose element has the action id "value"."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": {"action_id": "value", **element},
        **more,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }


def option(value: str) -> Json:
    """An option whose text is its value in capitals."""
    return {"text": plain(value.upper()), "value": value}


TEXT = {"type": "plain_text_input"}


class Hands:
    """Real time that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def command(app: FakeApp, text: str = "/lost", user: str = "U1", channel: str = "C1") -> Json:
    """Run a command that the app takes; the payload it got."""
    before = sum(kind_of(payload) == "command" for payload in app.payloads)
    outcome = app.workspace.post("/_control/command", user=user, channel=channel, text=text)
    assert outcome["ok"], outcome
    # The app acknowledges before it notes what it got: the newest may be an earlier one for a moment.
    return app.wait_for("command", before + 1)[-1]


def open_modal(app: FakeApp, view: Json, user: str = "U1") -> Json:
    """A modal that the app opened for somebody."""
    opened: Json = app.client.views_open(trigger_id=command(app, user=user)["trigger_id"], view=view)["view"]
    return opened


def posted(app: FakeApp, *blocks: Json, channel: str = "C1") -> str:
    """The ts of a new card of the app."""
    return str(app.client.chat_postMessage(channel=channel, text="card", blocks=list(blocks))["ts"])


def stack(workspace: Workspace, user: str = "U1") -> list[Json]:
    """The open modals of somebody."""
    found: list[Json] = workspace.get("/_control/views", user=user)["stack"]
    return found


def shown(workspace: Workspace, user: str = "U1", channel: str = "C1") -> list[str]:
    """The texts that somebody sees in a channel."""
    return [one["text"] for one in workspace.get("/_control/messages", channel=channel, user=user)["messages"]]
