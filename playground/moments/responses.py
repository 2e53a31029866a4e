"""response_url: an address to answer one command or click, good for five answers within thirty minutes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playground.errors import ApiError

USES = 5
LIFETIME = 30 * 60.0


@dataclass
class ResponseUrl:
    """What an answer belongs to. `ts` is the message that was clicked, if one was."""

    user: str
    channel: str
    ts: str | None
    born: float
    left: int = USES


class ResponseUrls:
    """The addresses handed out so far, in memory. They grow old by the workspace's clock."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._urls: dict[str, ResponseUrl] = {}

    def __contains__(self, key: str) -> bool:
        """Whether this address was handed out here."""
        return key in self._urls

    def issue(self, base_url: str, user: str, channel: str, ts: str | None = None) -> str:
        """A new address for something that `user` did in `channel`."""
        key = secrets.token_urlsafe(16)
        self._urls[key] = ResponseUrl(user, channel, ts, self._now())
        return f"{base_url}/response/{key}"

    def use(self, key: str) -> ResponseUrl:
        """Use it once; ApiError when it is unknown, too old or used up."""
        url = self._urls.get(key)
        if url is None or self._now() - url.born > LIFETIME:
            raise ApiError("expired_url")
        if url.left == 0:
            raise ApiError("used_url")
        url.left -= 1
        return url
