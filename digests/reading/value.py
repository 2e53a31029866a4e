"""Which of the sums in a text is what the deal is worth to us in a year. Pure.

Every sum gets a score from the words around it: what a rival charges, what went on a lift or a van, and what somebody
else is paid are not ours. Of those that are left the deal's own is taken: the new one of a change, our last offer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.reading.amounts import Amount, amounts, currencies
from digests.reading.found import Found, Kind, Money, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text

_FAR = 60  # characters looked at before a sum, and behind it

# Before the sum, in the same clause: it is somebody else's, or not for us.
_RIVAL_DOES = phrases("value", "rival_does")
_NOT_OURS = phrases("value", "not_ours")
# Behind it: a rival's price, or what is spent elsewhere.
_THEIRS_BEHIND = phrases("value", "theirs_behind")
_OURS = phrases("value", "ours")
_SURELY_OURS = phrases("value", "surely_ours")
_CUT = phrases("value", "cut")
# Another seller's, beside a sum of ours.
_THEIRS = re.compile(r"\b(?:theirs|their\s(?:price|quote|offer|rate)|vs\.?\stheir)\s?(?:is|was|were|of|at)?\s?$")
_ADDED = phrases("value", "added")
_TO = phrases("value", "to")
_FROM = phrases("value", "from")
_MORE_LIKE = phrases("value", "more_like")
_LIST_PRICE = re.compile(r"\b(?:list price|normally|rack rate|rate card)\s*(?:is|was|of|at)?\s*$")


@dataclass(frozen=True)
class _Judged:
    amount: Amount
    score: float
    is_added: bool
    is_new: bool
    is_old: bool


def value(text: Text, kind: Kind, rivals: Sequence[tuple[int, int]] = ()) -> Found[Money] | None:
    """What the deal is worth in a year, or None where no sum is surely the deal's; `rivals`: where those are named."""
    thousands = _MORE_LIKE.search(text.low)
    if thousands is not None:
        worth = Money(float(thousands["new"]) * 1000, _only(currencies(text), None))
        return Found(worth, thousands.start("new"), thousands.end("new"), Sure.LIKELY)
    found = amounts(text)
    judged = [_judge(text, one, found, rivals, kind) for one in found]
    ours = [one for one in judged if one.score > -1.0]
    if not ours:
        return None
    chosen = _choose(ours)
    sure = Sure.SURE if len(ours) == 1 and (chosen.amount.marked or chosen.amount.stated >= 100) else Sure.LIKELY
    amount = chosen.amount
    currency = _only(currencies(text), amount.currency)
    return Found(Money(amount.yearly, currency), amount.start, amount.end, sure)


def _choose(ours: Sequence[_Judged]) -> _Judged:
    """The addition before the whole, the new before the old, the year before the month; else the likelier."""
    for some in ([one for one in ours if one.is_added], [one for one in ours if one.is_new]):
        if some:
            return max(some, key=lambda one: (one.score, one.amount.start))
    rest = [one for one in ours if not one.is_old] or list(ours)
    yearly = [
        one
        for one in rest
        if one.amount.times == 1.0 and any(other.amount.times > 1 and _same(one.amount, other.amount) for other in rest)
    ]
    return max(yearly or rest, key=lambda one: (one.score, -one.amount.start))


def _same(year: Amount, part: Amount) -> bool:
    """Whether a sum is what the other one comes to in a year, more or less."""
    return 0.8 <= year.yearly / part.yearly <= 1.25 if part.yearly else False


def _judge(text: Text, one: Amount, every: Sequence[Amount], rivals: Sequence[tuple[int, int]], kind: Kind) -> _Judged:
    before, behind = _around(text, one)
    score = 0.0
    if _NOT_OURS.search(before) or _THEIRS_BEHIND.search(behind) or _CUT.search(behind) or _THEIRS.search(before):
        score -= 2.0
    if _rival_speaks(text, one, rivals):
        score -= 2.0
    if _LIST_PRICE.search(before):
        score -= 0.5
    if _OURS.search(before) and score > -1:
        score += 0.5
    if _SURELY_OURS.search(before):
        score += 1.5
    if one.marked:
        score += 0.2
    others = [other for other in every if other is not one]
    on_top_of = re.search(r"\bon top of\b[^.;!?\d]{0,10}$", before)
    is_added = bool(others) and not on_top_of and bool(_ADDED.search(before) or _ADDED.search(behind))
    is_old = bool(_FROM.search(before)) and bool(others)
    earlier = [other for other in others if other.end <= one.start and one.start - other.end < 40]
    is_new = bool(_TO.search(before)) and bool(earlier) and kind is not Kind.UNCLEAR and score > -1
    is_new = is_new and (is_step(text, earlier[-1], one))
    return _Judged(one, score, is_added, is_new, is_old)


def is_step(text: Text, old: Amount, new: Amount) -> bool:
    """Whether one sum takes the place of another: "from 90 to 110", "8,900 down to 8,010", "swap £85 for £140"."""
    before = text.low[max(0, old.start - 24) : old.start]
    between = text.low[old.end : new.start]
    if re.search(r"[.;!?]\s", between):
        return False
    if re.search(
        r"\b(?:down|up|cut|drop\w*|reduc\w*|go\w*|went|rais\w*|back)\s+(?:up\s+|down\s+)?to\b|→|->|=>", between
    ):
        return True
    if re.search(r"\bto\s+(?:a |an |just |only )?$", between) and re.search(r"\bfrom\b", before):
        return True
    return bool(
        re.search(r"\bfor\s+(?:a |an )?$", between) and re.search(r"\b(?:swap|trade|exchange|switch)\b", before)
    )


def _around(text: Text, one: Amount) -> tuple[str, str]:
    start, end = text.sentence(one.start)
    return text.low[max(start, one.start - _FAR) : one.start], text.low[
        one.end : min(max(end, one.end), one.end + _FAR)
    ]


def _rival_speaks(text: Text, one: Amount, rivals: Sequence[tuple[int, int]]) -> bool:
    """Whether a rival charges the sum, or is paid it: "facebook does the job for a tenner", "Yelp at $99"."""
    for start, end in rivals:
        if end <= one.start:
            between = text.low[end : one.start]
            if (
                len(between) < 48
                and not re.search(r"[.;!?,]|\bover us\b|\bwe\b|\bour\b", between)
                and _RIVAL_DOES.search(between)
            ):
                return True
        elif one.end <= start:
            between = text.low[one.end : start]
            if re.fullmatch(
                r"\s*(?:a month |a week |a year |pm )?(?:with|to|on|from|at|for|into)\s+(?:the\s)?", between
            ):
                return bool(
                    re.search(
                        r"\b(?:spend\w*|pay\w*|paid|already|put\w*|gives?|gets?)\b",
                        text.low[max(0, one.start - 30) : one.start],
                    )
                )
    return False


def _only(named: set[str], own: str | None) -> str | None:
    """The sum's own currency, else the one that the message names elsewhere."""
    if own is not None:
        return own
    return next(iter(named)) if len(named) == 1 else None
