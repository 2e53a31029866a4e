"""Calls something when the workspace's clock gets to the next moment that matters, however the clock is moved."""

import asyncio
from collections.abc import Callable

from playground.clock import Clock

_LONGEST_SLEEP = 60.0
"""Real seconds. A machine that was suspended does not count them, so the clock is looked at again now and then."""

Work = Callable[[], float | None]
"""Does what is due; gives the next moment of the workspace's clock at which something will be, or None for never."""


class Alarm:
    """One timer on the server's event loop. Nothing happens before `start`, and nothing runs while nothing waits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._work: Work | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        clock.on_change(self.ring)

    @property
    def is_set(self) -> bool:
        """Whether a timer runs."""
        return self._timer is not None

    def start(self, work: Work) -> None:
        """Do what fell due in the meantime, then wait for the rest. Call it on the event loop."""
        self._loop, self._work = asyncio.get_running_loop(), work
        self.ring()

    def stop(self) -> None:
        """Wait no longer."""
        self._work = None
        self._cancel()

    def ring(self) -> None:
        """Do what is due now, and set the timer for what comes next."""
        self._cancel()
        if self._work is None or self._loop is None:
            return
        due = self._work()
        if due is not None:
            self._timer = self._loop.call_later(min(max(due - self._clock.now(), 0.0), _LONGEST_SLEEP), self.ring)

    def ring_soon(self) -> None:
        """Ring after the call that is being answered, outside its transaction."""
        if self._loop is not None:
            self._loop.call_soon(self.ring)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
