"""What a file of reports is read against: regions, reasons, competitors, and the course of the requests it names."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.usecases.clocks import decision_due, first_answer_due
from bot.usecases.importing.rows import BadRow, Regions, key_of
from bot.usecases.importing.standing import Path, Turn
from storage.database import Session
from storage.models import ReportKind, Request
from storage.queries import bulk, market, workspaces


class Here:
    """Read once, before the first row; what is in it holds for the whole file."""

    def __init__(self, session: Session, workspace_id: str, now: datetime) -> None:
        self._workspace_id = workspace_id
        self._courses: Courses | None = None
        self.now, workspace = now, workspaces.get_workspace(session, workspace_id=workspace_id)
        self.currency = workspace.currency
        # Nobody was late with what was not here: the clocks of a request begin with its import.
        self.first_answer_by, self.decide_by = first_answer_due(workspace, now), decision_due(workspace, now)
        self.regions = Regions(session, workspace_id)
        self.competitors = bulk.competitors_by_key(session, workspace_id=workspace_id)
        self._reasons = {kind: dict[str, uuid.UUID]() for kind in ReportKind}
        self._labels = {kind: list[str]() for kind in ReportKind}
        for reason in market.reasons(session, workspace_id=workspace_id, with_retired=True):
            by_name = self._reasons[reason.kind]
            by_name |= {key_of(reason.label): reason.reason_id, key_of(reason.code): reason.reason_id}
            by_name[reason.code] = reason.reason_id
            if reason.retired_at is None:
                self._labels[reason.kind].append(reason.label)

    def courses(self, session: Session) -> "Courses":
        """The courses of all requests, read when the first row names one by its key."""
        if self._courses is None:
            self._courses = Courses(session, self._workspace_id)
        return self._courses

    def reason(self, kind: ReportKind, name: str) -> uuid.UUID:
        """The reason of this code or label; BadRow for none."""
        known = self._reasons[kind]
        found = known.get(name) or known.get(key_of(name))
        if found is None:
            labels = self._labels[kind]
            choice = f"the reasons are {', '.join(labels)}" if labels else "no reason is set up for it"
            raise BadRow(f"“{name}” is no reason for a {kind.replace('_', ' ')}: {choice}.")
        return found


class Courses:
    """The requests that came from elsewhere by the keys they have there, and the course of every request."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        every = bulk.all_requests(session, workspace_id=workspace_id)
        self.by_key = {request.external_id: request.request_id for request in every if request.external_id}
        self.paths = paths(session, workspace_id, every)

    def named(self, key: str) -> uuid.UUID:
        """The request of this key; BadRow for none."""
        found = self.by_key.get(key)
        if found is None:
            raise BadRow(f"There is no request “{key}”.")
        return found


def paths(session: Session, workspace_id: str, every: Sequence[Request]) -> Mapping[uuid.UUID, Path]:
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
