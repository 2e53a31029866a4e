"""Who spoke, and what they said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """A person, by Slack user id; the name is empty where nobody told us."""

    user_id: str
    name: str = ""


@dataclass(frozen=True)
class Quote:
    """A customer's own words. `account` is left out wherever people outside may read."""

    said: str
    account: str
    segment: str
    region: str
    heard_by: Who
    about: str = ""
