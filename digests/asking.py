"""Which requests of a week are told, and in which order, from its sheet. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.sheet import Cut, Wants, WantSums
from storage.models import RequestStatus
from storage.queries.digest import NO_WANT, Head


@dataclass(frozen=True)
class Want:
    """A request with what the week's reports behind it come to."""

    title: str
    status: RequestStatus
    sums: WantSums

    @property
    def request_id(self) -> uuid.UUID:
        """The request."""
        return self.sums.request_id


def wanted(wants: Wants, heads: Sequence[Head]) -> list[Want]:
    """The requests of a sheet by what they are called now, in the order of the heads; none that nobody wants."""
    sums = {one.request_id: one for one in wants.first}
    return [Want(one.title, one.status, sums[one.request_id]) for one in heads if one.status not in NO_WANT]


def most_asked(wants: Wants, candidates: Sequence[Want], before: Mapping[uuid.UUID, float], limit: int) -> list[Want]:
    """The first so many wants. Raises Cut where one that the sheet leaves out may belong among them."""
    first = ranked(candidates, before)[:limit]
    if not (wants.several or wants.single):
        return first
    if len(first) < limit:
        raise Cut
    last = first[-1].sums
    others = wants.single if last.is_single_voice else wants.several
    if (last.is_single_voice and wants.several) or last.weight(before.get(last.request_id, 0.0)) <= others:
        raise Cut
    return first


def ranked(candidates: Sequence[Want], before: Mapping[uuid.UUID, float]) -> list[Want]:
    """Wants in the order they are told: several voices before single ones, so that nobody gets up there by being loud.

    Then by capped weight, voices and reps; worth decides nothing, because one large customer is still one.
    """

    def place(want: Want) -> tuple[bool, int, int, int, str]:
        sums = want.sums
        weight = sums.weight(before.get(want.request_id, 0.0))
        return (sums.is_single_voice, -weight, -sums.voices, -sums.reps, want.title.casefold())

    return sorted(candidates, key=place)
