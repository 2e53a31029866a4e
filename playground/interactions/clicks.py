"""Clicks and choices: block_actions from messages, ephemeral messages, modals and the home tab."""

from dataclasses import dataclass

from playground.checks import elements
from playground.errors import Refused
from playground.interactions.envelope import channel_for, channel_name, common, deliver, message_in, person
from playground.interactions.outcome import Outcome, not_heard
from playground.interactions.screens import show_stack
from playground.moments.viewstack import OpenView
from playground.shapes import Blocks, Json, StateValues
from playground.store import Channel, Message, Person
from playground.telling.payloads import message_json, view_json
from playground.world import World

_CARRIED = {
    "button": ("text", "value", "url", "style", "accessibility_label"),
    "overflow": (),
}
_ALSO = ("placeholder", "initial_option", "initial_options", "initial_date", "initial_user")
_CHOSEN = {**elements.STATEFUL, "overflow": "selected_option"}
_CANNOT_BE_EMPTIED = {
    "overflow",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
}


@dataclass(frozen=True)
class Place:
    """Where an element is: a message in its channel, an open modal, or the home tab (`home`)."""

    blocks: Blocks
    channel: Channel | None = None
    message: Message | None = None
    view: OpenView | None = None
    home: Json | None = None


def place_of(world: World, who: Person, container: Json) -> Place:
    """The place that a page names as {type: message, channel, ts} or {type: view, view_id}."""
    if container.get("type") == "message":
        channel = channel_for(world, who.id, str(container.get("channel")))
        message = message_in(world, who.id, channel, str(container.get("ts")))
        return Place(message.blocks, channel=channel, message=message)
    view_id = container.get("view_id")
    view = world.views.find(view_id) if view_id else None
    if view and view.user == who.id:
        return Place(view.blocks, view=view)
    home = world.store.homes.find(who.id)
    if home and view_id == home["id"]:
        return Place(home["blocks"], home=home)
    raise Refused("That form is no longer open.")


async def click(
    world: World,
    user: str,
    container: Json,
    *,
    block_id: str | None,
    action_id: str,
    action: Json,
    values: StateValues,
) -> Outcome:
    """Press a button or choose something; `action` holds what was chosen, `values` the state of the inputs."""
    who = person(world, user)
    place = place_of(world, who, container)
    found = elements.find(place.blocks, action_id, block_id)
    if found is None:
        raise Refused("That button is no longer there.")
    chosen = {**chosen_value(found.element, action), **_carried(found.element)}
    reported = {
        "type": found.element["type"],
        "action_id": action_id,
        "block_id": found.block["block_id"],
        "action_ts": f"{world.clock.now():.6f}",
        **chosen,
    }
    state = remember(place, values, found, reported)
    if place.home:
        world.store.homes.save(who.id, {**place.home, "state": {"values": state}})
    payload = {
        "type": "block_actions",
        **common(world, who),
        **whereabouts(world, place, state),
        **_permissions(world, who, place, state),
        "actions": [reported],
    }
    ack = await deliver(world, payload)
    if place.view:
        show_stack(world, who.id)
    return Outcome.of(ack, not_heard(world.app.name, ack))


def chosen_value(element: Json, action: Json) -> Json:
    """What was chosen, held to what the element offers; Refused when it does not offer it."""
    kind = element["type"]
    if kind == "button":
        return {}
    key = _CHOSEN.get(kind)
    if key is None:
        return {"value": action["value"]} if "value" in action else {}
    value = action.get(key, [] if key in elements.PLURAL else None)
    if value is None and kind in _CANNOT_BE_EMPTIED:
        raise Refused("Nothing was chosen.")
    offered = [
        *element.get("options", ()),
        *(one for group in element.get("option_groups", ()) for one in group["options"]),
    ]
    if offered and value is not None:
        wanted = value if isinstance(value, list) else [value]
        known = {option.get("value"): option for option in offered}
        if any(option.get("value") not in known for option in wanted):
            raise Refused("That choice is not offered.")
        exact = [known[option.get("value")] for option in wanted]
        value = exact if isinstance(value, list) else exact[0]
    return {key: value}


def remember(
    place: Place, values: StateValues, found: elements.Found | None = None, chosen: Json | None = None
) -> StateValues:
    """Merge what the page reports into the state of the inputs; only inputs that are there count."""
    if place.view:
        state = place.view.values
    elif place.home:
        state = place.home["state"]["values"]
    else:
        state = elements.initial_state(place.blocks)
    for block_id, actions in state.items():
        for action_id, known in actions.items():
            given = values.get(block_id, {}).get(action_id)
            key = elements.STATEFUL[known["type"]]
            if isinstance(given, dict) and key in given:
                actions[action_id] = {"type": known["type"], key: given[key]}
    if found and chosen and found.element["type"] in elements.STATEFUL:
        key = elements.STATEFUL[found.element["type"]]
        state[found.block["block_id"]][found.element["action_id"]] = {"type": chosen["type"], key: chosen.get(key)}
    return state


def whereabouts(world: World, place: Place, state: StateValues) -> Json:
    """Where something happened, as payloads tell it: container, and view or channel and message."""
    if place.view:
        view = view_json(world.team, world.app, place.view)
        return {"container": {"type": "view", "view_id": place.view.id}, "view": view}
    if place.home:
        view = {**place.home, "state": {"values": state}}
        return {"container": {"type": "view", "view_id": place.home["id"]}, "view": view}
    message, channel = place.message, place.channel
    if message is None or channel is None:
        raise Refused("That message is no longer there.")
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    body: Json = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    # Slack does not send an ephemeral message back to the app: it keeps none.
    if message.ephemeral_to is None:
        body["message"] = message_json(world.store, message, metadata=True, bot_name=world.app.name)
    return body


def _carried(element: Json) -> Json:
    names = _CARRIED.get(element["type"], _ALSO)
    return {name: element[name] for name in names if name in element}


def _permissions(world: World, who: Person, place: Place, state: StateValues) -> Json:
    """What a click lets the app do: open a modal, and from a message answer by response_url."""
    view_id = place.view.id if place.view else None
    body: Json = {"trigger_id": world.triggers.issue(world.team.id, who.id, view_id=view_id)}
    if place.message and place.channel:
        body["state"] = {"values": state}
        body["response_url"] = world.responses.issue(world.base_url, who.id, place.channel.id, place.message.ts)
    return body
