"""One after another for each person: what somebody wrote first is dealt with first, whichever thread was quicker.

Bolt gives every message a thread. A phone that comes out of a tunnel sends "make it 600" and "yes" at once, and a yes
that overtakes saves what was to be changed. Nobody waits here: whoever finds a person's turn taken leaves the work to
the thread that has it.
"""

import logging
import threading
from collections.abc import Callable
from heapq import heappop, heappush

logger = logging.getLogger(__name__)

Work = Callable[[], None]


class Turns:
    """The work that waits, by person. What raises is logged, and holds up nobody."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[tuple[str, int, Work]]] = {}
        self._count = 0

    def take(self, who: str, order: str, work: Work) -> None:
        """Do some work in a person's turn; of what waits, the lowest `order` first."""
        with self._lock:
            self._count += 1
            is_taken = who in self._waiting
            heappush(self._waiting.setdefault(who, []), (order, self._count, work))
        while not is_taken:
            with self._lock:
                if not self._waiting[who]:
                    del self._waiting[who]
                    return
                _, _, work = heappop(self._waiting[who])
            try:
                work()
            except Exception:
                logger.exception("a turn ended badly")
