"""The digest as a letter: what a mail program gets, and what a person reads in it."""

import uuid
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser

import pytest

from bot.mail import MOST, Letter, Post
from bot.smtp import MailServer, Sender
from digests import letter
from digests.nameless import without_customers
from digests.report import DigestReport
from tests.digests import weeks_of_a_publisher as publisher
from tests.digests.conftest import Digest, digest, market
from tests.digests.market import DUE, MONDAY, Market

__all__ = ["digest", "market"]

POST = Post(MailServer("127.0.0.1", 25), Sender("Fieldnotes Zürich", "digest@acme.example"), "https://acme.example/")
STOP = "https://acme.example/mail/T1/tok/stop"


def letter_of(report: DigestReport, **values: object) -> Letter:
    one = Letter(
        workspace_id="T1",
        workspace="Example Publisher",
        reader_id=uuid.UUID(int=7),
        address="ann@example.com",
        token="tok",
        edition="channel",
        period=report.period,
        report=report,
        late_since=None,
        has_names=False,
    )
    return replace(one, **values)  # type: ignore[arg-type]  # fields of a letter


def composed(one: Letter) -> EmailMessage:
    """The letter as a mail program reads it, after its way over the wire."""
    content = POST.compose(one, DUE).as_bytes()
    assert len(content) <= MOST
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) < 998
    return message_from_bytes(content, policy=SMTP)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_letter_has_every_header_that_it_needs(digest: Digest) -> None:
    message = composed(letter_of(digest(publisher.full_week)))
    assert message["From"] == "Fieldnotes Zürich <digest@acme.example>"
    assert message["To"] == "ann@example.com"
    assert (
        message["Subject"]
        == "Field digest · week 47: 6 accounts asked for “Solar & battery installers”, 0.3 a week before"
    )
    assert message["Date"].datetime == DUE
    assert message["Message-ID"].endswith("@acme.example>")
    assert message["List-Unsubscribe"] == f"<{STOP}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [one.get_content_type() for one in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_the_link_to_stop_stands_in_its_header_as_it_is_however_long(digest: Digest) -> None:
    far = replace(POST, public_url=f"https://{'long-name.' * 12}example/groundswell/")
    one = letter_of(digest(publisher.moving_weeks), token="t" * 43)
    url = f"{far.public_url}mail/T1/{one.token}/stop"
    content = far.compose(one, DUE).as_bytes()
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"\r\nContent-ID: <movers-2026-W47@acme.example>\r\n" in content


def test_a_header_takes_no_second_line(digest: Digest) -> None:
    report = digest(publisher.quiet_week)
    for wrong in ("ann@example.com\r\nBcc: eve@example.com", "ann@example.com, eve@example.com"):
        with pytest.raises(ValueError, match=r"address|Invalid"):
            POST.compose(letter_of(report, address=wrong), DUE)
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        POST.compose(letter_of(report, token="t>\r\nBcc: eve@example.com"), DUE)


def test_one_digest_to_one_reader_keeps_its_message_id_and_any_other_has_another(digest: Digest) -> None:
    one = letter_of(digest(publisher.quiet_week))
    others = [
        replace(one, workspace_id="T2"),
        replace(one, reader_id=uuid.UUID(int=8)),
        replace(one, period="2026-W48"),
        replace(one, edition="other"),
    ]
    ids = {POST.compose(each, DUE)["Message-ID"] for each in (one, *others)}
    assert len(ids) == 5
    assert POST.compose(one, DUE.replace(hour=11))["Message-ID"] == POST.compose(one, DUE)["Message-ID"]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_customers_names_are_left_out_unless_the_workspace_allows_them(digest: Digest, kind: str) -> None:
    report = digest(publisher.full_week)
    without = part(composed(letter_of(without_customers(report, ["Brightside"]))), kind)
    named = part(composed(letter_of(report, has_names=True)), kind)
    for account in ("Brightside", "Panel Power", "Roof Rays"):
        assert account not in without
    assert "[the customer] paid for never came" in without
    assert "Customers’ names are left out." in without
    assert "Brightside" in named
    assert "names are left out" not in named


def test_both_parts_say_whom_the_letter_comes_from_and_how_to_stop_it(digest: Digest) -> None:
    message = composed(letter_of(digest(publisher.full_week)))
    for kind in ("plain", "html"):
        text = part(message, kind)
        assert "This letter comes from Example Publisher, whose Groundswell admin put your address on its list." in text
        assert STOP in text
        assert "Waiting for a decision: 6" in text
        assert "What this week cannot tell" in text


def test_what_moved_is_shown_as_a_picture_and_said_in_words(digest: Digest) -> None:
    message = composed(letter_of(digest(publisher.moving_weeks)))
    [png] = [one for one in message.walk() if one.get_content_type() == "image/png"]
    assert png.get_content().startswith(b"\x89PNG")
    html = part(message, "html")
    assert f'src="cid:{png["Content-ID"].strip("<>")}"' in html
    assert 'alt="Solar panels in South West: 10 accounts this week, up to 6 would be normal.' in html
    assert "<img" not in letter.html(digest(publisher.moving_weeks), letter.Frame("Acme", STOP))


def test_a_picture_gets_coarser_and_then_goes_where_the_letter_has_little_room(digest: Digest) -> None:
    report = digest(publisher.moving_weeks)
    sizes = [len(shown.content) for most in (99_000, 45_000, 30_000) if (shown := letter.picture(report, most=most))]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert letter.picture(report, most=9_000) is None


def test_a_quiet_week_is_a_short_letter(digest: Digest) -> None:
    message = composed(letter_of(digest(publisher.quiet_week)))
    assert message["Subject"] == "Field digest · week 47"
    assert "was quiet" in part(message, "html")
    assert "What this week cannot tell" not in part(message, "html")


def test_a_late_letter_says_so(digest: Digest) -> None:
    message = composed(letter_of(digest(publisher.full_week), late_since=MONDAY))
    assert "Late: due Mon 16 Nov, 10:00." in part(message, "plain")
    assert "Late: due Mon 16 Nov, 10:00." in part(message, "html")


def test_what_people_typed_stays_text(digest: Digest) -> None:
    def fill(market: Market) -> None:
        market.person("U1", "Jo <b>Marsh</b>")
        title = 'x" onload="alert(1)"><script>alert(1)</script>\r\nBcc: eve@example.com'
        market.request(title)
        for number in range(4):
            market.report(f"U{number}", f"Customer {number}", about=title, at=MONDAY, said="<img src=x>")

    message = composed(letter_of(digest(fill), workspace="<i>Acme</i>"))
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    tags = _Tags()
    tags.feed(part(message, "html"))
    assert not {"script", "img", "i", "b"} & tags.seen
    assert "<img src=x>" in part(message, "plain")


def test_a_title_of_three_hundred_letters_and_long_words_still_make_a_letter(digest: Digest) -> None:
    def fill(market: Market) -> None:
        for number in range(9):
            title = f"{number}{'ß' * 299}"
            market.request(title)
            for rep in range(3):
                said = "we want it so very much " * 80
                market.report(f"U{rep}", f"Customer {number}{rep}", about=title, at=MONDAY, said=said)

    message = composed(letter_of(digest(fill)))
    assert len(message["Subject"]) <= 150


def test_the_html_part_needs_no_other_file_and_no_script(digest: Digest) -> None:
    tags = _Tags()
    tags.feed(part(composed(letter_of(digest(publisher.moving_weeks))), "html"))
    assert not {"script", "link", "iframe", "form", "svg"} & tags.seen
    assert all(address.startswith(("cid:", STOP)) for address in tags.addresses)


class _Tags(HTMLParser):
    """The elements of a page, and every address in it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
