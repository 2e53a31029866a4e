"""The postman: hands the letters that are due to the mail server, one after the other, effectively once.

It has a thread of its own, so that nothing that is said in Slack ever waits for a mail server. A letter of which it is
not known whether the server took it is not sent again by itself: a person decides. Times here are real time.
"""

import logging
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import assert_never

from bot.jobs.worker import Pace
from bot.mail import Letter, Post
from bot.smtp import Down, Ending, Later, Refused, Sent, Unclear
from bot.usecases import digest, pages
from storage.database import Database, Session
from storage.models import OutboxMessage
from storage.queries import mail, outbox, workspaces

logger = logging.getLogger(__name__)

# A letter's steps take at most a minute and the server's last word another; a lease that ends is a worker that died.
_LEASE = timedelta(minutes=10)
_MOST_DOUBLINGS = 6  # from a minute to about an hour
_GIVE_UP = timedelta(days=3)
_OFF = "E-mail is off (SMTP_URL is not set)."
_FAULT = "Groundswell could not write this letter. The fault is logged."


@dataclass(frozen=True)
class _Taken:
    """A leased letter, as plain data: no session is open while the mail server is being spoken to."""

    workspace_id: str
    message_id: uuid.UUID
    lease_until: datetime
    is_orphan: bool
    attempts: int
    asked: int
    letter: Letter | Refused | str  # or why it cannot be written, or why there is none


@dataclass
class Postman:
    """Takes one letter after another. Without a `post` e-mail is off, and what was queued is let go."""

    database: Database
    post: Post | None
    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    # until when the mail server is left alone (monotonic), and how often in a row it was down
    _rests_until: float = 0.0
    _downs: int = 0

    def start(self) -> None:
        """Begin to work."""
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the letter that is being handed over and end; what waits is in the database."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=15)

    def step(self) -> bool:
        """Deal with one letter; False when none is due, or the mail server is left alone."""
        if time.monotonic() < self._rests_until:
            return False
        taken = self._take()
        if taken is None:
            return False
        ending = self._hand_over(taken)
        with self.database.write() as session:
            row = outbox.find_message(session, workspace_id=taken.workspace_id, message_id=taken.message_id)
            # After a lease that ran out the row is somebody else's; only that it was taken must still be told.
            if row is not None and (row.lease_until == taken.lease_until or isinstance(ending, Sent)):
                self._settle(row, taken, ending)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = self.step()
            except Exception:  # the postman must outlive any single letter
                logger.exception("postman")
                worked = False
            self._stopping.wait(self.pace.per_lane if worked else self.pace.letter_glance)

    def _take(self) -> _Taken | None:
        with self.database.write() as session:
            lease = outbox.take(session, now=_now(), lease=_LEASE, letters=True)
            if lease is None:
                return None
            row = lease.message
        with self.database.read() as session:
            letter = self._read(session, session.merge(row, load=False))
        return _Taken(
            workspace_id=row.workspace_id,
            message_id=row.message_id,
            lease_until=lease.until,
            is_orphan=lease.is_orphan,
            attempts=row.attempts,
            asked=row.asked,
            letter=letter,
        )

    def _read(self, session: Session, row: OutboxMessage) -> Letter | Refused | str:
        if self.post is None:
            return _OFF
        try:
            return self._letter(session, row)
        except Exception:  # a fault of ours in one letter must not hold up the others
            logger.exception("cannot read a letter", extra={"message_id": str(row.message_id)})
            return Refused(_FAULT)

    def _letter(self, session: Session, row: OutboxMessage) -> Letter | str:
        edition, period, reader_id = row.ids["edition"], row.ids["period"], uuid.UUID(row.ids["reader_id"])
        reader = mail.find_reader(session, workspace_id=row.workspace_id, reader_id=reader_id)
        if reader is None or reader.stopped_at is not None:
            return "not on the list any more"
        workspace = workspaces.get_workspace(session, workspace_id=row.workspace_id)
        posting = digest.posting(session, workspace, edition=edition, period=period, is_brief=False, now=self.clock())
        return Letter(
            workspace_id=row.workspace_id,
            workspace=workspace.name,
            reader_id=reader_id,
            address=reader.address,
            token=reader.token,
            edition=edition,
            period=period,
            report=pages.for_outsiders(session, workspace, posting.report),
            late_since=posting.late_since,
            has_names=workspace.names_on_pages,
        )

    def _hand_over(self, taken: _Taken) -> Ending | str:
        """How it ended, or why there was nothing to hand over."""
        if self.post is None:
            return _OFF
        if not isinstance(taken.letter, Letter):
            return taken.letter
        if taken.is_orphan:
            return Unclear("the one who took it did not come back")
        try:
            ending = self.post.send(taken.letter, self.clock())
        except Exception:  # as above
            logger.exception("cannot write a letter", extra={"message_id": str(taken.message_id)})
            return Refused(_FAULT)
        if isinstance(ending, Down):
            self._rests_until = time.monotonic() + self._back_off(self._downs).total_seconds()
            self._downs += 1
        else:
            self._downs = 0
        # An answer may repeat the address, which is nobody's business in a log.
        logger.log(
            logging.INFO if isinstance(ending, Sent) else logging.WARNING,
            "letter: %s",
            ending.why if isinstance(ending, Down) else type(ending).__name__.lower(),
            extra={"message_id": str(taken.message_id)},
        )
        return ending

    def _settle(self, row: OutboxMessage, taken: _Taken, ending: Ending | str) -> None:
        """Write on the row what came of it."""
        now = _now()
        match ending:
            case Sent():
                row.arrived(channel_id="", ts="", drawn=taken.asked, now=now)
            case str() as why:
                row.nothing_to_say(why, now)
            case Refused(why):
                row.die(why)
            case Unclear():
                row.die(f"The letter{_to(taken)} may have arrived: the mail server broke off. Retry sends it again.")
            case Later(why) | Down(why) if row.first_try_at and now - row.first_try_at > _GIVE_UP:
                row.die(f"Given up after {_GIVE_UP.days} days. {why}")
            case Later(why):
                row.try_again(now + self._back_off(taken.attempts), why)
            case Down(why):
                row.try_again(now, why, counts=False)
            case _:
                assert_never(ending)

    def _back_off(self, times: int) -> timedelta:
        most = self.pace.letter_back_off * 2 ** min(times, _MOST_DOUBLINGS)
        return timedelta(seconds=random.uniform(most / 2, most))  # noqa: S311 (no secret)


def _to(taken: _Taken) -> str:
    return f" to {taken.letter.address}" if isinstance(taken.letter, Letter) else ""


def _now() -> datetime:
    return datetime.now(UTC)
