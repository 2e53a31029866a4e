"""Ends Socket Mode at once, and in order: hear no more, answer what was heard, close."""

import contextlib
import socket

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient

_GLANCE = 0.02  # seconds between two looks whether the reader has ended


def hang_up(handler: SocketModeHandler) -> None:
    """Close the connection after the listeners under way have acked.

    slack_sdk's own `close` shuts the socket before their acks are sent, and takes seconds: its reader waits up to three
    for the next byte, its dispatcher up to one for the next message. Both are woken here.
    """
    client = handler.client
    client.closed, client.auto_reconnect_enabled = True, False
    client.message_queue.put(None)
    # First the two that might connect anew, so that there is one connection left to end.
    for runner in (client.current_app_monitor, client.message_processor):
        runner.shutdown()  # type: ignore[no-untyped-call]  # slack_sdk leaves this one untyped
    _stop_reading(client)
    client.message_workers.shutdown()
    handler.close()  # type: ignore[no-untyped-call]  # Bolt's handler is untyped


def _stop_reading(client: SocketModeClient) -> None:
    reader = client.current_session_runner
    reader.event.set()
    while reader.is_alive():
        # Again and again, because the reader clears this mark whenever it begins with a connection.
        client.current_session_state.terminated = True
        connection = client.current_session.sock if client.current_session is not None else None
        if connection is not None:
            with contextlib.suppress(OSError):  # it was closed from the other side meanwhile
                # Not by TLS, which could then send nothing more: only the reading half ends, acks still go out.
                socket.socket.shutdown(connection, socket.SHUT_RD)
        reader.thread.join(_GLANCE)
