"""What is said arrives once and in order, however Slack answers and whenever the bot is stopped."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack import Posted, Slack
from bot.usecases import delivery
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry, NewAccount
from storage.models import Lane, MessageState, OutboxMessage, ReportKind
from storage.queries import outbox, workspaces
from tests.factories import received
from tests.flows.conftest import FAST, GENERAL, MAYA, TEAM, TOM, TRIAGE, Field
from tests.flows.steps import Json, calls, card, deliver_again, deliveries, log, notes, quiet, restarted, words_of


def ids(messages: list[Json]) -> list[str]:
    """The outbox ids that messages carry."""
    return [one["metadata"]["event_payload"]["message_id"] for one in messages if one.get("metadata")]


def waiting(field: Field) -> list[OutboxMessage]:
    """What the outbox still has to say."""
    with field.session() as session:
        return list(outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.PENDING))


def submitted(field: Field, user: str, said: str) -> None:
    """Log a request without waiting for anything."""
    field.command(user, f"/request {said}")
    assert field.submit(user)["ok"]


@pytest.mark.parametrize("kind", ["ratelimited", "500_before", "500_after", "drop_after", "late"])
def test_whatever_becomes_of_the_answer_the_card_is_there_once(field: Field, kind: str) -> None:
    # The real client waits ten seconds for an answer; here a late one comes after twice what it waits.
    token = field.bot.settings.slack_bot_token.get_secret_value()
    impatient = Slack(token, field.workspace.api_url, timeout=0.4)
    field.bot.worker.slack_of = lambda _: impatient
    field.control("faults", method="chat.postMessage", kind=kind, seconds=0.8, channel=TRIAGE)
    submitted(field, MAYA, "a heading for bees")
    field.message(TRIAGE, "a heading for bees")
    quiet(field)
    shown = field.messages(TRIAGE)
    assert len(shown) == 1
    assert len(ids(shown)) == 1
    posts = [one for one in calls(field, "chat.postMessage") if one["args"]["channel"] == TRIAGE]
    assert len(posts) == (1 if kind in ("500_after", "drop_after", "late") else 2)
    # The card that arrived is the one that is redrawn from now on.
    log(field, TOM, "a heading for bees", "Bell Plumbing")
    card(field, shown[0]["ts"], "2 accounts")


def test_a_card_that_came_twice_is_left_once(field: Field) -> None:
    field.bot.worker.pace = replace(FAST, settle=0)
    field.control("faults", method="chat.postMessage", kind="drop_after", times=3, channel=TRIAGE)
    submitted(field, MAYA, "a heading for bees")
    quiet(field)
    [left] = field.eventually(lambda: only_one(field.messages(TRIAGE)))
    log(field, TOM, "a heading for bees", "Bell Plumbing")
    card(field, left["ts"], "2 accounts")


def only_one(messages: list[Json]) -> list[Json]:
    """The messages, once there is one and no more."""
    return messages if len(messages) == 1 else []


def test_the_event_of_another_apps_message_settles_nothing(field: Field) -> None:
    log(field, MAYA, "a heading for bees")
    [event] = [one for one in deliveries(field, "event_callback") if one["event"]["channel_id"] == TRIAGE]
    forged = {
        **event,
        "event": {**event["event"], "bot_id": "B0OTHER", "user_id": "U0OTHER", "message_ts": "1999999999.000100"},
    }
    deliver_again(field, forged)
    with field.session() as session:
        sent = outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.SENT, lane=Lane.TRIAGE)
    assert [one.ts for one in sent] == [field.messages(TRIAGE)[0]["ts"]]
    quiet(field)
    assert len(field.messages(TRIAGE)) == 1


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("channel_not_found", "The channel does not exist, or Groundswell was not invited to it."),
        ("not_in_channel", "Groundswell is not in the channel. Invite it with /invite, then press Retry."),
        ("is_archived", "The channel is archived. Choose another in setup."),
    ],
)
def test_a_channel_that_does_not_work_is_named_and_made_up_for(field: Field, code: str, why: str) -> None:
    field.control("faults", method="chat.postMessage", kind="error", error=code, times=2, channel=TRIAGE)
    for said in ("a heading for bees", "a heading for drones"):
        submitted(field, MAYA, said)
        field.message(GENERAL, said, user=MAYA)  # the rep is told that it is logged, card or not
    quiet(field)
    with field.session() as session:
        dead = outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.DEAD)
    assert [one.error for one in dead] == [why, why]
    with field.bot.database.write() as session:
        delivery.retry_lane(session, workspace_id=TEAM["id"], lane=Lane.TRIAGE)
    field.bot.worker.wake()
    quiet(field)
    assert ["bees" in words_of(one) for one in field.messages(TRIAGE)] == [True, False]


def test_a_refused_token_loses_nothing(field: Field) -> None:
    field.control("faults", method="chat.postMessage", kind="error", error="invalid_auth", times=2)
    submitted(field, MAYA, "a heading for bees")
    field.message(TRIAGE, "a heading for bees")
    quiet(field)
    assert len(field.messages(TRIAGE)) == 1


def test_twenty_joins_at_once_are_few_redraws_and_the_last_one_is_right(field: Field) -> None:
    first = log(field, MAYA, "a heading for bees", "Customer 0")
    field.bot.worker.pace = replace(FAST, per_update=0.2)
    before = len(calls(field, "chat.update"))
    for number in range(1, 21):
        wish = Entry(ReportKind.REQUEST, "a heading for bees", account=NewAccount(f"{number}th customer"))
        received(field.bot.database, Actor(TEAM["id"], TOM), wish, now=field.clock())
        field.bot.worker.wake()
    joined = card(field, first["ts"], "21 accounts")
    quiet(field)
    assert len(calls(field, "chat.update")) - before < 20
    assert "21 accounts" in words_of(joined)
    told = notes(field, first["ts"])
    assert [f"{number}th customer" in words_of(note) for number, note in enumerate(told, 1)] == [True] * 20
    assert len(field.messages(TRIAGE)) == 1


def test_a_card_that_somebody_deleted_is_posted_anew_with_its_next_change(field: Field) -> None:
    first = log(field, MAYA, "a heading for bees", "Ace Roofing")
    token = field.bot.settings.slack_bot_token.get_secret_value()
    Slack(token, field.workspace.api_url).delete(TRIAGE, first["ts"])
    assert field.messages(TRIAGE) == []
    again = log(field, TOM, "a heading for bees", "Bell Plumbing")
    assert again["ts"] != first["ts"]
    assert "2 accounts" in words_of(again)
    field.message(TRIAGE, "Asked again", thread_ts=again["ts"])


def test_what_is_logged_before_setup_is_kept_and_follows_in_its_order(bare_field: Field) -> None:
    for said in ("one", "two", "three"):
        submitted(bare_field, MAYA, f"a heading for {said}")
        shown = bare_field.message(GENERAL, f"a heading for {said}", user=MAYA)
        assert "not set up here yet" in words_of(shown)
    quiet(bare_field)
    assert bare_field.messages(TRIAGE) == []
    with bare_field.bot.database.write() as session:
        workspaces.get_workspace(session, workspace_id=TEAM["id"]).triage_channel_id = TRIAGE
        delivery.release(session, workspace_id=TEAM["id"], lane=Lane.TRIAGE)
    bare_field.bot.worker.wake()
    quiet(bare_field)
    titles = [one["text"].split()[4] for one in bare_field.messages(TRIAGE)]
    assert titles == ["one", "two", "three"]


def test_a_channel_named_in_the_environment_lets_go_what_waited_for_it(bare_field: Field) -> None:
    submitted(bare_field, MAYA, "a heading for bees")
    quiet(bare_field)
    bare_field.bot.stop()
    restarted(bare_field, triage_channel=TRIAGE)
    bare_field.message(TRIAGE, "a heading for bees")


def test_a_stop_in_the_middle_loses_nothing_and_doubles_nothing(field: Field) -> None:
    field.bot.worker.pace = replace(FAST, per_lane=0.05)
    for number in range(8):
        submitted(field, MAYA, f"a heading for {number}")
    field.bot.stop()
    restarted(field)
    field.eventually(lambda: len(field.messages(TRIAGE)) == 8)
    quiet(field)
    shown = field.messages(TRIAGE)
    assert [one["text"].split()[4] for one in shown] == [str(number) for number in range(8)]
    assert len(set(ids(shown))) == 8
    confirmed = [one for one in field.messages(GENERAL, MAYA) if "logged." in words_of(one)]
    direct = [one for one in field.messages(f"@{MAYA}") if "logged." in words_of(one)]
    assert len(confirmed) + len(direct) == 8


# A thread that ends by SystemExit is the nearest thing to a killed process within one.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_post_whose_answer_was_lost_with_the_bot_is_not_repeated(field: Field) -> None:
    """The worker is killed between Slack's storing the card and the row that says so."""
    died = threading.Event()

    class Dying(Slack):
        def post(self, *args: Any, **kwargs: Any) -> Posted:
            super().post(*args, **kwargs)
            died.set()
            raise SystemExit  # ends this thread as a kill would

    token = field.bot.settings.slack_bot_token.get_secret_value()
    field.bot.worker.slack_of = lambda _: Dying(token, field.workspace.api_url)
    submitted(field, MAYA, "a heading for bees")
    assert died.wait(5)
    field.eventually(lambda: [row for row in waiting(field) if row.ts])  # Slack's own word, which came in any case
    field.bot.stop()
    with field.bot.database.write() as session:
        for row in waiting(field):
            session.merge(row).lease_until = row.lease_until and datetime.now(UTC)  # it runs out
    field.bot.database.close()
    restarted(field)
    quiet(field)
    assert len(field.messages(TRIAGE)) == 1
    log(field, TOM, "a heading for bees", "Bell Plumbing")
    card(field, field.messages(TRIAGE)[0]["ts"], "2 accounts")
    assert len(field.messages(TRIAGE)) == 1


def test_a_command_heard_while_the_bot_stops_is_still_answered(field: Field) -> None:
    """Hear no more, but answer what was heard: the form that is being opened opens, and the command is acked."""
    answers: list[Json] = []
    field.control("faults", method="views.open", kind="late", seconds=0.4)
    typing = threading.Thread(target=lambda: answers.append(field.command(MAYA, "/request bees")))
    typing.start()
    field.eventually(lambda: calls(field, "views.open"))
    field.bot.stop()
    typing.join()
    restarted(field)
    assert answers[0]["ok"], answers
    assert field.submit(MAYA)["ok"]
    field.message(TRIAGE, "bees")


@pytest.mark.parametrize("what", ["refresh", "drop"])
def test_after_slack_closed_the_connection_the_bot_hears_again(field: Field, what: str) -> None:
    field.control(f"socket/{what}", now=True)
    field.eventually(lambda: field.control("state?all=1")["connections"] >= 1)
    log(field, MAYA, "a heading for bees")
