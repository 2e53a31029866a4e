"""reactions.*: put emoji on messages, take them back, and see who did."""

from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Channel, Message
from playground.telling import events, posting
from playground.telling.payloads import message_json, permalink
from playground.webapi import paging
from playground.webapi.call import Call, method

MOST_KINDS = 23
"""So many different emoji may one person put on a message."""


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    """Put a reaction on a message."""
    channel, message = call.item()
    me, name = call.app.bot_user_id, _emoji(call)
    users = message.reactions.setdefault(name, [])
    if me in users:
        raise ApiError("already_reacted")
    if sum(me in others for others in message.reactions.values()) >= MOST_KINDS:
        raise ApiError("too_many_reactions")
    users.append(me)
    return _reacted(call, channel, message, added=True)


@method("reactions.remove", "reactions:write")
def remove(call: Call) -> Json:
    """Take the app's reaction back."""
    channel, message = call.item()
    users = message.reactions.get(_emoji(call), [])
    if call.app.bot_user_id not in users:
        raise ApiError("no_reaction")
    users.remove(call.app.bot_user_id)
    message.reactions = {name: users for name, users in message.reactions.items() if users}
    return _reacted(call, channel, message, added=False)


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    """A message with its reactions."""
    channel, message = call.item()
    return _item(call, channel.id, message)


@method("reactions.list", "reactions:read")
def list_reactions(call: Call) -> Json:
    """What somebody reacted to, the newest message first; the app itself when nobody is named."""
    user = call.optional("user") or call.app.bot_user_id
    if call.world.store.people.find(user) is None:
        raise ApiError("user_not_found")
    found = [one for one in call.world.store.messages.reacted_by(user) if call.find_channel(one.channel)]
    page, metadata = paging.page(call, found, default=100)
    return {"items": [_item(call, one.channel, one) for one in page], "response_metadata": metadata}


def _item(call: Call, channel: str, message: Message) -> Json:
    shown = message_json(call.world.store, message, bot_name=call.app.name)
    link = permalink(call.world.team, message)
    return {"type": "message", "channel": channel, "message": {**shown, "permalink": link}}


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name or not all(letter.isalnum() or letter in "_+-'" for letter in name.split("::")[0]):
        raise ApiError("invalid_name")
    return name


def _reacted(call: Call, channel: Channel, message: Message, *, added: bool) -> Json:
    call.world.store.messages.save(message)
    posting.show(call.world, channel, message)
    events.reaction_changed(call.world, message, call.app.bot_user_id, _emoji(call), added=added)
    return {}
