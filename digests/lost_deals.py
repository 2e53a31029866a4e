"""Lost deals of a week by reason, competitor and the want that would have won them; and the won ones. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digests import tally
from digests.report import Figure, Lost, Quote, Saver, Slice, Won
from storage.models import ReportKind
from storage.queries.digest import Heard
from storage.queries.digest_deals import DealLabel

SAVERS = 5
COMPETITORS = 5


@dataclass(frozen=True)
class Labels:
    """What the week's lost deals were labelled with, and how many deals each label had in the weeks before."""

    given: Sequence[DealLabel] = ()
    before: Mapping[str, int] = field(default_factory=dict)


def lost(
    rows: Sequence[Heard],
    wants: Sequence[tally.Want],
    *,
    figure: Figure,
    reasons: Labels,
    competitors: Labels,
    weeks_before: int,
    quotes: tuple[Quote, ...],
) -> Lost:
    """The deals lost this week."""
    deals = _of(rows, ReportKind.LOST_DEAL)
    explained = {label.report_id for label in reasons.given}
    return Lost(
        deals=figure,
        worth=tally.worth(deals, tally.deal),
        unnamed=sum(row.account_id is None for row in deals),
        unexplained=len(
            {tally.deal(row) for row in deals} - {tally.deal(row) for row in deals if row.report_id in explained}
        ),
        reasons=tuple(_slices(deals, reasons, weeks_before)),
        competitors=tuple(_slices(deals, competitors, weeks_before)[:COMPETITORS]),
        savers=tuple(_savers(wants)[:SAVERS]),
        quotes=quotes,
    )


def won(rows: Sequence[Heard], *, figure: Figure) -> Won:
    """The deals won this week."""
    return Won(deals=figure, worth=tally.worth(_of(rows, ReportKind.WON_DEAL), tally.deal))


def _of(rows: Sequence[Heard], kind: ReportKind) -> list[Heard]:
    return [row for row in rows if row.kind is kind]


def _slices(deals: Sequence[Heard], labels: Labels, weeks_before: int) -> list[Slice]:
    """The deals by label, most deals first; a deal with two labels counts under both."""
    by_id = {row.report_id: row for row in deals}
    labelled: dict[str, list[Heard]] = defaultdict(list)
    for label in labels.given:
        if label.report_id in by_id:
            labelled[label.label].append(by_id[label.report_id])
    slices = [
        Slice(
            label=label,
            deals=len({tally.deal(row) for row in rows}),
            worth=tally.worth(rows, tally.deal),
            before=labels.before.get(label, 0) / weeks_before if weeks_before else None,
        )
        for label, rows in labelled.items()
    ]
    # What labels are equal in keeps the order in which they came: the workspace's own.
    return sorted(slices, key=lambda one: (-one.deals, -max(one.worth.values(), default=0)))


def _savers(wants: Sequence[tally.Want]) -> list[Saver]:
    """The wants that lost deals would have been won with, most deals first."""
    savers = []
    for want in wants:
        deals = _of(want.rows, ReportKind.LOST_DEAL)
        if deals:
            count = len({tally.deal(row) for row in deals})
            savers.append(Saver(want.request_id, want.title, count, tally.worth(deals, tally.deal)))
    return sorted(savers, key=lambda one: (-one.deals, -max(one.worth.values(), default=0), one.title.casefold()))
