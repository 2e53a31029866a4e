"""Put the facts of a week together as a DigestReport."""

from collections.abc import Sequence
from datetime import datetime

from digests import lost_deals, meaning, quoting, tally, triage
from digests.deals import build as deals
from digests.gather import Facts, gather
from digests.report import Asked, DigestReport, Figure, Limits, Numbers, OwnWording, Unasked
from digests.weeks import Week
from storage.database import Session
from storage.models import Evidence, ReportKind
from storage.queries.digest import Heard


def build(session: Session, *, workspace_id: str, week: Week, now: datetime) -> DigestReport:
    """The digest that reports on one week, of what is known by `now`; a week still running is told so far.

    KeyError for an unknown workspace, ValueError for a week that has not begun.
    """
    return assemble(gather(session, workspace_id=workspace_id, week=week, now=now))


def assemble(facts: Facts) -> DigestReport:
    """The report that facts make."""
    return DigestReport(
        period=str(facts.week),
        workspace=facts.workspace.name,
        timezone=facts.zone.key,
        noun=facts.workspace.item_noun,
        as_of=facts.now,
        is_closed=facts.is_closed,
        weeks_before=facts.weeks_before,
        voices=len({tally.voice(row) for row in facts.rows}),
        numbers=_numbers(facts),
        asked=tuple(_asked(want, facts) for want in facts.most_asked),
        asked_in_all=len(facts.wants),
        unasked=_unasked(facts.rows),
        quotes=quoting.quotes(facts.verbatims, facts.quoting.besides),
        lost=lost_deals.lost(
            facts.rows,
            figure=_figure([one.lost for one in facts.by_week]),
            quotes=quoting.quotes(facts.verbatims, facts.quoting.lost),
        ),
        won=lost_deals.won(facts.rows, figure=_figure([one.won for one in facts.by_week])),
        waiting=triage.waitlist(facts.waiting, facts.behind, facts.names, now=facts.now, zone=facts.zone),
        decided=triage.decisions(facts.changes, facts.names, zone=facts.zone),
        told=triage.told_back(facts.told),
        limits=_limits(facts),
        themes=meaning.themes(facts.rows, facts.in_themes, facts.theme_means if facts.weeks_before else None),
        at_once=meaning.at_once(facts.rows, facts.answered),
        trends=facts.trends,
        quarter=deals.build(facts.deals),
        regions=facts.by_region,
        language=facts.workspace.language,
        own=tuple(OwnWording(one.name, one.template) for one in facts.own),
    )


def _figure(by_week: Sequence[int]) -> Figure:
    *before, now = by_week
    return Figure(now, sum(before) / len(before) if before else None)


def _numbers(facts: Facts) -> Numbers:
    return Numbers(
        accounts=_figure([one.accounts for one in facts.by_week]),
        reports=_figure([one.reports for one in facts.by_week]),
        reps=_figure([one.reps for one in facts.by_week]),
        regions=_figure([one.regions for one in facts.by_week]),
        new_requests=_figure(facts.opened),
        unnamed=facts.by_week[-1].unnamed,
        regions_in_all=len(facts.regions_in_use),
    )


def _asked(want: tally.Want, facts: Facts) -> Asked:
    return Asked(
        request_id=want.request_id,
        title=want.title,
        status=want.status,
        accounts=want.accounts,
        unnamed=want.unnamed,
        reps=want.reps,
        reports=len(want.rows),
        lost_deals=len({tally.deal(row) for row in want.rows if row.kind is ReportKind.LOST_DEAL}),
        worth=tally.worth(want.rows),
        regions=tally.common_regions(want.rows, facts.region_names),
        before=facts.means.get(want.request_id, 0.0) if facts.weeks_before else None,
        accounts_so_far=facts.behind.get(want.request_id, 0),
        quote=quoting.quote(facts.verbatims, facts.quoting.of_want.get(want.request_id), about=want.title),
    )


def _unasked(rows: Sequence[Heard]) -> Unasked:
    """Counted by voice: a customer who brought up one thing unasked did so."""
    noted = [row for row in rows if row.kind is ReportKind.REQUEST and row.is_unasked is not None]
    return Unasked(
        noted=len({tally.voice(row) for row in noted}),
        unasked=len({tally.voice(row) for row in noted if row.is_unasked}),
    )


def _limits(facts: Facts) -> Limits:
    heard_in = {row.region_id for row in facts.rows}
    return Limits(
        unnamed=sum(row.account_id is None for row in facts.rows),
        opinion_only=sum(row.evidence is Evidence.OPINION for row in facts.rows),
        silent_regions=tuple(sorted(facts.region_names[region_id] for region_id in facts.regions_in_use - heard_in)),
    )
