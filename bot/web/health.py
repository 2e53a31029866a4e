"""Whether the bot is well, for a supervisor and for a person; and its figures, for a monitor."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

Health = Callable[[], Mapping[str, Any]]


def health_route(health: Health) -> Route:
    """`GET /healthz`: 200 while everything works, 503 with the reasons otherwise."""

    async def answer(_: Request) -> JSONResponse:
        state = await run_in_threadpool(health)
        return JSONResponse(dict(state), status_code=200 if state["ok"] else 503)

    return Route("/healthz", answer)


def metrics_route(figures: Callable[[], Mapping[str, float]]) -> Route:
    """`GET /metrics`: figures in Prometheus' text format; a name may carry labels."""

    async def answer(_: Request) -> PlainTextResponse:
        now = await run_in_threadpool(figures)
        return PlainTextResponse("".join(f"{name} {value:g}\n" for name, value in now.items()))

    return Route("/metrics", answer)
