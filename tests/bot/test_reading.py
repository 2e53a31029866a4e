"""What a rep types into a value field, as it is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.reading import MOST, Money, parse_value

BELOW_ZERO = "A value can't be below zero. Leave it empty if you don't know it."
NO_NUMBER = "Write the value as a number, such as 4,800 or 4.8k. Leave it empty if you don't know it."
TOO_MUCH = "That is more than a billion. Please check the number."


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("4800", Money(480_000, "GBP")),
        (" 4,800 ", Money(480_000, "GBP")),
        ("4.8k", Money(480_000, "GBP")),
        ("12 K", Money(1_200_000, "GBP")),
        ("£1,200.50", Money(120_050, "GBP")),
        ("1200.5 €", Money(120_050, "EUR")),
        ("$2m", Money(200_000_000, "USD")),
        ("2 million usd", Money(200_000_000, "USD")),
        ("5 grand", Money(500_000, "GBP")),
        ("EUR900", Money(90_000, "EUR")),
        ("0", Money(0, "GBP")),
        ("0.01", Money(1, "GBP")),
        ("1,000,000,000", Money(100_000_000_000, "GBP")),
        ("٤٨٠٠", Money(480_000, "GBP")),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, money: Money) -> None:
    assert parse_value(typed, "GBP") == money


@pytest.mark.parametrize(("typed", "minor"), [("4,800", 4_800), ("4.8k", 4_800)])
def test_a_currency_without_minor_units_has_none(typed: str, minor: int) -> None:
    assert parse_value(typed, "JPY") == Money(minor, "JPY")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-5", BELOW_ZERO),
        ("−5", BELOW_ZERO),
        ("£ -5", BELOW_ZERO),
        ("-", BELOW_ZERO),
        ("soon", NO_NUMBER),
        ("1e99", NO_NUMBER),
        ("12,34", NO_NUMBER),
        ("1,2000", NO_NUMBER),
        ("1.200,50", NO_NUMBER),
        ("1.2345", NO_NUMBER),
        ("12k or so", NO_NUMBER),
        ("12 13", NO_NUMBER),
        ("²", NO_NUMBER),
        ("∞", NO_NUMBER),
        ("", NO_NUMBER),
        ("<!channel>", NO_NUMBER),
        ("999999999999", TOO_MUCH),
        ("1001 million", TOO_MUCH),
        ("9" * 40, TOO_MUCH),
    ],
)
def test_what_is_no_amount_has_a_sentence_that_says_what_to_write(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 (the sentence is compared whole)
        parse_value(typed, "GBP")
    assert str(raised.value) == sentence


@given(st.text(max_size=40))
def test_anything_typed_into_a_value_is_an_amount_or_a_sentence(typed: str) -> None:
    sentence = ""
    try:
        money = parse_value(typed, "GBP")
    except ValueError as error:
        sentence = str(error)
    assert sentence in (BELOW_ZERO, NO_NUMBER, TOO_MUCH) or 0 <= money.minor <= MOST * 100
