"""What is going on: a log of Web API calls and deliveries, and a way to wait until it is quiet."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playground.shapes import Json

_NEWS_EVERY = 0.1


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
        """Entries after `number`; a negative number asks for that many of the newest."""
        if number < 0:
            return list(self._entries)[number:]
        newer = itertools.takewhile(lambda entry: entry["n"] > number, reversed(self._entries))
        return list(newer)[::-1]

    def clear(self) -> None:
        """Forget the entries; numbers go on."""
        self._entries.clear()


class Activity:
    """Counts the calls and deliveries under way (real time). `on_news` hears of changes, ten times a second at most."""

    def __init__(self) -> None:
        self.calls = Log(kept=2_000)
        self.deliveries = Log(kept=1_000)
        self.on_news: Callable[[], None] = lambda: None
        self._under_way = 0
        self._last = time.monotonic()
        self._telling: asyncio.TimerHandle | None = None

    @contextmanager
    def under_way(self, entry: Json | None = None) -> Iterator[None]:
        """Around anything that `quiet` must wait for. At the end its log entry gets `ms`: how long it took."""
        began = time.monotonic()
        self._under_way += 1
        self._tell_soon()
        try:
            yield
        finally:
            self._under_way -= 1
            self._last = time.monotonic()
            if entry is not None:
                entry["ms"] = round((self._last - began) * 1000, 1)
            self._tell_soon()

    def clear(self) -> None:
        """Forget what was logged."""
        self.calls.clear()
        self.deliveries.clear()

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

    def _tell_soon(self) -> None:
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_NEWS_EVERY, self._tell)

    def _tell(self) -> None:
        self._telling = None
        self.on_news()
