"""A sales manager's edition: what a team heard, what reached it, what is owed to it. It ranks wants, never people."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from digests import tally
from digests.people import shared
from digests.people.report import Frame, LateForTeam, OfRep, Reached, Scope, Sums, TeamReport, TeamWant
from digests.people.why_lost import why_lost
from digests.report import Who
from digests.wants import Want, wants
from digests.wants import ranked as rank
from storage.database import Session
from storage.models import ReportKind
from storage.queries import digest_answers, digest_people, digest_team, requests, workspaces
from storage.queries.digest import Heard
from storage.queries.digest_people import Untold
from storage.queries.editions_heard import Behind

# Lists end here, with the number of the rest.
REPS, WANTS, SINGLES, LATE = 20, 3, 3, 3


def build(
    session: Session,
    *,
    workspace_id: str,
    user_id: str,
    team: tuple[str, ...],
    start: datetime,
    end: datetime,
    period: str,
    now: datetime,
) -> TeamReport:
    """The edition of one manager on the period between two moments; `team` are user ids, `period` is its label.

    An empty team is everybody of the manager's own region; where that is not known either, the report says only that.
    What waits to be told and what is late is as of now. KeyError for an unknown workspace, ValueError for a period that
    ends before it begins.
    """
    workspace = workspaces.get_workspace(session, workspace_id=workspace_id)
    frame = shared.frame(workspace, user_id=user_id, start=start, end=end, period=period, now=now)
    found = _team(session, workspace_id, user_id, team)
    if found.scope is Scope.UNKNOWN:
        return TeamReport(frame=frame, scope=found.scope)
    return _of_team(session, found, frame, workspace_id=workspace_id, start=start, end=end)


@dataclass(frozen=True)
class _Team:
    scope: Scope
    region: str = ""
    members: tuple[str, ...] = ()


def _team(session: Session, workspace_id: str, user_id: str, team: tuple[str, ...]) -> _Team:
    """Who the team is, and the region that says so where nobody was chosen."""
    if team:
        return _Team(Scope.CHOSEN, members=tuple(dict.fromkeys(team)))
    manager = workspaces.find_person(session, workspace_id=workspace_id, user_id=user_id)
    if manager is None or manager.region_id is None:
        return _Team(Scope.UNKNOWN)
    regions = workspaces.regions(session, workspace_id=workspace_id, with_retired=True)
    name = next((one.name for one in regions if one.region_id == manager.region_id), "")
    people = digest_team.people_of(session, workspace_id=workspace_id, region_id=manager.region_id)
    return _Team(Scope.REGION, name, tuple(people))


def _of_team(
    session: Session, team: _Team, frame: Frame, *, workspace_id: str, start: datetime, end: datetime
) -> TeamReport:
    members = team.members
    rows = digest_team.heard_by(session, workspace_id=workspace_id, user_ids=members, start=start, end=end)
    links = digest_team.behind(session, workspace_id=workspace_id, user_ids=members, start=start, end=end)
    untold = digest_people.untold(
        session, workspace_id=workspace_id, user_ids=members, since=frame.as_of - shared.FRESH
    )
    answers = digest_answers.answers(session, workspace_id=workspace_id, user_ids=members, start=start, end=end)
    late = digest_team.overdue(session, workspace_id=workspace_id, user_ids=members, now=frame.as_of)
    ranked = rank(wants(rows, links), {})
    several = [want for want in ranked if not want.is_single_voice][:WANTS]
    singles = [want for want in ranked if want.is_single_voice][:SINGLES]
    everywhere = digest_team.voices_in(
        session,
        workspace_id=workspace_id,
        request_ids=[want.request_id for want in (*several, *singles)],
        start=start,
        end=end,
    )
    names = requests.names_of(session, workspace_id=workspace_id, user_ids=members)
    reps = by_rep(rows, links, untold, names)
    zone = ZoneInfo(frame.timezone)
    return TeamReport(
        frame=frame,
        scope=team.scope,
        region=team.region,
        members=len(members),
        whole=sums(rows, links, untold),
        reps=tuple(reps[:REPS]),
        reps_in_all=len(reps),
        wants=tuple(_want(want, everywhere) for want in several),
        single_voices=tuple(_want(want, everywhere) for want in singles),
        wants_in_all=len(ranked),
        why_lost=why_lost(session, workspace_id=workspace_id, rows=rows, start=start, end=end),
        reached=Reached(len({one.request_id for one in answers}), shared.voices(answers)),
        late=tuple(
            LateForTeam(one.request_id, one.title, one.due_at.astimezone(zone).date(), one.voices)
            for one in late[:LATE]
        ),
        late_in_all=len(late),
    )


def sums(rows: Sequence[Heard], links: Sequence[Behind], untold: Sequence[Untold]) -> Sums:
    """What some reports and some answers not passed on come to, each customer and each deal once."""
    lost = [row for row in rows if row.kind is ReportKind.LOST_DEAL]
    won = [row for row in rows if row.kind is ReportKind.WON_DEAL]
    return Sums(
        accounts=len({tally.voice(row) for row in rows}),
        requests=len(wants(rows, links)),
        lost=len({tally.deal(row) for row in lost}),
        lost_worth=tally.worth(lost, tally.deal),
        won=len({tally.deal(row) for row in won}),
        won_worth=tally.worth(won, tally.deal),
        to_tell=shared.voices(untold),
    )


def by_rep(
    rows: Sequence[Heard], links: Sequence[Behind], untold: Sequence[Untold], names: Mapping[str, str]
) -> list[OfRep]:
    """The sums of everybody who logged something or has customers to tell, in the order of their names."""
    logged: dict[str, list[Heard]] = defaultdict(list)
    waiting: dict[str, list[Untold]] = defaultdict(list)
    for row in rows:
        logged[row.reporter_id].append(row)
    for one in untold:
        waiting[one.reporter_id].append(one)
    found = [
        OfRep(Who(user_id, names.get(user_id, "")), sums(logged[user_id], links, waiting[user_id]))
        for user_id in {*logged, *waiting}
    ]
    return sorted(found, key=lambda one: (one.who.name.casefold() or "\uffff", one.who.user_id))


def _want(want: Want, everywhere: Mapping[uuid.UUID, int]) -> TeamWant:
    return TeamWant(
        request_id=want.request_id,
        title=want.title,
        status=want.status,
        accounts=want.voices,
        reps=want.reps,
        everywhere=everywhere.get(want.request_id, want.voices),
    )
