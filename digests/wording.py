"""Numbers, days and lists as people say them in English: money, counts, means."""

from collections.abc import Sequence
from datetime import date

# A reason in a list is cut here; the whole stands in the request's thread.
REASON = 200
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
# Minor units per major unit where it is not 100 (ISO 4217).
_MINOR = {
    "JPY": 1,
    "KRW": 1,
    "ISK": 1,
    "CLP": 1,
    "VND": 1,
    "BHD": 1000,
    "KWD": 1000,
    "JOD": 1000,
    "OMR": 1000,
    "TND": 1000,
}


def minor_units(currency: str) -> int:
    """How many minor units make one major unit of an ISO 4217 currency: 100 for GBP, 1 for JPY."""
    return _MINOR.get(currency, 100)


def money(minor: int, currency: str) -> str:
    """An amount for people: `money(480000, "GBP")` is "£4,800"; pence only where there are any."""
    unit = minor_units(currency)
    whole, rest = divmod(abs(minor), unit)
    figures = f"{whole:,}" if rest == 0 else f"{whole:,}.{rest:0{len(str(unit)) - 1}d}"
    sign = "−" if minor < 0 else ""
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{figures}" if symbol else f"{sign}{figures} {currency}"


def rounded(minor: int, currency: str) -> str:
    """An amount in whole units, for parts of a sum: `rounded(5_327_334, "GBP")` is "£53,273"."""
    return money(whole_units(minor, currency), currency)


def whole_units(minor: int, currency: str) -> int:
    """The nearest amount without pence, in minor units."""
    unit = minor_units(currency)
    return round(minor / unit) * unit


def money_in_short(minor: int, currency: str) -> str:
    """An amount where there is little room: `money_in_short(18_640_000, "GBP")` is "£186k"."""
    symbol = SYMBOLS.get(currency)
    figures = in_short(abs(minor) / minor_units(currency))
    sign = "−" if minor < 0 else ""
    return f"{sign}{symbol}{figures}" if symbol else f"{sign}{figures} {currency}"


def in_short(value: float) -> str:
    """A number in at most four figures: "480", "4.8k", "186k", "1.2m", "3bn"; one decimal under ten."""
    for scale, unit in ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")):
        # What would be rounded up to the next unit is told in it.
        if value >= scale * 0.9995:
            part = value / scale
            figures = f"{part:.1f}".removesuffix(".0") if part < 9.95 else f"{part:,.0f}"
            return figures + unit
    return f"{value:.0f}"


def money_totals(minor_by_currency: dict[str, int]) -> str:
    """Totals in several currencies, largest first: "£12,400 and €900"; empty when there are none."""
    parts = [money(minor, currency) for currency, minor in sorted(minor_by_currency.items(), key=lambda item: -item[1])]
    return all_of(parts)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `count(1, "account")` is "1 account", `count(3, "reply", "replies")` "3 replies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(name: str, *, words: int, letters: int) -> str:
    """A name with at most so many words and letters, cut at a word where it can be: "Solar and battery…"."""
    parts = name.split()
    # Signs alone are no words: "Solar & battery installers" has three.
    spoken = [place for place, part in enumerate(parts, start=1) if any(letter.isalnum() for letter in part)]
    kept = " ".join(parts[: spoken[words - 1] if len(spoken) >= words else None])
    if len(kept) > letters:
        kept = kept[:letters].rpartition(" ")[0] or kept[: letters - 1]
    return kept if kept == " ".join(parts) else f"{kept.rstrip(',.;:&- ')}…"


def a_or_an(noun: str) -> str:
    """A noun with its article: "a heading", "an item"; a u is mostly spoken as in "a unit"."""
    return f"{'an' if noun[:1].lower() in tuple('aeio') else 'a'} {noun}"


def all_of(parts: Sequence[str]) -> str:
    """A list in words: "Leeds, York and Hull"."""
    return _joined(parts, "and")


def any_of(parts: Sequence[str]) -> str:
    """A choice in words: "Leeds, York or Hull"."""
    return _joined(parts, "or")


def _joined(parts: Sequence[str], last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def mean(value: float) -> str:
    """A mean for people: one decimal under ten, none where it says nothing."""
    if 0 < value < 0.05:
        return "under 0.1"
    rounded = f"{value:.1f}" if value < 10 else f"{value:.0f}"
    return rounded.removesuffix(".0")


def day(on: date) -> str:
    """A day for people: "Mon 23 Nov"."""
    return f"{on:%a} {on.day} {on:%b}"


def would_be_normal(least: int, most: int) -> str:
    """A normal range in words: "up to 5 would be normal", "4 to 12 would be normal"."""
    return f"{least} to {most} would be normal" if least else f"up to {most} would be normal"


def upper_first(text: str) -> str:
    """The same with a capital at the beginning, to start a sentence."""
    return text[:1].upper() + text[1:]


def line(text: str) -> str:
    """Somebody's words on one line, cut at a word, with a full stop."""
    words = " ".join(text.split())
    if len(words) > REASON:
        words = words[:REASON].rsplit(" ", 1)[0] + "…"
    return words if words.endswith((".", "!", "?", "…")) else words + "."
