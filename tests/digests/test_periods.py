"""Every week lies in one period of each rhythm, in every year, and every label names one period."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from digests.periods import Period, earliest, span, weeks_between
from digests.weeks import Week
from storage.models import Rhythm

RHYTHMS = [Rhythm.WEEKLY, Rhythm.TWO_WEEKLY, Rhythm.MONTHLY]
# Sixty years of weeks, eleven of them with 53 weeks.
WEEKS = [Week.of_date(date(1999, 12, 27) + timedelta(weeks=number)) for number in range(60 * 53)]


@pytest.mark.parametrize(
    ("week", "rhythm", "label", "weeks"),
    [
        (Week(2026, 47), Rhythm.WEEKLY, "2026-W47", 1),
        (Week(2026, 47), Rhythm.TWO_WEEKLY, "2026-W47+48", 2),
        (Week(2026, 48), Rhythm.TWO_WEEKLY, "2026-W47+48", 2),
        (Week(2026, 53), Rhythm.TWO_WEEKLY, "2026-W53+01", 2),
        (Week(2027, 1), Rhythm.TWO_WEEKLY, "2026-W53+01", 2),
        (Week(2027, 2), Rhythm.TWO_WEEKLY, "2027-W02+03", 2),
        (Week(2026, 47), Rhythm.MONTHLY, "2026-11", 4),
        (Week(2026, 49), Rhythm.MONTHLY, "2026-12", 5),
        (Week(2026, 53), Rhythm.MONTHLY, "2026-12", 5),
        (Week(2027, 1), Rhythm.MONTHLY, "2027-01", 4),
    ],
)
def test_a_week_lies_in_the_period_of_its_label(week: Week, rhythm: Rhythm, label: str, weeks: int) -> None:
    period = Period.of(week, rhythm)
    assert (period.label, len(period.weeks)) == (label, weeks)
    assert Period.parse(label) == period


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_periods_follow_each_other_without_gap_or_overlap_and_sort_as_text(rhythm: Rhythm) -> None:
    periods = list(dict.fromkeys(Period.of(week, rhythm) for week in WEEKS))
    assert all(before.last.next() == after.first for before, after in pairwise(periods))
    assert [one.label for one in periods] == sorted(one.label for one in periods)
    assert all(len(one.label) <= 16 and Period.parse(one.label) == one for one in periods)
    assert {len(one.weeks) for one in periods} == {
        Rhythm.WEEKLY: {1},
        Rhythm.TWO_WEEKLY: {2},
        Rhythm.MONTHLY: {4, 5},
    }[rhythm]


def test_a_month_has_the_weeks_whose_thursday_lies_in_it() -> None:
    for week in WEEKS:
        thursday = week.first_day + timedelta(days=3)
        assert Period.of(week, Rhythm.MONTHLY).label == f"{thursday:%Y-%m}"


def test_never_has_no_period() -> None:
    with pytest.raises(ValueError, match="no periods"):
        Period.of(Week(2026, 47), Rhythm.NEVER)


@pytest.mark.parametrize(
    "label", ["", "2026", "2026-13", "2026-00", "2026-W54", "2026-W47+49", "2026-W48+49", "2026-W47+48 ", "٢٠٢٦-11"]
)
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each is refused by whoever reads that part)
        Period.parse(label)


def test_the_earliest_week_that_a_change_of_rhythm_can_reach_back_to() -> None:
    assert earliest(Week(2026, 47)) == Week(2026, 45)
    assert earliest(Week(2026, 49)) == Week(2026, 49)
    assert earliest(Week(2027, 1)) == Week(2026, 53)


def test_days_of_several_weeks_are_said_as_people_say_them() -> None:
    assert span(Week(2026, 47), Week(2026, 47)) == "16–22 Nov 2026"
    assert span(Week(2026, 45), Week(2026, 48)) == "2 Nov – 29 Nov 2026"
    assert span(Week(2026, 53), Week(2027, 1)) == "28 Dec 2026 – 10 Jan 2027"
    assert list(weeks_between(Week(2026, 53), Week(2027, 1))) == [Week(2026, 53), Week(2027, 1)]
