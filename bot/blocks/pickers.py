"""Fields in which people, channels, times and numbers are picked, for the setup form."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import Element


def channel(initial: str = "", placeholder: str = "Pick a channel") -> Element:
    """A channel of this workspace: no direct messages, none that another company shares."""
    element: Element = {
        "type": "conversations_select",
        "placeholder": kit.plain(placeholder, kit.PLACEHOLDER),
        "filter": {
            "include": ["public", "private"],
            "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        },
    }
    return {**element, "initial_conversation": initial} if initial else element


def people(initial: Sequence[str] = (), placeholder: str = "Pick people") -> Element:
    """Any number of people."""
    element: Element = {"type": "multi_users_select", "placeholder": kit.plain(placeholder, kit.PLACEHOLDER)}
    return {**element, "initial_users": list(initial)} if initial else element


def time_of_day(initial: str) -> Element:
    """A time such as 09:00."""
    return {"type": "timepicker", "initial_time": initial, "placeholder": kit.plain("Pick a time", kit.PLACEHOLDER)}


def number(initial: int, *, least: int, most: int) -> Element:
    """A whole number; Slack's client refuses anything else before it is sent."""
    return {
        "type": "number_input",
        "is_decimal_allowed": False,
        "initial_value": str(initial),
        "min_value": str(least),
        "max_value": str(most),
    }


def checkboxes(options: Sequence[Element], initial: Sequence[str] = ()) -> Element:
    """Boxes to tick, at most ten."""
    element: Element = {"type": "checkboxes", "options": list(options[:10])}
    ticked = [option for option in options[:10] if option["value"] in initial]
    return {**element, "initial_options": ticked} if ticked else element
