"""What a deal is worth in a year, in every way that reps write it."""

import pytest

from digests.reading.found import Sure
from tests.digests.reading.desk import read


def worth(text: str) -> tuple[float | None, str | None]:
    found = read(text).value
    if found is None or found.sure is Sure.GUESS:
        return None, None
    return found.value.amount, found.value.currency


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("4.8k", 4800, None),
        ("$1,200", 1200, "USD"),
        ("$ 1,200", 1200, "USD"),
        ("1.200 €", 1200, "EUR"),
        ("1 200 €", 1200, "EUR"),
        ("1\u00a0200\u00a0€", 1200, "EUR"),
        ("CHF 1'200", 1200, None),
        ("EUR 1.250,50", 1250.5, "EUR"),
        ("£1,250.50", 1250.5, "GBP"),
        ("$1.2m", 1_200_000, "USD"),
        ("2k USD", 2000, "USD"),
        ("900 quid", 900, "GBP"),
        ("about 900 pounds", 900, "GBP"),
        ("12 grand", 12_000, None),
    ],
)
def test_figures_are_read_in_every_notation(typed: str, amount: float, currency: str | None) -> None:
    assert worth(f"Zephyr Kites wants a banner, {typed}") == (amount, currency)


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("twelve grand", 12_000, None),
        ("eighteen hundred", 1800, None),
        ("eighteen hundred quid", 1800, "GBP"),
        ("two thousand five hundred dollars", 2500, "USD"),
        ("half a grand", 500, None),
    ],
)
def test_numbers_in_words_are_numbers(typed: str, amount: float, currency: str | None) -> None:
    assert worth(f"Zephyr Kites wants a banner, {typed}") == (amount, currency)


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("£300/mo", 3600, "GBP"),
        ("£300 pcm", 3600, "GBP"),
        ("$80 a month", 960, "USD"),
        ("45 bucks per month", 540, "USD"),
        ("£900 quarterly", 3600, "GBP"),
        ("250 euros a quarter", 1000, "EUR"),
        ("£100 a month or £1,100 a year", 1100, "GBP"),
        ("3-year deal worth $9,000", 9000, "USD"),
    ],
)
def test_by_month_and_by_quarter_make_a_year_and_a_total_stays_as_stated(
    typed: str, amount: float, currency: str
) -> None:
    assert worth(f"Zephyr Kites wants a banner, {typed}") == (amount, currency)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("Zephyr Kites wants single sign-on, 85 seats, $15 a seat a month", 15_300, "USD"),
        ("Zephyr Kites wants 40 licences at £6 each", 240, "GBP"),
        ("Zephyr Kites wants 3 sims at £14 a month", 504, "GBP"),
    ],
)
def test_a_price_for_each_is_taken_so_many_times(text: str, amount: float, currency: str) -> None:
    assert worth(text) == (amount, currency)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("2-3k", 2000), ("between £200 and £300", 200), ("up to $2,000", 2000), ("900 tops", 900)],
)
def test_of_a_range_it_is_the_lower_end_and_a_limit_is_the_number(typed: str, amount: float) -> None:
    assert worth(f"Zephyr Kites wants a banner, {typed}")[0] == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Lost Zephyr Kites, not 15k any more, more like 9", 9000),
        ("Lost Zephyr Kites to Yelp, we quoted £1,400, they charge £900", 1400),
        ("Lost Zephyr Kites, paid us $780 a year, spent it on a new van for 22k", 780),
        ("Zephyr Kites wants a bigger box, would go from 90 to 110 a month", 1320),
        ("Zephyr Kites wants a banner, would pay 1500 (their ad was £900)", 1500),
        ("Zephyr Kites wants a banner ~£900~ £950", 950),
    ],
)
def test_of_two_sums_it_is_the_one_that_the_deal_is_worth_now(text: str, amount: float) -> None:
    assert worth(text)[0] == amount


def test_a_sign_on_another_sum_tells_the_currency() -> None:
    assert worth("Zephyr Kites wants a banner, would pay 1500 (their ad was £900)") == (1500, "GBP")


@pytest.mark.parametrize(
    "text",
    [
        "Lost Zephyr Kites, asked for a 20% discount",
        "Zephyr Kites wants a banner, call 020 7946 0958",
        "Zephyr Kites wants a banner, ring 555-0142",
        "Zephyr Kites wants a banner, +1 503 555 0142",
        "Zephyr Kites wants a banner, (503) 555-0142",
        "Zephyr Kites wants a banner, order 48213",
        "Zephyr Kites wants a banner, PO #48213",
        "Zephyr Kites wants a banner on page 214",
        "Zephyr Kites wants a banner by 03/04/2027",
        "Zephyr Kites wants a banner by 2027-04-03",
        "Zephyr Kites wants a banner for 2027",
        "Zephyr Kites wants a banner at 9:30 on the 14th",
        "Zephyr Kites has 140 vans and wants a banner",
        "Zephyr Kites wants a half page",
        "Zephyr Kites wants it free, £0",
        "Zephyr Kites wants a banner",
    ],
)
def test_what_is_no_sum_of_ours_leaves_value_and_currency_open(text: str) -> None:
    assert worth(text) == (None, None)
