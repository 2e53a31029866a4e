"""What the app is about to say: where, in which thread, under which name. Shared by posting now and posting later."""

from playground.checks import content
from playground.checks.content import Content
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import BROADCAST, Channel, Message
from playground.telling import posting
from playground.telling.payloads import message_json
from playground.webapi.call import Call
from playground.webapi.warnings import with_warnings

LONGEST_TEXT = 40_000
LONGEST_MARKDOWN = 12_000
CUSTOMISE = "chat:write.customize"


def writable(call: Call) -> Channel:
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
    if not posting.may_write(call.world, channel):
        raise ApiError("not_in_channel")
    return channel


def said(call: Call, *, longest: int, cut: bool = False) -> Content:
    """The text, blocks and attachments of a call, checked. A text over `longest` is `msg_too_long`, or cut."""
    text, blocks = call.optional("text") or "", call.json("blocks")
    markdown = call.optional("markdown_text")
    if markdown:
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise ApiError("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if len(text) > longest and not cut:
        raise ApiError("msg_too_long")
    return content.checked(text[:longest], blocks, call.json("attachments"), call.world.file_exists)


def warned(call: Call, body: Json) -> Json:
    """An answer with what Slack would have done otherwise: a text that was cut, or none beside blocks.

    See https://docs.slack.dev/reference/methods/chat.postMessage#warnings
    """
    text = call.optional("text") or ""
    warnings = ["message_truncated"] if len(text) > LONGEST_TEXT else []
    if not text and not call.optional("markdown_text"):
        warnings.append("missing_text_in_message")
    return with_warnings(body, *warnings)


def thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in, or None."""
    thread_ts = call.optional("thread_ts")
    if thread_ts:
        posting.check_thread(call.world, channel, thread_ts)
    return thread_ts


def rest(call: Call, channel: Channel, saying: Content) -> Json:
    """Everything that a new message has beside its text, as the fields of a Message."""
    thread_ts = thread(call, channel)
    body: Json = {
        "blocks": saying.blocks,
        "attachments": saying.attachments,
        "thread_ts": thread_ts,
        "metadata": call.metadata(),
    }
    if CUSTOMISE in call.app.scopes:
        body |= _author(call)
    if thread_ts and call.flag("reply_broadcast"):
        body["subtype"] = BROADCAST
    return {name: value for name, value in body.items() if value}


def echo(call: Call, message: Message) -> Json:
    """A message as the answer of a chat method shows it."""
    return message_json(call.world.store, message, metadata=True, bot_name=call.app.name)


def _author(call: Call) -> Json:
    """Another name or picture for this one message; without the scope Slack takes no notice of them."""
    username, emoji, picture = (call.optional(name) for name in ("username", "icon_emoji", "icon_url"))
    if not (username or emoji or picture):
        return {}
    icons = {"emoji": f":{emoji.strip(':')}:"} if emoji else {"image_48": picture} if picture else None
    return {"subtype": "bot_message", "username": username or call.app.name, "icons": icons}
