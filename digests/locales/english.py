"""English, as the rest of Groundswell speaks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from digests import wording
from digests.charts.figures import Direction, Expected
from digests.charts.words import Words as ChartWords
from digests.locales.language import Language

_SPANS = {1: "week", 2: "two weeks", 4: "four weeks"}
_HEADS = {1: "This week vs normal", 2: "Two weeks vs normal", 4: "Four weeks vs normal"}


@dataclass(frozen=True)
class _Charts(ChartWords):
    """The words of the charts where accounts are counted in spans of `span_of` weeks, beside what would be normal.

    The range is where a count would be at least nine times in ten: up to one in twenty is left out at either end.
    """

    one: str = "account"
    many: str = "accounts"
    once: str = "A deal counts once."
    span_of: int = 1
    unexplained: int = 0
    rests_on_one: bool = False

    def weeks(self, number: int) -> str:
        return super().weeks(number + self.span_of - 1)

    def span(self, expected: Expected) -> str:
        return super().span(expected) if expected.low else f"up to {self.figure(expected.high)}"

    def span_read(self, expected: Expected) -> str:
        return f"{_normal(expected)} would be normal"

    def logged(self) -> str:
        each = "a week" if self.span_of == 1 else f"in {_SPANS[self.span_of]}, up to each week"
        return f"Accounts {each}. Grey: what would be normal, nine times in ten."

    def side(self, side: Direction, *, is_last: bool) -> str:
        return f"{side.value} the normal range" if is_last else side.value

    def weeks_before(self, counts: Sequence[int]) -> str:
        if self.span_of == 1:
            return super().weeks_before(counts)
        return f"in {_SPANS[self.span_of]} up to each week before: {', '.join(map(self.figure, counts))}"

    def lost(self, deals: int, *, by_value: bool) -> str:
        what = f"{'Value of ' if by_value else ''}{wording.count(deals, 'lost deal')}"
        left_out = f" {self.unexplained:,} without a known reason left out." if self.unexplained else ""
        return f"{what}, each under one reason: those with several are shared out evenly.{left_out}"

    def by_deals(self, totals: Sequence[str], valued: int) -> str:
        if not self.rests_on_one:
            return super().by_deals(totals, valued)
        return f"{self.once} Counted by deals, since one large deal alone would decide the picture."


def _charts(_english: Language, span: int, *, unexplained: int, rests_on_one: bool) -> ChartWords:
    return _Charts(span_of=span, this_week=_HEADS[span], unexplained=unexplained, rests_on_one=rests_on_one)


def _normal(expected: Expected) -> str:
    if expected.low == expected.high:
        return str(expected.low)
    return f"{expected.low:,} to {expected.high:,}" if expected.low else f"up to {expected.high:,}"


@dataclass(frozen=True)
class _English(Language):
    """English counts, sums and joins as everything else that we say in it."""

    def number(self, number: int) -> str:
        return f"{number:,}"

    def count(self, number: int, *forms: str) -> str:
        return wording.count(number, *forms)

    def mean(self, value: float) -> str:
        return wording.mean(value)

    def money(self, minor: int, currency: str) -> str:
        return wording.money(minor, currency)

    def money_totals(self, minor_by_currency: Mapping[str, int]) -> str:
        return wording.money_totals(dict(minor_by_currency))

    def all_of(self, parts: Sequence[str]) -> str:
        return wording.all_of(parts)

    def any_of(self, parts: Sequence[str]) -> str:
        return wording.any_of(parts)


ENGLISH = _English(
    code="en",
    name="English",
    template="sentences.j2",
    locale=Locale("en"),
    categories=("one", "other"),
    pictures=_charts,
    verdicts={
        "approved": "Yes",
        "approved_as_synonym": "Yes, as another name",
        "pilot": "Pilot",
        "deferred": "Not now",
        "declined": "No",
        "not_a_request": "Not a request",
        "live": "On sale now",
    },
    spans={1: "this week", 2: "in two weeks", 4: "in four weeks"},
    standing={
        "approved": "approved",
        "approved_as_synonym": "approved",
        "pilot": "in pilot",
        "deferred": "deferred",
        "declined": "declined",
        "scheduled": "scheduled",
        "live": "on sale",
        "measured": "on sale",
        "answered": "already for sale",
    },
)
