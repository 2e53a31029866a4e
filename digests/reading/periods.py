"""How often a sum is paid and for how long, which makes it a year's: "£300/mo", "€150 a week for 12 weeks". Pure."""

import re
from dataclasses import dataclass, replace

from digests.reading.lexicon import any_of, phrases

_TIMES = {
    "half_yearly": 2.0, "fortnightly": 26.0, "two_monthly": 6.0, "monthly": 12.0, "quarterly": 4.0, "weekly": 52.0,
    "yearly": 1.0,
}  # fmt: skip
_PERIOD = re.compile("|".join(rf"(?P<{name}>{any_of('yearly', name)})" for name in _TIMES))
# Before the sum: "a monthly fee of £80".
_AHEAD = re.compile(
    r"\b(?:(?P<monthly>monthly|mrr)|(?P<quarterly>quarterly)|(?P<weekly>weekly)|(?P<yearly>annual|yearly))\s"
    rf"(?:(?:{any_of('yearly', 'paid_by_period')})\s|\w+\s(?=at\s))?(?:of\s|is\s|was\s|at\s|about\s)*$"
)
# "6 weeks" that are neither late nor free.
_SPAN = phrases("yearly", "span")
_IN_A_YEAR = {"w": 52.0, "m": 12.0, "y": 1.0}
_BREAK = re.compile(r"[.;!?(]\s|,\s|\s(?:and|but|so|then|plus|vs|against)\s|\s[–—-]\s")
_NEAR, _BEFORE, _NOUN = 24, 48, 20  # characters looked at behind a sum, before it, and behind a count


@dataclass(frozen=True)
class Amount:
    """A sum as written (`stated`), how many there are of what it is for (`count`), how often in a year (`times`).

    `is_for_one`: a price for one of something, and the text does not say how many. `is_abroad`: in a currency of
    another country.
    """

    stated: float
    currency: str | None
    start: int
    end: int
    times: float = 1.0
    has_period: bool = False
    count: float = 1.0
    is_for_one: bool = False
    is_abroad: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def yearly(self) -> float:
        """What it comes to in a year."""
        return round(self.stated * self.count * self.times, 2)


def period_at(low: str, at: int) -> tuple[float, int] | None:
    """How often in a year, if the text says so from here on, and where that ends."""
    behind = low[at : at + _NEAR]
    skipped = 1 if behind.startswith(" ") else 0
    found = _PERIOD.match(behind[skipped:])
    return (_times_of(found), at + skipped + found.end()) if found is not None else None


def with_period_near(low: str, amount: Amount) -> Amount:
    """The same with how often it is paid, where a word or two stand between, or before it: "£65 display ad a month"."""
    behind = low[amount.end : amount.end + _NEAR]
    cut = _BREAK.search(behind)
    behind = behind[: cut.start()] if cut is not None else behind
    found = _PERIOD.search(behind)
    if found is not None and _is_little(behind[: found.start()]):
        return replace(amount, times=_times_of(found), has_period=True, end=amount.end + found.end())
    ahead = _AHEAD.search(low[max(0, amount.start - _BEFORE) : amount.start])
    return replace(amount, times=_times_of(ahead), has_period=True) if ahead is not None else amount


def as_often_as(low: str, amount: Amount, end: int, nouns: str) -> Amount:
    """The same, as often as a count is taken that ends there: "400 a month at €2.10"."""
    if amount.has_period:
        return amount
    behind = low[end : end + len(nouns) + _NOUN]
    found = _PERIOD.search(behind)
    if found is None or not _is_little(behind[: found.start()]):
        return amount
    return replace(amount, times=_times_of(found), has_period=True)


def span_at(low: str, at: int) -> str | None:
    """The weeks, months or years that are counted by a number that ends there: their first letter."""
    found = _SPAN.match(low[at : at + 2 * _NOUN])
    return found["span"][0] if found is not None else None


def for_so_long(amount: Amount, number: float, span: str) -> Amount:
    """A sum paid so many weeks or months, of which a year has no more than it has; of years it is one."""
    in_a_year = _IN_A_YEAR[span]
    if amount.has_period and amount.times != in_a_year:
        return amount
    return replace(amount, times=min(number, in_a_year), has_period=True)


def _times_of(found: re.Match[str]) -> float:
    return _TIMES[found.lastgroup or "yearly"]


def _is_little(between: str) -> bool:
    """Whether so little stands between that both belong together."""
    return len(between.split()) <= 2 and not re.search(r"[\d,.;]", between)
