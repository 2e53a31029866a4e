"""Charts that Slack draws itself, from a digest's report: bars with figures, in the reader's own colours.

See https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Such a chart has no ranges, no colours
of ours and no text for screen readers: what it shows always stands in words beside it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.blocks import kit
from bot.blocks.kit import Block
from digests import pictures
from digests.deals.deal import UNKNOWN
from digests.phrases import PLAIN, Words, upper_first
from digests.report import DigestReport

TITLE = 50
LABEL = 20
_TAIL = 12
# Slack takes 20; more than eight would be a wall on a phone.
MOST_BARS = 8


def movers(report: DigestReport) -> Block | None:
    """What moved beside what would be normal; None where nothing did.

    Rows are those of the picture: of one span, the leading trend first.
    """
    shown = pictures.shown(report)[:MOST_BARS]
    if not shown:
        return None
    words = Words(report, PLAIN)
    labels = _apart([(upper_first(trend.title), next(filter(None, words.where(trend)), "")) for trend in shown])
    series = {words.phrase("chart_span", window=shown[0].window): [trend.observed for trend in shown]}
    if not all(trend.is_rise for trend in shown):
        series[words.phrase("chart_least")] = [trend.usual_least for trend in shown]
    series[words.phrase("chart_most")] = [trend.usual_most for trend in shown]
    return _bars(words.phrase("chart_moved"), labels, series, unit=words.phrase("chart_accounts"))


def lost_reasons(report: DigestReport) -> Block | None:
    """Why a quarter's deals were lost; None where there is no picture of it either.

    A deal with two reasons counts for both, as in the words beside it.
    """
    quarter = report.quarter
    if quarter is None or not pictures.pareto_shown(report):
        return None
    words = Words(report, PLAIN)
    known = [one for one in quarter.lost.reasons if one.code != UNKNOWN][:MOST_BARS]
    told = [(one.label, one.deals) for one in known]
    if quarter.quality.unexplained:
        told.append((words.phrase("reason_unknown"), quarter.quality.unexplained))
    labels = _apart([(label, "") for label, _ in told])
    unit = words.phrase("chart_deals")
    return _bars(words.phrase("chart_lost"), labels, {unit: [deals for _, deals in told]}, unit=unit)


def _bars(title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]], *, unit: str) -> Block:
    return {
        "type": "data_visualization",
        "title": kit.cut_plain(title, TITLE),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": name,
                    "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
                }
                for name, values in series.items()
            ],
            "axis_config": {"categories": list(labels), "y_label": unit},
        },
    }


def _apart(names: Sequence[tuple[str, str]]) -> list[str]:
    """Labels short enough for Slack, each another one: those that look alike get their place, then a number."""
    labels: list[str] = []
    alike = Counter(_short(name) for name, _ in names)
    for name, place in names:
        placed = [_short(name, f", {place}")] if place and alike[_short(name)] > 1 else []
        choices = [*placed, _short(name), *(_short(name, f" {number}") for number in range(2, len(names) + 2))]
        labels.append(next(choice for choice in choices if choice not in labels))
    return labels


def _short(name: str, tail: str = "") -> str:
    """A label with a tail that is kept; a long tail gets twelve characters, as many as ", South West" has."""
    kept = kit.cut_plain(tail, _TAIL)
    return kit.cut_plain(kit.one_line(name), LABEL - len(kept)) + kept
