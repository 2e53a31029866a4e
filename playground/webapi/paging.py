"""Pages of a list: cursors and limits as Slack's methods take them.

See https://docs.slack.dev/apis/web-api/pagination
"""

import base64
from collections.abc import Sequence
from typing import TypeVar

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.webapi.call import Call

One = TypeVar("One")
MOST = 1_000


def page(call: Call, found: Sequence[One], *, default: int) -> tuple[Sequence[One], Json]:
    """The part of a list that a call asks for, and the `response_metadata` that leads to the rest."""
    given = cursor(call)
    start = int(float(given)) if given else 0
    end = start + limit(call, default, MOST)
    return found[start:end], metadata(str(end) if end < len(found) else "")


def limit(call: Call, default: int, most: int) -> int:
    """How many are wanted; 0 means the default, as Slack's reference has it."""
    return default if str(call.args.get("limit", "")) == "0" else call.number("limit", default, most)


def cursor(call: Call) -> str | None:
    """Where the page begins, or None for the first page; ApiError `invalid_cursor` when it is not one of ours."""
    given = call.optional("cursor")
    if given is None:
        return None
    try:
        text = base64.b64decode(given, altchars=b"-_", validate=True).decode()
    except ValueError:
        text = ""
    if not ids.is_timestamp(text):
        raise ApiError("invalid_cursor")
    return text


def metadata(following: str) -> Json:
    """The `response_metadata` of an answer whose next page begins at `following`; empty on the last page."""
    return {"next_cursor": base64.urlsafe_b64encode(following.encode()).decode()}
