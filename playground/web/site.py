"""All addresses of the local workspace in one Starlette application."""

from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from playground.errors import ApiError
from playground.interactions.answering import respond
from playground.web import control, oauth, page
from playground.web.guard import Guard
from playground.webapi import dispatch
from playground.world import World

_PAGE = Path(__file__).parents[1] / "page"
_FRESH = {"Cache-Control": "no-store"}


class FreshFiles(StaticFiles):
    """The page's files, never kept by the browser, so that a reload shows the newest."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with the header that forbids keeping it."""
        response = await super().get_response(path, scope)
        response.headers.update(_FRESH)
        return response


def site(world: World) -> Starlette:
    """The application around one workspace."""
    app = Starlette(
        routes=[
            Route("/", _index),
            Route("/healthz", _health),
            Route("/api/{method}", _web_api, methods=["GET", "POST"]),
            WebSocketRoute("/socket", _socket),
            Route("/response/{key}", _respond, methods=["POST"]),
            Route("/files/upload/{file}", _upload, methods=["POST", "PUT"]),
            Route("/files/{file}", _file),
            Route("/files/{file}/{name}", _file),
            Route("/archives/{rest:path}", _archives),
            *oauth.ROUTES,
            *page.ROUTES,
            *control.ROUTES,
            Mount("/static", FreshFiles(directory=_PAGE, check_dir=False)),
        ],
        middleware=[Middleware(Guard)],
    )
    app.state.world = world
    return app


async def _index(_: Request) -> Response:
    if not (_PAGE / "index.html").is_file():
        return PlainTextResponse("The page is not here.", status_code=404)
    return FileResponse(_PAGE / "index.html", headers=_FRESH)


async def _health(request: Request) -> Response:
    connected = request.app.state.world.connected
    return JSONResponse({"ok": connected}, status_code=200 if connected else 503)


async def _web_api(request: Request) -> Response:
    return await dispatch.answer(request.app.state.world, request)


async def _socket(socket: WebSocket) -> None:
    world: World = socket.app.state.world
    if world.installed is None:
        await socket.close(4001)
        return
    await world.hub.serve(socket, world.app.app_id)


async def _respond(request: Request) -> Response:
    world: World = request.app.state.world
    with world.activity.under_way():
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise ApiError("invalid_payload")
            with world.store.database.transaction():
                respond(world, request.path_params["key"], body)
        except ValueError:
            return JSONResponse({"ok": False, "error": "invalid_payload"}, status_code=400)
        except ApiError as error:
            gone = error.code in ("expired_url", "used_url")
            messages = {"response_metadata": {"messages": list(error.messages)}} if error.messages else {}
            return JSONResponse({"ok": False, "error": error.code, **messages}, status_code=404 if gone else 200)
    return JSONResponse({"ok": True})


async def _upload(request: Request) -> Response:
    world: World = request.app.state.world
    file = world.store.files.find(request.path_params["file"])
    content = await request.body()
    if file is None or file.uploaded:
        return PlainTextResponse("There is nothing to upload here.", status_code=404)
    if len(content) != file.size:
        return PlainTextResponse(f"Expected {file.size} bytes, got {len(content)}.", status_code=400)
    world.store.files.mark_uploaded(file, content)
    return PlainTextResponse(f"OK - {len(content)}")


async def _file(request: Request) -> Response:
    world: World = request.app.state.world
    file = world.store.files.find(request.path_params["file"])
    if file is None or not file.uploaded:
        return PlainTextResponse("There is no such file.", status_code=404)
    headers = {**_FRESH, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(world.store.files.content(file.id), media_type=file.mimetype, headers=headers)


async def _archives(request: Request) -> Response:
    """A permalink that was opened by itself: its channel or thread on the page."""
    channel, _, _ = str(request.path_params["rest"]).partition("/")
    thread = request.query_params.get("thread_ts")
    return RedirectResponse(f"/#{quote(channel)}" + (f"/{quote(thread)}" if thread else ""))
