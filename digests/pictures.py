"""The picture of a digest: what moved this week, drawn from the report alone and with the digest's own words. Pure.

A trend is found over one, two or four weeks, and its normal range is that of the whole span: a sum of four weeks beside
the range of one would look like a rise whatever happened. So a picture has rows of one span only, that of the trend
which leads the digest; its foot says how many others stand in the thread. Where the span is longer than a week, each
point of a line is the sum of the span that ends in its week, so that what is compared with the range is of its kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.charts import movers as chart
from digests.charts.figures import Direction, Drawing, Expected
from digests.charts.movers import Mover
from digests.charts.words import Words
from digests.phrases import SPANS, place_of, upper_first, usual_of
from digests.report import DigestReport, Trend
from digests.wording import count, money_in_short

_SPANS = {1: "week", 2: "two weeks", 4: "four weeks"}
_HEADS = {1: "This week vs normal", 2: "Two weeks vs normal", 4: "Four weeks vs normal"}


@dataclass(frozen=True)
class _Words(Words):
    """The words of the charts where accounts are counted in spans of `span` weeks, and beside what would be normal.

    The range is where a count would be at least nine times in ten: up to one in twenty is left out at either end.
    """

    one: str = "account"
    many: str = "accounts"
    span_of: int = 1

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


def shown(report: DigestReport) -> list[Trend]:
    """The trends that the picture shows, the leading one first: told this week, not over, all of one span.

    Without any there is no picture.
    """
    going = _going(report)
    return [trend for trend in going if trend.window == going[0].window]


def movers(report: DigestReport) -> Drawing:
    """What moved, as a card of 520 pixels with its alt text; ValueError where `shown` is empty."""
    rows = shown(report)
    if not rows:
        raise ValueError(f"Nothing moved in week {report.week}.")
    top = rows[0]
    who = count(top.observed, "account") if top.observed else "nobody"
    others = len(_going(report)) - len(rows)
    foot = [f"{report.trends.checked:,} compared"] if report.trends.checked else []
    foot += [f"{others} more over other spans: in the thread"] if others else []
    return chart.draw(
        chart.Movers(
            rows=tuple(_row(trend) for trend in rows),
            period=f"Week {report.week.number} · {report.week.label}",
            title=f"{upper_first(top.title)}{place_of(top)}: {who} {SPANS[top.window]}, {usual_of(top)}",
            foot=" · ".join(foot),
        ),
        _Words(span_of=top.window, this_week=_HEADS[top.window]),
    )


def _going(report: DigestReport) -> list[Trend]:
    """What is told of this week and goes on, the leading trend first; of what is over, the figures are old."""
    going = [one for one in report.trends.told if one.news != "over" and one.period == report.period]
    leading = report.trends.leading
    return sorted(going, key=lambda one: one != leading)


def _row(trend: Trend) -> Mover:
    worth = [
        money_in_short(minor, currency)
        for currency, minor in sorted(trend.worth.items(), key=lambda item: -item[1])
        if trend.is_rise
    ]
    return Mover(
        label=upper_first(trend.title),
        sub=" · ".join(part for part in (trend.region, trend.among, *worth) if part),
        weeks=_in_spans(trend),
        expected=Expected(trend.usual_least, trend.usual_most),
    )


def _in_spans(trend: Trend) -> tuple[int, ...]:
    """The sums of the spans that end in each week, oldest first; the last one is what the digest says."""
    weeks, span = trend.by_week, trend.window
    return (*(sum(weeks[end - span : end]) for end in range(span, len(weeks))), trend.observed)


def _normal(expected: Expected) -> str:
    if expected.low == expected.high:
        return str(expected.low)
    return f"{expected.low:,} to {expected.high:,}" if expected.low else f"up to {expected.high:,}"
