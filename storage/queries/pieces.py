"""What several queries say alike: pieces of SQL without parameters."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, func

from storage.models import Competitor, Report, ReportCompetitor, ReportLink, Request, ThemeReport

# Whose voice a report is: its account's; where none was named, its reporter's.
VOICE = func.coalesce(cast(Report.account_id, String), Report.reporter_id)
# That a placement in a theme is the report's.
IS_PLACED = and_(ThemeReport.workspace_id == Report.workspace_id, ThemeReport.report_id == Report.report_id)
# That a link is the report's. For one week's reports links are joined outwards, and what has none is dropped after: an
# inner join leaves the order to the planner, and SQLite without statistics then reads every link of the workspace.
LINKS_IT = and_(ReportLink.workspace_id == Report.workspace_id, ReportLink.report_id == Report.report_id)
# That a request is the one that a link counts for.
COUNTS_FOR_IT = and_(Request.workspace_id == ReportLink.workspace_id, Request.request_id == ReportLink.counts_for_id)
# That the report names a competitor, and that a competitor is the one that is named.
NAMES_RIVAL = and_(ReportCompetitor.workspace_id == Report.workspace_id, ReportCompetitor.report_id == Report.report_id)
IS_RIVAL = and_(
    Competitor.workspace_id == ReportCompetitor.workspace_id,
    Competitor.competitor_id == ReportCompetitor.competitor_id,
)


def due() -> ColumnElement[datetime]:
    """The clock that a card shows: the first answer while it is owed, then the decision."""
    owes_answer = and_(Request.first_answered_at.is_(None), Request.first_answer_by < Request.decide_by)
    return case((owes_answer, Request.first_answer_by), else_=Request.decide_by)
