"""What storage knows about a quarter's deals, asked in a number of queries that never grows."""

from datetime import datetime

from digests.deals.deal import Facts
from digests.deals.rates import QUARTER
from digests.weeks import Calendar, Week
from storage.database import Session
from storage.queries import deals


def gather(
    session: Session,
    *,
    workspace_id: str,
    calendar: Calendar,
    week: Week,
    first_logged_at: datetime | None,
    weeks: int = QUARTER,
) -> Facts:
    """The facts of so many weeks that end with this one; `calendar` is right for all of them, and for the one before.

    Weeks before the first report was logged are not counted: nobody could have told of a deal in them.
    """
    start, end = calendar.closes(week.previous(weeks)), calendar.closes(week)
    covered = sum(
        first_logged_at is not None and first_logged_at < calendar.closes(week.previous(back)) for back in range(weeks)
    )
    return Facts(
        weeks=covered,
        rows=deals.deal_rows(session, workspace_id=workspace_id, start=start, end=end),
        reasons=deals.given_reasons(session, workspace_id=workspace_id, start=start, end=end),
        competitors=deals.named_competitors(session, workspace_id=workspace_id, start=start, end=end),
        wants=deals.wants_behind(session, workspace_id=workspace_id, start=start, end=end),
        raised=deals.raised(session, workspace_id=workspace_id, start=start, end=end),
    )
