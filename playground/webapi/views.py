"""views.*: open, push and change modals, publish the home tab."""

from playground import ids
from playground.checks import validation
from playground.errors import ApiError
from playground.interactions.screens import show_home, show_stack
from playground.moments.viewstack import OpenView, kept_state, prepared
from playground.shapes import Json
from playground.telling.payloads import view_json
from playground.webapi.call import Call, method


@method("views.open")
def open_view(call: Call) -> Json:
    """Open a modal for whoever earned the trigger; one that is open makes way for it."""
    body = _checked(call, validation.MODAL)
    trigger = call.world.triggers.redeem(_trigger(call))
    _check_external_id(call, body)
    return _shown(call, call.world.views.open(trigger.user, body))


@method("views.push")
def push_view(call: Call) -> Json:
    """Put a modal on top of the one in which the trigger was earned; `not_found` for a trigger from elsewhere."""
    body = _checked(call, validation.MODAL)
    trigger = call.world.triggers.redeem(_trigger(call))
    if trigger.view_id is None or call.world.views.find(trigger.view_id) is None:
        raise ApiError("not_found")
    _check_external_id(call, body)
    return _shown(call, call.world.views.push(trigger.user, body))


@method("views.update")
def update_view(call: Call) -> Json:
    """Change an open modal, or a published home tab; `hash` guards against overwriting a newer state."""
    view_id, external_id = call.optional("view_id"), call.optional("external_id")
    view = call.world.views.find(view_id, external_id)
    if view is None:
        return _update_home(call, view_id, external_id)
    body = _checked(call, validation.MODAL)
    _check_hash(call, view.hash)
    _check_external_id(call, body, view.id)
    view.replace(body)
    return _shown(call, view)


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Publish somebody's home tab."""
    user = call.text("user_id")
    body = _checked(call, validation.HOME)
    if call.world.store.people.find(user) is None:
        raise ApiError("invalid_arguments", messages=["invalid user_id [json-pointer:/user_id]"])
    return _publish(call, user, body, call.world.store.homes.find(user))


def _update_home(call: Call, view_id: str | None, external_id: str | None) -> Json:
    homes = call.world.store.homes
    found = homes.having("id", view_id) if view_id else homes.having("external_id", external_id) if external_id else {}
    for user, view in found.items():
        if call.world.store.people.find(user):
            return _publish(call, user, _checked(call, validation.HOME), view)
    raise ApiError("not_found")


def _publish(call: Call, user: str, body: Json, before: Json | None) -> Json:
    """Show a home tab in the place of another. What was entered under the same ids stays, as in a modal."""
    if not call.app.home_tab:
        raise ApiError("not_enabled")
    _check_hash(call, before["hash"] if before else None)
    _check_external_id(call, body, before["id"] if before else "")
    view = _home(call, body, before["id"] if before else ids.new_id("V"))
    entered = before["state"]["values"] if before else {}
    call.world.store.homes.save(user, {**view, "state": {"values": kept_state(view["blocks"], entered)}})
    show_home(call.world, user)
    return {"view": view}


def _home(call: Call, body: Json, view_id: str) -> Json:
    """A home tab as payloads show it."""
    good = prepared(body)
    return {
        "id": view_id,
        "team_id": call.world.team.id,
        "type": "home",
        "blocks": good["blocks"],
        "private_metadata": good.get("private_metadata", ""),
        "callback_id": good.get("callback_id", ""),
        "state": {"values": {}},
        "hash": ids.view_hash(),
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": call.app.app_id,
        "external_id": good.get("external_id", ""),
        "app_installed_team_id": call.world.team.id,
        "bot_id": call.app.bot_id,
    }


def _checked(call: Call, kind: str) -> Json:
    return validation.check_view(call.json("view"), call.world.file_exists, kind=kind)


def _trigger(call: Call) -> str:
    return call.optional("interactivity_pointer") or call.text("trigger_id")


def _check_hash(call: Call, current: str | None) -> None:
    """A hash that is given must be the newest; an empty one is given too, and never right."""
    given = call.args.get("hash")
    if given is not None and given != current:
        raise ApiError("hash_conflict")


def _check_external_id(call: Call, body: Json, own_id: str = "") -> None:
    """An app's own name for a view must be the only one of its kind in the workspace."""
    external_id = body.get("external_id")
    if not external_id:
        return
    modal = call.world.views.find(None, external_id)
    homes = call.world.store.homes.having("external_id", external_id)
    taken = [view["id"] for user, view in homes.items() if call.world.store.people.find(user)]
    if modal:
        taken.append(modal.id)
    if any(view_id != own_id for view_id in taken):
        raise ApiError("duplicate_external_id")


def _shown(call: Call, view: OpenView) -> Json:
    show_stack(call.world, view.user)
    return {"view": view_json(call.world.team, call.app, view, values={})}
