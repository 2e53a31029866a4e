"""pins.*: messages that stay at hand in a channel."""

from playground import ids
from playground.errors import ApiError
from playground.shapes import Json
from playground.store import Channel, Message, Pin
from playground.telling import events
from playground.telling.payloads import message_json, permalink, pinned
from playground.webapi.call import Call, method

MOST = 100


@method("pins.add", "pins:write")
def add(call: Call) -> Json:
    """Pin a message."""
    channel, message = _target(call)
    pins = call.world.store.pins
    if len(pins.of(channel.id)) >= MOST:
        raise ApiError("too_many_pins")
    pin = Pin(channel.id, message.ts, call.app.bot_user_id, int(call.world.clock.now()))
    if not pins.add(pin):
        raise ApiError("already_pinned")
    events.pin_changed(call.world, message, call.app.bot_user_id, len(pins.of(channel.id)), added=True)
    return {}


@method("pins.remove", "pins:write")
def remove(call: Call) -> Json:
    """Take a pin off."""
    channel, message = _target(call)
    pins = call.world.store.pins
    if not pins.remove(channel.id, message.ts):
        raise ApiError("no_pin")
    events.pin_changed(call.world, message, call.app.bot_user_id, len(pins.of(channel.id)), added=False)
    return {}


@method("pins.list", "pins:read")
def list_pins(call: Call) -> Json:
    """What is pinned in a channel, the newest pin first."""
    channel = call.channel()
    return {"items": [_item(call, pin) for pin in call.world.store.pins.of(channel.id)]}


def _target(call: Call) -> tuple[Channel, Message]:
    call.channel()  # of two wrong arguments, the channel is named first
    ts = call.optional("timestamp")
    if ts and not ids.is_timestamp(ts):
        raise ApiError("bad_timestamp")
    return call.item()


def _item(call: Call, pin: Pin) -> Json:
    store = call.world.store
    item: Json = {"type": "message", "channel": pin.channel, "created": pin.created, "created_by": pin.user}
    message = store.messages.find(pin.channel, pin.ts)
    if message:
        shown = {**message_json(store, message, bot_name=call.app.name), **pinned(pin)}
        item["message"] = {**shown, "permalink": permalink(call.world.team, message)}
    return item
