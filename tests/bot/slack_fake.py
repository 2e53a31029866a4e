"""A Slack that keeps what it is told in memory and misbehaves on command."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.blocks.kit import Message
from bot.slack import Posted, RateLimited, Refused, Slack, Unclear


@dataclass
class Sent:
    """One message as Slack has it."""

    channel_id: str
    ts: str
    text: str
    message_id: str
    is_resent: bool
    thread_ts: str | None


@dataclass
class Trouble:
    """What goes wrong with one call: before it is carried out, or after."""

    error: Exception
    is_done: bool = False
    meanwhile: Callable[[], None] = lambda: None  # what happens while the answer is under way


@dataclass
class FakeSlack(Slack):
    """Posts, redraws and deletes in memory; `trouble` is taken from the front, one for each call of a method."""

    sent: list[Sent] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    pictures: list[str | None] = field(default_factory=list)  # of each post that was tried, the file it showed
    shared: list[tuple[str, str, str, str]] = field(default_factory=list)  # title, alt text, channel, thread
    charts: list[bool] = field(default_factory=list)  # of each post that was tried, whether Slack was to draw
    updates: list[tuple[str, str]] = field(default_factory=list)
    trouble: dict[str, list[Trouble]] = field(default_factory=dict)
    _ts: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def fails(self, method: str, error: Exception, *, is_done: bool = False) -> Trouble:
        """The next call of this method fails."""
        trouble = Trouble(error, is_done)
        self.trouble.setdefault(method, []).append(trouble)
        return trouble

    def refuses(self, method: str, code: str) -> None:
        """The next call of this method is answered no."""
        self.fails(method, Refused(code))

    def is_unclear(self, method: str, *, is_done: bool) -> Trouble:
        """The next call of this method gets no clear answer."""
        return self.fails(method, Unclear("HTTP 500"), is_done=is_done)

    def limits(self, method: str, seconds: float) -> None:
        """The next call of this method comes too soon."""
        self.fails(method, RateLimited(seconds))

    def texts(self, channel_id: str) -> list[str]:
        """What a channel shows."""
        return [one.text for one in self.sent if one.channel_id == channel_id]

    def forgets(self, ts: str) -> None:
        """Somebody deletes a message."""
        self.sent = [one for one in self.sent if one.ts != ts]

    def post(
        self,
        channel_id: str,
        message: Message,
        *,
        message_id: str,
        thread_ts: str | None = None,
        is_resent: bool = False,
    ) -> Posted:
        self.pictures.append(next((one["slack_file"]["id"] for one in message.blocks if one["type"] == "image"), None))
        self.charts.append(any(one["type"] == "data_visualization" for one in message.blocks))
        trouble = self._trouble("post")
        ts = f"1790000000.{next(self._ts):06d}"
        self.sent.append(Sent(channel_id, ts, str(message.text), message_id, is_resent, thread_ts))
        self._end(trouble)
        return Posted(channel_id, ts)

    def update(self, channel_id: str, ts: str, message: Message) -> Posted:
        trouble = self._trouble("update")
        shown = next((one for one in self.sent if (one.channel_id, one.ts) == (channel_id, ts)), None)
        if shown is None:
            raise Refused("message_not_found")
        shown.text = str(message.text)
        self.updates.append((channel_id, ts))
        self._end(trouble)
        return Posted(channel_id, ts)

    def upload(self, name: str, content: bytes) -> str:
        trouble = self._trouble("upload")
        self.files.append(content)
        self._end(trouble)
        return f"F{len(self.files)}"

    def share(self, name: str, content: bytes, *, title: str, alt: str, channel_id: str, thread_ts: str) -> None:
        trouble = self._trouble("share")
        self.files.append(content)
        self.shared.append((title, alt, channel_id, thread_ts))
        self._end(trouble)

    def delete(self, channel_id: str, ts: str) -> None:
        trouble = self._trouble("delete")
        if not any(one.ts == ts for one in self.sent):
            raise Refused("message_not_found")
        self.forgets(ts)
        self._end(trouble)

    def _trouble(self, method: str) -> Trouble | None:
        waiting = self.trouble.get(method) or []
        trouble = waiting.pop(0) if waiting else None
        if trouble is not None and not trouble.is_done:
            trouble.meanwhile()
            raise trouble.error
        return trouble

    def _end(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            trouble.meanwhile()
            raise trouble.error
