"""Working days: when answers are due, over weekends and clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.clocks import working_days_later

LONDON, NEW_YORK, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


def due(local: str, days: int, zone: ZoneInfo = LONDON) -> str:
    """When something of this local time is due, in local time."""
    moment = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
    later = working_days_later(moment, days, zone)
    assert later.tzinfo is UTC
    return f"{later.astimezone(zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("local", "days", "then"),
    [
        ("2026-11-16 10:00", 2, "Wed 2026-11-18 10:00"),
        ("2026-11-19 10:00", 2, "Mon 2026-11-23 10:00"),
        ("2026-11-20 16:59", 1, "Mon 2026-11-23 16:59"),
        ("2026-11-16 10:00", 10, "Mon 2026-11-30 10:00"),
        ("2026-11-21 10:00", 2, "Tue 2026-11-24 17:30"),
        ("2026-11-22 23:59", 2, "Tue 2026-11-24 17:30"),
        ("2026-11-20 10:00", 0, "Fri 2026-11-20 10:00"),
        ("2026-12-30 10:00", 2, "Fri 2027-01-01 10:00"),
    ],
)
def test_days_are_counted_from_monday_to_friday(local: str, days: int, then: str) -> None:
    assert due(local, days) == then


def test_the_time_of_day_stays_the_same_when_the_clocks_change() -> None:
    assert due("2026-10-23 09:00", 1) == "Mon 2026-10-26 09:00"  # London goes back on the 25th
    assert due("2026-03-27 09:00", 1) == "Mon 2026-03-30 09:00"  # and forward on the 29th
    assert due("2026-10-30 09:00", 1, NEW_YORK) == "Mon 2026-11-02 09:00"


def test_the_weekend_is_the_one_of_the_workspace_not_of_greenwich() -> None:
    # Friday evening in London is Saturday in Auckland.
    moment = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    assert f"{working_days_later(moment, 1, LONDON).astimezone(LONDON):%a}" == "Mon"
    assert f"{working_days_later(moment, 2, AUCKLAND).astimezone(AUCKLAND):%a %H:%M}" == "Tue 17:30"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 (made aware by the next argument)
    st.integers(0, 60),
    st.sampled_from(ZONES),
)
def test_it_is_never_due_before_it_came_except_over_a_weekend_and_never_on_one(
    moment: datetime, days: int, name: str
) -> None:
    zone = ZoneInfo(name)
    came = moment.replace(tzinfo=UTC)
    then = working_days_later(came, days, zone)
    assert then.astimezone(zone).weekday() < 5
    if days:
        assert then > came - timedelta(days=2)
        assert then <= came + timedelta(days=days * 7 / 5 + 4)
