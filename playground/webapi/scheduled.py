"""chat.scheduleMessage and its kin, and the delivery of what fell due on the workspace's clock.

See https://docs.slack.dev/messaging/sending-and-scheduling-messages#scheduling
"""

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Message, Scheduled
from playground.telling import posting
from playground.webapi import drafts, paging
from playground.webapi.call import Call, method
from playground.world import World
from playground.worlds import Worlds

FARTHEST = 120 * 24 * 3600
"""Seconds into the future."""
WINDOW, MOST_IN_WINDOW = 300, 30
"""At most so many messages for one channel within so many seconds."""
TOO_LATE = 60
"""Seconds before its time from which on a message cannot be taken back."""


@method("chat.scheduleMessage", "chat:write")
def schedule(call: Call) -> Json:
    """Post later as the app, on the workspace's clock. Everything is checked now, as chat.postMessage would."""
    channel = drafts.writable(call)
    saying = drafts.said(call, longest=drafts.LONGEST_TEXT)
    rest = drafts.rest(call, channel, saying)
    post_at = _time(call)
    if _is_crowded([*call.world.store.scheduled.times(channel.id), post_at]):
        raise ApiError("restricted_too_many")
    waiting = Scheduled(ids.new_id("Q"), channel.id, post_at, int(call.world.clock.now()), saying.text, rest)
    call.world.store.scheduled.add(waiting)
    call.world.premises.alarm.ring_soon()
    body = {"channel": channel.id, "scheduled_message_id": waiting.id, "post_at": post_at}
    return drafts.warned(call, {**body, "message": _draft(call, waiting)})


@method("chat.scheduledMessages.list")
def list_scheduled(call: Call) -> Json:
    """What waits, the earliest first; perhaps of one channel, or between two times."""
    wanted = call.optional("channel")
    if wanted and call.find_channel(wanted) is None:
        raise ApiError("invalid_channel")
    oldest, latest = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    if oldest >= latest:
        raise ApiError("invalid_arguments", messages=["oldest must be less than latest [json-pointer:/oldest]"])
    found = [
        one
        for one in call.world.store.scheduled.between(oldest, latest)
        if wanted in (None, one.channel) and call.find_channel(one.channel)
    ]
    page, metadata = paging.page(call, found, default=100)
    listed = [
        {
            "id": one.id,
            "channel_id": one.channel,
            "post_at": one.post_at,
            "date_created": one.created,
            "text": one.text,
        }
        for one in page
    ]
    return {"scheduled_messages": listed, "response_metadata": metadata}


@method("chat.deleteScheduledMessage", "chat:write")
def delete_scheduled(call: Call) -> Json:
    """Take back what waits, until a minute before its time."""
    channel = call.channel()
    waiting = call.world.store.scheduled.find(call.text("scheduled_message_id"))
    if waiting is None or waiting.channel != channel.id or waiting.post_at - call.world.clock.now() < TOO_LATE:
        raise ApiError("invalid_scheduled_message_id")
    call.world.store.scheduled.remove(waiting.id)
    call.world.premises.alarm.ring_soon()
    return {}


def deliver_due(worlds: Worlds) -> float | None:
    """Post what fell due, in the order of its times; gives the time of the next message, if one waits."""
    store, clock = worlds.first.store, worlds.premises.clock
    for waiting in store.scheduled.due(clock.now()):
        with store.database.transaction():
            store.scheduled.remove(waiting.id)
            world = worlds.of_channel(waiting.channel)
            if world:
                _deliver(world, waiting)
    return store.scheduled.next_due()


def _deliver(world: World, waiting: Scheduled) -> None:
    """Say it, unless the app or its right to write there are gone, or the thread; Slack tells nobody either."""
    channel = world.store.channels.find(waiting.channel)
    if world.installed is None or channel is None or channel.is_archived or not posting.may_write(world, channel):
        return
    message = posting.app_message(world, channel.id, waiting.text, at=waiting.post_at, **waiting.rest)
    if message.thread_ts and world.store.messages.find(channel.id, message.thread_ts) is None:
        return
    posting.post(world, channel, message)


def _time(call: Call) -> int:
    try:
        post_at = int(float(call.text("post_at")))
    except (ValueError, OverflowError):
        raise ApiError("invalid_time") from None
    now = call.world.clock.now()
    if post_at <= now:
        raise ApiError("time_in_past")
    if post_at > now + FARTHEST:
        raise ApiError("time_too_far")
    return post_at


def _is_crowded(times: list[int]) -> bool:
    """Whether more than 30 of these times lie within five minutes of each other."""
    ordered = sorted(times)
    return any(last - first < WINDOW for first, last in zip(ordered, ordered[MOST_IN_WINDOW:], strict=False))


def _bound(call: Call, name: str, default: float) -> float:
    given = call.optional(name)
    try:
        return float(given) if given else default
    except ValueError:
        raise ApiError("invalid_arguments", messages=[f"must be a number [json-pointer:/{name}]"]) from None


def _draft(call: Call, waiting: Scheduled) -> Json:
    """The message as it will be, without the timestamp that it does not have yet."""
    app = call.app
    message = Message(
        channel=waiting.channel,
        ts="",
        user=app.bot_user_id,
        bot_id=app.bot_id,
        app_id=app.app_id,
        text=waiting.text,
        **waiting.rest,
    )
    shown = {name: value for name, value in drafts.echo(call, message).items() if name != "ts"}
    return {**shown, "type": "delayed_message"}
