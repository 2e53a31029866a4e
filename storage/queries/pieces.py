"""What several queries say alike: pieces of SQL without parameters."""

from sqlalchemy import String, and_, cast, func

from storage.models import Report, ThemeReport

# Whose voice a report is: its account's; where none was named, its reporter's.
VOICE = func.coalesce(cast(Report.account_id, String), Report.reporter_id)
# That a placement in a theme is the report's.
IS_PLACED = and_(ThemeReport.workspace_id == Report.workspace_id, ThemeReport.report_id == Report.report_id)
