"""What the listeners are at: an event is acknowledged before it is dealt with, so that its answer proves nothing."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock
from typing import Any

from bot.app import Bot


class Underway(Executor):
    """Bolt's own pool of threads, counted: work is under way from when it is given until it has ended."""

    def __init__(self, bot: Bot) -> None:
        runner = bot.bolt.listener_runner
        self._pool, self._lock, self._count = runner.listener_executor, Lock(), 0
        runner.listener_executor = self

    @property
    def is_idle(self) -> bool:
        """Whether no listener has anything left to do."""
        return self._count == 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As the pool does, counted."""
        self._add(1)
        future = self._pool.submit(fn, *args, **kwargs)
        future.add_done_callback(lambda _: self._add(-1))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _add(self, count: int) -> None:
        with self._lock:
            self._count += count
