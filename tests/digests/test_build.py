"""A digest's figures, from reports in a database to the frozen report."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.usecases import rollups
from digests.build import build
from digests.report import Figure, Urgency, from_dict, from_json, to_dict, to_json
from digests.weeks import Week
from storage.database import Database
from storage.models import AuditEntry, ChangeKind, RequestStatus, new_id
from storage.queries.digest_runs import SCHEDULE_CHANGED
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest
from tests.digests.market import DUE, MONDAY, WEEK, Market


def test_the_mean_is_taken_over_the_weeks_since_the_first_report(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for name in ("Ace", "Bloom", "Cup"):
            market.report("U1", name)
        market.report("U1", "Ace", at=MONDAY - 4 * WEEK)
        market.report("U1", "Bloom", at=MONDAY - 4 * WEEK)

    report = digest(fill)
    assert report.weeks_before == 4
    assert report.numbers.accounts == Figure(3, 0.5)


def test_the_mean_reaches_back_twelve_weeks_at_the_most(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.report("U1", "Ace")
        market.report("U1", "Ace", at=MONDAY - 12 * WEEK)
        market.report("U1", "Ace", at=MONDAY - 13 * WEEK)

    report = digest(fill)
    assert report.weeks_before == 12
    assert report.numbers.reports == Figure(1, 1 / 12)


def test_the_first_week_has_nothing_to_compare_with(digest: Digest) -> None:
    report = digest(publisher.first_week)
    assert report.is_first
    assert not report.is_quiet
    assert report.numbers.accounts == Figure(3, None)
    assert report.asked[0].before is None


def test_a_week_of_two_customers_is_quiet(digest: Digest) -> None:
    assert digest(publisher.quiet_week).is_quiet


def test_a_week_with_a_decision_is_never_quiet(digest: Digest) -> None:
    def fill(market: Market) -> None:
        publisher.quiet_week(market)
        market.change(publisher.SOLAR, RequestStatus.APPROVED)

    assert not digest(fill).is_quiet


def test_an_empty_workspace_has_a_digest_too(digest: Digest) -> None:
    report = digest(lambda _market: None)
    assert report.is_quiet
    assert report.is_first
    assert report.numbers.reports.now == 0


def test_a_frozen_report_is_read_back_equal(digest: Digest) -> None:
    report = digest(publisher.full_week)
    assert from_json(to_json(report)) == report
    assert from_dict(to_dict(report)) == report


def test_the_weeks_deals_stand_beside_those_of_the_quarter(digest: Digest) -> None:
    report = digest(publisher.full_week)
    assert report.lost.deals == Figure(4, 1.0)
    assert report.lost.worth == {"GBP": 1_060_000}
    quarter = report.quarter
    assert quarter is not None
    assert (quarter.weeks, quarter.lost.deals, quarter.lost.full) == (4, 7, {"GBP": 1_330_000})
    assert [(one.label, one.deals) for one in quarter.lost.reasons] == [
        ("Price", 5),
        ("No suitable heading", 1),
        ("Competitor", 1),
        ("", 1),
    ]
    assert [one.label for one in quarter.rates.competitors] == ["Google Ads", "Yelp"]
    assert (quarter.quality.unnamed, quarter.quality.unexplained) == (1, 1)


def test_what_the_catalog_answered_is_counted_and_never_asked_for(digest: Digest) -> None:
    """The same customer twice is one account; what was withdrawn, or became a request after all, was not answered."""

    def fill(market: Market) -> None:
        for rep, account in (("U1", "Ace"), ("U2", "Ace"), ("U2", "Bloom")):
            market.answer(market.report(rep, account, said="drone filming"), "Drone Services")
        market.answer(market.report("U1", "Cup"), "Beekeeping")
        market.answer(market.report("U3", "Gone", withdrawn=True), "Beekeeping")
        market.answer(market.report("U3", "Decided", about="Bee hotels"), "Beekeeping")

    report = digest(fill)
    assert (report.at_once.reports, report.at_once.voices) == (4, 3)
    assert [(one.item, one.voices) for one in report.at_once.items] == [("Drone Services", 2), ("Beekeeping", 1)]
    assert [one.title for one in report.asked] == ["Bee hotels"]


def test_a_theme_is_told_by_its_id_with_what_it_was_before(digest: Digest) -> None:
    """One rep's or one customer's theme is none of the week."""
    known: dict[str, uuid.UUID] = {}

    def fill(market: Market) -> None:
        for number in range(4):
            market.in_theme(market.report(f"U{number % 2}", f"Account {number}"), "solar panels", name="Solar")
        market.in_theme(market.report("U1", "Account 1", at=MONDAY - 2 * WEEK), "solar panels")
        for number in range(3):
            market.in_theme(market.report("U1", f"Kennel {number}"), "dog grooming")
        for rep in ("U1", "U2"):
            market.in_theme(market.report(rep, f"Paid {rep}"), "monthly billing")
        known.update({title: market.ids["theme", title] for title in ("solar panels", "monthly billing")})

    themes = digest(fill).themes
    assert [(one.theme_id, one.title, one.voices, one.reps, one.before) for one in themes.heard] == [
        (known["solar panels"], "Solar", 4, 2, 0.5),
        (known["monthly billing"], "monthly billing", 2, 2, 0.0),
    ]
    assert themes.unnamed == 1


def test_an_account_lost_by_two_reps_is_lost_once_with_its_highest_value(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.lost("U1", "Ace", value=100, reasons=["Price"])
        market.lost("U2", "Ace", value=300, reasons=["Price"])

    report = digest(fill)
    assert (report.lost.deals.now, report.lost.worth) == (1, {"GBP": 30_000})
    assert report.quarter is not None
    [price] = report.quarter.lost.parts
    assert (price.label, price.deals, price.worth) == ("Price", 1, {"GBP": 30_000})


def test_what_waits_is_listed_by_its_clock_and_leaves_out_the_snoozed(digest: Digest) -> None:
    def fill(market: Market) -> None:
        publisher.full_week(market)
        market.request("Snoozed", decide_by=DUE - WEEK, snoozed_until=DUE + WEEK)
        market.request("Awake again", decide_by=DUE + WEEK, snoozed_until=DUE - timedelta(days=1))

    waiting = digest(fill).waiting
    assert (waiting.total, waiting.late, waiting.snoozed) == (7, 1, 1)
    first, second, third, *_ = waiting.first
    assert (first.title, first.urgency, first.due_in, first.waited) == (publisher.SOLAR, Urgency.LATE, -2, 21)
    assert (second.urgency, second.due_in) == (Urgency.SOON, 1)
    assert third.title == "Awake again"
    assert first.owner is not None
    assert (first.owner.user_id, first.owner.name) == ("UPRIYA", "Priya Nair")


def test_only_decisions_that_stand_at_the_end_of_the_week_are_told(digest: Digest) -> None:
    def fill(market: Market) -> None:
        day = timedelta(days=1)
        market.change("Taken back", RequestStatus.DECLINED)
        market.change("Taken back", RequestStatus.NEW, kind=ChangeKind.REOPENED, at=MONDAY + 3 * day)
        market.change("Decided anew", RequestStatus.DECLINED)
        market.change("Decided anew", RequestStatus.NEW, kind=ChangeKind.REOPENED, at=MONDAY + 3 * day)
        market.change("Decided anew", RequestStatus.APPROVED, at=MONDAY + 4 * day)
        market.change("Planned at once", RequestStatus.APPROVED)
        market.change("Planned at once", RequestStatus.SCHEDULED, kind=ChangeKind.MOVED, at=MONDAY + 3 * day)
        market.change("Out", RequestStatus.LIVE, kind=ChangeKind.MOVED)
        market.change("Merged", RequestStatus.DECLINED)
        market.change("Merged", RequestStatus.MERGED, kind=ChangeKind.MERGED, at=MONDAY + 3 * day)

    decided = {one.title: one.status for one in digest(fill).decided}
    assert decided == {"Planned at once": "approved", "Out": "live", "Decided anew": "approved"}


def test_told_counts_reps_and_customers_and_who_passed_it_on(digest: Digest) -> None:
    def fill(market: Market) -> None:
        change = market.change("Solar", RequestStatus.APPROVED)
        for rep, account, passed_on in (("U1", "Ace", True), ("U1", "Bloom", False), ("U2", "Ace", False)):
            report = market.report(rep, account, about="Solar", at=MONDAY - WEEK)
            market.told(report, change, passed_on_at=DUE if passed_on else None)

    told = digest(fill).told
    assert (told.reps, told.customers, told.passed_on, told.still_to_tell) == (2, 2, 1, 1)


def test_what_the_week_cannot_tell_is_counted(digest: Digest) -> None:
    limits = digest(publisher.full_week).limits
    assert limits.unnamed == 2
    assert limits.opinion_only == 2
    assert limits.silent_regions == ("Wales",)


def test_a_retired_region_is_not_called_silent(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.region("Old Town", retired_at=MONDAY - WEEK)
        market.region("New Town")

    assert digest(fill).limits.silent_regions == ("New Town",)


def test_the_week_is_cut_in_the_zone_of_the_workspace(market: Market) -> None:
    market.workspace.timezone = "America/New_York"
    sunday_night = MONDAY.replace(hour=3)
    market.report("U1", "Still Sunday", at=sunday_night)
    market.report("U1", "Monday", at=sunday_night + timedelta(hours=3))
    report = build(market.session, workspace_id="T1", week=Week(2026, 47), now=DUE)
    assert report.numbers.reports.now == 1
    assert report.timezone == "America/New_York"


def test_a_new_zone_loses_no_report_between_two_weeks(market: Market) -> None:
    market.report("U1", "Between", at=MONDAY.replace(hour=3))
    market.workspace.timezone = "America/New_York"
    market.session.add(
        AuditEntry(
            workspace_id="T1",
            audit_id=new_id(),
            at=MONDAY + timedelta(days=2),
            by_id="U0",
            deed=SCHEDULE_CHANGED,
            before={"timezone": "UTC", "digest_at": "mon 09:00"},
            after={"timezone": "America/New_York", "digest_at": "mon 09:00"},
        )
    )
    market.session.flush()
    counts = [
        build(market.session, workspace_id="T1", week=Week(2026, number), now=DUE).numbers.reports.now
        for number in (46, 47)
    ]
    assert counts == [0, 1]


def test_a_running_week_is_told_so_far(market: Market) -> None:
    report = build(market.session, workspace_id="T1", week=Week(2026, 47), now=DUE - timedelta(days=3))
    assert not report.is_closed


def test_a_week_to_come_is_refused(market: Market) -> None:
    with pytest.raises(ValueError, match="2026-W49 has not begun"):
        build(market.session, workspace_id="T1", week=Week(2026, 49), now=DUE)


def test_an_unknown_workspace_is_refused(market: Market) -> None:
    with pytest.raises(KeyError):
        build(market.session, workspace_id="T9", week=Week(2026, 47), now=DUE)


def queries_of_a_digest(database: Database) -> int:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    with database.read() as session:
        event.listen(database.engine, "before_cursor_execute", note)
        build(session, workspace_id="T1", week=Week(2026, 47), now=DUE)
        event.remove(database.engine, "before_cursor_execute", note)
    return len(statements)


def test_a_digest_asks_the_same_number_of_questions_however_much_was_logged(database: Database) -> None:
    with database.write() as session:
        market = Market(session)
        publisher.full_week(market)
    rollups.recount(database, "T1", DUE)
    small = queries_of_a_digest(database)
    with database.write() as session:
        market.session = session
        for number in range(60):
            market.report(f"U{number % 7}", f"Account {number}", about=f"Want {number % 20}", said="Please.")
            market.lost("U1", f"Prospect {number}", about=f"Want {number}", reasons=[f"Reason {number % 9}"])
    rollups.recount(database, "T1", DUE)
    assert queries_of_a_digest(database) == small
