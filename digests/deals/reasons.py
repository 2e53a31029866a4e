"""Lost deals by reason, by stage, and how much is known of them. Pure."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from digests.deals.deal import UNKNOWN, Deal
from digests.deals.intervals import wilson
from digests.deals.money import LIST_BELOW, Purse, Value
from digests.deals.report import ListedDeal, Lost, Part, Quality, ReasonPart, ReasonSlice, StageSlice
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
        parts=_parts(deals, reasons),
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


def _parts(deals: Sequence[Deal], labels: Mapping[str, str]) -> tuple[ReasonPart, ...]:
    """Each deal under one of its reasons; most deals first, what is not known last."""
    found = _shared_out(deals)
    order = {code: place for place, code in enumerate(labels)}
    return tuple(
        _part(code, _label(code, labels), found[code])
        for code in sorted(found, key=lambda code: (code == UNKNOWN, -len(found[code]), order.get(code, 0), code))
    )


def _shared_out(deals: Sequence[Deal]) -> dict[str, list[Deal]]:
    """The deals by one reason each: of several, the one that has least so far of what its weight gives it.

    The first reason of the workspace's list for all of them would make that one look far larger than it is.
    """
    due: dict[str, float] = defaultdict(float)
    for deal in deals:
        for code in deal.reasons or (UNKNOWN,):
            due[code] += 1 / max(1, len(deal.reasons))
    found: dict[str, list[Deal]] = defaultdict(list)
    for deal in sorted(deals, key=lambda deal: (len(deal.reasons), str(deal.first_id))):
        codes = deal.reasons or (UNKNOWN,)
        # Rounded, so that the order in which weights were added changes nothing.
        found[max(codes, key=lambda code: (round(due[code] - len(found[code]), 6), code))].append(deal)
    return found


def _part(code: str, label: str, deals: Sequence[Deal]) -> ReasonPart:
    worth: Counter[str] = Counter()
    largest: dict[str, int] = {}
    for deal in deals:
        worth.update(deal.worth)
        largest |= {currency: max(value, largest.get(currency, 0)) for currency, value in deal.worth.items()}
    return ReasonPart(
        code=code,
        label=label,
        deals=len(deals),
        worth=dict(sorted(worth.items())),
        largest=dict(sorted(largest.items())),
        unvalued=sum(not deal.worth for deal in deals),
    )


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
