"""A number without a sign is money where it stands like a sum, and nothing where it is of something."""

import pytest

from tests.digests.reading.desk import read


def worth(text: str) -> float | None:
    found = read(text).value
    return found.value.amount if found is not None else None


@pytest.mark.parametrize(
    "typed",
    [
        "640",
        "640 lost",
        "640 gone to yelp",
        "640 because of 2 calls",
        "dropped the half page 640",
        "won't pay the 640",
        "2 calls, 640",
        "- 640 - 2 calls all year",
    ],
)
def test_a_bare_number_that_stands_like_a_sum_is_one(typed: str) -> None:
    assert worth(f"Lost Zephyr Kites {typed}") == 640


@pytest.mark.parametrize("typed", ["55 a month", "55/mo", "55pm", "at 55 per month", "said 55 a month was robbery"])
def test_a_small_one_is_where_it_is_paid_by_the_month(typed: str) -> None:
    assert worth(f"Lost Zephyr Kites, {typed}") == 660


@pytest.mark.parametrize(
    "typed",
    [
        "at 1200 Elm Street wants a banner",
        "at 450 queen street wants a banner",
        "wants a banner, est 1987",
        "wants a banner, 2.4k followers",
        "wants a banner, 15k footfall",
        "wants a banner, 12k sq ft unit",
        "wants a banner, they get 400 a week through the door",
        "wants a banner, employs 220",
        "wants a banner for the 2,000 seat arena",
        "wants 500",
        "wants a 300 page brochure",
        "wants 110 volt tools",
        "wants a 1200 wide door",
        "wants 1200x800 pallets",
        "wants RAL 7016",
        "wants iso 27001 on the listing",
        "wants sku 44-1200",
        "wants a call at 1430",
        "wants a call after 2100",
        "can't make the 3pm, stuck on m6",
        "rings back after 5 pm",
        "wants the FY26 rates for 2026-27",
        "wants room for 120 at the dinner",
        "wants packs of 250",
        "wants one hundred percent more, thanks a million",
        "wants fifteen hundred square feet",
        "wants a thousand leaflets in two thousand and twenty six",
        "wants to know why the smallest run is 1000, they need 400",
    ],
)
def test_a_bare_number_of_something_is_no_money(typed: str) -> None:
    assert worth(f"Zephyr Kites {typed}") is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("was 15k, more like 9 now", 9000),
        ("I told them £85/month, they told me 70 tops", 840),
        ("35 euros a month, would go to the 80 a month one", 960),
        ("£45 a month, would go to 60", 720),
    ],
)
def test_beside_a_sum_a_bare_number_may_be_one_of_its_kind(typed: str, amount: float) -> None:
    assert worth(f"Zephyr Kites wants a box, {typed}") == amount
