"""Where the interactive elements of a message or view are, and the ids that Slack fills in."""

from collections.abc import Iterator
from dataclasses import dataclass

from playground import ids
from playground.shapes import Blocks, Json, StateValues

STATEFUL = {
    "checkboxes": "selected_options",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "datetimepicker": "selected_date_time",
    "email_text_input": "value",
    "external_select": "selected_option",
    "file_input": "files",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "multi_external_select": "selected_options",
    "multi_static_select": "selected_options",
    "multi_users_select": "selected_users",
    "number_input": "value",
    "plain_text_input": "value",
    "radio_buttons": "selected_option",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "timepicker": "selected_time",
    "url_text_input": "value",
    "users_select": "selected_user",
}
"""The element types that hold what a person entered, and the key under which they report it."""

_INITIAL = {
    "selected_options": "initial_options",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_date": "initial_date",
    "selected_date_time": "initial_date_time",
    "selected_option": "initial_option",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "rich_text_value": "initial_value",
    "value": "initial_value",
    "files": "",
}
PLURAL = {
    "selected_options",
    "selected_users",
    "selected_channels",
    "selected_conversations",
    "files",
}


@dataclass(frozen=True)
class Found:
    """An element in its block, with the JSON pointer to it."""

    block: Json
    element: Json
    pointer: str


def elements(blocks: Blocks, pointer: str = "/blocks") -> Iterator[Found]:
    """Every interactive or input element, in reading order."""
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        yield from _in_block(block, f"{pointer}/{index}")


def _in_block(block: Json, pointer: str) -> Iterator[Found]:
    for name in ("accessory", "element"):
        element = block.get(name)
        if isinstance(element, dict) and element.get("type") != "image":
            yield Found(block, element, f"{pointer}/{name}")
    if block.get("type") in ("actions", "context_actions"):
        yield from _in_list(block, "elements", pointer)
    if block.get("type") == "card":
        yield from _in_list(block, "actions", pointer)
    if block.get("type") == "carousel":
        yield from elements(block.get("elements", []), f"{pointer}/elements")
    if isinstance(block.get("child_blocks"), list):
        yield from elements(block["child_blocks"], f"{pointer}/child_blocks")


def _in_list(block: Json, name: str, pointer: str) -> Iterator[Found]:
    for index, element in enumerate(block.get(name) or []):
        if isinstance(element, dict):
            yield Found(block, element, f"{pointer}/{name}/{index}")


def find(blocks: Blocks, action_id: str, block_id: str | None = None) -> Found | None:
    """The element with this action_id (in this block, when given)."""
    for found in elements(blocks):
        if found.element.get("action_id") == action_id and block_id in (None, found.block.get("block_id")):
            return found
    return None


def fill_ids(blocks: Blocks) -> Blocks:
    """Give every block and element the id that Slack would give it; changes and returns `blocks`."""
    for block in blocks:
        block.setdefault("block_id", ids.block_id())
        for child in block.get("child_blocks") or []:
            child.setdefault("block_id", ids.block_id())
    for found in elements(blocks):
        found.element.setdefault("action_id", ids.block_id())
    return blocks


def initial_state(blocks: Blocks) -> StateValues:
    """The state of all inputs before anybody touched them."""
    values: StateValues = {}
    for found in elements(blocks):
        key = STATEFUL.get(found.element["type"])
        if key:
            values.setdefault(found.block["block_id"], {})[found.element["action_id"]] = initial(found.element)
    return values


def initial(element: Json) -> Json:
    """The state of one untouched input: its initial value, or Slack's way of saying empty."""
    key = STATEFUL[element["type"]]
    empty: object = [] if key in PLURAL else None
    value = element.get(_INITIAL[key], empty) if _INITIAL[key] else empty
    state = {"type": element["type"], key: value}
    if key == "rich_text_value" and value is None:
        # A rich text input that was left alone reports no value at all.
        del state[key]
    return state


def is_empty(state: Json) -> bool:
    """Whether an input holds nothing."""
    key = STATEFUL.get(state.get("type", ""), "value")
    return state.get(key) in (None, "", [])
