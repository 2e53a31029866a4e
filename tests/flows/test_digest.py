"""The weekly digest arrives by itself, once, and can be asked for."""

from datetime import timedelta

from bot.usecases import digest
from storage.queries import workspaces
from tests.flows.conftest import DIGEST, MAYA, PRIYA, TEAM, TRIAGE, Field


def test_the_digest_of_a_closed_week_arrives_once_with_its_thread(field: Field) -> None:
    for number, account in enumerate(("Ace Roofing", "Bell & Sons", "Cole Plumbing")):
        field.command(MAYA, f"/request drone inspection {number}")
        (new, *_) = field.look_up(MAYA, "account", account)
        assert field.submit(MAYA, account=new)["ok"]
    field.clock.offset = timedelta(days=8)
    field.bot.rounds.look()
    field.bot.rounds.look()
    message = field.message(DIGEST, "drone inspection")
    thread = field.eventually(lambda: field.messages(DIGEST, thread_ts=message["ts"])[1:])
    assert thread
    assert len([one for one in field.messages(DIGEST) if one["ts"] == message["ts"]]) == 1


def test_the_late_list_comes_once_a_day_and_names_what_is_late(field: Field) -> None:
    field.command(MAYA, "/request drone inspection")
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "drone inspection")
    days = 1
    while (field.clock() + timedelta(days=days)).weekday() != 2 or days < 7:
        days += 1
    field.clock.offset = timedelta(days=days, hours=12 - field.clock().hour)
    field.bot.rounds.look()
    field.bot.rounds.look()
    listed = field.message(TRIAGE, "Waiting for an answer")
    assert "overdue" in str(listed["blocks"])
    assert len([one for one in field.messages(TRIAGE) if "Waiting for an answer" in one["text"]]) == 1


def test_a_marketer_can_post_the_digest_by_hand_but_not_twice(field: Field) -> None:
    field.command(MAYA, "/request drone inspection")
    assert field.submit(MAYA)["ok"]
    field.clock.offset = timedelta(days=7)
    with field.bot.database.write() as session:
        workspace = workspaces.get_workspace(session, workspace_id=TEAM["id"])
        report = digest.digest_now(session, workspace, field.clock(), asked_by=PRIYA)
    field.bot.worker.wake()
    assert str(report.week) == report.period
    assert field.eventually(lambda: field.messages(DIGEST))
