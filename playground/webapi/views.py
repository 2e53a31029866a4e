"""views.*: open, push and change modals, publish the home tab."""

from playground import ids, validation
from playground.errors import ApiError
from playground.interactions.screens import show_home, show_stack
from playground.payloads import view_json
from playground.shapes import Json
from playground.viewstack import OpenView, prepared
from playground.webapi.call import Call, method


@method("views.open")
def open_view(call: Call) -> Json:
    """Open a modal for whoever earned the trigger."""
    body = _modal(call)
    trigger = call.world.triggers.redeem(_trigger(call))
    return _shown(call, call.world.views.open(trigger.user, body))


@method("views.push")
def push_view(call: Call) -> Json:
    """Put a modal on top of the one in which the trigger was earned."""
    body = _modal(call)
    trigger = call.world.triggers.redeem(_trigger(call))
    if not call.world.views.of(trigger.user):
        raise ApiError("not_found")
    return _shown(call, call.world.views.push(trigger.user, body))


@method("views.update")
def update_view(call: Call) -> Json:
    """Change an open modal; `hash` guards against overwriting a newer state."""
    body = _modal(call)
    view = call.world.views.find(call.optional("view_id"), call.optional("external_id"))
    if view is None:
        raise ApiError("not_found")
    if call.optional("hash") not in (None, view.hash):
        raise ApiError("hash_conflict")
    view.replace(body)
    return _shown(call, view)


@method("views.publish")
def publish_view(call: Call) -> Json:
    """Publish somebody's home tab."""
    user = call.text("user_id")
    body = validation.check_view(call.json("view"), call.world.file_exists, kind=validation.HOME)
    if not call.app.home_tab:
        raise ApiError("not_enabled")
    if call.world.store.people.find(user) is None:
        raise ApiError("invalid_arguments", messages=["invalid user_id [json-pointer:/user_id]"])
    published = call.world.store.homes.find(user)
    if call.optional("hash") not in (None, published and published["hash"]):
        raise ApiError("hash_conflict")
    view = _home(call, body, published["id"] if published else ids.new_id("V"))
    call.world.store.homes.save(user, view)
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


def _modal(call: Call) -> Json:
    return validation.check_view(call.json("view"), call.world.file_exists, kind=validation.MODAL)


def _trigger(call: Call) -> str:
    return call.optional("trigger_id") or call.text("interactivity_pointer")


def _shown(call: Call, view: OpenView) -> Json:
    show_stack(call.world, view.user)
    return {"view": view_json(call.world.team, call.app, view, values={})}
