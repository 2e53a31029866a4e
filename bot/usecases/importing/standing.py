"""Which request a report counts for, and what its rep was told, as if it had come in at its own time. Pure."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.models import ChangeKind, RequestStatus
from storage.models.request import TOLD


@dataclass(frozen=True)
class Turn:
    """One change of a request's status."""

    change_id: uuid.UUID
    at: datetime
    kind: ChangeKind
    to_status: RequestStatus


@dataclass(frozen=True)
class Path:
    """A request's changes of status, oldest first, and what it was merged into."""

    opened_at: datetime
    turns: Sequence[Turn] = ()
    merged_into: uuid.UUID | None = None

    @property
    def merged_at(self) -> datetime | None:
        """When it was last merged, if it was."""
        return next((turn.at for turn in reversed(self.turns) if turn.kind is ChangeKind.MERGED), None)

    def status_at(self, moment: datetime) -> RequestStatus:
        """Where it stood."""
        before = [turn.to_status for turn in self.turns if turn.at <= moment]
        return before[-1] if before else RequestStatus.NEW


def logged_for(paths: Mapping[uuid.UUID, Path], request_id: uuid.UUID, at: datetime) -> uuid.UUID:
    """The request that a report logged then was put to: what was merged by then passes it on."""
    path = paths[request_id]
    while path.merged_into is not None and path.merged_at is not None and path.merged_at <= at:
        request_id, path = path.merged_into, paths[path.merged_into]
    return request_id


def counts_for(paths: Mapping[uuid.UUID, Path], request_id: uuid.UUID) -> uuid.UUID:
    """The request that it counts for today."""
    while (target := paths[request_id].merged_into) is not None:
        request_id = target
    return request_id


def told(
    paths: Mapping[uuid.UUID, Path], request_id: uuid.UUID, logged_at: datetime, until: datetime
) -> Iterator[tuple[Turn, datetime]]:
    """What the rep behind a report was told up to a moment, and when.

    What had been decided before they logged it they read at once; the rest when it happened, also of what it was
    merged into.
    """
    path = paths[request_id]
    if path.status_at(logged_at) in TOLD:
        earlier = [turn for turn in path.turns if turn.at <= logged_at]
        yield earlier[-1], logged_at
    since = logged_at
    while True:
        for turn in path.turns:
            if since < turn.at <= until and turn.to_status in TOLD:
                yield turn, turn.at
        merged_at = path.merged_at
        if path.merged_into is None or merged_at is None:
            return
        since, path = max(since, merged_at), paths[path.merged_into]
