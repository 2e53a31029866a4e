"""The deals lost and won in the week itself. Pure."""

from collections.abc import Sequence

from digests import tally
from digests.report import Figure, Lost, Quote, Won
from storage.models import ReportKind
from storage.queries.digest import Heard


def lost(rows: Sequence[Heard], *, figure: Figure, quotes: tuple[Quote, ...]) -> Lost:
    """The deals lost this week."""
    return Lost(deals=figure, worth=_worth(rows, ReportKind.LOST_DEAL), quotes=quotes)


def won(rows: Sequence[Heard], *, figure: Figure) -> Won:
    """The deals won this week."""
    return Won(deals=figure, worth=_worth(rows, ReportKind.WON_DEAL))


def _worth(rows: Sequence[Heard], kind: ReportKind) -> dict[str, int]:
    return tally.worth([row for row in rows if row.kind is kind], tally.deal)
