"""Which numbers of a text are sums of money, and which say how many there are of something. Pure.

What is a number of something else (a phone, an order, a date, a year, a percentage) is left out. What makes a sum a
year's is in `yearly`, whose it is in `value`.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from digests.reading.counts import Count
from digests.reading.lexicon import any_of, phrases, words
from digests.reading.numerals import Numeral, numerals
from digests.reading.text import Text

# A number before one of these is money, not a count.
_FINE = words("sums", "fine")
_ORDER = phrases("sums", "order")
_PHONE = phrases("sums", "phone")
_MEASURE = phrases("sums", "measure")
# What thousands are counted of, when not money.
_HEADS = phrases("sums", "heads")
_PAID_AHEAD = phrases("sums", "paid_ahead")
_NEEDED_AHEAD = phrases("sums", "needed_ahead")
_DEALS = words("sums", "deals")
_COUNT_NOUNS = words("sums", "count_nouns")
_PLURAL_NOT = words("sums", "no_plural")
_DATE, _PERCENT = phrases("sums", "date"), phrases("sums", "percent")
_SIZE = phrases("sums", "size")
_QUANTITY, _HOW_MANY = phrases("sums", "quantity"), phrases("sums", "how_many")
_PACKED = phrases("sums", "packed")
_HAS = phrases("sums", "has")
_BESIDE, _BESIDE_AHEAD = phrases("sums", "beside"), phrases("sums", "beside_ahead")
# What stands close before a number and behind it, in characters.
_BEFORE, _BEHIND = 32, 40
_YEARS = (1950, 2050)
_LEAST, _LEAST_A_MONTH = 100, 15
_CAPITAL = re.compile(r"\s[A-Z][a-z]")
_SHORT_NAME = re.compile(r"(?<![A-Za-z])(?!LOST|WON|DEAD|GONE|VAT|DEAL)[A-Z]{2,4}\s$")
_NEXT_WORD = re.compile(r"\s?([a-z]+(?:['-][a-z]+)*)")
_NOUNS = re.compile(r"(?:\s(?:of\s)?[a-z]+(?:['.-][a-z]+)*){1,3}")
# A number that is paid by the month where it is written so, and can be nothing else.
_SLASHED = re.compile(
    r"\s?(?:/\s?(?:mo|mth|month|wk|week|yr|year|m|qtr)\b|pcm\b|p/m\b|pm\b(?!\s*(?:today|on|tomorrow)))"
)
_BY_TIME = re.compile(r"\s(?:a|per|each|every)\s(?:mo|mth|month|week|wk|year|yr|quarter|qtr|annum)\b")
_BY_UNIT = re.compile(
    rf"\s?(?:(?:\ba\s|\bper\s|/\s?)(?:{any_of('yearly', 'unit')})\b(?!\s(?:was|is|in|of|at|for)\b)|each\b|apiece\b)"
)
_BY_TIME_AHEAD = re.compile(r"(?:\b(?:monthly|quarterly|weekly)\s(?:fee\s|price\s)?|@\s?)$")
_OF_THAT = re.compile(r"\sof\s(?:that|it|this|those)\b")
_OF_THE = re.compile(r"\sof\s(?:the|them|these|those|each)\b")
_IDIOM = re.compile(r"\b(?:thanks|in)\s$")
_TO_SPEND = re.compile(r"\s(?:to\sspend|set\saside|left)\b")
_TIME = phrases("sums", "o_clock")
_PAGES = re.compile(r"\spage\s[a-z]")
_STEP = re.compile(r"(?:\s[a-z]+){1,2}\s(?:up\s|down\s)?to\s")
_AT_A_PRICE = re.compile(r"(?:\s(?:a|per)\s(?:month|week|year|quarter))?\s?(?:\bat|@|×|\bx|\bà)\s?(?:[£€$]|\d)")
_TO = re.compile(r"\s?(?:-|–|—|to|or|and|bis|à|till)\s?")
_FROM = re.compile(r"(?<!anywhere )(?<!somewhere )\b(?:from|up|up by|down|down by)\s$")
_LIKE = 5  # a number beside a sum that stands for one as well is no more than so many times as much, or as little
_RANGE = 6  # the same of the ends of a range


def sums_and_counts(text: Text) -> tuple[list[Numeral], list[Count]]:
    """The sums of a text, and the counts, each in the order they stand."""
    low = text.low
    shut = _shut(low)
    open_ = [one for one in numerals(low) if one.is_money or not shut.intersection((one.start, one.end - 1))]
    some = _ranges(low, open_)
    stepped = {two.start for one, two in pairwise(some) if _is_stepped(low, one, two)}
    sums = _beside(low, some, [_is_sum(text, one) and one.start not in stepped for one in some])
    chosen = {one.start for one in sums}
    counts = [_count(low, one) for one in some if one.start not in chosen and not one.is_money]
    return sums, _after_steps([one for one in counts if _is_count(low, one)], stepped)


def _is_count(low: str, one: Count) -> bool:
    return one.number > 1 and not _SIZE.match(one.nouns) and not low[one.end : one.end + 1].isalpha()


def _is_stepped(low: str, one: Numeral, two: Numeral) -> bool:
    """Whether a number takes the place of a count before it: "from 300 seats to 200"."""
    if one.is_money or two.is_marked or two.start - one.end > _BEHIND or not _is_counted(low[one.end : two.start]):
        return False
    return _STEP.fullmatch(low, one.end, two.start) is not None


def _after_steps(counts: Sequence[Count], stepped: Container[int]) -> list[Count]:
    """Of "from 300 seats to 200" the two hundred, as seats."""
    kept: list[Count] = []
    for one in counts:
        if one.start in stepped and kept:
            kept[-1] = replace(one, nouns=one.nouns or kept[-1].nouns)
        else:
            kept.append(one)
    return kept


def _shut(low: str) -> set[int]:
    """Where the text says something in figures that is no number of anything: dates, phones, percentages."""
    shut: set[int] = set()
    for pattern in (_DATE, _PHONE, _PERCENT):
        for one in pattern.finditer(low):
            shut.update(range(*one.span()))
    return shut


def _ranges(low: str, some: Sequence[Numeral]) -> list[Numeral]:
    """ "2-3k", "5,000-7,000", "two to three grand", "between £200 and £300": the lower end, as the upper is written."""
    kept: list[Numeral] = []
    for one in some:
        lower = _lower(low, kept[-1], one) if kept else None
        if lower is not None:
            kept[-1] = lower
        else:
            kept.append(one)
    return kept


def _lower(low: str, one: Numeral, upper: Numeral) -> Numeral | None:
    link = _TO.fullmatch(low, one.end, upper.start)
    if link is None:
        return None
    before = low[max(0, one.start - 12) : one.start]
    if _FROM.search(before) or ("and" in link[0] and not before.endswith("between ")):
        return None
    scaled = one.stated * (upper.factor if one.factor == 1.0 else 1.0)
    stated = scaled if scaled < upper.stated else one.stated
    if one.stated < 10 and upper.factor == 1.0 and upper.stated < 1000 and upper.stated % 100 == 0 and not one.is_money:
        stated = one.stated * 100  # "6-800"
    if one.stated < 10 and upper.factor == 1.0 and 1000 <= upper.stated < 10_000 and upper.stated % 1000 == 0:
        stated = one.stated * 1000  # "£2-3,000"
    if not upper.stated / _RANGE < stated < upper.stated or (one.is_plain and upper.is_plain and _is_year(one)):
        return None
    currency = one.currency or upper.currency
    return replace(
        upper, stated=stated, start=one.start, currency=currency, is_money=one.is_money or upper.is_money,
        is_abroad=one.is_abroad or upper.is_abroad,
    )  # fmt: skip


def _is_sum(text: Text, one: Numeral) -> bool:
    """Whether a number is money by itself."""
    if one.is_money or one.stated <= 0:
        return one.stated > 0
    low = text.low
    before, after = low[max(0, one.start - _BEFORE) : one.start], low[one.end : one.end + _BEHIND]
    if _is_part(before, after) or _AT_A_PRICE.match(after) or _OF_THE.match(after):
        return False
    if one.is_word:
        return _is_sum_in_words(before, after, one)
    if one.factor > 1:
        return not _HEADS.match(after) and not _is_of_something(after)
    if (one.is_plain and _ORDER.search(before)) or _QUANTITY.search(before) or _PACKED.search(before):
        return False
    if _SLASHED.match(after) or _BY_UNIT.match(after):
        return True
    if one.stated < _LEAST or _BY_TIME.match(after):
        return _is_paid(before, after, one.stated)
    if one.is_plain and (_is_year(one) or low[one.start] == "0" or _is_named(text, one) or _is_time(before, one)):
        return False
    return (not _HAS.search(before) or bool(_TO_SPEND.match(after))) and not _is_of_something(after)


def _is_sum_in_words(before: str, after: str, one: Numeral) -> bool:
    """The same of a number in words, which is one of everyday: not "a grand opening", "thanks a million"."""
    if one.factor == 1:
        return _is_paid(before, after, one.stated)
    if one.stated == one.factor and (_is_noun(after) or _IDIOM.search(before)):
        return False
    is_year = _is_year(one) and one.stated % 100  # "two thousand and twenty six"
    return not is_year and not _HEADS.match(after) and not _is_counted(after)


def _is_named(text: Text, one: Numeral) -> bool:
    """Whether a row of figures is part of a name: "204 High Street", "ISO 9001"."""
    if not text.has_capitals:
        return False
    ahead = text.plain[max(0, one.start - 8) : one.start]
    return bool(_CAPITAL.match(text.plain, one.end) or _SHORT_NAME.search(ahead))


def _is_part(before: str, after: str) -> bool:
    """Whether a number is a piece of something else: "M4", "18x18", "10-yard", "#204", "6 weeks"."""
    if before and (before[-1].isalnum() or before[-1] in "/#_" or re.search(r"[a-z\d]-$", before)):
        return True
    if re.match(r"[/:]\d|-\d|(?!(?:ish|pa|pm|pcm|pw|ea|p/m)\b)[a-z]|-[a-z]|\"|''", after):
        return True
    return bool(_MEASURE.match(after))


def _is_paid(before: str, after: str, stated: float) -> bool:
    """Whether a small number is paid: "another 25 a month", "pays 40 a week"; not "needs 10 a month"."""
    if _BY_UNIT.match(after) or _BY_TIME_AHEAD.search(before):
        return True
    if not (_SLASHED.match(after) or _BY_TIME.match(after)) or _NEEDED_AHEAD.search(before):
        return False
    return bool(_PAID_AHEAD.search(before)) or stated >= _LEAST_A_MONTH


def _is_year(one: Numeral) -> bool:
    return _YEARS[0] <= one.stated <= _YEARS[1]


def _is_time(before: str, one: Numeral) -> bool:
    """Whether a number is a time of day: "a call at 1430"."""
    hours, minutes = divmod(one.stated, 100)
    return (
        _LEAST <= one.stated < 2400 and minutes < 60 and minutes % 5 == 0 and hours < 24 and bool(_TIME.search(before))
    )


def _is_of_something(after: str) -> bool:
    """Whether a noun follows that a bare number may be of, one or many: "a 300 page brochure", "110 volt tools"."""
    if _PAGES.match(after) or _is_counted(after):
        return True
    following = _NEXT_WORD.match(after)
    if following is None or following[1] in _FINE:
        return False
    second = _NEXT_WORD.match(after, following.end())
    return second is None or second[1] not in _DEALS


def _is_counted(after: str) -> bool:
    """Whether what follows is a noun that the number counts."""
    following = _NEXT_WORD.match(after)
    if following is None:
        return False
    word, second = following[1], _NEXT_WORD.match(after, following.end())
    if word in _FINE or (second is not None and second[1] in _DEALS):
        return False
    return (word.endswith("s") and word not in _PLURAL_NOT and len(word) > 3) or word in _COUNT_NOUNS


def _beside(low: str, some: Sequence[Numeral], taken: Sequence[bool]) -> list[Numeral]:
    """The sums, with the bare numbers beside them that stand for one: "was 15k, more like 9", "£85, they said 70"."""
    sums: dict[int, Numeral] = {place: one for place, one in enumerate(some) if taken[place]}
    for one, two in pairwise(range(len(some))):
        for known, bare in ((one, two), (two, one)):
            if known in sums and bare not in sums:
                like = _like(low, some[bare], sums[known])
                if like is not None:
                    sums[bare] = like
    return [sums[place] for place in sorted(sums)]


def _like(low: str, bare: Numeral, known: Numeral) -> Numeral | None:
    """A bare number as a sum of the same size as the one beside it, if the words between put them side by side."""
    if bare.is_marked or bare.is_word:
        return None
    between = low[min(bare.end, known.end) : max(bare.start, known.start)]
    before, after = low[max(0, bare.start - _BEFORE) : bare.start], low[bare.end : bare.end + _BEHIND]
    if len(between) > _BEHIND or re.search(r"[.;!?]\s", between) or _is_part(before, after):
        return None
    if known.factor > 1 and bare.start > known.start and _OF_THAT.match(after):
        return replace(bare, stated=bare.stated * known.factor, factor=known.factor, currency=known.currency)
    if _is_noun(after):
        return None
    if bare.start > known.start and not _BESIDE.search(between):
        return None
    if bare.start < known.start and not _BESIDE_AHEAD.search(before):
        return None
    scaled = bare.stated * known.factor
    for stated, factor in ((scaled, known.factor), (bare.stated, 1.0)):
        if 1 / _LIKE < stated / known.stated < _LIKE:
            return replace(bare, stated=stated, factor=factor, currency=known.currency)
    return None


def _is_noun(after: str) -> bool:
    """Whether a word follows that may be what the number is of."""
    following = _NEXT_WORD.match(after)
    return following is not None and following[1] not in _FINE


def _count(low: str, one: Numeral) -> Count:
    nouns = _NOUNS.match(low, one.end)
    called = nouns[0] if nouns is not None else ""
    before = low[max(0, one.start - _BEFORE) : one.start]
    if not called.strip() and (_QUANTITY.search(before) or _HOW_MANY.search(before)):
        called = " units"
    return Count(one.stated, called, one.start, one.end)
