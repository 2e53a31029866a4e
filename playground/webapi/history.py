"""conversations.history and conversations.replies: the messages of a channel and of a thread, a page at a time."""

import re
from collections.abc import Sequence

from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Channel, Message, Window
from playground.telling.payloads import message_json, pinned
from playground.webapi import paging
from playground.webapi.call import Call, method

_SCOPES = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_TIME = re.compile(r"(\d{1,10})(?:\.(\d{1,6}))?")
MOST, USUAL_REPLIES, USUAL = 999, 999, 100


@method("conversations.history", *_SCOPES.values())
def history(call: Call) -> Json:
    """Top-level messages, newest first; replies that were shown in the channel too are among them."""
    channel = _readable(call)
    messages, more = call.world.store.messages.page(channel.id, _window(call, USUAL))
    pins = len(call.world.store.pins.of(channel.id))
    return {"messages": _shown(call, channel, messages), **_more(messages, more), "pin_count": pins}


@method("conversations.replies", *_SCOPES.values())
def replies(call: Call) -> Json:
    """A thread: its parent on every page, then replies from old to new."""
    channel = _readable(call)
    parent = call.world.store.messages.find(channel.id, call.text("ts"))
    if parent is None:
        raise ApiError("thread_not_found")
    window = _window(call, USUAL_REPLIES, oldest_first=True)
    found, more = call.world.store.messages.replies(channel.id, parent.ts, window)
    return {"messages": _shown(call, channel, [parent, *found]), **_more(found, more)}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.require(_SCOPES[channel.type])
    call.check_is_in(channel)
    return channel


def _shown(call: Call, channel: Channel, messages: Sequence[Message]) -> list[Json]:
    store = call.world.store
    threads = store.messages.threads(channel.id, [message.ts for message in messages])
    pins = {pin.ts: pin for pin in store.pins.of(channel.id)}
    with_metadata = call.flag("include_all_metadata")
    listed = []
    for message in messages:
        shown = message_json(
            store, message, thread=threads.get(message.ts), metadata=with_metadata, bot_name=call.app.name
        )
        listed.append({**shown, **pinned(pins[message.ts])} if message.ts in pins else shown)
    return listed


def _window(call: Call, usual: int, *, oldest_first: bool = False) -> Window:
    """Which messages are wanted. A page goes on from its cursor, within the same times."""
    latest, oldest, cursor = _time(call, "latest"), _time(call, "oldest"), paging.cursor(call)
    return Window(
        limit=paging.limit(call, usual, MOST),
        before=latest if oldest_first else cursor or latest,
        after=cursor or oldest if oldest_first else oldest,
        inclusive=call.flag("inclusive") and not cursor,
        oldest_first=oldest_first,
    )


def _time(call: Call, name: str) -> str | None:
    """A timestamp in full, so that it can be compared as text: "0" and "1700000000" are good ones too."""
    given = call.optional(name)
    if given is None or given == "now":
        return None
    found = _TIME.fullmatch(given)
    if found is None:
        raise ApiError(f"invalid_ts_{name}")
    return f"{found[1]:0>10}.{found[2] or '':0<6}"


def _more(messages: Sequence[Message], more: bool) -> Json:
    return {"has_more": more, "response_metadata": paging.metadata(messages[-1].ts if more else "")}
