"""One frozen report from the facts of a quarter. Pure: no database, no clock."""

from digests.deals import rates, reasons, wanted
from digests.deals.deal import Facts, deals, labels
from digests.deals.money import Purse
from digests.deals.report import DealsReport
from storage.models import ReportKind


def build(facts: Facts) -> DealsReport:
    """What the facts say of deals lost and won; the order of their rows changes nothing."""
    every = deals(facts)
    lost = [deal for deal in every if not deal.is_won]
    purse = Purse(lost)
    why = labels(facts.reasons, facts.rows, ReportKind.LOST_DEAL)
    names = {one.competitor_id: one.name for one in facts.competitors}
    return DealsReport(
        weeks=facts.weeks,
        lost=reasons.lost(lost, purse, reasons=why, competitors=names),
        rates=rates.rates(
            every,
            weeks=facts.weeks,
            lost_reasons=why,
            won_reasons=labels(facts.reasons, facts.rows, ReportKind.WON_DEAL),
            competitors=names,
        ),
        stages=reasons.by_stage(lost, purse, reasons=why),
        quality=reasons.quality(lost),
        wanted=wanted.lost_for_want(lost, purse, facts.wants),
        raised=wanted.raised(facts.raised),
    )
