"""The year has the rhythm, the seasons and the few real changes that the demo's digest should find."""

from collections import Counter

from playground.sample import shape
from playground.sample.make import DATA
from tests.playground.sample.support import ago, by_month, reports, within


def test_the_size_and_the_shares_are_as_described() -> None:
    rows = reports()
    shares = {kind: count / len(rows) for kind, count in Counter(row["kind"] for row in rows).items()}
    assert 2300 <= len(rows) <= 2500
    assert abs(shares["request"] - 0.60) < 0.02
    assert abs(shares["lost_deal"] - 0.27) < 0.02
    assert abs(shares["won_deal"] - 0.13) < 0.02


def test_reports_are_logged_on_weekdays_in_working_hours() -> None:
    assert all(shape.day(ago(row)).weekday() < 5 for row in reports())
    assert all("08:00" <= row["at"] < "19:00" for row in reports())
    assert {ago(row) for row in reports()} <= set(range(shape.YEAR))


def test_today_and_yesterday_are_alive() -> None:
    for day in (0, 1):
        today = [row for row in reports() if ago(row) == day]
        assert len(today) >= 12
        assert {row["kind"] for row in today} == {"request", "lost_deal", "won_deal"}


def test_christmas_and_late_august_are_quiet() -> None:
    weekly = Counter(ago(row) // 7 for row in reports())
    usual = sorted(weekly.values())[len(weekly) // 2]
    christmas = sum((shape.MADE_FOR - shape.day(ago(r))).days in range(321, 331) for r in reports())
    august = [r for r in reports() if shape.day(ago(r)).month == 8 and 17 <= shape.day(ago(r)).day <= 30]
    assert christmas < usual / 3
    assert len(august) / 2 < 0.75 * usual


def test_trades_have_their_seasons() -> None:
    def share(keys: tuple[str, ...], months: tuple[int, ...]) -> float:
        months_of = by_month(row for row in reports("request") if row["request_key"] in keys)
        return sum(months_of[month] for month in months) / sum(months_of.values())

    assert share(("gutter-clearing", "chimney-sweeps", "stove-servicing"), (9, 10, 11)) > 0.5
    assert share(("home-aircon",), (6, 7)) > 0.6
    assert share(("wedding-celebrants", "street-food", "lashes"), (1, 2, 3, 4, 5)) > 0.5
    assert share(("artificial-grass", "garden-clearance", "wildflower"), (3, 4, 5)) > 0.4


def test_solar_rises_in_all_regions_for_five_weeks() -> None:
    rows = reports("request", request_key=shape.RISING)
    weeks = [within(rows, week * 7, week * 7 + 6) for week in range(6)]
    assert weeks == sorted(weeks, reverse=True)
    assert weeks[0] >= 4 * weeks[4]
    recent = [row for row in rows if ago(row) < 35]
    assert len({row["region"] for row in recent}) == 6
    assert len({row["account"] for row in recent}) > 0.85 * len(recent)


def test_mobile_dog_grooming_jumps_in_one_region_and_not_elsewhere() -> None:
    rows = reports("request", request_key=shape.JUMP)
    here = [row for row in rows if row["region"] == shape.JUMP_REGION]
    elsewhere = [row for row in rows if row["region"] != shape.JUMP_REGION]
    assert within(here, 0, 13) >= 14
    assert within(here, 21, 72) <= 4
    assert within(elsewhere, 0, 13) <= 6
    recent = [row for row in here if ago(row) < 14]
    assert len({row["account"] for row in recent}) >= 9
    assert len({row["reporter"] for row in recent}) >= 4


def test_vape_shops_fall_away() -> None:
    rows = reports("request", request_key=shape.FALLING)
    assert within(rows, shape.FALLING_FROM, 364) / (365 - shape.FALLING_FROM) > 1.5 / 7
    assert within(rows, 0, shape.FALLEN_FROM - 3) <= 3


def test_a_rivals_price_campaign_costs_one_region_a_month() -> None:
    lost = reports("lost_deal", region=shape.CAMPAIGN_REGION, competitors=shape.CAMPAIGN_BY)
    start, end = shape.CAMPAIGN_DAYS
    in_campaign = [row for row in lost if start <= ago(row) <= end]
    assert len(in_campaign) >= 20
    assert sum("price" in row["reasons"] for row in in_campaign) >= 20
    assert within(lost, end + 1, 364) <= 15


def test_a_loud_voice_is_one_rep_with_one_account() -> None:
    key, region, _, first, last, times = shape.LOUD[0]
    loud = Counter(
        (row["reporter"], row["account"])
        for row in reports("request", request_key=key, region=region)
        if first <= ago(row) <= last
    )
    assert times == 9
    assert last - first < 14
    assert loud.most_common(1)[0][1] >= 9
    assert len({row["account"] for row in reports("request", request_key=key)}) <= 4


def test_no_file_is_too_large_for_the_repository() -> None:
    assert (DATA / "reports.csv").stat().st_size < 700_000
