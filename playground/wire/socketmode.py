"""Socket Mode: hello, envelopes, acknowledgements, and the refresh that Slack asks for every few hours.

See https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from playground.shapes import Json

MOST_CONNECTIONS = 10
_GRACE_AFTER_REFRESH = 10.0
_GONE = (RuntimeError, WebSocketDisconnect)
"""What Starlette raises when one sends on a socket that was closed in between."""


@dataclass(eq=False)
class Connection:
    """One open socket. A retiring one was asked to go and gets nothing more while another is there."""

    socket: WebSocket
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    retiring: bool = False

    async def send(self, message: Json) -> None:
        """Send one message as text; ConnectionError when the other side, or we, closed the socket before."""
        try:
            await self.socket.send_text(json.dumps(message, ensure_ascii=False))
        except _GONE as error:
            raise ConnectionError from error

    async def close(self, code: int = 1000) -> None:
        """Close the socket, if neither side did."""
        if self.socket.application_state is not WebSocketState.DISCONNECTED:
            with suppress(*_GONE):
                await self.socket.close(code)


class SocketHub:
    """All Socket Mode connections of the app. `on_change` is told when the first comes or the last goes."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self._closers: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """A one-use ticket for the address that apps.connections.open hands out."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket, app_id: str) -> None:
        """Run one connection until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        if self.count >= MOST_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await connection.close()
            return
        self._connections.append(connection)
        try:
            await connection.send(_hello(app_id, self.count))
            self._on_change()
            while True:
                self._acknowledge(await socket.receive_text())
        except (WebSocketDisconnect, ConnectionError):
            pass
        finally:
            self._forget(connection)

    async def deliver(self, kind: str, payload: Json, *, answers: bool, timeout: float, retry: Json) -> Json | None:
        """Send an envelope over one connection and wait for its acknowledgement.

        Gives the acknowledgement's payload (empty when it had none). TimeoutError when none came in time,
        ConnectionError when no connection is open.
        """
        connection = self._next()
        envelope_id = secrets.token_hex(16)
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": answers,
            **retry,
        }
        acknowledged: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acknowledged
        try:
            async with asyncio.timeout(timeout):
                await connection.send(envelope)
                return await acknowledged
        finally:
            del self._waiting[envelope_id]

    async def refresh(self) -> int:
        """Ask every connection to reconnect, as Slack does before it restarts a server; how many were asked."""
        asked = [connection for connection in self._connections if not connection.retiring]
        for connection in asked:
            connection.retiring = True
            with suppress(ConnectionError):
                await connection.send(
                    {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "local-workspace"}}
                )
            task = asyncio.create_task(_close_later(connection))
            self._closers.add(task)
            task.add_done_callback(self._closers.discard)
        return len(asked)

    async def drop(self) -> int:
        """Cut every connection without a word; how many were cut."""
        dropped = list(self._connections)
        for connection in dropped:
            self._forget(connection)
            await connection.close(1011)
        return len(dropped)

    async def close(self) -> None:
        """End everything."""
        for task in self._closers:
            task.cancel()
        for connection in list(self._connections):
            await connection.close(1001)

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            self._on_change()

    def _next(self) -> Connection:
        fresh = [connection for connection in self._connections if not connection.retiring] or self._connections
        if not fresh:
            raise ConnectionError
        self._turn += 1
        return fresh[self._turn % len(fresh)]

    def _acknowledge(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if waiting is not None and not waiting.done():
            payload = message.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else {})


async def _close_later(connection: Connection) -> None:
    await asyncio.sleep(_GRACE_AFTER_REFRESH)
    await connection.close()


def _hello(app_id: str, connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": app_id},
        "debug_info": {"host": "local-workspace", "approximate_connection_time": 18060},
    }
