"""How often the app may call: Slack's published limits, or what a test sets.

See https://docs.slack.dev/apis/web-api/rate-limits
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

SLACK, NONE = "slack", "none"
PRESETS = (SLACK, NONE)

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
"""Calls a minute for each method and workspace. Slack promises at least so many; this is where it may stop an app."""
_SPECIAL = 600
"""For methods whose limit Slack calls special: several hundred a minute."""

PER_MINUTE = {
    "api.test": TIER_4,
    "apps.connections.open": TIER_2,
    "apps.uninstall": TIER_1,
    "auth.revoke": TIER_3,
    "auth.test": _SPECIAL,
    "bookmarks.add": TIER_2,
    "bookmarks.edit": TIER_2,
    "bookmarks.list": TIER_3,
    "bookmarks.remove": TIER_2,
    "bots.info": TIER_3,
    "chat.delete": TIER_3,
    "chat.deleteScheduledMessage": TIER_3,
    "chat.getPermalink": _SPECIAL,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": _SPECIAL,
    "chat.scheduleMessage": TIER_3,
    "chat.scheduledMessages.list": TIER_3,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.leave": TIER_3,
    "conversations.list": TIER_2,
    "conversations.mark": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "oauth.v2.access": TIER_4,
    "pins.add": TIER_2,
    "pins.list": TIER_2,
    "pins.remove": TIER_2,
    "reactions.add": TIER_3,
    "reactions.get": TIER_3,
    "reactions.list": TIER_2,
    "reactions.remove": TIER_2,
    "team.info": TIER_3,
    "users.conversations": TIER_3,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "users.lookupByEmail": TIER_3,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


@dataclass
class _Window:
    """The calls of the last `span` seconds, of which `most` may be."""

    most: float
    span: float
    calls: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> int | None:
        """Seconds until the next call may come, or None when it may come now."""
        while self.calls and now - self.calls[0] >= self.span:
            self.calls.popleft()
        return max(1, round(self.span - (now - self.calls[0]))) if len(self.calls) >= self.most else None


class Limits:
    """The limits in force, on real time. None at first."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.preset = NONE
        self._per_minute: dict[str, float] = {}
        self._posts_per_second: float | None = None
        self._windows: dict[str, _Window] = {}

    def use(self, preset: str) -> None:
        """Slack's own limits, or none."""
        if preset == SLACK:
            self.set({name: float(most) for name, most in PER_MINUTE.items()}, 1.0)
        else:
            self.set({}, None)
        self.preset = preset

    def set(self, per_minute: dict[str, float], posts_per_second: float | None) -> None:
        """Calls a minute by method, and messages a second in one channel."""
        self.preset = NONE
        self._per_minute, self._posts_per_second = dict(per_minute), posts_per_second
        self._windows.clear()

    def wait(self, team: str, method: str, channel: str | None) -> int | None:
        """Seconds for Retry-After when this call is over a limit, else None (and the call counts)."""
        now = self._monotonic()
        windows = list(self._of(team, method, channel))
        waits = [wait for window in windows if (wait := window.wait(now)) is not None]
        if waits:
            return max(waits)
        for window in windows:
            window.calls.append(now)
        return None

    def _of(self, team: str, method: str, channel: str | None) -> Iterator[_Window]:
        if method in self._per_minute:
            yield self._window(f"{team}:{method}", self._per_minute[method], 60.0)
        if method == "chat.postMessage" and channel and self._posts_per_second:
            # Slack's limit tolerates a short burst, a test's limit is exact.
            spare = 3.0 if self.preset == SLACK else 1.0
            yield self._window(f"post:{channel}", self._posts_per_second * spare, spare)

    def _window(self, key: str, most: float, span: float) -> _Window:
        return self._windows.setdefault(key, _Window(most, span))
