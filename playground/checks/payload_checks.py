"""Holds our own deliveries to Slack's published types, so that this workspace cannot drift away unnoticed."""

from playground.checks.schema_checks import Check, Problems, incoming, problem
from playground.shapes import Json

_BY_TYPE = {
    "block_actions": "InBlockAction",
    "block_suggestion": "InSuggest",
    "message_action": "InMessageShortcut",
    "shortcut": "InShortcut",
    "view_closed": "InViewClosed",
    "view_submission": "InViewSubmit",
}
_EVENTS = {"app_home_opened": "EvHome", "reaction_added": "EvReact"}
# Slack sends no response_url with what happens in a view, and null for the organisation outside Enterprise Grid;
# its types say otherwise.
_ABSENT_IN_VIEWS = "missing required field: response_url [json-pointer:]"

_REQUIRED_BY_HAND = {
    "message_metadata_posted": (
        "app_id",
        "bot_id",
        "user_id",
        "team_id",
        "channel_id",
        "message_ts",
        "metadata",
        "event_ts",
    ),
    "app_uninstalled": (),
    "tokens_revoked": ("tokens",),
}
_ENVELOPE = ("token", "team_id", "api_app_id", "event", "type", "event_id", "event_time", "authorizations")


def problems_in(kind: str, payload: Json) -> list[str]:
    """What the types of Bolt would not accept in a payload; empty for a good one."""
    if kind == "slash_commands":
        return _run(incoming().definition("InSlash"), payload)
    if kind == "events_api":
        return [*_missing(payload, _ENVELOPE), *_event_problems(payload["event"])]
    body = {name: value for name, value in payload.items() if not (name == "enterprise" and value is None)}
    definition = _BY_TYPE.get(str(payload.get("type")))
    if definition is None:
        return [problem(f"unsupported type: {payload.get('type')}", "")]
    found = _run(incoming().definition(definition), body)
    if "view" in payload:
        found = [one for one in found if one != _ABSENT_IN_VIEWS]
    return found


def _event_problems(event: Json) -> list[str]:
    kind = event["type"]
    if kind == "message":
        return [] if "subtype" in event else _run(incoming().definition("EvMsg"), event)
    if kind in _EVENTS:
        return _run(incoming().definition(_EVENTS[kind]), event)
    return _missing(event, _REQUIRED_BY_HAND.get(kind, ()))


def _missing(body: Json, names: tuple[str, ...]) -> list[str]:
    return [problem(f"missing required field: {name}", "") for name in names if name not in body]


def _run(check: Check, body: Json) -> list[str]:
    problems: Problems = []
    check(body, "", problems)
    return problems
