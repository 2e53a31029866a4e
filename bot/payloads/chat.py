"""A message to the bot, in the Messages tab of its app: new, edited or deleted; None for what nobody said to it.

Shapes by https://docs.slack.dev/reference/events/message.im and the pages of the subtypes `file_share`,
`message_changed` and `message_deleted`; a clip's transcript by https://docs.slack.dev/reference/objects/file-object.
"""

from collections.abc import Mapping
from typing import Any

from bot.payloads.edge import Body, readable, storable
from bot.usecases.actor import Actor
from bot.usecases.heard import Change, Heard

# What a person writes has no subtype, or comes with files, or is a reply that is shown in the channel too.
_SAID = frozenset({"", "file_share", "thread_broadcast"})
_FILES = 10


def heard(body: Body, names: Mapping[str, str], bot_user_id: str | None) -> Heard | None:
    """Read an event. Our own messages, other bots', Slack's notices and mere unfurls of links are None."""
    event = body["event"]
    if event.get("channel_type") != "im":
        return None
    subtype = str(event.get("subtype") or "")
    if subtype in _SAID:
        return _message(body, event, Change.WRITTEN, names, bot_user_id)
    before = event.get("previous_message") or {}
    if subtype == "message_deleted":
        return _message(body, before, Change.DELETED, names, bot_user_id)
    if subtype != "message_changed":
        return None
    after = event.get("message") or {}
    if after.get("subtype") == "tombstone":
        return _message(body, before, Change.DELETED, names, bot_user_id)
    if str(after.get("subtype") or "") not in _SAID or after.get("text") == before.get("text"):
        return None
    return _message(body, after, Change.EDITED, names, bot_user_id)


def _message(
    body: Body, message: Mapping[str, Any], change: Change, names: Mapping[str, str], bot_user_id: str | None
) -> Heard | None:
    user_id = message.get("user")
    if not user_id or user_id == bot_user_id or message.get("bot_id") or str(message.get("subtype") or "") not in _SAID:
        return None
    files = [one for one in message.get("files") or [] if isinstance(one, Mapping)]
    clips = [one for one in files if _is_clip(one)]
    text = storable(readable(str(message.get("text") or ""), names)).strip()
    text = text or "\n".join(filter(None, map(_transcript, clips))) or _shared(message, names)
    return Heard(
        actor=Actor(str(body["team_id"]), str(user_id)),
        channel_id=str(body["event"]["channel"]),
        ts=str(message.get("ts") or body["event"].get("deleted_ts") or ""),
        words=text,
        files=tuple(_named(one) for one in files[:_FILES] if not (_is_clip(one) and _transcript(one))),
        is_voice=bool(clips),
        change=change,
    )


def _is_clip(file: Mapping[str, Any]) -> bool:
    return file.get("subtype") in ("slack_audio", "slack_video") or str(file.get("mimetype", "")).startswith("audio/")


def _transcript(file: Mapping[str, Any]) -> str:
    """What Slack wrote down of a clip, where it did."""
    found = file.get("transcription")
    preview = found.get("preview") if isinstance(found, Mapping) else None
    words = preview.get("content") if isinstance(preview, Mapping) else None
    return storable(str(words)).strip() if words else ""


def _shared(message: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The words of a message that was passed on without words of one's own."""
    parts = [one for one in message.get("attachments") or [] if isinstance(one, Mapping) and one.get("is_msg_unfurl")]
    return storable("\n".join(readable(str(one.get("text") or ""), names) for one in parts)).strip()


def _named(file: Mapping[str, Any]) -> tuple[str, str]:
    return storable(str(file.get("name") or file.get("title") or "file")), storable(str(file.get("permalink") or ""))
