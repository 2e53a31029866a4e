"""The one way in which tests wait: look again until it is so, with a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
DEADLINE = 10.0


def until(look: Callable[[], Found], *, seconds: float = DEADLINE) -> Found:
    """What `look` finds as soon as it finds something; AssertionError when it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError("it never happened")
