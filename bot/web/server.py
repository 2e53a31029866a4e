"""One small HTTP server in a thread of its own."""

import contextlib
import socket
import threading
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.errors import SettingsError


class WebServer:
    """Serves routes until stopped; `port` tells where, for an address with port 0."""

    def __init__(self, routes: Sequence[BaseRoute], host: str, port: int) -> None:
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            raise SettingsError(f"HTTP_BIND is wrong: {host}:{port} cannot be used ({error.strerror}).") from error
        self.port: int = self._socket.getsockname()[1]
        app = Starlette(routes=list(routes))
        # A redirect would repeat the address, and its token, to whatever host and scheme the asker named.
        app.router.redirect_slashes = False
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Answer what is under way, then end."""
        self._server.should_exit = True
        self._thread.join(timeout=5)
        with contextlib.suppress(OSError):
            self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
