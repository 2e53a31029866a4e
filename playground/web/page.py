"""The page's API: what a person sees and does in the browser."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from playground.errors import Refused
from playground.interactions import clicks, commands, forms, menus, reacting, screens, shortcuts
from playground.interactions.commands import SLACKBOT
from playground.interactions.envelope import channel_for, person
from playground.interactions.outcome import Outcome
from playground.shapes import Json
from playground.store import Message, Window
from playground.telling import posting
from playground.web.requests import endpoint, endpoint_for_all, needed, number, optional, world_for, worlds_of
from playground.web.touring import TOUR
from playground.world import World
from playground.worlds import Worlds


def boot(worlds: Worlds, body: Json) -> Json:
    """Everything that a page needs to start."""
    world = world_for(worlds, body)
    everybody = world.store.people.all()
    asked = body.get("as")
    me = next((one.id for one in everybody if one.id == asked and not one.is_bot), "") or _first_person(world)
    app, team = world.installed, world.team
    about: Json = {"installed": app is not None}
    if app:
        about |= {
            "app_id": app.app_id,
            "bot_user_id": app.bot_user_id,
            "name": app.name,
            "home_tab": app.home_tab,
            "commands": [
                {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
                for one in app.commands
            ],
            "shortcuts": [
                {
                    "callback_id": one.callback_id,
                    "name": one.name,
                    "type": one.type,
                    "description": one.description,
                }
                for one in app.shortcuts
            ],
        }
    return {
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
        "teams": [{"id": one.team.id, "name": one.team.name, "first": _first_person(one)} for one in worlds],
        "me": me,
        "people": [
            {
                "id": one.id,
                "name": one.name,
                "real_name": one.real_name or one.name,
                "title": one.title,
                "is_bot": one.is_bot,
                "color": one.color,
            }
            for one in [*everybody, SLACKBOT]
        ],
        "channels": posting.page_channels(world, me),
        "app": about,
        "connected": world.connected,
        "clock": {"now": world.clock.now(), "offset": world.clock.offset},
        "stack": screens.stack(world, me),
    }


def _first_person(world: World) -> str:
    """Whom a page begins as, or "" when nobody is there."""
    return next((one.id for one in world.store.people.members()), "")


def history(world: World, body: Json) -> Json:
    """A page of messages, oldest first: the newest, or those just `before` or just `after` a timestamp.

    With `thread_ts` the parent and its replies. `has_more` speaks of the direction in which the page was asked.
    """
    user = needed(body, "as")
    channel = channel_for(world, user, needed(body, "channel"))
    thread_ts, before, after = (optional(body, name) for name in ("thread_ts", "before", "after"))
    limit = max(1, min(int(number(body, "limit", 50)), 500))
    window = Window(limit, before, after, oldest_first=after is not None)
    if thread_ts:
        found, more = world.store.messages.replies(channel.id, thread_ts, window)
    else:
        found, more = world.store.messages.page(channel.id, window)
    oldest = found[-1].ts if more and not after else after or ""
    newest = found[-1].ts if more and after else before or "9"
    whispers = [
        one
        for one in world.ephemerals.get(user, ())
        if one.channel == channel.id
        and (one.thread_ts if one.is_reply else None) == thread_ts
        and oldest <= one.ts < newest
    ]
    listed = sorted([*found, *whispers], key=lambda one: one.ts)
    if thread_ts and not before and not after:
        parent = world.store.messages.find(channel.id, thread_ts)
        listed = [*([parent] if parent else []), *listed]
    return {"messages": _shown(world, channel.id, listed), "has_more": more}


def _shown(world: World, channel: str, messages: list[Message]) -> list[Json]:
    threads = world.store.messages.threads(channel, [one.ts for one in messages])
    return [posting.page_message(world, one, threads.get(one.ts)) for one in messages]


async def send(world: World, body: Json) -> Json:
    """Send a message or run a command."""
    outcome = await commands.write(
        world, needed(body, "as"), needed(body, "channel"), str(body.get("text") or ""), optional(body, "thread_ts")
    )
    return _told(world, body, outcome)


async def click(world: World, body: Json) -> Json:
    """Press a button or choose from a menu."""
    outcome = await clicks.click(
        world,
        needed(body, "as"),
        body.get("container") or {},
        block_id=optional(body, "block_id"),
        action_id=needed(body, "action_id"),
        action=body.get("action") or {},
        values=body.get("values") or {},
    )
    return _told(world, body, outcome)


async def options(world: World, body: Json) -> Json:
    """The choices of a menu that the app fills."""
    outcome = await menus.options(
        world,
        needed(body, "as"),
        body.get("container") or {},
        block_id=optional(body, "block_id"),
        action_id=needed(body, "action_id"),
        value=str(body.get("value") or ""),
    )
    if outcome.notice or outcome.error:
        raise Refused(outcome.notice or "The choices could not be loaded.")
    return outcome.extra


async def submit(world: World, body: Json) -> Json:
    """Submit a modal."""
    outcome = await forms.submit(world, needed(body, "as"), needed(body, "view_id"), body.get("values") or {})
    if outcome.error:
        _warn(world, body, Outcome(error=outcome.error))
    if outcome.notice or outcome.fields:
        raise Refused(outcome.notice or "Some fields need another look.", fields=outcome.fields)
    return {}


async def close(world: World, body: Json) -> Json:
    """Close a modal, or all."""
    outcome = await forms.close(world, needed(body, "as"), optional(body, "view_id"), everything=bool(body.get("all")))
    return _told(world, body, outcome)


async def shortcut(world: World, body: Json) -> Json:
    """Run a shortcut."""
    outcome = await shortcuts.run_shortcut(
        world, needed(body, "as"), needed(body, "callback_id"), optional(body, "channel"), optional(body, "ts")
    )
    return _told(world, body, outcome)


def home(world: World, body: Json) -> Json:
    """Open the home tab."""
    shortcuts.open_home(world, needed(body, "as"), str(body.get("tab") or "home"))
    return {"view": screens.home(world, needed(body, "as"))}


def read(world: World, body: Json) -> Json:
    """Mark a channel as read."""
    user = needed(body, "as")
    channel = channel_for(world, user, needed(body, "channel"))
    world.store.messages.mark_read(user, channel.id)
    world.streams.publish(user, type="channels", channels=posting.page_channels(world, user))
    return {}


def clock(world: World, body: Json) -> Json:
    """Move the workspace's clock by an offset in seconds, or jump to next Monday."""
    if "jump" in body:
        if body["jump"] != "next-monday":
            raise Refused("jump must be next-monday.")
        offset = world.clock.until_next_monday(world.team.timezone)
    else:
        offset = number(body, "offset", world.clock.offset)
    try:
        world.clock.set(offset)
    except ValueError:
        raise Refused("The clock goes fifty years forward or back, not farther.") from None
    told = {"now": world.clock.now(), "offset": world.clock.offset}
    world.streams.publish_all(type="clock", **told)
    return told


def edit(world: World, body: Json) -> Json:
    """Write one's own message anew."""
    outcome = commands.edit_message(
        world, needed(body, "as"), needed(body, "channel"), needed(body, "ts"), str(body.get("text") or "")
    )
    return _told(world, body, outcome)


def delete(world: World, body: Json) -> Json:
    """Delete one's own message."""
    outcome = commands.delete_message(world, needed(body, "as"), needed(body, "channel"), needed(body, "ts"))
    return _told(world, body, outcome)


def react(world: World, body: Json) -> Json:
    """Put an emoji on a message, or take it back with `"on": false`."""
    outcome = reacting.react(
        world,
        needed(body, "as"),
        needed(body, "channel"),
        needed(body, "ts"),
        needed(body, "name"),
        added=bool(body.get("on", True)),
    )
    return _told(world, body, outcome)


def tour(world: World, _: Json) -> Json:
    """The tour that came with the sample, or null."""
    return {"tour": world.store.fact(TOUR)}


async def stream(request: Request) -> Response:
    """Server-sent events for one acting person."""
    user = request.query_params.get("as", "")
    return StreamingResponse(
        worlds_of(request).premises.streams.follow(user),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


def _told(world: World, body: Json, outcome: Outcome) -> Json:
    """Notices come by the stream; so does what the app did wrong, which Slack would keep to itself."""
    _warn(world, body, outcome)
    return outcome.extra


def _warn(world: World, body: Json, outcome: Outcome) -> None:
    user = person(world, needed(body, "as")).id
    if outcome.notice:
        world.streams.publish(user, type="notice", text=outcome.notice)
    if outcome.error:
        text = f"{world.app.name} sent what Slack would refuse: {outcome.error}"
        world.streams.publish(user, type="notice", text=text)


ROUTES = [
    Route("/page/boot", endpoint_for_all(boot), methods=["GET"]),
    Route("/page/history", endpoint(history), methods=["GET"]),
    Route("/page/stream", stream, methods=["GET"]),
    Route("/page/send", endpoint(send), methods=["POST"]),
    Route("/page/click", endpoint(click), methods=["POST"]),
    Route("/page/options", endpoint(options), methods=["POST"]),
    Route("/page/submit", endpoint(submit), methods=["POST"]),
    Route("/page/close", endpoint(close), methods=["POST"]),
    Route("/page/shortcut", endpoint(shortcut), methods=["POST"]),
    Route("/page/home", endpoint(home), methods=["POST"]),
    Route("/page/read", endpoint(read), methods=["POST"]),
    Route("/page/clock", endpoint(clock), methods=["POST"]),
    Route("/page/edit", endpoint(edit), methods=["POST"]),
    Route("/page/delete", endpoint(delete), methods=["POST"]),
    Route("/page/react", endpoint(react), methods=["POST"]),
    Route("/page/tour", endpoint(tour), methods=["GET"]),
]
