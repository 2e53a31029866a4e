"""Identifiers in Slack's shapes: users U…, channels C…, blocks, views, and the secrets of an app."""

import secrets
import string
import time

_LETTERS = string.ascii_uppercase + string.digits
_MIXED = string.ascii_letters + string.digits


def new_id(prefix: str) -> str:
    """A Slack-looking id such as `V0A1B2C3D4E`."""
    return prefix + "0" + "".join(secrets.choice(_LETTERS) for _ in range(9))


def block_id() -> str:
    """What Slack fills in where a block has no id."""
    return "".join(secrets.choice(_MIXED) for _ in range(5))


def dm_id(user: str) -> str:
    """The direct message between a person and the app. Derived, so that sample data can name it before it exists."""
    return "D" + user[1:]


def view_hash() -> str:
    """A view's version, new at every change."""
    return f"{time.time():.0f}.{secrets.token_hex(4)}"


def trigger_id(team: str) -> str:
    """A one-use permission to open a modal."""
    number = "".join(character for character in team if character.isdigit()) or "0"
    return f"{secrets.randbelow(10**13)}.{number}.{secrets.token_hex(16)}"


def is_timestamp(text: str) -> bool:
    """Whether a text can be a message's ts, such as "1790000000.000100"."""
    return text.replace(".", "", 1).isdigit()


def secret(prefix: str) -> str:
    """A random token that begins as Slack's do (`xoxb-`, `xapp-`)."""
    return prefix + secrets.token_urlsafe(24).replace("_", "A").replace("-", "B")
