"""Events: told to the app when its manifest asks for them, in Slack's envelope."""

from playground import ids
from playground.shapes import Json
from playground.store import Channel, Message
from playground.telling.payloads import message_json
from playground.world import World

_MESSAGE_EVENTS = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}


def emit(world: World, subscription: str, event: Json) -> None:
    """Deliver `event` in the background if the app subscribed to `subscription`."""
    app = world.installed
    if app is None or subscription not in app.bot_events:
        return
    payload = {
        "token": app.verification_token,
        "team_id": world.team.id,
        "context_team_id": world.team.id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": ids.new_id("Ev"),
        "event_time": int(world.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-local-workspace",
    }
    world.delivery.send_event(app, payload)


def message_posted(world: World, channel: Channel, message: Message) -> None:
    """Somebody or the app wrote a message in a place where the app is."""
    app = world.installed
    if app is None or not world.store.channels.has(channel.id, app.bot_user_id):
        return
    event = {**message_json(world.store, message, bot_name=app.name), "event_ts": message.ts}
    event |= {"channel": channel.id, "channel_type": channel.type}
    if message.is_reply and message.thread_ts:
        parent = world.store.messages.find(channel.id, message.thread_ts)
        event |= {"parent_user_id": parent.user} if parent else {}
    emit(world, _MESSAGE_EVENTS[channel.type], event)
    if f"<@{app.bot_user_id}>" in message.text and not message.bot_id and not channel.is_im:
        mention = {name: value for name, value in event.items() if name != "channel_type"}
        emit(world, "app_mention", {**mention, "type": "app_mention"})
    if message.metadata and app.hears_metadata(message.metadata["event_type"]):
        emit(world, "message_metadata_posted", _metadata_posted(world, message))


def message_changed(world: World, channel: Channel, before: Message, after: Message | None) -> None:
    """A message was edited, or deleted (`after` is None)."""
    app = world.installed
    if app is None or not world.store.channels.has(channel.id, app.bot_user_id):
        return
    ts = world.next_ts(channel.id)
    event: Json = {
        "type": "message",
        "subtype": "message_changed" if after else "message_deleted",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.type,
        "previous_message": message_json(world.store, before, bot_name=app.name),
        "ts": ts,
        "event_ts": ts,
    }
    if after:
        event["message"] = message_json(world.store, after, bot_name=app.name)
    else:
        event["deleted_ts"] = before.ts
    emit(world, _MESSAGE_EVENTS[channel.type], event)


def home_opened(world: World, user: str, tab: str) -> None:
    """Somebody looked at the app's home tab or messages tab."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": world.open_direct(user).id,
        "tab": tab,
        "event_ts": f"{world.clock.now():.6f}",
    }
    view = world.store.homes.find(user)
    if view and tab == "home":
        event["view"] = view
    emit(world, "app_home_opened", event)


def reaction_changed(world: World, message: Message, user: str, name: str, *, added: bool) -> None:
    """Somebody or the app put a reaction on a message, or took it back."""
    subscription = "reaction_added" if added else "reaction_removed"
    event: Json = {
        "type": subscription,
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": f"{world.clock.now():.6f}",
    }
    emit(world, subscription, event)


def pin_changed(world: World, message: Message, user: str, count: int, *, added: bool) -> None:
    """Somebody or the app pinned a message, or took a pin off; `count` pins are in the channel now."""
    app = world.installed
    subscription = "pin_added" if added else "pin_removed"
    event: Json = {
        "type": subscription,
        "user": user,
        "channel_id": message.channel,
        "item": {
            "type": "message",
            "channel": message.channel,
            "created": int(world.clock.now()),
            "created_by": user,
            "message": message_json(world.store, message, bot_name=app.name if app else ""),
        },
        "item_user": message.user,
        "pin_count": str(count),
        "pinned_info": {"channel": message.channel, "pinned_by": user, "pinned_ts": int(world.clock.now())},
        **_now(world),
    }
    if not added:
        event["has_pins"] = count > 0
    emit(world, subscription, event)


def tokens_revoked(world: World) -> None:
    """The bot's token was made void."""
    bots = [world.app.bot_user_id]
    emit(world, "tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": bots}, **_now(world)})


def app_uninstalled(world: World) -> None:
    """The app is being taken out."""
    emit(world, "app_uninstalled", {"type": "app_uninstalled", **_now(world)})


def _now(world: World) -> Json:
    return {"event_ts": f"{world.clock.now():.6f}"}


def _metadata_posted(world: World, message: Message) -> Json:
    return {
        "type": "message_metadata_posted",
        "app_id": message.app_id,
        "bot_id": message.bot_id,
        "user_id": message.user,
        "team_id": world.team.id,
        "channel_id": message.channel,
        "metadata": message.metadata,
        "message_ts": message.ts,
        "event_ts": f"{world.clock.now():.6f}",
    }
