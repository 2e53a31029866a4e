"""What was read, field by field: the value, where it stands, and how sure the reading is. Pure."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Sure(IntEnum):
    """How sure a reading is: a guess is never filled in, what is likely is marked for a look."""

    GUESS = 0
    LIKELY = 1
    SURE = 2


class Kind(StrEnum):
    """What a message is: a want, a deal that is gone, or neither."""

    REQUEST = "request"
    LOST_DEAL = "lost_deal"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value that was read, from where to where in the plain text, and how sure."""

    value: Value
    start: int
    end: int
    sure: Sure = Sure.SURE

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True)
class Money:
    """What a deal is worth in a year, in major units as written; the currency (ISO 4217) where one is named.

    `times` is how often in a year it is paid, as it was said.
    """

    amount: float
    currency: str | None
    times: float = field(default=1.0, compare=False)


@dataclass(frozen=True)
class Read:
    """A message and what it says. `plain` is what positions count in; `note` is what no field took."""

    plain: str
    kind: Found[Kind]
    account: Found[str] | None
    is_known: bool
    value: Found[Money] | None
    reasons: tuple[Found[str], ...]
    competitors: tuple[Found[str], ...]
    said: Found[str] | None
    region: Found[str] | None
    note: str = ""
    asks_which: tuple[str, ...] = ()
