"""Why a deal was lost, as far as a text says it: patterns for each reason, each with what takes it back. Pure.

A pattern counts where it is not denied ("wasn't the money", "price was fine"). What a rival did better is a reason of
its own only if the table has it. The table is that of the default reasons; a workspace's own come from their names.
"""

import re
from collections.abc import Sequence

from digests.reading.found import Found, Sure
from digests.reading.lexicon import any_of, phrases
from digests.reading.text import Text, is_inside, meets

_DENIED = re.compile(rf"\b(?:{any_of('reasons', 'denied')})\s+(?:{any_of('reasons', 'denied_filler')})*$")
# What two sellers ask: "at 990", "their renewal 5,100", "£33 a month there".
_SUM = re.compile(r"(?<![\d.,/:#])(?:[£$€]\s?)?(?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<thousand>k\b)?(?![\d/:%]|\s?(?:%|months|years|days|weeks))")
_THEIR_SUM = re.compile(r"\b(?:theirs|their (?:\w+ )?(?:is|was|at)?|(?:they|who|them|he|she) (?:did|do|offered|quoted|came in|charge|want|are|were)(?: \w+)?(?: at| for)?|quoted (?:him|her|them)|undercut(?: \w+)? (?:at|with))\s?$")
_THERE = re.compile(r"(?:\s(?:a|per) \w+)?\s(?:there|elsewhere|over there|with them|from them|off them)\b")
_NOT_MONEY = re.compile(r"\b(?:wasn'?t|isn'?t|not|never|nothing to do with|neither)\s(?:about\s|the\s|a\s|down to\s)*(?:money|price|cost)\b|\bprice was fine\b|\bwe were cheaper\b")
_NEAR = 28
_THEY_CALLED = re.compile(
    r"\b(?:he|she|they|customer|owner|who|then|and)(?:'s|'d|'ve| has| had| have| even| then)* "
    r"(?:rang|called|phoned|tried|emailed|chased|left|texted|messaged)\b(?! (?:with|for|by))|left us\b"
)
_TRIED = re.compile(r"(?:rang|called|phoned|tried|emailed|chased|left|texted|messaged|visited|knocked|sent|mailed|wrote)\b")
_BY_US = re.compile(r"(?:^|[.,;:!?–—-]|\b(?:i|we|i've|we've|ive|have|then|and|or|but|after|rep|been))\s*(?:\w+ly )?$")
_TILL = re.compile(r"\b(?:till|until|til|before|by) (?:the |after )?(?:\w+ )?$")
_FINE = phrases("reasons", "fine")
_BOOK_BEFORE = re.compile(
    r"\b(?:books?|deadline|issue|window|edition|bid|tender|list|entries|bookings|applications?|window|floor plan|round|we'd|we|i'd)"
    r"(?:'s|'d| had| has| was| is| already| were)*\s*$"
)

REASONS = (
    "no_suitable_heading",
    "heading_not_known",
    "price",
    "budget_gone",
    "timing",
    "results_doubted",
    "no_decision",
    "unreachable",
    "out_of_business",
    "wrong_fit",
    "service_problem",
    "unknown",
    "other",
)
NOT_KNOWN = ("heading_not_known",)
# Phrases that say so for certain, and families of sayings that in a text about a loss most likely do.
_FILES = ("reasons", "causes")
_COMPILED = {reason: [phrases(file, reason) for file in _FILES] for reason in REASONS}
_EXISTS = phrases("causes", "exists")
_IGNORANT = phrases("causes", "ignorant")

# Where business goes, or stays, named or not.
_ELSEWHERE = (phrases("reasons", "gone_to"), phrases("causes", "gone_to"))
_TO_RIVAL = phrases("reasons", "to_rival")
_NOT_TO_RIVAL = phrases("reasons", "not_to_rival")
_RIVAL_WINS = phrases("reasons", "rival_wins")


# Of two reasons that one phrase seems to give, the first.
_STRONGER = (
    ("heading_not_known", "wrong_fit"),
    ("heading_not_known", "timing"),
    ("heading_not_known", "results_doubted"),
    ("heading_not_known", "service_problem"),
    ("no_suitable_heading", "results_doubted"),
    ("service_problem", "results_doubted"),
    ("service_problem", "unreachable"),
    ("unreachable", "service_problem"),
    ("budget_gone", "other"),
    ("wrong_fit", "no_suitable_heading"),
    ("no_decision", "unknown"),
    ("timing", "service_problem"),
    ("other", "results_doubted"),
)


def reasons(
    text: Text,
    rivals: Sequence[Found[str]],
    names: Sequence[tuple[int, int]] = (),
    *,
    among: Sequence[str] = REASONS,
) -> tuple[Found[str], ...]:
    """Every reason that a text about a lost deal states, each once, in the order of the table.

    `rivals` are those that it names; `names` is where customers stand, whose names say nothing; `among` are those looked
    for. Where only the reason's absence is told, nothing is read.
    """
    found: dict[str, Found[str]] = {}
    for number, sure in enumerate((Sure.SURE, Sure.LIKELY)):
        if found:
            break  # what a text says for certain needs no likely reason beside it: unsure is better than wrong
        for reason in among:
            stated = _stated(text, reason, _COMPILED[reason][number], sure, names)
            if stated is not None:
                found[reason] = stated
    unknown = _unknown_heading(text)
    if unknown is not None:
        found.setdefault("heading_not_known", unknown)
    went = _competitor(text, rivals) if among is REASONS else None
    if went is not None:
        found["competitor"] = went
        if "price" not in found and (dearer := _dearer(text, went)) is not None:
            found["price"] = dearer
    _settle(text, found)
    order = (*REASONS[:4], "competitor", *REASONS[4:])
    return tuple(found[reason] for reason in order if reason in found)


def _stated(
    text: Text, reason: str, pattern: re.Pattern[str], sure: Sure, names: Sequence[tuple[int, int]]
) -> Found[str] | None:
    """The first place where a reason is stated: in no name, and not denied."""
    for one in pattern.finditer(text.low):
        if not (is_inside(one.start(), names) or is_inside(one.end() - 1, names)) and not _is_denied(text, reason, one.start(), one.end()):
            return Found(reason, one.start(), one.end(), sure)
    return None


def _unknown_heading(text: Text) -> Found[str] | None:
    """Where it is said that we have it, and also that somebody did not know."""
    exists, ignorant = _EXISTS.search(text.low), _IGNORANT.search(text.low)
    if exists is None or ignorant is None:
        return None
    return Found("heading_not_known", ignorant.start(), ignorant.end(), Sure.LIKELY)


def _is_denied(text: Text, reason: str, start: int, end: int) -> bool:
    begin, stop = text.sentence(start)
    before, behind = text.low[max(begin, start - 48) : start], text.low[end : min(stop, end + 32)]
    if reason == "price" and re.match(r"were |are |was |is ", text.low[start:end]) and before.endswith("we "):
        return True
    if reason == "price" and re.search(
        r"\b(?:we're|(?:we|ours) (?:were|are|was|is|came in))\s*(?:actually |even |already )?$", before
    ):
        return True  # we were the cheaper ones
    if reason == "unknown":
        return bool(
            re.search(r"\b(?:i|we)\s+(?:just\s+)?$", before)
            and re.match(r"\s+(?:it|about|there|that|him|her|them|if)\b", behind)
        )
    if reason == "unreachable" and (
        _THEY_CALLED.search(text.low[max(begin, start - 24) : end]) or re.match(r"\s+(?:from|with) us\b", behind)
    ):
        return True  # they called us
    if reason == "no_suitable_heading" and before.endswith("where "):
        return True  # "where we don't go" is their place, not a thing to sell
    if reason == "wrong_fit" and re.search(r"\bwe (?:can |could )?$", before) and re.match(r"only (?:sell|do)", text.low[start:end]):
        return True
    if reason == "price" and re.search(r"\b(?:months?|weeks?|year)\s$", before):
        return True  # a free month was ours to give
    if reason in ("price", "budget_gone", "wrong_fit", "timing") and _FINE.match(behind):
        return True
    if reason == "unreachable" and _TRIED.match(text.low, start) and not _BY_US.search(before):
        return True  # only our own calls tell that they were in vain
    if reason == "out_of_business" and re.search(r"\b(?:it|deal|this|that|talks|momentum)\s$", before):
        return True
    if reason == "out_of_business" and _BOOK_BEFORE.search(before):
        return True  # a book or a window is closed, not the customer
    if re.search(r"\bif (?:only )?$", before):
        return True
    return bool(_DENIED.search(before)) and reason not in ("heading_not_known", "no_suitable_heading")


def _competitor(text: Text, rivals: Sequence[Found[str]]) -> Found[str] | None:
    """Where business goes, or stays: surely where a verb says so, likely where a rival is named and not ruled out."""
    likely: Found[str] | None = None
    for one in rivals:
        begin, stop = text.sentence(one.start)
        before, behind = _ahead(text.low, one.start), text.low[one.end : min(stop, one.end + 40)]
        if _NOT_TO_RIVAL.search(before) or re.search(
            r"\b(?:not|never) (?:the |a )?competitor", text.low[max(0, begin - 60) : one.start]
        ):
            continue
        if _TO_RIVAL.search(before) or _RIVAL_WINS.match(behind):
            return Found("competitor", one.start, one.end, Sure.SURE)
        likely = likely or Found("competitor", one.start, one.end, Sure.LIKELY)
    for pattern in _ELSEWHERE:
        for found in pattern.finditer(text.low):
            begin, _ = text.sentence(found.start())
            before = text.low[max(begin, found.start() - 40) : found.start()]
            if not re.search(r"\b(?:not|n't|never|no|nor|neither|nobody|without)\b(?:\s\w+){0,3}\s*$", before):
                return Found("competitor", found.start(), found.end(), Sure.LIKELY)
    return likely


def _dearer(text: Text, rival: Found[str]) -> Found[str] | None:
    """Where a rival's sum stands that is less than one of ours, unless the price is ruled out in words."""
    if _NOT_MONEY.search(text.low):
        return None
    sums = [(one, _amount(one)) for one in _SUM.finditer(text.low)]
    _, stop = text.sentence(rival.end - 1)
    for one, theirs in sums:
        is_theirs = 0 <= one.start() - rival.end < _NEAR and one.start() <= stop or _THEIR_SUM.search(
            text.low[max(0, one.start() - 24) : one.start()]
        ) or _THERE.match(text.low[one.end() : one.end() + 24])
        ours = [other for which, other in sums if which is not one]
        if is_theirs and any(theirs < other < theirs * 4 for other in ours):
            return Found("price", one.start(), one.end(), Sure.LIKELY)
    return None


def _amount(one: re.Match[str]) -> float:
    return float(one["figures"].replace(",", "")) * (1000 if one["thousand"] else 1)


def _ahead(low: str, start: int) -> str:
    """What stands before a place in its sentence; an arrow or a dash leads on."""
    return re.split(r"[.!?;]\s|\n", low[max(0, start - 48) : start])[-1]


def _settle(text: Text, found: dict[str, Found[str]]) -> None:
    """Of reasons that one phrase seems to give, the one it gives."""
    if "heading_not_known" in found:
        found.pop("no_suitable_heading", None)
        # How late they heard of it is no reason of its own.
        late = found.get("timing")
        if late is not None and _TILL.search(text.low[max(0, late.start - 24) : late.start]):
            found.pop("timing")
    if "out_of_business" in found:
        for weaker in ("other", "wrong_fit"):
            if weaker in found and _near(found[weaker], found["out_of_business"]):
                found.pop(weaker)
    if "budget_gone" in found and "other" in found and _near(found["other"], found["budget_gone"]):
        found.pop("other")  # what the money went on is no reason of its own
    for stronger, weaker in _STRONGER:
        if stronger in found and weaker in found and meets(*found[stronger].place, [found[weaker].place]):
            found.pop(weaker)
    if "unknown" in found and not found.keys() <= {"unknown", "competitor"}:
        found.pop("unknown")


def _near(one: Found[str], other: Found[str]) -> bool:
    return min(abs(one.start - other.end), abs(other.start - one.end)) < 60 or meets(*one.place, [other.place])
