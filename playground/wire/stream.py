"""Server-sent events to open pages, each told only what its reader may see."""

import asyncio
import json
from collections.abc import AsyncIterator

_KEEP_ALIVE = 15.0


class Streams:
    """The open pages by acting user."""

    def __init__(self) -> None:
        self._queues: dict[str, list[asyncio.Queue[str | None]]] = {}

    @property
    def readers(self) -> list[str]:
        """Who has a page open."""
        return [user for user, queues in self._queues.items() if queues]

    def publish(self, *users: str, **event: object) -> None:
        """Tell the pages of some people; written out once, however many read it."""
        queues = [queue for user in users for queue in self._queues.get(user, ())]
        if queues:
            line = f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
            for queue in queues:
                queue.put_nowait(line)

    def publish_all(self, **event: object) -> None:
        """Tell every page."""
        self.publish(*self.readers, **event)

    def restart(self) -> None:
        """End all streams: pages open them again and load everything anew."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    async def follow(self, user: str) -> AsyncIterator[str]:
        """The events of one page in the wire format, with a comment now and then to notice a page that went away."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.setdefault(user, []).append(queue)
        try:
            yield ": hello\n\n"
            while True:
                try:
                    line = await asyncio.wait_for(queue.get(), _KEEP_ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if line is None:
                    return
                yield line
        finally:
            self._queues[user].remove(queue)
