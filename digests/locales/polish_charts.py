"""What the charts say by themselves in Polish; the sentences are those of `digests.charts.words`, one for one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date
from babel.numbers import format_compact_decimal, get_currency_symbol

from digests import wording
from digests.charts.figures import Direction, Expected
from digests.charts.words import Words
from digests.locales.language import Language

_HEADS = {1: "Ten tydzień a norma", 2: "Dwa tygodnie a norma", 4: "Cztery tygodnie a norma"}
_SPANS = {1: "tydzień", 2: "dwa tygodnie", 4: "cztery tygodnie"}
_SIDES = {Direction.ABOVE: "powyżej", Direction.INSIDE: "w granicach", Direction.BELOW: "poniżej"}


@dataclass(frozen=True)
class _Charts(Words):
    """The words of the charts in Polish, where customers are counted in spans of `span_of` weeks."""

    told_in: Language = field(kw_only=True)

    one: str = "klient"
    many: str = "klientów"
    nameless: str = "(bez nazwy)"
    too_new: str = "za nowe, by porównać"

    movers: str = "Co się zmieniło"
    theme: str = "Temat"
    this_week: str = _HEADS[1]
    none_to_compare: str = "W tym tygodniu nie ma czego porównać"
    all_inside: str = "Wszystko w granicach normy"
    cut: str = "skala przerwana przy //"

    lost_deals: str = "Przegrane transakcje"
    reason: str = "Powód"
    value_lost: str = "Utracona wartość"
    deals_lost: str = "Przegrane transakcje"
    running_share: str = "Udział narastająco"
    with_share: str = "Z narastającym udziałem"
    none_lost: str = "W tym tygodniu nie przegrano żadnej transakcji"
    no_value: str = "bez wartości"
    once: str = "Każda transakcja liczy się raz."

    heat: str = "Region × temat"
    total: str = "Razem"
    no_region: str = "W tym tygodniu żaden region nie ma nic do pokazania"
    all_usual: str = "W każdym regionie to niemal zwykły tydzień"
    far_below: str = "dużo poniżej normy"
    far_above: str = "dużo powyżej normy"
    none_logged: str = "– brak zgłoszeń"
    framed: str = "w ramce: za nowe, by porównać"

    trend: str = "Trend"
    no_week: str = "Nie ma jeszcze tygodnia do pokazania"

    span_of: int = 1
    unexplained: int = 0
    rests_on_one: bool = False

    def counted(self, number: int) -> str:
        return self.told_in.count(number, self.one)

    def figure(self, number: int) -> str:
        return self.told_in.number(number)

    def weeks(self, number: int) -> str:
        return self.told_in.count(number + self.span_of - 1, "tydzień", "tygodnie", "tygodni")

    def span(self, expected: Expected) -> str:
        return super().span(expected) if expected.low else f"do {self.figure(expected.high)}"

    def span_read(self, expected: Expected) -> str:
        return f"norma: {self.span(expected)}"

    def against(self, label: str, number: int, expected: Expected) -> str:
        return f"{label}: {self.counted(number)}, norma: {self.span(expected)}"

    def logged(self) -> str:
        each = "Klienci tygodniowo" if self.span_of == 1 else f"Klienci przez {_SPANS[self.span_of]} do danego tygodnia"
        return f"{each}. Szare pole: norma w dziewięciu przypadkach na dziesięć."

    def side(self, side: Direction, *, is_last: bool) -> str:
        return f"{_SIDES[side]} normy" if is_last else _SIDES[side]

    def more_rows(self, number: int) -> str:
        return f"nie pokazano: {self.figure(number)}"

    def weeks_before(self, counts: Sequence[int]) -> str:
        each = "tydzień po tygodniu" if self.span_of == 1 else f"przez {_SPANS[self.span_of]} do danego tygodnia"
        return f"wcześniej, {each}: {', '.join(map(self.figure, counts))}"

    def deals(self, number: int) -> str:
        return self.told_in.count(number, "transakcja")

    def worth(self, minor: int, currency: str) -> str:
        amount = abs(minor) / wording.minor_units(currency)
        short = format_compact_decimal(amount, locale=self.told_in.locale, fraction_digits=0)
        if amount >= 1_000 and len(short.split("\u00a0")[0]) == 1:
            short = format_compact_decimal(amount, locale=self.told_in.locale, fraction_digits=1)
        return f"{'−' if minor < 0 else ''}{short}\u00a0{get_currency_symbol(currency, self.told_in.locale)}"

    def worth_read(self, minor: int, currency: str) -> str:
        return self.told_in.money(minor, currency)

    def lost(self, deals: int, *, by_value: bool) -> str:
        what = self.told_in.count(deals, "przegrana transakcja")
        of_them = self.told_in.count(deals, "przegranej transakcji", "przegranych transakcji", "przegranych transakcji")
        said = f"Wartość {of_them}" if by_value else what
        left_out = f" Bez znanego powodu, pominięte: {self.figure(self.unexplained)}." if self.unexplained else ""
        return f"{said}, każda przy jednym powodzie: te z kilkoma są rozdzielone równo.{left_out}"

    def took(self, reasons: int, percent: int, whole: str) -> str:
        many = self.told_in.count(reasons, "powód", "powody", "powodów")
        return f"{many}: {percent}% całej straty ({whole})"

    def none_stands_out(self, reasons: int, percent: int, whole: str) -> str:
        return f"Żaden powód się nie wyróżnia: pierwsze {reasons} to {percent}% całej straty ({whole})"

    def other_reasons(self, number: int) -> str:
        return f"Inne ({self.told_in.count(number, 'powód', 'powody', 'powodów')})"

    def in_currency(self, currency: str, unvalued: int) -> str:
        said = f"{self.once} Wartości w walucie {currency}."
        return f"{said} Transakcje bez wartości, niewliczone: {self.figure(unvalued)}." if unvalued else said

    def by_deals(self, totals: Sequence[str], valued: int) -> str:
        said = self.once
        if self.rests_on_one:
            return f"{said} Liczba transakcji, bo jedna duża sama rozstrzygałaby o obrazie."
        if len(totals) > 1:
            return f"{said} Liczba transakcji, bo wartości są w kilku walutach: {self.told_in.all_of(totals)}."
        return f"{said} Liczba transakcji, bo wartość podano tylko przy {self.figure(valued)}." if totals else said

    def from_usual(self) -> str:
        return "Klienci w tym tygodniu. Kolor: odległość od zwykłego tygodnia danego regionu."

    def against_usual(self, region: str, theme: str, number: int, usual: float) -> str:
        return f"{theme} ({region}): {self.counted(number)}, zwykle {self.told_in.mean(usual)}"

    def usual(self, usual: float) -> str:
        return f"zwykle {self.told_in.mean(usual)}"

    def others(self, number: int) -> str:
        return f"pozostałe ({self.figure(number)})"

    def in_cell(self, number: int) -> str:
        if number < 10_000:
            return self.figure(number) if number else "–"
        return str(format_compact_decimal(number, locale=self.told_in.locale))

    def weeks_to(self, weeks: int, day: date) -> str:
        return f"{self.weeks(weeks)} do {format_date(day, 'd MMM y', self.told_in.locale)}"

    def over_time(self, label: str, number: int, expected: Expected | None) -> str:
        said = f"{label}: {self.counted(number)} w tym tygodniu"
        if expected is None:
            return f"{said}, {self.too_new}"
        if expected.direction(number) is Direction.INSIDE:
            return f"{said}, w normie ({self.span(expected)})"
        return f"{said}, norma: {self.span(expected)}"

    def logged_over_time(self, *, has_band: bool) -> str:
        grey = "norma" if has_band else "norma tego tygodnia"
        return f"Klienci tygodniowo. Szare pole: {grey}."

    def month(self, day: date) -> str:
        return str(day.year) if day.month == 1 else format_date(day, "LLL", self.told_in.locale)

    def oldest_first(self, weeks: int) -> str:
        return f"{self.weeks(weeks)}, od najstarszego"


def charts(polish: Language, span: int, *, unexplained: int, rests_on_one: bool) -> Words:
    """The words of a chart; the values are those of `Language.charts`."""
    return _Charts(
        told_in=polish, span_of=span, this_week=_HEADS[span], unexplained=unexplained, rests_on_one=rests_on_one
    )
