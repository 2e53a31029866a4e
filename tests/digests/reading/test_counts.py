"""A price for each of something, times how many the sentence says there are; and a sum for so many weeks or months."""

import pytest

from tests.digests.reading.desk import read


def worth(text: str) -> float | None:
    found = read(text).value
    return found.value.amount if found is not None else None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Zephyr Kites wants 3 x £200 banners", 600),
        ("Zephyr Kites wants it in three instalments of £200", 600),
        ("Lost Zephyr Kites, £85 x 12", 1020),
        ("Lost Zephyr Kites, 2 sites, £400 per site", 800),
        ("Lost Zephyr Kites, £350 a head for 8", 2800),
        ("Lost Zephyr Kites, our $92 vs their $61 per keg, 150 kegs", 13_800),
        ("Lost Zephyr Kites, £9 a day per boat, 8 boats, 100 days", 7200),
        ("Zephyr Kites wants SSO, 40 seats × $12 × 12", 5760),
        ("Zephyr Kites wants SSO for a hundred and twenty users at £6 a user a month", 8640),
        ("Zephyr Kites wants it on 30 tablets, £12.50 a device a month", 4500),
        ("Zephyr Kites would take 200 kits at $18.50", 3700),
        ("Zephyr Kites would take 40 kg a week at $18 a kilo", 37_440),
        ("Zephyr Kites want jackets. Qty 500, rate we told 220", 110_000),
        ("Zephyr Kites would take 600 ties all told, £4.25", 2550),
        ("Zephyr Kites would take 88 kegs, $45 each and 40 more of them later", 3960),
    ],
)
def test_a_price_for_one_is_taken_as_often_as_the_text_says(text: str, amount: float) -> None:
    assert worth(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Zephyr Kites would take 40 licences for £2,000", 2000),
        ("Zephyr Kites wants 12 seats at £300 total", 300),
        ("Lost Zephyr Kites, £800 for both sites", 800),
        ("Lost Zephyr Kites, 7 seats, $420 a year", 420),
        ("Zephyr Kites wants a quarter page, £250", 250),
        ("Zephyr Kites wants the £640 a quarter page", 640),
    ],
)
def test_a_price_for_all_of_them_is_not_multiplied(text: str, amount: float) -> None:
    assert worth(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "Lost Zephyr Kites, £8 a user and he wouldn't say how many",
        "Lost Zephyr Kites, $40 a lead",
        "Zephyr Kites wants training, £950 a day",
        "Zephyr Kites wants two temps, 37 hours a week, £18 an hour",
        "Zephyr Kites wants bolts in packs of 250",
    ],
)
def test_a_price_for_one_of_nobody_knows_how_many_is_no_value(text: str) -> None:
    assert worth(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Lost Zephyr Kites, two years at 900 a year", 900),
        ("Lost Zephyr Kites, 2 year deal at £900 a year", 900),
        ("Lost Zephyr Kites, £45 a month for 24 months", 540),
        ("Lost Zephyr Kites, £1,800 over two years", 1800),
        ("Lost Zephyr Kites, £200 a month for 3 months", 600),
        ("Lost Zephyr Kites, 12 weeks at €150 a week", 1800),
        ("Lost Zephyr Kites, £200 a month, 3 months' notice given", 2400),
        ("Lost Zephyr Kites, £50 a week, we were 3 weeks late", 2600),
        ("Lost Zephyr Kites, £50 a fortnight", 1300),
        ("Lost Zephyr Kites, 600 every six months", 1200),
    ],
)
def test_a_term_is_counted_within_a_year_and_a_total_stays(text: str, amount: float) -> None:
    assert worth(text) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("5,000-7,000", 5000),
        ("£1,000 to £1,500", 1000),
        ("six to eight hundred quid", 600),
        ("somewhere between 1000 and 1500", 1000),
        ("£2-3,000", 2000),
    ],
)
def test_of_a_range_it_is_the_lower_end(typed: str, amount: float) -> None:
    assert worth(f"Lost Zephyr Kites, {typed}") == amount
