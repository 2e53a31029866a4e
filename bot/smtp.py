"""SMTP: where letters are handed over, how an address must look, and every way in which handing one over can end.

Written on `smtplib` step by step, because its `sendmail` does not tell a connection that broke before the letter was
whole, and so surely took nothing, from one that broke while the server had the last word.
"""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}
_SAID = 200  # characters of a server's answer that are worth repeating

# What RFC 5321 allows without quotation marks, in plain letters; and names of machines.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL, _LONGEST = 64, 254


@dataclass(frozen=True)
class MailServer:
    """A mail server. `is_tls`: TLS from the first byte. Else nothing is said before STARTTLS, unless it `is_near`.

    Near is this machine itself: nobody listens in between.
    """

    host: str
    port: int
    is_tls: bool = False
    is_near: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    patience: float = 10  # seconds for each step
    last_word: float = 60  # seconds for the answer to a whole letter, which some servers read first

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Read `smtp://user:password@host:587` or `smtps://…:465`; ValueError without repeating a secret."""
        wrong = ValueError(
            "write it as smtp://user:password@host:587 or smtps://user:password@host:465, "
            "and what is neither letter nor figure in the password as %40 for @ and so on"
        )
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError:
            raise wrong from None
        if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise wrong
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if bool(user) != bool(password) or not (user + password).isprintable():
            raise wrong
        return cls(
            host=parts.hostname,
            port=port or _PORTS[parts.scheme],
            is_tls=parts.scheme == "smtps",
            is_near=parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127."),
            user=user,
            password=password,
        )


@dataclass(frozen=True)
class Sender:
    """Who a letter comes from, as people see it: a name, which may be empty, and an address."""

    name: str
    address: str

    @classmethod
    def parse(cls, text: str) -> "Sender":
        """Read `digest@example.com` or `Field digest <digest@example.com>`; ValueError with a sentence."""
        if not text.isprintable():
            raise ValueError("it must be on one line")
        match getaddresses([text]):
            case [(name, found)] if found:
                return cls(name, address(found))
        raise ValueError(f'"{text}" is not one address; write one such as Field digest <digest@example.com>')

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


def address(text: str) -> str:
    """An address that letters can be sent to, its domain in small plain letters; ValueError with a sentence.

    Only its form is looked at: whether somebody reads there, the first letter shows.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    labels = domain.split(".")
    is_one = (
        _LOCAL.fullmatch(local)
        and len(local) <= _LONGEST_LOCAL
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
        and len(f"{local}@{domain}") <= _LONGEST
    )
    if is_one:
        return f"{local}@{domain}"
    if not local.isascii():
        raise ValueError(f"before the @ of “{_cut(text)}” stand letters that many mail servers do not take")
    raise ValueError(f"“{_cut(text)}” is not an e-mail address")


@dataclass(frozen=True)
class Sent:
    """The server took it."""


@dataclass(frozen=True)
class Later:
    """The server did not take it now; trying again may help."""

    why: str


@dataclass(frozen=True)
class Down:
    """Nothing can be sent to anybody at the moment: the server is away, or refuses us."""

    why: str


@dataclass(frozen=True)
class Refused:
    """Trying again changes nothing; `why` is a sentence that an admin can act on."""

    why: str


@dataclass(frozen=True)
class Unclear:
    """The server had the whole letter, and broke off before it said whether it took it."""

    why: str


Ending = Sent | Later | Down | Refused | Unclear


def send(server: MailServer, content: bytes, *, sender: Sender, to: str) -> Ending:
    """Hand over one letter to one address; `content` has CRLF at the end of each line. How it ends is never raised."""
    try:
        with _signed_in(server, sender) as smtp:
            return _hand_over(smtp, content, sender=sender, to=to, last_word=server.last_word)
    except (smtplib.SMTPException, OSError) as error:
        return Down(_trouble(server, error))


def knock(server: MailServer, *, sender: Sender) -> str:
    """What is wrong with the way to the server, in a sentence; empty where letters can be handed over. Sends none."""
    try:
        with _signed_in(server, sender):
            return ""
    except (smtplib.SMTPException, OSError) as error:
        return _trouble(server, error)


@contextlib.contextmanager
def _signed_in(server: MailServer, sender: Sender) -> Iterator[smtplib.SMTP]:
    """A connection on which letters may be handed over; it ends politely, and how that goes changes nothing."""
    context = ssl.create_default_context()
    # The sender's domain introduces us: asking for this machine's own name may take long, and tells outsiders of it.
    smtp = (
        smtplib.SMTP_SSL(server.host, server.port, sender.domain, timeout=server.patience, context=context)
        if server.is_tls
        else smtplib.SMTP(server.host, server.port, sender.domain, timeout=server.patience)
    )
    try:
        smtp.ehlo_or_helo_if_needed()
        if not server.is_tls and not server.is_near:
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _hand_over(smtp: smtplib.SMTP, content: bytes, *, sender: Sender, to: str, last_word: float) -> Ending:
    code, reply = smtp.mail(sender.address)
    if code != 250:
        return Down(f"The mail server takes no letters from {sender.address} ({_said(code, reply)}). See SMTP_FROM.")
    code, reply = smtp.rcpt(to)
    if code not in (250, 251):
        return _no(code, reply, f"The mail server does not take letters for {to}")
    code, reply = smtp.docmd("DATA")
    if code != 354:
        return _no(code, reply, f"The mail server refused the letter to {to}")
    smtp.send(re.sub(rb"(?m)^\.", b"..", content))
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(last_word)
        smtp.send(b".\r\n")
        code, reply = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return Unclear(type(error).__name__)
    return Sent() if code == 250 else _no(code, reply, f"The mail server refused the letter to {to}")


def _no(code: int, reply: bytes, sentence: str) -> Ending:
    why = f"{sentence} ({_said(code, reply)})."
    return Refused(why) if code >= 500 else Later(why)


def _trouble(server: MailServer, error: Exception) -> str:
    where = f"{server.host}:{server.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            said = _said(error.smtp_code, error.smtp_error)
            return f"The mail server refuses the user name or the password in SMTP_URL ({said})."
        case smtplib.SMTPNotSupportedError():
            return f"The mail server at {where} offers no encryption (STARTTLS), or no sign-in. See SMTP_URL."
        case ssl.SSLError():
            return f"The connection to the mail server at {where} cannot be made safe ({error.reason})."
        case smtplib.SMTPResponseException():
            return f"The mail server at {where} refuses us ({_said(error.smtp_code, error.smtp_error)})."
    return f"The mail server at {where} cannot be reached ({type(error).__name__})."


def _said(code: int, reply: bytes | str) -> str:
    """A server's answer on one short line."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return _cut(" ".join([str(code), *text.split()]), _SAID)


def _cut(text: str, limit: int = 80) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
