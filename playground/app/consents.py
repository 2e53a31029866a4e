"""Codes of the OAuth install: handed out on consent, exchanged once, within ten minutes (real time)."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from playground.errors import ApiError

LIFETIME = 10 * 60.0


@dataclass(frozen=True)
class Consent:
    """What a person agreed to, for one workspace."""

    team_id: str
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    born: float


class Consents:
    """The codes that were not exchanged yet."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._consents: dict[str, Consent] = {}

    def give(self, team_id: str, user: str, scopes: tuple[str, ...], redirect_uri: str) -> str:
        """A code for the app."""
        code = secrets.token_urlsafe(24)
        self._consents[code] = Consent(team_id, user, scopes, redirect_uri, self._monotonic())
        return code

    def exchange(self, code: str, redirect_uri: str | None) -> Consent:
        """Use a code up; ApiError when it is unknown, used, too old, or meant for another address."""
        consent = self._consents.pop(code, None)
        if consent is None or self._monotonic() - consent.born > LIFETIME:
            raise ApiError("invalid_code")
        if redirect_uri not in (None, consent.redirect_uri):
            raise ApiError("bad_redirect_uri")
        return consent
