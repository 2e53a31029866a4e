"""A week on one sheet: all sums that a digest needs of it, so that no report has to be counted again to tell it. Pure.

`Totals` are read for the weeks before as well, `Detail` only for the week that is told. A change of what they hold
needs another `VERSION`; the weeks are then counted anew in the night, and from their reports until then.
"""

import json
import uuid
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import TypeAdapter

from digests import tally
from storage.queries.digest import WeekNumbers

VERSION = 2


class Cut(Exception):
    """A sheet that holds only the first of something does not reach far enough: its week has to be counted in full."""


@dataclass(frozen=True)
class Quotable:
    """A report with words to repeat, and whose voice it is."""

    report_id: uuid.UUID
    voice: str


@dataclass(frozen=True)
class Quotables:
    """The most telling report of each voice, the most telling first; `is_cut` where there are more."""

    first: tuple[Quotable, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class WantSums:
    """A request in the week. `regions` have their voices, `alone` says how many reps heard so many voices alone."""

    request_id: uuid.UUID
    accounts: int
    unnamed: int
    reps: int
    reports: int
    lost_deals: int
    worth: dict[str, int]
    regions: tuple[tuple[uuid.UUID, int], ...]
    shared: int
    alone: dict[int, int]
    quotable: Quotables

    @property
    def voices(self) -> int:
        """Customers with a name, and reps who heard some without."""
        return self.accounts + self.unnamed

    @property
    def is_single_voice(self) -> bool:
        """Whether it rests on one customer or one rep."""
        return self.voices < 2 or self.reps < 2

    def weight(self, before: float) -> int:
        """Its voices with loud reps capped; see `tally.capped`."""
        return tally.capped(self.shared, self.alone, before)


@dataclass(frozen=True)
class Wants:
    """The requests of the week that most voices asked for.

    What is left out has at most `several` voices where several are behind it, and `single` where it is one voice.
    """

    first: tuple[WantSums, ...] = ()
    several: int = 0
    single: int = 0


@dataclass(frozen=True)
class ThemeSums:
    """A theme in the week."""

    theme_id: uuid.UUID
    voices: int
    reps: int


@dataclass(frozen=True)
class ItemSums:
    """A catalog item that answered somebody in the week."""

    item_id: uuid.UUID
    voices: int


@dataclass(frozen=True)
class Totals:
    """What a week is compared by. `themes` are their voices."""

    numbers: WeekNumbers = field(default_factory=WeekNumbers)
    themes: dict[uuid.UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Detail:
    """What a week is told by. `regions` are those in which anything was heard; worth is in minor units by currency."""

    voices: int = 0
    noted: int = 0
    unasked: int = 0
    opinion_only: int = 0
    regions: tuple[uuid.UUID, ...] = ()
    lost_worth: dict[str, int] = field(default_factory=dict)
    won_worth: dict[str, int] = field(default_factory=dict)
    wants: Wants = field(default_factory=Wants)
    themes: tuple[ThemeSums, ...] = ()
    answered: int = 0
    answered_voices: int = 0
    items: tuple[ItemSums, ...] = ()
    lost_quotable: Quotables = field(default_factory=Quotables)
    quotable: Quotables = field(default_factory=Quotables)


_TOTALS, _DETAIL = TypeAdapter(Totals), TypeAdapter(Detail)


def totals_json(totals: Totals) -> str:
    """Totals as they are stored."""
    return _TOTALS.dump_json(totals).decode()


def totals_of(stored: str) -> Totals:
    """Read what `totals_json` made."""
    read = json.loads(stored)
    return Totals(WeekNumbers(**read["numbers"]), {_id(one): voices for one, voices in read["themes"].items()})


# The themes of a digest's thirteen weeks are mostly the same.
_id = lru_cache(maxsize=4096)(uuid.UUID)


def detail_json(detail: Detail) -> str:
    """Detail as it is stored."""
    return _DETAIL.dump_json(detail).decode()


def detail_of(stored: str) -> Detail:
    """Read what `detail_json` made."""
    return _DETAIL.validate_json(stored)
