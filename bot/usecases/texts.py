"""What was said changed: the words it is found by, what it is alike, and the week it counts in have to follow."""

from storage.database import Session
from storage.models import Report, Request, TextOf
from storage.queries import likeness, rollups, word_index


def report_changed(session: Session, report: Report) -> None:
    """A report was logged, says something else, or was withdrawn."""
    word_index.index_reports(session, workspace_id=report.workspace_id, report_ids=[report.report_id])
    likeness.mark_due(session, workspace_id=report.workspace_id, kind=TextOf.REPORT, owner_ids=[report.report_id])
    rollups.mark_days(session, workspace_id=report.workspace_id, moments=[report.logged_at])


def request_changed(session: Session, request: Request) -> None:
    """A request was opened, is called otherwise, or was withdrawn."""
    word_index.index_requests(session, workspace_id=request.workspace_id, request_ids=[request.request_id])
    likeness.mark_due(session, workspace_id=request.workspace_id, kind=TextOf.REQUEST, owner_ids=[request.request_id])
