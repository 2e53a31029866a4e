"""The demo's clock: real time plus the offset that the local workspace keeps in a file."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

# How old the offset may be, in seconds: soon enough for people, and no reading at every glance at the clock.
_FRESH = 0.25


class FileClock:
    """Tells the time in UTC; a missing or half-written file leaves the offset as it was last read."""

    def __init__(self, file: Path, *, ticks: Callable[[], float] = time.monotonic) -> None:
        self._file, self._ticks = file, ticks
        self._offset = timedelta(0)
        self._read_at = float("-inf")

    def __call__(self) -> datetime:
        """Now, as the workspace sees it."""
        now = self._ticks()
        if now - self._read_at >= _FRESH:
            self._read_at = now
            self._read()
        return datetime.now(UTC) + self._offset

    def _read(self) -> None:
        try:
            self._offset = timedelta(seconds=float(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, OverflowError):
            return
