"""A workspace's reports of two years for `tests.bench_digest`, by a seeded recipe.

Twelve regions, 300 themes of which the first are the commonest, in each of them wants that come and go (2,100 in all
at 100,000 reports, 7,800 at 10,000,000), an account for ten reports, a rep for 2,500. Every fifth report is a deal,
most of them lost. In the last two weeks one theme is raised more often than before.

Rows are drawn by numpy, portion by portion; `tests.bench_digest_store` writes them.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

SEED = 2026
TEAM = "T1"
# Monday morning after the last of the weeks.
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
END = datetime(2026, 11, 30, tzinfo=UTC)
WEEKS = 104
START = END - timedelta(weeks=WEEKS)
REGIONS = tuple(f"Region {number + 1}" for number in range(12))
SEGMENTS = ("", "sole trader", "small", "large")
REASONS = ("No suitable heading", "Price", "Budget gone", "Competitor", "Timing", "Results doubted", "Other")
COMPETITORS = ("Yelp", "Thryv", "Angi", "Local Pages", "Nextdoor", "Bark")
ITEMS = 40
THEMES = 300
GENERATIONS = {100_000: 7, 1_000_000: 13, 10_000_000: 26}
LOUDER = 40
SAID = "if you had a heading for this I would buy an ad under it, and so would others here"
KINDS = ("request", "lost_deal", "won_deal")
EVIDENCE = (None, "customer_words", "opinion")
CURRENCIES = ("GBP", "EUR")
NONE = -1

Numbers = NDArray[np.int64]
# In microseconds; a want is open for so long, and then decided.
WEEK = 7 * 24 * 3600 * 1_000_000
OPEN = 14 * WEEK


def ident(kind: int, number: int) -> uuid.UUID:
    """The id of the account, theme, request or whatever with a number."""
    return uuid.UUID(int=kind << 64 | number)


ACCOUNT, REGION, THEME, REQUEST, REASON, COMPETITOR, ITEM, CHANGE = range(1, 9)


@dataclass(frozen=True)
class Sizes:
    """How much of everything there is."""

    reports: int

    @property
    def generations(self) -> int:
        """How many wants of each theme came and went."""
        return GENERATIONS.get(self.reports, 13)

    @property
    def requests(self) -> int:
        """Wants in all."""
        return self.generations * THEMES

    @property
    def accounts(self) -> int:
        """Customers."""
        return max(self.reports // 10, 10)

    @property
    def reps(self) -> int:
        """Who reports."""
        return max(self.reports // 2500, 12)

    @property
    def lasts(self) -> int:
        """Microseconds from one want of a theme to the next."""
        return (WEEKS * WEEK + OPEN) // self.generations


@dataclass(frozen=True)
class Drawn:
    """Reports as columns, in the order they were logged; `NONE` where there is nothing. Moments in microseconds."""

    number: Numbers
    logged: Numbers
    kind: Numbers
    rep: Numbers
    account: Numbers
    region: Numbers
    segment: Numbers
    value: Numbers
    currency: Numbers
    unasked: Numbers
    evidence: Numbers
    said: Numbers
    withdrawn: Numbers
    theme: Numbers
    request: Numbers
    reason: Numbers
    other_reason: Numbers
    competitor: Numbers
    item: Numbers
    told: Numbers


def draw(sizes: Sizes, start: int, count: int) -> Drawn:
    """A portion: the reports of the stretch of time that belongs to their numbers."""
    random = np.random.default_rng([SEED, sizes.reports, start])
    number = np.arange(start, start + count)
    each = WEEKS * WEEK / sizes.reports
    logged = (number * each + random.random(count) * each).astype(np.int64)
    kind = random.choice(3, count, p=(0.8, 0.14, 0.06))
    rep = random.integers(0, sizes.reps, count)
    account = np.where(random.random(count) < 0.9, random.integers(0, sizes.accounts, count), NONE)
    weights = (np.arange(THEMES) + 10.0) ** -0.8
    theme = random.choice(THEMES, count, p=weights / weights.sum())
    is_late = logged >= (WEEKS - 2) * WEEK
    theme = np.where(is_late & (random.random(count) < 0.01), LOUDER, theme)
    request = _request(sizes, random, theme, logged)
    is_deal = kind > 0
    is_linked = np.where(is_deal, (kind == 1) & (random.random(count) < 0.3), random.random(count) < 0.93)
    is_answered = ~is_linked & ~is_deal & (random.random(count) < 0.7)
    decided = opened_at(sizes, request) + OPEN
    is_told = is_linked & (decided < WEEKS * WEEK) & (random.random(count) < 0.25)

    def some(share: float, values: Numbers) -> Numbers:
        return np.where(random.random(count) < share, values, NONE)

    is_lost = kind == 1
    reason = np.where(is_lost, some(0.9, random.integers(0, len(REASONS), count)), NONE)
    other = some(0.2, random.integers(0, len(REASONS), count))
    return Drawn(
        number=number,
        logged=logged,
        kind=kind,
        rep=rep,
        account=account,
        region=some(0.98, rep % len(REGIONS)),
        segment=random.integers(0, len(SEGMENTS), count),
        value=some(0.5, (np.exp(random.normal(7, 1, count)) * 100).astype(np.int64)),
        currency=(random.random(count) < 0.05).astype(np.int64),
        unasked=some(0.6, random.integers(0, 2, count)),
        evidence=random.choice(3, count, p=(0.3, 0.5, 0.2)),
        said=np.where(random.random(count) < 0.7, random.integers(8, len(SAID), count), 0),
        withdrawn=(random.random(count) < 0.01).astype(np.int64),
        theme=np.where(random.random(count) < 0.9, theme, NONE),
        request=np.where(is_linked, request, NONE),
        reason=reason,
        other_reason=np.where((reason != NONE) & (other != reason), other, NONE),
        competitor=np.where(is_lost, some(0.4, random.integers(0, len(COMPETITORS), count)), NONE),
        item=np.where(is_answered, random.integers(0, ITEMS, count), NONE),
        told=np.where(is_told, np.maximum(decided, logged) + 3_600_000_000, NONE),
    )


def _request(sizes: Sizes, random: np.random.Generator, theme: Numbers, logged: Numbers) -> Numbers:
    """A want of the theme that was open: the newer, the likelier."""
    newest = (logged + OPEN) // sizes.lasts - (theme * sizes.lasts // THEMES > (logged + OPEN) % sizes.lasts)
    open_at_once = -(-OPEN // sizes.lasts)
    back = (open_at_once * random.random(len(theme)) ** 2).astype(np.int64)
    return np.asarray(np.clip(newest - back, 0, sizes.generations - 1) * THEMES + theme)


def opened_at(sizes: Sizes, request: Numbers) -> Numbers:
    """When requests were opened, in microseconds from the first week on; before it, below zero."""
    generation, theme = request // THEMES, request % THEMES
    return np.asarray(generation * sizes.lasts + theme * sizes.lasts // THEMES - OPEN)
