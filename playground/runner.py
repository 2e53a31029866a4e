"""Runs the workspace: as a process of its own for the demo, or in a thread for tests."""

import asyncio
import contextlib
import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from playground.shapes import Json
from playground.web.guard import LOOPBACK
from playground.web.site import site
from playground.webapi.scheduled import deliver_due
from playground.wire.delivery import ACK_SECONDS
from playground.world import World
from playground.worlds import Worlds

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Never through a proxy: the workspace is on this machine."""


class CuttableProtocol(H11Protocol):
    """HTTP that can cut a connection without an answer, for the fault `drop_after`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Let handlers of this connection reach its end."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut": transport.abort}


class Server(uvicorn.Server):
    """uvicorn that ends streams and sockets first, so that it stops at once.

    slack_sdk's client closes only when it hears something: a ping every `ping_seconds` lets it go quickly.
    """

    def __init__(self, worlds: Worlds, *, ping_seconds: float = 0.5) -> None:
        config = uvicorn.Config(
            site(worlds),
            http=CuttableProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
            ws_per_message_deflate=False,
            ws_ping_interval=ping_seconds,
        )
        super().__init__(config)
        self._worlds = worlds

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, and post the messages whose time came while nobody did."""
        await super().startup(sockets)
        self._worlds.premises.alarm.start(lambda: deliver_due(self._worlds))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving."""
        await self._worlds.close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, on loopback only."""
    if host not in LOOPBACK:
        raise ValueError(f"The local workspace only listens on this machine, not on {host}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio switches Nagle off; else each answer of two packets takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(128)
    return listener


@dataclass
class Workspace:
    """A running local workspace: where it is, and how to stop it."""

    url: str
    worlds: Worlds
    _server: Server
    _thread: threading.Thread

    @property
    def world(self) -> World:
        """The first workspace, from the inside."""
        return self.worlds.first

    @property
    def api_url(self) -> str:
        """The base address for slack_sdk's WebClient."""
        return f"{self.url}/api/"

    def get(self, path: str, **query: str | int) -> Json:
        """Ask the control or page API, for example `get("/_control/messages", channel="C1")`."""
        return self._ask(urllib.request.Request(f"{self.url}{path}?{urlencode(query)}"))  # noqa: S310  # our own

    def post(self, path: str, **body: object) -> Json:
        """Tell the control or page API something, for example `post("/_control/home", user="U1")`."""
        request = urllib.request.Request(  # noqa: S310  # our own
            self.url + path, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
        )
        return self._ask(request)

    def stop(self) -> None:
        """Stop the server and wait for it; harmless when repeated."""
        self._server.should_exit = True
        self._thread.join()

    def _ask(self, request: urllib.request.Request) -> Json:
        with _OPENER.open(request, timeout=30) as answer:
            body: Json = json.load(answer)
        return body


@contextlib.contextmanager
def running(
    state: str = ":memory:", *, port: int = 0, clock_file: Path | None = None, ack_seconds: float = ACK_SECONDS
) -> Iterator[Workspace]:
    """A workspace in a thread of this process, on a free port, in memory unless `state` names a file.

    `ack_seconds` is for tests of an app that is too slow.
    """
    listener = listen("127.0.0.1", port)
    worlds = Worlds.open(state, clock_file, ack_seconds=ack_seconds)
    url = worlds.premises.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(worlds, ping_seconds=0.05)
    # The listener already queues connections, so there is no need to wait until the server is up.
    thread = threading.Thread(target=server.run, args=([listener],), name="local-workspace", daemon=True)
    workspace = Workspace(url, worlds, server, thread)
    thread.start()
    try:
        yield workspace
    finally:
        workspace.stop()
        listener.close()
        worlds.premises.database.close()


def serve(host: str, port: int, state: str, clock_file: Path | None) -> None:
    """Serve until SIGINT or SIGTERM."""
    listener = listen(host, port)
    worlds = Worlds.open(state, clock_file)
    name = f"[{host}]" if ":" in host else host
    worlds.premises.base_url = f"http://{name}:{listener.getsockname()[1]}"
    print(f"The local workspace is at {worlds.premises.base_url}", flush=True)  # noqa: T201  # the one line it prints
    try:
        # uvicorn raises the signal again that stopped it; stopping is not an error here.
        with contextlib.suppress(KeyboardInterrupt):
            Server(worlds).run([listener])
    finally:
        listener.close()
        worlds.premises.database.close()
