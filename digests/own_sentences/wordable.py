"""Which sentences can be worded, and what there is to say in them. All values are numbers, texts, or lists of both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from digests.deals.deal import UNKNOWN
from digests.deals.report import ReasonSlice
from digests.locales import Language
from digests.report import DigestReport, Trend

LONGEST = 600
# A name in a sentence is cut here: titles may be as long as people make them.
LONGEST_NAME = 120
LISTED = 8


@dataclass(frozen=True)
class Wordable:
    """A sentence that can be worded: One that is `optional` may say nothing.

    It is said only of reports that it `applies` to; `names` are offered besides those of every sentence.
    """

    name: str
    longest: int = LONGEST
    optional: bool = False
    applies: Callable[[DigestReport], bool] = lambda report: not report.is_quiet
    names: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The block of the built-in text."""
        return "headline" if self.name == "trend_headline" else self.name


@dataclass(frozen=True)
class Listed:
    """One of several: a request with who asked and who heard it, or a reason with its deals (both as `number`)."""

    title: str
    number: int

    def __str__(self) -> str:
        return self.title


class Speaks(Protocol):
    """What a sentence needs of the words of its language."""

    language: Language

    def phrase(self, name: str, **values: object) -> str:
        """A part of a sentence, in plain text."""


TREND_NAMES = ("theme", "place", "observed", "expected", "normal", "span")
WORDABLE = {
    one.name: one
    for one in (
        Wordable("title", longest=150),
        Wordable("greeting", optional=True),
        Wordable(
            "trend_headline",
            applies=lambda report: not report.is_quiet and report.trends.leading is not None,
            names=TREND_NAMES,
        ),
        Wordable("quiet", applies=lambda report: report.is_quiet),
        Wordable("limits_closing"),
        Wordable("closing", optional=True),
    )
}
# What a loop may run over.
LISTS = ("requests", "reasons", "regions")
NAMES = (
    "week", "days", "workspace", "accounts", "reps", "reports", "new_requests", "lost", "won", "waiting", "late",
    *LISTS,
)  # fmt: skip
ATTRIBUTES = ("title", "number")
LOOP = ("first", "last", "index")
FUNCTIONS = ("count", "form", "q", "all_of")
FILTERS = ("upper_first", "upper", "lower", "length")


def values(wordable: Wordable, report: DigestReport, words: Speaks) -> Mapping[str, object]:
    """What a sentence can say of a report."""
    numbers, waiting = report.numbers, report.waiting
    said: dict[str, object] = {
        "week": report.week.number,
        "days": report.week.labelled(words.language.month),
        "workspace": _short(report.workspace),
        "accounts": report.voices,
        "reps": numbers.reps.now,
        "reports": numbers.reports.now,
        "new_requests": numbers.new_requests.now,
        "lost": report.lost.deals.now,
        "won": report.won.deals.now,
        "waiting": waiting.total,
        "late": waiting.late,
        "requests": [Listed(_short(one.title), one.voices) for one in report.ranked[:LISTED]],
        "reasons": [Listed(_short(one.label), one.deals) for one in _reasons(report)],
        "regions": [_short(name) for name in dict.fromkeys(_regions(report))][:LISTED],
        "count": words.language.count,
        "form": words.language.form,
        "all_of": lambda parts: words.language.all_of([str(part) for part in parts]),
        "q": lambda text: words.phrase("quoted", text=printed(text)),
    }
    if wordable.names and report.trends.leading is not None:
        said |= _of_trend(report.trends.leading, words)
    return said


def _reasons(report: DigestReport) -> list[ReasonSlice]:
    """The reasons given most often in the last quarter."""
    reasons = report.quarter.lost.reasons if report.quarter else ()
    return [one for one in reasons if one.code != UNKNOWN][:LISTED]


def printed(value: object) -> object:
    """What is to be shown: a number, a text, or the title of one of several. Raises TypeError for anything else."""
    if isinstance(value, str | int | float | Listed):
        return value
    raise TypeError(value)


def _of_trend(trend: Trend, words: Speaks) -> dict[str, object]:
    return {
        "theme": _short(trend.title),
        "place": words.phrase("place", trend=trend).strip(),
        "observed": trend.observed,
        "expected": words.phrase("about", expected=trend.expected),
        "normal": words.phrase("usual", trend=trend),
        "span": words.language.spans[trend.window],
    }


def _regions(report: DigestReport) -> list[str]:
    """The regions that the most asked requests came from, the first ones first."""
    return [name for one in report.ranked for name in one.regions]


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST_NAME else one_line[: LONGEST_NAME - 1] + "…"
