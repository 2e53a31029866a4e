"""What a message is about: a deal that is gone, a customer's want, or neither. Pure.

Cues of each kind are weighed. What is only feared, nearly happened, or was got back is no lost deal; what a colleague
asks, or a rep thinks by themselves, is no want of a customer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.reading.certain import is_certain, is_feared, is_somebody_elses
from digests.reading.families import Family, family
from digests.reading.found import Found, Kind, Sure
from digests.reading.lexicon import phrases
from digests.reading.text import Text, is_inside, meets

_STRONG = family("kind", "lost_strong")
_WEAK = phrases("kind", "lost_weak", re.MULTILINE)
_CERTAIN = family("losses", "certain")
# Tells of a loss only beside a customer or a sum.
_PLAIN = family("losses", "plain")
# Right behind a customer's name.
_GONE_BEHIND = phrases("losses", "behind_name")
_AFTER_BEHIND = phrases("wants", "behind_name")
_START = phrases("losses", "start")
_HINT = family("losses", "hint")
_SAVED = family("kind", "saved")
_WON = phrases("kind", "won")
_NOT_THEIRS = phrases("kind", "not_theirs")
_OPEN = family("kind", "open")
_SMALLER = phrases("kind", "smaller")

_WANTS = family("kind", "wants")
_FAMILY = family("wants", "family")
_CUSTOMER_SPEAKS = phrases("wants", "customer_speaks")
_ASKS = phrases("wants", "asks")
_SAYS = re.compile(r"\b(?:said|says|goes|told (?:me|us)|tells (?:me|us)|quote|reckons|words)\b")
# A call, a copy, a word: nothing that is sold.
_TRIVIAL = phrases("wants", "trivial")
_OURSELVES = phrases("wants", "trivial_subject")
_CUSTOMER = phrases("kind", "customer")
# A third person wants something, whoever it is.
_SOMEBODY = phrases("kind", "somebody")
_NO_CUSTOMER = family("kind", "no_customer")
_COLLEAGUE = phrases("kind", "colleague")
_TO_ME = phrases("kind", "to_me")
# A question whether it is so: "Did Zephyr Kites cancel?"
_ASKED = re.compile(r"\W*(?:did|has|have|is|are|was|were|do|does|will|why|when|who|which|how|what|what's|where)\b")
_OPENING_QUESTION = re.compile(r"^\W*(?:who|what|where|which|when|how (?:do|much|many|long))\b[^.!?]*\?")
_REQUEST_FORM = re.compile(
    r"\b(?:can|could|will|would) (?:somebody|someone|we|you) (?:please )?(?:build|add|make|create|open|get|start|sell) "
    r"(?:a|an|us|him|her|them)\b|(?:^|\W)request\s?[*:–—-]|\bask\s?:|\bwants?\s?[:\"]"
)
_A_CUSTOMER = re.compile(r"\b(?:customers?|clients?|prospects?|one of my|he|she|owner|guy|lady)\b")
# What nobody says of anything but business.
_SURELY_OURS = re.compile(r"\blost\b|\bcancel|\brenew")
# Who writes of their own card and payment is no rep that lost a customer.
_ABOUT_MYSELF = family("losses", "about_myself")
_LOST_FORM = phrases("kind", "lost_form")


# Reasons that customers hardly give for anything but going; a missing heading is a want as well.
_TELLING = frozenset(
    (
        "heading_not_known",
        "price",
        "budget_gone",
        "competitor",
        "results_doubted",
        "no_decision",
        "unreachable",
        "out_of_business",
        "timing",
        "wrong_fit",
    )
)


# Of those, what leaves nothing open even where it is only likely.
_FINAL = frozenset(("out_of_business", "budget_gone", "results_doubted", "wrong_fit", "no_suitable_heading"))


@dataclass(frozen=True)
class _Cue:
    at: int
    end: int
    weight: float
    is_plain: bool = False


@dataclass(frozen=True)
class Cues:
    """What in a text speaks for a lost deal, for a want, and for a deal won; found once, judged as more is known."""

    text: Text
    lost: list[_Cue]
    wants: list[_Cue]
    won: re.Match[str] | None
    is_feared: bool


def cues(
    text: Text,
    outside: Sequence[tuple[int, int]] = (),
    names: Sequence[tuple[int, int]] = (),
    rivals: Sequence[tuple[int, int]] = (),
) -> Cues:
    """The cues of a text.

    `outside` are places that say nothing of it, such as quotes; `names` is where customers stand,
    `rivals` where the workspace's competitors do.
    """
    won = next((one for one in _WON.finditer(text.low) if not is_inside(one.start(), outside)), None)
    lost = [one for one in _lost(text, outside) if not is_somebody_elses(text, (one.at, one.end), names, rivals)]
    wants = [one for one in _wants(text, outside) if not _follows(text, one, rivals)]
    for _, end in names:
        for pattern, weight, some in ((_GONE_BEHIND, 2.0, lost), (_AFTER_BEHIND, 2.0, wants)):
            behind = pattern.match(text.low, end)
            if behind is not None and is_certain(text, behind, is_weak=False):
                some.append(_Cue(behind.start(), behind.end(), weight))
    return Cues(text, lost, wants, won, is_feared=not lost and is_feared(text))


def kind(found: Cues, *, has_account: bool, has_value: bool, given: Sequence[Found[str]] = ()) -> Found[Kind]:
    """What a text is, with where its strongest cue stands.

    `given` are reasons for a loss that it seems to state: beside a customer or a sum, they tell of one. What is neither
    is UNCLEAR, and so is what could be anything.
    """
    text, wants, won = found.text, found.wants, found.won
    lost = [cue for cue in found.lost if has_account or has_value or not cue.is_plain]
    if won and not wants and _lost_for_all_that(found, lost) == 0.0:
        return Found(Kind.UNCLEAR, won.start(), won.end(), Sure.LIKELY)
    lost_weight = _lost_weight(found, lost, given, has_account=has_account, has_value=has_value)
    asks_colleague = any(pattern.search(text.low) for pattern in (_COLLEAGUE, _TO_ME, _OPENING_QUESTION))
    want_weight = _want_weight(found, has_account=has_account, has_value=has_value, asks_colleague=asks_colleague)
    is_question = bool(_ASKED.match(text.low)) and "?" in text.low[: text.sentence(0)[1] + 2]
    if is_question or (asks_colleague and lost_weight < 2.0 and not has_value):
        lost_weight = 0.0
    if not has_account and _ABOUT_MYSELF.search(text.low) and not _A_CUSTOMER.search(text.low):
        lost_weight, want_weight = lost_weight if has_value else 0.0, 0.0
    is_lost = lost_weight >= 1.0 and (lost_weight >= min(want_weight, 2.0) or has_value)
    if is_lost and not (want_weight >= 2.0 and lost_weight < 1.5):
        cue = max(lost, key=lambda one: one.weight) if lost else _Cue(given[0].start, given[0].end, 1.0)
        return Found(Kind.LOST_DEAL, cue.at, cue.end, Sure.SURE if lost_weight >= 2.0 else Sure.LIKELY)
    if want_weight >= 1.0:
        cue = wants[0]
        return Found(Kind.REQUEST, cue.at, cue.end, Sure.SURE if want_weight >= 2.0 else Sure.LIKELY)
    return Found(Kind.UNCLEAR, 0, 0, Sure.LIKELY)


def _lost_for_all_that(found: Cues, lost: Sequence[_Cue]) -> float:
    """How much its cues tell of a loss, beside what tells that it was won, saved, or made smaller and kept."""
    low = found.text.low
    strongest = max((cue.weight for cue in lost), default=0.0)
    weight = strongest + 0.5 if len(lost) > 1 else strongest
    if _SAVED.search(low) or _SMALLER.search(low) or (strongest < 2.0 and _OPEN.search(low)):
        return 0.0
    return 0.0 if found.won and weight < 2.5 and not _LOST_FORM.match(low) else weight


def _lost_weight(
    found: Cues, lost: Sequence[_Cue], given: Sequence[Found[str]], *, has_account: bool, has_value: bool
) -> float:
    """How much a text tells of a loss, by its cues or, where there is a customer or a sum, by the reasons it gives."""
    weight = _lost_for_all_that(found, lost)
    if not (has_account or has_value):
        return weight if _SURELY_OURS.search(found.text.low) else weight - 1.0
    if weight >= 2.0 or found.is_feared:
        return weight
    told = _told_by_reasons(found, given, surely_ours=has_account and has_value)
    return max(weight, told if told >= 2.0 or not found.wants else 0.0)


def _lost(text: Text, outside: Sequence[tuple[int, int]]) -> list[_Cue]:
    found: list[_Cue] = []
    strengths: tuple[tuple[Family | re.Pattern[str], float], ...] = (
        (_STRONG, 2.0),
        (_CERTAIN, 2.0),
        (_PLAIN, 1.5),
        (_WEAK, 1.0),
    )
    for pattern, weight in strengths:
        stronger = [(cue.at, cue.end) for cue in found]
        for one in pattern.finditer(text.low):
            if is_inside(one.start(), outside) or (weight < 2.0 and meets(*one.span(), stronger)):
                continue
            if is_certain(text, one, is_weak=weight < 2.0):
                found.append(_Cue(one.start(), one.end(), weight, is_plain=pattern is _PLAIN))
    begins = _START.match(text.low)
    if begins is not None:
        found.append(_Cue(begins.start(), begins.end(), 1.5, is_plain=True))
    if _LOST_FORM.match(text.low) and found:
        found.append(_Cue(0, 4, 3.0))
    return found


def _wants(text: Text, outside: Sequence[tuple[int, int]]) -> list[_Cue]:
    found = []
    trivial = [one.span() for one in _TRIVIAL.finditer(text.low)]
    ours = [one.span() for one in _OURSELVES.finditer(text.low)]
    for pattern in (_WANTS, _FAMILY):
        for one in pattern.finditer(text.low):
            before = text.low[max(0, one.start() - 32) : one.start()]
            is_quoted = is_inside(one.start(), outside)
            if is_quoted != bool(_CUSTOMER_SPEAKS.match(one[0])) and not (_SAYS.search(before) or _ASKS.match(one[0])):
                continue
            if _NOT_THEIRS.search(before) or meets(*one.span(), [*trivial, *ours]):
                continue
            found.append(_Cue(one.start(), one.end(), 2.0))
    return found


def _follows(text: Text, cue: _Cue, rivals: Sequence[tuple[int, int]]) -> bool:
    """Whether it is a rival that wants it: "Yelp want £40 a month"."""
    return any(end <= cue.at and not text.low[end : cue.at].strip() for _, end in rivals)


def _apart(wants: Sequence[_Cue]) -> int:
    """How many wants there are: two phrases that have words in common tell of one."""
    last, number = -1, 0
    for one in sorted(wants, key=lambda one: one.at):
        number += one.at >= last
        last = max(last, one.end)
    return number


def _told_by_reasons(found: Cues, given: Sequence[Found[str]], *, surely_ours: bool) -> float:
    """How much the reasons alone tell of a loss: those that only a loss has, where nothing is open or won."""
    text = found.text
    if found.won or _OPEN.search(text.low) or _SAVED.search(text.low) or "?" in text.plain:
        return 0.0
    likely = _FINAL if surely_ours else frozenset[str]()
    telling = [one for one in given if one.value in (_TELLING if one.sure is Sure.SURE else likely)]
    if any(one.value == "heading_not_known" for one in telling):
        return 2.0
    return 1.2 if telling or (given and _HINT.search(text.low)) else 0.0


def _want_weight(found: Cues, *, has_account: bool, has_value: bool, asks_colleague: bool) -> float:
    """How much a text tells of a customer's want: less where no customer is named, a colleague asks, or it is won."""
    low, number = found.text.low, _apart(found.wants)
    if not number or _NO_CUSTOMER.search(low):
        return 0.0
    weight = 2.0
    if not has_account and not _CUSTOMER.search(low):
        weight -= 0.9 if has_value or _SOMEBODY.search(low) else 1.5
    if asks_colleague and not _REQUEST_FORM.search(low):
        weight -= 1.5 if not has_account or number < 2 else 0.5
    if found.won and number < 2:
        weight -= 1.5
    return weight
