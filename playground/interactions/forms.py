"""Modals: submitting, what the app answers to it, and closing."""

from playground.checks import validation
from playground.checks.elements import elements, is_empty
from playground.errors import ApiError, Refused
from playground.interactions.clicks import Place, remember
from playground.interactions.envelope import common, deliver, person
from playground.interactions.outcome import TROUBLE, Outcome
from playground.interactions.screens import show_stack
from playground.moments.viewstack import OpenView
from playground.shapes import Json, StateValues
from playground.store import Person
from playground.telling.payloads import view_json
from playground.world import World

REQUIRED = "Please complete this required field."


async def submit(world: World, user: str, view_id: str, values: StateValues) -> Outcome:
    """Press the submit button of a modal, after the checks that Slack's client makes."""
    who = person(world, user)
    view = _open_view(world, who, view_id)
    if "submit" not in view.body:
        raise Refused("This form has nothing to submit.")
    remember(Place(view.blocks, view=view), values)
    wrong = _incomplete(view)
    if wrong:
        raise Refused("Some fields still need an answer.", fields=wrong)
    trigger = world.triggers.issue(world.team.id, who.id, view_id=view.id)
    payload = {
        "type": "view_submission",
        **common(world, who),
        "trigger_id": trigger,
        "view": view_json(world.team, world.app, view),
        "response_urls": [],
    }
    ack = await deliver(world, payload)
    if not ack.ok:
        return Outcome.of(ack, TROUBLE)
    try:
        fields = _obey(world, view, ack.body)
    except ApiError as error:
        return Outcome.of(ack, TROUBLE, str(error))
    show_stack(world, who.id)
    return Outcome(ack.status, ack.body, fields=fields)


async def close(world: World, user: str, view_id: str | None = None, *, everything: bool = False) -> Outcome:
    """Close the top modal (or the named one, with what lies above it), or all of them."""
    who = person(world, user)
    stack = world.views.of(who.id)
    view = _open_view(world, who, view_id) if view_id else (stack[-1] if stack else None)
    if view is None:
        raise Refused("No form is open.")
    clear = everything or bool(view.body.get("clear_on_close"))
    closing = list(stack) if clear else stack[stack.index(view) :]
    if clear:
        world.views.clear(who.id)
    else:
        world.views.remove(view)
    show_stack(world, who.id)
    outcome = Outcome(200)
    for one in reversed(closing):
        if one.body.get("notify_on_close"):
            outcome = Outcome.of(await deliver(world, _closed(world, who, one, cleared=clear)))
    return outcome


def _closed(world: World, who: Person, view: OpenView, *, cleared: bool) -> Json:
    body = view_json(world.team, world.app, view)
    return {"type": "view_closed", **common(world, who), "view": body, "is_cleared": cleared}


def _open_view(world: World, who: Person, view_id: str) -> OpenView:
    view = world.views.find(view_id)
    if view is None or view.user != who.id:
        raise Refused("That form is no longer open.")
    return view


def _obey(world: World, view: OpenView, body: Json) -> dict[str, str]:
    """Do what the acknowledgement of a submission says; gives the errors to show beside inputs."""
    answer = body.get("response_action")
    if answer is None:
        if body:
            raise ApiError("invalid_ack", messages=[f"unknown keys: {', '.join(body)}"])
        world.views.remove(view)
    elif answer == "clear":
        world.views.clear(view.user)
    elif answer == "errors":
        return _errors(view, body)
    elif answer in ("update", "push"):
        good = validation.check_view(body.get("view"), world.file_exists, kind=validation.MODAL)
        if answer == "update":
            view.replace(good)
        else:
            world.views.push(view.user, good)
    else:
        raise ApiError("invalid_ack", messages=[f"unknown response_action: {answer}"])
    return {}


def _errors(view: OpenView, body: Json) -> dict[str, str]:
    errors = body.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not all(isinstance(text, str) for text in errors.values()):
        raise ApiError("invalid_ack", messages=["errors must give a text for at least one input block"])
    strangers = set(errors) - inputs
    if strangers:
        raise ApiError("invalid_ack", messages=[f"no input block has the id: {', '.join(sorted(strangers))}"])
    return errors


def _incomplete(view: OpenView) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for found in elements(view.blocks):
        block, element = found.block, found.element
        if block["type"] != "input":
            continue
        state = view.values[block["block_id"]][element["action_id"]]
        if is_empty(state):
            if not block.get("optional"):
                wrong[block["block_id"]] = REQUIRED
        else:
            complaint = _complaint(element, state)
            if complaint:
                wrong[block["block_id"]] = complaint
    return wrong


def _complaint(element: Json, state: Json) -> str | None:
    text = str(state.get("value") or "")
    if element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if len(text) < least:
            return f"Please enter at least {least:g} characters."
        if len(text) > most:
            return f"Please enter no more than {most:g} characters."
    if element["type"] == "number_input":
        return _number_complaint(element, text)
    if element["type"] == "email_text_input" and "@" not in text:
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not text.startswith(("http://", "https://")):
        return "Please enter a valid link."
    return None


def _number_complaint(element: Json, text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None
