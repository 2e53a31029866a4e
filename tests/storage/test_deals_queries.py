"""What is read about a quarter's deals, by which index, and what is left out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from digests.deals.build import build
from digests.deals.deal import Facts
from digests.deals.gather import gather
from digests.weeks import Calendar, Schedule, Week
from storage.database import Database
from storage.models import ReportKind, RequestStatus
from storage.queries import deals, digest
from tests.digests.market import MONDAY, WEEK, Market

START = MONDAY.replace(hour=0) - 12 * WEEK
END = MONDAY.replace(hour=0) + WEEK
WEEKS = Calendar(Schedule.parse("UTC", "mon 09:00"))
QUARTER = {"start": START, "end": END}
ASKED = (deals.deal_rows, deals.given_reasons, deals.named_competitors, deals.wants_behind, deals.raised)


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    with database.write() as session:
        yield Market(session)


def test_deals_come_with_their_account_and_in_the_order_they_were_logged(market: Market) -> None:
    late = market.won("U1", None)
    early = market.lost("U1", "Ace Roofing", value=48, at=MONDAY - WEEK)
    market.report("U1", "Bloom")
    rows = deals.deal_rows(market.session, workspace_id="T1", **QUARTER)
    assert [(row.report_id, row.kind, row.account, row.value_minor) for row in rows] == [
        (early, ReportKind.LOST_DEAL, "Ace Roofing", 4_800),
        (late, ReportKind.WON_DEAL, "", None),
    ]


def test_a_quarter_ends_where_the_next_begins(market: Market) -> None:
    second = timedelta(seconds=1)
    for moment in (START - second, START, END - second, END):
        market.lost("U1", None, at=moment)
    rows = deals.deal_rows(market.session, workspace_id="T1", **QUARTER)
    assert [row.logged_at for row in rows] == [START, END - second]


def test_reasons_and_competitors_are_those_of_deals_lost_and_won(market: Market) -> None:
    market.reason("Timing", 1)
    market.reason("Price", 2)
    market.lost("U1", "Ace", reasons=["Price", "Timing"], lost_to=["Yelp", "Google"])
    market.won("U1", "Bloom", reasons=["Price"], lost_to=["Yelp"])
    market.report("U1", "Cup", reasons=["Price"], lost_to=["Yelp"])
    session = market.session
    assert [one.label for one in deals.given_reasons(session, workspace_id="T1", **QUARTER)] == [
        *["Timing", "Price", "Price"]
    ]
    assert [one.name for one in deals.named_competitors(session, workspace_id="T1", **QUARTER)] == [
        *["Google", "Yelp", "Yelp"]
    ]


def test_a_lost_deal_counts_for_the_request_it_counts_for_now(market: Market) -> None:
    market.request("EV charging", status=RequestStatus.MERGED)
    market.request("EV charger fitting", status=RequestStatus.LIVE)
    for title in ("Gone", "Nonsense"):
        status = RequestStatus.WITHDRAWN if title == "Gone" else RequestStatus.NOT_A_REQUEST
        market.request(title, status=status)
        market.lost("U1", title, about=title)
    moved = market.lost("U1", "Plug & Go")
    market.link(moved, "EV charging", counts_for="EV charger fitting")
    market.link(moved, "EV charger fitting")
    market.report("U1", "Bloom", about="EV charger fitting")
    (want,) = deals.wants_behind(market.session, workspace_id="T1", **QUARTER)
    assert (want.report_id, want.title, want.status) == (moved, "EV charger fitting", RequestStatus.LIVE)


def test_only_what_was_noted_as_asked_or_unasked_is_read(market: Market) -> None:
    market.report("U1", "Ace", about="Solar", is_unasked=True)
    market.report("U1", "Bloom", about="Solar", is_unasked=False)
    market.report("U1", "Cup", about="Solar")
    market.report("U1", "Dune", is_unasked=True)
    rows = deals.raised(market.session, workspace_id="T1", **QUARTER)
    assert sorted(row.is_unasked for row in rows) == [False, True]


def test_withdrawn_reports_are_not_read(market: Market) -> None:
    everything(market, withdrawn=True)
    assert [ask(market.session, workspace_id="T1", **QUARTER) for ask in ASKED] == [[]] * 5


def test_another_workspace_is_not_read(market: Market) -> None:
    everything(Market(market.session, workspace_id="T2"))
    assert [ask(market.session, workspace_id="T1", **QUARTER) for ask in ASKED] == [[]] * 5
    assert all(ask(market.session, workspace_id="T2", **QUARTER) for ask in ASKED)


def test_no_query_reads_a_table_from_end_to_end(market: Market) -> None:
    everything(market)
    connection, plans = market.session.connection(), list[str]()

    def explain(conn: Connection, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        found = conn.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        plans.extend(row[3] for row in found)

    event.listen(connection, "before_cursor_execute", explain)
    for ask in ASKED:
        ask(market.session, workspace_id="T1", **QUARTER)
    event.remove(connection, "before_cursor_execute", explain)
    read = [step for step in plans if step.startswith(("SCAN", "SEARCH"))]
    assert [step for step in read if step.startswith("SCAN")] == []
    firsts = [step for step in read if step.startswith("SEARCH report USING")]
    assert len(firsts) == 5
    assert all(
        "ix_report_workspace_id_logged_at (workspace_id=? AND logged_at>? AND logged_at<?)" in one for one in firsts
    )


def test_the_quarter_of_a_week_becomes_one_report(market: Market) -> None:
    everything(market)
    market.lost("U1", "Too early", at=MONDAY - 13 * WEEK)
    market.lost("U1", "Too late", at=MONDAY + WEEK)
    report = build(quarter(market, Week(2026, 47)))
    assert (report.weeks, report.lost.deals, report.rates.overall.won) == (13, 1, 1)
    assert [(one.title, one.deals) for one in report.wanted.wants] == [("Solar", 1)]
    assert [(one.title, one.unasked) for one in report.raised] == [("Solar", 1)]


def test_weeks_before_the_first_report_are_not_counted(market: Market) -> None:
    market.lost("U1", "Ace", at=MONDAY - 2 * WEEK)
    assert quarter(market, Week(2026, 47)).weeks == 3
    assert quarter(market, Week(2026, 44)).weeks == 0


def quarter(market: Market, week: Week) -> Facts:
    """The facts of the quarter that ends with a week."""
    first = digest.first_logged_at(market.session, workspace_id="T1")
    return gather(market.session, workspace_id="T1", calendar=WEEKS, week=week, first_logged_at=first)


def everything(market: Market, *, withdrawn: bool = False) -> None:
    """Something for each of the queries."""
    market.lost("U1", "Ace", about="Solar", reasons=["Price"], lost_to=["Yelp"], withdrawn=withdrawn)
    market.won("U1", "Bloom", withdrawn=withdrawn)
    market.report("U1", "Cup", about="Solar", is_unasked=True, withdrawn=withdrawn)
