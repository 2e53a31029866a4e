"""Which customers' words a digest repeats: one for each want, some from lost deals, a few besides."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from digests import tally
from digests.report import Quote, Who
from storage.models import ReportKind
from storage.queries.digest import Heard, Verbatim

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


def choose(rows: Sequence[Heard], wants: Sequence[tally.Want], *, said: Collection[uuid.UUID] = ()) -> Quoting:
    """Pick the words to repeat; no customer is quoted twice, nor one whose report is `said` elsewhere."""
    taken = set(said)
    heard = {tally.voice(row) for row in rows if row.report_id in taken}

    def take(candidates: Sequence[Heard], limit: int) -> list[uuid.UUID]:
        picked: list[uuid.UUID] = []
        for row in tally.most_quotable(candidates):
            if len(picked) == limit:
                break
            if row.report_id in taken or tally.voice(row) in heard:
                continue
            taken.add(row.report_id)
            heard.add(tally.voice(row))
            picked.append(row.report_id)
        return picked

    of_want = {want.request_id: first for want in wants for first in take(want.rows, 1)}
    lost = take([row for row in rows if row.kind is ReportKind.LOST_DEAL], FROM_LOST_DEALS)
    besides = take([row for row in rows if row.kind is ReportKind.REQUEST], BESIDES)
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
