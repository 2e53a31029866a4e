"""Which customers' words a digest repeats: one for each want, some from lost deals, a few besides."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from digests.asking import Want
from digests.report import Quote, Who
from digests.sheet import Cut, Detail, Quotables
from storage.queries.digest import Verbatim

FROM_LOST_DEALS = 2
BESIDES = 2


@dataclass(frozen=True)
class Quoting:
    """The reports whose words are repeated, by the place where they stand."""

    of_want: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    lost: tuple[uuid.UUID, ...] = ()
    besides: tuple[uuid.UUID, ...] = ()

    @property
    def report_ids(self) -> list[uuid.UUID]:
        """All of them."""
        return [*self.of_want.values(), *self.lost, *self.besides]


def choose(detail: Detail, wants: Sequence[Want], *, heard: Collection[str] = ()) -> Quoting:
    """Pick the words to repeat; no customer is quoted twice, nor a voice that is `heard` elsewhere (see `name_of`).

    Raises Cut where the sheet leaves out some that would be looked at.
    """
    spoken = set(heard)

    def take(among: Quotables, limit: int) -> list[uuid.UUID]:
        picked: list[uuid.UUID] = []
        for one in among.first:
            if len(picked) == limit:
                break
            if one.voice not in spoken:
                spoken.add(one.voice)
                picked.append(one.report_id)
        if len(picked) < limit and among.is_cut:
            raise Cut
        return picked

    of_want = {want.request_id: first for want in wants for first in take(want.sums.quotable, 1)}
    lost = take(detail.lost_quotable, FROM_LOST_DEALS)
    besides = take(detail.quotable, BESIDES)
    return Quoting(of_want, tuple(lost), tuple(besides))


def quote(verbatims: Mapping[uuid.UUID, Verbatim], report_id: uuid.UUID | None, about: str = "") -> Quote | None:
    """The words of one report, if there are any."""
    found = verbatims.get(report_id) if report_id else None
    if found is None:
        return None
    return Quote(
        said=found.said.strip(),
        account=found.account,
        segment=found.segment,
        region=found.region,
        heard_by=Who(found.reporter_id, found.reporter),
        about=about,
    )


def quotes(verbatims: Mapping[uuid.UUID, Verbatim], report_ids: Sequence[uuid.UUID]) -> tuple[Quote, ...]:
    """The words of several reports."""
    return tuple(one for one in (quote(verbatims, report_id) for report_id in report_ids) if one is not None)
