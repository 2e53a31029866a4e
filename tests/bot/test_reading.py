"""What a rep types after a command, and into a value field, as it is understood."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.reading import MOST, KnownAccount, Money, apart, parse_value, read
from storage.keys import name_key

NAMES = ("Ace Roofing", "Ace", "Bell & Sons", "O'Brien Café", "Price", "4 Seasons Ltd")
ACCOUNTS = {name_key(name): KnownAccount(uuid.UUID(int=number), name, None) for number, name in enumerate(NAMES)}

BELOW_ZERO = "A value can't be below zero. Leave it empty if you don't know it."
NO_NUMBER = "Write the value as a number, such as 4,800 or 4.8k. Leave it empty if you don't know it."
TOO_MUCH = "That is more than a billion. Please check the number."


def account_in(words: str) -> str:
    """The name of the account that was found."""
    found = read(words, default_currency="GBP", accounts=ACCOUNTS).account
    return found.name if found else ""


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


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("Ace Roofing 4800 price", 480_000),
        ("they would pay £300 or £400", 30_000),
        ("worth 4.8k a year", 480_000),
        ("4800, went to Yell", 480_000),
        ("about 900.", 90_000),
    ],
)
def test_the_first_number_that_is_surely_money_is_the_value(words: str, minor: int) -> None:
    value = read(words, default_currency="GBP", accounts={}).value
    assert value is not None
    assert value.minor == minor


@pytest.mark.parametrize(
    "words",
    [
        "",
        "since 2026 they want bees",
        "in 3 months",
        "call 07700900123",
        "room 007",
        "50% off",
        "at 12:30",
        "page 12/13",
        "version 4.8.1",
        "M25 junction 9",
        "x4800y",
        "on 24-11-2026",
        "99 balloons",
    ],
)
def test_numbers_that_are_not_money_are_left_alone(words: str) -> None:
    assert read(words, default_currency="GBP", accounts={}).value is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ace Roofing wants bees", "Ace Roofing"),
        ("wants bees, ACE  roofing", "Ace Roofing"),
        ("ace wants bees", "Ace"),
        ("bell and sons", ""),
        ("Bell & Sons, bees", "Bell & Sons"),
        ("obrien cafe: bees", "O'Brien Café"),
        ("spaceace", ""),
        ("4 seasons ltd 4800", "4 Seasons Ltd"),
        ("", ""),
    ],
)
def test_the_longest_account_that_is_known_is_found_however_it_is_spelt(words: str, name: str) -> None:
    assert account_in(words) == name


def test_an_account_named_only_by_the_customer_is_not_taken_for_the_customer() -> None:
    """What stands in quotes is what they said, perhaps about somebody else."""
    assert account_in('"Ace Roofing down the road has one" says Bell & Sons') == "Bell & Sons"


@pytest.mark.parametrize(
    ("words", "said", "rest"),
    [
        ('Ace 4800 "half the calls" price', "half the calls", "Ace 4800 price"),
        ("Ace “half the calls”, price", "half the calls", "Ace , price"),
        ("«la moitié» Ace", "la moitié", "Ace"),
        ('no "x" quote', "", 'no "x" quote'),
        ('5" pipes', "", '5" pipes'),
        ('"one" and "two"', "one", 'and "two"'),
        ("", "", ""),
    ],
)
def test_the_words_in_quotes_are_the_customers_and_the_rest_the_reps(words: str, said: str, rest: str) -> None:
    assert apart(words) == (said, rest)


@given(st.text(max_size=300))
def test_no_word_is_lost_however_it_is_read(words: str) -> None:
    reading = read(words, default_currency="GBP", accounts=ACCOUNTS)
    kept = sorted((reading.said + reading.rest).replace(" ", ""))
    typed = sorted(words.replace(" ", ""))
    for char in kept:
        typed.remove(char)
    assert all(char.isspace() or char in ',;"“”«»' for char in typed)
