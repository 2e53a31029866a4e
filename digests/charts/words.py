"""Every word that the charts say by themselves, in English. Another language gives other fields and other sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digests.charts.figures import Direction, Expected
from digests.wording import all_of, count, in_short, mean, money, money_in_short

_SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class Words:
    """What is counted (`one`, `many`), the standing words of the charts, and the sentences around figures."""

    one: str = "request"
    many: str = "requests"
    nameless: str = "(no name)"
    too_new: str = "too new to compare"

    movers: str = "Movers"
    theme: str = "Theme"
    this_week: str = "This week vs expected"
    none_to_compare: str = "Nothing to compare this week"
    all_inside: str = "Everything stayed within its expected range"
    cut: str = "scale cut at //"

    lost_deals: str = "Lost deals"
    reason: str = "Reason"
    value_lost: str = "Value lost"
    deals_lost: str = "Deals lost"
    running_share: str = "Running share"
    with_share: str = "With running share"
    none_lost: str = "No lost deals this week"
    no_value: str = "no value"
    once: str = "A deal counts once, under its main reason."

    heat: str = "Region × theme"
    total: str = "Total"
    no_region: str = "No region has anything to show this week"
    all_usual: str = "Every region is near its usual week"
    far_below: str = "far below usual"
    far_above: str = "far above usual"
    none_logged: str = "– none logged"
    framed: str = "framed: too new to compare"

    trend: str = "Trend"
    no_week: str = "No week to show yet"

    def counted(self, number: int) -> str:
        """A count with its noun: "19 requests"."""
        return count(number, self.one, self.many)

    def figure(self, number: int) -> str:
        """A count alone: "1,234"."""
        return f"{number:,}"

    def weeks(self, number: int) -> str:
        """So many weeks: "12 weeks"."""
        return count(number, "week")

    def span(self, expected: Expected) -> str:
        """A range to look at: "4–12"; of one count, that count."""
        return "–".join(self.figure(end) for end in dict.fromkeys((expected.low, expected.high)))

    def span_read(self, expected: Expected) -> str:
        """A range to be read aloud: "expected 4 to 12"."""
        return "expected " + " to ".join(self.figure(end) for end in dict.fromkeys((expected.low, expected.high)))

    def against(self, label: str, number: int, expected: Expected) -> str:
        """The finding of the movers: "Solar: 19 requests, against 4–12 expected"."""
        return f"{label}: {self.counted(number)}, against {self.span(expected)} expected"

    def logged(self) -> str:
        """How to read the movers."""
        return f"{self.many.capitalize()} logged per week. Grey: where 19 weeks in 20 would fall."

    def side(self, side: Direction, *, is_last: bool) -> str:
        """A word of the key; the last one says what all of them are about: "above", "below the expected range"."""
        return f"{side.value} the expected range" if is_last else side.value

    def more_rows(self, number: int) -> str:
        """What is not drawn: "3 more not shown"."""
        return f"{number:,} more not shown"

    def weeks_before(self, counts: Sequence[int]) -> str:
        """The weeks before this one, oldest first: "weeks before: 4, 5, 9"."""
        return f"weeks before: {', '.join(map(self.figure, counts))}"

    def deals(self, number: int) -> str:
        """So many deals: "14 deals"."""
        return count(number, "deal")

    def worth(self, minor: int, currency: str) -> str:
        """An amount to look at: "£186k"."""
        return money_in_short(minor, currency)

    def worth_read(self, minor: int, currency: str) -> str:
        """An amount to be read aloud, in full: "£186,240"."""
        return money(minor, currency)

    def lost(self, deals: int, *, by_value: bool) -> str:
        """How to read the bars: "Value of 48 lost deals, by the main reason the rep gave."."""
        what = count(deals, "lost deal")
        return f"{f'Value of {what}' if by_value else what}, by the main reason the rep gave."

    def took(self, reasons: int, percent: int, whole: str) -> str:
        """The finding of the bars: "Two reasons took 63% of the £538k we lost"."""
        many = _SMALL[reasons] if reasons < len(_SMALL) else f"{reasons:,}"
        return f"{many} {'reason' if reasons == 1 else 'reasons'} took {percent}% of the {whole} we lost"

    def none_stands_out(self, reasons: int, percent: int, whole: str) -> str:
        """The finding where even the largest reasons took little."""
        return f"No reason stands out: the top {reasons} took {percent}% of the {whole} we lost"

    def other_reasons(self, number: int) -> str:
        """The reasons that have no bar of their own: "Other (4 reasons)"."""
        return f"Other ({count(number, 'reason')})"

    def in_currency(self, currency: str, unvalued: int) -> str:
        """What bars by value mean, and which deals they leave out."""
        said = f"{self.once} Values in {currency}."
        if unvalued:
            said += (
                f" {count(unvalued, 'deal has', 'deals have')} no value and {'adds' if unvalued == 1 else 'add'} none."
            )
        return said

    def by_deals(self, totals: Sequence[str], valued: int) -> str:
        """What bars by deals mean, and why they are not by value: several currencies, or few values."""
        said = self.once
        if len(totals) > 1:
            return f"{said} Counted by deals, since values are in several currencies: {all_of(totals)}."
        if totals:
            return f"{said} Counted by deals, since only {valued:,} of them {'has' if valued == 1 else 'have'} a value."
        return said

    def from_usual(self) -> str:
        """How to read the heat map."""
        return f"{self.many.capitalize()} this week. Colour: distance from that region’s own usual week."

    def against_usual(self, region: str, theme: str, number: int, usual: float) -> str:
        """The finding of the heat map: "Solar in South West: 9 requests, against 1.6 usual"."""
        return f"{theme} in {region}: {self.counted(number)}, against {mean(usual)} usual"

    def usual(self, usual: float) -> str:
        """A usual week beside a count: "usual 1.6"."""
        return f"usual {mean(usual)}"

    def others(self, number: int) -> str:
        """Regions or themes that are told in one: "29 others"."""
        return f"{number:,} others"

    def in_cell(self, number: int) -> str:
        """A count where there is little room; a dash for none."""
        return (self.figure(number) if number < 10_000 else in_short(number)) if number else "–"

    def weeks_to(self, weeks: int, day: date) -> str:
        """Which weeks a trend shows: "52 weeks to 22 Nov 2026"."""
        return f"{self.weeks(weeks)} to {day.day} {day:%b} {day.year}"

    def over_time(self, label: str, number: int, expected: Expected | None) -> str:
        """The finding of a trend."""
        said = f"{label}: {self.counted(number)} this week"
        if expected is None:
            return f"{said}, {self.too_new}"
        if expected.direction(number) is Direction.INSIDE:
            return f"{said}, as expected ({self.span(expected)})"
        return f"{said}, against {self.span(expected)} expected"

    def logged_over_time(self, *, has_band: bool) -> str:
        """How to read a trend, whose range may be known for this week only."""
        grey = "where 19 weeks in 20 would fall" if has_band else "this week’s expected range"
        return f"{self.many.capitalize()} logged per week. Grey: {grey}."

    def month(self, day: date) -> str:
        """A month below the line; for January its year."""
        return str(day.year) if day.month == 1 else f"{day:%b}"

    def oldest_first(self, weeks: int) -> str:
        """What a row of counts is: "52 weeks, oldest first"."""
        return f"{self.weeks(weeks)}, oldest first"


ENGLISH = Words()
