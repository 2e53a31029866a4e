"""Two ids that a button carries: the request whose card it is on, and what it is asked about."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """A request, and the request or catalog item that it may be the same as, or was merged into."""

    request_id: uuid.UUID
    other_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.request_id}:{self.other_id}"

    @classmethod
    def parse(cls, text: str) -> "Pair":
        """Read a button's value, or a choice of a menu."""
        request_id, other_id = text.split(":")
        return cls(uuid.UUID(request_id), uuid.UUID(other_id))
