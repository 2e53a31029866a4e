"""The control API: install the app, sample data, look inside, wait for quiet, move the clock."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.app import leaving
from playground.errors import Refused
from playground.interactions import screens
from playground.interactions.envelope import channel_for, person
from playground.shapes import Json
from playground.store import Window
from playground.telling import posting
from playground.telling.payloads import message_json
from playground.web.acting import ROUTES as ACTING
from playground.web.page import clock
from playground.web.requests import endpoint, endpoint_for_all, needed, number, optional
from playground.web.seeding import seed
from playground.web.trouble import ROUTES as TROUBLE
from playground.world import BOT, World
from playground.worlds import Worlds

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
    leaving.uninstall(world)
    return {}


def reinstall(world: World, _: Json) -> Json:
    """Put an app back that was taken out, or whose token was revoked; `install` tells its new token."""
    app = world.premises.registry.app
    if app is None:
        raise Refused("No app was ever installed here.")
    world.admit(app, app.all_scopes)
    return {}


def revoke(world: World, _: Json) -> Json:
    """Make the bot's token void; it hears tokens_revoked."""
    leaving.revoke_token(world)
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


def tell_clock(world: World, _: Json) -> Json:
    """The workspace's time and how far it is ahead."""
    return {"now": world.clock.now(), "offset": world.clock.offset}


def reset(worlds: Worlds, _: Json) -> Json:
    """Forget everything, in all workspaces."""
    worlds.reset()
    return {}


def teams(worlds: Worlds, _: Json) -> Json:
    """The workspaces of this server."""
    return {
        "teams": [
            {"id": world.team.id, "name": world.team.name, "installed": world.installed is not None} for world in worlds
        ]
    }


def members(world: World, body: Json) -> Json:
    """Put people into a channel or take them out; "bot" names the app."""
    channel = channel_for(world, "", needed(body, "channel"))
    for name, change in (("join", world.store.channels.join), ("leave", world.store.channels.leave)):
        for user in body.get(name) or ():
            change(channel.id, world.app.bot_user_id if user == BOT else person(world, str(user)).id)
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
    *TROUBLE,
    Route("/_control/install", endpoint(install), methods=["POST"]),
    Route("/_control/uninstall", endpoint(uninstall), methods=["POST"]),
    Route("/_control/reinstall", endpoint(reinstall), methods=["POST"]),
    Route("/_control/revoke", endpoint(revoke), methods=["POST"]),
    Route("/_control/seed", endpoint_for_all(seed), methods=["POST"]),
    Route("/_control/teams", endpoint_for_all(teams), methods=["GET"]),
    Route("/_control/members", endpoint(members), methods=["POST"]),
    Route("/_control/messages", endpoint(messages), methods=["GET"]),
    Route("/_control/views", endpoint(views), methods=["GET"]),
    Route("/_control/home", endpoint(published_home), methods=["GET"]),
    Route("/_control/calls", endpoint(calls), methods=["GET"]),
    Route("/_control/deliveries", endpoint(deliveries), methods=["GET"]),
    Route("/_control/state", endpoint(state), methods=["GET"]),
    Route("/_control/quiet", endpoint(quiet), methods=["POST"]),
    Route("/_control/clock", endpoint(tell_clock), methods=["GET"]),
    Route("/_control/clock", endpoint(clock), methods=["POST"]),
    Route("/_control/reset", endpoint_for_all(reset), methods=["POST"]),
    Route("/_control/sample/{name:path}", sample, methods=["GET"]),
]
