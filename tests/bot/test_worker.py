"""The outbox worker: in order, at Slack's pace, effectively once, whatever Slack answers and whoever dies."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.blocks.kit import Message, Mrk
from bot.jobs.saying import DEAD
from bot.jobs.worker import Pace, Worker
from bot.usecases import delivery, outbox
from bot.usecases.actor import Actor
from bot.usecases.entry import Entry
from storage.database import Database
from storage.models import (
    ChangeKind,
    Lane,
    MessageKind,
    MessageState,
    OutboxMessage,
    Report,
    ReportKind,
    Request,
)
from storage.queries import cards
from storage.queries import outbox as queue
from tests.bot.slack_fake import FakeSlack
from tests.factories import NOW, Factory, received
from tests.waiting import until

T1, TRIAGE, ELSEWHERE = "T1", "C1", "C2"
AT_ONCE = Pace(per_lane=0, per_update=0, settle=0, back_off=0, token_rest=0, glance=0.02)
LATER = replace(AT_ONCE, settle=3600, token_rest=3600)


@dataclass
class Desk:
    """A database, a Slack and a worker between them."""

    database: Database
    slack: FakeSlack = field(default_factory=FakeSlack)
    pace: Pace = AT_ONCE

    def __post_init__(self) -> None:
        with self.database.write() as session:
            Factory(session).workspace.triage_channel_id = TRIAGE
        self.worker = self.another_worker()

    def another_worker(self, pace: Pace | None = None) -> Worker:
        return Worker(self.database, lambda _: self.slack, lambda: NOW, pace or self.pace)

    def run(self, worker: Worker | None = None, most: int = 500) -> int:
        """Let the worker deal with everything that is due; how many steps that took."""
        for steps in range(most):
            if not (worker or self.worker).step():
                return steps
        raise AssertionError("the worker never comes to an end")

    def confirmation(self, user_id: str = "U1", said: str = "bees") -> uuid.UUID:
        """Something to say to one person."""
        with self.database.write() as session:
            make = Factory(session)
            report = make.report(said, reporter_id=user_id)
            made = make.message(MessageKind.CONFIRMATION, Lane.of(user_id), ids={"report_id": str(report.report_id)})
        return made.message_id

    def request(self, title: str = "bees") -> Request:
        """A request whose card is to be posted."""
        with self.database.write() as session:
            make = Factory(session)
            request = make.request(title, make.report(title))
            outbox.redraw_request(session, request)
        return request

    def redraw(self, request: Request, title: str = "") -> None:
        """Something changed on a card."""
        with self.database.write() as session:
            known = session.get_one(Request, (T1, request.request_id))
            known.title = title or known.title
            outbox.redraw_request(session, known)

    def note(self, request: Request, words: str = "") -> None:
        """Something happened that the thread is told."""
        with self.database.write() as session:
            known = session.get_one(Request, (T1, request.request_id))
            change = Factory(session).change(known, ChangeKind.MOVED, words=words)
            outbox.note_in_thread(session, change)

    def row(self, message_id: uuid.UUID) -> OutboxMessage:
        with self.database.read() as session:
            found = queue.find_message(session, workspace_id=T1, message_id=message_id)
            assert found is not None
            return found

    def card_row(self, request: Request) -> OutboxMessage:
        return self.row_of(f"card:{request.request_id}")

    def row_of(self, dedupe: str) -> OutboxMessage:
        with self.database.read() as session:
            found = queue.find_by_dedupe(session, workspace_id=T1, dedupe=dedupe)
            assert found is not None
            return found

    def change(self, message_id: uuid.UUID, **columns: object) -> None:
        with self.database.write() as session:
            row = queue.find_message(session, workspace_id=T1, message_id=message_id)
            for name, value in columns.items():
                setattr(row, name, value)

    def event(self, number: int = -1) -> None:
        """Slack's own word on a message that it has."""
        sent = self.slack.sent[number]
        self.tell(sent.message_id, sent.channel_id, sent.ts)

    def tell(self, message_id: str, channel_id: str, ts: str) -> None:
        with self.database.write() as session:
            delivery.confirm(
                session,
                workspace_id=T1,
                message_id=uuid.UUID(message_id),
                channel_id=channel_id,
                ts=ts,
                now=datetime.now(UTC),
            )

    def states(self) -> dict[MessageState, int]:
        with self.database.read() as session:
            return queue.counts(session)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


@pytest.fixture
def patient(database: Database) -> Desk:
    """A desk whose worker waits an hour where it has to wait at all."""
    return Desk(database, pace=LATER)


# --- order and pace ---


def test_what_is_said_in_a_lane_leaves_in_the_order_in_which_it_was_queued(desk: Desk) -> None:
    for user in ("U1", "U2"):
        for number in range(5):
            desk.confirmation(user, f"wish {number}")
    desk.run()
    for user in ("U1", "U2"):
        wishes = [one for one in desk.slack.sent if one.channel_id == user]
        assert [one.message_id for one in wishes] == sorted(one.message_id for one in wishes)
        assert len(wishes) == 5


def test_a_message_that_waits_holds_up_its_lane_and_no_other(patient: Desk) -> None:
    first, second, other = patient.confirmation("U1"), patient.confirmation("U1"), patient.confirmation("U2")
    patient.slack.is_unclear("post", is_done=False)
    patient.run()
    assert [one.message_id for one in patient.slack.sent] == [str(other)]
    assert patient.row(first).state is MessageState.UNSURE
    assert patient.row(second).state is MessageState.PENDING


def test_a_lane_rests_after_each_post_and_another_does_not(database: Database) -> None:
    desk = Desk(database, pace=replace(AT_ONCE, per_lane=3600))
    for user in ("U1", "U1", "U2", "U2"):
        desk.confirmation(user)
    assert desk.run() == 2
    assert [one.channel_id for one in desk.slack.sent] == ["U1", "U2"]


def test_redraws_asked_for_while_a_card_waits_are_one_redraw(desk: Desk) -> None:
    request = desk.request("a title")
    desk.run()
    for number in range(20):
        desk.redraw(request, f"title {number}")
    desk.run()
    assert len(desk.slack.updates) == 1
    assert "title 19" in desk.slack.texts(TRIAGE)[0]
    assert len(desk.slack.sent) == 1


def test_a_redraw_asked_for_while_the_card_is_being_drawn_is_not_lost(desk: Desk) -> None:
    request = desk.request("a title")
    desk.run()
    desk.redraw(request, "second")
    trouble = desk.slack.is_unclear("update", is_done=True)
    trouble.meanwhile = lambda: desk.redraw(request, "third")
    desk.run()
    assert "third" in desk.slack.texts(TRIAGE)[0]
    assert desk.card_row(request).state is MessageState.SENT


# --- Slack asks to wait, or refuses ---


def test_a_rate_limit_is_waited_for_and_does_not_count_as_an_attempt(desk: Desk) -> None:
    message = desk.confirmation()
    desk.slack.limits("post", 30)
    desk.run()
    row = desk.row(message)
    assert (row.state, row.attempts) == (MessageState.PENDING, 0)
    assert row.next_at is not None
    assert timedelta(seconds=25) < row.next_at - datetime.now(UTC) <= timedelta(seconds=30)


def test_after_a_rate_limit_the_whole_workspace_leaves_that_call_alone(desk: Desk) -> None:
    request = desk.request()
    desk.run()
    desk.slack.limits("post", 3600)
    first, second = desk.confirmation("U1"), desk.confirmation("U2")
    desk.redraw(request, "redrawn")
    desk.run()
    assert len(desk.slack.sent) == 1
    assert desk.row(first).state is desk.row(second).state is MessageState.PENDING
    assert "redrawn" in desk.slack.texts(TRIAGE)[0]  # a redraw is another call, with a limit of its own


@pytest.mark.parametrize("code", sorted(DEAD))
def test_a_refusal_that_trying_again_cannot_change_needs_a_person_and_says_why(desk: Desk, code: str) -> None:
    message = desk.confirmation()
    desk.slack.refuses("post", code)
    desk.run()
    row = desk.row(message)
    assert (row.state, row.error) == (MessageState.DEAD, DEAD[code])


def test_a_refusal_nobody_foresaw_is_named(desk: Desk) -> None:
    message = desk.confirmation()
    desk.slack.refuses("post", "team_is_on_holiday")
    desk.run()
    assert desk.row(message).error == "Slack refused it: team_is_on_holiday."


def test_what_died_in_a_channel_follows_in_its_order_once_the_channel_works(desk: Desk) -> None:
    for title in ("one", "two", "three"):
        desk.request(title)
        desk.slack.refuses("post", "channel_not_found")
    desk.run()
    assert desk.states() == {MessageState.DEAD: 3}
    with desk.database.write() as session:
        assert delivery.retry_lane(session, workspace_id=T1, lane=Lane.TRIAGE) == 3
    desk.run()
    assert [text.split()[1] for text in desk.slack.texts(TRIAGE)] == ["one", "two", "three"]
    assert desk.states() == {MessageState.SENT: 3}


def test_one_dead_message_is_tried_again_by_hand_and_only_while_it_is_dead(desk: Desk) -> None:
    message = desk.confirmation()
    desk.slack.refuses("post", "not_in_channel")
    desk.run()
    with desk.database.write() as session:
        row = queue.find_message(session, workspace_id=T1, message_id=message)
        assert row is not None
        assert delivery.retry_lane(session, workspace_id="T2", lane=row.lane) == 0
        assert delivery.retry_lane(session, workspace_id=T1, lane=row.lane) == 1
        assert delivery.retry_lane(session, workspace_id=T1, lane=row.lane) == 0
    desk.run()
    assert len(desk.slack.sent) == 1


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_refused_token_loses_nothing_and_is_not_tried_for_every_message(patient: Desk, code: str) -> None:
    messages = [patient.confirmation(f"U{number}") for number in range(4)]
    patient.slack.refuses("post", code)
    patient.run()
    assert patient.slack.sent == []
    assert {patient.row(one).state for one in messages} == {MessageState.PENDING}
    assert {patient.row(one).attempts for one in messages} == {0}
    for one in messages:
        patient.change(one, next_at=None)
    assert patient.run(patient.another_worker()) == 4
    assert len(patient.slack.sent) == 4


def test_a_message_that_cannot_be_drawn_dies_and_lets_the_next_one_pass(desk: Desk) -> None:
    with desk.database.write() as session:
        broken = Factory(session).message(MessageKind.CONFIRMATION, Lane.of("U1"), ids={"report_id": "no id at all"})
    desk.confirmation("U1")
    desk.run()
    assert desk.row(broken.message_id).state is MessageState.DEAD
    assert len(desk.slack.sent) == 1


# --- unclear answers ---


def test_an_unclear_post_waits_for_slacks_own_word_and_is_not_repeated(patient: Desk) -> None:
    message = patient.confirmation()
    patient.slack.is_unclear("post", is_done=True)
    patient.run()
    assert patient.row(message).state is MessageState.UNSURE
    patient.event()
    row = patient.row(message)
    assert (row.state, row.ts) == (MessageState.SENT, patient.slack.sent[0].ts)
    patient.run()
    assert len(patient.slack.sent) == 1


def test_an_unclear_post_that_nobody_saw_is_posted_again_and_marked(desk: Desk) -> None:
    message = desk.confirmation()
    desk.slack.is_unclear("post", is_done=False)
    desk.run()
    [sent] = desk.slack.sent
    assert sent.is_resent
    assert desk.row(message).state is MessageState.SENT


def test_slacks_word_may_come_before_the_answer_is_lost(patient: Desk) -> None:
    request = patient.request()
    trouble = patient.slack.is_unclear("post", is_done=True)
    trouble.meanwhile = patient.event
    patient.run()
    assert patient.card_row(request).state is MessageState.SENT
    with patient.database.read() as session:
        found = cards.find_card(session, workspace_id=T1, subject_id=request.request_id)
    assert found is not None
    assert found.ts == patient.slack.sent[0].ts


def test_slacks_word_on_a_post_that_answered_changes_nothing(desk: Desk) -> None:
    message = desk.confirmation()
    desk.run()
    before = desk.row(message)
    desk.event()
    assert desk.row(message).sent_at == before.sent_at
    assert desk.run() == 0


def test_of_two_posts_of_one_message_the_later_is_removed(desk: Desk) -> None:
    request = desk.request()
    desk.slack.is_unclear("post", is_done=True)
    desk.run()  # it waits no time here, so it is posted a second time
    assert len(desk.slack.sent) == 2
    first = desk.slack.sent[0].ts
    desk.event(1)
    desk.event(0)
    desk.run()
    assert [one.ts for one in desk.slack.sent] == [first]
    desk.redraw(request, "redrawn")
    desk.run()
    assert "redrawn" in desk.slack.texts(TRIAGE)[0]


def test_slacks_word_on_the_first_post_may_come_while_the_second_is_under_way(desk: Desk) -> None:
    request = desk.request()
    desk.slack.is_unclear("post", is_done=True)
    desk.worker.step()
    second = desk.slack.is_unclear("post", is_done=True)
    second.meanwhile = lambda: desk.event(0)
    desk.run()
    desk.event(-1)
    desk.run()
    assert len(desk.slack.sent) == 1
    desk.redraw(request, "redrawn")
    desk.run()
    assert desk.slack.texts(TRIAGE) == ["Request: redrawn · New"]


def test_both_words_may_come_while_the_second_post_is_under_way(desk: Desk) -> None:
    desk.request()
    desk.slack.is_unclear("post", is_done=True)
    desk.worker.step()

    def both() -> None:
        desk.event(0)
        desk.event(1)

    second = desk.slack.is_unclear("post", is_done=True)
    second.meanwhile = both
    desk.run()
    assert len(desk.slack.sent) == 1


def test_slacks_word_may_come_while_slack_asks_to_wait(desk: Desk) -> None:
    message = desk.confirmation()
    desk.slack.is_unclear("post", is_done=True)
    desk.worker.step()
    desk.slack.limits("post", 3600)
    desk.run()
    desk.event()
    assert desk.row(message).state is MessageState.SENT
    assert desk.run() == 0


def test_a_card_that_changed_while_its_post_was_unclear_is_drawn_once_more(patient: Desk) -> None:
    request = patient.request("old title")
    patient.slack.is_unclear("post", is_done=True)
    patient.run()
    patient.redraw(request, "new title")
    patient.event()
    patient.run()
    assert patient.slack.texts(TRIAGE) == ["Request: new title · New"]
    assert patient.card_row(request).state is MessageState.SENT


def test_an_unclear_redraw_is_simply_repeated(desk: Desk) -> None:
    request = desk.request()
    desk.run()
    desk.redraw(request, "redrawn")
    desk.slack.is_unclear("update", is_done=True)
    desk.slack.is_unclear("update", is_done=False)
    desk.run()
    assert len(desk.slack.sent) == 1
    assert "redrawn" in desk.slack.texts(TRIAGE)[0]


def test_after_six_days_without_a_clear_answer_a_person_is_asked(desk: Desk) -> None:
    message = desk.confirmation()
    desk.change(message, first_try_at=datetime.now(UTC) - timedelta(days=6, minutes=1))
    desk.slack.is_unclear("post", is_done=False)
    desk.run()
    row = desk.row(message)
    assert row.state is MessageState.DEAD
    assert row.error == "Slack gave no clear answer for 6 days (HTTP 500)."


def test_however_often_it_was_tried_the_next_pause_is_never_above_five_minutes(database: Database) -> None:
    desk = Desk(database, pace=replace(AT_ONCE, back_off=1))
    request = desk.request()
    desk.run()
    desk.redraw(request)
    desk.change(desk.card_row(request).message_id, attempts=5000)
    desk.slack.is_unclear("update", is_done=False)
    desk.run()
    row = desk.card_row(request)
    assert row.attempts == 5001
    assert row.next_at is not None
    assert row.next_at - datetime.now(UTC) <= timedelta(seconds=300)


# --- cards that vanish or move ---


def test_a_card_that_somebody_deleted_is_posted_anew(desk: Desk) -> None:
    request = desk.request()
    desk.run()
    desk.slack.forgets(desk.slack.sent[0].ts)
    desk.redraw(request, "redrawn")
    desk.note(request)
    desk.run()
    [card, note] = desk.slack.sent
    assert card.text == "Request: redrawn · New"
    assert note.thread_ts == card.ts


def test_a_card_posted_anew_with_an_unclear_answer_stands_there_once(patient: Desk) -> None:
    request = patient.request()
    patient.run()
    patient.slack.forgets(patient.slack.sent[0].ts)
    patient.slack.is_unclear("post", is_done=True)
    patient.redraw(request, "redrawn")
    patient.run()
    patient.event()
    patient.run()
    assert patient.slack.texts(TRIAGE) == ["Request: redrawn · New"]
    patient.redraw(request, "and again")
    patient.run()
    assert patient.slack.texts(TRIAGE) == ["Request: and again · New"]


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "not_in_channel"])
def test_a_card_in_a_channel_that_is_gone_is_posted_in_the_new_one(desk: Desk, code: str) -> None:
    request = desk.request()
    desk.run()
    with desk.database.write() as session:
        Factory(session).workspace.triage_channel_id = ELSEWHERE
    desk.redraw(request, "moved")
    desk.slack.refuses("update", code)
    desk.run()
    assert desk.slack.texts(ELSEWHERE) == ["Request: moved · New"]


def test_a_card_in_a_channel_that_still_works_stays_where_it_is(desk: Desk) -> None:
    request = desk.request()
    desk.run()
    with desk.database.write() as session:
        Factory(session).workspace.triage_channel_id = ELSEWHERE
    desk.redraw(request, "redrawn")
    desk.run()
    assert desk.slack.texts(TRIAGE) == ["Request: redrawn · New"]
    assert desk.slack.texts(ELSEWHERE) == []


def test_a_double_that_somebody_removed_already_is_fine(desk: Desk) -> None:
    desk.request()
    desk.slack.is_unclear("post", is_done=True)
    desk.run()
    desk.event(0)
    desk.slack.forgets(desk.slack.sent[1].ts)
    desk.run()
    assert desk.states() == {MessageState.SENT: 2}
    assert len(desk.slack.sent) == 1


# --- before setup, and threads ---


def test_before_setup_everything_is_held_and_then_follows_in_order(desk: Desk) -> None:
    with desk.database.write() as session:
        Factory(session).workspace.triage_channel_id = None
    requests = [desk.request(title) for title in ("one", "two", "three")]
    desk.note(requests[0])
    desk.run()
    assert desk.slack.sent == []
    assert desk.states() == {MessageState.HELD: 4}
    with desk.database.write() as session:
        Factory(session).workspace.triage_channel_id = TRIAGE
        delivery.release(session, workspace_id=T1, lane=Lane.TRIAGE)
    desk.run()
    assert [text.split()[1] for text in desk.slack.texts(TRIAGE)][:3] == ["one", "two", "three"]
    assert desk.slack.sent[3].thread_ts == desk.slack.sent[0].ts


def test_a_card_that_died_holds_its_thread_back_until_it_is_there(desk: Desk) -> None:
    request = desk.request()
    desk.note(request)
    desk.slack.refuses("post", "not_in_channel")
    desk.run()
    assert desk.slack.sent == []
    with desk.database.write() as session:
        delivery.retry_lane(session, workspace_id=T1, lane=Lane.TRIAGE)
    desk.run()
    [card, note] = desk.slack.sent
    assert note.thread_ts == card.ts


def test_what_was_withdrawn_before_it_was_confirmed_is_not_said(desk: Desk) -> None:
    message = desk.confirmation()
    with desk.database.write() as session:
        report_id = uuid.UUID(desk.row(message).ids["report_id"])
        session.get_one(Report, (T1, report_id)).withdrawn_at = NOW
    desk.run()
    assert desk.slack.sent == []
    assert desk.row(message).state is MessageState.SENT


# --- workers that die, freeze or share ---


def leave_behind(desk: Desk, *, posted: bool) -> None:
    """A worker takes the next message, perhaps posts it, and is never heard of again; its lease runs out."""
    with desk.database.write() as session:
        lease = queue.take(session, now=datetime.now(UTC), lease=timedelta(0))
        assert lease is not None
        row = lease.message
    if posted:
        desk.slack.post(TRIAGE, Message(Mrk("posted by the one that died")), message_id=str(row.message_id))


def test_what_a_dead_worker_may_have_posted_waits_for_slacks_word(patient: Desk) -> None:
    message = patient.confirmation()
    leave_behind(patient, posted=True)
    patient.run()
    assert patient.row(message).state is MessageState.UNSURE
    patient.event()
    patient.run()
    assert len(patient.slack.sent) == 1
    assert patient.row(message).state is MessageState.SENT


def test_slacks_word_may_come_before_the_message_is_taken_up_again(patient: Desk) -> None:
    message = patient.confirmation()
    leave_behind(patient, posted=True)
    patient.event()
    patient.run()
    assert len(patient.slack.sent) == 1
    assert patient.row(message).state is MessageState.SENT


def test_a_card_that_a_dead_worker_posted_is_known_and_drawn_once_more(patient: Desk) -> None:
    request = patient.request("bees")
    leave_behind(patient, posted=True)
    patient.event()
    patient.run()
    assert patient.slack.texts(TRIAGE) == ["Request: bees · New"]
    assert patient.card_row(request).state is MessageState.SENT


def test_what_a_dead_worker_did_not_post_is_posted(desk: Desk) -> None:
    message = desk.confirmation()
    leave_behind(desk, posted=False)
    desk.run()
    [sent] = desk.slack.sent
    assert sent.is_resent
    assert desk.row(message).state is MessageState.SENT


def test_a_worker_that_was_frozen_past_its_lease_says_nothing(desk: Desk) -> None:
    desk.confirmation()
    frozen = desk.another_worker(replace(AT_ONCE, lease=timedelta(0)))
    frozen.step()
    assert desk.slack.sent == []


def test_a_worker_that_was_frozen_leaves_the_message_to_the_one_that_has_it_now(desk: Desk) -> None:
    message = desk.confirmation()
    trouble = desk.slack.is_unclear("post", is_done=False)
    until_then = datetime.now(UTC) + timedelta(hours=1)
    trouble.meanwhile = lambda: desk.change(message, lease_until=until_then)
    desk.worker.step()
    assert desk.row(message).lease_until == until_then
    assert desk.run(desk.another_worker()) == 0


def test_a_taken_message_is_nobody_elses_until_its_lease_runs_out(desk: Desk) -> None:
    message = desk.confirmation()
    with desk.database.write() as session:
        assert queue.take(session, now=datetime.now(UTC), lease=timedelta(hours=1)) is not None
    assert desk.run(desk.another_worker()) == 0
    desk.change(message, lease_until=datetime.now(UTC) - timedelta(seconds=1))
    desk.run(desk.another_worker())
    assert len(desk.slack.sent) == 1


def test_a_new_worker_goes_on_where_the_old_one_stopped(desk: Desk) -> None:
    messages = [desk.confirmation("U1", str(number)) for number in range(6)]
    for _ in range(3):
        desk.worker.step()
    desk.worker.stop()
    desk.run(desk.another_worker())
    assert [one.message_id for one in desk.slack.sent] == [str(one) for one in messages]


def test_two_workers_on_one_database_say_everything_once_and_in_order(desk: Desk, database_file: Path) -> None:
    expected = {user: [str(desk.confirmation(user)) for _ in range(8)] for user in ("U1", "U2", "U3")}
    other_database = Database(f"sqlite:///{database_file}")
    workers = [desk.worker, Worker(other_database, lambda _: desk.slack, lambda: NOW, AT_ONCE)]
    for worker in workers:
        worker.start()
    until(lambda: desk.states() == {MessageState.SENT: 24})
    for worker in workers:
        worker.stop()
    other_database.close()
    for user, messages in expected.items():
        assert [one.message_id for one in desk.slack.sent if one.channel_id == user] == messages


def test_a_worker_outlives_a_database_that_fails_for_a_moment(desk: Desk) -> None:
    worker = desk.another_worker()
    real, worker.database = worker.database, Database("sqlite:////nowhere/at/all.db")
    worker.start(threads=1)
    worker.database.close()
    worker.database = real
    desk.confirmation()
    worker.wake()
    until(lambda: len(desk.slack.sent) == 1)
    worker.stop()


def test_the_same_message_queued_twice_is_said_once(desk: Desk) -> None:
    with desk.database.write() as session:
        report = Factory(session).report()
        for _ in range(2):
            outbox.queue(
                session,
                workspace_id=T1,
                kind=MessageKind.CONFIRMATION,
                lane=Lane.of("U1"),
                ids={"report_id": str(report.report_id)},
                dedupe="confirmation:1",
            )
    desk.run()
    assert len(desk.slack.sent) == 1


# --- work of ours, which nobody had to wait for ---


def sent(desk: Desk, user_id: str, said: str = "bees") -> uuid.UUID:
    """A form that was sent and is on disk; the id of the report."""
    return received(desk.database, Actor(T1, user_id), Entry(ReportKind.REQUEST, said), now=NOW)


def test_a_form_that_was_received_gets_its_card_and_its_confirmation(desk: Desk) -> None:
    sent(desk, "U1")
    desk.run()
    assert [one.channel_id for one in desk.slack.sent] == [TRIAGE, "U1"]


def test_what_a_worker_left_half_done_is_done_once(desk: Desk) -> None:
    sent(desk, "U1")
    with desk.database.write() as session:
        assert queue.take(session, now=datetime.now(UTC), lease=timedelta(0)) is not None
    desk.run()
    assert len(desk.slack.texts(TRIAGE)) == 1
    assert MessageState.DEAD not in desk.states()


def test_a_form_that_cannot_be_settled_rests_for_a_person_and_holds_nobody_up(desk: Desk) -> None:
    broken = sent(desk, "U1")
    job = desk.row_of(f"settle:{broken}")
    desk.change(job.message_id, ids={"report_id": str(broken)})  # a fault of ours: half of it is missing
    sent(desk, "U2", "drones")
    desk.run()
    assert desk.slack.texts(TRIAGE) == ["Request: drones · New"]
    row = desk.row_of(f"settle:{broken}")
    assert row.state is MessageState.DEAD
    assert "It is kept" in row.error


def test_two_forms_of_one_person_are_settled_in_their_order(desk: Desk) -> None:
    for said in ("one", "two", "three"):
        sent(desk, "U1", said)
    desk.run()
    assert [text.split()[1] for text in desk.slack.texts(TRIAGE)] == ["one", "two", "three"]
