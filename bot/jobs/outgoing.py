"""What can come of rendering an outbox row, and what a renderer is given."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from bot.blocks.kit import Message
from digests.charts.figures import Drawing
from storage.database import Session
from storage.models import Lane, Workspace


@dataclass(frozen=True)
class Picture:
    """What a message can show besides its words: `draw` it, upload it as `name`, `show` the file with its alt text."""

    name: str
    draw: Callable[[], Drawing]
    show: Callable[[str, str], Message]


class Shows(Enum):
    """What a message has beside its words: nothing, a picture that was uploaded, or a chart that Slack draws."""

    WORDS = "words"
    FILE = "file"
    CHART = "chart"


@dataclass(frozen=True)
class Outgoing:
    """What to post and where. `update_ts` redraws a message that is there; `respond_to` is tried before the channel.

    `has_moved`: the message stands in another channel than the one its lane leads to by now. `message` is in
    words. `chart` is the same with a chart that Slack draws, tried first where there is one; `picture` is tried next.
    `shows` says what `message` shows already.
    """

    channel_id: str
    message: Message
    thread_ts: str | None = None
    update_ts: str | None = None
    respond_to: str = ""
    has_moved: bool = False
    picture: Picture | None = None
    chart: Message | None = None
    shows: Shows = Shows.WORDS


@dataclass(frozen=True)
class Sharing:
    """A picture to share as a file in a thread, under a title. What it shows is there in words already."""

    channel_id: str
    thread_ts: str
    name: str
    title: str
    draw: Callable[[], Drawing]


@dataclass(frozen=True)
class Removal:
    """A message of ours to delete."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Hold:
    """It has no place to go before somebody sets it up."""

    why: str


@dataclass(frozen=True)
class Nothing:
    """There is nothing to say any more."""

    why: str


@dataclass(frozen=True)
class Deed:
    """Nothing to say, but something to do: work of ours that nobody had to wait for.

    What it gives back: whether names are known now that the reader did not know.
    """

    work: Callable[[Session], bool]


@dataclass(frozen=True)
class Unrenderable:
    """A fault of ours: it could not be drawn."""


Rendered = Outgoing | Sharing | Removal | Hold | Nothing | Deed | Unrenderable


@dataclass(frozen=True)
class Rendering:
    """Where a renderer finds its facts."""

    session: Session
    workspace: Workspace
    ids: Mapping[str, Any]
    lane: str
    now: datetime
    posted: tuple[str, str] | None = None  # channel and ts, when it was said before and is to be redrawn
    public_url: str = ""  # where our pages are; empty where there are none

    @property
    def workspace_id(self) -> str:
        """Whose message it is."""
        return self.workspace.workspace_id

    def id(self, name: str) -> uuid.UUID:
        """One of the row's ids."""
        return uuid.UUID(self.ids[name])

    @property
    def url(self) -> str:
        """The workspace's address for links to messages; empty when unknown."""
        return self.workspace.url


def channel_of(at: Rendering) -> str | None:
    """Where the row's lane leads by now; None while nobody chose its channel."""
    if at.lane == Lane.TRIAGE:
        return at.workspace.triage_channel_id
    if at.lane == Lane.DIGEST:
        return at.workspace.digest_channel_id
    return at.lane.removeprefix("dm:")


def in_channel(at: Rendering, message: Message | None, **where: Any) -> Rendered:
    """A message in the row's lane, held while that lane leads nowhere."""
    if message is None:
        return Nothing("nothing to say")
    channel_id = channel_of(at)
    if not channel_id:
        return Hold(f"waits until the {at.lane} channel is chosen in setup")
    return Outgoing(channel_id, message, **where)
