"""Any way of writing a number gives the number: figures with any marks, words, thousands by k, any currency's sign."""

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.reading.numerals import numerals
from tests.digests.reading.desk import read

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = st.integers(100, 999_999)
NOT_OURS = ("A$", "C$", "CA$", "AU$", "NZ$", "HK$", "¥", "₹", "CHF ", "AUD ", "CAD ", "kr ", "SEK ", "PLN ")
OURS = {"£": "GBP", "€": "EUR", "$": "USD", "US$": "USD", "GBP ": "GBP", "EUR ": "EUR", "USD ": "USD"}


def grouped(number: int, mark: str) -> str:
    """A number with a mark between its thousands."""
    return f"{number:,}".replace(",", mark)


def in_words(number: int, link: str, hyphen: str) -> str:
    """A number below a million in English; `link` stands behind hundreds, `hyphen` between tens and ones."""
    if number >= 1000:
        rest = number % 1000
        said = in_words(number // 1000, link, hyphen) + " thousand"
        return f"{said}{link if 0 < rest < 100 else ' '}{in_words(rest, link, hyphen)}" if rest else said
    if number >= 100:
        said = f"{ONES[number // 100]} hundred"
        return f"{said}{link}{in_words(number % 100, link, hyphen)}" if number % 100 else said
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"{hyphen}{ONES[number % 10]}" if number % 10 else "")


def worth(typed: str) -> tuple[float | None, str | None]:
    found = read(f"Lost Zephyr Kites, {typed}").value
    return (found.value.amount, found.value.currency) if found is not None else (None, None)


@given(NUMBERS, st.sampled_from(("", ",", ".", "'", " ", "\u00a0", "\u202f")), st.sampled_from(list(OURS)))
def test_thousands_may_be_set_apart_by_any_mark_or_none(number: int, mark: str, sign: str) -> None:
    assert worth(f"{sign}{grouped(number, mark)}") == (number, OURS[sign])


@given(NUMBERS, st.integers(1, 99), st.sampled_from(((",", "."), (".", ","), (" ", ","), ("'", "."))))
def test_cents_stand_behind_the_other_mark(number: int, cents: int, marks: tuple[str, str]) -> None:
    assert worth(f"€{grouped(number, marks[0])}{marks[1]}{cents:02}") == (number + cents / 100, "EUR")


@given(NUMBERS, st.sampled_from((" ", " and ")), st.sampled_from((" ", "-")))
def test_words_are_as_good_as_figures(number: int, link: str, hyphen: str) -> None:
    assert worth(f"{in_words(number, link, hyphen)} pounds") == (number, "GBP")


@given(st.integers(1, 9_999), st.sampled_from(("k", "K", " k", " grand")), st.sampled_from((".", ",")))
def test_so_many_thousands_may_be_written_with_a_fraction(tenths: int, scale: str, mark: str) -> None:
    typed = f"{tenths // 10}{mark}{tenths % 10}{scale}"
    assert worth(typed) == (tenths * 100, None)


@given(NUMBERS, st.sampled_from(NOT_OURS))
def test_another_countrys_money_is_a_sum_without_a_currency(number: int, sign: str) -> None:
    assert worth(f"{sign}{grouped(number, ',')}") == (number, None)
    assert worth(f"{sign}{grouped(number, ',')}, or £90 a call")[1] is None


@pytest.mark.parametrize(
    "typed", ["$900 CAD", "$900 Canadian", "900 Australian dollars", "900 kr", "900 yen", "900 zł"]
)
def test_a_dollar_that_is_called_another_countrys_is_not_ours(typed: str) -> None:
    assert worth(typed) == (900, None)


@settings(max_examples=300)
@given(st.text(string.digits + ".,' k£$€/-a", max_size=40))
def test_whatever_stands_there_numbers_stand_in_order_and_do_not_meet(text: str) -> None:
    found = numerals(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.start <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("twelve fifty a year", 1250),
        ("two fifty a month", 3000),
        ("a grand and a half", 1500),
        ("two and a half grand", 2500),
        ("nineteen and a half grand", 19_500),
        ("a couple of grand", 2000),
        ("a hundred and twenty five a month", 1500),
        ("half a million", 500_000),
        ("1.75 lakh", 175_000),
        ("₹3,60,000", 360_000),
        ("6-800 quid", 600),
        ("maybe 20 grand", 20_000),
    ],
)
def test_what_people_say_for_short_is_read_in_full(typed: str, amount: float) -> None:
    assert worth(typed)[0] == amount


@pytest.mark.parametrize(
    "typed", ["a grand opening", "half a page", "one of many", "two for one", "five figures", "a thousand customers"]
)
def test_number_words_that_say_no_sum_give_none(typed: str) -> None:
    assert worth(typed) == (None, None)
