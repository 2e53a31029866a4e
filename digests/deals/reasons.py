"""Lost deals by reason, by stage, and how much is known of them. Pure."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from digests.deals.deal import UNKNOWN, Deal
from digests.deals.intervals import wilson
from digests.deals.money import LIST_BELOW, Purse, Value
from digests.deals.report import ListedDeal, Lost, MainReason, Part, Quality, ReasonSlice, StageSlice
from storage.models import Evidence, Stage

# Marketing makes people aware and tees up, Sales closes, and a customer's renewal rests on both.
PARTS = {
    Stage.NOT_AWARE: Part.MARKETING,
    Stage.CONSIDERING: Part.MARKETING,
    Stage.NEGOTIATING: Part.SALES,
    Stage.RENEWAL: Part.BOTH,
    Stage.CUSTOMER: Part.BOTH,
}


def lost(
    deals: Sequence[Deal], purse: Purse, *, reasons: Mapping[str, str], competitors: Mapping[uuid.UUID, str]
) -> Lost:
    """The lost deals by reason. `reasons` are the labels by code in the workspace's order, `competitors` the names."""
    is_list = 0 < len(deals) < LIST_BELOW
    return Lost(
        deals=len(deals),
        worth=purse.measured(value for deal in deals for value in purse.of(deal)),
        reasons=_by_reason(deals, purse, reasons),
        listed=tuple(
            ListedDeal(
                account_id=deal.account_id,
                account=deal.account,
                worth=dict(deal.worth),
                stage=deal.stage,
                reasons=tuple(reasons.get(code, code) for code in deal.reasons),
                competitors=tuple(competitors.get(one, "") for one in deal.competitors),
            )
            for deal in deals
        )
        if is_list
        else (),
        main=_by_main_reason(deals, reasons),
    )


def _by_reason(deals: Sequence[Deal], purse: Purse, labels: Mapping[str, str]) -> tuple[ReasonSlice, ...]:
    """Most deals first; what is not known comes last however much it is."""
    named: Counter[str] = Counter()
    weights: dict[str, float] = defaultdict(float)
    values: dict[str, list[Value]] = defaultdict(list)
    for deal in deals:
        codes = deal.reasons or (UNKNOWN,)
        for code, part in zip(codes, purse.of_parts(deal, len(codes)), strict=True):
            named[code] += 1
            weights[code] += 1 / len(codes)
            values[code] += part
    order = {code: place for place, code in enumerate(labels)}
    return tuple(
        ReasonSlice(
            code=code,
            label=_label(code, labels),
            deals=named[code],
            weight=weights[code],
            share=wilson(weights[code], len(deals)) if len(deals) >= LIST_BELOW else None,
            worth=purse.measured(values[code]),
        )
        for code in sorted(
            named, key=lambda code: (code == UNKNOWN, -named[code], -round(weights[code], 6), order.get(code, 0), code)
        )
    )


def _by_main_reason(deals: Sequence[Deal], labels: Mapping[str, str]) -> tuple[MainReason, ...]:
    """Each deal under the first of its reasons; most deals first, what is not known last."""
    found: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        found[deal.reasons[0] if deal.reasons else UNKNOWN].append(deal)
    order = {code: place for place, code in enumerate(labels)}
    made = []
    for code in sorted(found, key=lambda code: (code == UNKNOWN, -len(found[code]), order.get(code, 0), code)):
        worth: Counter[str] = Counter()
        largest: dict[str, int] = {}
        for deal in found[code]:
            worth.update(deal.worth)
            largest |= {currency: max(value, largest.get(currency, 0)) for currency, value in deal.worth.items()}
        made.append(
            MainReason(
                code=code,
                label=_label(code, labels),
                deals=len(found[code]),
                worth=dict(sorted(worth.items())),
                largest=dict(sorted(largest.items())),
                unvalued=sum(not deal.worth for deal in found[code]),
            )
        )
    return tuple(made)


def _label(code: str, labels: Mapping[str, str]) -> str:
    return labels.get(code, "" if code == UNKNOWN else code)


def by_stage(deals: Sequence[Deal], purse: Purse, *, reasons: Mapping[str, str]) -> tuple[StageSlice, ...]:
    """The lost deals by stage, as a customer goes through them; those whose stage is not noted last."""
    slices = []
    for stage in (*Stage, None):
        here = [deal for deal in deals if deal.stage is stage]
        if here:
            given = Counter(code for deal in here for code in deal.reasons)
            order = {code: place for place, code in enumerate(reasons)}
            top = min(given, key=lambda code: (-given[code], order.get(code, 0), code), default="")
            is_told = given[top] > 1
            slices.append(
                StageSlice(
                    stage=stage,
                    part=PARTS[stage] if stage else None,
                    deals=len(here),
                    worth=purse.measured(value for deal in here for value in purse.of(deal)),
                    reason=reasons.get(top, top) if is_told else "",
                    reason_deals=given[top] if is_told else 0,
                )
            )
    return tuple(slices)


def quality(deals: Sequence[Deal]) -> Quality:
    """How much of the lost deals is known."""
    return Quality(
        deals=len(deals),
        unexplained=sum(not deal.reasons for deal in deals),
        rep_only=sum(deal.evidence is Evidence.OPINION for deal in deals),
        evidence_unnoted=sum(deal.evidence is None for deal in deals),
        stage_unnoted=sum(deal.stage is None for deal in deals),
        unvalued=sum(not deal.worth for deal in deals),
        unnamed=sum(deal.account_id is None for deal in deals),
    )
