"""A quarter's deals as they are by now: what is stored of them where that is still true, else counted from the deals.

A quarter needs every single deal (a median, an account's highest value), so its report is kept as a whole, with a
stamp: when each of its weeks was counted, and when a request last got another status or title.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from digests.counted import weeks_touched
from digests.deals import build
from digests.deals import gather as deals
from digests.deals.rates import QUARTER
from digests.deals.report import DealsReport
from digests.sheet import VERSION
from digests.weeks import Calendar, Week
from storage.database import Session
from storage.models import Workspace
from storage.queries import rollups, week_sheets

_ADAPTER = TypeAdapter(DealsReport)


@dataclass(frozen=True)
class Quarter:
    """The quarter that ends with a week. `calendar` is right for all its weeks, and for the one before."""

    session: Session
    workspace: Workspace
    calendar: Calendar
    week: Week

    def by_now(self, *, first_logged_at: datetime | None) -> DealsReport:
        """What it tells; nothing is stored."""
        stamp = self.stamp()
        key = {"workspace_id": self.workspace.workspace_id, "week": str(self.week)}
        stored = week_sheets.quarter(self.session, **key, stamp=stamp) if stamp is not None else None
        if stored is not None:
            return _ADAPTER.validate_json(stored)
        return self.counted(first_logged_at=first_logged_at)

    def counted(self, *, first_logged_at: datetime | None) -> DealsReport:
        """What it tells, from its deals."""
        facts = deals.gather(
            self.session,
            workspace_id=self.workspace.workspace_id,
            calendar=self.calendar,
            week=self.week,
            first_logged_at=first_logged_at,
        )
        return build.build(facts)

    def stamp(self) -> str | None:
        """What a stored report must have to be true; None where days of the quarter wait to be counted."""
        workspace_id = self.workspace.workspace_id
        weeks = [self.week.previous(back) for back in range(QUARTER)]
        due = rollups.all_days_due(self.session, workspace_id=workspace_id)
        if not weeks_touched(due, self.calendar).isdisjoint(weeks):
            return None
        counted = week_sheets.counted_at(self.session, workspace_id=workspace_id, weeks=[str(week) for week in weeks])
        changed = week_sheets.requests_changed_at(self.session, workspace_id=workspace_id)
        parts = [VERSION, self.workspace.item_noun, changed, *(counted.get(str(week)) for week in weeks)]
        return "|".join(str(part) for part in parts)


def written(report: DealsReport) -> str:
    """A report as it is stored."""
    return _ADAPTER.dump_json(report).decode()
