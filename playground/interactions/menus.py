"""Menus that the app fills: options for external selects."""

from playground.checks import elements
from playground.checks.rules.inputs import check_elements
from playground.checks.schema_checks import Problems, block_kit
from playground.errors import ApiError, Refused
from playground.interactions.clicks import place_of, remember, whereabouts
from playground.interactions.envelope import common, deliver, person
from playground.interactions.outcome import Outcome, not_heard
from playground.shapes import Json
from playground.wire.delivery import OPTIONS
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
    payload = {
        "type": "block_suggestion",
        **common(world, who),
        **whereabouts(world, place, remember(place, {})),
        "action_id": action_id,
        "block_id": found.block["block_id"],
        "value": value,
    }
    ack = await deliver(world, payload, OPTIONS)
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
