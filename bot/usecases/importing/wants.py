"""What reports from elsewhere count for: the request that they name by its key, or the open one of the same want."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.usecases import outbox
from bot.usecases.counting import CUT
from bot.usecases.importing.known import Courses, Here
from bot.usecases.importing.rows import key_of
from bot.usecases.importing.standing import counts_for, logged_for
from bot.usecases.importing.standing import told as told_since
from storage.database import Session
from storage.models import ChangeKind, ReportLink, Request, RequestChange, RequestStatus, Told, new_id
from storage.queries import bulk, told, word_index
from storage.queries.bulk import OpenRequest


def post_cards(session: Session, workspace_id: str) -> int:
    """Queue a card for each open request that has none; how many those are."""
    waiting = bulk.open_without_card(session, workspace_id=workspace_id)
    for request in waiting:
        outbox.redraw_request(session, request)
    return len(waiting)


class Wanting(Protocol):
    """A row that may speak of a want."""

    @property
    def request(self) -> str:
        """The key of its request."""

    @property
    def what(self) -> str:
        """The title of its request."""

    @property
    def logged_at(self) -> datetime:
        """When it was heard."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back."""

    @property
    def reporter_id(self) -> str:
        """Who heard it."""


class Wants:
    """The requests behind a portion of reports."""

    def __init__(self, session: Session, workspace_id: str, rows: Sequence[Wanting], here: Here) -> None:
        self._workspace_id, self._here = workspace_id, here
        self._courses: Courses | None = None
        if any(row.request for row in rows):
            self._courses = here.courses(session)
        self._open = bulk.open_requests_by_title(
            session,
            workspace_id=workspace_id,
            title_keys=(key_of(row.what) for row in rows if row.what and not row.request),
        )
        self._requests: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._told: list[dict[str, Any]] = []

    def check(self, row: Wanting) -> uuid.UUID | None:
        """The request whose key it names, None for no key; BadRow for a key that is nowhere."""
        return self._courses.named(row.request) if self._courses is not None and row.request else None

    def count(self, row: Wanting, report_id: uuid.UUID, named: uuid.UUID | None) -> None:
        """Let a report count for the request that it named, or for the one of its want."""
        if named is not None and self._courses is not None:
            self._count_named(row, report_id, named, self._courses)
        elif row.what:
            self._count_open(row, report_id)

    def write(self, session: Session) -> None:
        """Write what came; the reports are there already."""
        bulk.add(session, Request, self._requests)
        bulk.add(session, ReportLink, self._links)
        bulk.add(session, RequestChange, self._changes)
        bulk.add(session, Told, self._told)
        told.mark_moments(session, workspace_id=self._workspace_id, moments=(one["told_at"] for one in self._told))
        word_index.index_requests(
            session, workspace_id=self._workspace_id, request_ids=[one["request_id"] for one in self._requests]
        )

    def _count_named(self, row: Wanting, report_id: uuid.UUID, named: uuid.UUID, courses: Courses) -> None:
        """As if it had come in at its own time; its rep was told what was decided since."""
        paths = courses.paths
        logged_id = logged_for(paths, named, row.logged_at)
        path = paths[logged_id]
        self._link(row, report_id, logged_id, counts_for(paths, logged_id))
        if row.logged_at > path.opened_at:
            status = path.status_at(row.logged_at)
            self._change(row, report_id, ChangeKind.JOINED, logged_id, status=status, at=row.logged_at)
        until = row.withdrawn_at or self._here.now
        self._told += [
            {
                "workspace_id": self._workspace_id,
                "report_id": report_id,
                "change_id": turn.change_id,
                "told_at": at,
                "passed_on_at": None,
            }
            for turn, at in told_since(paths, logged_id, row.logged_at, until)
        ]

    def _count_open(self, row: Wanting, report_id: uuid.UUID) -> None:
        """Join the open request of the same want, as a report from Slack does, or open one.

        Words that were cut to fit a title may go on differently: they open a request of their own.
        """
        key = key_of(row.what)
        found = None if row.what.endswith(CUT) else self._open.get(key)
        if found is None:
            found = OpenRequest(new_id(), RequestStatus.NEW, row.logged_at)
            self._open.setdefault(key, found)
            self._requests.append(self._request(row, key, found.request_id))
            kind = ChangeKind.OPENED
        else:
            kind = ChangeKind.JOINED
        self._link(row, report_id, found.request_id, found.request_id)
        # A history begins with its opening, also where an older report comes in later.
        at = max(row.logged_at, found.opened_at)
        self._change(row, report_id, kind, found.request_id, status=found.status, at=at)

    def _request(self, row: Wanting, key: str, request_id: uuid.UUID) -> dict[str, Any]:
        return {
            "workspace_id": self._workspace_id,
            "request_id": request_id,
            "title": row.what,
            "title_key": key,
            "status": RequestStatus.NEW,
            "owner_id": None,
            "external_id": None,
            "version": 1,
            "opened_at": row.logged_at,
            "opened_by_id": row.reporter_id,
            "first_answer_by": self._here.first_answer_by,
            "decide_by": self._here.decide_by,
            "reason": "",
        }

    def _link(self, row: Wanting, report_id: uuid.UUID, request_id: uuid.UUID, counts_for_id: uuid.UUID) -> None:
        self._links.append(
            {
                "workspace_id": self._workspace_id,
                "report_id": report_id,
                "request_id": request_id,
                "counts_for_id": counts_for_id,
                "linked_at": row.logged_at,
                "linked_by_id": row.reporter_id,
            }
        )

    def _change(
        self,
        row: Wanting,
        report_id: uuid.UUID,
        kind: ChangeKind,
        request_id: uuid.UUID,
        *,
        status: RequestStatus,
        at: datetime,
    ) -> None:
        self._changes.append(
            {
                "workspace_id": self._workspace_id,
                "change_id": new_id(),
                "request_id": request_id,
                "kind": kind,
                "at": at,
                "by_id": row.reporter_id,
                "to_status": status,
                "report_id": report_id,
                "words": "",
            }
        )
