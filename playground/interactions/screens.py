"""What is on a person's screen: the stack of modals and the home tab, told to their open pages."""

from playground.shapes import Json
from playground.telling.payloads import view_json
from playground.world import World


def stack(world: World, user: str) -> list[Json]:
    """The open modals of one person, top last."""
    app = world.installed
    return [view_json(world.team, app, view) for view in world.views.of(user)] if app else []


def home(world: World, user: str) -> Json | None:
    """The published home tab of one person with the state of its inputs, or None."""
    return world.store.homes.find(user)


def show_stack(world: World, user: str) -> None:
    """Renew the modals on the person's pages."""
    world.streams.publish(user, type="views", stack=stack(world, user))


def show_home(world: World, user: str) -> None:
    """Renew the home tab on the person's pages."""
    world.streams.publish(user, type="home", view=home(world, user))
