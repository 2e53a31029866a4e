"""Whether a reason that a phrase seems to give is denied, or the phrase speaks of something else. Pure.

Each rule looks at the phrase itself, at what stands before it in its sentence, and at what follows.
"""

import re

from digests.reading.lexicon import any_of, phrases
from digests.reading.text import Text

_DENIED = re.compile(rf"\b(?:{any_of('reasons', 'denied')})\s+(?:{any_of('reasons', 'denied_filler')})*$")
_FINE = phrases("reasons", "fine")
_MAY_BE_FINE = frozenset(("price", "budget_gone", "wrong_fit", "timing"))
# These are said by denying: "didn't know", "we don't sell it".
_IS_A_DENIAL = frozenset(("heading_not_known", "no_suitable_heading"))
_IF = re.compile(r"\bif (?:only )?$")

_WE_WERE = re.compile(r"\b(?:we're|(?:we|ours) (?:were|are|was|is|came in))\s*(?:actually |even |already )?$")
_CHEAPER = re.compile(r"cheap|less|lower|under|below|beat|half|free|keener")
_GIVEN = re.compile(r"\b(?:months?|weeks?|year)\s$")
_I_KNOW_NOT = re.compile(r"\b(?:i|we)\s+(?:just\s+)?$")
_ABOUT_IT = re.compile(r"\s+(?:it|about|there|that|him|her|them|if)\b")
_TO_WHOM = re.compile(r"\s+(?:to |with )?(?:who|whom|which|where)\b")
_THEY_CALLED = phrases("causes", "they_called")
_TO_US = re.compile(r"\s+(?:from|with) us\b")
_TRIED = phrases("causes", "tried")
_BY_US = phrases("causes", "by_us")
_DEAL_BEFORE = re.compile(r"\b(?:it|deal|this|that|talks|momentum)\s$")
_THING_BEFORE = re.compile(
    r"\b(?:van|truck|lorry|boiler|oven|fridge|freezer|machine|engine|tractor|digger|laptop|phone|battery|car|heating)"
    r"(?:'s| has| just| finally| have)* $"
)
_BOOK_BEFORE = phrases("causes", "book_before")
_WE = re.compile(r"\bwe (?:can |could )?$")
_FAR, _BEHIND = 48, 32  # characters looked at


def is_denied(text: Text, reason: str, start: int, end: int) -> bool:
    """Whether the phrase from `start` to `end` does not give its reason after all."""
    begin, stop = text.sentence(start)
    before, behind = text.low[max(begin, start - _FAR) : start], text.low[end : min(stop, end + _BEHIND)]
    if reason == "unknown":
        return bool((_I_KNOW_NOT.search(before) and _ABOUT_IT.match(behind)) or _TO_WHOM.match(behind))
    if reason in _MAY_BE_FINE and _FINE.match(behind):
        return True
    if _speaks_of_something_else(reason, text.low[max(begin, start - 24) : end], text.low[start:end], before, behind):
        return True
    return bool(_IF.search(before)) or (reason not in _IS_A_DENIAL and bool(_DENIED.search(before)))


def _speaks_of_something_else(reason: str, around: str, phrase: str, before: str, behind: str) -> bool:
    match reason:
        case "price":  # we were the cheaper ones; a free month was ours to give
            is_ours = phrase.startswith(("were ", "are ", "was ", "is ")) and before.endswith("we ")
            is_cheap = bool(_CHEAPER.search(phrase) and _WE_WERE.search(before))
            return is_ours or is_cheap or bool(_GIVEN.search(before))
        case "unreachable":  # they called us; and only our own calls tell that they were in vain
            is_theirs = _THEY_CALLED.search(around) or _TO_US.match(behind)
            return bool(is_theirs) or (_TRIED.match(phrase) is not None and _BY_US.search(before) is None)
        case "no_suitable_heading":  # "where we don't go" is their place, not a thing to sell
            return before.endswith("where ")
        case "wrong_fit":  # "we only sell it by the year" is ours, "they only sell to schools" theirs
            return phrase.startswith(("only sell", "only do")) and bool(_WE.search(before))
        case "out_of_business":  # a deal died, a book is closed: not the customer
            return bool(_DEAL_BEFORE.search(before) or _BOOK_BEFORE.search(before) or _THING_BEFORE.search(before))
        case _:
            return False
