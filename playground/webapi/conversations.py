"""conversations.*: look at channels, their members and their messages; open direct messages."""

import base64
from typing import TypeVar

from playground.errors import ApiError
from playground.payloads import channel_json, message_json
from playground.shapes import Json
from playground.store import Channel, Message, Window
from playground.webapi.call import Call, method

One = TypeVar("One")

_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}


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
    wanted = {_KINDS.get(kind.strip()) for kind in (call.optional("types") or "public_channel").split(",")}
    if None in wanted:
        raise ApiError("invalid_types")
    for kind in sorted(str(kind) for kind in wanted if kind in _READ):
        call.require(_READ[kind])
    found = [
        channel
        for channel in call.world.store.channels.all()
        if channel.type in wanted
        and not (channel.is_archived and call.flag("exclude_archived"))
        and call.find_channel(channel.id)
    ]
    page, cursor = _page(call, found, default=100)
    return {"channels": [_json(call, one) for one in page], "response_metadata": {"next_cursor": cursor}}


@method("conversations.members", *_READ.values())
def members(call: Call) -> Json:
    """Who is in a conversation."""
    channel = call.channel()
    call.require(_READ[channel.type])
    page, cursor = _page(call, call.world.store.channels.members(channel.id), default=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


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


@method("conversations.history", *_HISTORY.values())
def history(call: Call) -> Json:
    """Top-level messages, newest first."""
    channel = _readable(call)
    messages, more = call.world.store.messages.page(channel.id, _window(call))
    return {"messages": _messages(call, channel, messages), **_more(messages, more), "pin_count": 0}


@method("conversations.replies", *_HISTORY.values())
def replies(call: Call) -> Json:
    """A thread: its parent, then replies from old to new."""
    channel = _readable(call)
    parent = call.world.store.messages.find(channel.id, call.text("ts"))
    if parent is None:
        raise ApiError("thread_not_found")
    found, more = call.world.store.messages.replies(channel.id, parent.ts, _window(call))
    return {"messages": _messages(call, channel, [parent, *reversed(found)]), **_more(found, more)}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.require(_HISTORY[channel.type])
    if not call.world.store.channels.has(channel.id, call.app.bot_user_id):
        raise ApiError("not_in_channel")
    return channel


def _messages(call: Call, channel: Channel, messages: list[Message]) -> list[Json]:
    threads = call.world.store.messages.threads(channel.id, [message.ts for message in messages])
    with_metadata = call.flag("include_all_metadata")
    return [
        message_json(
            call.world.store,
            message,
            thread=threads.get(message.ts),
            metadata=with_metadata,
            bot_name=call.app.name,
        )
        for message in messages
    ]


def _more(messages: list[Message], more: bool) -> Json:
    cursor = base64.urlsafe_b64encode(messages[-1].ts.encode()).decode() if more else ""
    return {"has_more": more, "response_metadata": {"next_cursor": cursor}}


def _window(call: Call) -> Window:
    cursor = _cursor(call)
    return Window(
        limit=call.number("limit", 100, 999),
        before=cursor or call.optional("latest"),
        after=call.optional("oldest"),
        inclusive=call.flag("inclusive") and not cursor,
    )


def _cursor(call: Call) -> str | None:
    cursor = call.optional("cursor")
    return _decoded(cursor) if cursor else None


def _decoded(cursor: str) -> str:
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode()
    except ValueError:
        text = ""
    if not text.replace(".", "", 1).isdigit():
        raise ApiError("invalid_cursor")
    return text


def _page(call: Call, found: list[One], default: int) -> tuple[list[One], str]:
    cursor = call.optional("cursor")
    start = int(float(_decoded(cursor))) if cursor else 0
    limit = call.number("limit", default, 1000)
    rest = start + limit < len(found)
    return found[start : start + limit], base64.urlsafe_b64encode(str(start + limit).encode()).decode() if rest else ""


def _json(call: Call, channel: Channel, members: int | None = None) -> Json:
    is_member = call.world.store.channels.has(channel.id, call.app.bot_user_id)
    return channel_json(call.world.team, channel, is_member=is_member, members=members)
