"""Build one person's digest: the counting of the channel's, over their weeks and within their filters."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests import quoting, tally, triage
from digests.gather import MOST_ASKED, WEEKS_BEFORE, calendar
from digests.periods import weeks_between
from digests.personal.report import Lost, LostTo, Moved, Narrowed, PersonalReport, Ranged
from digests.report import Asked, Decided, Trend, Waitlist, from_dict
from digests.wants import ranked, regions_of, told_by, wants
from digests.weeks import Calendar, Week
from storage.database import Session
from storage.models import ReportKind
from storage.queries import digest, digest_runs, digest_triage, editions, editions_heard, requests, workspaces
from storage.queries.digest import Heard
from storage.queries.editions import Only

# The customers' words that a direct message has room for.
QUOTED = 2
COMPETITORS = 5


@dataclass(frozen=True)
class _Asking:
    """Whose figures are asked for: a workspace's, between two moments, within a filter."""

    session: Session
    workspace_id: str
    start: datetime
    end: datetime
    only: Only
    bounds: Sequence[datetime]

    @property
    def spans_before(self) -> int:
        """How many spans of the same length lie before."""
        return len(self.bounds) - 2


def build(
    session: Session, *, workspace_id: str, first: Week, last: Week, period: str, only: Only, now: datetime
) -> PersonalReport:
    """The digest of some weeks, both included, of what is known by `now`.

    KeyError for an unknown workspace, ValueError for weeks that are not over.
    """
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    weeks = calendar(session, workspace=workspace, back_to=first.previous(WEEKS_BEFORE + 1))
    if weeks.closes(last) > now:
        raise ValueError(f"Week {last} is not over.")
    names = editions.names(session, workspace_id=workspace_id, only=only)
    only = _standing(session, workspace_id, only)
    began = digest.first_logged_at(session, workspace_id=workspace_id)
    bounds = _bounds(weeks, first, last, began)
    asking = _Asking(session, workspace_id, bounds[-2], bounds[-1], only, bounds)

    rows = editions_heard.heard(session, workspace_id=workspace_id, start=asking.start, end=asking.end, only=only)
    numbers = editions_heard.numbers(session, workspace_id=workspace_id, bounds=bounds, only=only)
    asked, in_all = _asked(asking, rows)
    deals = [row for row in rows if row.kind is ReportKind.LOST_DEAL]
    zone = weeks.of_week(last).zone
    return PersonalReport(
        period=period,
        first=str(first),
        last=str(last),
        timezone=zone.key,
        as_of=now,
        narrowed=Narrowed(names.regions, names.themes, names.competitors, names.accounts),
        spans_before=asking.spans_before,
        voices=_ranged([one.voices for one in numbers]),
        reports=len(rows),
        unnamed=sum(row.account_id is None for row in rows),
        asked=asked,
        asked_in_all=in_all,
        moved=_moved(asking, list(weeks_between(first, last))),
        lost=Lost(
            deals=_ranged([one.lost for one in numbers]),
            worth=tally.worth(deals, tally.deal),
            to=_lost_to(asking, deals),
        ),
        won=_ranged([one.won for one in numbers]),
        decided=_decided(asking, weeks, last),
        waiting=_waiting(asking, weeks, last, now),
    )


def _standing(session: Session, workspace_id: str, only: Only) -> Only:
    """The filter with what its themes became part of since."""
    if not only.themes:
        return only
    return replace(only, themes=editions.standing_themes(session, workspace_id=workspace_id, theme_ids=only.themes))


def _bounds(weeks: Calendar, first: Week, last: Week, began: datetime | None) -> list[datetime]:
    """The beginnings of the spans compared with, then the beginning and the end of these weeks.

    Spans are as long as these weeks, and reach back as far as the channel's digest compares, but not beyond the week of
    the first report.
    """
    length = len(list(weeks_between(first, last)))
    bounds = [weeks.closes(last), weeks.closes(first.previous())]
    start = first
    for _ in range(max(1, WEEKS_BEFORE // length)):
        start = start.previous(length)
        if began is None or began >= weeks.closes(start):
            break
        bounds.append(weeks.closes(start.previous()))
    return bounds[::-1]


def _ranged(by_span: Sequence[int]) -> Ranged:
    *before, now = by_span
    if not before:
        return Ranged(now)
    return Ranged(now, sum(before) / len(before), min(before), max(before))


def _asked(asking: _Asking, rows: Sequence[Heard]) -> tuple[tuple[Asked, ...], int]:
    """What was asked for most, and how many requests were asked for in all."""
    session, workspace_id = asking.session, asking.workspace_id
    links = editions_heard.behind(
        session, workspace_id=workspace_id, start=asking.start, end=asking.end, only=asking.only
    )
    found = wants(rows, links)
    before = editions_heard.voices_before(
        session, workspace_id=workspace_id, bounds=asking.bounds[:-1], only=asking.only
    )
    means = {request_id: voices / asking.spans_before for request_id, voices in before.items()}
    most = ranked(found, means)[:MOST_ASKED]
    chosen = told_by([want for want in most if not want.is_single_voice][:QUOTED])
    said = digest.verbatims(session, workspace_id=workspace_id, report_ids=list(chosen.values()))
    behind = requests.accounts_behind(
        session, workspace_id=workspace_id, request_ids=[want.request_id for want in most]
    )
    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    region_names = {region.region_id: region.name for region in regions}
    return tuple(
        Asked(
            request_id=want.request_id,
            title=want.title,
            status=want.status,
            accounts=want.accounts,
            unnamed=want.unnamed,
            reps=want.reps,
            reports=len(want.rows),
            lost_deals=len({tally.deal(row) for row in want.rows if row.kind is ReportKind.LOST_DEAL}),
            worth=tally.worth(want.rows),
            regions=regions_of(want.rows, region_names),
            before=means.get(want.request_id, 0.0) if asking.spans_before else None,
            accounts_so_far=behind.get(want.request_id, 0),
            quote=quoting.quote(said, chosen.get(want.request_id), about=want.title),
        )
        for want in most
    ), len(found)


def _lost_to(asking: _Asking, deals: Sequence[Heard]) -> tuple[LostTo, ...]:
    by_id = {row.report_id: row for row in deals}
    gathered: dict[str, list[Heard]] = defaultdict(list)
    for one in editions_heard.lost_to(
        asking.session,
        workspace_id=asking.workspace_id,
        start=asking.start,
        end=asking.end,
        only=asking.only,
    ):
        if one.report_id in by_id:
            gathered[one.competitor].append(by_id[one.report_id])
    found = [
        LostTo(name, len({tally.deal(row) for row in rows}), tally.worth(rows, tally.deal))
        for name, rows in gathered.items()
    ]
    found.sort(key=lambda one: (-one.deals, -max(one.worth.values(), default=0), one.competitor.casefold()))
    return tuple(found[:COMPETITORS])


def _moved(asking: _Asking, weeks: Sequence[Week]) -> tuple[Moved, ...]:
    """What the channel's digests of these weeks told as a trend, each story once, as it was told last.

    A trend is told where it is in a chosen region, or about a theme that was chosen or heard within the filter. One
    that was counted beyond the filter, in all regions or from anybody, is told as such.
    """
    told: dict[tuple[uuid.UUID, uuid.UUID | None, str | None, str], Trend] = {}
    for week in weeks:
        run = digest_runs.find_run(
            asking.session, workspace_id=asking.workspace_id, edition="channel", period=str(week)
        )
        if run is None or run.report is None:
            continue
        for trend in from_dict(run.report).trends.told:
            key = (trend.theme_id, trend.region_id, trend.segment, trend.direction)
            told.pop(key, None)
            told[key] = trend
    only = asking.only
    if only.is_everything or not told:
        return tuple(Moved(trend, is_mine=True) for trend in told.values())
    heard = editions_heard.themes_heard(
        asking.session, workspace_id=asking.workspace_id, start=asking.start, end=asking.end, only=only
    )

    def concerns(trend: Trend) -> bool:
        if only.regions and trend.region_id is not None:
            if trend.region_id not in only.regions:
                return False
            if not only.has_subject:
                return True
        return trend.theme_id in only.themes or trend.theme_id in heard

    def is_mine(trend: Trend) -> bool:
        in_region = not only.regions or trend.region_id in only.regions
        return in_region and (not only.has_subject or trend.theme_id in only.themes)

    return tuple(Moved(trend, is_mine(trend)) for trend in told.values() if concerns(trend))


def _decided(asking: _Asking, weeks: Calendar, last: Week) -> tuple[Decided, ...]:
    """The decisions of these weeks on requests that anything within the filter counts for."""
    session, workspace_id = asking.session, asking.workspace_id
    changes = digest_triage.changes(session, workspace_id=workspace_id, start=asking.start, end=asking.end)
    mine = editions_heard.concerned(
        session,
        workspace_id=workspace_id,
        request_ids=sorted({change.request_id for change in changes}),
        only=asking.only,
    )
    changes = [change for change in changes if change.request_id in mine]
    return triage.decisions(
        changes, _people(asking, {change.by_id for change in changes}), zone=weeks.of_week(last).zone
    )


def _waiting(asking: _Asking, weeks: Calendar, last: Week, now: datetime) -> Waitlist:
    session, workspace_id = asking.session, asking.workspace_id
    every = digest_triage.open_requests(session, workspace_id=workspace_id)
    mine = editions_heard.concerned(
        session, workspace_id=workspace_id, request_ids=[one.request_id for one in every], only=asking.only
    )
    waiting = [one for one in every if one.request_id in mine]
    listed = triage.listed(waiting, now)
    behind = requests.accounts_behind(
        session, workspace_id=workspace_id, request_ids=[one.request_id for one in listed]
    )
    people = _people(asking, {one.owner_id for one in listed if one.owner_id})
    return triage.waitlist(waiting, behind, people, now=now, zone=weeks.of_week(last).zone)


def _people(asking: _Asking, user_ids: set[str]) -> Mapping[str, str]:
    return requests.names_of(asking.session, workspace_id=asking.workspace_id, user_ids=sorted(user_ids))
