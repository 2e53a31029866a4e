"""A digest as plain data: everything its words need, frozen, so that what was said once can be said again the same.

A field that is added later needs a default, because reports frozen before it are still read.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from digests.weeks import Week

__all__ = ["DigestReport", "from_dict", "from_json", "to_dict", "to_json"]

# Fewer voices than this in a week without a decision fill no list and compare with nothing: one line says it all.
QUIET_BELOW = 3
# What stands in a trend for the region or the segment that customers have none of.
NO_REGION = "no region"
NO_SEGMENT = "customers of no segment"


@dataclass(frozen=True)
class Who:
    """A person, by Slack user id; the name is empty where nobody told us."""

    user_id: str
    name: str = ""


@dataclass(frozen=True)
class Figure:
    """A number of this week, and the mean of the weeks it is compared with (None when there are none)."""

    now: int
    before: float | None = None


@dataclass(frozen=True)
class Numbers:
    """The week in numbers. `unnamed` reports name no customer; `regions_in_all` counts those in use."""

    accounts: Figure
    reports: Figure
    reps: Figure
    regions: Figure
    new_requests: Figure
    unnamed: int
    regions_in_all: int


@dataclass(frozen=True)
class Quote:
    """A customer's own words. `account` is left out wherever people outside may read."""

    said: str
    account: str
    segment: str
    region: str
    heard_by: Who
    about: str = ""


@dataclass(frozen=True)
class Asked:
    """A request that was asked for this week; `worth` in minor units by currency, once for each voice.

    `accounts` are customers with a name; `unnamed` counts one voice for each rep whose reports name none.
    `accounts_so_far` counts all voices ever. One account, or one rep, is a single voice whatever the figures.
    """

    request_id: uuid.UUID
    title: str
    status: str
    accounts: int
    unnamed: int
    reps: int
    reports: int
    lost_deals: int
    worth: dict[str, int]
    regions: tuple[str, ...]
    before: float | None
    accounts_so_far: int
    quote: Quote | None = None

    @property
    def voices(self) -> int:
        """The customers who asked, with and without a name."""
        return self.accounts + self.unnamed

    @property
    def is_single_voice(self) -> bool:
        """Whether it rests on one customer or on one rep alone."""
        return self.voices < 2 or self.reps < 2


@dataclass(frozen=True)
class ThemeHeard:
    """A theme that was heard this week, by its stable id; voices as in `Asked`. `before` is None in the first week."""

    theme_id: uuid.UUID
    title: str
    voices: int
    reps: int
    before: float | None


@dataclass(frozen=True)
class Themes:
    """The themes that several customers told several reps of, most heard first; `unnamed` are new to people."""

    heard: tuple[ThemeHeard, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True)
class Trend:
    """A theme that departs from what was expected: everywhere, or in one region, or in one segment (None: all).

    `region` and `among` are the names of both, empty where they go without saying.

    `observed` accounts in the `window` weeks up to `period`, where `expected` were expected; `usual_least` to
    `usual_most` would have been normal. `news` says why it is told: new, worse, still, over; `weeks` counts from the
    first week in which it was told. `in_a_row` weeks stood out by themselves. `by_week` ends with `period`.
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
    counts. `open` are the stories that go on.
    """

    told: tuple[Trend, ...] = ()
    open: tuple[OpenStory, ...] = ()
    loud: tuple[NoTrend, ...] = ()
    too_new: tuple[NewTheme, ...] = ()
    checked: int = 0
    why_none: str = ""

    @property
    def leading(self) -> Trend | None:
        """The trend that the digest begins with, if one is news: a rise before a fall."""
        fresh = [trend for trend in self.told if trend.is_fresh]
        return next((trend for trend in fresh if trend.is_rise), next(iter(fresh), None))


@dataclass(frozen=True)
class Seller:
    """A catalog item that answered customers of this week at once."""

    item_id: uuid.UUID
    item: str
    voices: int


@dataclass(frozen=True)
class AnsweredAtOnce:
    """Reports of this week that the catalog answered, so that nobody had to decide them."""

    reports: int = 0
    voices: int = 0
    items: tuple[Seller, ...] = ()


@dataclass(frozen=True)
class Slice:
    """Some of the lost deals: those with one reason, or lost to one competitor."""

    label: str
    deals: int
    worth: dict[str, int]
    before: float | None


@dataclass(frozen=True)
class Saver:
    """A request that would have won deals, had it been for sale."""

    request_id: uuid.UUID
    title: str
    deals: int
    worth: dict[str, int]


@dataclass(frozen=True)
class Lost:
    """The deals lost this week: once for an account, with its highest value; without a name, each for itself."""

    deals: Figure
    worth: dict[str, int]
    unnamed: int
    unexplained: int
    reasons: tuple[Slice, ...]
    competitors: tuple[Slice, ...]
    savers: tuple[Saver, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Won:
    """The deals won this week, counted like the lost ones."""

    deals: Figure
    worth: dict[str, int]


class Urgency(StrEnum):
    """How a decision stands with its clock."""

    LATE = "late"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True)
class Waiting:
    """A request that waits for a decision; `due_in` counts local days from the day the report was made."""

    request_id: uuid.UUID
    title: str
    accounts: int
    owner: Who | None
    waited: int
    due_in: int
    due_on: date
    urgency: Urgency


@dataclass(frozen=True)
class Waitlist:
    """What waits for a decision, what is due first at the top; the snoozed ones are counted and not listed."""

    total: int
    late: int
    snoozed: int
    first: tuple[Waiting, ...]


@dataclass(frozen=True)
class Decided:
    """A decision of this week that stood at its end, or a request that went on sale."""

    request_id: uuid.UUID
    title: str
    status: str
    reason: str
    item: str
    by: Who
    on: date
    until: date | None


@dataclass(frozen=True)
class ToldBack:
    """Who heard an answer this week: reps, the customers behind their reports, and those whom the rep told already."""

    reps: int = 0
    customers: int = 0
    passed_on: int = 0

    @property
    def still_to_tell(self) -> int:
        """The customers whose rep has not passed the answer on."""
        return self.customers - self.passed_on


@dataclass(frozen=True)
class Unasked:
    """Of the wishes where the rep noted it, how many the customer brought up unasked."""

    noted: int = 0
    unasked: int = 0


@dataclass(frozen=True)
class Limits:
    """What the week cannot tell."""

    unnamed: int
    opinion_only: int
    silent_regions: tuple[str, ...]


@dataclass(frozen=True)
class OwnWording:
    """A sentence as the workspace words it: its name, and its small template."""

    name: str
    template: str


@dataclass(frozen=True)
class DigestReport:
    """One edition's digest of one week, as it stood at `as_of`.

    `weeks_before` is the number of weeks that the means are taken over, at most twelve; 0 in the first week. `language`
    is the code of the one that it is told in, `own` what the workspace says there in its own words.
    """

    period: str
    workspace: str
    timezone: str
    noun: str
    as_of: datetime
    is_closed: bool
    weeks_before: int
    numbers: Numbers
    asked: tuple[Asked, ...]
    asked_in_all: int
    unasked: Unasked
    quotes: tuple[Quote, ...]
    lost: Lost
    won: Won
    waiting: Waitlist
    decided: tuple[Decided, ...]
    told: ToldBack
    limits: Limits
    voices: int
    themes: Themes = Themes()
    at_once: AnsweredAtOnce = AnsweredAtOnce()
    trends: Trends = Trends()
    language: str = "en"
    own: tuple[OwnWording, ...] = ()

    @property
    def week(self) -> Week:
        """The week it reports on."""
        return Week.parse(self.period)

    @property
    def is_first(self) -> bool:
        """Whether nothing was logged in any week before."""
        return self.weeks_before == 0

    @property
    def is_quiet(self) -> bool:
        """Whether one line says it all."""
        return self.voices < QUIET_BELOW and not self.decided and not self.trends.told

    @property
    def ranked(self) -> tuple[Asked, ...]:
        """What several customers asked several reps for, most asked first."""
        return tuple(asked for asked in self.asked if not asked.is_single_voice)

    @property
    def single_voices(self) -> tuple[Asked, ...]:
        """What one customer or one rep alone brought up."""
        return tuple(asked for asked in self.asked if asked.is_single_voice)

    @property
    def answered(self) -> tuple[Decided, ...]:
        """What turned out to be for sale already."""
        return tuple(decided for decided in self.decided if decided.status == "answered")


_ADAPTER = TypeAdapter(DigestReport)


def to_json(report: DigestReport) -> str:
    """The report as readable JSON, with names of people and customers in it."""
    return _ADAPTER.dump_json(report, indent=2).decode()


def from_json(text: str) -> DigestReport:
    """Read what `to_json` wrote; pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_json(text)


def to_dict(report: DigestReport) -> dict[str, Any]:
    """The report as JSON values, for the claim row."""
    values: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return values


def from_dict(values: dict[str, Any]) -> DigestReport:
    """Read what `to_dict` made."""
    return _ADAPTER.validate_python(values)
