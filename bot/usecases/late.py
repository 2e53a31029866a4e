"""The daily list of what will soon be late, for the triage channel; silent on a day with nothing to list."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.usecases import outbox
from bot.usecases.clocks import working_days_later
from digests.weeks import local_moment
from storage.database import Session
from storage.models import Lane, MessageKind, Request, Workspace
from storage.queries import digest_runs, requests

EDITION = "late"
AT = time(9, 0)
_SATURDAY = 5


def claim_due(session: Session, workspace: Workspace, now: datetime) -> bool:
    """Claim today's list and queue it, once, from nine o'clock on working days in the workspace's zone.

    The claim is the day's even when there is nothing to list: a day that begins quietly stays quiet.
    """
    zone = ZoneInfo(workspace.timezone)
    today = now.astimezone(zone).date()
    due_at = local_moment(today, AT, zone)
    if workspace.set_up_at is None or today.weekday() >= _SATURDAY or now < due_at:
        return False
    period = today.isoformat()
    if digest_runs.find_run(session, workspace_id=workspace.workspace_id, edition=EDITION, period=period):
        return False
    if not digest_runs.claim(
        session,
        workspace_id=workspace.workspace_id,
        edition=EDITION,
        period=period,
        due_at=due_at,
        now=now,
        is_late=False,
    ):
        return False
    if not soon_late(session, workspace, now):
        return False
    outbox.queue(
        session,
        workspace_id=workspace.workspace_id,
        kind=MessageKind.LATE_LIST,
        lane=Lane.TRIAGE,
        ids={"period": period},
        dedupe=f"late:{period}",
    )
    return True


def soon_late(session: Session, workspace: Workspace, now: datetime) -> list[Request]:
    """Open requests that are late, or due by the end of the next working day, most urgent first; no sleeping ones."""
    zone = ZoneInfo(workspace.timezone)
    horizon = working_days_later(now, 1, zone).astimezone(zone).replace(hour=23, minute=59)
    found = requests.soon_late(session, workspace_id=workspace.workspace_id, before=horizon)
    awake = [one for one in found if one.snoozed_until is None or one.snoozed_until <= now]
    return sorted(awake, key=lambda one: one.next_due)
