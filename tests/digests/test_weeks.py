"""Weeks and due moments stay right through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.weeks import (
    Calendar,
    Due,
    Schedule,
    ScheduleChange,
    Week,
    closed_weeks_due,
    due_moment,
    local_moment,
)

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
ZONES = sorted(available_timezones())

zones = st.sampled_from(ZONES).map(ZoneInfo)
dues = st.builds(Due, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
weeks = st.dates(date(1995, 1, 2), date(2035, 12, 31)).map(Week.of_date)
moments = st.integers(0, 40 * 366 * 24 * 60).map(lambda minutes: datetime(1995, 1, 2, tzinfo=UTC) + minutes * MINUTE)

# The same examples on every machine, and no clock that a busy one could lose against.
steadily = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def test_a_week_is_read_and_written_the_same() -> None:
    assert str(Week.parse("2026-W47")) == "2026-W47"
    assert Week.parse(" 2026-w07 ") == Week(2026, 7)


@pytest.mark.parametrize("text", ["2026-47", "W47", "2026-W4", "next", "", "２０２６-W47"])
def test_what_is_no_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 2026-W47"):
        Week.parse(text)


@pytest.mark.parametrize("text", ["2026-W00", "2026-W54", "2025-W53"])
def test_a_week_that_the_year_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="There is no week"):
        Week.parse(text)


@pytest.mark.parametrize(
    ("week", "label"),
    [
        ("2026-W47", "16–22 Nov 2026"),
        ("2026-W49", "30 Nov – 6 Dec 2026"),
        ("2026-W53", "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_a_week_is_labelled_by_its_days(week: str, label: str) -> None:
    assert Week.parse(week).label == label


def test_weeks_follow_each_other_over_the_year() -> None:
    assert Week(2026, 53).next() == Week(2027, 1)
    assert Week(2027, 1).previous() == Week(2026, 53)
    assert Week(2026, 53) < Week(2027, 1)


@pytest.mark.parametrize("text", ["mon 09:00", "Monday 9:00", "MON, 9:00"])
def test_a_due_time_is_read_as_people_write_it(text: str) -> None:
    assert str(Due.parse(text)) == "mon 09:00"


@pytest.mark.parametrize("text", ["mon", "09:00", "mon 24:00", "mon 9:60", "payday 09:00", "mon 9"])
def test_what_is_no_due_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write it like mon 09:00"):
        Due.parse(text)


@pytest.mark.parametrize("zone", ["London", "Europe", "../etc/passwd", "", "Mars/Base"])
def test_what_is_no_zone_is_refused_with_an_example(zone: str) -> None:
    with pytest.raises(ValueError, match="write it like Europe/London"):
        Schedule.parse(zone, "mon 09:00")


def test_a_time_that_clocks_skip_is_the_instant_after_the_gap() -> None:
    skipped = local_moment(date(2026, 3, 29), time(1, 30), LONDON)
    assert skipped.astimezone(LONDON).isoformat() == "2026-03-29T02:00:00+01:00"


def test_a_time_that_clocks_show_twice_is_the_first_one() -> None:
    doubled = local_moment(date(2026, 10, 25), time(1, 30), LONDON)
    assert doubled.astimezone(LONDON).isoformat() == "2026-10-25T01:30:00+01:00"


def test_a_day_that_never_was_leads_to_the_next() -> None:
    deleted = local_moment(date(2011, 12, 30), time(9), ZoneInfo("Pacific/Apia"))
    assert deleted.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T00:00:00+14:00"


@steadily
@given(zones, dues, weeks)
def test_each_week_has_one_due_moment_after_it_closed_and_before_the_next(zone: ZoneInfo, due: Due, week: Week) -> None:
    moment = due_moment(week, due, zone)
    assert week.interval(zone)[1] <= moment < due_moment(week.next(), due, zone)


@pytest.mark.parametrize("at", ["sun 02:30", "mon 00:00", "fri 00:00"])
def test_due_moments_rise_week_by_week_in_every_zone(at: str) -> None:
    due = Due.parse(at)
    year = [Week(2026, 1).next(number) for number in range(60)]
    for zone in map(ZoneInfo, ZONES):
        moments_of_year = [due_moment(week, due, zone) for week in year]
        assert moments_of_year == sorted(set(moments_of_year)), zone.key


@steadily
@given(zones, moments)
def test_every_moment_lies_in_the_interval_of_its_week(zone: ZoneInfo, moment: datetime) -> None:
    start, end = Week.of(moment, zone).interval(zone)
    assert start <= moment < end


@steadily
@given(zones, weeks)
def test_a_week_begins_when_the_one_before_it_ends(zone: ZoneInfo, week: Week) -> None:
    assert week.interval(zone)[0] == week.previous().interval(zone)[1]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MON_9 = Due.parse("mon 09:00")
LONG_AGO = at("2026-01-01")


def test_nothing_is_due_a_moment_too_early() -> None:
    early = at("2026-11-23T08:59")
    weeks_due = closed_weeks_due(early, MON_9, LONDON, since=at("2026-11-20"), at_most=8)
    assert weeks_due == []


def test_the_week_that_just_closed_is_due_at_its_hour() -> None:
    due = closed_weeks_due(at("2026-11-23T09:00"), MON_9, LONDON, since=at("2026-11-20"), at_most=8)
    assert due == [Week(2026, 47)]


def test_a_week_that_closed_before_setup_is_not_due() -> None:
    assert closed_weeks_due(at("2026-11-25"), MON_9, LONDON, since=at("2026-11-23T08:00"), at_most=8) == []


def test_missed_weeks_are_due_oldest_first_and_not_without_end() -> None:
    due = closed_weeks_due(at("2026-11-25"), MON_9, LONDON, since=LONG_AGO, at_most=3)
    assert due == [Week(2026, 45), Week(2026, 46), Week(2026, 47)]


@steadily
@given(zones, dues, moments)
def test_the_newest_due_week_is_one_that_is_over(zone: ZoneInfo, due: Due, now: datetime) -> None:
    calendar = Calendar(Schedule(zone, due))
    (newest,) = calendar.closed_weeks_due(now, since=datetime(1990, 1, 1, tzinfo=UTC), at_most=1)
    assert calendar.closes(newest) <= calendar.due(newest) <= now < calendar.next_due(now)


def changed(now: str, before: str, when: str, *, zone_now: str = "UTC", zone_before: str = "UTC") -> Calendar:
    old = Schedule.parse(zone_before, before)
    return Calendar(Schedule.parse(zone_now, now), [ScheduleChange(at(when), old)])


def test_a_new_time_leaves_the_week_that_waits_for_its_digest_alone() -> None:
    calendar = changed("mon 09:00", before="fri 16:00", when="2026-11-18")
    assert calendar.due(Week(2026, 46)) == at("2026-11-20T16:00")
    assert calendar.due(Week(2026, 47)) == at("2026-11-23T09:00")


def test_a_new_time_applies_from_the_next_week_to_close() -> None:
    calendar = changed("tue 10:00", before="mon 09:00", when="2026-11-18")
    assert calendar.due(Week(2026, 46)) == at("2026-11-16T09:00")
    assert calendar.next_due(at("2026-11-18")) == at("2026-11-24T10:00")


def test_a_new_zone_neither_doubles_nor_loses_an_hour() -> None:
    calendar = changed("mon 09:00", before="mon 09:00", when="2026-11-18", zone_now="America/New_York")
    assert calendar.interval(Week(2026, 46)) == (at("2026-11-09"), at("2026-11-16"))
    assert calendar.interval(Week(2026, 47)) == (at("2026-11-16"), at("2026-11-23T05:00"))


def test_several_changes_in_one_week_count_as_the_last() -> None:
    first, second = Schedule.parse("UTC", "mon 09:00"), Schedule.parse("UTC", "wed 12:00")
    changes = [ScheduleChange(at("2026-11-17"), first), ScheduleChange(at("2026-11-18"), second)]
    calendar = Calendar(Schedule.parse("UTC", "fri 16:00"), changes)
    assert calendar.due(Week(2026, 46)) == at("2026-11-16T09:00")
    assert calendar.due(Week(2026, 47)) == at("2026-11-27T16:00")


def test_the_next_digest_is_never_in_the_past() -> None:
    calendar = Calendar(Schedule.parse("UTC", "fri 16:00"))
    assert calendar.next_due(at("2026-11-20T15:59")) == at("2026-11-20T16:00")
    assert calendar.next_due(at("2026-11-20T16:00")) == at("2026-11-20T16:00") + timedelta(weeks=1)
