"""Amounts as spreadsheets write them: "4,800.50", "£4800", "4.800,50", "4800 EUR"."""

import re
from decimal import Decimal

from bot.blocks.currencies import CURRENCIES
from bot.usecases.reading import MOST, Money, parse_value
from digests.wording import minor_units

_SIGNS = {"£": "GBP", "€": "EUR"}
# A bare $ is the dollar of the file or of the workspace, if theirs is one.
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
_MARK = r"[£€$]|(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])"
_BEFORE, _AFTER = re.compile(rf"({_MARK})\s*(.+)"), re.compile(rf"(.+?)\s*({_MARK})")
_BETWEEN = re.compile(r"(?<=\d)[\s'’](?=\d{3})")
_BELOW_ZERO = re.compile(r"[-−–]|\(.*\)$")
_FIGURES = re.compile(r"[\d.,]*\d[\d.,]*")
_THOUSANDS_ONLY = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def money(text: str, *, own: str = "", default: str) -> Money:
    """An amount that is not empty; `own` is the currency that its row names, `default` the workspace's.

    Raises ValueError with a sentence where it could mean two things, or nothing.
    """
    if text.isdecimal() and text.isascii():
        return _money(text, own or default)
    mark, bare = _apart(text)
    currency = _currency(mark, own, default)
    if _BELOW_ZERO.match(bare):
        raise ValueError("A value can't be below zero. Leave it empty if you don't know it.")
    if not _FIGURES.fullmatch(bare):
        return parse_value(bare, currency)
    return _money(_plain(bare, currency), currency)


def _apart(text: str) -> tuple[str, str]:
    """The currency that is written beside the figures, if any, and the figures."""
    bare = _BETWEEN.sub("", text.strip())
    if found := _BEFORE.fullmatch(bare):
        if _AFTER.fullmatch(found[2]):
            raise ValueError("It names its currency twice. Write it once.")
        return found[1].upper(), found[2]
    if found := _AFTER.fullmatch(bare):
        return found[2].upper(), found[1]
    return "", bare


def _currency(mark: str, own: str, default: str) -> str:
    if not mark:
        return own or default
    if mark == "$":
        said = own if own in _DOLLARS else default if default in _DOLLARS and not own else "USD"
    else:
        said = _SIGNS.get(mark, mark)
        if said not in CURRENCIES and said not in (own, default):
            raise ValueError(f"No currency that is known here is called {mark}. If it is one, use a column “currency”.")
    if own and own != said:
        raise ValueError(f"It is written in {mark}, but the currency of the row is {own}.")
    return said


def _plain(figures: str, currency: str) -> str:
    """The figures with a point for the decimals and nothing between the thousands."""
    comma, point = figures.rfind(","), figures.rfind(".")
    if comma >= 0 and point >= 0:
        decimal, between = (",", ".") if comma > point else (".", ",")
        whole, _, rest = figures.rpartition(decimal)
        if re.fullmatch(rf"\d{{1,3}}(\{between}\d{{3}})+", whole) and rest.isdecimal():
            return f"{whole.replace(between, '')}.{rest}"
    elif comma >= 0:
        if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", figures):
            return figures.replace(",", "")
        if re.fullmatch(r"\d+,\d{1,2}", figures):
            return figures.replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", figures):
        return figures.replace(".", "")
    elif _THOUSANDS_ONLY.fullmatch(figures) and minor_units(currency) != 1000:
        whole = figures.replace(".", "")
        raise ValueError(f"“{figures}” could be {whole} or {figures.rstrip('0').rstrip('.')}. Write it as {whole}.")
    elif re.fullmatch(r"\d+(\.\d*)?", figures):
        return figures.rstrip(".")
    raise ValueError("Write the value as a number, such as 4,800 or 4800.50. Leave it empty if you don't know it.")


def _money(figures: str, currency: str) -> Money:
    major = Decimal(figures)
    if major > MOST:
        raise ValueError("That is more than a billion. Please check the number.")
    minor = major * minor_units(currency)
    if minor != int(minor):
        raise ValueError(f"“{figures}” is finer than {currency} can be paid in.")
    return Money(int(minor), currency)
