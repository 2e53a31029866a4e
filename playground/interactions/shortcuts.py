"""Shortcuts on a message or from anywhere, and the home tab."""

from playground.errors import Refused
from playground.interactions.envelope import channel_for, channel_name, common, deliver, message_in, person
from playground.interactions.outcome import Outcome, not_heard
from playground.shapes import Json
from playground.store import Person
from playground.telling import events
from playground.telling.payloads import message_json
from playground.world import World


async def run_shortcut(
    world: World, user: str, callback_id: str, reference: str | None = None, ts: str | None = None
) -> Outcome:
    """Run a global shortcut, or a message shortcut on the message at `ts`."""
    who = person(world, user)
    shortcut = next((one for one in world.app.shortcuts if one.callback_id == callback_id), None)
    if shortcut is None:
        raise Refused("There is no such shortcut.")
    body: Json = {
        **common(world, who),
        "callback_id": callback_id,
        "action_ts": f"{world.clock.now():.6f}",
    }
    if shortcut.type == "message":
        if not reference or not ts:
            raise Refused("This shortcut needs a message.")
        body |= _on_message(world, who, reference, ts)
    else:
        trigger = world.triggers.issue(world.team.id, who.id)
        body |= {"type": "shortcut", "trigger_id": trigger}
    ack = await deliver(world, body)
    return Outcome.of(ack, not_heard(world.app.name, ack))


def open_home(world: World, user: str, tab: str = "home") -> Outcome:
    """Look at the app's home tab or messages tab; the app hears of it and may publish a new view."""
    who = person(world, user)
    if tab == "home" and not world.app.home_tab:
        raise Refused("This app has no home tab.")
    events.home_opened(world, who.id, tab)
    return Outcome(200)


def _on_message(world: World, who: Person, reference: str, ts: str) -> Json:
    channel = channel_for(world, who.id, reference)
    message = message_in(world, who.id, channel, ts)
    if message.ephemeral_to:
        raise Refused("Shortcuts do not work on messages that only you can see.")
    return {
        "type": "message_action",
        "trigger_id": world.triggers.issue(world.team.id, who.id, channel=channel.id),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message_json(world.store, message, metadata=True, bot_name=world.app.name),
        "response_url": world.responses.issue(world.base_url, who.id, channel.id, message.ts),
    }
