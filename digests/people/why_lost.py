"""Why a team's deals were lost, beside everybody else's where both lost enough of them for shares."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from digests.deals import deal, odds
from digests.deals.deal import Deal, Facts
from digests.deals.intervals import wilson
from digests.deals.money import LIST_BELOW
from digests.deals.odds import Record
from digests.people.report import LostDeal, LostReason, WhyLost
from storage.database import Session
from storage.models import ReportKind
from storage.queries import deals
from storage.queries.digest import Heard

LISTED, REASONS = 5, 3


def why_lost(session: Session, *, workspace_id: str, rows: Sequence[Heard], start: datetime, end: datetime) -> WhyLost:
    """Why the deals in the team's reports of a period were lost; everybody's deals are read only if there are any."""
    lost = {row.report_id for row in rows if row.kind is ReportKind.LOST_DEAL}
    if not lost:
        return WhyLost()
    facts = Facts(
        weeks=0,
        rows=deals.deal_rows(session, workspace_id=workspace_id, start=start, end=end),
        reasons=deals.given_reasons(session, workspace_id=workspace_id, start=start, end=end),
    )
    return compared(facts, lost)


def compared(facts: Facts, of_team: Collection[uuid.UUID]) -> WhyLost:
    """The team's lost deals by reason; `of_team` are the reports of lost deals that the team logged.

    A deal that somebody else logged too is the team's. Fewer than eight are listed. A reason that stands out from
    everybody else's does so by Fisher's test, with at most one in ten of those called clear by chance.
    """
    accounts = {row.account_id for row in facts.rows if row.report_id in of_team and row.account_id}
    every = [one for one in deal.deals(facts) if not one.is_won]
    here = [one for one in every if one.first_id in of_team or one.account_id in accounts]
    elsewhere = [one for one in every if not (one.first_id in of_team or one.account_id in accounts)]
    labels = deal.labels(facts.reasons, facts.rows, ReportKind.LOST_DEAL)
    if len(here) < LIST_BELOW:
        listed = [LostDeal(one.account, dict(one.worth), tuple(labels[code] for code in one.reasons)) for one in here]
        return WhyLost(listed=tuple(listed[:LISTED]))
    order = list(labels)
    given = {code: _naming(here, code) for code in labels}
    named = sorted((code for code in labels if given[code]), key=lambda code: (-given[code], order.index(code)))
    is_comparable = len(elsewhere) >= LIST_BELOW
    is_clear = _stand_out(here, elsewhere, named) if is_comparable else [False] * len(named)
    return WhyLost(
        reasons=tuple(
            LostReason(
                label=labels[code],
                deals=given[code],
                here=wilson(given[code], len(here)),
                elsewhere=wilson(_naming(elsewhere, code), len(elsewhere)) if is_comparable else None,
                is_clear=clear,
            )
            for code, clear in list(zip(named, is_clear, strict=True))[:REASONS]
        )
    )


def _naming(some: Sequence[Deal], code: str) -> int:
    return sum(code in one.reasons for one in some)


def _stand_out(here: Sequence[Deal], elsewhere: Sequence[Deal], codes: Sequence[str]) -> list[bool]:
    chances = [
        odds.fisher(Record(_naming(here, code), len(here)), Record(_naming(elsewhere, code), len(elsewhere)))
        for code in codes
    ]
    return odds.stand_out(chances)
