"""How often each theme was heard in each region, beside that region's own usual week."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class RegionCount:
    """Accounts of this week, and the mean of the weeks before; None where the theme is too new to have one."""

    now: int
    usual: float | None


@dataclass(frozen=True)
class ThemeByRegion:
    """A theme with a count for each region that is named, and one for all other regions together."""

    theme_id: uuid.UUID
    title: str
    counts: tuple[RegionCount, ...]
    elsewhere: RegionCount


@dataclass(frozen=True)
class RegionDiffers:
    """A theme that a region hears more, or less, of than usual: `now` accounts in `window` weeks, `usual` in as many.

    `others_now` and `others_usual` are the same of all other regions together.
    """

    theme_id: uuid.UUID
    title: str
    region_id: uuid.UUID
    region: str
    window: int
    now: int
    usual: float
    others_now: int
    others_usual: float

    @property
    def is_rise(self) -> bool:
        """Whether there is more of it than usual."""
        return self.now > self.usual


@dataclass(frozen=True)
class Regions:
    """The themes heard most by the largest regions, and where one differs from its own usual weeks, farthest first.

    `weeks` is how many weeks a usual one is the mean of. `others` regions are not named, `compared` counts the pairs of
    theme and region that were looked at.
    """

    names: tuple[str, ...] = ()
    themes: tuple[ThemeByRegion, ...] = ()
    differ: tuple[RegionDiffers, ...] = ()
    weeks: int = 0
    others: int = 0
    compared: int = 0
