"""Working days: when a first answer and a decision are due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.models import Workspace

_SATURDAY = 5


def working_days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day, so many working days (Monday to Friday, in `zone`) later; in UTC.

    A weekend counts as the Friday before it: what comes in on Saturday with two days is due on Tuesday evening.
    """
    local = moment.astimezone(zone)
    while local.weekday() >= _SATURDAY:
        local = (local - timedelta(days=1)).replace(hour=17, minute=30, second=0, microsecond=0)
    while days > 0:
        local += timedelta(days=1)
        if local.weekday() < _SATURDAY:
            days -= 1
    return local.astimezone(moment.tzinfo)


def local_day(workspace: Workspace, moment: datetime) -> date:
    """The day it is where the workspace is."""
    return moment.astimezone(ZoneInfo(workspace.timezone)).date()


def first_answer_due(workspace: Workspace, opened_at: datetime) -> datetime:
    """When the first answer to something opened at this moment is due."""
    return working_days_later(opened_at, workspace.first_answer_days, ZoneInfo(workspace.timezone))


def decision_due(workspace: Workspace, opened_at: datetime) -> datetime:
    """When the decision on something opened at this moment is due."""
    return working_days_later(opened_at, workspace.decision_days, ZoneInfo(workspace.timezone))
