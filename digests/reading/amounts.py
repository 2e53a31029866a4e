"""Numbers in a text that may be money: how much, in which currency, how often, and what stands around them. Pure.

What is a number of something else (a phone, an order, a date, a year, a percentage, vans, seats) is left out here;
which of several amounts is the deal's is decided in `value`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from digests.reading.lexicon import any_of, phrases, words
from digests.reading.text import Text, meets

SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
# Signs of money in other currencies: a sum, of none that we name.
_OTHER_SIGNS = "₹¥₩₺₽₦"
_NAMED = {
    "gbp": "GBP", "quid": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "nicker": "GBP",
    "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "usd": "USD", "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD",
    "dólares": "USD", "dolares": "USD",
}  # fmt: skip
_CODES = "|".join(sorted(_NAMED, key=len, reverse=True))
_FACTORS = {
    "k": 1e3, "grand": 1e3, "thousand": 1e3, "thou": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "hundred": 100.0,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7,
    "m": 1e6, "mn": 1e6, "million": 1e6, "millions": 1e6, "hundo": 100.0,
}  # fmt: skip
_FIGURES = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d{4,}"
)
_MONEY = re.compile(
    rf"(?P<sign>[£€$₹¥₩₺₽₦]|\b(?:gbp|eur|usd|us\$)\s?)?\s?(?<![\d.,/:])(?P<figures>{_FIGURES})"
    rf"(?:\s?(?P<factor>k|grand|thousand|thou|tausend|hundred|lakhs?|lacs?|crores?|million|mn|m)\b(?!\w))?"
    rf"(?:\s?(?P<after>[£€$](?!\s?\d)|(?:{_CODES})\b))?",
    re.IGNORECASE,
)

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SPELLED = "|".join(sorted(_ONES, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:(?P<number>(?:{_SPELLED})(?:[ -](?:{_SPELLED}))?)|(?P<a>half a|a|an))(?P<half>\sand\sa\shalf)?\s"
    rf"(?:(?P<hundred>hundred)(?:\s(?:and\s)?(?P<rest>(?:{_SPELLED})(?:[ -](?:{_SPELLED}))?)(?=\s(?:{_CODES})\b|\W|$))?"
    rf"|(?P<factor>grand|thousand|k|million)\b)?"
    rf"(?:\s?(?P<after>{_CODES})\b)?",
)
_NOTES = {"tenner": 10, "fiver": 5, "twenty-spot": 20}
_NOTE = re.compile(r"\b(?:a|an|one)\s(?P<note>tenner|fiver)\b")

_TIMES = {"monthly": 12.0, "quarterly": 4.0, "weekly": 52.0, "yearly": 1.0}
_A_YEAR_OF_WEEKS = 52.0
_PERIODS = [(times, phrases("amounts", name)) for name, times in _TIMES.items()]
_EACH = rf"(?:a|per|/|each|pro)\s?(?P<unit>{any_of('amounts', 'unit')})s?\b"
_PER_UNIT = re.compile(rf"\s{_EACH}")
_UNIT = re.compile(rf"\s?{_EACH}|(?:/mo|\sa month|\sper month|\spm)?\s?(?P<each>each|apiece|a pop|per unit|ea)\b")
# A sum by the month that is written so can be nothing else.
_SLASHED = re.compile(r"\s?(?:/\s?(?:mo|mth|month|wk|week|yr|year|m)\b|pcm\b|p/m\b|pm\b(?!\s*(?:today|on|tomorrow)))")
# What leads from one sum to another of its kind.
_BESIDE = re.compile(
    r"\b(?:vs\.?|against|versus|to|from|not|instead\sof|rather\sthan|than|was|were|now|theirs?|ours?|but|for)\b|→|->|=>|/"
)
_STEP = re.compile(
    r"[,;]?\s(?:and\s|but\s|now\s)?(?:\w+\s){0,3}?(?:go|goes|going|went|up|down|rise|move|be|is|pay|do)\s?(?:up\s|down\s)?to\s"
    r"(?P<new>\d{1,4}(?:[.,]\d{1,2})?)(?![\d.,]*\s?(?:k\b|%|am\b|pm\b|[a-z]{3,}s\b))"
)
_COUNTED = re.compile(
    rf"(?<![\d.,£€$])\b(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_SPELLED})\s(?P<noun>[a-z]{{2,}})(?:\s(?P<second>[a-z]{{3,}}))?"
)
# How many, right before the price: "18 skips x", "take 200 at", "400 a month at", "48 of them at".
_COUNT_AHEAD = re.compile(
    rf"(?<![\d.,£€$])\b(?P<count>\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,6}}|{_SPELLED})"
    r"(?:\s?(?:of\s)?(?!a\b|per\b)[a-z.'-]+){0,2}"
    r"\s?(?P<every>(?:a|per)\s(?:month|week|year|quarter))?(?:\s[a-z.'-]+){0,2}?,?\s?(?:@|×|x|at|à|for)\s?$"
)
_SPANS = re.compile(r"\b(?:weeks|wks|months|days|nights)\b")

# A number before one of these is money, not a count.
_FINE = words("amounts", "fine")
_ORDER = phrases("amounts", "order")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b"
    rf"|\b{_MONTHS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\b\d{1,2}(?::\d{2})?\s?(?:am|a\.m\.|p\.m\.|o'?clock|uhr)\b|\b\d{1,2}:\d{2}\b"
    r"|\b\d+(?:st|nd|rd|th)\b|\b\d{1,2}\s?pm\b(?=\s(?:today|tomorrow|on|mon|tue|wed|thu|fri)|[.,!?]|$)(?<=\bat \d\spm)"
)
_PHONE = phrases("amounts", "phone")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|percent|per cent|pct|prozent)")
# What thousands are counted of, when not money.
_HEADS = phrases("amounts", "heads")
_COUNT_NOUNS = frozenset(("people", "staff", "men", "women", "nos", "pcs", "pc", "off", "kg", "km"))
_PLURAL_NOT = frozenset(["is", "was", "as", "us", "this", "his", "its", "yes", "less", "plus", "gas", "bus", "thus"])


@dataclass(frozen=True)
class Amount:
    """A sum as written (`stated`), times what makes it a year's (`times`); `by_month` and the like are in `times`.

    `marked`: a currency sign or name, or a factor such as k, stands with it. `units` multiplied in already.
    """

    stated: float
    times: float
    currency: str | None
    start: int
    end: int
    marked: bool
    has_period: bool = False
    factor: float = 1.0
    is_range: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def yearly(self) -> float:
        """What it comes to in a year."""
        return round(self.stated * self.times, 2)


def amounts(text: Text) -> list[Amount]:
    """Every sum of a text that may be money, in the order they stand."""
    low = text.low
    closed = [one.span() for pattern in (_DATE, _PHONE, _PERCENT) for one in pattern.finditer(low)]
    found = list(_figures(low, closed))
    found += [one for one in _words(low) if not meets(*one.place, [other.place for other in found])]
    found = sorted(found, key=lambda one: one.start)
    found = _ranges(low, found)
    found = [_with_units(low, _with_period(low, one)) for one in found if one.stated > 0]
    found = sorted([*found, *_steps(low, found)], key=lambda one: one.start)
    return [_inherited(low, one, found) for one in found]


def _inherited(low: str, one: Amount, found: list[Amount]) -> Amount:
    """A sum beside one that says how often: "£33 a month there against our £54", "$180 a month, would go to $230"."""
    if one.has_period or one.stated >= 100_000:
        return one
    for other in found:
        if not other.has_period or other.times == 1.0 or not 0.2 < one.stated / max(other.stated, 1e-9) < 5:
            continue
        between = low[min(one.end, other.end) : max(one.start, other.start)]
        if len(between) < 40 and _BESIDE.search(between) and not re.search(r"[.;!?]\s", between):
            return replace(one, times=other.times, has_period=True)
    return one


def currencies(text: Text) -> set[str]:
    """The currencies that are named anywhere in a text."""
    low = text.low
    signs = {SIGNS[sign] for sign in SIGNS if sign in low}
    return signs | {_NAMED[one[0]] for one in re.finditer(rf"\b(?:{_CODES})\b", low) if _is_currency(low, one)}


def _is_currency(low: str, found: re.Match[str]) -> bool:
    """ "pounds" and "buck" are words too: a number stands before them, or "in"."""
    return bool(re.search(r"(?:\d\s?k?|hundred|grand|thousand|in|of|few|ten|twenty)\s?$", low[: found.start()]))


def _figures(low: str, closed: list[tuple[int, int]]) -> Iterator[Amount]:
    for one in _MONEY.finditer(low):
        start, end = one.span()
        figures = one["figures"]
        at = one.start("figures")
        if meets(at, one.end("figures"), closed) and not one["sign"]:
            continue
        value = _number(figures, one["factor"])
        currency = _currency(one["sign"], one["after"])
        factor = _FACTORS.get((one["factor"] or "").lower(), 1.0)
        if one["factor"] == "m" and not currency and not one["sign"]:
            factor = 0.0  # metres, minutes, miles
        is_signed = bool(one["sign"])
        marked = bool(currency or one["factor"] or is_signed)
        if factor and (currency or is_signed or _is_money(low, one, value)):
            yield Amount(value * factor, 1.0, currency, start + _spaces(one[0]), end, marked, factor=factor)


def _is_money(low: str, one: re.Match[str], value: float) -> bool:
    """Whether a number without a currency can be a sum at all."""
    start, end, figures, has_factor = one.start("figures"), one.end(), one["figures"], bool(one["factor"])
    if start and (low[start - 1].isalnum() or low[start - 1] in "/#:_."):
        return False
    if re.search(r"[a-z]-$", low[:start]) and not re.search(r"(?:^|[\d.,£€$])k-$", low[:start]):
        return False
    if _ORDER.search(low[:start]) and not has_factor and not re.search(r"[.,]", figures):
        return False
    after = low[end:]
    if re.match(
        r"[/:]\d|-\d|(?!(?:ish|pa|pm|pcm|pw|ea)\b)[a-z]|\s?(?:mm|cm|km|kg|lb|lbs|sq|ft|miles?|mins?|hrs?|hours?|years?|yrs?|months?|weeks?|days?|x)\b|\"|''",
        after,
    ):
        return False
    if has_factor:
        return not _HEADS.match(after)
    if value < 100 or _SLASHED.match(after):
        return bool(_SLASHED.match(after)) or _is_small_sum(low[:start], after)
    if (1950 <= value <= 2050 and len(figures) == 4) or figures.startswith("0"):
        return False
    return not _is_counted(after)


def _is_small_sum(before: str, after: str) -> bool:
    """Whether a bare number under a hundred is one: "another 25 a month", "pays 40 a week"."""
    is_paid = re.search(r"(?:another|extra|pays?|paying|paid|spends?|from|to|at|on|only|for|up to|about)\s$", before)
    if _PER_UNIT.match(after):
        return True
    return bool(is_paid) and any(pattern.match(after.lstrip() or " ") for _, pattern in _PERIODS)


def _is_counted(after: str) -> bool:
    """Whether what follows is a noun that the number counts."""
    following = re.match(r"\s?([a-z]+(?:['-][a-z]+)*)", after)
    if following is None:
        return False
    word = following[1]
    if word in _FINE or word in _NAMED:
        return False
    return (word.endswith("s") and word not in _PLURAL_NOT and len(word) > 3) or word in (
        "people",
        "staff",
        "men",
        "women",
    )


def _number(figures: str, factor: str | None) -> float:
    """ "1.200" and "1,200" are twelve hundred, "4.8" before k is not; "1.200,50" ends in cents."""
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", figures):
        return float(figures.replace(",", ""))  # as in India: 3,60,000
    grouped = re.fullmatch(r"(\d{1,3}(?:[.,' ]\d{3})+)(?:[.,](\d{1,2}))?", figures)
    if grouped is not None and not (
        factor and re.fullmatch(r"\d{1,3}[.,]\d{3}", figures) and factor in ("m", "mn", "million")
    ):
        whole = re.sub(r"\D", "", grouped[1])
        return float(f"{whole}.{grouped[2] or 0}")
    return float(figures.replace(",", ".").replace(" ", "").replace("'", ""))


def _currency(sign: str | None, after: str | None) -> str | None:
    for mark in (sign, after):
        if mark:
            bare = mark.strip().lower().replace("us$", "$")
            return SIGNS.get(bare) or _NAMED.get(bare)
    return None


def _steps(low: str, found: list[Amount]) -> Iterator[Amount]:
    """The bare number that a sum by the month goes to: "on 45 a month, would go to 60"."""
    for one in found:
        step = _STEP.match(low, one.end) if one.has_period else None
        if step is not None and not any(other.start < step.end() and step.start("new") < other.end for other in found):
            new = float(step["new"].replace(",", "."))
            yield replace(one, stated=new, start=step.start("new"), end=step.end("new"), factor=1.0)


def _words(low: str) -> Iterator[Amount]:
    for note in _NOTE.finditer(low):
        yield Amount(_NOTES[note["note"]], 1.0, None, note.start(), note.end(), marked=True)
    known: Amount | None = None
    for one in _IN_WORDS.finditer(low):
        if not (one["hundred"] or one["factor"] or (one["number"] and one["after"])):
            continue
        number = sum(_ONES[part] for part in re.split("[ -]", one["number"])) if one["number"] else 1.0
        if one["a"] == "half a":
            number = 0.5
        number += 0.5 if one["half"] else 0.0
        factor = 100.0 if one["hundred"] else _FACTORS.get(one["factor"] or "", 1.0)
        value = number * factor
        if one["rest"]:
            value += sum(_ONES[part] for part in re.split("[ -]", one["rest"]))
        currency = _currency(None, one["after"])
        if not currency and _is_counted(low[one.end() :]):
            continue
        made = Amount(value, 1.0, currency, one.start(), one.end(), marked=True, factor=factor)
        if known is not None and known.factor > factor and low[known.end : one.start()].strip() in ("", "and"):
            made = replace(made, stated=known.stated + value, start=known.start, factor=known.factor)
        elif known is not None:
            yield known
        known = made
    if known is not None:
        yield known


def _ranges(low: str, found: list[Amount]) -> list[Amount]:
    """ "2-3k", "2 to 3 grand", "between £200 and £300": the lower end, in the units of the upper one."""
    kept: list[Amount] = []
    for one in found:
        before = re.search(
            r"(?:between\s)?([£€$]?)(\d+(?:[.,]\d+)?)\s?(k)?\s?(?:-|–|to|or|and|bis|à)\s?$", low[: one.start]
        )
        if before is not None and (before[0].startswith("between") or " and" not in before[0]):
            lower = float(before[2].replace(",", "."))
            stated = lower * (one.factor if lower * one.factor < one.stated else 1.0)
            is_step = re.search(r"\bfrom\s[£€$]?\S+\s?k?\sto\s?$", low[: one.start])
            if not is_step and 0 < stated < one.stated and stated > one.stated / 10:
                kept = [other for other in kept if other.end <= before.start()]
                start = before.start() + (8 if before[0].startswith("between") else 0)
                kept.append(replace(one, stated=stated, start=start, is_range=True))
                continue
        kept.append(one)
    return kept


def _with_period(low: str, one: Amount) -> Amount:
    """The same with how often it is paid, as it stands right behind it or before it."""
    behind = low[one.end : one.end + 24]
    behind = re.split(r"[.;!?]\s|,\s|\s(?:and|but|so|then|plus|vs)\s", behind)[0]
    for every, pattern in _PERIODS:
        times = _weeks(low, one) or every if every == _A_YEAR_OF_WEEKS else every
        place = pattern.search(behind)
        if place is not None and _close(behind[: place.start()]):
            return replace(one, times=times, has_period=True, end=one.end + place.end())
    before = low[max(0, one.start - 12) : one.start]
    for times, word in ((12.0, "monthly"), (4.0, "quarterly"), (52.0, "weekly"), (1.0, "annual")):
        if re.search(rf"\b{word}\s(?:of\s|is\s|at\s)?$", before):
            return replace(one, times=times, has_period=True)
    return one


def _weeks(low: str, one: Amount) -> float | None:
    """How many weeks it is paid for, where the text says so."""
    told = re.search(r"\b(\d{1,2})\s?(?:weeks|wks)\b", low[max(0, one.start - 40) : one.end + 60])
    return float(told[1]) if told is not None and int(told[1]) > 1 else None


def _close(between: str) -> bool:
    """Whether so little stands between a sum and its period that they belong together."""
    return len(between.split()) <= 2 and not re.search(r"\d", between)


def _with_units(low: str, one: Amount) -> Amount:
    """A price for each of something, times how many of it there are: "85 seats, $15 a seat", "48 of them at $30"."""
    unit = _UNIT.match(low, _bare_end(low, one)) or _UNIT.match(low, one.end)
    ahead = _COUNT_AHEAD.search(low[max(0, one.start - 40) : one.start])
    if unit is None and ahead is None:
        return one
    named = unit["unit"] if unit is not None and unit["unit"] else ""
    counted = _counted(low, one, named, is_each=unit is not None and not named) if ahead is None else None
    count = _count(ahead["count"]) if ahead is not None else counted
    if count is None or count < 2:
        return one
    if ahead is not None and _SPANS.search(ahead[0]):
        return replace(one, times=count, has_period=True)  # so many weeks of it
    every = ahead["every"] if ahead is not None else None
    around = low[one.end : one.end + 24].split(",", maxsplit=1)[0]
    period = next((t for t, p in _PERIODS if p.search(around)), None)
    if every and not one.has_period:
        period = next((t for t, p in _PERIODS if p.search(every)), period)
    times = period if period is not None and not one.has_period else one.times
    return replace(one, stated=one.stated * count, times=times, has_period=one.has_period or period is not None)


def _counted(low: str, one: Amount, named: str, *, is_each: bool) -> float | None:
    """How many there are of what a price is for: those that are named so, or the nearest where it is for each."""
    counts = [found for found in _COUNTED.finditer(low) if not one.start <= found.start() < one.end]
    begin = named[:4]
    fitting = [found for found in counts if begin and re.search(rf"\b{begin}", f"{found['noun']} {found['second']}")]
    if not fitting and is_each:
        fitting = [found for found in counts if found.end() <= one.start and one.start - found.end() < 40]
    return _count(fitting[-1]["count"]) if fitting else None


def _count(figures: str) -> float:
    return float(re.sub(r"[,\s]", "", figures)) if figures[0].isdigit() else float(_ONES.get(figures, 1))


def _bare_end(low: str, one: Amount) -> int:
    """The end of the sum itself, without the period that may stand behind it."""
    figures = re.match(r"[£€$]?\s?[\d.,']+\s?(?:k|grand)?", low[one.start :])
    return one.start + figures.end() if figures else one.end


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())
