"""What a message says: its text, blocks and legacy attachments, checked as Slack checks them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playground.checks import validation
from playground.checks.elements import fill_ids
from playground.checks.validation import FileExists
from playground.errors import ApiError
from playground.shapes import Blocks, Json

MOST_ATTACHMENTS = 100
NO_FALLBACK = "[no preview available]"

_COLOURS = {"good": "2eb886", "warning": "daa038", "danger": "a30200"}
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Content:
    """A message's words, with every id filled in."""

    text: str
    blocks: Blocks
    attachments: Blocks


def checked(text: str, blocks: object, attachments: object, file_exists: FileExists) -> Content:
    """The content, or ApiError for what Slack refuses; `no_text` when there is nothing to show."""
    good = validation.check_message_blocks(blocks or [], file_exists)
    attached = check_attachments(attachments, file_exists)
    if not text.strip() and not good and not attached:
        raise ApiError("no_text")
    return Content(text, fill_ids(good), attached)


def of_body(body: Json, file_exists: FileExists) -> Content:
    """The content of an answer to a command or by response_url."""
    return checked(str(body.get("text") or ""), body.get("blocks"), body.get("attachments"), file_exists)


def check_attachments(attachments: object, file_exists: FileExists) -> Blocks:
    """Legacy attachments as Slack gives them back, or ApiError `invalid_attachments` or `too_many_attachments`.

    See https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
    """
    if attachments in (None, ""):
        return []
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    return [_attachment(number, one, file_exists) for number, one in enumerate(attachments, start=1)]


def fallback(attachments: Sequence[Json]) -> str:
    """The attachments in plain words, one line each."""
    return "\n".join(one["fallback"] for one in attachments)


def _attachment(number: int, given: Json, file_exists: FileExists) -> Json:
    body = {"id": number, **given}
    if given.get("blocks") is not None:
        body["blocks"] = fill_ids(_blocks(number, given["blocks"], file_exists))
    if "color" in body:
        body["color"] = _colour(str(body["color"]))
    body.setdefault("fallback", given.get("text") or given.get("pretext") or given.get("title") or NO_FALLBACK)
    return body


def _blocks(number: int, blocks: object, file_exists: FileExists) -> Blocks:
    try:
        return validation.check_message_blocks(blocks, file_exists)
    except ApiError as error:
        place = f"json-pointer:/attachments/{number - 1}/blocks"
        messages = [one.replace("json-pointer:/blocks", place) for one in error.messages]
        raise ApiError("invalid_attachments", messages=messages) from None


def _colour(given: str) -> str:
    """Six hexadecimal digits without the sign, as Slack gives colours back; what is none is grey."""
    found = _HEX.fullmatch(_COLOURS.get(given, given))
    return found.group(1) if found else "dddddd"
