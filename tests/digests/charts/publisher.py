"""Charts of a yellow-pages publisher's week, and of weeks that nobody would wish for."""

from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random

from digests.charts import heat, movers, pareto, trend, weekly
from digests.charts.figures import Drawing, Expected

WEEK = "16–22 Nov 2026"
MONDAY = date(2026, 11, 16)
LONG = "Emergency plumbers with a 24-hour call-out on evenings, weekends and bank holidays. " * 4
HEBREW = "מתקיני לוחות סולאריים וסוללות ביתיות"
ARABIC = "تركيب الألواح الشمسية"
CHINESE = "太阳能电池板安装商与家用储能系统服务提供商目录"
MARKUP = "<b>“Smith & Sons”</b> \"quoted\" ]]> &amp; 'so'"
HEADINGS = (
    "Solar & battery installers",
    "WhatsApp button on listing",
    "EV charger fitting",
    "Emergency plumbers: 24-hour call-out",
    "Monthly billing",
    "Video on profile",
    "Heat-pump servicing",
    "Garden office builders",
)
UNITED_KINGDOM = (
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
    "Wales",
    "Scotland",
    "Northern Ireland",
)

THEMES = (
    movers.Mover(HEADINGS[0], (4, 5, 4, 6, 5, 5, 7, 6, 8, 9, 11, 19), Expected(4, 12), "17 accounts · £214k"),
    movers.Mover(HEADINGS[1], (5, 7, 6, 6, 8, 7, 9, 8, 7, 10, 9, 16), Expected(3, 12), "15 accounts · £168k"),
    movers.Mover(HEADINGS[2], (1, 0, 2, 1, 2, 3, 2, 4, 3, 5, 6, 11), Expected(1, 9), "11 accounts · £96k"),
    movers.Mover("Mobile dog grooming", (0, 1, 0, 1, 1, 2, 1, 2, 2, 3, 3, 8), Expected(0, 7), "8 accounts · £31k"),
    movers.Mover(HEADINGS[4], (9, 11, 8, 10, 12, 9, 11, 10, 12, 9, 11, 10), Expected(6, 15), "10 accounts · £122k"),
    movers.Mover(HEADINGS[5], (12, 13, 11, 14, 12, 13, 11, 10, 9, 8, 9, 4), Expected(5, 15), "4 accounts · £38k"),
    movers.Mover(LONG[:75], (2, 3, 2, 2, 4, 3, 2, 2, 3, 4, 3, 9), Expected(0, 7), "9 accounts · £18k"),
    movers.Mover(HEADINGS[7], (3,), None, "3 accounts"),
)


def _pounds(label: str, deals: int, thousands: int, unvalued: int = 0) -> pareto.Loss:
    return pareto.Loss(label, deals, {"GBP": thousands * 100_000} if thousands else {}, unvalued)


REASONS = (
    _pounds("Price: too high for leads received", 14, 186),
    _pounds("Moved budget to Google Ads", 9, 152),
    _pounds("No heading that fits the trade", 6, 74),
    _pounds("Wanted monthly terms", 7, 59),
    _pounds("No proof of calls (tracking)", 4, 31),
    _pounds("Closing / sold the business", 3, 19),
    _pounds("Family took over", 2, 8),
    _pounds("Bad debt", 1, 5),
    _pounds("Went with Checkatrade", 1, 3),
    _pounds("Unknown", 1, 1),
)


def row(label: str, counts: tuple[int, ...], usual: tuple[float, ...]) -> heat.Row:
    """A row of the heat map."""
    return heat.Row(label, tuple(heat.Cell(*pair) for pair in zip(counts, usual, strict=True)))


SIX_REGIONS = heat.Heat(
    ("North", "Midlands", "Wales", "South West", "South East", "London"),
    (
        row("Solar & battery", (3, 2, 1, 9, 3, 1), (1.1, 1.9, 1.2, 1.6, 2.8, 1.5)),
        row("WhatsApp button", (2, 3, 0, 1, 4, 6), (2.1, 1.1, 0.4, 1.2, 1.8, 2.2)),
        row("EV charger fitting", (1, 1, 0, 2, 4, 3), (1.0, 1.2, 0.3, 0.7, 1.2, 1.1)),
        row("Dog grooming", (2, 1, 3, 1, 1, 0), (0.6, 0.8, 0.6, 0.9, 1.0, 0.5)),
        row("Monthly billing", (2, 3, 1, 1, 2, 1), (2.2, 2.0, 0.9, 1.4, 2.1, 1.5)),
        row("Video on profile", (0, 1, 0, 1, 1, 1), (2.4, 1.5, 0.9, 1.1, 1.4, 1.2)),
    ),
    WEEK,
)


def regions(number: int, themes: tuple[str, ...] = HEADINGS, seed: int = 5) -> heat.Heat:
    """So many regions, each about as usual."""
    random = Random(seed)
    names = UNITED_KINGDOM if number == 12 else tuple(f"Territory {at + 1} of the north" for at in range(number))

    def cell() -> heat.Cell:
        usual = random.uniform(0.2, 4)
        return heat.Cell(max(0, round(random.gauss(usual, 1.2 * usual**0.5))), round(usual, 1))

    return heat.Heat(names, tuple(heat.Row(theme, tuple(cell() for _ in names)) for theme in themes), WEEK)


def weeks(number: int, seed: int, last: int) -> tuple[trend.Point, ...]:
    """A theme that grows; its range is known from the thirteenth week on."""
    random = Random(seed)
    points = []
    for at in range(number):
        usual = 4 + at * 0.12
        expected = Expected(max(0, round(usual - 2 * usual**0.5)), round(usual + 2 * usual**0.5) + 1)
        counted = last if at == number - 1 else max(0, round(random.gauss(usual, usual**0.5)))
        points.append(trend.Point(counted + (9 if at == 20 else 0), expected if at >= 12 else None))
    return tuple(points)


MOVERS = {
    "movers": movers.Movers(THEMES[:6], WEEK, foot="143 entries"),
    "movers_one": movers.Movers(THEMES[:1], WEEK),
    "movers_three": movers.Movers((THEMES[4], THEMES[5], THEMES[7]), WEEK, foot="38 entries"),
    "movers_eight": movers.Movers(THEMES, "30 Nov – 6 Dec 2026", foot="1,143 entries from 31 reps"),
    "movers_fourteen": movers.Movers((*THEMES[:7], *THEMES[:7]), WEEK),
    "movers_none": movers.Movers((), WEEK),
    "movers_nought": movers.Movers(
        tuple(movers.Mover(name, (0,) * 12, Expected(0, 0)) for name in ("Roofers", "Skip hire")), WEEK
    ),
    "movers_odd": movers.Movers(
        (
            movers.Mover("x" * 300, (0,) * 12, Expected(0, 0), "y" * 200),
            movers.Mover(LONG, (*(3,) * 11, 123_456), Expected(2, 9), "5 accounts"),
            movers.Mover(MARKUP, (1, 2, 3, 4), Expected(0, 5000), "a range wider than the scale"),
            movers.Mover(HEBREW, (2, 3, 4, 2, 3, 4, 5, 6, 2, 1, 2, 0), Expected(2, 6), "4 לקוחות"),
            movers.Mover(CHINESE, (2, 3, 4, 2, 3, 4, 5, 6, 2, 1, 2, 7), Expected(2, 6), "4 个客户"),
            movers.Mover(ARABIC, (2, 3, 4, 2, 3, 4, 5, 6, 2, 1, 2, 4), Expected(2, 6)),
            movers.Mover("🚀🎉", (0,) * 12, Expected(0, 3), "a name of pictures only"),
            movers.Mover("Монтаж солнечных панелей", (5,) * 12, Expected(5, 5), "one count expected"),
        ),
        WEEK,
        foot="143 entries",
    ),
}
PARETO = {
    "pareto": pareto.Pareto(REASONS, WEEK),
    "pareto_one": pareto.Pareto((_pounds("Price", 8, 1860),), WEEK),
    "pareto_three": pareto.Pareto(REASONS[2:5], WEEK),
    "pareto_eight": pareto.Pareto(REASONS[:8], WEEK),
    "pareto_none": pareto.Pareto((), WEEK),
    "pareto_nought": pareto.Pareto((pareto.Loss("Price", 0), pareto.Loss("Terms", 0, {"GBP": 0})), WEEK),
    "pareto_currencies": pareto.Pareto(
        (
            pareto.Loss("Price: too high for leads received", 5, {"GBP": 4_800_000}),
            pareto.Loss("Moved budget to Google Ads", 3, {"EUR": 900_000}),
            pareto.Loss("No heading that fits the trade", 2),
        ),
        WEEK,
    ),
    "pareto_few_values": pareto.Pareto(
        (_pounds("Price", 5, 48, 3), _pounds("Terms", 3, 0, 3), _pounds("No heading that fits", 2, 0, 2)), WEEK
    ),
    "pareto_some_values": pareto.Pareto(
        (_pounds("Price", 5, 48, 1), _pounds("Terms", 3, 20), _pounds("Other", 1, 0, 1)), WEEK
    ),
    "pareto_spread": pareto.Pareto(tuple(_pounds(f"{at} {LONG}", 3, 10 + at) for at in range(20)), WEEK),
    "pareto_odd": pareto.Pareto(
        (
            pareto.Loss("x" * 300, 3, {"GBP": 99_999_999_999_999}),
            pareto.Loss(HEBREW, 1_234_567, {"GBP": 4_500}),
            pareto.Loss(MARKUP, 1, {"GBP": 0}),
            pareto.Loss(CHINESE, 2, {"GBP": 99_999_999_999}),
        ),
        WEEK,
    ),
}
HEAT = {
    "heat": SIX_REGIONS,
    "heat_one": heat.Heat(("North",), (row("Solar & battery", (3,), (1.1,)),), WEEK),
    "heat_three": heat.Heat(
        ("North", "Midlands", "Wales"),
        (
            row("Solar & battery", (3, 2, 1), (2.1, 1.7, 0.9)),
            heat.Row("Heat-pump servicing", (heat.Cell(2), heat.Cell(0), heat.Cell(1))),
        ),
        WEEK,
    ),
    "heat_twelve": regions(12),
    "heat_forty": regions(40, (*HEADINGS, *(f"Small theme {at}" for at in range(8)))),
    "heat_none": heat.Heat((), (), WEEK),
    "heat_no_region": heat.Heat((), (heat.Row("Solar & battery", ()),), WEEK),
    "heat_nought": heat.Heat(("North", "Wales"), (row("Roofers", (0, 0), (0.0, 0.0)),), WEEK),
    "heat_odd": heat.Heat(
        ("北海道", HEBREW, MARKUP, "x" * 300, "🚀"),
        (
            row(LONG, (1_234_567,) * 5, (3.0,) * 5),
            row(CHINESE, (0,) * 5, (0.0,) * 5),
            row(HEBREW, (0, 1, 20, 5, 9), (9.0,) * 5),
        ),
        WEEK,
    ),
}
TREND = {
    "trend": trend.Trend(HEADINGS[0], weeks(52, 3, 19), MONDAY),
    "trend_quiet": trend.Trend(HEADINGS[5], weeks(26, 8, 6), MONDAY),
    "trend_twelve": trend.Trend(
        HEADINGS[1],
        (*(trend.Point(count) for count in THEMES[1].weeks[:-1]), trend.Point(16, Expected(3, 12))),
        MONDAY,
    ),
    "trend_fall": trend.Trend(
        LONG,
        (*(trend.Point(at, Expected(8, 20)) for at in (12, 15, 11, 16, 14, 17, 12)), trend.Point(2, Expected(6, 18))),
        MONDAY,
    ),
    "trend_one": trend.Trend(HEADINGS[6], (trend.Point(3),), MONDAY),
    "trend_none": trend.Trend(HEADINGS[6], (), MONDAY),
    "trend_nought": trend.Trend("Roofers", (trend.Point(0, Expected(0, 0)),) * 30, MONDAY),
    "trend_huge": trend.Trend(
        MARKUP, (*(trend.Point(3, Expected(0, 9)),) * 30, trend.Point(1_234_567, Expected(0, 9))), MONDAY
    ),
}


def lines(number: int, *, title: str = "Balanced: 61 lines in 52 weeks", top: int = 0) -> weekly.Weekly:
    """Weeks with few lines in most and many in some."""
    random = Random(number)
    weeks = tuple((max(0, random.randint(-3, 5)), max(0, random.randint(-2, 3))) for _ in range(number))
    note = "Dark: a new story. Light: one told again, or over."
    return weekly.Weekly(weeks, MONDAY, title, note, "Lines each week", top)


WEEKLY = {
    "weekly": lines(52),
    "weekly_one": lines(1, title="Balanced: 3 lines in 1 week"),
    "weekly_years": lines(156, title="More: 512 lines in 156 weeks, no week without one", top=40),
    "weekly_none": weekly.Weekly((), MONDAY, "No week to show yet", "", "Lines each week"),
    "weekly_nought": weekly.Weekly(((0, 0),) * 44, MONDAY, "Fewer: no line in 44 weeks", "", "Lines each week"),
    "weekly_huge": weekly.Weekly(((1, 0), (123_456, 7), (0, 1)), MONDAY, MARKUP, LONG, "Lines each week"),
}


# Each by its name, to be drawn when a test asks for it.
DRAWINGS: dict[str, Callable[[], Drawing]] = {
    **{name: partial(movers.draw, chart) for name, chart in MOVERS.items()},
    **{name: partial(pareto.draw, chart) for name, chart in PARETO.items()},
    **{name: partial(heat.draw, chart) for name, chart in HEAT.items()},
    **{name: partial(trend.draw, chart) for name, chart in TREND.items()},
    **{name: partial(weekly.draw, chart) for name, chart in WEEKLY.items()},
}
