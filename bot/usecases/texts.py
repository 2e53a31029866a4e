"""What was said changed: the words it is found by, what it is alike, and the weeks it counts in have to follow."""

import uuid
from collections.abc import Callable

from storage.database import Database, Session
from storage.models import Report, Request, SearchOf, TextOf
from storage.queries import likeness, rollups, told, word_index, word_repair

# Texts of one transaction when all are looked at anew: nobody waits long who writes meanwhile.
PORTION = 5_000


def report_changed(session: Session, report: Report) -> None:
    """A report was logged, says something else, or was withdrawn."""
    word_index.index_reports(session, workspace_id=report.workspace_id, report_ids=[report.report_id])
    likeness.mark_due(session, workspace_id=report.workspace_id, kind=TextOf.REPORT, owner_ids=[report.report_id])
    rollups.mark_days(session, workspace_id=report.workspace_id, moments=[report.logged_at])
    told.mark_reports(session, workspace_id=report.workspace_id, report_ids=[report.report_id])


def request_changed(session: Session, request: Request) -> None:
    """A request was opened, is called otherwise, or was withdrawn."""
    word_index.index_requests(session, workspace_id=request.workspace_id, request_ids=[request.request_id])
    likeness.mark_due(session, workspace_id=request.workspace_id, kind=TextOf.REQUEST, owner_ids=[request.request_id])


def index_anew(database: Database, workspace_id: str, progress: Callable[[int, int], None]) -> int:
    """Put right whatever the index of words lost; how many reports and requests were looked at.

    It can be broken off at any time: what was put right stays so.
    """
    with database.write() as session:
        word_repair.rebuild(session)
        total = word_repair.how_many(session, workspace_id=workspace_id)
    done = 0
    progress(done, total)
    for kind in SearchOf:
        after: uuid.UUID | None = None
        while some := _index_some(database, workspace_id, kind, after):
            done, after = done + some[0], some[1]
            progress(done, total)
    return done


def _index_some(
    database: Database, workspace_id: str, kind: SearchOf, after: uuid.UUID | None
) -> tuple[int, uuid.UUID] | None:
    """A portion; how many they were, and the last of them. None where no more are."""
    with database.write() as session:
        ids = word_repair.owners_after(session, workspace_id=workspace_id, kind=kind, after=after, limit=PORTION)
        if kind is SearchOf.REPORT:
            word_index.index_reports(session, workspace_id=workspace_id, report_ids=ids)
        else:
            word_index.index_requests(session, workspace_id=workspace_id, request_ids=ids)
    return (len(ids), ids[-1]) if ids else None
