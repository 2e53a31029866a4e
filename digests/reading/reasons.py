"""Why a deal was lost, as far as a text says it: patterns for each reason, each with what takes it back. Pure.

A pattern counts where it is not denied ("wasn't the money", "price was fine"). What a rival did better is a reason of
its own only if the table has it. The table is that of the default reasons; a workspace's own come from their names.
"""

import re
from collections.abc import Sequence

from digests.reading.competing import cheaper, competitor, has_what_we_lack, rules_out_money
from digests.reading.denied import is_denied
from digests.reading.families import Family, family
from digests.reading.found import Found, Sure
from digests.reading.text import Text, is_inside, meets

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
_CERTAIN = {reason: (family("reasons", reason),) for reason in REASONS}
_LIKELY = {reason: tuple(family(file, reason) for file in ("causes", "sideways")) for reason in REASONS}
_EXISTS = family("causes", "exists")
_IGNORANT = family("causes", "ignorant")

_TILL = re.compile(r"\b(?:till|until|til|before|by) (?:the |after )?(?:\w+ )?$")

# What "nobody told her, we only list builders" looks like where a heading was not known.
_LOOKS_LIKE_IT = frozenset(("wrong_fit", "service_problem", "results_doubted", "unreachable", "unknown"))

# What begins another clause.
_CLAUSE = re.compile(r"[,;:.!?()–—-]\s|\b(?:and|plus|but|also|on top|besides|anyway)\b|[+&→]")

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
    ("budget_gone", "timing"),
    ("no_decision", "timing"),
    ("service_problem", "wrong_fit"),
    ("results_doubted", "unreachable"),
    ("no_suitable_heading", "unreachable"),
    ("unknown", "unreachable"),
    ("unknown", "results_doubted"),
    ("price", "results_doubted"),
    ("price", "unreachable"),
)


def reasons(
    text: Text,
    rivals: Sequence[Found[str]],
    names: Sequence[tuple[int, int]] = (),
    *,
    among: Sequence[str] = REASONS,
) -> tuple[Found[str], ...]:
    """Every reason that a text about a lost deal states, each once, in the order of the table.

    `rivals` are those that it names; `names` is where customers stand, whose names say nothing; `among` are those
    looked for. Where only the reason's absence is told, nothing is read.
    """
    found: dict[str, Found[str]] = {}
    for reason in among:
        certain = _stated(text, reason, _CERTAIN[reason], Sure.SURE, names)
        if certain is not None:
            found[reason] = certain
    # Beside what is said for certain, what is only likely counts where it has a clause of its own. Only that somebody
    # did not know of a thing is told in words that look like other reasons.
    certainly = tuple(found.values())
    for reason in among:
        likely = _stated(text, reason, _LIKELY[reason], Sure.LIKELY, names)
        if likely is not None and (reason in NOT_KNOWN or _stands_apart(text, likely, certainly)):
            found.setdefault(reason, likely)
    unknown = _unknown_heading(text)
    if unknown is not None:
        found.setdefault("heading_not_known", unknown)
    went = competitor(text, rivals, names) if among is REASONS else None
    if went is not None:
        found["competitor"] = went
        for better in (cheaper(text, went), has_what_we_lack(text, went)):
            if better is not None:
                found.setdefault(better.value, better)
    _settle(text, found)
    order = (*REASONS[:4], "competitor", *REASONS[4:])
    return tuple(found[reason] for reason in order if reason in found)


def _stated(
    text: Text, reason: str, families: Sequence[Family], sure: Sure, names: Sequence[tuple[int, int]]
) -> Found[str] | None:
    """The first place where a reason is stated: in no name, and not denied."""
    for one in (one for some in families for one in some.finditer(text.low)):
        if is_inside(one.start(), names) or is_inside(one.end() - 1, names):
            continue
        if not is_denied(text, reason, one.start(), one.end()):
            return Found(reason, one.start(), one.end(), sure)
    return None


def _stands_apart(text: Text, likely: Found[str], certainly: Sequence[Found[str]]) -> bool:
    """Whether what is only likely stands in another clause than each reason that is said for certain.

    What wins where both stand in one place may stand there.
    """
    for one in certainly:
        if (likely.value, one.value) in _STRONGER:
            continue
        first, second = sorted((likely.place, one.place))
        if second[0] < first[1] or not _CLAUSE.search(text.low, first[1], second[0]):
            return False
    return True


def _unknown_heading(text: Text) -> Found[str] | None:
    """Where it is said that we have it, and also that somebody did not know."""
    exists, ignorant = _EXISTS.search(text.low), _IGNORANT.search(text.low)
    if exists is None or ignorant is None:
        return None
    return Found("heading_not_known", ignorant.start(), ignorant.end(), Sure.LIKELY)


def _settle(text: Text, found: dict[str, Found[str]]) -> None:
    """Of reasons that one phrase seems to give, the one it gives."""
    if "heading_not_known" in found:
        found.pop("no_suitable_heading", None)
        for other in tuple(found.values()):
            if other.value in _LOOKS_LIKE_IT and other.sure is Sure.LIKELY and _near(other, found["heading_not_known"]):
                found.pop(other.value)
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
    _drop_shorter(found)
    if "price" in found and rules_out_money(text):
        found.pop("price")
    if "unknown" in found and not found.keys() <= {"unknown", "competitor"}:
        found.pop("unknown")


def _drop_shorter(found: dict[str, Found[str]]) -> None:
    """Of two reasons in one place the longer wording, which more of the text speaks for; the seller stays."""
    for one in sorted(found.values(), key=lambda one: one.start - one.end):
        for other in tuple(found.values()):
            is_one = one.value == other.value or "competitor" in (one.value, other.value)
            is_likely = Sure.LIKELY in (one.sure, other.sure)
            if is_likely and not is_one and one.value in found and meets(*one.place, [other.place]):
                found.pop(other.value)


def _near(one: Found[str], other: Found[str]) -> bool:
    return min(abs(one.start - other.end), abs(other.start - one.end)) < 60 or meets(*one.place, [other.place])
