"""Reading JSON requests and answering them, refusals as plain sentences."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.errors import ApiError, Refused
from playground.shapes import Json
from playground.world import World

Answerer = Callable[[World, Json], Json | Awaitable[Json]]


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
    """A number that the request may have."""
    try:
        return float(body.get(name, default))
    except (TypeError, ValueError):
        raise Refused(f"{name} must be a number.") from None


def endpoint(answerer: Answerer) -> Callable[[Request], Awaitable[Response]]:
    """An HTTP endpoint around a function of the world and the request's JSON."""

    async def answer(request: Request) -> Response:
        world: World = request.app.state.world
        try:
            result = answerer(world, await body_of(request))
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
