"""Letters go out effectively once, whatever the mail server does, and Slack never waits for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.jobs.postman import Postman
from bot.jobs.worker import Pace, Worker
from bot.mail import Post
from bot.smtp import MailServer, Sender
from bot.usecases import delivery, digest, mail, stuck
from bot.usecases.actor import Actor
from storage.database import Database
from storage.models import AuditEntry, Lane, MailReader, MessageState, OutboxMessage, Role
from storage.queries import outbox
from tests.bot.slack_fake import FakeSlack
from tests.bot.smtp_fake import PostOffice, open_office
from tests.bot.test_mail_readers import add, reader
from tests.bot.test_worker import AT_ONCE
from tests.digests.market import DUE, MONDAY
from tests.factories import Factory
from tests.waiting import until

PACE = replace(AT_ONCE, letter_glance=0.02, letter_back_off=0)
ANN, BOB = "ann@example.com", "bob@example.com"
FROM = Sender("Field digest", "digest@acme.example")


@dataclass
class House:
    """A workspace whose digest was just claimed, a mail server, and the postman between them."""

    database: Database
    office: PostOffice
    slack: FakeSlack = field(default_factory=FakeSlack)

    def __post_init__(self) -> None:
        with self.database.write() as session:
            make = Factory(session)
            make.workspace.set_up_at, make.workspace.digest_channel_id = MONDAY, "C1"
            make.person("UADMIN")
            make.grant(Role.ADMIN, "UADMIN")
        self.postman = self.another_postman()

    def another_postman(self, pace: Pace = PACE, *, is_on: bool = True) -> Postman:
        post = Post(MailServer.parse(self.office.url), FROM, "https://acme.example")
        return Postman(self.database, post if is_on else None, lambda: DUE, pace)

    def claim(self, *addresses: str) -> None:
        """The week's digest, which these people get."""
        with self.database.write() as session:
            add(session, "\n".join(addresses))
            assert digest.claim_due(session, Factory(session).workspace, DUE)

    def run(self, postman: Postman | None = None, most: int = 50) -> int:
        """Let the postman deal with everything that is due; how many steps that took."""
        for steps in range(most):
            if not (postman or self.postman).step():
                return steps
        raise AssertionError("the postman never comes to an end")

    def row(self, address: str = ANN) -> OutboxMessage:
        """The letter to an address."""
        with self.database.read() as session:
            lane = Lane.mail(reader(session, address).reader_id)
            return session.scalars(select(OutboxMessage).where(OutboxMessage.lane == lane)).one()

    def change(self, address: str = ANN, **columns: object) -> None:
        row = self.row(address)
        with self.database.write() as session:
            found = outbox.find_message(session, workspace_id="T1", message_id=row.message_id)
            for name, value in columns.items():
                setattr(found, name, value)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


@pytest.fixture
def house(database: Database, office: PostOffice) -> House:
    return House(database, office)


def test_every_reader_gets_the_digest_in_a_letter_of_their_own_once(house: House, office: PostOffice) -> None:
    house.claim(ANN, BOB)
    assert house.run() == 2
    assert house.run() == 0
    assert sorted(office.readers) == [ANN, BOB]
    assert [one["To"] for one in office.letters] == office.readers
    links = {one["List-Unsubscribe"] for one in office.letters}
    assert len(links) == 2
    assert house.row().state is MessageState.SENT
    assert house.row().sent_at is not None


def test_slacks_worker_says_no_letter_and_the_postman_says_nothing_else(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    worker = Worker(house.database, lambda _: house.slack, lambda: DUE, AT_ONCE)
    while worker.step():
        pass
    assert house.slack.texts("C1")
    assert house.row().state is MessageState.PENDING
    assert office.taken == []
    said = len(house.slack.sent)
    house.run()
    assert (office.readers, len(house.slack.sent)) == ([ANN], said)


def test_a_no_for_now_is_tried_again_until_it_is_a_yes(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    office.answers = {"RCPT": "451 come back"}
    assert house.postman.step()
    assert (house.row().state, house.row().attempts) == (MessageState.PENDING, 1)
    office.answers = {}
    house.run()
    assert office.readers == [ANN]
    assert house.row().error == ""


def test_an_address_that_the_server_refuses_is_dead_and_holds_up_nobody(house: House, office: PostOffice) -> None:
    house.claim(ANN, BOB)
    office.answers = {"RCPT": "550 nobody here"}
    house.postman.step()
    office.answers = {}
    house.run()
    [dead] = [one for one in (ANN, BOB) if house.row(one).state is MessageState.DEAD]
    assert house.row(dead).error == f"The mail server does not take letters for {dead} (550 nobody here)."
    assert len(office.readers) == 1


def test_a_server_that_is_down_is_left_alone_for_a_while(house: House, office: PostOffice) -> None:
    house.claim(ANN, BOB)
    patient = house.another_postman(replace(PACE, letter_back_off=3600))
    office.breaks_at = {"CONNECT"}
    assert house.run(patient) == 1
    office.breaks_at = set()
    assert house.run(patient) == 0
    assert [house.row(one).state for one in (ANN, BOB)] == [MessageState.PENDING] * 2
    assert [house.row(one).attempts for one in (ANN, BOB)] == [0, 0]
    house.run(house.another_postman())
    assert sorted(office.readers) == [ANN, BOB]


def test_a_letter_is_given_up_after_days_with_the_last_answer(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    office.answers = {"RCPT": "451 come back"}
    house.postman.step()
    house.change(first_try_at=datetime.now(UTC) - timedelta(days=4))
    house.run()
    assert house.row().state is MessageState.DEAD
    assert house.row().error.startswith("Given up after 3 days. The mail server does not take letters for")


def test_a_letter_that_may_have_arrived_is_sent_again_only_by_a_person(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    office.breaks_at = {"."}
    house.run()
    office.breaks_at = set()
    assert house.run() == 0
    assert house.row().state is MessageState.DEAD
    assert house.row().error == (
        "The letter to ann@example.com may have arrived: the mail server broke off. Retry sends it again."
    )
    with house.database.write() as session:
        delivery.retry_lane(session, workspace_id="T1", lane=house.row().lane)
    house.run()
    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert house.row().state is MessageState.SENT


def test_a_letter_that_a_dead_process_had_in_its_hands_is_not_sent_again(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    house.change(lease_until=datetime.now(UTC) - timedelta(seconds=1))
    house.run()
    assert office.taken == []
    assert "may have arrived" in house.row().error


def test_a_letter_is_not_sent_to_somebody_who_stopped_or_was_taken_off_meanwhile(
    house: House, office: PostOffice
) -> None:
    house.claim(ANN, BOB)
    with house.database.write() as session:
        mail.stop(session, "T1", reader(session, ANN).token, now=DUE)
        add(session, "", remove=frozenset({reader(session, BOB).reader_id}))
    house.run()
    assert office.taken == []
    assert (house.row().state, house.row().error) == (MessageState.SENT, "not on the list any more")


def test_nothing_of_an_address_is_left_where_it_is_taken_off_or_its_letter_let_go(
    house: House, office: PostOffice
) -> None:
    house.claim(ANN, BOB)
    office.answers = {"RCPT": "550 nobody"}
    house.run()
    with house.database.write() as session:
        stuck.let_go(session, Actor("T1", "UADMIN"), house.row(ANN).message_id, now=DUE)
        add(session, "", remove=frozenset(reader(session, one).reader_id for one in (ANN, BOB)))
    with house.database.read() as session:
        kept = [
            str({column.key: getattr(row, column.key) for column in table.__table__.columns})
            for table in (OutboxMessage, AuditEntry, MailReader)
            for row in session.scalars(select(table))
        ]
    assert [one for one in kept if "@" in one] == []
    assert sum("messages_let_go" in one for one in kept) == 1


def test_what_is_queued_while_e_mail_is_off_is_never_sent_later(house: House, office: PostOffice) -> None:
    house.claim(ANN)
    house.run(house.another_postman(is_on=False))
    house.run()
    assert office.taken == []
    assert house.row().error == "E-mail is off (SMTP_URL is not set)."


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    house: House, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    house.claim(ANN, BOB)
    with house.database.write() as session:
        # An older release may have taken what today's does not.
        reader(session, ANN).address = "ann\nBcc: eve@example.com"
        lane = Lane.mail(reader(session, "ann\nBcc: eve@example.com").reader_id)
    house.run()
    assert office.readers == [BOB]
    assert "cannot write a letter" in caplog.text
    with house.database.read() as session:
        row = session.scalars(select(OutboxMessage).where(OutboxMessage.lane == lane)).one()
    assert (row.state, row.error) == (
        MessageState.DEAD,
        "Groundswell could not write this letter. The fault is logged.",
    )


def test_a_letter_of_a_digest_that_is_gone_is_dead_and_holds_up_nobody(house: House, office: PostOffice) -> None:
    house.claim(ANN, BOB)
    house.change(ids={**house.row().ids, "period": "2020-W01"})
    house.run()
    assert (house.row().state, office.readers) == (MessageState.DEAD, [BOB])


def test_logs_name_no_address(house: House, office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    house.claim(ANN, BOB)
    office.answers = {"RCPT": "550 ann@example.com is nobody"}
    house.run()
    assert "letter: refused" in caplog.text
    assert "@example.com" not in caplog.text


def test_the_postman_works_by_itself_and_ends_when_told(house: House, office: PostOffice) -> None:
    house.postman.start()
    try:
        house.claim(ANN)
        until(lambda: house.row().state is MessageState.SENT)
    finally:
        house.postman.stop()
    assert office.readers == [ANN]
