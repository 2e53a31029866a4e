"""How often deals are won with a competitor, or where a reason decided, and without. Pure.

The share among lost deals alone says nothing about a competitor: it forgets the deals won in spite of it.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from digests.deals.deal import Deal
from digests.deals.money import LIST_BELOW
from digests.deals.odds import Record, fisher, shrunk, stand_out
from digests.deals.report import Among, Comparison, Judged, Noting, WinRates

# Differences are judged on at least so many weeks.
QUARTER = 13
# From here on two shares of noted competitors differ by more than chance.
LOPSIDED = 0.05
# What is one and the same matter, called differently when it lost a deal and when it won one; the lost one's code.
SAME_MATTER = {
    "heading_fit": "no_heading",
    "results": "results_doubted",
}
# These name no matter that could be the same on both sides.
_NO_MATTER = frozenset({"other"})

_Key = TypeVar("_Key", str, uuid.UUID)


def rates(
    deals: Sequence[Deal],
    *,
    weeks: int,
    lost_reasons: Mapping[str, str],
    won_reasons: Mapping[str, str],
    competitors: Mapping[uuid.UUID, str],
) -> WinRates:
    """The win rates of all deals over so many weeks. `lost_reasons` and `won_reasons` are labels by code."""
    overall = _record(deals)
    judged = _judged(overall, weeks)
    noting = _noting(deals)
    among = _among(noting)
    facing = deals if among is Among.ALL else [deal for deal in deals if deal.competitors]
    by_competitor = _compared(facing, competitors, lambda deal: deal.competitors)
    by_reason: list[Comparison] = []
    if judged is not Judged.NONE_WON:
        explained = [deal for deal in deals if deal.reasons]
        winning = _winning(lost_reasons, won_reasons)
        matters = {code: label for code, label in lost_reasons.items() if code in winning}
        by_reason = [
            replace(one, label_won="" if one.label == winning[one.key] else winning[one.key])
            for one in _compared(explained, matters, _matters)
        ]
    if judged is Judged.YES:
        # One family: the reader sees both lists, so a false line in either is one too many.
        both = _weighed([*by_competitor, *by_reason])
        by_competitor, by_reason = both[: len(by_competitor)], both[len(by_competitor) :]
    return WinRates(
        overall=overall,
        weeks=weeks,
        judged=judged,
        among=among,
        noting=noting,
        competitors=tuple(sorted(by_competitor, key=_costliest_first)),
        reasons=tuple(sorted(by_reason, key=_costliest_first)),
    )


def _judged(overall: Record, weeks: int) -> Judged:
    if not overall.won:
        return Judged.NONE_WON
    if weeks < QUARTER:
        return Judged.TOO_SHORT
    if min(overall.won, overall.lost) < LIST_BELOW:
        return Judged.TOO_FEW
    return Judged.YES


def _noting(deals: Iterable[Deal]) -> Noting:
    lost = [deal for deal in deals if not deal.is_won]
    won = [deal for deal in deals if deal.is_won]
    return Noting(
        lost=len(lost),
        lost_named=sum(bool(deal.competitors) for deal in lost),
        won=len(won),
        won_named=sum(bool(deal.competitors) for deal in won),
    )


def _among(noting: Noting) -> Among:
    """Reps are quicker to name who beat them than whom they beat: then only deals that name somebody are alike."""
    chance = fisher(Record(noting.lost_named, noting.lost), Record(noting.won_named, noting.won))
    return Among.NAMED if chance < LOPSIDED else Among.ALL


def _compared(
    deals: Sequence[Deal], labels: Mapping[_Key, str], of: Callable[[Deal], Collection[_Key]]
) -> list[Comparison]:
    """One comparison for each label that any of these deals has."""
    won: Counter[_Key] = Counter()
    met: Counter[_Key] = Counter()
    for deal in deals:
        for key in of(deal):
            met[key] += 1
            won[key] += deal.is_won
    every = _record(deals)
    made = []
    for key, label in labels.items():
        if met[key]:
            with_it = Record(won[key], met[key])
            rate = shrunk(with_it, every)
            made.append(Comparison(str(key), label, with_it, every.without(with_it), rank_rate=rate))
    return made


def _weighed(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons with a verdict on those that rest on enough deals, which their outcome has no say in."""
    enough = [one for one in comparisons if min(one.with_it.of, one.without.of) >= LIST_BELOW]
    chances = [fisher(one.with_it, one.without) for one in enough]
    verdicts = {
        one.key: (chance, is_clear) for one, chance, is_clear in zip(enough, chances, stand_out(chances), strict=True)
    }
    return [
        replace(one, chance=verdicts[one.key][0], is_clear=verdicts[one.key][1]) if one.key in verdicts else one
        for one in comparisons
    ]


def _matters(deal: Deal) -> frozenset[str]:
    return frozenset(SAME_MATTER.get(code, code) for code in deal.reasons)


def _winning(lost: Mapping[str, str], won: Mapping[str, str]) -> dict[str, str]:
    """What reasons for losing are called where the same matter won a deal; those that are given on one side only
    cannot be compared.
    """
    winning = {SAME_MATTER.get(code, code): label for code, label in won.items()}
    return {code: winning[code] for code in lost if code in winning and code not in _NO_MATTER}


def _record(deals: Sequence[Deal]) -> Record:
    return Record(sum(deal.is_won for deal in deals), len(deals))


def _costliest_first(one: Comparison) -> tuple[float, int, str, str]:
    return (one.rank_rate, -one.with_it.of, one.label.casefold(), one.key)
