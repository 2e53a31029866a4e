"""Reading JSON requests and answering them, refusals as plain sentences."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.errors import ApiError, Refused
from playground.shapes import Json
from playground.world import World
from playground.worlds import Worlds

Answerer = Callable[[World, Json], Json | Awaitable[Json]]
ServerAnswerer = Callable[[Worlds, Json], Json | Awaitable[Json]]
_LARGEST = 1e15


async def body_of(request: Request) -> Json:
    """The JSON body, or the query parameters of a GET."""
    if request.method in ("GET", "HEAD"):
        return dict(request.query_params)
    raw = await request.body()
    if not raw:
        return dict(request.query_params)
    try:
        body = await request.json()
    except ValueError:
        raise Refused("The request is not JSON.") from None
    if not isinstance(body, dict):
        raise Refused("The request must be a JSON object.")
    return body


def needed(body: Json, name: str) -> str:
    """A text that the request must have."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Refused(f"The request needs {name}.")
    return value


def optional(body: Json, name: str) -> str | None:
    """A text that the request may have."""
    value = body.get(name)
    return str(value) if value not in (None, "") else None


def number(body: Json, name: str, default: float) -> float:
    """A number that the request may have; Refused when it is none, or too large to be meant."""
    try:
        found = float(body.get(name, default))
    except (TypeError, ValueError, OverflowError):
        raise Refused(f"{name} must be a number.") from None
    if not abs(found) < _LARGEST:
        raise Refused(f"{name} must be a number of ordinary size.")
    return found


def within(body: Json, name: str, default: float, least: float, most: float) -> float:
    """A number between two others, both included."""
    found = number(body, name, default)
    if not least <= found <= most:
        raise Refused(f"{name} must be between {least:g} and {most:g}.")
    return found


def objects(body: Json, name: str) -> list[Json]:
    """A list of objects that the request may have."""
    found = body.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refused(f"{name} must be a list of objects.")
    return found


def worlds_of(request: Request) -> Worlds:
    """The workspaces of this server."""
    worlds: Worlds = request.app.state.worlds
    return worlds


def world_for(worlds: Worlds, body: Json) -> World:
    """The workspace that a request is about: the one that it names, or its person's or channel's, or the first."""
    named = body.get("team")
    if isinstance(named, str) and named:
        world = worlds.find(named)
        if world is None:
            raise Refused(f"There is no workspace {named} here.")
        return world
    for name in ("as", "user"):
        world = worlds.of_person(str(body.get(name) or ""))
        if world:
            return world
    return worlds.of_channel(str(body.get("channel") or "")) or worlds.first


def endpoint(answerer: Answerer) -> Callable[[Request], Awaitable[Response]]:
    """An HTTP endpoint around a function of one workspace and the request's JSON."""

    def pick(worlds: Worlds, body: Json) -> Json | Awaitable[Json]:
        return answerer(world_for(worlds, body), body)

    return endpoint_for_all(pick)


def endpoint_for_all(answerer: ServerAnswerer) -> Callable[[Request], Awaitable[Response]]:
    """An HTTP endpoint around a function of all workspaces and the request's JSON."""

    async def answer(request: Request) -> Response:
        try:
            result = answerer(worlds_of(request), await body_of(request))
            body = result if isinstance(result, dict) else await result
        except Refused as refusal:
            refused: Json = {"ok": False, "error": refusal.sentence}
            if refusal.fields:
                refused["errors"] = refusal.fields
            return _json(refused)
        except ApiError as error:
            return _json({"ok": False, "error": str(error)})
        return _json({"ok": True, **body})

    return answer


def _json(body: Json) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
