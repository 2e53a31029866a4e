"""What a file of reports is read against: regions, reasons, competitors, and the course of every request."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bot.usecases.importing.rows import Once, Regions
from bot.usecases.importing.standing import Path, Turn
from storage.database import Session
from storage.models import Request
from storage.queries import bulk, market, workspaces


class Here:
    """Read once, before the first row."""

    def __init__(self, session: Session, workspace_id: str, now: datetime) -> None:
        self.now, self.once = now, Once()
        self.currency = workspaces.get_workspace(session, workspace_id=workspace_id).currency
        self.regions = Regions(session, workspace_id)
        self.competitors = bulk.competitors_by_key(session, workspace_id=workspace_id)
        self.reasons = {
            (reason.kind, reason.code): reason.reason_id
            for reason in market.reasons(session, workspace_id=workspace_id, with_retired=True)
        }
        every = bulk.all_requests(session, workspace_id=workspace_id)
        self.requests = {request.external_id: request.request_id for request in every if request.external_id}
        self.paths = paths(session, workspace_id, every)


def paths(session: Session, workspace_id: str, every: Sequence[Request]) -> dict[uuid.UUID, Path]:
    """The course of every request."""
    turns = bulk.status_changes(
        session, workspace_id=workspace_id, request_ids=(request.request_id for request in every)
    )
    return {
        request.request_id: Path(
            request.opened_at,
            [
                Turn(change.change_id, change.at, change.kind, change.to_status)
                for change in turns.get(request.request_id, ())
                if change.to_status is not None
            ],
            request.merged_into_id,
        )
        for request in every
    }
