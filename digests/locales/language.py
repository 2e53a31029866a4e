"""What a language has besides its sentences: how it counts, writes numbers, money and days, and joins lists.

The sentences stand in its template. The rules are those of Unicode's CLDR, by way of Babel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_symbol, get_decimal_symbol

from digests import wording
from digests.charts.words import Words as ChartWords


@dataclass(frozen=True)
class Language:
    """One language: `code` as it is stored, `name` as its speakers write it, `template` with its sentences.

    `nouns` are the counted nouns by what the template calls them, in the order of `categories`. `verdicts` and
    `standing` are by status of a request, `spans` by weeks. `stand_ins` are what the report's own words for nothing
    are called.
    `pictures` makes the words of charts from the values of `charts`. `under` says "less than".
    """

    code: str
    name: str
    template: str
    locale: Locale
    categories: tuple[str, ...]
    pictures: Callable[..., ChartWords]
    verdicts: Mapping[str, str]
    standing: Mapping[str, str]
    spans: Mapping[int, str]
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    under: str = "under"

    def charts(self, span: int = 1, *, unexplained: int = 0, rests_on_one: bool = False) -> ChartWords:
        """The words of charts that count accounts over so many weeks, and of bars that count deals.

        `unexplained` deals have no known reason and are left out of the bars. `rests_on_one`: they count deals, because
        one deal alone would decide what values say.
        """
        return self.pictures(self, span, unexplained=unexplained, rests_on_one=rests_on_one)

    def number(self, number: int) -> str:
        """A whole number: "1,234"."""
        return str(format_decimal(number, locale=self.locale))

    def form(self, number: int, *forms: str) -> str:
        """The form that goes with a number, of those in the order of `categories`: `form(2, "was", "were")`."""
        place = self.categories.index(self.locale.plural_form(number))
        return forms[place]

    def count(self, number: int, *forms: str) -> str:
        """A number with its noun: by its name in `nouns`, or in the forms that are given."""
        return f"{self.number(number)} {self.form(number, *(self.nouns[forms[0]] if len(forms) == 1 else forms))}"

    def mean(self, value: float) -> str:
        """A mean for people: one decimal under ten, none where it says nothing."""
        if 0 < value < 0.05:
            return f"{self.under} {self.mean(0.1)}"
        rounded = f"{value:.1f}" if value < 10 else f"{value:.0f}"
        return rounded.removesuffix(".0").replace(".", get_decimal_symbol(self.locale))

    def money(self, minor: int, currency: str) -> str:
        """An amount; minor units only where there are any, the symbol after it."""
        unit = wording.minor_units(currency)
        whole, rest = divmod(abs(minor), unit)
        figures = self.number(whole)
        if rest:
            figures += f"{get_decimal_symbol(self.locale)}{rest:0{len(str(unit)) - 1}d}"
        return f"{'−' if minor < 0 else ''}{figures}\u00a0{get_currency_symbol(currency, self.locale)}"

    def rounded(self, minor: int, currency: str) -> str:
        """An amount in whole units, for parts of a sum."""
        return self.money(wording.whole_units(minor, currency), currency)

    def percent(self, part: float) -> str:
        """A share for people: "26%"; what is there is never "0%"."""
        return f"{self.under} 1%" if 0 < part < 0.005 else f"{100 * part:.0f}%"

    def money_totals(self, minor_by_currency: Mapping[str, int]) -> str:
        """Totals in several currencies, largest first; empty when there are none."""
        totals = sorted(minor_by_currency.items(), key=lambda item: -item[1])
        return self.all_of([self.money(minor, currency) for currency, minor in totals])

    def all_of(self, parts: Sequence[str]) -> str:
        """A list in words: "Leeds, York and Hull"."""
        return format_list(list(parts), locale=self.locale)

    def any_of(self, parts: Sequence[str]) -> str:
        """A choice in words: "Leeds, York or Hull"."""
        return format_list(list(parts), "or", locale=self.locale)

    def month(self, day: date) -> str:
        """A month in short, as it stands beside a day."""
        return format_date(day, "MMM", self.locale)

    def day(self, on: date) -> str:
        """A day: "Mon 23 Nov"."""
        return format_date(on, "EEE d MMM", self.locale)

    def moment(self, local: datetime) -> str:
        """A day and a time of it, as clocks there show it: "Mon 23 Nov, 09:00"."""
        return f"{self.day(local.date())}, {local:%H:%M}"
