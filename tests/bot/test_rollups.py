"""The counts of weeks follow whatever happens to reports and themes."""

import contextlib
import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import Gone
from bot.usecases import answers, lost_deals, own_reports, rollups
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry
from digests.build import build
from digests.weeks import Week
from storage.database import Database
from storage.models import NONE, Account, AuditEntry, Report, ReportKind, Request, Role
from storage.queries import merges, reports, requests, themes, told
from storage.queries import rollups as counts
from tests.factories import NOW, Factory

MAYA = Actor("T1", "U1")
WEEK = str(Week.of(NOW, ZoneInfo("UTC")))


def of_week(database: Database, week: str = WEEK) -> list[tuple[uuid.UUID, int, int]]:
    """Themes with their voices and reports, as they are stored."""
    with database.read() as session:
        found = counts.stored(session, workspace_id="T1", week=week)
    return [(one.theme_id, one.voices, one.reports) for one in found]


def test_a_report_counts_in_its_week_and_an_account_once(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        ace = make.account("Ace")
        ids = [make.report(account=ace).report_id for _ in range(3)]
        counts.mark_reports(session, workspace_id="T1", report_ids=ids)
    assert of_week(database) == []
    rollups.catch_up(database, "T1")
    assert of_week(database) == [(NONE, 1, 3)]
    assert rollups.catch_up(database, "T1") == 0


def test_what_a_rep_changes_or_takes_back_is_counted_anew(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        bloom = make.account("Bloom")
        mine, other = make.report(account=make.account("Ace")), make.report(account=bloom)
        counts.mark_reports(session, workspace_id="T1", report_ids=[mine.report_id, other.report_id])
        mine_id, bloom_id = mine.report_id, bloom.account_id
    rollups.catch_up(database, "T1")
    assert of_week(database) == [(NONE, 2, 2)]
    with database.write() as session:
        entry = Entry(ReportKind.REQUEST, said="the same wish", account=bloom_id)
        own_reports.edit(session, MAYA, mine_id, entry, now=NOW)
    rollups.catch_up(database, "T1")
    assert of_week(database) == [(NONE, 1, 2)]
    with database.write() as session:
        own_reports.withdraw(session, MAYA, mine_id, now=NOW + timedelta(minutes=1))
    rollups.catch_up(database, "T1")
    assert of_week(database) == [(NONE, 1, 1)]


def test_a_count_that_is_wrong_is_put_right_and_said(database: Database) -> None:
    with database.write() as session:
        Factory(session).report()
    found = rollups.recount(database, "T1", NOW)
    assert found.different == (WEEK,)
    assert of_week(database) == [(NONE, 1, 1)]
    with database.read() as session:
        [entry] = session.query(AuditEntry).filter_by(deed="counts_put_right").all()
        assert entry.after == {"weeks": [WEEK]}
    assert rollups.recount(database, "T1", NOW).different == ()


def test_everything_is_counted_anew_once_a_night(database: Database) -> None:
    with database.write() as session:
        Factory(session)
    night = NOW.replace(hour=4)
    assert rollups.recount_nightly(database, "T1", night.replace(hour=2)) is None
    assert rollups.recount_nightly(database, "T1", night) is not None
    assert rollups.recount_nightly(database, "T1", night) is None
    assert rollups.recount_nightly(database, "T1", night + timedelta(days=1)) is not None


def test_a_week_is_the_workspaces_own(database: Database) -> None:
    """Sunday night in London is Monday morning in Auckland."""
    sunday_night = NOW + timedelta(days=6 - NOW.weekday())
    sunday_night = sunday_night.replace(hour=20)
    with database.write() as session:
        make = Factory(session)
        make.workspace.timezone = "Pacific/Auckland"
        made = make.report(logged_at=sunday_night)
        counts.mark_reports(session, workspace_id="T1", report_ids=[made.report_id])
    rollups.catch_up(database, "T1")
    assert of_week(database) == []
    assert of_week(database, str(Week.parse(WEEK).next())) == [(NONE, 1, 1)]


STEPS_OF = ("log", "edit", "withdraw", "place", "move", "release", "lose", "merge", "separate", "tell", "pass on")
STEPS = st.lists(
    st.tuples(st.sampled_from(STEPS_OF), st.integers(0, 9)),
    min_size=1,
    max_size=25,
)


@given(STEPS)
@example([("log", 0), ("tell", 2)])
@example([("pass on", 0)])
@example([("withdraw", 0), ("withdraw", 1)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_a_recount_agrees(database: Database, steps: list[tuple[str, int]]) -> None:
    workspace = f"T{uuid.uuid4().hex[:8]}"
    actor = Actor(workspace, "U1")
    with database.write() as session:
        make = Factory(session, workspace)
        accounts = [make.account(f"Account {number}").account_id for number in range(3)]
        found = [make.theme(f"theme {number}").theme_id for number in range(2)]
        logged = [make.report(logged_at=NOW + timedelta(days=number)).report_id for number in (0, 9)]
        themes.place(session, workspace_id=workspace, theme_of=dict.fromkeys(logged, found[0]), now=NOW)
        lost = make.report(kind=ReportKind.LOST_DEAL, logged_at=NOW + timedelta(days=9))
        asked = [make.request("want 0", lost).request_id, make.request("want 1").request_id]
        lost_id = lost.report_id
        changes = [make.change(session.get_one(Request, (workspace, one))) for one in asked]
        decided = [change.change_id for change in changes]
        behind_it = [session.get_one(Report, (workspace, one)) for one in logged]
        answers.mark_told(session, changes[0], behind_it, now=NOW + timedelta(days=30))
        make.grant(Role.MARKETER)
        counts.mark_reports(session, workspace_id=workspace, report_ids=[*logged, lost_id])
        told.mark_reports(session, workspace_id=workspace, report_ids=logged)
    rollups.catch_up(database, workspace)
    for place, (step, number) in enumerate(steps):
        now = NOW + timedelta(minutes=place)
        with database.write() as session:
            one, theme_id = logged[number % len(logged)], found[number % 2]
            if step == "log":
                make = Factory(session, workspace)
                account = session.get_one(Account, (workspace, accounts[number % 3]))
                made = make.report(account=account, logged_at=NOW + timedelta(days=2 * number))
                request = session.get_one(Request, (workspace, asked[number % 2]))
                make.link(made, request)
                counts.mark_reports(session, workspace_id=workspace, report_ids=[made.report_id])
                logged.append(made.report_id)
            elif step == "edit":
                report = reports.find_report(session, workspace_id=workspace, report_id=one)
                if report is not None and report.is_live:
                    entry = Entry(ReportKind.REQUEST, said=f"wish {number}", account=accounts[number % 3])
                    own_reports.edit(session, actor, one, entry, now=now)
            elif step == "withdraw":
                own_reports.withdraw(session, actor, one, now=now)
            elif step == "place":
                themes.place(session, workspace_id=workspace, theme_of={one: theme_id}, now=now)
            elif step == "move":
                themes.move_reports(session, workspace_id=workspace, from_id=theme_id, to_id=found[1 - number % 2])
            elif step == "lose":
                lost_deals.link(session, actor, lost_id, request_id=asked[number % 2], now=now)
            elif step == "tell":
                behind = reports.find_report(session, workspace_id=workspace, report_id=one)
                change = requests.find_change(session, workspace_id=workspace, change_id=decided[number % 2])
                if behind is not None and change is not None:
                    answers.mark_told(session, change, [behind], now=now + timedelta(days=30 - number % 2))
            elif step == "pass on":
                with contextlib.suppress(Gone):
                    answers.pass_on(session, actor, decided[number % 2], now=now)
            elif step in ("merge", "separate"):
                origin, target = (asked[0], asked[1]) if step == "merge" else (asked[1], asked[0])
                merges.count_for(
                    session,
                    workspace_id=workspace,
                    request_ids=asked,
                    counted_for_id=origin,
                    counts_for_id=target,
                )
            else:
                themes.release(session, workspace_id=workspace, report_ids=[one], theme_id=theme_id, now=now)
        rollups.catch_up(database, workspace)
    assert rollups.recount(database, workspace, NOW).different == ()
    late = NOW + timedelta(days=40)
    with database.read() as session:
        stored = {*counts.weeks_stored(session, workspace_id=workspace)}
        stored |= {*told.weeks_stored(session, workspace_id=workspace)}
        weeks = map(Week.parse, sorted(stored))
        kept = [build(session, workspace_id=workspace, week=week, now=late) for week in weeks]
    with database.write() as session:
        counts.mark_reports(session, workspace_id=workspace, report_ids=[*logged, lost_id])
        told.mark_reports(session, workspace_id=workspace, report_ids=logged)
    with database.read() as session:
        anew = [build(session, workspace_id=workspace, week=one.week, now=late) for one in kept]
    assert anew == kept


def test_a_week_that_took_long_to_count_is_not_counted_again_at_once(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        make.week_sheet(WEEK, took_ms=3_000, counted_at=NOW)
        counts.mark_reports(session, workspace_id="T1", report_ids=[make.report().report_id])
    assert rollups.catch_up(database, "T1", NOW + timedelta(minutes=4)) == 0
    assert rollups.catch_up(database, "T1", NOW + timedelta(minutes=6)) == 1


def test_what_waits_to_be_counted_is_told_all_the_same(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        ids = [make.report(account=make.account("Ace")).report_id]
        counts.mark_reports(session, workspace_id="T1", report_ids=ids)
    rollups.catch_up(database, "T1")
    with database.write() as session:
        make = Factory(session)
        counts.mark_reports(session, workspace_id="T1", report_ids=[make.report().report_id])
    with database.read() as session:
        report = build(session, workspace_id="T1", week=Week.parse(WEEK), now=NOW + timedelta(days=1))
    assert report.numbers.reports.now == 2


def test_a_mark_that_another_saw_to_is_no_longer_there(database: Database) -> None:
    with database.write() as session:
        counts.mark_reports(session, workspace_id="T1", report_ids=[Factory(session).report().report_id])
        [mark] = counts.marks_on(session, workspace_id="T1", days=counts.all_days_due(session, workspace_id="T1"))
    with database.write() as session:
        assert counts.unmark(session, workspace_id="T1", mark_ids=[mark]) == 1
        assert counts.unmark(session, workspace_id="T1", mark_ids=[mark]) == 0


@pytest.mark.parametrize("days", [0, 700])
def test_the_counts_of_some_weeks_are_read_in_their_order(database: Database, days: int) -> None:
    with database.write() as session:
        make = Factory(session)
        moments = [NOW - timedelta(days=days), NOW - timedelta(days=days + 7)]
        ids = [make.report(logged_at=moment).report_id for moment in moments]
        counts.mark_reports(session, workspace_id="T1", report_ids=ids)
    rollups.catch_up(database, "T1")
    weeks = [str(Week.of(moment, ZoneInfo("UTC"))) for moment in moments]
    with database.read() as session:
        read = counts.series(session, workspace_id="T1", first=weeks[1], last=weeks[0])
    assert [(one.week, one.voices) for one in read] == [(weeks[1], 1), (weeks[0], 1)]
