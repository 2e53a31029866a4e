"""Menus that the app fills: options for external selects."""

from playground import elements
from playground.delivery import OPTIONS
from playground.errors import ApiError, Refused
from playground.interactions.clicks import Place, place_of, remember
from playground.interactions.envelope import channel_name, common, deliver, person
from playground.interactions.outcome import Outcome, not_heard
from playground.payloads import message_json, view_json
from playground.rules.inputs import check_elements
from playground.schema_checks import Problems, block_kit
from playground.shapes import Json
from playground.store import Person
from playground.world import World

SHORTEST_QUERY = 3


async def options(
    world: World, user: str, container: Json, *, block_id: str | None, action_id: str, value: str
) -> Outcome:
    """Ask the app what to offer for what was typed so far."""
    who = person(world, user)
    place = place_of(world, who, container)
    found = elements.find(place.blocks, action_id, block_id)
    if found is None or found.element["type"] not in ("external_select", "multi_external_select"):
        raise Refused("That menu is no longer there.")
    if len(value) < found.element.get("min_query_length", SHORTEST_QUERY):
        return Outcome(200, extra={"options": []})
    ack = await deliver(world, _payload(world, who, place, found, value), OPTIONS)
    if not ack.ok:
        return Outcome.of(ack, not_heard(world.app.name, ack))
    try:
        offered = check_options(ack.body)
    except ApiError as error:
        return Outcome.of(ack, not_heard(world.app.name, ack), str(error))
    if place.view:
        every = [
            *offered.get("options", ()),
            *(one for group in offered.get("option_groups", ()) for one in group["options"]),
        ]
        place.view.offered.setdefault(action_id, []).extend(every)
    return Outcome(ack.status, ack.body, extra=offered)


def check_options(body: Json) -> Json:
    """The options or option groups of an acknowledgement, held to the rules of a menu."""
    offered: Json = {name: body[name] for name in ("options", "option_groups") if name in body}
    problems: Problems = []
    if not offered:
        raise ApiError("invalid_ack", messages=["missing required field: options"])
    if offered.get("options") == [] or offered.get("option_groups") == []:
        return offered
    menu = {"type": "static_select", "action_id": "menu", **offered}
    block_kit().definition("StaticSelect")(menu, "", problems)
    if not problems:
        check_elements([{"type": "actions", "elements": [menu]}], "", problems)
    if problems:
        raise ApiError("invalid_options", messages=problems)
    return offered


def _payload(world: World, who: Person, place: Place, found: elements.Found, value: str) -> Json:
    body: Json = {
        "type": "block_suggestion",
        **common(world, who),
        "action_id": found.element["action_id"],
        "block_id": found.block["block_id"],
        "value": value,
    }
    state = remember(place, {})
    if place.view:
        view = view_json(world.team, world.app, place.view)
        return {**body, "container": {"type": "view", "view_id": place.view.id}, "view": view}
    if place.home:
        view = {**place.home, "state": {"values": state}}
        return {**body, "container": {"type": "view", "view_id": place.home["id"]}, "view": view}
    message, channel = place.message, place.channel
    if message is None or channel is None:
        raise Refused("That message is no longer there.")
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    body |= {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if message.ephemeral_to is None:
        body["message"] = message_json(world.store, message, metadata=True, bot_name=world.app.name)
    return body
