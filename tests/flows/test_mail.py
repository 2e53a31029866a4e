"""The digest by e-mail, from the admin's list to the reader's one click."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.usecases import mail
from playground import Workspace
from storage.models import MailReader, MessageState
from storage.queries import mail as readers
from storage.queries import outbox
from tests.bot.smtp_fake import PostOffice, open_office
from tests.flows.conftest import ANA, DIGEST, MAYA, PRIYA, TEAM, Field, _running, free_address, set_up
from tests.flows.steps import errors, value_of, whisper, words_of
from tests.flows.test_home import open_home, press

ANN, BOB = "ann@example.com", "bob@example.com"


@dataclass
class Mailing:
    """A bot that sends letters, and the mail server that takes them."""

    field: Field
    office: PostOffice
    address: str

    def save(self, **values: Any) -> dict[str, Any]:
        """Ana opens the form and saves it."""
        self.field.command(ANA, "/field mail")
        answer: dict[str, Any] = self.field.control("submit", user=ANA, values=values)
        return answer

    def week_ends(self) -> EmailMessage:
        """The week's digest is due; the newest letter, as soon as it is there."""
        before = len(self.office.taken)
        self.field.clock.offset += timedelta(days=8)
        self.field.bot.rounds.look()
        self.field.eventually(lambda: len(self.office.taken) > before)
        return self.office.letters[-1]

    def readers(self) -> dict[str, MailReader]:
        with self.field.session() as session:
            return {one.address: one for one in readers.readers(session, workspace_id=TEAM["id"])}

    def open(self, url: str, data: bytes | None = None) -> tuple[str, dict[str, str]]:
        """A page, or what is answered to a POST, with its headers."""
        request = urllib.request.Request(url, data=data)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.read().decode(), dict(answer.headers)


@pytest.fixture
def mailing(workspace: Workspace, database_file: Path) -> Iterator[Mailing]:
    with open_office() as office:
        bind = free_address()
        public_url = f"http://{bind}"
        more = {"smtp_url": office.url, "smtp_from": "Field digest <digest@acme.example>", "public_url": public_url}
        for field in _running(workspace, database_file, prepare=set_up, http=bind, **more):
            yield Mailing(field, office, public_url)


def link(letter: EmailMessage) -> str:
    return str(letter["List-Unsubscribe"]).strip("<>")


def test_from_the_admins_list_to_the_letter_and_one_click_to_stop_it(mailing: Mailing) -> None:
    assert mailing.save(mail_add=f"Ann Lee <{ANN}>")["ok"]
    assert "1 address added" in str(mailing.field.views(ANA)[-1])
    letter = mailing.week_ends()
    assert letter["To"] == ANN
    assert letter["Subject"].startswith("Field digest · week ")
    assert mailing.field.message(DIGEST, "Week")
    assert link(letter).startswith(f"{mailing.address}/mail/{TEAM['id']}/")
    mailing.open(link(letter), b"List-Unsubscribe=One-Click")
    assert mailing.readers()[ANN].stopped_at is not None
    assert mailing.save(mail_add=BOB)["ok"]
    assert mailing.week_ends()["To"] == BOB
    assert mailing.office.readers == [ANN, BOB]


def test_opening_the_link_stops_nothing_and_shows_a_button(mailing: Mailing) -> None:
    assert mailing.save(mail_add=ANN)["ok"]
    url = link(mailing.week_ends())
    page, headers = mailing.open(url)
    assert '<form method="post">' in page
    assert "Stop the letters" in page
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert mailing.readers()[ANN].stopped_at is None
    for _ in range(2):
        page, _ = mailing.open(url, b"")
        assert "The letters are stopped" in page
    assert mailing.readers()[ANN].stopped_at is not None


@pytest.mark.parametrize("token", ["x" * 43, "%2e%2e", "x" * 500, "a'b", "%00"])
def test_a_link_of_nobody_is_answered_like_any_other(mailing: Mailing, token: str) -> None:
    assert mailing.save(mail_add=ANN)["ok"]
    own = f"{mailing.address}/mail/{TEAM['id']}/{mailing.readers()[ANN].token}/stop"
    asked = mailing.open(own)[0]
    for workspace_id in (TEAM["id"], "T9NOBODY"):
        strange = f"{mailing.address}/mail/{workspace_id}/{token}/stop"
        assert mailing.open(strange)[0] == asked
        answered = mailing.open(strange, b"")[0]
    assert answered == mailing.open(own, b"")[0]
    assert ANN not in asked + answered


def test_a_stopped_reader_is_shown_and_written_to_again_only_when_chosen(mailing: Mailing) -> None:
    assert mailing.save(mail_add=ANN)["ok"]
    reader = mailing.readers()[ANN]
    with mailing.field.bot.database.write() as session:
        mail.stop(session, TEAM["id"], reader.token, now=mailing.field.clock())
    refused = mailing.save(mail_add=f"\n{ANN}")
    assert errors(refused)["mail_add"].startswith(f"Line 2: {ANN} stopped the letters.")
    view = mailing.field.views(ANA)[-1]
    [shown] = [one for one in view["blocks"] if one.get("block_id") == "mail_again:1"]
    assert [one["text"]["text"] for one in shown["element"]["options"]] == [ANN]
    again = mailing.field.control("submit", user=ANA, values={"mail_again:1": [str(reader.reader_id)], "mail_add": ""})
    assert again["ok"]
    assert mailing.readers()[ANN].stopped_at is None


def test_wrong_addresses_are_named_with_their_line_and_what_was_typed_stays(mailing: Mailing) -> None:
    answer = mailing.save(mail_add=f"{ANN}\nnonsense")
    assert errors(answer) == {"mail_add": "Line 2: “nonsense” is not an e-mail address."}
    assert mailing.readers() == {}
    assert value_of(mailing.field.views(ANA)[-1], "mail_add") in (None, "", f"{ANN}\nnonsense")


def test_only_admins_open_the_form_and_everybody_else_is_told_so(field: Field) -> None:
    for user in (MAYA, PRIYA):
        field.command(user, "/field mail")
        assert "Only an admin can see and change" in words_of(whisper(field, user, "Only an admin"))
        assert field.views(user) == []


def test_where_e_mail_is_off_the_form_says_how_to_switch_it_on(field: Field) -> None:
    field.command(ANA, "/field mail")
    assert "E-mail is off, so nothing is sent" in str(field.views(ANA)[-1]["blocks"][0])


def test_a_mail_server_that_is_away_keeps_no_message_of_slack_waiting(mailing: Mailing) -> None:
    assert mailing.save(mail_add=ANN)["ok"]
    mailing.office.hangs_at = {"CONNECT"}
    mailing.field.clock.offset += timedelta(days=8)
    mailing.field.bot.rounds.look()
    assert mailing.field.message(DIGEST, "Week")
    mailing.office.closes.set()


def test_a_letter_that_was_refused_is_shown_to_admins_with_what_to_do(mailing: Mailing) -> None:
    assert mailing.save(mail_add=ANN)["ok"]
    mailing.office.answers = {"RCPT": "550 no such user"}
    mailing.field.clock.offset += timedelta(days=8)
    mailing.field.bot.rounds.look()

    def dead() -> bool:
        with mailing.field.session() as session:
            return bool(outbox.in_state(session, workspace_id=TEAM["id"], state=MessageState.DEAD))

    mailing.field.eventually(dead)
    home = words_of(open_home(mailing.field, ANA))
    assert "1 letter did not go out" in home
    assert f"does not take letters for {ANN} (550 no such user)" in home
    mailing.office.answers = {}
    press(mailing.field, ANA, "retry_message")
    mailing.field.eventually(lambda: mailing.office.readers == [ANN])
