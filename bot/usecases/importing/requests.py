"""Requests from elsewhere: what was wanted, where it stands, and a believable way there."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.usecases.clocks import decision_due, first_answer_due
from bot.usecases.importing.history import Course, Step, steps
from bot.usecases.importing.rows import BadRow, Imported, Once, Took, each
from storage.database import Session
from storage.keys import name_key
from storage.models import ChangeKind, Request, RequestChange, RequestStatus, Workspace, new_id
from storage.models.request import OPEN
from storage.queries import bulk, word_index, workspaces

_NEEDS_ITEM = (RequestStatus.ANSWERED, RequestStatus.APPROVED_AS_SYNONYM)


@dataclass(frozen=True)
class RequestRow:
    """One request; `key` is what reports name it by, `item` a catalog item's name, `merged_into` another's key."""

    line: int
    key: str
    title: str
    opened_at: datetime
    opened_by_id: str
    status: RequestStatus = RequestStatus.NEW
    owner_id: str = ""
    decided_at: datetime | None = None
    decided_by_id: str = ""
    reason: str = ""
    item: str = ""
    merged_into: str = ""
    deferred_until: date | None = None
    live_at: datetime | None = None


def import_requests(session: Session, workspace_id: str, rows: Iterable[RequestRow], *, now: datetime) -> Imported:
    """Add the requests that are not here yet, with their history; reports and catalog come by their own files.

    Nobody is told and no card is posted: that is for what happens from now on.
    """
    imported = Imported()
    file = _File(session, workspace_id, now)
    # Whatever is merged comes after what it was merged into.
    each(_targets_first(list(rows)), file.take, imported)
    file.write()
    imported.errors.sort(key=lambda error: error.line)
    return imported


class _File:
    """What comes from one file, against what is here."""

    def __init__(self, session: Session, workspace_id: str, now: datetime) -> None:
        self._session, self._now, self._once = session, now, Once()
        self._workspace: Workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
        self._zone = ZoneInfo(self._workspace.timezone)
        self._items = {key: item.item_id for key, item in bulk.items_by_key(session, workspace_id=workspace_id).items()}
        self._known = {
            key: request.request_id
            for key, request in bulk.requests_by_external_id(session, workspace_id=workspace_id).items()
        }
        self._courses: dict[str, list[Step]] = {}
        self._requests: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        skipped = {
            RequestStatus.REGIONAL_REVIEW: not self._workspace.has_regional_review,
            RequestStatus.HQ_REVIEW: not (self._workspace.has_regional_review or self._workspace.has_committee),
            RequestStatus.DOCKETED: not self._workspace.has_committee,
        }
        self._skipped = frozenset(stage for stage, is_skipped in skipped.items() if is_skipped)

    def take(self, row: RequestRow) -> Took:
        """One row; whether it is new."""
        self._once.check(row.key, row.line)
        item_id, target_id = self._item(row), self._target(row)
        self._check(row)
        if row.key in self._known:
            return Took.KNOWN
        request_id = self._known[row.key] = new_id()
        course = self._courses[row.key] = steps(
            Course(
                key=row.key,
                status=row.status,
                opened_at=row.opened_at,
                opened_by_id=row.opened_by_id,
                owner_id=row.owner_id,
                decided_at=row.decided_at,
                decided_by_id=row.decided_by_id,
                words=row.reason,
                until=row.deferred_until,
                live_at=row.live_at,
            ),
            skipped=self._skipped,
            zone=self._zone,
            now=self._now,
        )
        self._requests.append(self._request(row, request_id, item_id, target_id, course))
        self._changes += [self._change(request_id, step, other_id=target_id) for step in course]
        if target_id is not None and row.decided_at is not None:
            self._changes.append(self._absorbed(row, request_id, target_id, row.decided_at))
        return Took.ADDED

    def write(self) -> None:
        """Write what came; one at a time where one points to another."""
        bulk.add(self._session, Request, [one for one in self._requests if one["merged_into_id"] is None])
        for one in self._requests:
            if one["merged_into_id"] is not None:
                bulk.add(self._session, Request, [one])
        bulk.add(self._session, RequestChange, self._changes)
        word_index.index_requests(
            self._session,
            workspace_id=self._workspace.workspace_id,
            request_ids=(one["request_id"] for one in self._requests),
        )

    def _check(self, row: RequestRow) -> None:
        if not row.title:
            raise BadRow("The request has no title.")
        if row.opened_at > self._now:
            raise BadRow("It was opened in the future.")
        if row.status in OPEN:
            return
        if row.decided_at is None:
            raise BadRow(f"It is {row.status}, but nobody says since when.")
        if not row.opened_at < row.decided_at <= self._now:
            raise BadRow("It was decided before it was opened, or in the future.")

    def _item(self, row: RequestRow) -> uuid.UUID | None:
        found = self._items.get(name_key(row.item)) if row.item else None
        if row.item and found is None:
            raise BadRow(f"There is no “{row.item}” in the catalog.")
        if found is None and row.status in _NEEDS_ITEM:
            raise BadRow(f"It is {row.status}, but nobody says what it is in the catalog.")
        return found

    def _target(self, row: RequestRow) -> uuid.UUID | None:
        if row.status is not RequestStatus.MERGED:
            return None
        found = self._known.get(row.merged_into)
        if found is None or row.merged_into == row.key:
            raise BadRow(f"There is no request “{row.merged_into}” that it could be merged into.")
        return found

    def _request(
        self,
        row: RequestRow,
        request_id: uuid.UUID,
        item_id: uuid.UUID | None,
        target_id: uuid.UUID | None,
        course: list[Step],
    ) -> dict[str, Any]:
        answers = (step.at for step in course if step.from_status is not None)
        return {
            "workspace_id": self._workspace.workspace_id,
            "request_id": request_id,
            "title": row.title,
            "title_key": name_key(row.title),
            "status": row.status,
            "owner_id": row.owner_id or None,
            "external_id": row.key,
            "version": 1,
            "opened_at": row.opened_at,
            "opened_by_id": row.opened_by_id,
            "first_answer_by": first_answer_due(self._workspace, row.opened_at),
            "decide_by": decision_due(self._workspace, row.opened_at),
            "first_answered_at": next(answers, None),
            "decided_at": row.decided_at,
            "decided_by_id": row.decided_by_id or None,
            "reason": row.reason,
            "deferred_until": row.deferred_until,
            "item_id": item_id,
            "merged_into_id": target_id,
        }

    def _change(self, request_id: uuid.UUID, step: Step, *, other_id: uuid.UUID | None = None) -> dict[str, Any]:
        return {
            "workspace_id": self._workspace.workspace_id,
            "change_id": new_id(),
            "request_id": request_id,
            "kind": step.kind,
            "at": step.at,
            "by_id": step.by_id,
            "from_status": step.from_status,
            "to_status": step.to_status,
            "report_id": None,
            "other_id": other_id if step.kind in (ChangeKind.MERGED, ChangeKind.ABSORBED) else None,
            "person_id": None,
            "words": step.words,
            "until": step.until,
        }

    def _absorbed(self, row: RequestRow, request_id: uuid.UUID, target_id: uuid.UUID, at: datetime) -> dict[str, Any]:
        """The line in the history of the request that took it in."""
        before = [step.to_status for step in self._courses.get(row.merged_into, ()) if step.at <= at]
        status = before[-1] if before else RequestStatus.NEW
        step = Step(ChangeKind.ABSORBED, at, row.decided_by_id or row.opened_by_id, status)
        return self._change(target_id, step, other_id=request_id)


def _targets_first(rows: list[RequestRow]) -> list[RequestRow]:
    """The rows in an order in which each comes after the one it was merged into; circles stay as they are."""
    by_key = {row.key: row for row in rows}
    ordered: dict[int, RequestRow] = {}

    def place(row: RequestRow, above: tuple[str, ...]) -> None:
        target = by_key.get(row.merged_into)
        if target is not None and target.key not in (row.key, *above):
            place(target, (*above, row.key))
        ordered.setdefault(row.line, row)

    for row in rows:
        place(row, ())
    return list(ordered.values())
