"""A mail server on this machine that takes letters, or fails in the ways in which mail servers fail."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP


@dataclass
class PostOffice:
    """What came in, and what is to go wrong: `answers` replaces the answer to a command, by its first word.

    "." stands for the end of a letter. `breaks_at` lists the commands at which the connection is cut without a word,
    `hangs_at` those to which no answer comes before the office `closes`. A letter that was whole by then is kept in
    `taken`, as by a server that breaks down a moment too late.
    """

    port: int = 0
    offers: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    breaks_at: set[str] = field(default_factory=set)
    hangs_at: set[str] = field(default_factory=set)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    closes: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken, as a mail program reads it."""
        return [message_from_bytes(content, policy=SMTP) for _, content in self.taken]

    @property
    def readers(self) -> list[str]:
        """The addresses that letters were taken for, in order."""
        return [to for to, _ in self.taken]


class _Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 5
    office: PostOffice

    def handle(self) -> None:
        self._to = ""
        if self._broken("CONNECT"):
            return
        self._say("CONNECT", "220 post.example")
        while line := self.rfile.readline():
            words = line.decode("ascii").strip()
            verb = words.split(maxsplit=1)[0].upper() if words else ""
            self.office.heard.append(words)
            if self._broken(verb) or not self._answer(verb, words):
                return

    def _answer(self, verb: str, words: str) -> bool:
        """Answer one command; False when that was the last."""
        match verb:
            case "EHLO":
                lines = ["post.example", *self.office.offers]
                self._say(verb, "\r\n".join([*(f"250-{one}" for one in lines[:-1]), f"250 {lines[-1]}"]))
            case "AUTH":
                self._say(verb, "235 welcome")
            case "DATA":
                return self._data()
            case "QUIT":
                self._say(verb, "221 bye")
                return False
            case _:
                self._to = words.partition("<")[2].rstrip(">") if verb == "RCPT" else self._to
                self._say(verb, "250 fine")
        return True

    def _data(self) -> bool:
        if not self._say("DATA", "354 go on"):
            return True
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            content += line.removeprefix(b".") if line.startswith(b"..") else line
        if self.office.answers.get(".", "2").startswith("2"):
            self.office.taken.append((self._to, content))
        if self._broken("."):
            return False
        self._say(".", "250 taken")
        return True

    def _say(self, verb: str, answer: str) -> bool:
        """Say the answer, or what the test put in its place; whether that is a yes."""
        said = self.office.answers.get(verb, answer)
        self.wfile.write(f"{said}\r\n".encode())
        return said.startswith(("2", "3"))

    def _broken(self, verb: str) -> bool:
        if verb in self.office.hangs_at:
            self.office.closes.wait()
            return True
        return verb in self.office.breaks_at


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """A post office that is open for a test."""
    office = PostOffice()
    handler = type("Conversation", (_Conversation,), {"office": office})
    with _Server(("127.0.0.1", 0), handler) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.closes.set()
            server.shutdown()
            thread.join()
