"""What Submit leaves to be settled a moment later: once, whoever comes first, and never in anybody's way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotAllowed
from bot.jobs.worker import Pace, Worker
from bot.slack import Slack
from bot.usecases import intake, own_reports, settling
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry, NewAccount
from storage.database import Database, Duplicate
from storage.models import MessageState, OutboxMessage, ReportKind, new_id
from storage.models.delivery import card_dedupe
from storage.queries import outbox, reports, requests
from tests.factories import Factory, received

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def no_slack(_: str) -> Slack:
    raise AssertionError("settling speaks to nobody")


def receive(database: Database, words: str = "drone inspection") -> tuple[Actor, OutboxMessage]:
    """A form that was sent and waits to be settled."""
    with database.write() as session:
        make = Factory(session)
        actor = Actor(make.workspace.workspace_id, "U0MAYA")
    entry = Entry(ReportKind.REQUEST, said=words, account=NewAccount("Ace Roofing"))
    report_id = received(database, actor, entry, now=NOW)
    with database.read() as session:
        job = outbox.find_by_dedupe(session, workspace_id=actor.workspace_id, dedupe=settling.settle_dedupe(report_id))
    assert job is not None
    return actor, job


def report_of(database: Database, actor: Actor) -> reports.ReportFacts:
    """The one report there is."""
    with database.read() as session:
        (facts,) = reports.reports_by(session, workspace_id=actor.workspace_id, user_id=actor.user_id, limit=2)
    return facts


def test_the_words_are_on_disk_before_anything_is_settled(database: Database) -> None:
    actor, _ = receive(database)
    facts = report_of(database, actor)
    assert (facts.report.said, facts.request, facts.account) == ("drone inspection", None, "")


def test_the_worker_settles_it_without_slack(database: Database) -> None:
    actor, _ = receive(database)
    worker = Worker(database, no_slack, lambda: NOW, Pace(per_lane=0))
    assert worker.step()
    facts = report_of(database, actor)
    assert facts.account == "Ace Roofing"
    assert facts.request is not None
    assert facts.request.title == "drone inspection"


def test_whoever_edits_first_settles_first_and_nothing_is_left_to_settle(database: Database) -> None:
    actor, job = receive(database)
    report_id = report_of(database, actor).report.report_id
    with database.write() as session:
        own_reports.edit(session, actor, report_id, Entry(ReportKind.REQUEST, said="drone surveys"), now=NOW)
    with database.read() as session:
        settled = outbox.find_message(session, workspace_id=actor.workspace_id, message_id=job.message_id)
        behind = requests.open_requests(session, workspace_id=actor.workspace_id)
    assert settled is not None
    assert settled.state is MessageState.SENT
    assert len(behind) == 1
    assert report_of(database, actor).report.said == "drone surveys"


def test_the_same_form_sent_twice_is_a_duplicate(database: Database) -> None:
    with database.write() as session:
        make = Factory(session)
        actor, draft_id = Actor(make.workspace.workspace_id, "U0MAYA"), new_id()
    received(database, actor, Entry(ReportKind.REQUEST, said="bees"), now=NOW, draft_id=draft_id)
    with pytest.raises(Duplicate):
        received(database, actor, Entry(ReportKind.REQUEST, said="bees"), now=NOW, draft_id=draft_id)


def test_a_form_from_somebody_new_needs_them_to_be_met_first(database: Database) -> None:
    entry = Entry(ReportKind.REQUEST, said="bees")
    with database.write() as session:
        actor = Actor(Factory(session).workspace.workspace_id, "U0MAYA", "maya")
    assert not intake.is_admitted(actor, entry, known=())
    with database.write() as session:
        intake.admit(session, actor, entry, now=NOW)
    assert intake.is_admitted(actor, entry, known=("U0MAYA",))
    sent = intake.receipt(actor, entry, draft_id=new_id(), currency="GBP", now=NOW)
    database.insert(*sent.rows)
    assert report_of(database, actor).report.report_id == sent.report_id


def test_a_form_for_another_is_admitted_only_from_a_manager(database: Database) -> None:
    entry = Entry(ReportKind.LOST_DEAL, said="gone", reporter_id="U0TOM")
    with database.write() as session:
        actor = Actor(Factory(session).workspace.workspace_id, "U0MAYA")
    assert not intake.is_admitted(actor, entry, known=("U0MAYA", "U0TOM"))
    with pytest.raises(NotAllowed), database.write() as session:
        intake.admit(session, actor, entry, now=NOW)


def test_what_would_have_won_a_lost_deal_opens_a_request_even_when_it_is_added_later(database: Database) -> None:
    """It was asked for when the deal was logged, and forgotten when it was edited."""
    with database.write() as session:
        make = Factory(session)
        actor = Actor(make.workspace.workspace_id, "U0MAYA")
    deal = Entry(ReportKind.LOST_DEAL, said="went elsewhere", account=NewAccount("Ace Roofing"))
    report_id = received(database, actor, deal, now=NOW)
    with database.write() as session:
        settling.settle_now(session, workspace_id=actor.workspace_id, report_id=report_id)
    assert report_of(database, actor).request is None
    wanted = replace(deal, would_have_bought="drone inspection")
    for later in (NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)):
        with database.write() as session:
            own_reports.edit(session, actor, report_id, wanted, now=later)
    request = report_of(database, actor).request
    assert request is not None
    assert request.title == "drone inspection"
    with database.read() as session:
        assert len(requests.open_requests(session, workspace_id=actor.workspace_id)) == 1
        card = outbox.find_by_dedupe(session, workspace_id=actor.workspace_id, dedupe=card_dedupe(request.request_id))
    assert card is not None
