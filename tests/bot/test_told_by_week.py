"""Who was told in a week is kept by itself, and follows whoever is told, passes it on or takes a report back."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.usecases import answers, own_reports, rollups
from bot.usecases.actor import Actor
from digests.build import build
from digests.report import ToldBack
from digests.weeks import Week
from storage.database import Database
from storage.models import AuditEntry, Report, RequestChange
from storage.queries import digest_triage, told
from storage.queries import rollups as counts
from storage.queries.digest_triage import Told
from tests.factories import NOW, Factory

MAYA = Actor("T1", "U1")
LAST_MONTH = NOW - timedelta(days=28)
WEEK = Week.of(NOW, ZoneInfo("UTC"))


@dataclass(frozen=True)
class Answered:
    """A report of last month whose rep is told of a decision now."""

    report_id: uuid.UUID
    change_id: uuid.UUID


@pytest.fixture
def answered(database: Database) -> Answered:
    with database.write() as session:
        make = Factory(session)
        report = make.report(account=make.account("Ace"), logged_at=LAST_MONTH)
        change = make.change(make.request("bees", report))
        counts.mark_reports(session, workspace_id="T1", report_ids=[report.report_id])
        made = Answered(report.report_id, change.change_id)
    rollups.catch_up(database, "T1")
    tell(database, made)
    rollups.catch_up(database, "T1")
    return made


def tell(database: Database, answered: Answered) -> None:
    with database.write() as session:
        change = session.get_one(RequestChange, ("T1", answered.change_id))
        answers.tell(session, change, [session.get_one(Report, ("T1", answered.report_id))])


def pass_on(database: Database, answered: Answered) -> None:
    with database.write() as session:
        answers.pass_on(session, MAYA, answered.change_id, now=NOW + timedelta(days=20))


def kept(database: Database, week: Week = WEEK) -> Told | None:
    with database.read() as session:
        return told.stored(session, workspace_id="T1", week=str(week))


def said(database: Database) -> ToldBack:
    with database.read() as session:
        return build(session, workspace_id="T1", week=WEEK, now=NOW + timedelta(days=30)).told


def test_whoever_is_told_counts_in_that_week_and_not_in_the_one_of_the_report(
    database: Database, answered: Answered
) -> None:
    assert kept(database) == Told(reps=1, customers=1)
    assert kept(database, Week.of(LAST_MONTH, ZoneInfo("UTC"))) is None
    assert said(database) == ToldBack(1, 1, 0)


def test_a_customer_who_heard_it_weeks_later_is_said_at_once_and_then_kept(
    database: Database, answered: Answered
) -> None:
    pass_on(database, answered)
    assert kept(database) == Told(1, 1, 0)
    assert said(database) == ToldBack(1, 1, 1)
    rollups.catch_up(database, "T1")
    assert kept(database) == Told(1, 1, 1)
    assert said(database) == ToldBack(1, 1, 1)


def test_a_press_of_told_them_has_no_report_counted_again(database: Database, answered: Answered) -> None:
    pass_on(database, answered)
    with database.read() as session:
        assert counts.all_days_due(session, workspace_id="T1") == set()
    pass_on(database, answered)
    assert rollups.catch_up(database, "T1") == 0


def test_a_second_press_marks_nothing(database: Database, answered: Answered) -> None:
    pass_on(database, answered)
    rollups.catch_up(database, "T1")
    pass_on(database, answered)
    with database.read() as session:
        assert counts.all_days_due(session, workspace_id="T1", is_told=True) == set()


def test_a_report_that_is_taken_back_leaves_the_week_in_which_its_rep_was_told(
    database: Database, answered: Answered
) -> None:
    with database.write() as session:
        own_reports.withdraw(session, MAYA, answered.report_id, now=NOW + timedelta(days=1))
    assert said(database) == ToldBack(0, 0, 0)
    rollups.catch_up(database, "T1")
    assert kept(database) == Told()


def test_what_is_kept_wrongly_is_put_right_at_night_and_said(database: Database, answered: Answered) -> None:
    with database.write() as session:
        told.store(session, workspace_id="T1", week=str(WEEK), told=Told(reps=9))
    assert rollups.recount(database, "T1", NOW).different == (str(WEEK),)
    assert kept(database) == Told(1, 1)
    with database.read() as session:
        assert session.query(AuditEntry).filter_by(deed="counts_put_right").count() == 1


def test_weeks_from_before_it_was_kept_are_kept_from_the_next_night_on(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        report = make.report()
        make.told(report, make.change(make.request("bees", report)))
        counts.mark_reports(session, workspace_id="T1", report_ids=[report.report_id])
    assert said(database) == ToldBack(1, 1, 0)
    assert rollups.recount(database, "T1", NOW).different == ()
    assert kept(database) == Told(1, 1)


def test_what_is_kept_is_what_the_marks_say(database: Database, answered: Answered) -> None:
    begins = NOW - timedelta(days=NOW.weekday(), hours=NOW.hour, minutes=NOW.minute, seconds=NOW.second)
    with database.read() as session:
        found = digest_triage.told(session, workspace_id="T1", start=begins, end=begins + timedelta(days=7))
    assert kept(database) == found
