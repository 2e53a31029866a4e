"""What departs from what was expected."""

import uuid
from dataclasses import dataclass

from digests.report.voices import Quote

# What stands in a trend for the region or the segment that customers have none of.
NO_REGION = "no region"
NO_SEGMENT = "customers of no segment"


@dataclass(frozen=True)
class Trend:
    """A theme that departs from what was expected: everywhere, or in one region, or in one segment (None: all).

    `region` and `among` are the names of both, empty where they go without saying.

    `observed` accounts in the `window` weeks up to `period`, where `expected` were expected; `usual_least` to
    `usual_most` would have been normal. `news` says why it is told: new, worse, still, over; `weeks` counts from the
    first week in which it was told. `in_a_row` weeks stood out by themselves. `by_week` ends with `period`.
    `lost_deals` of its accounts were lost with it.
    """

    period: str
    theme_id: uuid.UUID
    title: str
    region_id: uuid.UUID | None
    region: str
    segment: str | None
    among: str
    direction: str
    news: str
    weeks: int
    window: int
    observed: int
    expected: float
    variance: float
    usual_least: int
    usual_most: int
    p: float
    threshold: float
    in_a_row: int
    accounts: int
    reps: int
    worth: dict[str, int]
    by_week: tuple[int, ...]
    quote: Quote | None = None
    lost_deals: int = 0

    @property
    def is_rise(self) -> bool:
        """Whether there is more of it than was expected."""
        return self.direction == "up"

    @property
    def is_fresh(self) -> bool:
        """Whether it is news of this week: it may lead the digest."""
        return self.news in ("new", "worse")


@dataclass(frozen=True)
class OpenStory:
    """A trend that was told and is not over: since which week, and the last one in which it was seen."""

    trend: Trend
    since: str
    seen: str


@dataclass(frozen=True)
class NoTrend:
    """A theme that departs from what was expected, but rests on too few: `why` says so in an English sentence.

    `doubt` names the reason for other languages: `there` are so many where so many are `needed`.
    """

    theme_id: uuid.UUID
    title: str
    why: str
    doubt: str = ""
    there: int = 0
    needed: int = 0


@dataclass(frozen=True)
class NewTheme:
    """A theme that is too young to be compared, with its voices of the week."""

    theme_id: uuid.UUID
    title: str
    voices: int


@dataclass(frozen=True)
class Trends:
    """The trends of the week. `checked` counts the combinations of theme, region and segment that were compared.

    `why_none` says why nothing was compared yet; it is empty where something was, and in a report of a week without
    counts. `open` are the stories that go on; `met` are young themes that were told of as new, this week or before.
    """

    told: tuple[Trend, ...] = ()
    open: tuple[OpenStory, ...] = ()
    loud: tuple[NoTrend, ...] = ()
    too_new: tuple[NewTheme, ...] = ()
    met: tuple[uuid.UUID, ...] = ()
    checked: int = 0
    why_none: str = ""

    @property
    def leading(self) -> Trend | None:
        """The trend that the digest begins with, if one is news: a rise before a fall."""
        fresh = [trend for trend in self.told if trend.is_fresh]
        return next((trend for trend in fresh if trend.is_rise), next(iter(fresh), None))
