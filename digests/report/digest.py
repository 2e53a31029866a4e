"""The whole of a digest, and its way to JSON and back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from digests.deals.report import DealsReport
from digests.report.asked import AnsweredAtOnce, Asked, Themes
from digests.report.counts import Limits, Numbers, Unasked
from digests.report.deals import Lost, Won
from digests.report.decisions import Decided, ToldBack, Waitlist
from digests.report.regions import Regions
from digests.report.trends import Trends
from digests.report.voices import Quote
from digests.weeks import Week

# Fewer voices than this in a week without a decision fill no list and compare with nothing: one line says it all.
QUIET_BELOW = 3


@dataclass(frozen=True)
class OwnWording:
    """A sentence as the workspace words it: its name, and its small template."""

    name: str
    template: str


@dataclass(frozen=True)
class DigestReport:
    """One edition's digest of one week, as it stood at `as_of`.

    `weeks_before` is the number of weeks that the means are taken over, at most twelve; 0 in the first week. `quarter`
    is what the thirteen weeks up to this one say of deals lost and won. `language` is the code of the one that it is
    told in, `own` what the workspace says there in its own words.
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
    themes: Themes = field(default_factory=Themes)
    at_once: AnsweredAtOnce = field(default_factory=AnsweredAtOnce)
    trends: Trends = field(default_factory=Trends)
    quarter: DealsReport | None = None
    regions: Regions = field(default_factory=Regions)
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
