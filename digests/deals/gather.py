"""What storage knows about a quarter's deals, asked in a number of queries that never grows."""

from digests.deals.deal import Facts
from digests.deals.rates import QUARTER
from digests.gather import calendar
from digests.weeks import Week
from storage.database import Session
from storage.queries import deals, digest, workspaces


def gather(session: Session, *, workspace_id: str, week: Week, weeks: int = QUARTER) -> Facts:
    """The facts of so many local weeks that end with this one; KeyError for an unknown workspace.

    Weeks before the first report was logged are not counted: nobody could have told of a deal in them.
    """
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    local = calendar(session, workspace=workspace, back_to=week.previous(weeks))
    start, end = local.closes(week.previous(weeks)), local.closes(week)
    first = digest.first_logged_at(session, workspace_id=workspace_id)
    covered = sum(first is not None and first < local.closes(week.previous(back)) for back in range(weeks))
    return Facts(
        weeks=covered,
        rows=deals.deal_rows(session, workspace_id=workspace_id, start=start, end=end),
        reasons=deals.given_reasons(session, workspace_id=workspace_id, start=start, end=end),
        competitors=deals.named_competitors(session, workspace_id=workspace_id, start=start, end=end),
        wants=deals.wants_behind(session, workspace_id=workspace_id, start=start, end=end),
        raised=deals.raised(session, workspace_id=workspace_id, start=start, end=end),
    )
