"""What is going on: a log of Web API calls and deliveries, and a way to wait until it is quiet."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from playground.shapes import Json


class Log:
    """The newest entries of one kind, numbered from 1."""

    def __init__(self, kept: int) -> None:
        self._entries: deque[Json] = deque(maxlen=kept)
        self._numbers = itertools.count(1)

    def add(self, **entry: object) -> Json:
        """Append; the entry may be completed later."""
        numbered: Json = {"n": next(self._numbers), **entry}
        self._entries.append(numbered)
        return numbered

    def since(self, number: int) -> list[Json]:
        """Entries after `number`."""
        return [entry for entry in self._entries if entry["n"] > number]

    def clear(self) -> None:
        """Forget the entries; numbers go on."""
        self._entries.clear()


class Activity:
    """Counts the calls and deliveries under way (real time)."""

    def __init__(self) -> None:
        self.calls = Log(kept=5_000)
        self.deliveries = Log(kept=1_000)
        self._under_way = 0
        self._last = time.monotonic()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Around anything that `quiet` must wait for."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    async def quiet(self, idle: float, timeout: float) -> bool:
        """Wait until nothing has been under way for `idle` seconds; False if `timeout` seconds were not enough."""
        end = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            left = idle if self._under_way else self._last + idle - now
            if left <= 0:
                return True
            if now >= end:
                return False
            await asyncio.sleep(min(left, end - now, 0.02))
