"""Answers by response_url: a new message, or a change to the one that was clicked.

See https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from playground.checks import content
from playground.checks.content import Content
from playground.errors import ApiError
from playground.interactions.commands import show_as_app
from playground.moments.responses import ResponseUrl
from playground.shapes import Json
from playground.store import Channel, Message
from playground.telling import posting
from playground.world import World


def respond(world: World, key: str, body: Json) -> None:
    """Take one answer; ApiError when the address is used up or the message is wrong.

    An answer to a command has no message to replace, so `replace_original` makes a new one, as in Slack.
    """
    url = world.responses.use(key)
    channel = world.store.channels.find(url.channel)
    if channel is None:
        raise ApiError("channel_not_found")
    original = _original(world, url)
    if _asked(body, "delete_original"):
        _delete(world, channel, original)
        return
    saying = content.of_body(body, world.file_exists)
    if _asked(body, "replace_original") and original:
        _replace(world, channel, original, saying)
        return
    if body.get("thread_ts") is not None:
        posting.check_thread(world, channel, str(body["thread_ts"]))
    show_as_app(world, url.user, channel, body, saying)


def _asked(body: Json, name: str) -> bool:
    """Slack's own examples write these flags as text: "true"."""
    return str(body.get(name, "")).lower() == "true"


def _original(world: World, url: ResponseUrl) -> Message | None:
    """The message that was clicked, if it is the app's own; a shortcut may have been used on anybody's."""
    if url.ts is None:
        return None
    message = world.store.messages.find(url.channel, url.ts)
    if message is None:
        return posting.find_whisper(world, url.user, url.channel, url.ts)
    return message if message.bot_id == world.app.bot_id else None


def _delete(world: World, channel: Channel, original: Message | None) -> None:
    if original is None:
        raise ApiError("message_not_found")
    if original.ephemeral_to:
        posting.unwhisper(world, original)
    else:
        posting.delete(world, channel, original)


def _replace(world: World, channel: Channel, original: Message, saying: Content) -> None:
    after = posting.edited(original)
    after.text, after.blocks, after.attachments = saying.text, saying.blocks, saying.attachments
    if original.ephemeral_to:
        posting.whisper(world, after)
    else:
        posting.change(world, channel, original, after)
