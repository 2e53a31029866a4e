"""What is typed into a value field, and an account as forms know it."""

import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

from digests.wording import minor_units

MOST = 1_000_000_000  # a deal above a billion is a slip of the keyboard
_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP", "eur": "EUR", "usd": "USD"}
_FACTOR = {"k": 1_000, "grand": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_WHOLE = re.compile(
    r"(?P<before>[£€$]|gbp|eur|usd)?\s*"
    r"(?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
    r"\s*(?P<factor>k|grand|thousand|million|mn|m)?"
    r"\s*(?P<after>[£€$]|gbp|eur|usd)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Money:
    """An amount in minor units of an ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True)
class KnownAccount:
    """An account as a form needs it."""

    account_id: uuid.UUID
    name: str
    region_id: uuid.UUID | None


def parse_value(text: str, default_currency: str) -> Money:
    """Read what was typed into a value field: "12k", "£1,200.50". Raises ValueError with a sentence for the field."""
    typed = text.strip()
    if re.match(r"^[£€$]?\s*[-−–]", typed):
        raise ValueError("A value can't be below zero. Leave it empty if you don't know it.")
    found = _WHOLE.fullmatch(typed)
    if found is None:
        raise ValueError("Write the value as a number, such as 4,800 or 4.8k. Leave it empty if you don't know it.")
    money = _money(found, default_currency)
    if money is None:
        raise ValueError("That is more than a billion. Please check the number.")
    return money


def _money(found: re.Match[str], default_currency: str) -> Money | None:
    mark = found["before"] or found["after"]
    currency = _CURRENCY[mark.lower()] if mark else default_currency
    major = Decimal(found["figures"].replace(",", "")) * _FACTOR.get((found["factor"] or "").lower(), 1)
    return Money(int(major * minor_units(currency)), currency) if major <= MOST else None
