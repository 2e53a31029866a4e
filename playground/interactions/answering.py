"""Answers by response_url: a new message, or a change to the one that was clicked."""

from playground import posting, validation
from playground.elements import fill_ids
from playground.errors import ApiError
from playground.interactions.commands import show_as_app
from playground.responses import ResponseUrl
from playground.shapes import Json
from playground.store import Channel, Message
from playground.world import World


def respond(world: World, key: str, body: Json) -> None:
    """Take one answer; ApiError when the address is used up or the message is wrong."""
    url = world.responses.use(key)
    channel = world.store.channels.find(url.channel)
    if channel is None:
        raise ApiError("channel_not_found")
    original = _original(world, url)
    if body.get("delete_original"):
        _delete(world, channel, original)
        return
    blocks = fill_ids(validation.check_message_blocks(body.get("blocks") or [], world.file_exists))
    if not body.get("text") and not blocks:
        raise ApiError("no_text")
    if body.get("replace_original") and original:
        _replace(world, channel, original, body, blocks)
        return
    show_as_app(world, url.user, channel, body, blocks)


def _original(world: World, url: ResponseUrl) -> Message | None:
    if url.ts is None:
        return None
    return world.store.messages.find(url.channel, url.ts) or posting.find_whisper(world, url.user, url.channel, url.ts)


def _delete(world: World, channel: Channel, original: Message | None) -> None:
    if original is None:
        raise ApiError("message_not_found")
    if original.ephemeral_to:
        posting.unwhisper(world, original)
    else:
        posting.delete(world, channel, original)


def _replace(world: World, channel: Channel, original: Message, body: Json, blocks: list[Json]) -> None:
    after = posting.edited(original)
    after.text, after.blocks = str(body.get("text") or ""), blocks
    if original.ephemeral_to:
        posting.whisper(world, after)
    else:
        posting.change(world, channel, original, after)
