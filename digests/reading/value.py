"""Which of the sums in a text is what the deal is worth to us in a year. Pure.

What is a rival's, or went on a lift or a van, is left out. Of the others the deal's own is taken: the addition before
the whole, the new before the old, our offer where the deal is lost, what they would spend where they want something.
Where nothing tells one from another, the value stays open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digests.reading.found import Found, Kind, Money, Sure
from digests.reading.lexicon import phrases
from digests.reading.numerals import currencies
from digests.reading.periods import Amount
from digests.reading.text import Text
from digests.reading.whose import Places, Whose, around, unnamed, whose
from digests.reading.yearly import amounts

_NOT_OURS = (Whose.RIVAL, Whose.ELSEWHERE)
_LEAST = 20  # nobody's deal is worth less in a year
_CLOSE = 40  # between two sums that are spoken of together

_ADDED, _ADDED_BEHIND = phrases("value", "added"), phrases("value", "added_behind")
_ON_TOP_OF = phrases("value", "on_top_of")
_OLD, _OLD_BEHIND = phrases("value", "old"), phrases("value", "old_behind")
_NEW, _NEW_BEHIND = phrases("value", "new"), phrases("value", "new_behind")
_FROM = re.compile(r"\bfrom\s$")
_NOT = re.compile(r"\bnot\s$")
_ASKING = phrases("value", "asking")
_STEP = re.compile(
    r"(?:\s?\(?\w+)?\)?\s?(?:up\s|down\s)?(?:to|then|→|->|=>|>)\s(?:the\s|about\s|around\s|just\s|only\s|a\s|an\s)?"
)
_SWAP, _FOR = re.compile(r"\b(?:swap|trade|exchange|switch)\b"), re.compile(r"\bfor\s(?:an?\s)?$")
_AND = re.compile(r"\s?(?:[a-z]+\s){0,2}(?:and|\+|&|plus)\s?(?:[a-z]+\s){0,2}")
_ALONE = re.compile(r"(?:^|[.,;:!?(–—/-])\s*(?:about|around|approx\.?|circa|ca\.?)?\s*$")
_ALONE_BEHIND = re.compile(r"\s*(?:$|[.,;:!?)–—/]|-\s)")


@dataclass(frozen=True)
class _Judged:
    """A sum, whose it is, and whether it is added to another, takes another's place, or had its place taken."""

    amount: Amount
    whose: Whose
    is_added: bool
    is_new: bool
    is_old: bool


def value(text: Text, kind: Kind, rivals: Places = (), customer: Places = ()) -> Found[Money] | None:
    """What the deal is worth in a year; None where no sum is surely the deal's.

    `rivals` and `customer` are where those are named.
    """
    found = amounts(text)
    blank = unnamed(text, customer) if found else text
    judged = []
    for place, one in enumerate(found):
        close = around(blank, one)
        judged.append(_judge(text, found, place, close, whose(text, one, close, rivals, customer)))
    others = {one.amount.stated for one in judged if one.whose in _NOT_OURS}
    ours = [one for one in judged if _may_be_ours(text, one, kind)]
    ours = [one for one in ours if one.whose is not Whose.NOBODY or one.amount.stated not in others]
    chosen = _choose(text, _likelier(ours, kind), kind)
    if chosen is None:
        return None
    amount = chosen.amount
    sure = Sure.SURE if len(ours) == 1 else Sure.LIKELY
    return Found(Money(amount.yearly, _currency(text, amount), amount.times), amount.start, amount.end, sure)


def _may_be_ours(text: Text, one: _Judged, kind: Kind) -> bool:
    if one.whose in _NOT_OURS or one.amount.is_for_one or one.amount.yearly < _LEAST:
        return False
    return kind is not Kind.UNCLEAR or not _is_asked(text, one.amount)


def _likelier(ours: Sequence[_Judged], kind: Kind) -> list[_Judged]:
    """Without what is likely somebody else's; where a deal is lost, what they would have paid is no offer of ours."""
    some = [one for one in ours if one.whose is not Whose.ASIDE] or ([] if kind is Kind.REQUEST else list(ours))
    if kind is not Kind.LOST_DEAL:
        return some
    has_offer = any(one.whose is Whose.OURS for one in some)
    has_other = any(one.whose is not Whose.WOULD and not one.is_old for one in some)
    return [
        one
        for one in some
        if one.whose is not Whose.WOULD
        or not (has_offer or has_other)
        or (not has_offer and (one.is_new or one.is_added))
    ]


def _choose(text: Text, ours: Sequence[_Judged], kind: Kind) -> _Judged | None:
    if kind is Kind.LOST_DEAL and any(_are_parts(text, one.amount, two.amount) for one, two in pairwise(ours)):
        return None
    added = [one for one in ours if one.is_added]
    if added and (len(ours) > 1 or kind is Kind.REQUEST):
        return added[-1]
    new = [one for one in ours if one.is_new]
    would = [one for one in ours if one.whose is Whose.WOULD and not one.is_old] if kind is Kind.REQUEST else []
    if new and (not would or any(one.is_new for one in would)):
        offers = [
            one
            for one in ours
            if one.whose is Whose.OURS and not one.is_old and one.amount.start > new[-1].amount.start
        ]
        return offers[-1] if offers and kind is not Kind.REQUEST else new[-1]
    rest = [one for one in ours if not one.is_old] or list(ours)
    if any(_are_parts(text, one.amount, two.amount) for one, two in pairwise(rest)):
        return None
    return _by_the_year(ours) or _by_whose(rest, kind) or _alone(text, rest)


def _by_the_year(ours: Sequence[_Judged]) -> _Judged | None:
    """The sum by the year that another by the month comes to, more or less: "£100 a month or £1,100 a year"."""
    for pair in pairwise(ours):
        for year, part in (pair, pair[::-1]):
            is_pair = year.amount.times == 1.0 and part.amount.times > 1.0
            is_pair = is_pair and not (year.is_old or part.is_old)
            if is_pair and 0.8 * part.amount.yearly <= year.amount.yearly <= 1.25 * part.amount.yearly:
                return year
    return None


def _by_whose(rest: Sequence[_Judged], kind: Kind) -> _Judged | None:
    """What they would spend, where they want something; else our last offer, or what they paid."""
    order = (Whose.WOULD, Whose.PAID, Whose.OURS) if kind is Kind.REQUEST else (Whose.OURS, Whose.PAID, Whose.WOULD)
    for who in order:
        some = [one for one in rest if one.whose is who]
        if some:
            return some[-1] if who is Whose.OURS else some[0]
    return None


def _alone(text: Text, rest: Sequence[_Judged]) -> _Judged | None:
    """The sum that stands between two marks, as the deal's own often does ("Lost Zephyr Kites, £900."), or the only."""
    alone = [one for one in rest if _stands_alone(text, one.amount)]
    if not alone and len({one.amount.yearly for one in rest}) != 1:
        return None
    return (alone or rest)[0]


def _stands_alone(text: Text, one: Amount) -> bool:
    before, behind = text.low[max(0, one.start - 8) : one.start], text.low[one.end : one.end + 8]
    return bool(_ALONE.search(before)) and bool(_ALONE_BEHIND.match(behind))


def _are_parts(text: Text, one: Amount, two: Amount) -> bool:
    """Whether two sums are named as two things: "listing £300 and video £240", "between the £2,000 and the £1,200"."""
    between = text.low[one.end : two.start]
    return len(between) < _CLOSE and _AND.fullmatch(between) is not None


def _judge(text: Text, found: Sequence[Amount], place: int, close: tuple[str, str], who: Whose) -> _Judged:
    one = found[place]
    before, behind = close
    has_others = len(found) > 1
    if has_others and _NOT.search(before):
        return _Judged(one, Whose.ELSEWHERE, is_added=False, is_new=False, is_old=True)  # "£900, not £950"
    is_step = place > 0 and _is_step(text, found[place - 1], one)
    is_from = place + 1 < len(found) and _is_step(text, one, found[place + 1])
    is_whole = bool(_ON_TOP_OF.search(before))
    was_paid = bool(_FROM.search(before)) or (who is not Whose.OURS and bool(_OLD.search(before)))
    return _Judged(
        one,
        who,
        is_added=not is_whole and bool(_ADDED.search(before) or _ADDED_BEHIND.search(behind)),
        is_new=is_step or bool(_NEW.search(before) or _NEW_BEHIND.search(behind)),
        is_old=has_others and (is_whole or is_from or was_paid or bool(_OLD_BEHIND.search(behind))),
    )


def _is_step(text: Text, old: Amount, new: Amount) -> bool:
    """Whether one sum takes the place of another: "from 90 to 110", "8,900 down to 8,010", "swap £85 for £140"."""
    between = text.low[old.end : new.start]
    if len(between) > _CLOSE or re.search(r"[.;!?]\s", between):
        return False
    swap = _SWAP.search(text.low[max(0, old.start - 24) : old.start])
    return bool(_STEP.fullmatch(between)) or (swap is not None and bool(_FOR.search(between)))


def _is_asked(text: Text, one: Amount) -> bool:
    """Whether a colleague is asked about a sum: "what's our price for a quarter page, is it £450?"."""
    start, end = text.sentence(one.start)
    return text.low[end : end + 1] == "?" and bool(_ASKING.search(text.low[start:end]))


def _currency(text: Text, amount: Amount) -> str | None:
    """The sum's own currency, else the one that the message names elsewhere; none for another country's."""
    if amount.currency is not None or amount.is_abroad:
        return amount.currency
    named = currencies(text.low)
    return next(iter(named)) if len(named) == 1 else None
