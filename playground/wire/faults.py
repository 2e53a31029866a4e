"""Misbehaviour on command: faults that somebody ordered, and a slow network."""

import itertools
from dataclasses import dataclass, field

EVERY_METHOD = "*"
# Slack "typically takes 1 to 2 seconds" with a file.
PROCESSING = 1.0
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
    number: int = field(default_factory=itertools.count(1).__next__)

    def applies(self, method: str, channel: str | None) -> bool:
        """Whether this call is to be troubled."""
        return self.times > 0 and self.method in (method, EVERY_METHOD) and self.channel in (None, channel)


class Faults:
    """The ordered faults. `delay` is how many seconds everything takes on its way, in each direction.

    `processing` is how many seconds pass before an uploaded file can be shown.
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self.delay = 0.0
        self.processing = PROCESSING

    @property
    def waiting(self) -> list[Fault]:
        """What is still to come."""
        return [fault for fault in self._faults if fault.times > 0]

    def order(self, fault: Fault) -> None:
        """Trouble coming calls."""
        self._faults = [*self.waiting, fault]

    def cancel(self, number: int | None = None) -> None:
        """Forget one ordered fault, or all; a slow network stays slow."""
        self._faults = [fault for fault in self._faults if number not in (None, fault.number)]

    def clear(self) -> None:
        """No more trouble."""
        self.cancel()
        self.delay = 0.0
        self.processing = PROCESSING

    def take(self, method: str, channel: str | None) -> Fault | None:
        """The trouble for this call, if any; a taken fault has one time less."""
        for fault in self._faults:
            if fault.applies(method, channel):
                fault.times -= 1
                return fault
        return None
