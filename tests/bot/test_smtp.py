"""Handing a letter to a mail server: how addresses must look, and every way in which it can end."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import doctor, smtp
from bot.settings import Settings
from bot.smtp import Down, Later, MailServer, Refused, Sender, Sent, Unclear
from tests.bot.smtp_fake import PostOffice, open_office

FROM = Sender("Field digest", "digest@acme.example")
LETTER = b"Subject: hello\r\n\r\n.a line that starts with a dot\r\nbye\r\n"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


def send(office: PostOffice, **server: object) -> smtp.Ending:
    return smtp.send(
        replace(MailServer.parse(office.url), **server),  # type: ignore[arg-type]  # fields of a server
        LETTER,
        sender=FROM,
        to="ann@example.com",
    )


def test_a_letter_arrives_as_it_was_written(office: PostOffice) -> None:
    assert send(office) == Sent()
    assert office.taken == [("ann@example.com", LETTER)]
    assert office.heard[0] == "ehlo acme.example"


def test_the_name_and_password_are_given_where_there_are_any(office: PostOffice) -> None:
    office.offers = ("AUTH PLAIN",)
    assert send(office, user="u", password="p") == Sent()
    assert "AUTH PLAIN AHUAcA==" in office.heard


@pytest.mark.parametrize("command", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_that_breaks_before_the_letter_was_whole_took_nothing(office: PostOffice, command: str) -> None:
    office.breaks_at = {command, "HELO"}
    ending = send(office)
    assert isinstance(ending, Down)
    assert "cannot be reached" in ending.why
    assert office.taken == []


def test_a_connection_that_breaks_after_the_letter_was_whole_is_unclear(office: PostOffice) -> None:
    office.breaks_at = {"."}
    assert isinstance(send(office), Unclear)


def test_no_answer_to_a_whole_letter_is_unclear_too(office: PostOffice) -> None:
    office.hangs_at = {"."}
    assert isinstance(send(office, last_word=0.05), Unclear)


def test_no_answer_before_the_letter_was_whole_took_nothing(office: PostOffice) -> None:
    office.hangs_at = {"RCPT"}
    assert isinstance(send(office, patience=0.5), Down)
    assert office.taken == []


@pytest.mark.parametrize("command", ["RCPT", "DATA", "."])
def test_a_no_for_now_is_tried_again_and_a_final_no_is_told(office: PostOffice, command: str) -> None:
    office.answers = {command: "451 4.7.1 greylisted, come back"}
    later = send(office)
    assert isinstance(later, Later)
    assert later.why.endswith("ann@example.com (451 4.7.1 greylisted, come back).")
    office.answers = {command: "550 5.1.1 nobody\r\n"}
    refused = send(office)
    assert isinstance(refused, Refused)
    assert "(550 5.1.1 nobody)" in refused.why
    assert office.taken == []


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"MAIL": "550 not yours"}, "takes no letters from digest@acme.example (550 not yours). See SMTP_FROM."),
        ({"AUTH": "535 no"}, "refuses the user name or the password in SMTP_URL (535 no)."),
        ({"CONNECT": "421 busy"}, "refuses us (421 busy)."),
    ],
)
def test_a_server_that_refuses_us_is_down_for_everybody(
    office: PostOffice, answers: dict[str, str], sentence: str
) -> None:
    office.offers, office.answers = ("AUTH PLAIN LOGIN",), answers
    ending = send(office, user="u", password="p")
    assert isinstance(ending, Down)
    assert ending.why.endswith(sentence)


def test_a_server_elsewhere_without_encryption_hears_neither_password_nor_letter(office: PostOffice) -> None:
    office.offers = ("AUTH PLAIN",)
    ending = send(office, is_near=False, user="u", password="p")
    assert isinstance(ending, Down)
    assert "offers no encryption (STARTTLS)" in ending.why
    assert [words.split()[0] for words in office.heard] == ["ehlo", "quit"]


def test_a_server_that_cannot_speak_tls_is_said_so(office: PostOffice) -> None:
    ending = send(office, is_tls=True)
    assert isinstance(ending, Down)
    assert "cannot be made safe" in ending.why


def test_the_answer_of_a_server_is_told_on_one_short_line(office: PostOffice) -> None:
    office.answers = {"RCPT": f"550-{'x' * 300}\r\n550 and\x07 more"}
    ending = send(office)
    assert isinstance(ending, Refused)
    assert len(ending.why) < 320
    assert ending.why.isprintable()


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password"),
    [
        ("smtp://mail.example", "mail.example", 587, "", ""),
        ("smtps://me%40x.org:p%40%3A%2F@mail.example/", "mail.example", 465, "me@x.org", "p@:/"),
        ("smtp://[::1]:25", "::1", 25, "", ""),
    ],
)
def test_the_address_of_a_server_is_read(url: str, host: str, port: int, user: str, password: str) -> None:
    server = MailServer.parse(url)
    assert (server.host, server.port, server.user, server.password) == (host, port, user, password)
    assert server.is_tls is url.startswith("smtps")
    assert not password or password not in repr(server)


def test_only_this_machine_is_near() -> None:
    near = [MailServer.parse(f"smtp://{host}").is_near for host in ("127.0.0.1", "127.0.0.2", "localhost", "[::1]")]
    far = [MailServer.parse(f"smtp://{host}").is_near for host in ("mail.example", "localhost.example", "[::2]")]
    assert near == [True] * 4
    assert far == [False] * 3


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "\n",
        "smtp://u@mail.example",
        "smtp://u:se#cret@mail.example",
        "smtp://u:secret@mail.example:port",
        "smtp://u:secret@mail.example:99999",
        "smtp://u:secret@mail.example/path",
        "smtp://u:secret@mail.example?x",
        "smtp://u:secret%0d%0a@mail.example",
        "smtp://u:secret@[mail.example",
    ],
)
def test_a_wrong_address_of_a_server_is_refused_without_repeating_the_secret(url: str) -> None:
    with pytest.raises(ValueError, match="write it as smtp://") as raised:
        MailServer.parse(url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ann@example.com", "ann@example.com"),
        (" Ann.O'Neil+digest@Example.COM ", "Ann.O'Neil+digest@example.com"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert smtp.address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "ann", "ann@", "@example.com", "ann@example", "ann@example..com", "ann@-x.com", "a b@example.com"),
        *("ann@example.com\r\nBcc: eve@example.com", "ann\x00@example.com", ".ann@example.com", "ann@1.2.3.4"),
        *("x" * 65 + "@example.com", "a@" + "b" * 64 + ".com", "a@" + ".".join(["bbbbbbbb"] * 30) + ".com"),
        *("änn@example.com", '"a b"@example.com', "ann@exam_ple.com", "ann@example.com>", "ann@@example.com"),
    ],
)
def test_what_is_no_address_is_refused_on_one_line(typed: str) -> None:
    with pytest.raises(ValueError, match=r"address|letters") as raised:
        smtp.address(typed)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("digest@acme.example", Sender("", "digest@acme.example")),
        ("Fieldnotes Zürich <digest@acme.example>", Sender("Fieldnotes Zürich", "digest@acme.example")),
    ],
)
def test_whom_letters_come_from_is_read(text: str, sender: Sender) -> None:
    assert Sender.parse(text) == sender


def test_doctor_says_whether_letters_go_out(office: PostOffice) -> None:
    def told(**values: str) -> list[str]:
        settings = Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic-settings reads them
        return [one.sentence for one in doctor._mail(settings)]

    assert told() == ["SMTP_URL is not set: the digest is not sent by e-mail."]
    on = {"public_url": "https://acme.example", "smtp_url": office.url, "smtp_from": "digest@acme.example"}
    assert told(**on) == [f"Letters go out by 127.0.0.1:{office.port}, from digest@acme.example."]
    office.answers = {"CONNECT": "554 go away"}
    assert told(**on) == [f"The mail server at 127.0.0.1:{office.port} refuses us (554 go away)."]
    assert office.taken == []
