"""Plain values from a test or script, turned into what Slack's client would report."""

from collections.abc import Awaitable, Callable

from playground.checks.elements import STATEFUL, elements
from playground.errors import Refused
from playground.moments.viewstack import OpenView
from playground.shapes import Json, StateValues

_CHOICES = {"static_select", "radio_buttons", "external_select"}
_MANY_CHOICES = {"multi_static_select", "checkboxes", "multi_external_select"}
Ask = Callable[[str, str, str], Awaitable[list[Json]]]
"""Options of the app for (block_id, action_id, typed text)."""


async def state_values(view: OpenView, plain: Json, ask: Ask) -> StateValues:
    """Values by block_id (or action_id) as state; what is not named keeps what the view holds."""
    values: StateValues = {}
    unknown = set(plain)
    for found in elements(view.blocks):
        block_id, action_id = found.block["block_id"], found.element["action_id"]
        name = block_id if block_id in plain else action_id
        if name not in plain or found.element["type"] not in STATEFUL:
            continue
        unknown.discard(name)
        given = plain[name]
        if isinstance(given, dict) and action_id in given and isinstance(given[action_id], dict):
            given = given[action_id]
        values.setdefault(block_id, {})[action_id] = await _state(view, found.block, found.element, given, ask)
    if unknown:
        raise Refused(f"The form has no input called {', '.join(sorted(unknown))}.")
    return values


async def _state(view: OpenView, block: Json, element: Json, given: object, ask: Ask) -> Json:
    kind = element["type"]
    key = STATEFUL[kind]
    if isinstance(given, dict) and key in given:
        return {"type": kind, key: given[key]}
    if kind in _CHOICES:
        option = None if given is None else await _option(view, block, element, given, ask)
        return {"type": kind, key: option}
    if kind in _MANY_CHOICES:
        wanted = given if isinstance(given, list) else [given]
        return {"type": kind, key: [await _option(view, block, element, one, ask) for one in wanted]}
    if key in ("value", "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel"):
        return {"type": kind, key: None if given is None else str(given)}
    if key == "rich_text_value" and isinstance(given, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": given}]}
        return {"type": kind, key: {"type": "rich_text", "elements": [section]}}
    return {"type": kind, key: given}


async def _option(view: OpenView, block: Json, element: Json, given: object, ask: Ask) -> Json:
    """The option with this value or text: offered by the element, seen before, or asked of the app now."""
    if isinstance(given, dict):
        return given
    offered = offered_by(element)
    if not offered and element["type"].endswith("external_select"):
        known = [*view.offered.get(element["action_id"], ()), *_initial(element)]
        found = find_option(known, given)
        if found:
            return found
        offered = await ask(block["block_id"], element["action_id"], str(given))
    found = find_option(offered, given)
    if found is None:
        raise Refused(f"{given} is not offered in {block['block_id']}.")
    return found


def offered_by(element: Json) -> list[Json]:
    """The options of an element, in groups or not."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]


def find_option(options: list[Json], given: object) -> Json | None:
    """The option whose value, or else whose text, is `given`."""
    for option in options:
        if option.get("value") == given:
            return option
    for option in options:
        if option["text"]["text"] == given:
            return option
    return None


def _initial(element: Json) -> list[Json]:
    single = element.get("initial_option")
    return [*([single] if single else ()), *(element.get("initial_options") or ())]
