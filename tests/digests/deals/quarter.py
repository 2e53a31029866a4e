"""A made-up quarter for the tests of lost deals: rows as storage gives them, without a database."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from digests.deals.build import build
from digests.deals.deal import Facts
from digests.deals.report import DealsReport
from storage.models import Evidence, ReportKind, RequestStatus, Stage
from storage.queries.deals import DealRow, GivenReason, NamedCompetitor, Raised, WantBehind
from tests.digests.market import MONDAY

# A quarter takes long to draw, and each holds dozens of deals.
some = settings(max_examples=40)

_Row = TypeVar("_Row")
LOST_CODES = ("no_heading", "price", "competitor", "timing", "unknown", "other")
WON_CODES = ("heading_fit", "price", "timing", "other")
REASON = {
    "no_heading": "No suitable heading",
    "heading_fit": "The heading fits",
    "price": "Price",
    "competitor": "Went to a competitor",
    "timing": "Timing, or missed the close",
    "unknown": "Unknown",
    "other": "Other",
}


def named(kind: str, name: str) -> uuid.UUID:
    """The same id for the same name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}:{name}")


@dataclass
class Quarter:
    """Adds reports of deals one by one."""

    weeks: int = 13
    rows: list[DealRow] = field(default_factory=list)
    reasons: list[GivenReason] = field(default_factory=list)
    competitors: list[NamedCompetitor] = field(default_factory=list)
    wants: list[WantBehind] = field(default_factory=list)
    raised_rows: list[Raised] = field(default_factory=list)

    def lost(
        self,
        account: str = "",
        *,
        is_won: bool = False,
        value: int | None = None,
        currency: str = "GBP",
        reasons: Sequence[str] = (),
        against: Sequence[str] = (),
        wants: Sequence[str] = (),
        status: RequestStatus = RequestStatus.NEW,
        stage: Stage | None = None,
        evidence: Evidence | None = None,
        at: datetime | None = None,
    ) -> None:
        """One report of a deal; the value in major units. Without an account it is a deal of its own."""
        report_id = named("report", str(len(self.rows)))
        self.rows.append(
            DealRow(
                report_id=report_id,
                kind=ReportKind.WON_DEAL if is_won else ReportKind.LOST_DEAL,
                account_id=named("account", account) if account else None,
                account=account,
                value_minor=None if value is None else value * 100,
                currency=currency,
                stage=stage,
                evidence=evidence,
                logged_at=at or MONDAY + timedelta(hours=len(self.rows)),
            )
        )
        order = WON_CODES if is_won else LOST_CODES
        self.reasons += [GivenReason(report_id, code, REASON.get(code, code), order.index(code)) for code in reasons]
        self.competitors += [NamedCompetitor(report_id, named("competitor", name), name) for name in against]
        self.wants += [WantBehind(report_id, named("request", title), title, status) for title in wants]

    def won(self, account: str = "", *, reasons: Sequence[str] = (), against: Sequence[str] = ()) -> None:
        """One report of a deal that was won."""
        self.lost(account, is_won=True, reasons=reasons, against=against)

    def closed(self, won: int, of: int, *, against: Sequence[str] = (), codes: tuple[str, str] | None = None) -> None:
        """Many deals, so many of them won; `codes` are the reason for losing and the one for winning."""
        for number in range(of):
            is_won = number < won
            given = [codes[is_won]] if codes else []
            self.lost(is_won=is_won, against=against, reasons=given)

    def raised(self, title: str, account: str, *, is_unasked: bool, rep: str = "U1", value: int | None = None) -> None:
        """One report of a request of which it was noted who brought it up."""
        self.raised_rows.append(
            Raised(
                report_id=named("raised", str(len(self.raised_rows))),
                request_id=named("request", title),
                title=title,
                status=RequestStatus.NEW,
                reporter_id=rep,
                account_id=named("account", account) if account else None,
                is_unasked=is_unasked,
                value_minor=None if value is None else value * 100,
                currency="GBP",
            )
        )

    def facts(self) -> Facts:
        """What storage would have given."""
        return Facts(self.weeks, self.rows, self.reasons, self.competitors, self.wants, self.raised_rows)

    def report(self) -> DealsReport:
        """What it says."""
        return build(self.facts())


def shuffled(facts: Facts, seed: int) -> Facts:
    """The same rows in another order."""
    rng = random.Random(seed)

    def mixed(rows: Sequence[_Row]) -> list[_Row]:
        return rng.sample(list(rows), len(rows))

    return replace(
        facts,
        rows=mixed(facts.rows),
        reasons=mixed(facts.reasons),
        competitors=mixed(facts.competitors),
        wants=mixed(facts.wants),
        raised=mixed(facts.raised),
    )


@st.composite
def quarters(draw: st.DrawFn) -> Quarter:
    """Any quarter: few or many deals, repeated accounts, several currencies, several reasons, much left empty."""
    quarter = Quarter(weeks=draw(st.integers(1, 13)))
    for _ in range(draw(st.integers(0, 30))):
        is_won = draw(st.booleans())
        quarter.lost(
            draw(st.sampled_from(("", "", "Ace", "Bloom", "Cup", "Dune", "Elm"))),
            is_won=is_won,
            value=draw(st.none() | st.integers(0, 10**7)),
            currency=draw(st.sampled_from(("GBP", "EUR", "JPY"))),
            reasons=draw(st.lists(st.sampled_from(WON_CODES if is_won else LOST_CODES), unique=True, max_size=3)),
            against=draw(st.lists(st.sampled_from(("Yelp", "Google", "Checkatrade")), unique=True, max_size=2)),
            wants=[] if is_won else draw(st.lists(st.sampled_from(("Solar", "Saunas")), unique=True, max_size=2)),
            stage=draw(st.none() | st.sampled_from(Stage)),
            evidence=draw(st.none() | st.sampled_from(Evidence)),
            # Ties in time happen: imports bring many rows of one moment.
            at=MONDAY + timedelta(hours=draw(st.integers(0, 3))),
        )
    for _ in range(draw(st.integers(0, 6))):
        quarter.raised(
            draw(st.sampled_from(("Solar", "Saunas"))),
            draw(st.sampled_from(("", "Ace", "Bloom"))),
            is_unasked=draw(st.booleans()),
            rep=draw(st.sampled_from(("U1", "U2"))),
            value=draw(st.none() | st.integers(0, 10**7)),
        )
    return quarter
