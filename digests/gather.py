"""Everything storage knows about one week, asked in a number of queries that never grows."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from digests import asking, quoting, trending, triage
from digests import regions as by_region
from digests.asking import Want
from digests.behind import behind
from digests.counted import Weeks
from digests.deals.rates import QUARTER
from digests.deals.report import DealsReport
from digests.quarter import Quarter
from digests.quoting import Quoting
from digests.report import Regions, Trends, from_dict
from digests.sheet import Cut, Detail, Totals
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
    week_sheets,
    workspaces,
)
from storage.queries.digest import Verbatim
from storage.queries.digest_meaning import ThemeHead
from storage.queries.digest_triage import Change, OpenRequest, Told

# How far back a week is compared.
WEEKS_BEFORE = 12
MOST_ASKED = 5


@dataclass(frozen=True)
class Facts:
    """One week's facts. `totals` and `opened` start with the weeks before, oldest first, and end with this one."""

    workspace: Workspace
    week: Week
    zone: ZoneInfo
    now: datetime
    is_closed: bool
    weeks_before: int
    totals: Sequence[Totals]
    detail: Detail
    opened: Sequence[int]
    region_names: Mapping[uuid.UUID, str]
    regions_in_use: frozenset[uuid.UUID]
    asked_in_all: int
    most_asked: Sequence[Want]
    means: Mapping[uuid.UUID, float]
    behind: Mapping[uuid.UUID, int]
    quarter: DealsReport
    quoting: Quoting
    verbatims: Mapping[uuid.UUID, Verbatim]
    waiting: Sequence[OpenRequest]
    changes: Sequence[Change]
    told: Told
    names: Mapping[str, str]
    items: Mapping[uuid.UUID, str]
    themes: Mapping[uuid.UUID, ThemeHead]
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
    weeks = calendar(session, workspace=workspace, back_to=_back_to(session, workspace_id, week))
    start, end = weeks.interval(week)
    if start > now:
        raise ValueError(f"Week {week} has not begun.")
    first_logged_at = digest.first_logged_at(session, workspace_id=workspace_id)
    bounds = _bounds(weeks, week, first_logged_at)
    weeks_before = len(bounds) - 2
    before = [week.previous(back) for back in range(weeks_before, 0, -1)]

    known = Weeks(session, workspace_id=workspace_id, calendar=weeks)
    totals = known.totals([*before, week])
    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    trends, spoken, differing = Trends(), set[str](), Regions()
    if end <= now:
        trends, spoken, differing = _trends(session, workspace, known, week, regions)
    try:
        asked = _asked(session, known, known.detail(week), before, spoken)
    except Cut:
        asked = _asked(session, known, known.detail(week, in_full=True), before, spoken)

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
        totals=totals,
        detail=asked.detail,
        opened=digest.requests_opened_by_week(session, workspace_id=workspace_id, bounds=bounds),
        region_names={region.region_id: region.name for region in regions},
        regions_in_use=frozenset(region.region_id for region in regions if region.retired_at is None),
        asked_in_all=known.wanted(week),
        most_asked=asked.most,
        means=asked.means,
        behind=known.accounts_behind(
            [*(want.request_id for want in asked.most), *(one.request_id for one in listed)],
        ),
        quarter=Quarter(session, workspace, weeks, week).by_now(first_logged_at=first_logged_at),
        quoting=asked.quoting,
        verbatims=digest.verbatims(session, workspace_id=workspace_id, report_ids=asked.quoting.report_ids),
        waiting=waiting,
        changes=changes,
        told=known.told(week),
        names=requests.names_of(session, workspace_id=workspace_id, user_ids=sorted(people)),
        items=digest_meaning.item_names(
            session, workspace_id=workspace_id, item_ids=[one.item_id for one in asked.detail.items]
        ),
        themes=digest_meaning.theme_heads(
            session, workspace_id=workspace_id, theme_ids=[one.theme_id for one in asked.detail.themes]
        ),
        theme_means=_means([one.themes for one in totals[:-1]]),
        trends=trends,
        by_region=differing,
        own=own_sentences.of_workspace(session, workspace_id=workspace_id, language=workspace.language),
    )


@dataclass(frozen=True)
class _Asked:
    """What of a week's sheet is told: the requests that most asked for, with a usual week's voices, and the words."""

    detail: Detail
    means: Mapping[uuid.UUID, float]
    most: Sequence[Want]
    quoting: Quoting


def _asked(session: Session, known: Weeks, detail: Detail, before: Sequence[Week], spoken: Collection[str]) -> _Asked:
    """Raises Cut where the sheet leaves out what may have to be told."""
    heads = digest.headed(
        session, workspace_id=known.workspace_id, request_ids=[one.request_id for one in detail.wants.first]
    )
    candidates = asking.wanted(detail.wants, heads)
    voices = known.voices(before, [one.request_id for one in candidates])
    means = {request_id: count / len(before) for request_id, count in voices.items()}
    most = asking.most_asked(detail.wants, candidates, means, MOST_ASKED)
    return _Asked(detail, means, most, quoting.choose(detail, most, heard=spoken))


def _means(by_week: Sequence[Mapping[uuid.UUID, int]]) -> dict[uuid.UUID, float]:
    """The voices of a usual week, by theme."""
    every = {theme_id for one in by_week for theme_id in one}
    return {theme_id: sum(one.get(theme_id, 0) for one in by_week) / len(by_week) for theme_id in every}


def _trends(
    session: Session, workspace: Workspace, known: Weeks, week: Week, regions: Sequence[Region]
) -> tuple[Trends, set[str], Regions]:
    """The trends of a closed week, whose words of this week they repeat, and its themes by region.

    A week that still runs has too little to be compared.
    """
    workspace_id = workspace.workspace_id
    stored = known.cells(week.previous(trending.MOST_WEEKS - 1), week)
    found = trending.find(stored, week, sensitivity=Sensitivity.called(workspace.sensitivity))
    if found is None:
        return Trends(), set(), Regions()
    theme_ids = [found.theme_ids(back) for back in range(trending.LONGEST)]
    heard = behind([known.heard_of(week.previous(back), of) if of else [] for back, of in enumerate(theme_ids)])
    chosen = {line.node: trending.of_line(found.history, line, heard).most_telling() for line in found.digest.lines}
    said = [one for one in chosen.values() if one is not None]
    words = digest.verbatims(session, workspace_id=workspace_id, report_ids=[one.report_id for one in said])
    quotes = {node: quoting.quote(words, one.report_id if one else None) for node, one in chosen.items()}
    last = digest_runs.latest(session, workspace_id=workspace_id, edition="channel", before=str(week))
    before = from_dict(last.report).trends if last is not None and last.report is not None else Trends()
    names = trending.Names(
        digest_trends.called(session, workspace_id=workspace_id),
        {region.region_id: region.name for region in regions},
    )
    quoted = {node: quote for node, quote in quotes.items() if quote is not None}
    trends = trending.tell(found, heard, before, names, quoted)
    differing = by_region.regions(
        found.history,
        names=names.regions,
        in_use={region.region_id for region in regions if region.retired_at is None},
        called=names.themes,
        told=trends.told,
        loud={one.theme_id for one in trends.loud},
    )
    return trends, {one.voice for one in said if one.back == 0}, differing


def _back_to(session: Session, workspace_id: str, week: Week) -> Week:
    """The oldest week that is looked at: one of those compared with, or the first that was ever counted."""
    compared = week.previous(max(WEEKS_BEFORE, QUARTER) + 1)
    counted = week_sheets.versions(session, workspace_id=workspace_id)
    return min(compared, Week.parse(min(counted)).previous()) if counted else compared


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
