"""Writing messages: stored, shown on every page that may see them, and told to the app."""

import copy

from playground.checks import content
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import BROADCAST, Channel, Message, Thread
from playground.telling import events
from playground.telling.payloads import permalink
from playground.world import World


def may_write(world: World, channel: Channel) -> bool:
    """Whether the app may post: it is in the channel, or may write to public ones."""
    app = world.app
    return world.store.channels.has(channel.id, app.bot_user_id) or "chat:write.public" in app.scopes


def check_thread(world: World, channel: Channel, thread_ts: str) -> None:
    """ApiError `thread_not_found` unless this is a message that can be answered in a thread.

    Slack takes any timestamp and hides the answer; here a wrong one is an error.
    """
    parent = world.store.messages.find(channel.id, thread_ts)
    if parent is None or parent.is_reply:
        raise ApiError("thread_not_found")


def post(world: World, channel: Channel, message: Message) -> Message:
    """Store a new message and tell everybody."""
    world.store.messages.save(message)
    show(world, channel, message)
    if message.is_reply and message.thread_ts:
        parent = world.store.messages.find(channel.id, message.thread_ts)
        if parent:
            show(world, channel, parent)
    else:
        show_unread(world, channel)
    events.message_posted(world, channel, message)
    return message


def change(world: World, channel: Channel, before: Message, after: Message) -> None:
    """Store a changed message and tell everybody."""
    world.store.messages.save(after)
    show(world, channel, after)
    events.message_changed(world, channel, before, after)


def delete(world: World, channel: Channel, message: Message) -> None:
    """Remove a message and tell everybody."""
    world.store.messages.delete(channel.id, message.ts)
    world.streams.publish(*_readers(world, channel), type="deleted", channel=channel.id, ts=message.ts)
    if message.is_reply and message.thread_ts:
        parent = world.store.messages.find(channel.id, message.thread_ts)
        if parent:
            show(world, channel, parent)
    events.message_changed(world, channel, message, None)


def whisper(world: World, message: Message) -> Message:
    """Show an ephemeral message to its one reader."""
    reader = message.ephemeral_to or ""
    mine = world.ephemerals.setdefault(reader, [])
    world.ephemerals[reader] = [one for one in mine if (one.channel, one.ts) != (message.channel, message.ts)] + [
        message
    ]
    world.streams.publish(reader, type="message", channel=message.channel, message=page_message(world, message))
    return message


def unwhisper(world: World, message: Message) -> None:
    """Take an ephemeral message away."""
    reader = message.ephemeral_to or ""
    world.ephemerals[reader] = [one for one in world.ephemerals.get(reader, []) if one is not message]
    world.streams.publish(reader, type="deleted", channel=message.channel, ts=message.ts, ephemeral=True)


def find_whisper(world: World, reader: str, channel: str, ts: str) -> Message | None:
    """The ephemeral message that `reader` sees at `ts`, or None."""
    for message in world.ephemerals.get(reader, []):
        if (message.channel, message.ts) == (channel, ts):
            return message
    return None


def app_message(world: World, channel: str, text: str, *, at: float | None = None, **rest: object) -> Message:
    """A message by the app with a timestamp of its own (of now, or of the moment `at`), not stored yet."""
    app = world.app
    body: Json = {"user": app.bot_user_id, "bot_id": app.bot_id, "app_id": app.app_id, "text": text, **rest}
    return Message(channel=channel, ts=world.next_ts(channel, at), **body)


def edited(message: Message) -> Message:
    """A copy to change."""
    return copy.deepcopy(message)


def show(world: World, channel: Channel, message: Message) -> None:
    """Put a new or changed message on the open pages."""
    thread = None if message.is_reply else world.store.messages.threads(channel.id, [message.ts]).get(message.ts)
    body = page_message(world, message, thread)
    world.streams.publish(*_readers(world, channel), type="message", channel=channel.id, message=body)


def show_unread(world: World, channel: Channel) -> None:
    """Renew the unread count of `channel` on the open pages; the rest of the channel list is as it was."""
    for reader in _readers(world, channel):
        unread = world.store.messages.unread(reader, [channel.id])[channel.id]
        world.streams.publish(reader, type="unread", channel=channel.id, unread=unread)


def show_channels(world: World, channel: Channel) -> None:
    """Renew the channel list of everybody who sees `channel`."""
    for reader in _readers(world, channel):
        world.streams.publish(reader, type="channels", channels=page_channels(world, reader))


def page_message(world: World, message: Message, thread: Thread | None = None) -> Json:
    """A message as the page shows it."""
    # Attachments are not drawn; a message of nothing else shows them in words.
    text = message.text or ("" if message.blocks else content.fallback(message.attachments))
    body: Json = {"ts": message.ts, "user": message.user, "text": text}
    optional: Json = {
        "username": message.username,
        "broadcast": message.subtype == BROADCAST,
        "attachments": bool(message.attachments),
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "edited": bool(message.edited),
        "ephemeral": message.ephemeral_to is not None,
        "is_bot": message.bot_id is not None,
        "reactions": [{"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()],
        "metadata": message.metadata,
    }
    body |= {name: value for name, value in optional.items() if value}
    if message.files:
        found = (world.store.files.find(file) for file in message.files)
        body["files"] = [
            {
                "id": file.id,
                "name": file.name,
                "title": file.title or file.name,
                "mimetype": file.mimetype,
                "url": f"/files/{file.id}/{file.name}",
                "alt_text": file.alt_text,
            }
            for file in found
            if file
        ]
    if thread:
        body |= {"reply_count": thread.count, "reply_users": list(thread.users), "latest_reply": thread.latest}
    body["permalink"] = permalink(world.team, message)
    return body


def page_channels(world: World, user: str) -> list[Json]:
    """The channel list of one person with unread counts; the app's direct message bears the app's name."""
    channels = world.store.channels.of(user)
    unread = world.store.messages.unread(user, [channel.id for channel in channels])
    app = world.installed
    listed: list[Json] = []
    for channel in channels:
        body: Json = {
            "id": channel.id,
            "name": app.name if channel.is_im and app else channel.name,
            "kind": channel.kind,
            "topic": channel.topic,
            "is_private": channel.is_private,
            "is_archived": channel.is_archived,
            "unread": unread[channel.id],
        }
        if channel.is_im:
            body["user"] = app.bot_user_id if app else ""
        listed.append(body)
    return listed


def _readers(world: World, channel: Channel) -> list[str]:
    return [reader for reader in world.streams.readers if world.store.channels.has(channel.id, reader)]
