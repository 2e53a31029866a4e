"""Charts that Slack draws: within its limits, and with the report's own figures."""

from dataclasses import replace

import pytest

from bot.blocks import native_chart
from bot.blocks.kit import Block
from digests import pictures
from digests.report import DigestReport, Figure, Trend
from playground.checks.validation import check_message_blocks
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, digest, market
from tests.digests.deals.quarter import Quarter

__all__ = ["digest", "market"]  # fixtures of the digests, which serve here too


@pytest.fixture
def moving(digest: Digest) -> DigestReport:
    """The report of a week in which something moved."""
    return digest(publisher.moving_weeks)


def with_trends(report: DigestReport, *trends: Trend) -> DigestReport:
    return replace(report, trends=replace(report.trends, told=trends))


def with_lost(report: DigestReport, quarter: Quarter) -> DigestReport:
    return replace(report, lost=replace(report.lost, deals=Figure(1)), quarter=quarter.report())


def given(block: Block | None) -> Block:
    """A chart that Slack takes."""
    assert block is not None
    assert check_message_blocks([block], lambda _file: False) == [block]
    return block


def labels(block: Block) -> list[str]:
    return list(block["chart"]["axis_config"]["categories"])


def series(block: Block) -> dict[str, list[int]]:
    return {one["name"]: [point["value"] for point in one["data"]] for one in block["chart"]["series"]}


def test_a_rise_is_shown_beside_the_most_that_would_be_normal(moving: DigestReport) -> None:
    chart = given(native_chart.movers(moving))
    top = moving.trends.leading
    assert top is not None
    assert labels(chart)[0] == "Solar panels"
    assert {name: values[0] for name, values in series(chart).items()} == {
        "This week": top.observed,
        "Normal, at most": top.usual_most,
    }


def test_where_something_fell_the_least_that_would_be_normal_is_shown_too(moving: DigestReport) -> None:
    top = moving.trends.told[0]
    fell = replace(top, title="Video", direction="down", observed=0, usual_least=3, usual_most=9)
    chart = given(native_chart.movers(with_trends(moving, top, fell)))
    assert series(chart)["Normal, at least"] == [top.usual_least, 3]
    assert series(chart)["This week"] == [top.observed, 0]


def test_one_theme_in_two_regions_has_two_labels(moving: DigestReport) -> None:
    top = replace(moving.trends.told[0], title="Solar and battery installers", region="South West")
    places = [top, replace(top, region="North"), replace(top, region=""), replace(top, region="North")]
    chart = given(native_chart.movers(with_trends(moving, *places)))
    assert labels(chart) == ["Solar…, South West", "Solar and…, North", "Solar and battery…", "Solar and battery… 2"]


def test_three_hundred_characters_and_forty_movers_are_within_slacks_limits(moving: DigestReport) -> None:
    top = moving.trends.told[0]
    many = [replace(top, title=f"{'very long words ' * 19}{number}", region="<!here> & co") for number in range(40)]
    chart = given(native_chart.movers(with_trends(moving, *many)))
    assert len(labels(chart)) == native_chart.MOST_BARS


def test_a_longer_span_says_so(moving: DigestReport) -> None:
    chart = given(native_chart.movers(with_trends(moving, replace(moving.trends.told[0], window=4))))
    assert next(iter(series(chart))) == "Last four weeks"


def test_where_nothing_moved_there_is_no_chart(digest: Digest) -> None:
    assert native_chart.movers(digest(publisher.quiet_week)) is None


def test_lost_deals_are_charted_by_reason_and_those_without_one_are_not_hidden(moving: DigestReport) -> None:
    quarter = Quarter()
    for number in range(11):
        quarter.lost(
            reasons=["price", "timing"] if number < 2 else ["price"] if number < 6 else ["timing"] * (number < 9)
        )
    chart = given(native_chart.lost_reasons(with_lost(moving, quarter)))
    assert chart["title"] == "Why 11 deals were lost in 13 weeks"
    assert dict(zip(labels(chart), series(chart)["Deals"], strict=True)) == {
        "Price": 6,
        "Timing, or missed…": 5,
        "Reason not known": 2,
    }


def test_the_chart_is_there_when_the_picture_is(moving: DigestReport) -> None:
    quarter = Quarter()
    for number in range(7):
        quarter.lost(reasons=["price" if number % 2 else "timing"])
    assert native_chart.lost_reasons(with_lost(moving, quarter)) is None
    quarter.lost(reasons=["price"])
    eight = with_lost(moving, quarter)
    assert native_chart.lost_reasons(eight) is not None
    assert pictures.pareto_shown(eight)


def test_a_week_without_a_closed_deal_has_no_chart_of_them(moving: DigestReport) -> None:
    quarter = Quarter()
    for number in range(9):
        quarter.lost(reasons=["price" if number % 2 else "timing"])
    calm = replace(with_lost(moving, quarter), lost=replace(moving.lost, deals=Figure(0)))
    assert native_chart.lost_reasons(replace(calm, won=replace(moving.won, deals=Figure(0)))) is None


def test_a_polish_digest_has_polish_charts(moving: DigestReport) -> None:
    quarter = Quarter()
    for reasons in (*[["price"]] * 8, ["timing"], list[str]()):
        quarter.lost(reasons=reasons)
    polish = replace(with_lost(moving, quarter), language="pl")
    moved = given(native_chart.movers(polish))
    lost = given(native_chart.lost_reasons(polish))
    assert moved["title"] == "Tydzień 47: co się zmieniło, a co jest normą"
    assert set(series(moved)) == {"Ten tydzień", "Norma, co najwyżej"}
    assert lost["title"] == "Przegrane transakcje: 10 (13 tyg.)"
    assert labels(lost)[-1] == "Powód nieznany"
