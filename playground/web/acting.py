"""The control API's hands: do as any person what the page would do, and hear what came of it."""

from starlette.routing import Route

from playground.checks import elements
from playground.errors import Refused
from playground.interactions import clicks, commands, forms, menus, reacting, shortcuts
from playground.interactions.envelope import channel_for, person
from playground.interactions.outcome import Outcome
from playground.moments.viewstack import OpenView
from playground.shapes import Json
from playground.web.requests import endpoint, needed, optional
from playground.web.values import find_option, offered_by, state_values
from playground.world import World


async def command(world: World, body: Json) -> Json:
    """Run a slash command."""
    text = needed(body, "text")
    if not text.startswith("/"):
        raise Refused("A command begins with a slash.")
    return _told(
        await commands.run_command(
            world, needed(body, "user"), needed(body, "channel"), text, optional(body, "thread_ts")
        )
    )


def message(world: World, body: Json) -> Json:
    """Write a message."""
    return _told(
        commands.send_message(
            world, needed(body, "user"), needed(body, "channel"), needed(body, "text"), optional(body, "thread_ts")
        )
    )


def edit(world: World, body: Json) -> Json:
    """Write one's own message anew."""
    return _told(
        commands.edit_message(
            world, needed(body, "user"), needed(body, "channel"), needed(body, "ts"), needed(body, "text")
        )
    )


def delete(world: World, body: Json) -> Json:
    """Delete one's own message."""
    return _told(commands.delete_message(world, needed(body, "user"), needed(body, "channel"), needed(body, "ts")))


def react(world: World, body: Json) -> Json:
    """Put an emoji on a message, or take it back with `"on": false`."""
    return _told(
        reacting.react(
            world,
            needed(body, "user"),
            needed(body, "channel"),
            needed(body, "ts"),
            needed(body, "name"),
            added=bool(body.get("on", True)),
        )
    )


async def click(world: World, body: Json) -> Json:
    """Press a button or choose; the element is found by its action_id and fills in what a click reports."""
    user, action_id, block_id = needed(body, "user"), needed(body, "action_id"), optional(body, "block_id")
    container = _container(world, body)
    place = clicks.place_of(world, person(world, user), container)
    found = elements.find(place.blocks, action_id, block_id)
    if found is None:
        raise Refused(f"There is no element {action_id} there.")
    action = dict(body.get("action") or {})
    if "choose" in body:
        key = "selected_options" if found.element["type"] in elements.PLURAL else "selected_option"
        option = find_option(offered_by(found.element), body["choose"])
        if option is None:
            raise Refused(f"{body['choose']} is not offered in {action_id}.")
        action[key] = option
    values = (
        await state_values(place.view, body.get("values") or {}, _ask(world, user, place.view)) if place.view else {}
    )
    return _told(
        await clicks.click(
            world, user, container, block_id=found.block["block_id"], action_id=action_id, action=action, values=values
        )
    )


async def options(world: World, body: Json) -> Json:
    """Ask for the options of an external menu."""
    outcome = await menus.options(
        world,
        needed(body, "user"),
        _container(world, body),
        block_id=optional(body, "block_id"),
        action_id=needed(body, "action_id"),
        value=str(body.get("value") or ""),
    )
    return _told(outcome)


async def submit(world: World, body: Json) -> Json:
    """Submit the named or the top modal with plain values by block_id."""
    user = needed(body, "user")
    view = _view(world, user, optional(body, "view_id"))
    values = await state_values(view, body.get("values") or {}, _ask(world, user, view))
    return _told(await forms.submit(world, user, view.id, values))


async def close(world: World, body: Json) -> Json:
    """Close the named or the top modal, or all."""
    return _told(
        await forms.close(world, needed(body, "user"), optional(body, "view_id"), everything=bool(body.get("all")))
    )


async def shortcut(world: World, body: Json) -> Json:
    """Run a shortcut."""
    return _told(
        await shortcuts.run_shortcut(
            world, needed(body, "user"), needed(body, "callback_id"), optional(body, "channel"), optional(body, "ts")
        )
    )


def home(world: World, body: Json) -> Json:
    """Open the home tab."""
    return _told(shortcuts.open_home(world, needed(body, "user"), str(body.get("tab") or "home")))


def _container(world: World, body: Json) -> Json:
    user = needed(body, "user")
    if body.get("channel"):
        channel = channel_for(world, user, needed(body, "channel"))
        return {"type": "message", "channel": channel.id, "ts": needed(body, "ts")}
    if body.get("view_id"):
        return {"type": "view", "view_id": body["view_id"]}
    stack, published = world.views.of(user), world.store.homes.find(user)
    if stack:
        return {"type": "view", "view_id": stack[-1].id}
    return {"type": "view", "view_id": published["id"] if published else ""}


def _view(world: World, user: str, view_id: str | None) -> OpenView:
    stack = world.views.of(person(world, user).id)
    view = world.views.find(view_id) if view_id else (stack[-1] if stack else None)
    if view is None:
        raise Refused("No form is open.")
    return view


def _ask(world: World, user: str, view: OpenView | None) -> "_Asker":
    return _Asker(world, user, view.id if view else "")


class _Asker:
    """Asks the app for options as the page would while somebody types."""

    def __init__(self, world: World, user: str, view_id: str) -> None:
        self._world, self._user, self._view_id = world, user, view_id

    async def __call__(self, block_id: str, action_id: str, typed: str) -> list[Json]:
        container = {"type": "view", "view_id": self._view_id}
        outcome = await menus.options(
            self._world, self._user, container, block_id=block_id, action_id=action_id, value=typed
        )
        return offered_by(outcome.extra)


def _told(outcome: Outcome) -> Json:
    return outcome.as_json()


ROUTES = [
    Route("/_control/command", endpoint(command), methods=["POST"]),
    Route("/_control/message", endpoint(message), methods=["POST"]),
    Route("/_control/edit", endpoint(edit), methods=["POST"]),
    Route("/_control/delete", endpoint(delete), methods=["POST"]),
    Route("/_control/react", endpoint(react), methods=["POST"]),
    Route("/_control/click", endpoint(click), methods=["POST"]),
    Route("/_control/options", endpoint(options), methods=["POST"]),
    Route("/_control/submit", endpoint(submit), methods=["POST"]),
    Route("/_control/close", endpoint(close), methods=["POST"]),
    Route("/_control/shortcut", endpoint(shortcut), methods=["POST"]),
    Route("/_control/home", endpoint(home), methods=["POST"]),
]
