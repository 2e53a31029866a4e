"""What a week's queries count, and what they leave out."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from digests.counting import count
from storage.database import Database
from storage.models import ChangeKind, ReportKind, RequestStatus
from storage.queries import digest, digest_runs, digest_triage, week_reports
from storage.queries.digest import WeekNumbers
from storage.queries.digest_triage import Told
from storage.queries.week_reports import Reports
from tests.digests.market import DUE, MONDAY, WEEK, Market

START = MONDAY.replace(hour=0)
END = START + WEEK
BOUNDS = [START - 2 * WEEK, START - WEEK, START, END]
THIS = {"start": START, "end": END}


@pytest.fixture
def market(database: Database) -> Iterator[Market]:
    with database.write() as session:
        yield Market(session)


def numbers(market: Market) -> list[WeekNumbers]:
    return [
        count(week_reports.of_week(market.session, workspace_id="T1", start=start, end=end)).totals.numbers
        for start, end in pairwise(BOUNDS)
    ]


def test_a_week_counts_accounts_not_messages(market: Market) -> None:
    for hour in range(3):
        market.report("U1", "Ace Roofing", at=MONDAY + timedelta(hours=hour), region="North")
    market.report("U2", "Bloom", region="North")
    assert numbers(market)[-1] == WeekNumbers(accounts=2, reports=4, unnamed=0, reps=2, regions=1)


def test_withdrawn_reports_count_nowhere(market: Market) -> None:
    gone = market.lost("U1", "Ace Roofing", about="Solar", reasons=["Price"], lost_to=["Yelp"], withdrawn=True)
    market.told(gone, market.change("Solar", RequestStatus.DECLINED))
    assert numbers(market)[-1] == WeekNumbers()
    assert week_reports.of_week(market.session, workspace_id="T1", **THIS) == Reports([], [], [], [])
    assert digest_triage.told(market.session, workspace_id="T1", **THIS) == Told()
    assert digest.first_logged_at(market.session, workspace_id="T1") is None


def test_each_report_falls_into_one_week(market: Market) -> None:
    second = timedelta(seconds=1)
    for moment in (START - second, START, END - second, END):
        market.report("U1", f"Account {moment}", at=moment)
    assert [week.reports for week in numbers(market)] == [0, 1, 2]
    assert len(week_reports.of_week(market.session, workspace_id="T1", **THIS).rows) == 2


def test_a_deal_counts_once_for_an_account_and_by_itself_without_one(market: Market) -> None:
    market.lost("U1", "Ace Roofing", value=100)
    market.lost("U2", "Ace Roofing", value=300)
    market.lost("U1", None)
    market.lost("U1", None)
    market.won("U1", "Ace Roofing")
    assert (numbers(market)[-1].lost, numbers(market)[-1].won) == (3, 1)


def test_a_merge_moves_what_counts(market: Market) -> None:
    market.request("EV charging", status=RequestStatus.MERGED)
    moved = market.report("U1", "Plug & Go")
    market.link(moved, "EV charging", counts_for="EV charger fitting")
    assert week_reports.of_week(market.session, workspace_id="T1", **THIS).requests == [
        (moved, market.request("EV charger fitting"))
    ]
    assert digest.requests_opened_by_week(market.session, workspace_id="T1", bounds=BOUNDS) == [0, 0, 1]


def test_new_requests_leave_out_what_was_none(market: Market) -> None:
    for status in (RequestStatus.NEW, RequestStatus.WITHDRAWN, RequestStatus.NOT_A_REQUEST, RequestStatus.DECLINED):
        market.request(f"A {status} one", status=status, opened_at=MONDAY - WEEK)
    assert digest.requests_opened_by_week(market.session, workspace_id="T1", bounds=BOUNDS) == [0, 2, 0]


def test_words_come_with_who_said_and_who_heard_them(market: Market) -> None:
    market.person("U1", "Jo Marsh")
    market.account("Ace Roofing", segment="roofer")
    heard = market.report("U1", "Ace Roofing", region="North", said="Half the calls.")
    bare = market.report("U2", None, segment="installer", said="My trade is missing.")
    words = digest.verbatims(market.session, workspace_id="T1", report_ids=[heard, bare])
    assert (words[heard].account, words[heard].segment, words[heard].region) == ("Ace Roofing", "roofer", "North")
    assert (words[heard].reporter, words[bare].reporter) == ("Jo Marsh", "")
    assert (words[bare].account, words[bare].segment, words[bare].region) == ("", "installer", "")


def test_changes_are_the_weeks_own_and_in_order(market: Market) -> None:
    market.request("EV charging", item="Electric vehicle charging")
    market.change("EV charging", RequestStatus.ANSWERED, at=MONDAY + timedelta(days=1))
    market.change("EV charging", RequestStatus.NEW, kind=ChangeKind.REOPENED, at=MONDAY + timedelta(days=2))
    market.change("EV charging", RequestStatus.DECLINED, at=MONDAY - WEEK)
    found = digest_triage.changes(market.session, workspace_id="T1", **THIS)
    assert [change.kind for change in found] == [ChangeKind.DECIDED, ChangeKind.REOPENED]
    assert found[0].item == "Electric vehicle charging"


def test_open_requests_are_listed_by_what_is_due_first(market: Market) -> None:
    market.request("Later", decide_by=DUE + WEEK)
    market.request("Sooner", decide_by=DUE)
    market.request("Done", status=RequestStatus.APPROVED)
    waiting = digest_triage.open_requests(market.session, workspace_id="T1")
    assert [one.title for one in waiting] == ["Sooner", "Later"]


def test_no_query_sees_another_workspace(market: Market) -> None:
    other = Market(market.session, workspace_id="T2")
    for weeks in (0, 1):
        at = MONDAY - weeks * WEEK
        lost = other.lost("U1", "Ace Roofing", about="Solar", at=at, reasons=["Price"], lost_to=["Yelp"], said="No.")
        other.told(lost, other.change("Solar", RequestStatus.DECLINED, at=at), at=at)
    digest_runs.claim(
        market.session, workspace_id="T2", edition="channel", period="2026-W47", due_at=DUE, now=DUE, is_late=False
    )
    session, mine = market.session, "T1"
    assert digest.requests_opened_by_week(session, workspace_id=mine, bounds=BOUNDS) == [0, 0, 0]
    assert digest.first_logged_at(session, workspace_id=mine) is None
    assert week_reports.of_week(session, workspace_id=mine, **THIS) == Reports([], [], [], [])
    assert digest.verbatims(session, workspace_id=mine, report_ids=[lost]) == {}
    assert digest_triage.open_requests(session, workspace_id=mine) == []
    assert digest_triage.changes(session, workspace_id=mine, **THIS) == []
    assert digest_triage.told(session, workspace_id=mine, **THIS) == Told()
    assert digest_runs.runs(session, workspace_id=mine, edition="channel") == []
    assert digest_runs.latest(session, workspace_id=mine, edition="channel") is None
    assert digest_runs.claimed(session, workspace_id=mine, edition="channel", since="2026-W01") == set()
    assert digest_runs.old_schedules(session, workspace_id=mine, since=MONDAY - WEEK) == []


def claim(market: Market, period: str = "2026-W47") -> bool:
    return digest_runs.claim(
        market.session, workspace_id="T1", edition="channel", period=period, due_at=DUE, now=DUE, is_late=False
    )


def test_a_period_is_claimed_once(market: Market) -> None:
    assert claim(market)
    assert not claim(market)
    assert claim(market, "2026-W48")


def test_a_refused_claim_leaves_the_rest_of_the_transaction_alone(market: Market) -> None:
    assert claim(market)
    kept = market.request("Solar")
    assert not claim(market)
    assert [one.request_id for one in digest_triage.open_requests(market.session, workspace_id="T1")] == [kept]


def test_runs_are_read_newest_first(market: Market) -> None:
    for period in ("2026-W46", "2027-W01", "2026-W53"):
        claim(market, period)
    found = digest_runs.runs(market.session, workspace_id="T1", edition="channel", limit=2)
    assert [run.period for run in found] == ["2027-W01", "2026-W53"]
    newest = digest_runs.latest(market.session, workspace_id="T1", edition="channel")
    assert newest is not None
    assert newest.period == "2027-W01"
    assert digest_runs.claimed(market.session, workspace_id="T1", edition="channel", since="2026-W53") == {
        "2026-W53",
        "2027-W01",
    }


def test_a_frozen_report_is_read_as_it_was(market: Market) -> None:
    claim(market)
    digest_runs.freeze(
        market.session, workspace_id="T1", edition="channel", period="2026-W47", report={"week": "2026-W47"}
    )
    market.session.expunge_all()
    run = digest_runs.find_run(market.session, workspace_id="T1", edition="channel", period="2026-W47")
    assert run is not None
    assert run.report == {"week": "2026-W47"}


def test_nothing_is_frozen_without_a_claim(market: Market) -> None:
    with pytest.raises(KeyError):
        digest_runs.freeze(market.session, workspace_id="T1", edition="channel", period="2026-W47", report={})


def test_the_kinds_of_reports_are_kept_apart(market: Market) -> None:
    market.report("U1", "Ace Roofing")
    market.won("U1", "Bloom")
    kinds = [row.kind for row in week_reports.of_week(market.session, workspace_id="T1", **THIS).rows]
    assert kinds == [ReportKind.REQUEST, ReportKind.WON_DEAL]
