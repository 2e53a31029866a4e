"""Everything storage knows about one week, asked in a number of queries that never grows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from digests import quoting, tally, trending, triage
from digests import regions as by_region
from digests.deals import gather as deals
from digests.deals.deal import Facts as DealFacts
from digests.quoting import Quoting
from digests.report import Regions, Trends, from_dict
from digests.trends.finding import Sensitivity
from digests.weeks import Calendar, Schedule, ScheduleChange, Week
from storage.database import Session
from storage.models import OwnSentence, Region, Workspace
from storage.queries import (
    digest,
    digest_meaning,
    digest_runs,
    digest_trends,
    digest_triage,
    own_sentences,
    requests,
    rollups,
    workspaces,
)
from storage.queries.digest import Heard, Verbatim, WeekNumbers
from storage.queries.digest_meaning import Answered, InTheme
from storage.queries.digest_triage import Change, OpenRequest, ToldMark

# How far back a week is compared.
WEEKS_BEFORE = 12
MOST_ASKED = 5


@dataclass(frozen=True)
class Facts:
    """One week's facts. `by_week` and `opened` start with the weeks before, oldest first, and end with this one."""

    workspace: Workspace
    week: Week
    zone: ZoneInfo
    now: datetime
    is_closed: bool
    weeks_before: int
    by_week: Sequence[WeekNumbers]
    opened: Sequence[int]
    region_names: Mapping[uuid.UUID, str]
    regions_in_use: frozenset[uuid.UUID]
    rows: Sequence[Heard]
    wants: Sequence[tally.Want]
    most_asked: Sequence[tally.Want]
    means: Mapping[uuid.UUID, float]
    behind: Mapping[uuid.UUID, int]
    deals: DealFacts
    quoting: Quoting
    verbatims: Mapping[uuid.UUID, Verbatim]
    waiting: Sequence[OpenRequest]
    changes: Sequence[Change]
    told: Sequence[ToldMark]
    names: Mapping[str, str]
    answered: Sequence[Answered]
    in_themes: Sequence[InTheme]
    theme_means: Mapping[uuid.UUID, float]
    trends: Trends
    by_region: Regions
    own: Sequence[OwnSentence]


def calendar(session: Session, *, workspace: Workspace, back_to: Week) -> Calendar:
    """The workspace's weeks, right for `back_to` and every week after it, whatever was changed in between."""
    schedule = Schedule.parse(workspace.timezone, workspace.digest_at)
    since = back_to.interval(schedule.zone)[0]
    old = digest_runs.old_schedules(session, workspace_id=workspace.workspace_id, since=since)
    return Calendar(
        schedule,
        [ScheduleChange(one.changed_at, Schedule.parse(one.timezone, one.digest_at)) for one in old],
    )


def gather(session: Session, *, workspace_id: str, week: Week, now: datetime) -> Facts:
    """The facts of a week; KeyError for an unknown workspace, ValueError for a week that has not begun."""
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    weeks = calendar(session, workspace=workspace, back_to=week.previous(WEEKS_BEFORE + 1))
    start, end = weeks.interval(week)
    if start > now:
        raise ValueError(f"Week {week} has not begun.")
    first_logged_at = digest.first_logged_at(session, workspace_id=workspace_id)
    bounds = _bounds(weeks, week, first_logged_at)
    earlier, weeks_before = bounds[:-1], len(bounds) - 2

    rows = digest.heard(session, workspace_id=workspace_id, start=start, end=end)
    wants = tally.wants(rows, digest.behind(session, workspace_id=workspace_id, start=start, end=end))
    before = digest.voices_before(session, workspace_id=workspace_id, bounds=earlier)
    means = {request_id: voices / weeks_before for request_id, voices in before.items()}
    themes_before = digest_meaning.theme_voices_before(session, workspace_id=workspace_id, bounds=earlier)
    most_asked = tally.ranked(wants, means)[:MOST_ASKED]
    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    trends, said, differing = Trends(), list[uuid.UUID](), Regions()
    if end <= now:
        trends, said, differing = _trends(session, workspace, weeks, week, regions)
    chosen = quoting.choose(rows, most_asked, said=said)

    waiting = digest_triage.open_requests(session, workspace_id=workspace_id)
    changes = digest_triage.changes(session, workspace_id=workspace_id, start=start, end=end)
    listed = triage.listed(waiting, now)
    people = {change.by_id for change in changes} | {one.owner_id for one in listed if one.owner_id}
    return Facts(
        workspace=workspace,
        week=week,
        zone=weeks.of_week(week).zone,
        now=now,
        is_closed=end <= now,
        weeks_before=weeks_before,
        by_week=digest.numbers_by_week(session, workspace_id=workspace_id, bounds=bounds),
        opened=digest.requests_opened_by_week(session, workspace_id=workspace_id, bounds=bounds),
        region_names={region.region_id: region.name for region in regions},
        regions_in_use=frozenset(region.region_id for region in regions if region.retired_at is None),
        rows=rows,
        wants=wants,
        most_asked=most_asked,
        means=means,
        behind=requests.accounts_behind(
            session,
            workspace_id=workspace_id,
            request_ids=[*(want.request_id for want in most_asked), *(one.request_id for one in listed)],
        ),
        deals=deals.gather(
            session, workspace_id=workspace_id, calendar=weeks, week=week, first_logged_at=first_logged_at
        ),
        quoting=chosen,
        verbatims=digest.verbatims(session, workspace_id=workspace_id, report_ids=chosen.report_ids),
        waiting=waiting,
        changes=changes,
        told=digest_triage.told(session, workspace_id=workspace_id, start=start, end=end),
        names=requests.names_of(session, workspace_id=workspace_id, user_ids=sorted(people)),
        answered=digest_meaning.answered(session, workspace_id=workspace_id, start=start, end=end),
        in_themes=digest_meaning.in_themes(session, workspace_id=workspace_id, start=start, end=end),
        theme_means={theme_id: voices / weeks_before for theme_id, voices in themes_before.items()},
        trends=trends,
        by_region=differing,
        own=own_sentences.of_workspace(session, workspace_id=workspace_id, language=workspace.language),
    )


def _trends(
    session: Session, workspace: Workspace, weeks: Calendar, week: Week, regions: Sequence[Region]
) -> tuple[Trends, list[uuid.UUID], Regions]:
    """The trends of a closed week, the reports whose words they repeat, and its themes by region.

    A week that still runs has too little to be compared.
    """
    workspace_id = workspace.workspace_id
    first = week.previous(trending.MOST_WEEKS - 1)
    stored = rollups.series(session, workspace_id=workspace_id, first=str(first), last=str(week))
    found = trending.find(stored, week, sensitivity=Sensitivity.called(workspace.sensitivity))
    if found is None:
        return Trends(), [], Regions()
    heard: list[tuple[Week, digest_trends.HeardOf]] = []
    for back in range(trending.LONGEST if found.theme_ids else 0):
        one = week.previous(back)
        start, end = weeks.interval(one)
        behind = digest_trends.heard_of(
            session, workspace_id=workspace_id, theme_ids=found.theme_ids, start=start, end=end
        )
        heard += [(one, row) for row in behind]
    chosen = {line.node: _most_telling(trending.behind(found.history, line, heard)) for line in found.digest.lines}
    said = [report_id for report_id in chosen.values() if report_id is not None]
    words = digest.verbatims(session, workspace_id=workspace_id, report_ids=said)
    quotes = {node: quoting.quote(words, report_id) for node, report_id in chosen.items()}
    last = digest_runs.latest(session, workspace_id=workspace_id, edition="channel", before=str(week))
    before = from_dict(last.report).trends.open if last is not None and last.report is not None else ()
    names = trending.Names(
        digest_trends.called(session, workspace_id=workspace_id),
        {region.region_id: region.name for region in regions},
    )
    quoted = {node: quote for node, quote in quotes.items() if quote is not None}
    trends = trending.tell(found, heard, before, names, quoted)
    differing = by_region.regions(
        stored,
        week,
        names=names.regions,
        in_use={region.region_id for region in regions if region.retired_at is None},
        called=names.themes,
        told=trends.told,
        loud={one.theme_id for one in trends.loud},
    )
    return trends, said, differing


def _most_telling(rows: Sequence[Heard]) -> uuid.UUID | None:
    quotable = tally.most_quotable(rows)
    return quotable[0].report_id if quotable else None


def _bounds(weeks: Calendar, week: Week, first_logged_at: datetime | None) -> list[datetime]:
    """The beginnings of the weeks compared with, then the beginning and the end of the week itself.

    The weeks before the first report was logged say nothing and are left out.
    """
    bounds = [weeks.closes(week), weeks.closes(week.previous())]
    before = week.previous()
    while first_logged_at is not None and first_logged_at < bounds[-1] and len(bounds) < WEEKS_BEFORE + 2:
        before = before.previous()
        bounds.append(weeks.closes(before))
    return bounds[::-1]
