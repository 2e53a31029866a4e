"""What several queries say alike: pieces of SQL without parameters."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, func

from storage.models import Report, Request, ThemeReport

# Whose voice a report is: its account's; where none was named, its reporter's.
VOICE = func.coalesce(cast(Report.account_id, String), Report.reporter_id)
# That a placement in a theme is the report's.
IS_PLACED = and_(ThemeReport.workspace_id == Report.workspace_id, ThemeReport.report_id == Report.report_id)


def due() -> ColumnElement[datetime]:
    """The clock that a card shows: the first answer while it is owed, then the decision."""
    owes_answer = and_(Request.first_answered_at.is_(None), Request.first_answer_by < Request.decide_by)
    return case((owes_answer, Request.first_answer_by), else_=Request.decide_by)
