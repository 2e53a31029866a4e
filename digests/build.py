"""Put the facts of a week together as a DigestReport."""

from collections.abc import Sequence
from datetime import datetime

from digests import meaning, quoting, tally, triage
from digests.asking import Want
from digests.gather import Facts, gather
from digests.report import (
    Asked,
    DigestReport,
    Figure,
    Limits,
    Lost,
    Numbers,
    OwnWording,
    ToldBack,
    Unasked,
    Won,
)
from digests.weeks import Week
from storage.database import Session
from storage.queries.digest import WeekNumbers


def build(session: Session, *, workspace_id: str, week: Week, now: datetime) -> DigestReport:
    """The digest that reports on one week, of what is known by `now`; a week still running is told so far.

    KeyError for an unknown workspace, ValueError for a week that has not begun.
    """
    return assemble(gather(session, workspace_id=workspace_id, week=week, now=now))


def assemble(facts: Facts) -> DigestReport:
    """The report that facts make."""
    by_week = [one.numbers for one in facts.totals]
    return DigestReport(
        period=str(facts.week),
        workspace=facts.workspace.name,
        timezone=facts.zone.key,
        noun=facts.workspace.item_noun,
        as_of=facts.now,
        is_closed=facts.is_closed,
        weeks_before=facts.weeks_before,
        voices=facts.detail.voices,
        numbers=_numbers(facts, by_week),
        asked=tuple(_asked(want, facts) for want in facts.most_asked),
        asked_in_all=facts.asked_in_all,
        unasked=Unasked(noted=facts.detail.noted, unasked=facts.detail.unasked),
        quotes=quoting.quotes(facts.verbatims, facts.quoting.besides),
        lost=Lost(
            deals=_figure([one.lost for one in by_week]),
            worth=facts.detail.lost_worth,
            quotes=quoting.quotes(facts.verbatims, facts.quoting.lost),
        ),
        won=Won(deals=_figure([one.won for one in by_week]), worth=facts.detail.won_worth),
        waiting=triage.waitlist(facts.waiting, facts.behind, facts.names, now=facts.now, zone=facts.zone),
        decided=triage.decisions(facts.changes, facts.names, zone=facts.zone),
        told=ToldBack(facts.told.reps, facts.told.customers, facts.told.passed_on),
        limits=_limits(facts),
        themes=meaning.themes(facts.detail, facts.themes, facts.theme_means if facts.weeks_before else None),
        at_once=meaning.at_once(facts.detail, facts.items),
        trends=facts.trends,
        quarter=facts.quarter,
        regions=facts.by_region,
        language=facts.workspace.language,
        own=tuple(OwnWording(one.name, one.template) for one in facts.own),
    )


def _figure(by_week: Sequence[int]) -> Figure:
    *before, now = by_week
    return Figure(now, sum(before) / len(before) if before else None)


def _numbers(facts: Facts, by_week: Sequence[WeekNumbers]) -> Numbers:
    return Numbers(
        accounts=_figure([one.accounts for one in by_week]),
        reports=_figure([one.reports for one in by_week]),
        reps=_figure([one.reps for one in by_week]),
        regions=_figure([one.regions for one in by_week]),
        new_requests=_figure(facts.opened),
        unnamed=by_week[-1].unnamed,
        regions_in_all=len(facts.regions_in_use),
    )


def _asked(want: Want, facts: Facts) -> Asked:
    sums = want.sums
    return Asked(
        request_id=want.request_id,
        title=want.title,
        status=want.status,
        accounts=sums.accounts,
        unnamed=sums.unnamed,
        reps=sums.reps,
        reports=sums.reports,
        lost_deals=sums.lost_deals,
        worth=sums.worth,
        regions=tally.common_regions(dict(sums.regions), facts.region_names),
        before=facts.means.get(want.request_id, 0.0) if facts.weeks_before else None,
        accounts_so_far=facts.behind.get(want.request_id, 0),
        quote=quoting.quote(facts.verbatims, facts.quoting.of_want.get(want.request_id), about=want.title),
    )


def _limits(facts: Facts) -> Limits:
    silent = facts.regions_in_use.difference(facts.detail.regions)
    return Limits(
        unnamed=facts.totals[-1].numbers.unnamed,
        opinion_only=facts.detail.opinion_only,
        silent_regions=tuple(sorted(facts.region_names[region_id] for region_id in silent)),
    )
