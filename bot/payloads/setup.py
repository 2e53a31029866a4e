"""The setup form as it was sent, held against what it showed: only what somebody changed is a change.

Slack sends a form's blocks back with it (view_submission), initial values included.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from bot.errors import FormError
from bot.payloads.edge import Body, Fields
from bot.usecases.regions import listed
from bot.usecases.setup import COMMITTEE, REGIONAL_REVIEW, ROLE_FIELDS, Changes, SetupField

# What an element shows at first, and the name under which its state comes back.
_SHOWN = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_users": "selected_users",
    "initial_conversation": "selected_conversation",
    "initial_time": "selected_time",
}


def changes(body: Body) -> Changes:
    """Read a sent setup form; FormError for days that are no number."""
    view = body["view"]
    sent = Fields(view["state"]["values"])
    shown = Fields(as_shown(view["blocks"]))
    errors: dict[str, str] = {}
    stages = _stages(sent, shown)
    found = Changes(
        triage_channel_id=_channel(sent, shown, SetupField.TRIAGE),
        digest_channel_id=_channel(sent, shown, SetupField.DIGEST),
        timezone=_choice(sent, shown, SetupField.ZONE),
        digest_at=_digest_at(sent, shown),
        item_noun=_noun(sent, shown),
        currency=_choice(sent, shown, SetupField.CURRENCY),
        first_answer_days=_days(sent, shown, SetupField.FIRST_ANSWER, errors),
        decision_days=_days(sent, shown, SetupField.DECISION, errors),
        has_regional_review=stages.get(REGIONAL_REVIEW),
        has_committee=stages.get(COMMITTEE),
        regions=_regions(sent, shown),
        holders={
            role: tuple(sent.users(block_id))
            for role, block_id in ROLE_FIELDS.items()
            if _picked_otherwise(sent, shown, block_id)
        },
        coordinators={
            uuid.UUID(block_id.partition(":")[2]): tuple(sent.users(block_id))
            for block_id in sent.values
            if block_id.startswith(f"{SetupField.COORDINATORS}:") and _picked_otherwise(sent, shown, block_id)
        },
    )
    if errors:
        raise FormError(errors)
    return found


def as_shown(blocks: list[Mapping[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The state of a form before anybody touched it."""
    return {
        block["block_id"]: {
            block["element"]["action_id"]: {
                state: block["element"][initial] for initial, state in _SHOWN.items() if initial in block["element"]
            }
        }
        for block in blocks
        if block["type"] == "input"
    }


def _channel(sent: Fields, shown: Fields, name: str) -> str | None:
    picked = sent.conversation(name)
    return picked if picked != shown.conversation(name) else None


def _choice(sent: Fields, shown: Fields, name: str) -> str | None:
    picked = sent.choice(name)
    return picked if picked and picked != shown.choice(name) else None


def _digest_at(sent: Fields, shown: Fields) -> str | None:
    """Day and time are one setting; an emptied time leaves it as it was."""
    day, time = sent.choice(SetupField.DAY), sent.time(SetupField.TIME)
    if not (day and time) or (day, time) == (shown.choice(SetupField.DAY), shown.time(SetupField.TIME)):
        return None
    return f"{day} {time}"


def _noun(sent: Fields, shown: Fields) -> str | None:
    typed = " ".join(sent.text(SetupField.NOUN).split())
    return typed if typed != shown.text(SetupField.NOUN) else None


def _days(sent: Fields, shown: Fields, name: SetupField, errors: dict[str, str]) -> int | None:
    """A whole number of days. Slack's client lets nothing else through; other senders may."""
    typed = sent.text(name)
    if typed == shown.text(name):
        return None
    try:
        return int(typed)
    except ValueError:
        errors[name] = "Write a whole number of working days, such as 2."
        return None


def _regions(sent: Fields, shown: Fields) -> tuple[str, ...] | None:
    """The regions, where the form had the field; a text that names the same regions is no change."""
    if SetupField.REGIONS not in sent.values:
        return None
    names = listed(sent.text(SetupField.REGIONS))
    return names if names != listed(shown.text(SetupField.REGIONS)) else None


def _stages(sent: Fields, shown: Fields) -> dict[str, bool]:
    on, was_on = set(sent.choices(SetupField.STAGES)), set(shown.choices(SetupField.STAGES))
    return {stage: stage in on for stage in on ^ was_on}


def _picked_otherwise(sent: Fields, shown: Fields, block_id: str) -> bool:
    return set(sent.users(block_id)) != set(shown.users(block_id))
