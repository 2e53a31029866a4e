"""The workspace's clock: real time plus an offset kept in a file, so that the bot can follow it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FARTHEST = 50 * 365 * 86_400.0
"""Fifty years, in seconds."""


class Clock:
    """Tells the workspace's time (seconds since the epoch, UTC). Tokens, triggers and timeouts use real time instead.

    `file` holds the offset in seconds as text; without one the offset lives in memory.
    """

    def __init__(self, file: Path | None = None, real: Callable[[], float] = time.time) -> None:
        self._file = file
        self._real = real
        self._offset = self._read()
        self._listeners: list[Callable[[], None]] = []

    @property
    def offset(self) -> float:
        """Seconds that the workspace is ahead of real time."""
        return self._offset

    def now(self) -> float:
        """The workspace's time in seconds since the epoch."""
        return self._real() + self._offset

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` each time the clock was moved."""
        self._listeners.append(listener)

    def set(self, offset: float) -> None:
        """Move the workspace to real time plus `offset` seconds, and write that down for the bot.

        ValueError beyond FARTHEST: messages are ordered by times of ten digits.
        """
        if not abs(offset) <= FARTHEST:
            raise ValueError(f"{offset:g} seconds are too far from now")
        self._offset = offset
        self._write()
        for listener in self._listeners:
            listener()

    def _write(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed, so that the bot never reads half a number.
        draft = self._file.with_suffix(".new")
        draft.write_text(f"{self._offset:g}\n", encoding="utf-8")
        draft.replace(self._file)

    def until_next_monday(self, timezone: str) -> float:
        """The offset that makes it five past nine on the next Monday in `timezone` (an IANA name)."""
        now = datetime.fromtimestamp(self.now(), tz=ZoneInfo(timezone))
        monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=5, second=0, microsecond=0)
        # Through timestamps: between two wall times lies an hour more or less when the clocks change.
        return self._offset + monday.timestamp() - now.timestamp()

    def _read(self) -> float:
        if self._file is None:
            return 0.0
        try:
            offset = float(self._file.read_text(encoding="utf-8").strip() or 0)
        except (OSError, ValueError):
            return 0.0
        return offset if abs(offset) <= FARTHEST else 0.0
