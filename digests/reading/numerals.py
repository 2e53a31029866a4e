"""How a number is written: in figures with any marks between them, in words, with k or a currency beside it. Pure.

What a number is of, money or vans, is decided in `sums`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.reading.lexicon import any_of

_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "us$": "USD"}
_NAMES = {
    "gbp": "GBP", "quid": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "nicker": "GBP",
    "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "usd": "USD", "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD",
    "dólares": "USD", "dolares": "USD",
}  # fmt: skip
_SCALES = {
    "hundred": 100.0, "hundo": 100.0, "k": 1e3, "grand": 1e3, "thousand": 1e3, "thou": 1e3, "tausend": 1e3,
    "mille": 1e3, "mil": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "m": 1e6, "mn": 1e6, "mio": 1e6,
    "million": 1e6, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25}
_NOTES = {"fiver": 5, "tenner": 10}
_IN_WORDS = {
    *_ONES,
    *_NOTES,
    "half",
    "quarter",
    "couple",
    "point",
    *(scale for scale in _SCALES if scale not in ("m", "mil", "mille")),
}

_OWN = "|".join(sorted(_NAMES, key=len, reverse=True))
_FOREIGN = any_of("sums", "foreign")
_COUNTRIES = any_of("sums", "countries")
_NAMED = re.compile(
    rf"(?:[,.]-+)?[\s-]?(?:(?P<foreign>{_FOREIGN}|[¥₹₩₺₽₦₪฿](?!\s?\d))|(?P<own>{_OWN})\b|(?P<sign>[£€$])(?!\s?\d))"
)
# "$900 Canadian", "$900 CAD": the dollar of another country.
_ABROAD = re.compile(rf"\s?(?:{_FOREIGN}|(?:{_COUNTRIES})\b)")
_SIGNED = re.compile(
    rf"(?:(?P<abroad>(?<![a-z])(?:au|a|ca|cdn|cad|c|nz|hk|sg|s|mx|r)\$)|(?P<sign>(?<![a-z])us\$|[£€$])|(?P<foreign>[¥₹₩₺₽₦₪฿]"
    rf"|(?<![a-z])(?:{_FOREIGN})\.?)|(?P<own>(?<![a-z])(?:gbp|eur|usd)))\s?$"
)
_LOOK_BACK = 7
# Thousands are set apart by one mark throughout; in India after the first three by twos: 3,60,000.
_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[.,/:'])(?P<figures>\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d{1,2})?(?![\d'])"
    r"|\d+(?:[.,]\d{1,2})?(?!\d))(?P<half>½|\sand\sa\shalf)?"
    r"(?:\s?(?P<scale>k|grand|thousand|thou|tausend|hundred|lakhs?|lacs?|crores?|million|mio|mn|m)\b)?"
)
_WORD = re.compile(r"[a-z]+")
_JOINED = re.compile(r"(?:\s|-)(?:and\s)?(?:an?\s)?(?:of\s)?")
# "another hundred quid", "hundred and fifty a month": no number before it, and none is missing.
_WITHOUT = re.compile(rf"\s(?:(?:{_OWN})\b|and\s(?:{'|'.join(_ONES)})\b)")
_VAGUE = re.compile(r"\b(?:few|several|many|of)\s$")
_MILLIONS = ("m", "mn", "mio", "million")


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in a text, from its sign to its currency's name; `stated` has the k multiplied in.

    `is_money`: a sign or a name of a currency stands with it; `currency` is None where it is none of ours.
    `is_abroad`: it is another country's, so that what the message names elsewhere says nothing about it.
    `is_plain`: nothing but one row of figures, as years, orders and counts are written too.
    """

    stated: float
    start: int
    end: int
    factor: float = 1.0
    currency: str | None = None
    is_money: bool = False
    is_abroad: bool = False
    is_plain: bool = False
    is_word: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether a currency or a factor such as k stands with it."""
        return self.is_money or self.factor > 1


def numerals(low: str) -> list[Numeral]:
    """Every number of a text in small letters, in the order they stand."""
    found = [_in_figures(low, one) for one in _FIGURES.finditer(low)]
    return sorted([*found, *_in_words(low)], key=lambda one: one.start)


def currencies(low: str) -> set[str]:
    """The currencies of ours that a text in small letters names anywhere."""
    named = {one.currency for one in numerals(low) if one.currency}
    named |= {_SIGNS[sign] for sign in "£€" if sign in low}
    return named | {_NAMES[one[1]] for one in _BY_NAME.finditer(low)}


# "pounds" and "buck" are words too: "in" stands before them, or a number that is not one ("a few hundred quid").
_BY_NAME = re.compile(rf"\b(?:in|hundred|grand|thousand|few)\s(?:us\s)?({_OWN})\b")


def _in_figures(low: str, one: re.Match[str]) -> Numeral:
    scale = one["scale"] or ""
    factor = _SCALES.get(scale, 1.0)
    value = _number(one["figures"], scale) + (0.5 if one["half"] else 0.0)
    start, money = _signed(low, one.start())
    end, money = _named(low, one.end(), money)
    if scale == "m" and money is None:
        factor, end = 1.0, one.end("half") if one["half"] else one.end("figures")  # metres, minutes, miles
    is_plain = one["figures"].isdigit() and money is None and factor == 1.0
    return _made(value * factor, (start, end), factor, money, is_plain=is_plain)


def _made(
    value: float,
    place: tuple[int, int],
    factor: float,
    money: str | None,
    *,
    is_plain: bool = False,
    word: bool = False,
) -> Numeral:
    return Numeral(
        stated=round(value, 4),
        start=place[0],
        end=place[1],
        factor=factor,
        currency=money or None,
        is_money=money is not None,
        is_abroad=money == "",
        is_plain=is_plain,
        is_word=word,
    )


def _number(figures: str, scale: str) -> float:
    """ "1.200" and "1,200" are twelve hundred, "4.8" before k is not; "1.200,50" ends in cents, "1.234 m" has none."""
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", figures):
        return float(figures.replace(",", ""))
    grouped = re.fullmatch(r"(\d{1,3}(?:[.,' ]\d{3})+)(?:[.,](\d{1,2}))?", figures)
    if grouped is not None and not (scale in _MILLIONS and re.fullmatch(r"\d{1,3}[.,]\d{3}", figures)):
        whole = re.sub(r"\D", "", grouped[1])
        return float(f"{whole}.{grouped[2] or 0}")
    return float(figures.replace(",", "."))


def _signed(low: str, at: int) -> tuple[int, str | None]:
    """Where the sign before a number begins, and the currency: "" for another country's, None without a sign."""
    from_ = max(0, at - _LOOK_BACK)
    found = _SIGNED.search(low[from_:at])
    if found is None:
        return at, None
    start = from_ + found.start()
    if found["abroad"] or found["foreign"]:
        return start, ""
    return start, _SIGNS[found["sign"]] if found["sign"] else _NAMES[found["own"]]


def _named(low: str, at: int, money: str | None) -> tuple[int, str | None]:
    """The same for what stands behind a number; the end is that of the name."""
    if money is not None:
        abroad = _ABROAD.match(low, at) if money == "USD" else None
        if abroad is not None:
            return abroad.end(), ""
        again = _NAMED.match(low, at)
        return (again.end(), money) if again is not None and again["own"] else (at, money)
    found = _NAMED.match(low, at)
    if found is None:
        return at, None
    if found["foreign"]:
        return found.end(), ""
    currency = _NAMES[found["own"]] if found["own"] else _SIGNS[found["sign"]]
    abroad = _ABROAD.match(low, found.end()) if currency == "USD" else None
    return (abroad.end(), "") if abroad is not None else (found.end(), currency)


def _in_words(low: str) -> Iterator[Numeral]:
    """Numbers in words: rows of number words with nothing but "and", "a" or a hyphen between them."""
    row: list[re.Match[str]] = []
    for word in _WORD.finditer(low):
        if word[0] not in _IN_WORDS:
            continue
        if row and not _JOINED.fullmatch(low, row[-1].end(), word.start()):
            yield from _of_row(low, row)
            row = []
        row.append(word)
    yield from _of_row(low, row)


@dataclass
class _Sum:
    """A number in words as far as it was read: what is counted up, and what the next scale multiplies."""

    start: int
    end: int
    done: float = 0.0
    now: float | None = None
    scale: float = 1.0
    largest: float = 1.0
    tenths: bool = False

    @property
    def value(self) -> float:
        return self.done + (self.now or 0.0)


def _of_row(low: str, row: Sequence[re.Match[str]]) -> Iterator[Numeral]:
    number: _Sum | None = None
    for place, word in enumerate(row):
        gap = low[row[place - 1].end() : word.start()] if place else ""
        follows = row[place + 1][0] if place + 1 < len(row) else ""
        if number is None or not _goes_on(number, word[0], gap):
            if number is not None:
                yield from _finished(low, number)
            number = _begun(low, word, follows)
        if number is not None:
            number.end = word.end()
    if number is not None:
        yield from _finished(low, number)


def _begun(low: str, word: re.Match[str], follows: str) -> _Sum | None:
    """A number that begins with a word; None where the word says no number by itself ("half a page", "grand hotel")."""
    name, start = word[0], word.start()
    article = re.search(r"\b(?:a|an|one|another)\s$", low[max(0, start - 8) : start])
    if _VAGUE.search(low[max(0, start - 8) : start]) and name in _SCALES:
        return None
    if name in _ONES:
        return _Sum(start, word.end(), now=_ONES[name])
    if name in _NOTES and article:
        return _Sum(start, word.end(), now=_NOTES[name], largest=10)
    if name in ("half", "couple") and follows in _SCALES:
        return _Sum(start, word.end(), now=0.5 if name == "half" else 2.0)
    if name in _SCALES and name != "k" and (article or _WITHOUT.match(low, word.end())):
        number = _Sum(start - 2 if article and article[0] == "a " else start, word.end(), now=1.0)
        _goes_on(number, name, " ")
        return number
    return None


def _goes_on(number: _Sum, name: str, gap: str) -> bool:
    """Takes a word into a number, or says that it belongs to the next one."""
    now = number.now
    if name == "point":
        number.tenths = now is not None
        return number.tenths
    if name in _PARTS and gap == " and a ":
        part = _PARTS[name]
        number.done, number.now = (
            (number.done, now + part) if now is not None else (number.done + number.scale * part, None)
        )
        return True
    if name in _SCALES and now is not None and "and" not in gap:
        scale = _SCALES[name]
        number.largest = max(number.largest, scale)
        if scale == 100.0 and now < 100:
            number.now, number.scale = now * scale, scale
            return True
        if scale > 100.0 and (not number.done or scale < number.scale):
            number.done, number.now, number.scale = number.done + now * scale, None, scale
            return True
        return False
    if name not in _ONES:
        return False
    one = _ONES[name]
    if number.tenths and now is not None:
        number.now, number.tenths = now + one / 10, False
        return one < 10
    if now is None:
        number.now = one
        return bool(number.done)
    if (now >= 100 and now % 100 == 0) or (now % 10 == 0 and 20 <= now % 100 <= 90 and one < 10 and "and" not in gap):
        number.now = now + one
        return True
    # "two fifty", "twelve ninety-five": hundreds without the word.
    if 1 <= now < 100 and now % 10 and one >= 10 and gap in (" ", "-"):
        number.now = now * 100 + one
        return True
    return False


def _finished(low: str, number: _Sum) -> Iterator[Numeral]:
    end, money = _named(low, number.end, None)
    yield _made(number.value, (number.start, end), number.largest, money, word=True)
