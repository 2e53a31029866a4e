"""The picture of a digest: what moved this week, drawn from the report alone and with the digest's own words. Pure.

A trend is found over one, two or four weeks, and its normal range is that of the whole span: a sum of four weeks beside
the range of one would look like a rise whatever happened. So a picture has rows of one span only, that of the trend
which leads the digest; its foot says how many others stand in the thread. Where the span is longer than a week, each
point of a line is the sum of the span that ends in its week, so that what is compared with the range is of its kind.
"""

from digests.charts import movers as chart
from digests.charts.figures import Drawing, Expected
from digests.charts.movers import Mover
from digests.charts.words import Words as ChartWords
from digests.phrases import PLAIN, Words, upper_first
from digests.report import DigestReport, Trend


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
