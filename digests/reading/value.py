"""Which of the sums in a text is what the deal is worth to us in a year. Pure.

Every sum gets a score from the words around it: what a rival charges, what went on a lift or a van, and what somebody
else is paid are not ours. Of those that are left the deal's own is taken: the new one of a change, our last offer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.reading.amounts import Amount, amounts, currencies
from digests.reading.found import Found, Kind, Money, Sure
from digests.reading.text import Text

_FAR = 60  # characters looked at before a sum, and behind it

# Before the sum, in the same clause: it is somebody else's, or not for us.
_NOT_OURS = re.compile(
    r"\b(?:went on|go(?:es|ing)? on|spent (?:it )?on|spend(?:s|ing)? (?:it )?on|bought|buying|a new|for a new|his new|her new|their new|cost(?:s|ing)? (?:him|her|them)|"
    r"turnover(?: of)?|revenue(?: of)?|fine of|fined|repair bill|tax bill|rent (?:is|went|up)|loan|mortgage|"
    r"they(?:'re| are)? (?:charge|charging|offer(?:ed)?|quoted (?:him|her|them)|do it)|charg(?:es|ed|ing) (?:him|her|them)?|undercut|"
    r"(?:does|do|doing|did|got|gets?|get) (?:the|it|the job|the same|him|her|them)[^.;]{0,24}for|matched (?:it )?at|beat us (?:at|with)|cheaper,? at|"
    r"theirs (?:is|was)|competitor(?:'s)? (?:is|was|at|quote)|his salary|wages?|hired)\b[^.;:!?]{0,22}$"
)
# Behind it: a rival's price, or what is spent elsewhere.
_THEIRS_BEHIND = re.compile(
    r"^[^.;!?]{0,14}\b(?:with them|from them|over there|elsewhere|to them|on (?:radio|tv|telly|facebook|google|insta\w*|tiktok|a van|a lift|new)|cheaper|"
    r"off(?! that)\b|discount|less than (?:us|ours)|less\b(?! )|in (?:fines|tax|repairs|rent|wages)|turnover|lift\b|van\b|roof\b|boiler\b)"
)
_OURS = re.compile(
    r"\b(?:our|ours|worth|deal|contract|renewal|value|offered|offer(?: was)?|quoted|quote of|quote|proposal|the|order|upgrade|budget(?: of| is)?|would (?:pay|spend|go|do|be)|"
    r"wd pay|'d (?:pay|spend|go|do|be)|pays? us|paid us|paying|spend(?:s|ing)? with us|ask|asking|for|at|about|around|maybe|say|lost|loses us|account)\b[^.;:!?\d]{0,14}$"
)
_ADDED = re.compile(
    r"\b(?:another|extra|additional|further|on top|plus|more)\b[^.;!?\d]{0,10}$|^[^.;!?\d]{0,10}\b(?:on top|extra|more(?! like)|added)\b"
)
_TO = re.compile(
    r"(?:\b(?:down|up|cut|dropped|went|goes|go|rises?|reduced|discounted|back)?\s*(?:to|for)\b|→|->|=>)\s*(?:a |an |just |only )?$"
)
_FROM = re.compile(
    r"\b(?:from|swap|was|were|instead of|not|used to (?:be|pay)|down from|up from|originally)\s+(?:his|her|their|our|the|a|an)?\s*$"
)
_MORE_LIKE = re.compile(
    r"\b(?:not|isn't|wasn't)\s+(?P<old>\d+(?:\.\d+)?)\s?k\b[^.!?]{0,30}\b(?:more like|nearer|closer to|rather|but)\s+(?P<new>\d+(?:\.\d+)?)(?![\d.,]*\s?[k\d])"
)
_LIST_PRICE = re.compile(r"\b(?:list price|normally|rack rate|rate card)\s*(?:is|was|of|at)?\s*$")


@dataclass(frozen=True)
class _Judged:
    amount: Amount
    score: float
    is_added: bool
    is_new: bool
    is_old: bool


def value(text: Text, kind: Kind, rivals: Sequence[tuple[int, int]] = ()) -> Found[Money] | None:
    """What the deal is worth in a year, or None where no sum is surely the deal's; `rivals` is where rivals are named."""
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
    """The addition before the whole, the new before the old, the year before the month, then the likelier, the first."""
    for is_it in (lambda one: one.is_added, lambda one: one.is_new):
        some = [one for one in ours if is_it(one)]
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
    if _NOT_OURS.search(before) or _THEIRS_BEHIND.search(behind):
        score -= 2.0
    if _rival_speaks(text, one, rivals):
        score -= 2.0
    if _LIST_PRICE.search(before):
        score -= 0.5
    if _OURS.search(before) and score > -1:
        score += 0.5
    if re.search(r"\b(?:our|paid us|worth|renewal|contract|our offer)\b[^.;!?]{0,12}$", before):
        score += 1.5
    if one.marked:
        score += 0.2
    others = [other for other in every if other is not one]
    is_added = bool(_ADDED.search(before) or _ADDED.search(behind)) and bool(others)
    is_old = bool(_FROM.search(before)) and bool(others)
    earlier = [other for other in others if other.end <= one.start and one.start - other.end < 40]
    is_new = bool(_TO.search(before)) and bool(earlier) and kind is not Kind.UNCLEAR and score > -1
    is_new = is_new and (is_step(text, earlier[-1], one))
    return _Judged(one, score, is_added, is_new, is_old)


def is_step(text: Text, old: Amount, new: Amount) -> bool:
    """Whether one sum takes the place of another: "from 90 to 110", "8,900 down to 8,010", "swap his £85 for a £140"."""
    before = text.low[max(0, old.start - 24) : old.start]
    between = text.low[old.end : new.start]
    if re.search(r"[.;!?]\s", between):
        return False
    if re.search(r"\b(?:down|up|cut|drop\w*|reduc\w*|go\w*|went|rais\w*|back)\s+to\b|→|->|=>", between):
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
    """Whether a rival is the one who charges, or is paid, the sum: "facebook does the job for a tenner", "Yelp at $99"."""
    for start, end in rivals:
        if end <= one.start:
            between = text.low[end : one.start]
            if len(between) < 48 and not re.search(r"[.;!?,]|\bover us\b|\bwe\b|\bour\b", between):
                if re.search(
                    r"\b(?:charg\w+|does|do|did|is|are|was|were|at|for|offer\w*|quot\w+|only|costs?|gave|gives?|want\w*|came in|undercut|priced|doing)\b",
                    between,
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
