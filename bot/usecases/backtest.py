"""A workspace's own past, replayed at each sensitivity. Only reads, so that it may run beside the bot."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.errors import BotError
from bot.usecases import digest, rollups
from digests import backtest as replaying
from digests.backtest import Backtest, Progress
from digests.behind import OfTheme, by_theme
from digests.gather import calendar
from digests.trending import MOST_WEEKS, Names
from digests.trends.finding import Sensitivity
from digests.trends.memory import SETTLED
from digests.weeks import Week
from digests.wording import count
from storage.database import Session
from storage.queries import digest_trends, workspaces
from storage.queries import rollups as counts


def backtest(session: Session, workspace_id: str, now: datetime, *, weeks: int, progress: Progress) -> Backtest:
    """What the digests of the last so many closed weeks would have told of trends, as far as they can be compared.

    BotError where there is no feedback yet, or too few weeks of it.
    """
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    last = digest.last_closed(session, workspace, now)
    back = weeks + replaying.WARM_UP + MOST_WEEKS
    stored = rollups.series_by_now(session, workspace_id, first=last.previous(back), last=last)
    shown = replaying.comparable(stored, last, weeks)
    if not shown:
        raise BotError(_too_early(session, workspace_id, stored, last))
    bounds = calendar(session, workspace=workspace, back_to=last.previous(back))

    def reports_of(week: Week, theme_ids: Collection[uuid.UUID]) -> Sequence[OfTheme]:
        start, end = bounds.interval(week)
        return by_theme(
            digest_trends.heard_of(session, workspace_id=workspace_id, theme_ids=theme_ids, start=start, end=end)
        )

    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    names = Names(
        digest_trends.called(session, workspace_id=workspace_id),
        {region.region_id: region.name for region in regions},
    )
    setting = Sensitivity.called(workspace.sensitivity)
    return replaying.backtest(
        workspace.name, setting, stored, shown, reports_of=reports_of, names=names, progress=progress
    )


def _too_early(session: Session, workspace_id: str, stored: Sequence[counts.InWeek], last: Week) -> str:
    """Why nothing can be replayed yet."""
    if not stored and counts.logged_between(session, workspace_id=workspace_id) is None:
        return "There is no feedback yet, so there is no past to replay."
    first = Week.parse(stored[0].week) if stored else last.next()
    enough = first.next(SETTLED).last_day
    there = (last.first_day - first.first_day).days // 7 + 1
    return (
        f"A week is compared once there are {SETTLED} weeks before it. So far there "
        f"{'is' if there == 1 else 'are'} {count(there, 'closed week')} in all. "
        f"Try again after {enough.day} {enough:%B %Y}, or import older feedback first."
    )
