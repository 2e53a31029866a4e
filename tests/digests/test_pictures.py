"""The picture of a digest says what its words say, and compares only what is of one span."""

from dataclasses import replace
from pathlib import Path

import pytest

from digests import pictures
from digests.report import DigestReport, Trend
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, Fill
from tests.digests.golden import assert_golden

ACCEPTED = Path(__file__).parent / "accepted"


def telling(report: DigestReport, *told: Trend) -> DigestReport:
    """The report with these trends in place of its own."""
    return replace(report, trends=replace(report.trends, told=told))


@pytest.fixture
def report(digest: Digest) -> DigestReport:
    return digest(publisher.moving_weeks)


@pytest.fixture
def rise(report: DigestReport) -> Trend:
    [trend] = report.trends.told
    return trend


def in_four_weeks(trend: Trend) -> Trend:
    """A fall over four weeks."""
    weeks = (9, 9, 8, 10, 9, 8, 9, 9, 2, 1, 0, 1)
    return replace(
        trend,
        title="dog grooming",
        region="",
        direction="down",
        window=4,
        observed=4,
        by_week=weeks,
        usual_least=22,
        usual_most=51,
    )


def test_the_words_of_a_picture_are_those_that_were_accepted(report: DigestReport, rise: Trend) -> None:
    fall = in_four_weeks(rise)
    quieter = replace(rise, title="bin cleaning", observed=7, news="still", among="trades")
    said = [
        pictures.movers(report).alt,
        pictures.movers(telling(report, quieter, rise, fall)).alt,
        pictures.movers(telling(report, fall)).alt,
    ]
    assert_golden(ACCEPTED / "pictures.txt", "\n".join(said) + "\n")


def test_a_picture_begins_with_what_leads_the_digest_and_keeps_to_its_span(report: DigestReport, rise: Trend) -> None:
    still = replace(rise, title="bin cleaning", news="still")
    shown = pictures.shown(telling(report, in_four_weeks(rise), still, rise))
    assert shown == [rise, still]


def test_what_is_over_and_what_is_of_another_week_is_not_shown(report: DigestReport, rise: Trend) -> None:
    assert pictures.shown(telling(report, replace(rise, news="over"), replace(rise, period="2026-W46"))) == []
    assert pictures.shown(telling(report)) == []


def test_a_line_of_several_weeks_is_made_of_the_sums_up_to_each_week(report: DigestReport, rise: Trend) -> None:
    alt = pictures.movers(telling(report, in_four_weeks(rise))).alt
    assert "22 to 51 would be normal; in four weeks up to each week before: 36, 36, 35, 36, 35, 28, 21, 12." in alt
    short = replace(in_four_weeks(rise), by_week=(2, 1, 0, 1))
    assert pictures.movers(telling(report, short)).alt.endswith("Dog grooming 4, 22 to 51 would be normal. 6 compared.")


@pytest.mark.parametrize("fill", [publisher.full_week, publisher.quiet_week, publisher.first_week])
def test_a_week_in_which_nothing_moved_has_no_picture(fill: Fill, digest: Digest) -> None:
    report = digest(fill)
    assert pictures.shown(report) == []
    with pytest.raises(ValueError, match="Nothing moved"):
        pictures.movers(report)
