"""Sums by account: who spoke, what it is worth, whose words tell most. Pure; rows in, figures out."""

import math
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from storage.models import Evidence
from storage.queries.digest import Heard

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


def heard_alone(rows: Iterable[Heard]) -> tuple[int, dict[str, int]]:
    """How many voices several reps heard, and how many each rep heard alone."""
    heard_by: dict[Voice, set[str]] = defaultdict(set)
    for row in rows:
        heard_by[voice(row)].add(row.reporter_id)
    alone: dict[str, int] = defaultdict(int)
    for reps in heard_by.values():
        if len(reps) == 1:
            alone[next(iter(reps))] += 1
    return sum(len(reps) > 1 for reps in heard_by.values()), dict(alone)


def capped(shared: int, alone: Mapping[int, int], before: float) -> int:
    """Voices with loud reps capped: one rep alone brings at most a usual week's worth (`before`) and a few.

    `shared` voices were heard by several reps; `alone` says how many reps heard so many voices that nobody else did.
    """
    cap = math.ceil(before) + REP_ALLOWANCE
    return shared + sum(min(voices, cap) * reps for voices, reps in alone.items())


def by_region(rows: Iterable[Heard]) -> dict[uuid.UUID, int]:
    """The voices in each region; those of no region are left out."""
    voices: dict[uuid.UUID, set[Voice]] = defaultdict(set)
    for row in rows:
        if row.region_id is not None:
            voices[row.region_id].add(voice(row))
    return {region_id: len(found) for region_id, found in voices.items()}


def most_quotable(rows: Iterable[Heard]) -> list[Heard]:
    """Rows with a customer's own words, the most telling first: the customer's for certain, unasked, a whole sentence.

    What is only the rep's opinion is never quoted as the customer's.
    """
    quotable = [(place, -row.logged_at.timestamp(), row) for row in rows if (place := telling(row)) is not None]
    return [row for _, _, row in sorted(quotable, key=lambda one: one[:2])]


def telling(row: Heard) -> tuple[bool, bool, int] | None:
    """How much a customer's words tell, the less the more: not the customer's for certain, asked for, how short.

    None where there are none, or the rep's opinion. The last is from -`LEGIBLE`, a whole sentence, to 0.
    """
    if not row.said_length or row.evidence is Evidence.OPINION:
        return None
    return (
        row.evidence is not Evidence.CUSTOMER_WORDS,
        row.is_unasked is not True,
        -row.said_length if row.said_length <= LEGIBLE else 0,
    )


def common_regions(voices: Mapping[uuid.UUID, int], names: Mapping[uuid.UUID, str]) -> tuple[str, ...]:
    """The regions that voices come from, those with most voices first."""
    known = [region_id for region_id in voices if region_id in names]
    known.sort(key=lambda region_id: (-voices[region_id], names[region_id]))
    return tuple(names[region_id] for region_id in known)
