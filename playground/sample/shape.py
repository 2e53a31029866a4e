"""The year's shape: weekdays, holidays, seasons, and the few real changes that a good digest should find."""

from datetime import date, timedelta
from functools import cache
from typing import Final

# The day that counts as today when the data are made. Seasons and weekdays hang on it.
MADE_FOR: Final = date(2026, 11, 19)
YEAR: Final = 365

_WEEKDAYS = (0.95, 1.1, 1.1, 1.05, 0.8, 0.0, 0.0)
_BANK_HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31)}
# From, to, and how much of the usual work is done.
_QUIET = (
    (date(2025, 12, 20), date(2025, 12, 23), 0.5),
    (date(2025, 12, 24), date(2026, 1, 2), 0.06),
    (date(2026, 8, 17), date(2026, 8, 30), 0.4),
)

SEASONS: dict[str, tuple[float, ...]] = {
    "flat": (1.0,) * 12,
    "autumn": (0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.7, 2.1, 2.9, 2.6, 1.0),
    "spring": (0.7, 1.2, 2.2, 2.6, 2.2, 1.0, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2),
    "june": (0.2, 0.2, 0.3, 0.6, 1.8, 4.2, 2.6, 1.0, 0.3, 0.2, 0.2, 0.2),
    "summer": (0.3, 0.4, 0.6, 0.9, 1.5, 2.1, 2.3, 1.6, 0.9, 0.5, 0.4, 0.3),
    "wedding": (1.6, 1.9, 2.2, 2.0, 1.5, 0.9, 0.6, 0.5, 0.4, 0.3, 0.3, 0.4),
    "winter": (2.1, 1.7, 0.8, 0.4, 0.3, 0.3, 0.3, 0.4, 0.7, 1.2, 1.7, 2.1),
    "january": (3.2, 1.9, 1.0, 0.6, 0.5, 0.4, 0.4, 0.5, 0.8, 0.8, 0.9, 1.0),
    "christmas": (0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.5, 1.5, 2.8, 3.6, 2.6),
}

# The rise: solar, in all regions. Reports in each week back from today (0 = the last seven days).
RISING, RISING_WEEKS = "solar-battery", (13, 10, 8, 5, 3, 1, 1)
# The jump: one want in one region, in the same weeks.
JUMP, JUMP_REGION, JUMP_WEEKS = "mobile-dog-grooming", "Wales & West", (8, 7, 2)
# The fall: less from so many days ago on, then next to nothing.
FALLING, FALLING_FROM, FALLEN_FROM = "vape-shops", 60, 38
# Wants that are asked for evenly, against which the rise and the fall can be seen: reports in all.
STEADY = {"solar-panels": 72, FALLING: 96}
# The price campaign of a rival: who, where, from and until how many days ago, and how many deals it cost.
CAMPAIGN_BY, CAMPAIGN_REGION, CAMPAIGN_DAYS, CAMPAIGN_DEALS = "Yell", "Midlands", (10, 40), 27
# Loud voices: want, region, trade, from and until how many days ago, how many times.
LOUD = (
    ("axe-throwing", "North West", "leisure", 2, 15, 9),
    ("natural-burials", "Wales & West", "funeral", 150, 162, 6),
    ("home-hearing", "Ireland", "carehome", 176, 186, 5),
)
# A region that was told to catch up on its logging for a week.
CATCH_UP_REGION, CATCH_UP_DAYS = "Scotland", (148, 154)

# Some wants belong to a landscape: want -> region -> how much likelier.
LANDSCAPE: dict[str, dict[str, float]] = {
    "shepherd-huts": {"Wales & West": 8.0},
    "holiday-changeovers": {"Wales & West": 6.0, "Scotland": 2.0},
    "dry-stone": {"North West": 7.0},
    "lime-plaster": {"Wales & West": 5.0},
    "axe-throwing": {"North West": 8.0},
    "padel": {"South East": 3.0},
    "halal": {"Midlands": 2.5, "North West": 2.0},
}

# How much is still said of a want once it is decided: people go on asking until the word is round.
AFTERWARDS = {
    "merged": 0.0,
    "not_a_request": 0.0,
    "withdrawn": 0.0,
    "answered": 0.3,
    "approved_as_synonym": 0.25,
    "live": 0.6,
    "measured": 0.6,
    "scheduled": 0.6,
    "approved": 0.6,
    "pilot": 0.7,
    "declined": 0.4,
    "deferred": 0.6,
}

ON_SALE: Final = 0.15
# Fresh wants are talked about more than old ones.
PRESSING = {"new": 1.5, "regional_review": 1.3}
# The fewest reports behind a request, by its status; four for the others.
FEWEST = {"new": 1, "merged": 1, "not_a_request": 1, "withdrawn": 1, "hq_review": 6, "docketed": 7}


def day(days_ago: int) -> date:
    """The date that lies so many days before the day the data are made for."""
    return MADE_FOR - timedelta(days=days_ago)


def workday(days_ago: int) -> int:
    """The same day, or the Friday before if it is a weekend."""
    return days_ago + max(0, day(days_ago).weekday() - 4)


@cache
def busy(days_ago: int) -> float:
    """How much is logged on that day, against 1.0 for a usual one: weekday, holidays, and a team that grows."""
    when = day(days_ago)
    if when in _BANK_HOLIDAYS:
        return 0.0
    share = next((part for start, end, part in _QUIET if start <= when <= end), 1.0)
    growth = 1.15 - 0.3 * days_ago / YEAR
    fresh = 1.25 if days_ago <= 1 else 1.0
    return _WEEKDAYS[when.weekday()] * share * growth * fresh


def season(name: str, days_ago: int) -> float:
    """How much a season lifts or damps a want on that day."""
    months = SEASONS[name]
    return months[day(days_ago).month - 1] * 12 / sum(months)


def fading(key: str, days_ago: int) -> float:
    """The fall of the falling want; 1.0 for all others."""
    if key != FALLING or days_ago > FALLING_FROM:
        return 1.0
    return 0.45 if days_ago > FALLEN_FROM else 0.05
