"""chat.*: post, change, delete, whisper, and link to messages."""

from playground import posting
from playground.elements import fill_ids
from playground.errors import ApiError
from playground.payloads import message_json, permalink
from playground.shapes import Blocks, Json
from playground.store import Channel, Message
from playground.webapi.call import Call, method

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000


@method("chat.postMessage", "chat:write")
def post_message(call: Call) -> Json:
    """Post as the app; a user id opens the direct message."""
    channel = _writable(call)
    text, blocks = _content(call, LONGEST_POST)
    message = posting.app_message(
        call.world, channel.id, text, blocks=blocks, thread_ts=_thread(call, channel), metadata=call.metadata()
    )
    posting.post(call.world, channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": _echo(call, message)}


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    """Change a message of the app. Text alone drops the blocks; metadata stays unless given; {} clears it."""
    channel = call.channel()
    before = _own(call, channel, "cant_update_message")
    text, blocks = _content(call, LONGEST_UPDATE)
    after = posting.edited(before)
    after.text, after.blocks = text, blocks
    metadata = call.json("metadata")
    if metadata is not None:
        after.metadata = call.metadata() if metadata else None
    if not blocks:
        after.edited = {"user": call.app.bot_user_id, "ts": f"{call.world.clock.now():.6f}"}
    posting.change(call.world, channel, before, after)
    return {"channel": channel.id, "ts": after.ts, "text": text, "message": _echo(call, after)}


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    """Delete a message of the app."""
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    posting.delete(call.world, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = _writable(call)
    reader = call.text("user")
    if not call.world.store.channels.has(channel.id, reader):
        raise ApiError("user_not_in_channel")
    text, blocks = _content(call, LONGEST_POST)
    message = posting.app_message(
        call.world, channel.id, text, blocks=blocks, thread_ts=_thread(call, channel), ephemeral_to=reader
    )
    posting.whisper(call.world, message)
    return {"message_ts": message.ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    """The address of a message."""
    channel = call.channel()
    message = call.world.store.messages.find(channel.id, call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.world.team, message)}


def _writable(call: Call) -> Channel:
    """The channel to write to: the app is in it, or may write to public channels, and it is not archived."""
    reference = call.text("channel")
    person = call.world.store.people.find(reference)
    if person and not person.is_bot:
        channel: Channel | None = call.world.open_direct(person.id)
    else:
        channel = call.find_channel(reference)
    if channel is None:
        raise ApiError("channel_not_found")
    if channel.is_archived:
        raise ApiError("is_archived")
    if channel.is_im and not call.app.messages_tab:
        raise ApiError("messages_tab_disabled")
    is_member = call.world.store.channels.has(channel.id, call.app.bot_user_id)
    if not is_member and "chat:write.public" not in call.app.scopes:
        raise ApiError("not_in_channel")
    return channel


def _content(call: Call, longest: int) -> tuple[str, Blocks]:
    """The text and blocks of a message, checked, with ids filled in."""
    blocks = call.blocks()
    text = call.optional("text") or ""
    markdown = call.optional("markdown_text")
    if markdown:
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise ApiError("msg_too_long")
        return markdown, fill_ids([{"type": "markdown", "text": markdown}])
    if len(text) > longest:
        raise ApiError("msg_too_long")
    if not text.strip() and not blocks:
        raise ApiError("no_text")
    return text, fill_ids(blocks or [])


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in. Slack takes any timestamp and hides the answer; here a wrong one is an error."""
    thread_ts = call.optional("thread_ts")
    if thread_ts is None:
        return None
    parent = call.world.store.messages.find(channel.id, thread_ts)
    if parent is None or parent.is_reply:
        raise ApiError("thread_not_found")
    return thread_ts


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.world.store.messages.find(channel.id, call.text("ts"))
    if message is None:
        raise ApiError("message_not_found")
    if message.bot_id != call.app.bot_id:
        raise ApiError(refusal)
    return message


def _echo(call: Call, message: Message) -> Json:
    return message_json(call.world.store, message, metadata=True, bot_name=call.app.name)
