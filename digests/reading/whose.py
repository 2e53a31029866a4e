"""Whose a sum in a text is: ours, what the customer would spend, a rival's, or money for something else. Pure.

The nearest words before a sum say it, and those right behind it; of somebody who has a name and is neither we nor the
customer, the sum is a rival's.
"""

import re
from collections.abc import Sequence
from enum import Enum

from digests.reading.lexicon import any_of, phrases
from digests.reading.periods import Amount
from digests.reading.text import Text, meets

Places = Sequence[tuple[int, int]]
"""Stretches of a text, each from where up to where."""

_FAR = 60  # characters looked at before a sum, and behind it
_NEAR, _NOT_SO_NEAR = 30, 40  # between the words and the sum: of what is somebody else's, of what is ours
_BESIDE = 48  # between a rival's name and the sum


class Whose(Enum):
    """Whose a sum is; `ASIDE` is likely somebody else's, which counts where the text has another sum."""

    RIVAL = "rival"
    ELSEWHERE = "elsewhere"
    ASIDE = "aside"
    OURS = "ours"
    PAID = "paid"
    WOULD = "would"
    NOBODY = "nobody"


_BEFORE = re.compile(
    "|".join(
        f"(?P<{name}>{phrases('value', name).pattern})"
        for name in ("rival", "elsewhere", "aside", "ours", "paid", "would")
    )
)
_BEHIND_CUT = phrases("value", "behind_cut")
_BEHIND_OURS = phrases("value", "behind_ours")
_BEHIND_WOULD = phrases("value", "behind_would")
_BEHIND_NOT_OURS = phrases("value", "behind_not_ours")
_SPENT_ELSEWHERE = phrases("value", "spent_elsewhere")
# Pictures and arrows end a clause too.
_CLAUSE = re.compile(
    r"[,;:!?()\u2190-\U0010ffff]|\.\s|\s[–—-]\s|\s(?:but|so|while|although|and\s(?:we|i|he|she|they|it|the))\s"
)
# What stands in brackets right behind a word belongs to it: "her new kitchen (31k!)".
_OPEN = re.compile(r"\s?\(\s?$")
# "20% of 35k".
_SHARE = re.compile(r"%\sof\s(?:the\s|a\s|their\s|his\s|her\s)?$")
_RIVAL_DOES = phrases("value", "rival_does")
_WE_DO = re.compile(r"[.;!?,:]|\bover us\b|\bwe\b|\bour\b|\bi\b|\bmine\b")
_RELATIVE = re.compile(r"^,\s(?=(?:who|which|they|at)\b)")
_GIVES = re.compile(rf"\b(?:{any_of('value', 'gives')})\s$")
_ALREADY = re.compile(rf"\b(?:{any_of('value', 'gives')}|spend\w*|already|put\w*|gets?)\b")
_TO_A_RIVAL = re.compile(r"\s*(?:a month |a week |a year |pm )?(?:with|to|on|from|at|for|into)\s+(?:the\s)?")
_RIVAL_QUOTED = re.compile(r"\s(?:quoted|offered|charge|wanted|asked)")
# "Lost Zephyr Kites to Yelp £900": the deal's own sum stands behind a rival as well.
_TO_THEM = re.compile(r"\b(?:to|with|from|by|for|chose|picked|via|and|or|,)\s(?:the\s)?$")
# In the text as it was typed, names in capitals: "Sunvesta quoted", "to Sunvesta for", "pays Fastenal".
_NAME = r"[A-Z][\w'&-]+(?:\s[A-Z][\w'&-]+)*"
_NAMES = re.compile(r"\b[A-Z][\w'’]+(?:\s(?:&|and|of|the)\s|[\s-])(?:[A-Z][\w'’]+[\s-])*[A-Z][\w'’]+")
_SOMEBODY = re.compile(
    rf"(?<!\w)(?!(?:We|I|Our|Us|You|Quote|Price|Offer|And|But|Deal|Lost|Won|Was)\b)(?P<who>{_NAME})\s"
    rf"(?:{any_of('value', 'charges')})\b[^.;!?,:£€$\d]{{0,24}}$"
    rf"|\b(?:to|with|by|from)\s(?P<seller>{_NAME})\s?(?:\sat|\sfor|\()\s?(?:about\s|just\s|only\s)?$"
)
_GOES_TO = re.compile(rf"\s*(?:(?:a|per)\s\w+\s|pm\s)?(?:to|with|into)\s(?:the\s)?(?P<who>{_NAME})")
_US = re.compile(r"\b(?:us|our)\b")
_TO_SOMEBODY = re.compile(rf"\b(?:{any_of('value', 'gives')})\s(?!Us\b|US\b)(?:[A-Z][\w'&]+\s){{1,3}}$")


def unnamed(text: Text, customer: Places) -> Text:
    """The same text with its names blotted out, so that "Swift Gas & Heating" says nothing about money."""
    low = _NAMES.sub(lambda one: "x" * len(one[0]), text.plain) if text.has_capitals else text.plain
    for start, end in customer:
        low = low[:start] + "x" * (end - start) + low[end:]
    return Text(low)


def around(text: Text, one: Amount) -> tuple[str, str]:
    """What stands before a sum and behind it in its sentence, in small letters, no more than is looked at."""
    start, end = text.sentence(one.start)
    before = text.low[max(start, one.start - _FAR) : one.start]
    return before, text.low[one.end : min(max(end, one.end), one.end + _FAR)]


def whose(text: Text, one: Amount, close: tuple[str, str], rivals: Places, customer: Places) -> Whose:
    """Whose a sum is; `close` is what stands around it, `rivals` and `customer` are where those are named."""
    before, behind = close
    if _BEHIND_CUT.search(behind):
        return Whose.ELSEWHERE
    if _is_of_a_rival(text, one, rivals) or _is_of_somebody(text, one, customer):
        return Whose.RIVAL
    if _BEHIND_OURS.search(behind):
        return Whose.PAID
    if _SHARE.search(before):
        return Whose.ELSEWHERE
    found, words = _said_before(before)
    if words.startswith("spend") and _SPENT_ELSEWHERE.search(behind):
        return Whose.ELSEWHERE
    if found is Whose.NOBODY and _BEHIND_WOULD.search(behind):
        return Whose.WOULD
    if found in (Whose.NOBODY, Whose.PAID, Whose.WOULD) and _BEHIND_NOT_OURS.search(behind):
        return Whose.ELSEWHERE
    return found


def _said_before(before: str) -> tuple[Whose, str]:
    """Whose the nearest words before a sum say it is, and these words; none of them reach beyond their clause."""
    found, words = Whose.NOBODY, ""
    before = _OPEN.sub(" ", before)
    for cue in _BEFORE.finditer(before):
        between, said = before[cue.end() :], Whose(cue.lastgroup)
        is_near = len(between) <= (_NEAR if said in (Whose.RIVAL, Whose.ELSEWHERE) else _NOT_SO_NEAR)
        if is_near and not _CLAUSE.search(between):
            found, words = said, cue[0]
        elif said is Whose.ELSEWHERE and between.strip() == ",":
            found, words = Whose.ASIDE, cue[0]  # "lost their biggest customer, £80k"
    return found, words


def _is_of_a_rival(text: Text, one: Amount, rivals: Places) -> bool:
    """Whether a rival charges the sum, or is paid it: "facebook does the job for a tenner", "Yelp, who charge £400"."""
    return any(
        _is_ahead(text.low, start, end, one) if end <= one.start else _is_behind(text.low, start, end, one)
        for start, end in rivals
        if one.start - end < _BESIDE and start - one.end < _BESIDE
    )


def _is_ahead(low: str, start: int, end: int, one: Amount) -> bool:
    between = low[end : one.start]
    if between == " (" or (between == " " and not _TO_THEM.search(low[max(0, start - 8) : start])):
        return True
    if not between.strip() and _GIVES.search(low[max(0, start - 12) : start]):
        return True
    told = _RELATIVE.sub(" ", between)
    return not _WE_DO.search(told) and bool(_RIVAL_DOES.search(told))


def _is_behind(low: str, start: int, end: int, one: Amount) -> bool:
    between = low[one.end : start]
    if between.strip() in ("", "that", "which") and _RIVAL_QUOTED.match(low, end):
        return True
    return bool(_TO_A_RIVAL.fullmatch(between)) and bool(_ALREADY.search(low[max(0, one.start - _NEAR) : one.start]))


def _is_of_somebody(text: Text, one: Amount, customer: Places) -> bool:
    """Whether somebody with a name who is neither we nor the customer charges the sum: "Sunvesta quoted 19,000"."""
    from_ = max(0, one.start - _FAR)
    typed = text.plain[from_ : one.start]
    if _TO_SOMEBODY.search(typed):
        return True
    found = _SOMEBODY.search(typed)
    if found is None:
        return _goes_to_somebody(text, one, customer)
    start, end = found.span("who" if found["who"] else "seller")
    return not meets(from_ + start, from_ + end, customer)


def _goes_to_somebody(text: Text, one: Amount, customer: Places) -> bool:
    """Whether the sum is paid to somebody with a name: "forking out 3k to Booking.com"."""
    found = _GOES_TO.match(text.plain, one.end)
    before = text.low[max(0, one.start - _NEAR) : one.start]
    if found is None or not _ALREADY.search(before) or _US.search(before):
        return False
    return not meets(*found.span("who"), customer)
