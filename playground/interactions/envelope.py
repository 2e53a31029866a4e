"""The parts that every interaction payload has in common, and who may do what where."""

from playground.errors import Refused
from playground.shapes import Json
from playground.store import Channel, Message, Person
from playground.telling.posting import find_whisper
from playground.wire.delivery import INTERACTIVE, Ack
from playground.world import World


def person(world: World, user: str) -> Person:
    """The acting person; Refused when there is no such one."""
    found = world.store.people.find(user)
    if found is None or found.is_bot:
        raise Refused("There is no such person in this workspace.")
    return found


def channel_for(world: World, user: str, reference: str) -> Channel:
    """A channel that the person is in. `@U…` names the direct message between that person and the app."""
    if reference.startswith("@"):
        return world.open_direct(person(world, reference[1:]).id)
    found = world.store.channels.find(reference) or next(
        (one for one in world.store.channels.all() if not one.is_im and one.name == reference.removeprefix("#")), None
    )
    if found is None or (user and not world.store.channels.has(found.id, user)):
        raise Refused("There is no such channel here.")
    return found


def message_in(world: World, user: str, channel: Channel, ts: str) -> Message:
    """A message that the person can see, ephemeral ones too."""
    found = world.store.messages.find(channel.id, ts) or find_whisper(world, user, channel.id, ts)
    if found is None:
        raise Refused("That message is no longer there.")
    return found


def channel_name(channel: Channel) -> str:
    """The name that payloads give."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def common(world: World, who: Person) -> Json:
    """type-independent fields of an interactive payload."""
    return {
        "team": {"id": world.team.id, "domain": world.team.domain},
        "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": world.team.id},
        "api_app_id": world.app.app_id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def deliver(world: World, payload: Json, kind: str = INTERACTIVE) -> Ack:
    """Bring an interactive payload to the app."""
    app = world.app
    url = app.interactivity_url if kind == INTERACTIVE else app.options_url
    return await world.delivery.send(app, kind, payload, url=url)
