"""Amounts where there is little room: short, and never of the wrong size."""

import pytest

from digests.wording import in_short, money_in_short


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (480, "480"),
        (999, "999"),
        (999.6, "1k"),
        (4_800, "4.8k"),
        (9_960, "10k"),
        (186_240, "186k"),
        (999_400, "999k"),
        (999_600, "1m"),
        (1_234_567, "1.2m"),
        (3_000_000_000, "3bn"),
        (4_000_000_000_000, "4,000bn"),
    ],
)
def test_a_number_has_at_most_three_figures_and_its_unit(value: float, said: str) -> None:
    assert in_short(value) == said


def test_an_amount_keeps_its_currency_and_sign() -> None:
    assert money_in_short(18_640_000, "GBP") == "£186k"
    assert money_in_short(-90_000, "EUR") == "−€900"
    assert money_in_short(12_400, "JPY") == "12k JPY"
