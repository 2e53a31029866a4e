"""All addresses of the local workspace in one Starlette application."""

import re
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from playground.errors import ApiError
from playground.interactions.answering import respond
from playground.web import control, oauth, page
from playground.web.files import FRESH, page_files
from playground.web.guard import Guard
from playground.web.requests import worlds_of
from playground.webapi import dispatch
from playground.worlds import Worlds


def site(worlds: Worlds) -> Starlette:
    """The application around all workspaces."""
    app = Starlette(
        routes=[
            Route("/", page_files.index),
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
            Route("/static/v/{version}/{path:path}", page_files.answer),
            Route("/static/{path:path}", page_files.answer),
        ],
        middleware=[Middleware(Guard)],
    )
    app.state.worlds = worlds
    return app


async def _health(request: Request) -> Response:
    connected = worlds_of(request).connected
    return JSONResponse({"ok": connected}, status_code=200 if connected else 503)


async def _web_api(request: Request) -> Response:
    return await dispatch.answer(worlds_of(request), request)


async def _socket(socket: WebSocket) -> None:
    worlds: Worlds = socket.app.state.worlds
    app = worlds.premises.registry.app
    if app is None:
        await socket.close(4001)
        return
    await worlds.premises.hub.serve(socket, app.app_id)


async def _respond(request: Request) -> Response:
    world = worlds_of(request).of_answer(request.path_params["key"])
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
    files = worlds_of(request).first.store.files
    file = files.find(request.path_params["file"])
    content = await request.body()
    if file is None or file.uploaded:
        return PlainTextResponse("There is nothing to upload here.", status_code=404)
    if len(content) != file.size:
        return PlainTextResponse(f"Expected {file.size} bytes, got {len(content)}.", status_code=400)
    files.mark_uploaded(file, content)
    return PlainTextResponse(f"OK - {len(content)}")


async def _file(request: Request) -> Response:
    files = worlds_of(request).first.store.files
    file = files.find(request.path_params["file"])
    if file is None or not file.uploaded:
        return PlainTextResponse("There is no such file.", status_code=404)
    headers = {**FRESH, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(files.content(file.id), media_type=file.mimetype, headers=headers)


async def _archives(request: Request) -> Response:
    """A permalink that was opened by itself: the page at that message, in its channel or thread."""
    channel, _, message = str(request.path_params["rest"]).partition("/")
    found = re.fullmatch(r"p(\d{10})(\d{6})", message)
    at = f"?message={found[1]}.{found[2]}" if found else ""
    thread = request.query_params.get("thread_ts")
    return RedirectResponse(f"/{at}#{quote(channel)}" + (f"/{quote(thread)}" if thread else ""))
