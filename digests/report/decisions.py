"""What waits for a decision, what was decided, and who heard of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digests.report.voices import Who


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
