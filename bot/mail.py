"""One claimed digest as a letter to one reader: built with all its headers, and handed to the mail server."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from bot import smtp
from bot.smtp import Ending, MailServer, Sender
from digests import letter
from digests.letter import Frame
from digests.report import DigestReport

# Larger letters are cut by some programs, and are slow on a phone.
MOST = 100_000
_SUBJECT = 150  # characters; lists of letters show fewer
_ROOM = 4_000  # of it for headers and for what separates the parts


class _Wire(EmailPolicy):
    """How a letter is written; two headers are one long word, which Python would encode and no mail program decode."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as bytes, on as many lines as it needs."""
        if name.lower() in ("list-unsubscribe", "content-id"):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


# Seven bits throughout: not every server on the way takes more.
_WIRE = _Wire(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True)
class Letter:
    """A claimed digest for one reader: who, what, and how it is to be told.

    `edition` and `period` name the digest, `late_since` is when a late one was due; customers' names stand in it only
    where `has_names`.
    """

    workspace_id: str
    workspace: str
    reader_id: uuid.UUID
    address: str
    token: str
    edition: str
    period: str
    report: DigestReport
    late_since: datetime | None
    has_names: bool


@dataclass(frozen=True)
class Post:
    """Where letters go out, from whom, and the public address that their links lead to."""

    server: MailServer
    sender: Sender
    public_url: str

    def send(self, one: Letter, now: datetime) -> Ending:
        """Build a letter and hand it over; `now` is the workspace's clock."""
        content = self.compose(one, now).as_bytes()
        return smtp.send(self.server, content, sender=self.sender, to=one.address)

    def compose(self, one: Letter, now: datetime) -> EmailMessage:
        """The letter as a message of at most `MOST` bytes; ValueError for a header that would need a second line."""
        url = stop_url(self.public_url, one.workspace_id, one.token)
        frame = Frame(one.workspace, url, one.late_since, one.has_names)
        message = EmailMessage(policy=_WIRE)
        message["From"] = Address(self.sender.name, addr_spec=self.sender.address)
        message["To"] = Address(addr_spec=one.address)
        message["Subject"] = _cut(letter.subject(one.report))
        message["Date"] = format_datetime(now)
        message["Message-ID"] = message_id(one, self.sender.domain)
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text(one.report, frame))
        _add_html(message, one.report, frame, self.sender.domain)
        return message


def stop_url(public_url: str, workspace_id: str, token: str) -> str:
    """Where a reader stops the letters: a page for people, and by POST at once for mail programs (RFC 8058)."""
    return f"{public_url.rstrip('/')}/mail/{workspace_id}/{token}/stop"


def message_id(one: Letter, domain: str) -> str:
    """The same for each sending of one digest to one reader, so that a mail program knows the second from the first."""
    what = "\n".join((one.workspace_id, str(one.reader_id), one.edition, one.period))
    return f"<{hashlib.sha256(what.encode()).hexdigest()[:32]}@{domain}>"


def _cut(text: str) -> str:
    return text if len(text) <= _SUBJECT else f"{text[: _SUBJECT - 1].rstrip()}…"


def _add_html(message: EmailMessage, report: DigestReport, frame: Frame, domain: str) -> None:
    """Add the HTML part, with the picture where the letter has room for it."""
    bare = letter.html(report, frame)
    alone = EmailMessage(policy=_WIRE)
    alone.set_content(bare, subtype="html")
    room = MOST - _ROOM - len(message.as_bytes()) - len(alone.as_bytes())
    # In base64, three bytes are four, and each line of 76 has an end of two.
    shown = letter.picture(report, most=int(room * 3 / 4 * 76 / 78))
    if shown is None:
        message.add_alternative(bare, subtype="html")
        return
    cid = f"movers-{report.period}@{domain}"
    message.add_alternative(letter.html(report, frame, picture=f"cid:{cid}", alt=shown.alt), subtype="html")
    html = message.get_body(("html",))
    if html is not None:
        name = f"movers-{report.period}.png"
        html.add_related(shown.content, "image", "png", cid=f"<{cid}>", disposition="inline", filename=name)
