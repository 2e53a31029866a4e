"""A rep's and a team's edition as plain data: frozen, so that what was said once can be said again the same.

Numbers of customers are voices: an account counts once, and reports without one count once for their rep. Lists are
cut; the number beside each says how many there are in all. Money is in minor units by currency. Days are local days of
the workspace. A field that is added later needs a default, because reports frozen before it are still read.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from digests.deals.intervals import Share
from digests.report import Who

__all__ = ["RepReport", "TeamReport", "rep_from_dict", "team_from_dict", "to_dict"]


@dataclass(frozen=True)
class Frame:
    """Which days an edition is about, and when it was made; `period` is their label."""

    period: str
    timezone: str
    first_day: date
    last_day: date
    as_of: datetime
    user_id: str


@dataclass(frozen=True)
class Customers:
    """Some customers: at most three of their names, and how many there are with those."""

    names: tuple[str, ...] = ()
    voices: int = 0


# --- a rep's ---


@dataclass(frozen=True)
class Happened:
    """What became of a request, as it stood at the end of the period, for the customers of this rep behind it.

    `answer` is its new status, or "reopened", or "separated"; `until` is the day to which it is put off, or from
    which it is to be sold. `other` is the request that it was merged into or
    separated from; where that one has its answer, `other_answer` is it. `is_anew`: another answer stood before.
    """

    request_id: uuid.UUID
    title: str
    answer: str
    reason: str
    until: date | None
    item: str
    other: str
    other_answer: str
    is_anew: bool
    customers: Customers


@dataclass(frozen=True)
class NewToSell:
    """Something that went on sale; `customers` are those of this rep who asked for it."""

    name: str
    talk_track: str
    customers: Customers
    item_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ToTell:
    """An answer that this rep heard on a day, and the customers who have not heard it; `answer` as in `Happened`."""

    change_id: uuid.UUID
    title: str
    answer: str
    heard_on: date
    customers: Customers


@dataclass(frozen=True)
class Asked:
    """A question from marketing that waits for this rep; `title` is empty where it is about a deal."""

    question_id: uuid.UUID
    words: str
    title: str
    account: str
    asked_by: Who


@dataclass(frozen=True)
class RepReport:
    """A rep's edition of one period. `noun` is what the workspace calls a catalog item.

    `to_tell_customers` is how many customers wait for an answer in all; `reports` and `accounts` are what the rep
    logged in the period.
    """

    frame: Frame
    noun: str = "item"
    happened: tuple[Happened, ...] = ()
    happened_in_all: int = 0
    on_sale: tuple[NewToSell, ...] = ()
    on_sale_in_all: int = 0
    to_tell: tuple[ToTell, ...] = ()
    to_tell_in_all: int = 0
    to_tell_customers: int = 0
    questions: tuple[Asked, ...] = ()
    questions_in_all: int = 0
    reports: int = 0
    accounts: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.happened or self.on_sale or self.to_tell or self.questions)


# --- a team's ---


class Scope(StrEnum):
    """Who the team is: people who were chosen, everybody of the manager's region, or not known."""

    CHOSEN = "chosen"
    REGION = "region"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sums:
    """What was heard: customers, the requests they asked for, and deals with their worth by currency.

    A deal is an account's; one without an account counts by itself. `to_tell` are customers who wait for an answer.
    """

    accounts: int = 0
    requests: int = 0
    lost: int = 0
    lost_worth: dict[str, int] = field(default_factory=dict)
    won: int = 0
    won_worth: dict[str, int] = field(default_factory=dict)
    to_tell: int = 0


@dataclass(frozen=True)
class OfRep:
    """What came through one person."""

    who: Who
    sums: Sums


@dataclass(frozen=True)
class TeamWant:
    """A request that the team's customers asked for in the period; `everywhere` counts everybody's customers."""

    request_id: uuid.UUID
    title: str
    status: str
    accounts: int
    reps: int
    everywhere: int


@dataclass(frozen=True)
class LostDeal:
    """One lost deal, where they are too few for shares."""

    account: str
    worth: dict[str, int]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LostReason:
    """A reason for losing: so many deals of the team name it, and where the true share of such deals lies.

    `elsewhere` is the same for everybody else, None where they lost too few. `is_clear` says that the two differ by
    more than chance.
    """

    label: str
    deals: int
    here: Share
    elsewhere: Share | None = None
    is_clear: bool = False


@dataclass(frozen=True)
class WhyLost:
    """Why the team's deals were lost: one by one while too few for shares, else by reason, most named first."""

    listed: tuple[LostDeal, ...] = ()
    reasons: tuple[LostReason, ...] = ()


@dataclass(frozen=True)
class Reached:
    """The answers that reached the team in the period: on so many requests, for so many customers."""

    requests: int = 0
    customers: int = 0


@dataclass(frozen=True)
class LateForTeam:
    """A request of the team that marketing should have answered by a day; `accounts` are the team's customers."""

    request_id: uuid.UUID
    title: str
    due_on: date
    accounts: int


@dataclass(frozen=True)
class TeamReport:
    """A team's edition of one period.

    `reps` are those through whom something came, or who have customers to tell, in the order of their names; `members`
    is how many people the team has. `whole` counts a customer once whom two of them heard. `wants` have several voices
    through several reps, `single_voices` are the others. `wants_in_all` counts both.
    """

    frame: Frame
    scope: Scope
    region: str = ""
    members: int = 0
    whole: Sums = Sums()
    reps: tuple[OfRep, ...] = ()
    reps_in_all: int = 0
    wants: tuple[TeamWant, ...] = ()
    single_voices: tuple[TeamWant, ...] = ()
    wants_in_all: int = 0
    why_lost: WhyLost = WhyLost()
    reached: Reached = Reached()
    late: tuple[LateForTeam, ...] = ()
    late_in_all: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether one line says it all: nothing was logged, and nothing was answered."""
        return self.scope is not Scope.UNKNOWN and not self.whole.accounts and not self.reached.requests


_REP, _TEAM = TypeAdapter(RepReport), TypeAdapter(TeamReport)


def to_dict(report: RepReport | TeamReport) -> dict[str, Any]:
    """The report as JSON values, for the claim row; with names of people and customers in it."""
    values: dict[str, Any] = (
        _REP.dump_python(report, mode="json")
        if isinstance(report, RepReport)
        else _TEAM.dump_python(report, mode="json")
    )
    return values


def rep_from_dict(values: dict[str, Any]) -> RepReport:
    """Read what `to_dict` made of a rep's edition; pydantic.ValidationError for anything else."""
    return _REP.validate_python(values)


def team_from_dict(values: dict[str, Any]) -> TeamReport:
    """Read what `to_dict` made of a team's edition; pydantic.ValidationError for anything else."""
    return _TEAM.validate_python(values)
