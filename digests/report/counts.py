"""What a week counts: its numbers beside those of the weeks before, and what it cannot tell."""

from dataclasses import dataclass


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
