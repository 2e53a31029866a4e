"""What the workspace remembers: people, channels, messages, the installed app and uploaded files."""

from dataclasses import dataclass, field

from playground.shapes import Blocks, Json

BROADCAST = "thread_broadcast"
"""The subtype of a reply that is shown in its channel too."""


@dataclass(frozen=True)
class Team:
    """The workspace itself. `timezone` is an IANA name; it is the default of everybody in it."""

    id: str = "T0GROUNDSW"
    name: str = "Groundswell"
    domain: str = "groundswell-local"
    timezone: str = "UTC"

    @property
    def url(self) -> str:
        """Where Slack would serve this workspace."""
        return f"https://{self.domain}.slack.com/"


@dataclass(frozen=True)
class Person:
    """A member of the workspace, or the app's bot user."""

    id: str
    name: str
    real_name: str = ""
    title: str = ""
    color: str = "4bbe2e"
    timezone: str = ""
    email: str = ""
    is_bot: bool = False
    is_admin: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel, or a direct message between `user` and the app (`kind` "im")."""

    id: str
    name: str
    kind: str = "channel"
    user: str = ""
    topic: str = ""
    purpose: str = ""
    is_private: bool = False
    is_archived: bool = False
    created: int = 0

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message."""
        return self.kind == "im"

    @property
    def type(self) -> str:
        """Slack's `channel_type`."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"


@dataclass
class Message:
    """One message. `ephemeral_to` names the only reader of an ephemeral one, which is never stored."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: Blocks = field(default_factory=list)
    attachments: Blocks = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    username: str | None = None
    icons: Json | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    client_msg_id: str | None = None
    ephemeral_to: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it lives in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True)
class Thread:
    """What a parent message shows of its replies."""

    count: int
    users: tuple[str, ...]
    latest: str


@dataclass(frozen=True)
class StoredFile:
    """An uploaded file; `complete` once files.completeUploadExternal named it, shown from `ready` on (real time)."""

    id: str
    name: str
    size: int
    title: str = ""
    alt_text: str = ""
    mimetype: str = "application/octet-stream"
    user: str = ""
    created: int = 0
    channels: tuple[str, ...] = ()
    uploaded: bool = False
    complete: bool = False
    ready: float = 0.0
