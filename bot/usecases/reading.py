"""A simple reading of a rep's words: an amount, the words in quotes, an account that is known.

The words stay the rep's own: what is not understood goes into the form as it was typed.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from digests.wording import minor_units
from storage.keys import name_key

MOST = 1_000_000_000  # a deal above a billion is a slip of the keyboard
_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "gbp": "GBP", "eur": "EUR", "usd": "USD"}
_FACTOR = {"k": 1_000, "grand": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_AMOUNT = (
    r"(?P<before>[£€$]|gbp|eur|usd)?\s*"
    r"(?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
    r"\s*(?P<factor>k|grand|thousand|million|mn|m)?"
    r"\s*(?P<after>[£€$]|gbp|eur|usd)?"
)
_WHOLE = re.compile(_AMOUNT, re.IGNORECASE)
_WITHIN = re.compile(rf"(?<![\w.,£€$+/:-]){_AMOUNT}(?![\w%:/])(?![.,]\d)", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]{2,})"|“([^”]{2,})”|«([^»]{2,})»')
_LONGEST_NAME = 8  # words


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


@dataclass(frozen=True)
class Reading:
    """What was understood. `said` are the quoted words, `rest` all the others, `left` what no field took.

    `named` stands before the amount and reads like a name: a customer's, in words about a deal.
    """

    said: str = ""
    rest: str = ""
    left: str = ""
    value: Money | None = None
    account: KnownAccount | None = None
    named: str = ""


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


def read(words: str, *, default_currency: str, accounts: Mapping[str, KnownAccount]) -> Reading:
    """Read what followed a command; `accounts` by name key."""
    said, rest = apart(words)
    found = _amount_within(rest)
    named = _name_before(rest[: found.start()]) if found else ""
    left = f"{rest[: found.start()]} {rest[found.end() :]}" if found else rest
    return Reading(
        said=said,
        rest=rest,
        left=_tidy(_tidy(left).removeprefix(named)),
        value=_money(found, default_currency) if found else None,
        account=_account_within(rest, accounts) or _account_beginning(named, accounts),
        named=named,
    )


def apart(words: str) -> tuple[str, str]:
    """The words in quotes, if any, and all the others."""
    quoted = _QUOTED.search(words)
    said = next((part for part in quoted.groups() if part), "").strip() if quoted else ""
    rest = f"{words[: quoted.start()]} {words[quoted.end() :]}" if quoted else words
    return said, _tidy(rest)


def _tidy(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text).strip(" ,;")


def _amount_within(text: str) -> re.Match[str] | None:
    """The first number that is surely money: with a currency or a "k", or a bare 100 to 9,999,999 that is no year."""
    for found in _WITHIN.finditer(text):
        marked = found["before"] or found["after"] or found["factor"]
        figure = Decimal(found["figures"].replace(",", ""))
        bare = 100 <= figure < 10_000_000 and not (1900 <= figure <= 2100) and not found["figures"].startswith("0")
        if marked or bare:
            return found
    return None


def _name_before(text: str) -> str:
    """A few words that begin with a capital, such as "Ace Roofing"; empty for anything else."""
    name = _tidy(text)
    is_name = name[:1].isupper() and len(name.split()) <= _LONGEST_NAME and not re.search(r"[.!?\n]", name)
    return name if is_name else ""


def _account_beginning(named: str, accounts: Mapping[str, KnownAccount]) -> KnownAccount | None:
    """The one known account whose name begins with these words; none when there are two to choose from."""
    start = name_key(named)
    found = [account for key, account in accounts.items() if start and key.startswith(f"{start} ")]
    return found[0] if len(found) == 1 else None


def _money(found: re.Match[str], default_currency: str) -> Money | None:
    mark = found["before"] or found["after"]
    currency = _CURRENCY[mark.lower()] if mark else default_currency
    major = Decimal(found["figures"].replace(",", "")) * _FACTOR.get((found["factor"] or "").lower(), 1)
    return Money(int(major * minor_units(currency)), currency) if major <= MOST else None


def _account_within(text: str, accounts: Mapping[str, KnownAccount]) -> KnownAccount | None:
    """The known account with the longest name that stands in the text; between equals, the first."""
    words = name_key(text).split()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            account = accounts.get(" ".join(words[start : start + length]))
            if account is not None:
                return account
    return None
