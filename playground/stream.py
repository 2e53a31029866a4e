"""Server-sent events to open pages, each told only what its reader may see."""

import asyncio
import json
from collections.abc import AsyncIterator

from playground.shapes import Json

_KEEP_ALIVE = 15.0


class Streams:
    """The open pages by acting user."""

    def __init__(self) -> None:
        self._queues: dict[str, list[asyncio.Queue[Json | None]]] = {}

    @property
    def readers(self) -> list[str]:
        """Who has a page open."""
        return [user for user, queues in self._queues.items() if queues]

    def publish(self, user: str, **event: object) -> None:
        """Tell the pages of one person."""
        for queue in self._queues.get(user, ()):
            queue.put_nowait(event)

    def publish_all(self, **event: object) -> None:
        """Tell every page."""
        for user in self.readers:
            self.publish(user, **event)

    def restart(self) -> None:
        """End all streams: pages open them again and load everything anew."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    async def follow(self, user: str) -> AsyncIterator[str]:
        """The events of one page in the wire format, with a comment now and then to notice a page that went away."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.setdefault(user, []).append(queue)
        try:
            yield ": hello\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _KEEP_ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._queues[user].remove(queue)
