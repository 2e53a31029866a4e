"""What Slack delivers: a command, a click, a sent form, a shortcut, a look-up.

Shapes by Slack's pages on slash commands, block_actions, view_submission, message_action and block_suggestion payloads.
"""

import html
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.usecases.actor import Actor
from storage.models import ReportKind

Body = Mapping[str, Any]
_COMMAND = re.compile(r"^(/(?:.+-)?)(request|lost|won|field)$")
CAPTURE_COMMAND = re.compile(r"^/(.+-)?(request|lost|won)$")
FIELD_COMMAND = re.compile(r"^/(.+-)?field$")
SWITCH_KIND = re.compile(r"^switch_kind:")
SAVE_AS = re.compile(r"^save_as:")
CHOOSE_ACCOUNT = re.compile(r"^choose_account:")
_NOBODY: Mapping[str, str] = {}
_MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def storable(text: str) -> str:
    """A text without what a database refuses: the NUL character (PostgreSQL) and halves of characters (both)."""
    whole = text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")
    return whole.replace("\0", "")


def readable(text: str, names: Mapping[str, str] = _NOBODY) -> str:
    """Slack's escaped text as the person typed it: mentions become names, links addresses, entities characters.

    Commands bring the names of whom they mention; messages bring bare ids, for which `names` (by id) is asked. An id
    that stays unknown is never shown.
    See https://docs.slack.dev/messaging/formatting-message-text, "Retrieving messages".
    """
    return html.unescape(_MARKED.sub(lambda mark: _typed(mark, names), text))


def _typed(mark: re.Match[str], names: Mapping[str, str]) -> str:
    sign, target, label = mark.groups()
    match sign:
        case "@":
            return f"@{(label or names.get(target) or 'someone').removeprefix(sign)}"
        case "#":
            return f"#{(label or names.get(target) or 'channel').removeprefix(sign)}"
        case "!":
            # <!here>, <!channel>, <!subteam^S1|@sales>, <!date^…|fallback>
            return label or f"@{target.partition('^')[0]}"
        case _:
            return target.removeprefix("mailto:")


@dataclass(frozen=True)
class Command:
    """A slash command; `name` is without slash and prefix, which are in `prefix`: "/gs-"."""

    actor: Actor
    name: str
    prefix: str
    words: str
    channel_id: str
    trigger_id: str
    response_url: str


def command(body: Body) -> Command:
    """Read a slash command."""
    found = _COMMAND.match(str(body["command"]))
    return Command(
        actor=Actor(body["team_id"], body["user_id"], body.get("user_name", "")),
        name=found[2] if found else "",
        prefix=found[1] if found else "/",
        words=storable(readable(body.get("text", "") or "")).strip(),
        channel_id=body.get("channel_id", ""),
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url", ""),
    )


@dataclass(frozen=True)
class Fields:
    """The state of a form's fields. Our fields carry one element, so a block id is enough to name one."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    def _one(self, name: str) -> Mapping[str, Any]:
        return next(iter(self.values.get(name, {}).values()), {})

    def is_filled(self, name: str) -> bool:
        """Whether anything was typed or chosen."""
        return bool(self.text(name) or self.choice(name) or self.choices(name))

    def text(self, name: str) -> str:
        """What was typed, trimmed; empty when nothing was."""
        return self.as_typed(name).strip()

    def as_typed(self, name: str) -> str:
        """What was typed with every line that it has, empty ones too, so that a line can be named by its number."""
        return storable(str(self._one(name).get("value") or ""))

    def choice(self, name: str) -> str:
        """The value chosen in a menu or radio group; empty when none was."""
        return str((self._one(name).get("selected_option") or {}).get("value", ""))

    def choices(self, name: str) -> list[str]:
        """The values chosen in a menu for several."""
        return [str(option["value"]) for option in self._one(name).get("selected_options") or []]

    def user(self, name: str) -> str:
        """The person picked."""
        return str(self._one(name).get("selected_user") or "")

    def users(self, name: str) -> list[str]:
        """The people picked."""
        return [str(user) for user in self._one(name).get("selected_users") or []]

    def conversation(self, name: str) -> str:
        """The channel picked."""
        return str(self._one(name).get("selected_conversation") or self._one(name).get("selected_channel") or "")

    def day(self, name: str) -> date | None:
        """The day picked."""
        picked = self._one(name).get("selected_date")
        return date.fromisoformat(picked) if picked else None

    def time(self, name: str) -> str:
        """The time picked, such as 09:00."""
        return str(self._one(name).get("selected_time") or "")


@dataclass(frozen=True)
class Click:
    """A button pressed or a menu chosen. `value` is the button's or the chosen option's."""

    actor: Actor
    action_id: str
    value: str
    trigger_id: str
    response_url: str
    channel_id: str
    message_ts: str
    view_id: str
    view_hash: str
    in_home: bool
    is_ephemeral: bool
    metadata: str
    fields: Fields

    @property
    def id(self) -> uuid.UUID:
        """The value as an id; ValueError when it is none of ours."""
        return uuid.UUID(self.value)


def click(body: Body) -> Click:
    """Read a press or a choice."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    view = body.get("view") or {}
    container = body.get("container") or {}
    return Click(
        actor=_actor(body),
        action_id=action["action_id"],
        value=str(action.get("value") or chosen.get("value") or ""),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
        channel_id=(body.get("channel") or {}).get("id", "") or container.get("channel_id", ""),
        message_ts=container.get("message_ts", ""),
        view_id=view.get("id", ""),
        view_hash=view.get("hash", ""),
        in_home=view.get("type") == "home",
        is_ephemeral=bool(container.get("is_ephemeral")),
        metadata=view.get("private_metadata", ""),
        fields=Fields((view.get("state") or {}).get("values") or {}),
    )


@dataclass(frozen=True)
class Submission:
    """A form that was sent."""

    actor: Actor
    form: str
    metadata: str
    view_id: str
    fields: Fields


def submission(body: Body) -> Submission:
    """Read a sent form."""
    view = body["view"]
    return Submission(
        actor=_actor(body),
        form=view["callback_id"],
        metadata=view.get("private_metadata", ""),
        view_id=view["id"],
        fields=Fields(view["state"]["values"]),
    )


@dataclass(frozen=True)
class Closing:
    """A form that was closed without being sent; `is_cleared`: with all that lay below it."""

    actor: Actor
    metadata: str
    is_cleared: bool


def closing(body: Body) -> Closing:
    """Read a closed form; see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload."""
    return Closing(_actor(body), body["view"].get("private_metadata", ""), bool(body.get("is_cleared")))


@dataclass(frozen=True)
class Shortcut:
    """A shortcut that was chosen from anywhere: it belongs to no channel, and nothing but a form can answer it."""

    actor: Actor
    callback_id: str
    trigger_id: str


def shortcut(body: Body) -> Shortcut:
    """Read a global shortcut; see https://docs.slack.dev/interactivity/implementing-shortcuts."""
    return Shortcut(actor=_actor(body), callback_id=body["callback_id"], trigger_id=body["trigger_id"])


@dataclass(frozen=True)
class MessageShortcut:
    """A shortcut on a message; `text` is the message's as Slack escapes it, `names` by id are those that came along."""

    actor: Actor
    trigger_id: str
    response_url: str
    channel_id: str
    message_ts: str
    author_id: str
    text: str
    names: Mapping[str, str]
    permalink: str

    def words(self, known: Mapping[str, str] = _NOBODY) -> str:
        """The text as people read it; `known` are names of people by id, beside those that came along."""
        named = {**self.names, **{key: name for key, name in known.items() if name}}
        return storable(readable(self.text, named)).strip()


def message_shortcut(body: Body) -> MessageShortcut:
    """Read a message shortcut; the link is built from what the payload says, without asking Slack."""
    message, actor = body["message"], _actor(body)
    channel_id, ts = body["channel"]["id"], message["ts"]
    domain = (body.get("team") or {}).get("domain", "")
    thread = message.get("thread_ts", "")
    query = f"?thread_ts={thread}&cid={channel_id}" if thread and thread != ts else ""
    return MessageShortcut(
        actor=actor,
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url", ""),
        channel_id=channel_id,
        message_ts=ts,
        author_id=message.get("user", ""),
        text=message.get("text", "") or "",
        names={actor.user_id: actor.name, channel_id: body["channel"].get("name", "")},
        permalink=f"https://{domain}.slack.com/archives/{channel_id}/p{ts.replace('.', '')}{query}" if domain else "",
    )


@dataclass(frozen=True)
class Lookup:
    """A question for choices while somebody types."""

    actor: Actor
    action_id: str
    typed: str
    metadata: str


def lookup(body: Body) -> Lookup:
    """Read a question for choices."""
    return Lookup(
        actor=_actor(body),
        action_id=body["action_id"],
        typed=storable(str(body.get("value") or "")).strip(),
        metadata=(body.get("view") or {}).get("private_metadata", ""),
    )


@dataclass(frozen=True)
class FormKey:
    """What a report form is about: a new report (`ref` is its draft) or an edit (`ref` is the report)."""

    kind: ReportKind
    is_edit: bool
    ref: uuid.UUID

    def __str__(self) -> str:
        return f"{self.kind}:{'edit' if self.is_edit else 'new'}:{self.ref}"

    @classmethod
    def parse(cls, metadata: str) -> "FormKey":
        """Read a form's private metadata."""
        kind, verb, ref = metadata.split(":")
        return cls(ReportKind(kind), verb == "edit", uuid.UUID(ref))


def _actor(body: Body) -> Actor:
    user = body["user"]
    team = body.get("team") or {}
    return Actor(team.get("id") or user.get("team_id", ""), user["id"], user.get("name") or user.get("username") or "")
