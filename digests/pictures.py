"""The pictures of a digest: what moved, why deals were lost, themes by region. Drawn from the report alone. Pure.

A trend is found over one, two or four weeks, and its normal range is that of the whole span: a sum of four weeks beside
the range of one would look like a rise whatever happened. So a picture has rows of one span only, that of the trend
which leads the digest; its foot says how many others stand in the thread. Where the span is longer than a week, each
point of a line is the sum of the span that ends in its week, so that what is compared with the range is of its kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.charts import heat as map_
from digests.charts import movers as chart
from digests.charts import pareto as bars
from digests.charts.figures import Direction, Drawing, Expected
from digests.charts.movers import Mover
from digests.charts.words import Words
from digests.deals.deal import UNKNOWN
from digests.deals.money import LIST_BELOW
from digests.deals.report import ReasonPart
from digests.phrases import SPANS, place_of, upper_first, usual_of
from digests.report import DigestReport, RegionCount, Trend
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


def pareto_shown(report: DigestReport) -> bool:
    """Whether there is a picture of why deals were lost: a deal was closed this week, and enough have a reason."""
    closed = report.lost.deals.now or report.won.deals.now
    known = _known(report)
    return bool(closed) and len(known) > 1 and sum(one.deals for one in known) >= LIST_BELOW


def pareto(report: DigestReport) -> Drawing:
    """Why a quarter's deals were lost, each under one reason, as a card of 520 pixels with its alt text.

    By value, but by deals where one alone makes more than half of what the costliest reason cost. ValueError where
    `pareto_shown` says no.
    """
    if not pareto_shown(report) or report.quarter is None:
        raise ValueError(f"Too few deals to draw in week {report.week}.")
    known, quarter = _known(report), report.quarter
    by_deals, last = _rests_on_one(known), report.week.last_day
    return bars.draw(
        bars.Pareto(
            rows=tuple(
                bars.Loss(one.label, one.deals, {} if by_deals else one.worth, one.deals if by_deals else one.unvalued)
                for one in known
            ),
            period=f"{count(quarter.weeks, 'week')} to {last.day} {last:%b %Y}",
        ),
        _DealWords(unexplained=quarter.lost.deals - sum(one.deals for one in known), rests_on_one=by_deals),
    )


def heat_shown(report: DigestReport) -> bool:
    """Whether there is a map of themes by region: at least two regions, and weeks before to hold them against."""
    return len(report.regions.names) > 1 and bool(report.regions.themes)


def heat(report: DigestReport) -> Drawing:
    """Themes by region, as a card of 600 pixels with its alt text; ValueError where `heat_shown` says no."""
    regions = report.regions
    if not heat_shown(report):
        raise ValueError(f"No regions to draw in week {report.week}.")
    others = (f"{regions.others} others",) if regions.others else ()
    first = regions.differ[0] if regions.differ and regions.differ[0].window == 1 else None
    titles = [one.theme_id for one in regions.themes]
    return map_.draw(
        map_.Heat(
            regions=(*regions.names, *others),
            rows=tuple(
                map_.Row(upper_first(one.title), tuple(map(_cell, (*one.counts, *([one.elsewhere] if others else [])))))
                for one in regions.themes
            ),
            period=f"Week {report.week.number} · {report.week.label}",
            outlined=(titles.index(first.theme_id), regions.names.index(first.region)) if first else None,
        ),
        Words(one="account", many="accounts"),
    )


@dataclass(frozen=True)
class _DealWords(Words):
    """The words of the bars; `unexplained` deals have no known reason and are left out.

    `rests_on_one`: they count deals, because one deal alone would decide what values say.
    """

    once: str = "A deal counts once."
    unexplained: int = 0
    rests_on_one: bool = False

    def lost(self, deals: int, *, by_value: bool) -> str:
        what = f"{'Value of ' if by_value else ''}{count(deals, 'lost deal')}"
        left_out = f" {self.unexplained:,} without a known reason left out." if self.unexplained else ""
        return f"{what}, each under one reason: those with several are shared out evenly.{left_out}"

    def by_deals(self, totals: Sequence[str], valued: int) -> str:
        if not self.rests_on_one:
            return super().by_deals(totals, valued)
        return f"{self.once} Counted by deals, since one large deal alone would decide the picture."


def _known(report: DigestReport) -> list[ReasonPart]:
    """The reasons that are known; "not known" is none that could be worked on."""
    return [one for one in report.quarter.lost.parts if one.code != UNKNOWN] if report.quarter else []


def _rests_on_one(reasons: Sequence[ReasonPart]) -> bool:
    """Whether one deal alone is more than half of what the costliest reason cost, in any currency."""
    for currency in {code for one in reasons for code in one.worth}:
        costliest = max(reasons, key=lambda one: one.worth.get(currency, 0))
        if costliest.deals > 1 and 2 * costliest.largest[currency] > costliest.worth[currency]:
            return True
    return False


def _cell(one: RegionCount) -> map_.Cell:
    return map_.Cell(one.now, one.usual)


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
