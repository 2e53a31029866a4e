"""The control API: install the app, sample data, look inside, wait for quiet, order trouble, move the clock."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground import events, posting
from playground.errors import Refused
from playground.faults import KINDS, Fault
from playground.interactions import screens
from playground.interactions.envelope import channel_for
from playground.payloads import message_json
from playground.shapes import Json
from playground.store import Window
from playground.web.acting import ROUTES as ACTING
from playground.web.page import clock
from playground.web.requests import endpoint, needed, number, optional
from playground.web.seeding import seed
from playground.world import BOT, World

_SAMPLES = Path(__file__).parents[1] / "sample" / "data"


def install(world: World, body: Json) -> Json:
    """Install the app by its manifest, or renew the manifest; ids and tokens stay."""
    app = world.install(body.get("manifest"))
    return {
        "team_id": world.team.id,
        "app_id": app.app_id,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    }


def uninstall(world: World, _: Json) -> Json:
    """Take the app out of the workspace; it hears tokens_revoked and app_uninstalled."""
    events.uninstalled(world)
    world.uninstall()
    return {}


def messages(world: World, body: Json) -> Json:
    """All messages of a channel or thread, oldest first, with their metadata; `user` adds that person's ephemerals."""
    channel = channel_for(world, "", needed(body, "channel"))
    thread_ts = optional(body, "thread_ts")
    if thread_ts:
        found, _ = world.store.messages.replies(channel.id, thread_ts, Window(100_000))
        parent = world.store.messages.find(channel.id, thread_ts)
        found = [*found, *([parent] if parent else [])]
    else:
        found, _ = world.store.messages.page(channel.id, Window(100_000))
    whispers = [
        one
        for one in world.ephemerals.get(optional(body, "user") or "", ())
        if one.channel == channel.id and (thread_ts is None or one.thread_ts == thread_ts)
    ]
    name = world.installed.name if world.installed else ""
    threads = world.store.messages.threads(channel.id, [one.ts for one in found])
    listed = []
    for one in sorted([*found, *whispers], key=lambda each: each.ts):
        shown = message_json(world.store, one, thread=threads.get(one.ts), metadata=True, bot_name=name)
        listed.append({**shown, "is_ephemeral": True} if one.ephemeral_to else shown)
    return {"channel": channel.id, "messages": listed}


def views(world: World, body: Json) -> Json:
    """The open modals of a person, top last."""
    return {"stack": screens.stack(world, needed(body, "user"))}


def published_home(world: World, body: Json) -> Json:
    """The home tab of a person."""
    return {"view": screens.home(world, needed(body, "user"))}


def calls(world: World, body: Json) -> Json:
    """The log of Web API calls after number `since`."""
    return {"calls": world.activity.calls.since(int(number(body, "since", 0)))}


def deliveries(world: World, body: Json) -> Json:
    """The log of payloads brought to the app after number `since`."""
    return {"deliveries": world.activity.deliveries.since(int(number(body, "since", 0)))}


def state(world: World, _: Json) -> Json:
    """Counts, people, channels and connections."""
    app = world.installed
    return {
        "team": {"id": world.team.id, "name": world.team.name, "domain": world.team.domain},
        "installed": app is not None,
        "bot_user_id": app.bot_user_id if app else None,
        "connections": world.hub.count,
        "connected": world.connected,
        "messages": world.store.messages.count(),
        "users": [{"id": one.id, "name": one.name, "is_bot": one.is_bot} for one in world.store.people.all()],
        "channels": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "user": one.user,
                "members": world.store.channels.members(one.id),
            }
            for one in world.store.channels.all()
        ],
        "clock": {"now": world.clock.now(), "offset": world.clock.offset},
    }


async def quiet(world: World, body: Json) -> Json:
    """Wait until no call and no delivery has been under way for `idle_ms`."""
    idle, timeout = number(body, "idle_ms", 100) / 1000, number(body, "timeout_ms", 5000) / 1000
    if not await world.activity.quiet(idle, timeout):
        raise Refused("It did not become quiet in time.")
    return {}


def order_fault(world: World, body: Json) -> Json:
    """Trouble the next calls of a method."""
    if body.get("kind") not in KINDS:
        raise Refused(f"kind must be one of {', '.join(KINDS)}.")
    channel = optional(body, "channel")
    world.faults.order(
        Fault(
            method=needed(body, "method"),
            kind=body["kind"],
            times=int(number(body, "times", 1)),
            retry_after=int(number(body, "retry_after", 1)),
            error=str(body.get("error") or "internal_error"),
            seconds=number(body, "seconds", 0),
            channel=channel_for(world, "", channel).id if channel and channel.startswith("@") else channel,
        )
    )
    return {}


def cancel_faults(world: World, _: Json) -> Json:
    """No more trouble."""
    world.faults.cancel()
    return {}


def limits(world: World, body: Json) -> Json:
    """Set rate limits: calls a minute by method, and `channel_per_second` for messages."""
    given = {name: number(body, name, 0) for name, most in body.items() if most is not None}
    per_channel = given.pop("channel_per_second", None)
    world.faults.limit({name: int(most) for name, most in given.items()}, per_channel)
    return {}


async def drop_sockets(world: World, _: Json) -> Json:
    """Cut the Socket Mode connections."""
    return {"dropped": await world.hub.drop()}


async def refresh_sockets(world: World, _: Json) -> Json:
    """Ask the Socket Mode connections to reconnect."""
    return {"asked": await world.hub.refresh()}


def tell_clock(world: World, _: Json) -> Json:
    """The workspace's time and how far it is ahead."""
    return {"now": world.clock.now(), "offset": world.clock.offset}


def reset(world: World, _: Json) -> Json:
    """Forget everything."""
    world.reset()
    return {}


def members(world: World, body: Json) -> Json:
    """Put people into a channel or take them out; "bot" names the app."""
    channel = channel_for(world, "", needed(body, "channel"))
    for name, change in (("join", world.store.channels.join), ("leave", world.store.channels.leave)):
        for user in body.get(name) or ():
            change(channel.id, world.app.bot_user_id if user == BOT else user)
    posting.show_channels(world, channel)
    return {"members": world.store.channels.members(channel.id)}


async def sample(request: Request) -> Response:
    """A file of the sample data."""
    path = (_SAMPLES / request.path_params["name"]).resolve()
    if not path.is_relative_to(_SAMPLES) or not path.is_file():
        return PlainTextResponse("There is no such sample file.", status_code=404)
    return FileResponse(path, headers={"Cache-Control": "no-store"})


ROUTES = [
    *ACTING,
    Route("/_control/install", endpoint(install), methods=["POST"]),
    Route("/_control/uninstall", endpoint(uninstall), methods=["POST"]),
    Route("/_control/seed", endpoint(seed), methods=["POST"]),
    Route("/_control/members", endpoint(members), methods=["POST"]),
    Route("/_control/messages", endpoint(messages), methods=["GET"]),
    Route("/_control/views", endpoint(views), methods=["GET"]),
    Route("/_control/home", endpoint(published_home), methods=["GET"]),
    Route("/_control/calls", endpoint(calls), methods=["GET"]),
    Route("/_control/deliveries", endpoint(deliveries), methods=["GET"]),
    Route("/_control/state", endpoint(state), methods=["GET"]),
    Route("/_control/quiet", endpoint(quiet), methods=["POST"]),
    Route("/_control/faults", endpoint(order_fault), methods=["POST"]),
    Route("/_control/faults", endpoint(cancel_faults), methods=["DELETE"]),
    Route("/_control/limits", endpoint(limits), methods=["POST"]),
    Route("/_control/socket/drop", endpoint(drop_sockets), methods=["POST"]),
    Route("/_control/socket/refresh", endpoint(refresh_sockets), methods=["POST"]),
    Route("/_control/clock", endpoint(tell_clock), methods=["GET"]),
    Route("/_control/clock", endpoint(clock), methods=["POST"]),
    Route("/_control/reset", endpoint(reset), methods=["POST"]),
    Route("/_control/sample/{name:path}", sample, methods=["GET"]),
]
