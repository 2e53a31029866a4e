"""chat.*: post, change, delete, whisper, and link to messages.

Arguments about unfurling, parsing and linking of names are taken and have no effect: nothing is unfurled here.
"""

from playground.checks import content
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import BROADCAST, Channel, Message
from playground.telling import posting
from playground.telling.payloads import permalink
from playground.webapi import drafts
from playground.webapi.call import Call, method

LONGEST_UPDATE = 4_000


@method("chat.postMessage", "chat:write")
def post_message(call: Call) -> Json:
    """Post as the app; a user id opens the direct message. A text over 40,000 characters is cut, with a warning."""
    channel = drafts.writable(call)
    saying = drafts.said(call, longest=drafts.LONGEST_TEXT, cut=True)
    message = posting.app_message(call.world, channel.id, saying.text, **drafts.rest(call, channel, saying))
    posting.post(call.world, channel, message)
    return drafts.warned(call, {"channel": channel.id, "ts": message.ts, "message": drafts.echo(call, message)})


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    """Change a message of the app.

    Text alone drops the blocks. Attachments and metadata stay unless given; [] and {} clear them.
    """
    channel = call.channel()
    before = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise ApiError("is_inactive")
    after = _broadcast(call, before) if call.flag("reply_broadcast") else _changed(call, before)
    posting.change(call.world, channel, before, after)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": drafts.echo(call, after)}


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
    channel = drafts.writable(call)
    reader = call.text("user")
    if not call.world.store.channels.has(channel.id, reader):
        raise ApiError("user_not_in_channel")
    saying = drafts.said(call, longest=drafts.LONGEST_TEXT)
    body = drafts.rest(call, channel, saying)
    message = posting.app_message(call.world, channel.id, saying.text, **body, ephemeral_to=reader)
    message.metadata = None
    posting.whisper(call.world, message)
    return drafts.warned(call, {"message_ts": message.ts})


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    """The address of a message."""
    channel = call.channel()
    message = call.world.store.messages.find(channel.id, call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.world.team, message)}


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.world.store.messages.find(channel.id, call.text("ts"))
    if message is None:
        raise ApiError("message_not_found")
    if message.bot_id != call.app.bot_id:
        raise ApiError(refusal)
    return message


def _changed(call: Call, before: Message) -> Message:
    after = posting.edited(before)
    attachments = call.json("attachments")
    if attachments is not None:
        after.attachments = content.check_attachments(attachments, call.world.file_exists)
    if _says_nothing(call) and attachments:
        # Attachments alone leave the words and the blocks as they were.
        return after
    saying = drafts.said(call, longest=LONGEST_UPDATE)
    after.text, after.blocks = saying.text, saying.blocks
    metadata = call.json("metadata")
    if metadata is not None:
        after.metadata = call.metadata() if metadata else None
    if not after.blocks:
        after.edited = {"user": call.app.bot_user_id, "ts": f"{call.world.clock.now():.6f}"}
    return after


def _broadcast(call: Call, before: Message) -> Message:
    """Show a reply that is there already in its channel too; nothing else may change in the same call."""
    if not _says_nothing(call) or call.json("attachments"):
        raise ApiError("no_dual_broadcast_content_update")
    if not before.is_reply:
        raise ApiError("cant_broadcast_message")
    after = posting.edited(before)
    after.subtype = BROADCAST
    return after


def _says_nothing(call: Call) -> bool:
    return not any(call.args.get(name) for name in ("text", "blocks", "markdown_text"))
