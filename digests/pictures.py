"""The pictures of a digest: what moved, why deals were lost, themes by region. Drawn from the report alone. Pure.

A trend is found over one, two or four weeks, and its normal range is that of the whole span: a sum of four weeks beside
the range of one would look like a rise whatever happened. So a picture has rows of one span only, that of the trend
which leads the digest; its foot says how many others stand in the thread. Where the span is longer than a week, each
point of a line is the sum of the span that ends in its week, so that what is compared with the range is of its kind.
"""

from collections.abc import Sequence

from digests.charts import heat as map_
from digests.charts import movers as chart
from digests.charts import pareto as bars
from digests.charts.figures import Drawing, Expected
from digests.charts.movers import Mover
from digests.charts.words import Words as ChartWords
from digests.deals.deal import UNKNOWN
from digests.deals.money import LIST_BELOW
from digests.deals.report import ReasonPart
from digests.locales import language
from digests.phrases import PLAIN, Words, upper_first
from digests.report import DigestReport, RegionCount, Trend


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
    words = Words(report, PLAIN)
    charts = words.language.charts(rows[0].window)
    others = len(_going(report)) - len(rows)
    foot = [words.say("picture_compared")] if report.trends.checked else []
    foot += [words.say("picture_others", others=others)] if others else []
    return chart.draw(
        chart.Movers(
            rows=tuple(_row(trend, words, charts) for trend in rows),
            period=words.say("picture_period"),
            title=words.say("picture_title", item=rows[0]),
            foot=" · ".join(foot),
        ),
        charts,
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
    by_deals = _rests_on_one(known)
    charts = language(report.language).charts(
        unexplained=quarter.lost.deals - sum(one.deals for one in known), rests_on_one=by_deals
    )
    return bars.draw(
        bars.Pareto(
            rows=tuple(
                bars.Loss(one.label, one.deals, {} if by_deals else one.worth, one.deals if by_deals else one.unvalued)
                for one in known
            ),
            period=charts.weeks_to(quarter.weeks, report.week.last_day),
        ),
        charts,
    )


def heat_shown(report: DigestReport) -> bool:
    """Whether there is a map of themes by region: at least two regions, and weeks before to hold them against."""
    return len(report.regions.names) > 1 and bool(report.regions.themes)


def heat(report: DigestReport) -> Drawing:
    """Themes by region, as a card of 600 pixels with its alt text; ValueError where `heat_shown` says no."""
    regions = report.regions
    if not heat_shown(report):
        raise ValueError(f"No regions to draw in week {report.week}.")
    words = Words(report, PLAIN)
    charts = words.language.charts()
    others = (charts.others(regions.others),) if regions.others else ()
    first = regions.differ[0] if regions.differ and regions.differ[0].window == 1 else None
    titles = [one.theme_id for one in regions.themes]
    return map_.draw(
        map_.Heat(
            regions=(*regions.names, *others),
            rows=tuple(
                map_.Row(upper_first(one.title), tuple(map(_cell, (*one.counts, *([one.elsewhere] if others else [])))))
                for one in regions.themes
            ),
            period=words.say("picture_period"),
            outlined=(titles.index(first.theme_id), regions.names.index(first.region)) if first else None,
        ),
        charts,
    )


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


def _row(trend: Trend, words: Words, charts: ChartWords) -> Mover:
    worth = [
        charts.worth(minor, currency)
        for currency, minor in sorted(trend.worth.items(), key=lambda item: -item[1])
        if trend.is_rise
    ]
    return Mover(
        label=upper_first(trend.title),
        sub=" · ".join(part for part in (*words.where(trend), *worth) if part),
        weeks=_in_spans(trend),
        expected=Expected(trend.usual_least, trend.usual_most),
    )


def _in_spans(trend: Trend) -> tuple[int, ...]:
    """The sums of the spans that end in each week, oldest first; the last one is what the digest says."""
    weeks, span = trend.by_week, trend.window
    return (*(sum(weeks[end - span : end]) for end in range(span, len(weeks))), trend.observed)
