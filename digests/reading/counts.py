"""How many there are of what a price is for: "85 seats, $15 a seat", "3 x £200", "12 weeks at €150 a week". Pure.

Where the text does not say how many, the sum is marked as a price for one, which is worth nothing by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.reading.lexicon import any_of, phrases, words
from digests.reading.periods import Amount, as_often_as, for_so_long, span_at

_UNIT = re.compile(
    rf"\s?(?P<each>\b(?:{any_of('yearly', 'each')})\b|/unit\b)"
    r"|\s?(?:(?P<sure>/(?=\w)|\b(?:per|pro|par|por|je|every)\s)|\ban?\s)\s?(?:of\s)?(?P<unit>[a-z]+)"
)
_KNOWN_UNITS = re.compile(rf"(?:{any_of('yearly', 'unit')})s?")
_NO_UNIT = words("yearly", "no_unit")
_PEOPLE = words("yearly", "people")
# What nobody counts beforehand.
_UNCOUNTED = frozenset(("hour", "hr", "call", "click", "enquiry", "job"))
# "£38 per thousand".
_BY_THE = {"thousand": 1000, "hundred": 100}
_BARE_PRICE = phrases("yearly", "bare_price")
_IN_TOTAL = phrases("yearly", "in_total")
# How many, right before the price: "18 skips x", "take 200 at", "400 a month at", "48 of them at".
_AHEAD = re.compile(
    r"(?:\s?(?:of\s)?(?!an?\b|per\b)[a-z.'-]+){0,2}\s?(?:(?:a|per)\s(?:month|week|year|quarter))?(?:\s[a-z.'-]+){0,2}?,?"
    r"\s?(?P<link>@|×|x|at|à|of)\s?(?:a\s)?(?:rate\sof\s|just\s|only\s|about\s)?"
)
_PARTS = re.compile(r"\b(?:payments?|instal+ments?|lots|cheques|invoices)\b")
_BEHIND = re.compile(r"\s?(?:x|×|times)\s?$")
_FOR_SO_MANY = re.compile(r"\bfor\s$")
_FOR = re.compile(r"\s(?:for|x|×)\s(?:all\s)?")
_OF_THEM = re.compile(r"\s?(?:of them|(?:a|per) (?:month|week|year))\b")
# Before weeks or months that a sum is paid for.
_FOR_A_SPAN = re.compile(r"(?:\bfor|\bx|\bonly|\bso|\bjust|,|\(|×)\s?$")
_CLOSE, _FAR = 40, 60
_CHEAP, _RATE, _MANY, _UNLIKELY = 20, 1000, 10, 100_000


@dataclass(frozen=True)
class Count:
    """How many there are of something: the nouns behind the number, and where the number stands."""

    number: float
    nouns: str
    start: int
    end: int


def unit_at(low: str, at: int, counts: Sequence[Count]) -> tuple[str, int] | None:
    """What a price is for, if the text says so from here on, and where that ends; "" for "each"."""
    found = _UNIT.match(low, at)
    if found is None:
        return None
    if found["each"]:
        return "", found.end()
    unit = found["unit"]
    is_known = found["sure"] or _KNOWN_UNITS.fullmatch(unit) or any(_is_of(unit, count) for count in counts)
    return (unit, found.end()) if is_known and unit not in _NO_UNIT else None


def with_counts(low: str, amount: Amount, units: Sequence[str], counts: Sequence[Count]) -> Amount:
    """A price times how many there are; `units` are what it is for, "" for each."""
    if _IN_TOTAL.match(low, amount.end):
        return amount
    ahead = _beside(low, amount, units, counts)
    if ahead is not None:
        return ahead
    amount = _for_a_span(low, amount, counts)
    if units:
        return _of_units(low, amount, units, counts)
    before = low[max(0, amount.start - _CLOSE) : amount.start]
    is_bare = amount.stated < _CHEAP or (amount.stated < _RATE and _BARE_PRICE.search(before))
    goods = [count for count in counts if count.number >= _MANY and count.nouns]
    if is_bare and not amount.has_period and (len(goods) == 1 or (goods and goods[0].number > _MANY**2)):
        return replace(amount, count=goods[-1].number)
    return amount


def _beside(low: str, amount: Amount, units: Sequence[str], counts: Sequence[Count]) -> Amount | None:
    """With a count right before the price or behind it: "12 weeks at €150 a week", "3 x £200", "£200 x 3"."""
    behind = [one for one in counts if amount.end <= one.start and _BEHIND.fullmatch(low, amount.end, one.start)]
    for count in counts:
        if count.end <= amount.start and amount.start - count.end < _CLOSE:
            link = _AHEAD.fullmatch(low, count.end, amount.start)
            if (
                count.nouns.strip() in ("", "at")
                and not units
                and _FOR_SO_MANY.search(low[max(0, count.start - 4) : count.start])
            ):
                continue  # "a table for 10 at £850"
            if link is None or (link["link"] == "of" and not _PARTS.search(link[0])):
                continue
            span = span_at(low, count.end)
            if span is not None:
                return for_so_long(amount, count.number, span) if span != "y" else None
            number = count.number * (behind[0].number if behind else 1.0)
            return as_often_as(low, replace(amount, count=number), count.end, count.nouns)
    if behind and span_at(low, behind[0].end) is None:
        return replace(amount, count=behind[0].number)
    return None


def _for_a_span(low: str, amount: Amount, counts: Sequence[Count]) -> Amount:
    """A sum by the week or month that is paid for so many of them: "£300 a week for 6 weeks"."""
    if not amount.has_period:
        return amount
    for count in counts:
        span = span_at(low, count.end) if -_CLOSE <= count.start - amount.end < _FAR else None
        if span is not None:
            before = low[max(0, count.start - 6) : count.start]
            if count.end <= amount.start or _FOR_A_SPAN.search(before):
                return for_so_long(amount, count.number, span)
    return amount


def _of_units(low: str, amount: Amount, units: Sequence[str], counts: Sequence[Count]) -> Amount:
    if units == [""]:
        return _of_each(low, amount, counts)
    behind = [count for count in counts if _FOR.fullmatch(low, amount.end, count.start)]
    if behind:
        return replace(amount, count=behind[0].number)
    for unit in filter(None, units):
        fitting = _fitting(unit, counts) if unit not in _UNCOUNTED else []
        if not fitting:
            return replace(amount, is_for_one=True)
        nearest = min(fitting, key=lambda count: abs(count.start - amount.start))
        number = nearest.number / _BY_THE.get(unit, 1)
        amount = as_often_as(low, replace(amount, count=amount.count * number), nearest.end, nearest.nouns)
    return amount


def _of_each(low: str, amount: Amount, counts: Sequence[Count]) -> Amount:
    before = [count for count in counts if 0 <= amount.start - count.end < _FAR and count.nouns]
    behind = [count for count in counts if 0 <= count.start - amount.end < _FAR]
    nearest = before[-1:] or behind[:1]
    if not nearest:
        return replace(amount, is_for_one=amount.stated < 100)
    return as_often_as(low, replace(amount, count=nearest[0].number), nearest[0].end, nearest[0].nouns)


def _fitting(unit: str, counts: Sequence[Count]) -> list[Count]:
    """The counts that may be of a unit: those that are called so, of people, "of them", or the only one there is."""
    named = [count for count in counts if _is_of(unit, count)]
    if not named and unit in _PEOPLE:
        named = [count for count in counts if _PEOPLE.intersection(count.nouns.split())]
    return named or [count for count in counts if _OF_THEM.match(count.nouns)] or _things(counts)


def _is_of(unit: str, count: Count) -> bool:
    """Whether a count is of what a price is for."""
    stem = unit[:-1] if unit.endswith("s") and len(unit) > 3 else unit
    return len(stem) > 1 and any(noun.startswith(stem[:5]) for noun in re.split(r"[\s-]", count.nouns))


def _things(counts: Sequence[Count]) -> list[Count]:
    """The one count that can be of what a price is for, whatever it is called there; none of two."""
    some = [
        count
        for count in counts
        if any(noun.endswith("s") for noun in count.nouns.split()[:2])
        and span_at(count.nouns, 0) is None
        and count.number < _UNLIKELY
    ]
    return some if len(some) == 1 else []
