"""conversations.*: look at channels and their members; open, enter and leave them."""

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Channel
from playground.telling import posting
from playground.telling.payloads import channel_json
from playground.webapi import paging
from playground.webapi.call import Call, method

_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_MANAGE = {"channel": "channels:manage", "group": "groups:write", "im": "im:write"}


@method("conversations.info", *_READ.values())
def info(call: Call) -> Json:
    """One conversation."""
    channel = call.channel()
    call.require(_READ[channel.type])
    members = len(call.world.store.channels.members(channel.id)) if call.flag("include_num_members") else None
    return {"channel": _json(call, channel, members)}


@method("conversations.list", *_READ.values())
def list_conversations(call: Call) -> Json:
    """The conversations that the app can see."""
    return _listed(call)


@method("users.conversations", *_READ.values())
def conversations_of(call: Call) -> Json:
    """The conversations that somebody is in, as far as the app can see them; its own when nobody is named."""
    user = call.optional("user") or call.app.bot_user_id
    if call.world.store.people.find(user) is None:
        raise ApiError("user_not_found")
    return _listed(call, user)


@method("conversations.members", *_READ.values())
def members(call: Call) -> Json:
    """Who is in a conversation."""
    channel = call.channel()
    call.require(_READ[channel.type])
    page, metadata = paging.page(call, call.world.store.channels.members(channel.id), default=100)
    return {"members": page, "response_metadata": metadata}


@method("conversations.open", "im:write", "mpim:write", "channels:manage", "groups:write")
def open_conversation(call: Call) -> Json:
    """Open the direct message with one person."""
    reference = call.optional("channel")
    if reference:
        channel = call.find_channel(reference)
        if channel is None:
            raise ApiError("channel_not_found")
    else:
        users = [user.strip() for user in call.text("users").split(",")]
        if len(users) > 1:
            raise ApiError("method_not_supported_for_channel_type")
        person = call.world.store.people.find(users[0])
        if person is None or person.is_bot:
            raise ApiError("user_not_found")
        channel = call.world.open_direct(person.id)
    body = _json(call, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": body}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """Let the app enter a public channel."""
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    if channel.is_im:
        raise ApiError("method_not_supported_for_channel_type")
    call.world.store.channels.join(channel.id, call.app.bot_user_id)
    return {"channel": _json(call, channel)}


@method("conversations.leave", *_MANAGE.values())
def leave(call: Call) -> Json:
    """Let the app leave a channel; not being there is no error."""
    channel = call.channel()
    if channel.is_im:
        raise ApiError("method_not_supported_for_channel_type")
    call.require(_MANAGE[channel.type])
    if channel.is_archived:
        raise ApiError("is_archived")
    if not call.world.store.channels.has(channel.id, call.app.bot_user_id):
        return {"not_in_channel": True}
    if call.world.store.channels.members(channel.id) == [call.app.bot_user_id]:
        raise ApiError("last_member")
    call.world.store.channels.leave(channel.id, call.app.bot_user_id)
    posting.show_channels(call.world, channel)
    return {}


@method("conversations.mark", *_MANAGE.values())
def mark(call: Call) -> Json:
    """Move the app's own read mark, which nobody sees."""
    channel = call.channel()
    call.require(_MANAGE[channel.type])
    if not ids.is_timestamp(call.text("ts")):
        raise ApiError("invalid_timestamp")
    call.check_is_in(channel)
    return {}


def _listed(call: Call, member: str | None = None) -> Json:
    """The conversations of the wanted types that the app can see; with `member` only those that somebody is in."""
    wanted = {_KINDS.get(kind.strip()) for kind in (call.optional("types") or "public_channel").split(",")}
    if None in wanted:
        raise ApiError("invalid_types")
    for kind in sorted(str(kind) for kind in wanted if kind in _READ):
        call.require(_READ[kind])
    store = call.world.store
    found = [
        channel
        for channel in (store.channels.of(member) if member else store.channels.all())
        if channel.type in wanted
        and not (channel.is_archived and call.flag("exclude_archived"))
        and call.find_channel(channel.id)
    ]
    page, metadata = paging.page(call, found, default=100)
    return {"channels": [_json(call, one) for one in page], "response_metadata": metadata}


def _json(call: Call, channel: Channel, members: int | None = None) -> Json:
    is_member = call.world.store.channels.has(channel.id, call.app.bot_user_id)
    return channel_json(call.world.team, channel, is_member=is_member, members=members)
