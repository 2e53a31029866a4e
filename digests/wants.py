"""What was asked for by a part of a workspace, from its reports: the rules of the channel's list on fewer rows. Pure.

The channel's digest goes by sums that are kept, for a workspace of any size; a filter or a team is a part of one.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digests import tally
from storage.models import RequestStatus
from storage.queries.digest import NO_WANT, Heard
from storage.queries.editions_heard import Behind


@dataclass(frozen=True)
class Want:
    """A request with the reports of these weeks behind it."""

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
        """Its voices with loud reps capped: one rep alone brings at most as many as usual (`before`) and a few."""
        shared, alone = tally.heard_alone(self.rows)
        return tally.capped(shared, Counter(alone.values()), before)


def wants(rows: Sequence[Heard], links: Sequence[Behind]) -> list[Want]:
    """The reports gathered by the request they count for."""
    by_id = {row.report_id: row for row in rows}
    gathered: dict[uuid.UUID, list[Heard]] = defaultdict(list)
    heads: dict[uuid.UUID, Behind] = {}
    for link in links:
        if link.report_id in by_id and link.status not in NO_WANT:
            heads[link.request_id] = link
            gathered[link.request_id].append(by_id[link.report_id])
    return [Want(head.request_id, head.title, head.status, tuple(gathered[key])) for key, head in heads.items()]


def ranked(candidates: Sequence[Want], before: Mapping[uuid.UUID, float]) -> list[Want]:
    """Wants in the order they are told: several voices before single ones; then capped weight, voices, reps."""

    def place(want: Want) -> tuple[bool, int, int, int, str]:
        weight = want.weight(before.get(want.request_id, 0.0))
        return (want.is_single_voice, -weight, -want.voices, -want.reps, want.title.casefold())

    return sorted(candidates, key=place)


def told_by(chosen: Iterable[Want]) -> dict[uuid.UUID, uuid.UUID]:
    """The report whose words are repeated for each want that has any; no customer is quoted twice."""
    spoken: set[tally.Voice] = set()
    found: dict[uuid.UUID, uuid.UUID] = {}
    for want in chosen:
        row = next((one for one in tally.most_quotable(want.rows) if tally.voice(one) not in spoken), None)
        if row is not None:
            spoken.add(tally.voice(row))
            found[want.request_id] = row.report_id
    return found


def regions_of(rows: Iterable[Heard], names: Mapping[uuid.UUID, str]) -> tuple[str, ...]:
    """The regions that voices come from, those with most voices first."""
    voices: dict[uuid.UUID, set[tally.Voice]] = defaultdict(set)
    for row in rows:
        if row.region_id is not None and row.region_id in names:
            voices[row.region_id].add(tally.voice(row))
    order = sorted(voices, key=lambda region_id: (-len(voices[region_id]), names[region_id]))
    return tuple(names[region_id] for region_id in order)
