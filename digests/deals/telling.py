"""What a quarter's deals say, in sentences: plain text with numbers, which each medium escapes like any other value.

A stage says who can help most, never who was wrong. Counts go with every percentage, and "likely" is the interval that
holds the true share in 95 of 100 cases.
"""

from collections.abc import Mapping

from digests.deals.intervals import Share
from digests.deals.money import LIST_BELOW
from digests.deals.rates import QUARTER
from digests.deals.report import (
    Among,
    Comparison,
    Judged,
    ListedDeal,
    Lost,
    LostForWant,
    LostWant,
    Money,
    Part,
    Quality,
    RaisedWant,
    ReasonSlice,
    StageSlice,
    Standing,
    WinRates,
)
from digests.wording import a_or_an, all_of, count, money_totals, rounded
from storage.models import RequestStatus, Stage

PARTS = {
    Part.MARKETING: "Where Marketing can help most",
    Part.SALES: "Where Sales can help most",
    Part.BOTH: "Where both can help",
}
SHARES = (
    "A deal with two reasons is half a deal in each share, so that shares add up to 100%. “Likely” is where the true "
    "share lies in 95 of 100 such lines."
)

# Where deals ended, and what helps there.
_STAGES = {
    Stage.NOT_AWARE: ("before the customer knew us well", "Being seen earlier helps most here."),
    Stage.CONSIDERING: ("while the customer was thinking it over", "A clear answer at that moment helps most."),
    Stage.NEGOTIATING: (
        "while terms were being agreed",
        "What these customers asked for last is worth sharing.",
    ),
    Stage.RENEWAL: ("at a renewal", "What these customers had hoped for helps with the next renewals."),
    Stage.CUSTOMER: (
        "over something more for customers we keep",
        "What they have already is the best place to start from.",
    ),
}
_STANDING = {
    Standing.OPEN: "It still waits for a decision.",
    Standing.YES: "It is agreed, and not on sale yet.",
    Standing.LATER: "It is put off for now.",
    Standing.NO: "The answer was no.",
}


def percent(part: float) -> str:
    """A share for people: "26%"; what is there is never "0%"."""
    return "under 1%" if 0 < part < 0.005 else f"{100 * part:.0f}%"


def amounts(worth: Mapping[str, Money]) -> str:
    """Full values by currency: "£34,000 and €900"; empty when there are none."""
    return money_totals({currency: one.full for currency, one in worth.items()})


def reason(one: ReasonSlice, lost: Lost) -> str:
    """A reason where many stand together and `SHARES` is said once: "Price: 60 of 169 deals, a share of 21% (…)."."""
    label = one.label or "Reason not known"
    if one.share is None:
        return f"{label}: {count(one.deals, 'deal')}."
    share = f"a share of {percent(one.share.value)} ({_range(one.share)})"
    return f"{label}: {one.deals:,} of {count(lost.deals, 'deal')}, {share}."


def cost(one: ReasonSlice) -> str:
    """What a reason cost, in whole units: the currency of most deals with what the sum is like, then the others.

    What is left with large deals capped is told where one deal alone is more than half. Empty without values.
    """
    if not one.worth:
        return ""
    first, *others = sorted(one.worth, key=lambda currency: (-one.worth[currency].deals, currency))
    worth = one.worth[first]
    said = f"{rounded(worth.full, first)} in {count(worth.deals, 'deal')}{_like(worth)}"
    if _rests_on_one(worth):
        said += f"; one deal alone is {rounded(worth.largest, first)}"
        if worth.capped < worth.full:
            said += f", and with large deals capped the sum is {rounded(worth.capped, first)}"
    besides = all_of([rounded(one.worth[currency].full, currency) for currency in others])
    return f"{said}. Besides, {besides}." if besides else f"{said}."


def listed(deal: ListedDeal) -> str:
    """A deal by itself, where they are too few for shares: "Ace Roofing (£4,800): Price. Also in it: Yelp."."""
    worth = f" ({money_totals(deal.worth)})" if deal.worth else ""
    rivals = f" Also in it: {all_of([name for name in deal.competitors if name])}." if any(deal.competitors) else ""
    why = all_of(deal.reasons) or "the reason is not known"
    return f"{deal.account or 'A customer without a name'}{worth}: {why}.{rivals}"


def against(one: Comparison, rates: WinRates) -> str:
    """Deals won against a competitor, and otherwise, with what that proves; without any won, who was named."""
    if rates.judged is Judged.NONE_WON:
        return f"{one.label}: named in {_of(one.with_it.lost, rates.overall.lost)} lost deals."
    others = "otherwise" if rates.among is Among.ALL else "against others"
    said = f"Won {_of(one.with_it.won, one.with_it.of)} against {one.label}"
    if not one.without.of:
        return f"{said}."
    return f"{said}, {_of(one.without.won, one.without.of)} {others}.{_verdict(one, rates)}"


def where_decided(one: Comparison, rates: WinRates) -> str:
    """Deals won where a reason decided, and where others did."""
    said = f"Where “{one.label}” decided, won {_of(one.with_it.won, one.with_it.of)}"
    if not one.without.of:
        return f"{said}."
    return f"{said}, {_of(one.without.won, one.without.of)} where it did not.{_verdict(one, rates)}"


def before_comparing(rates: WinRates) -> str:
    """Why nothing was judged, or how it was; empty where there is nothing to add."""
    match rates.judged:
        case Judged.NONE_WON:
            return "No won deals are logged yet. Once they are, this says how often you win, and against whom."
        case Judged.TOO_SHORT:
            return f"Too early to tell chance from more: {count(rates.weeks, 'week')} of {QUARTER} so far."
        case Judged.TOO_FEW:
            return f"Too few deals to tell chance from more: it takes {LIST_BELOW} won and {LIST_BELOW} lost."
        case Judged.YES:
            pass
    if rates.among is Among.ALL:
        return ""
    noted = rates.noting
    return (
        f"A competitor is named for {_of(noted.lost_named, noted.lost)} lost and {_of(noted.won_named, noted.won)} "
        "won deals, so only deals that name one are compared."
    )


def stage(one: StageSlice) -> str:
    """The deals that ended at a stage, and what helps there."""
    worth = f" ({amounts(one.worth)})" if one.worth else ""
    if one.stage is None:
        return f"For {count(one.deals, 'deal')}{worth} the stage is not noted."
    where, helps = _STAGES[one.stage]
    given = f" Named most: “{one.reason}” ({one.reason_deals:,})." if one.reason else ""
    return f"{count(one.deals, 'deal')}{worth} ended {where}.{given} {helps}"


def quality(one: Quality) -> str:
    """How much of the lost deals is known, in one line; empty without any."""
    if not one.deals:
        return ""
    parts = [
        f"{one.unexplained:,} {_verb(one.unexplained, 'has', 'have')} no known reason"
        if one.unexplained
        else "each has a known reason",
        f"{format(one.rep_only, ',') if one.rep_only else 'none'} {_verb(one.rep_only, 'rests', 'rest')} "
        "on the rep’s view alone",
    ]
    if one.evidence_unnoted:
        parts.append(f"{one.evidence_unnoted:,} {_verb(one.evidence_unnoted, 'does', 'do')} not say how we know")
    return f"Of {count(one.deals, 'lost deal')}, {all_of(parts)}."


def lost_want(one: LostWant) -> str:
    """A request that would have won deals, the money behind it, and what became of it meanwhile."""
    worth = f", {amounts(one.worth)}" if one.worth else ""
    return f"“{one.title}”: {count(one.deals, 'deal')}{worth}. {_meanwhile(one)}"


def unlinked(one: LostForWant, noun: str) -> str:
    """The deals for which nothing suitable was for sale and nobody wrote down what; empty without any."""
    if not one.unlinked:
        return ""
    worth = f" ({amounts(one.unlinked_worth)})" if one.unlinked_worth else ""
    deals = f"{count(one.unlinked, 'deal')}{worth} {_verb(one.unlinked, 'was', 'were')}"
    whose = "Its rep may know which." if one.unlinked == 1 else "Their reps may know which."
    return f"{deals} lost for want of {a_or_an(noun)} that no request names. {whose}"


def raised(one: RaisedWant) -> str:
    """What customers brought up by themselves: "“Solar”: 5 of 7 accounts brought it up unasked."."""
    worth = f" They are worth {money_totals(one.worth)}." if one.worth else ""
    return f"“{one.title}”: {one.unasked:,} of {count(one.noted, 'account')} brought it up unasked.{worth}"


def _range(share: Share) -> str:
    return f"likely {percent(share.low)} to {percent(share.high)}"


def _like(worth: Money) -> str:
    """That some deals are so much larger that the sum tells no more than fewer equal ones would."""
    like = max(1, round(worth.equal))
    if like >= worth.deals:
        return ""
    return f", worth about {like:,} equal ones" if like > 1 else ", worth little more than one"


def _rests_on_one(worth: Money) -> bool:
    return worth.deals > 1 and 2 * worth.largest > worth.full


def _meanwhile(one: LostWant) -> str:
    if one.status is RequestStatus.PILOT:
        return "It is being piloted."
    if one.standing is Standing.ON_SALE:
        whom = "this customer" if one.deals == 1 else "these customers"
        return f"It is for sale now: somebody could call {whom}."
    return _STANDING[one.standing]


def _verdict(one: Comparison, rates: WinRates) -> str:
    if rates.judged is not Judged.YES:
        return ""
    if one.chance is None:
        return " Too few to say more."
    return " That is more than chance would explain." if one.is_clear else " That may be chance."


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" if part else f"none of {whole:,}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number in (0, 1) else many
