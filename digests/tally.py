"""Sums by account: who spoke, what it is worth, and in which order wants are told. Pure; rows in, figures out."""

import math
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.models import Evidence, RequestStatus
from storage.queries.digest import Behind, Heard

Voice = tuple[str, Hashable]

# One rep counts for at most this many accounts more than a usual week brings, towards the order of the list.
REP_ALLOWANCE = 2
# More words tell more, up to here: what is longer would be cut in the message.
LEGIBLE = 300


def voice(row: Heard) -> Voice:
    """Whose voice a report is: the account's; where none was named, one for the rep however many they log."""
    return ("account", row.account_id) if row.account_id else ("rep", row.reporter_id)


def deal(row: Heard) -> Voice:
    """Which deal a report tells of: an account's; where none was named, each report is a deal of its own."""
    return ("account", row.account_id) if row.account_id else ("report", row.report_id)


def worth(rows: Iterable[Heard], key: Callable[[Heard], Voice] = voice) -> dict[str, int]:
    """What the rows are worth in minor units by currency; of each voice only the highest value."""
    highest: dict[tuple[str, Voice], int] = {}
    for row in rows:
        if row.value_minor is not None:
            place = (row.currency, key(row))
            highest[place] = max(highest.get(place, 0), row.value_minor)
    totals: dict[str, int] = defaultdict(int)
    for (currency, _), minor in highest.items():
        totals[currency] += minor
    return dict(sorted(totals.items()))


@dataclass(frozen=True)
class Want:
    """A request with the reports of this week behind it."""

    request_id: uuid.UUID
    title: str
    status: RequestStatus
    rows: tuple[Heard, ...]

    @property
    def accounts(self) -> int:
        """Customers with a name."""
        return len({row.account_id for row in self.rows if row.account_id})

    @property
    def unnamed(self) -> int:
        """Voices without a name: one for each rep."""
        return len({row.reporter_id for row in self.rows if row.account_id is None})

    @property
    def voices(self) -> int:
        """Both together."""
        return self.accounts + self.unnamed

    @property
    def reps(self) -> int:
        """How many reps heard it."""
        return len({row.reporter_id for row in self.rows})

    @property
    def is_single_voice(self) -> bool:
        """Whether it rests on one customer or one rep."""
        return self.voices < 2 or self.reps < 2

    def weight(self, before: float) -> int:
        """Its voices with loud reps capped: one rep alone brings at most a usual week's worth and a few."""
        heard_by: dict[Voice, set[str]] = defaultdict(set)
        for row in self.rows:
            heard_by[voice(row)].add(row.reporter_id)
        alone: dict[str, int] = defaultdict(int)
        for reps in heard_by.values():
            if len(reps) == 1:
                alone[next(iter(reps))] += 1
        shared = sum(len(reps) > 1 for reps in heard_by.values())
        cap = math.ceil(before) + REP_ALLOWANCE
        return shared + sum(min(count, cap) for count in alone.values())


def wants(rows: Sequence[Heard], links: Sequence[Behind]) -> list[Want]:
    """The week's reports gathered by the request they count for."""
    by_id = {row.report_id: row for row in rows}
    gathered: dict[uuid.UUID, list[Heard]] = defaultdict(list)
    heads: dict[uuid.UUID, Behind] = {}
    for link in links:
        if link.report_id in by_id and link.status not in (RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST):
            heads[link.request_id] = link
            gathered[link.request_id].append(by_id[link.report_id])
    return [Want(head.request_id, head.title, head.status, tuple(gathered[key])) for key, head in heads.items()]


def ranked(candidates: Sequence[Want], before: Mapping[uuid.UUID, float]) -> list[Want]:
    """Wants in the order they are told: several voices before single ones, so that nobody gets up there by being loud.

    Then by capped weight, voices and reps; worth decides nothing, because one large customer is still one.
    """

    def place(want: Want) -> tuple[bool, int, int, int, str]:
        weight = want.weight(before.get(want.request_id, 0.0))
        return (want.is_single_voice, -weight, -want.voices, -want.reps, want.title.casefold())

    return sorted(candidates, key=place)


def most_quotable(rows: Iterable[Heard]) -> list[Heard]:
    """Rows with a customer's own words, the most telling first: the customer's for certain, unasked, a whole sentence.

    What is only the rep's opinion is never quoted as the customer's.
    """
    quotable = [row for row in rows if row.said_length and row.evidence is not Evidence.OPINION]

    def place(row: Heard) -> tuple[bool, bool, int, float]:
        return (
            row.evidence is not Evidence.CUSTOMER_WORDS,
            row.is_unasked is not True,
            -row.said_length if row.said_length <= LEGIBLE else 0,
            -row.logged_at.timestamp(),
        )

    return sorted(quotable, key=place)


def common_regions(rows: Iterable[Heard], names: Mapping[uuid.UUID, str]) -> tuple[str, ...]:
    """The regions that voices come from, those with most voices first."""
    voices: dict[uuid.UUID, set[Voice]] = defaultdict(set)
    for row in rows:
        if row.region_id is not None and row.region_id in names:
            voices[row.region_id].add(voice(row))
    order = sorted(voices, key=lambda region_id: (-len(voices[region_id]), names[region_id]))
    return tuple(names[region_id] for region_id in order)
