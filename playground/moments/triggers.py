"""Trigger ids: whoever just did something allows the app one modal, within three seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playground import ids
from playground.errors import ApiError

_LIFETIME = 3.0
_REMEMBERED = 2_000


@dataclass
class Trigger:
    """One permission; `view_id` names the modal in which it was earned."""

    user: str
    channel: str | None
    view_id: str | None
    born: float
    used: bool = False


class Triggers:
    """Issues and redeems trigger ids, on real time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, Trigger] = {}

    def issue(self, team: str, user: str, *, channel: str | None = None, view_id: str | None = None) -> str:
        """A new trigger id for something that `user` just did."""
        trigger_id = ids.trigger_id(team)
        self._triggers[trigger_id] = Trigger(user, channel, view_id, self._monotonic())
        # The oldest are forgotten: they answer "invalid" instead of "expired".
        for old in list(self._triggers)[: len(self._triggers) - _REMEMBERED]:
            del self._triggers[old]
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use it up; ApiError when it is unknown, used or too old."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._monotonic() - trigger.born > _LIFETIME:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger
