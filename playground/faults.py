"""Misbehaviour on command: faults that a test orders, and rate limits that it sets."""

import time
from collections.abc import Callable
from dataclasses import dataclass

KINDS = ("ratelimited", "error", "500_before", "500_after", "drop_after", "late")


@dataclass
class Fault:
    """One kind of trouble for the next `times` calls of a method ("*" for all), perhaps only for one channel."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    error: str = "internal_error"
    seconds: float = 0.0
    channel: str | None = None

    def applies(self, method: str, channel: str | None) -> bool:
        """Whether this call is to be troubled."""
        return self.times > 0 and self.method in (method, "*") and self.channel in (None, channel)


class Faults:
    """The ordered faults and the limits in force (real time)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._faults: list[Fault] = []
        self._per_minute: dict[str, int] = {}
        self._channel_per_second: float | None = None
        self._calls: dict[str, list[float]] = {}

    def order(self, fault: Fault) -> None:
        """Trouble coming calls."""
        self._faults.append(fault)

    def clear(self) -> None:
        """No more trouble, no limits."""
        self._faults.clear()
        self.limit({}, None)

    def cancel(self) -> None:
        """Forget ordered faults; limits stay."""
        self._faults.clear()

    def limit(self, per_minute: dict[str, int], channel_per_second: float | None) -> None:
        """Set rate limits: calls a minute by method, messages a second by channel."""
        self._per_minute, self._channel_per_second = dict(per_minute), channel_per_second
        self._calls.clear()

    def take(self, method: str, channel: str | None) -> Fault | None:
        """The trouble for this call, if any; a taken fault has one time less."""
        for fault in self._faults:
            if fault.applies(method, channel):
                fault.times -= 1
                return fault
        return None

    def wait(self, method: str, channel: str | None) -> int | None:
        """Seconds for Retry-After when this call is over a limit, else None (and the call counts)."""
        windows: list[tuple[str, float, float]] = []
        if method in self._per_minute:
            windows.append((method, self._per_minute[method], 60.0))
        if method == "chat.postMessage" and channel and self._channel_per_second:
            windows.append((f"post:{channel}", self._channel_per_second, 1.0))
        now = self._monotonic()
        for key, most, span in windows:
            recent = [at for at in self._calls.get(key, []) if now - at < span]
            self._calls[key] = recent
            if len(recent) >= most:
                return max(1, round(span - (now - recent[0])))
        for key, _, _ in windows:
            self._calls.setdefault(key, []).append(now)
        return None
