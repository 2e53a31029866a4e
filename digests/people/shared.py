"""What both editions begin with: the days they are about, and customers counted as voices. Pure."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from digests.people.report import Customers, Frame
from storage.models import ChangeKind, RequestStatus, Workspace

# An answer that waited longer is no news to the customer any more: nobody is asked to pass it on.
FRESH = timedelta(weeks=13)
# So many customers are named; the others are counted.
NAMED = 3
REOPENED, SEPARATED = "reopened", "separated"


class OfCustomer(Protocol):
    """A row that comes from one customer, through one rep."""

    @property
    def reporter_id(self) -> str:
        """Who heard it."""

    @property
    def account_id(self) -> uuid.UUID | None:
        """The customer, if one was named."""

    @property
    def account(self) -> str:
        """The customer's name."""


def frame(workspace: Workspace, *, user_id: str, start: datetime, end: datetime, period: str, now: datetime) -> Frame:
    """The days between two moments; ValueError where the second is not after the first."""
    if end <= start:
        raise ValueError(f"The period {period} ends before it begins.")
    zone = ZoneInfo(workspace.timezone)
    return Frame(
        period=period,
        timezone=workspace.timezone,
        first_day=start.astimezone(zone).date(),
        last_day=(end - timedelta(microseconds=1)).astimezone(zone).date(),
        as_of=now,
        user_id=user_id,
    )


def voices(rows: Iterable[OfCustomer]) -> int:
    """How many customers some rows come from; those without a name count once for each rep."""
    return len({row.account_id or row.reporter_id for row in rows})


def customers(rows: Iterable[OfCustomer]) -> Customers:
    """The customers of some rows, the first of them by name."""
    every = list(rows)
    names = {row.account_id: row.account for row in every if row.account_id}
    return Customers(tuple(sorted(names.values(), key=str.casefold)[:NAMED]), voices(every))


def answer_of(kind: ChangeKind, to_status: RequestStatus | None) -> str:
    """What a change answers, in one word."""
    if kind is ChangeKind.REOPENED:
        return REOPENED
    return SEPARATED if kind is ChangeKind.SEPARATED else str(to_status or "")
