"""The outbox worker: says what is queued, in order, at Slack's pace, effectively once.

Order and pace hold for each lane (a channel or a person). A card's redraws meet in one row. A post whose answer is
unclear waits for Slack's own `message_metadata_posted` event before it is tried again. Times here are real time.
"""

import logging
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.jobs.rendering import Hold, Nothing, Outgoing, Removal, Rendered, Unrenderable, render
from bot.slack import Posted, RateLimited, Refused, Slack, Unclear, reply_body, reply_now
from bot.usecases import delivery
from storage.database import Database, Session
from storage.models import MessageKind, MessageState, OutboxMessage, Subject
from storage.queries import cards, outbox

logger = logging.getLogger(__name__)

# Slack's answers that will not change by trying again, as an admin should read them.
DEAD = {
    "channel_not_found": "The channel does not exist, or Groundswell was not invited to it.",
    "not_in_channel": "Groundswell is not in the channel. Invite it with /invite, then press Retry.",
    "is_archived": "The channel is archived. Choose another in /field setup.",
    "restricted_action": "A workspace setting does not let Groundswell post there.",
    "msg_too_long": "The message was too long for Slack.",
    "msg_blocks_too_long": "The message was too long for Slack.",
    "invalid_blocks": "Slack did not accept the form of the message. Please report this.",
    "cannot_dm_bot": "Slack lets no bot write to a bot.",
    "user_not_found": "The person is no longer in this workspace.",
    "user_disabled": "The person is no longer in this workspace.",
    "missing_scope": "Groundswell lacks a permission. Reinstall it with the current manifest.",
}
TOKEN_GONE = frozenset({"invalid_auth", "token_revoked", "account_inactive", "not_authed", "token_expired"})
_MOST_BACKOFF = 300
_GIVE_UP = timedelta(days=6)


@dataclass(frozen=True)
class Pace:
    """How fast the worker goes; tests pass a faster one."""

    per_lane: float = 1.0  # seconds between posts to one channel (Slack: one a second)
    per_update: float = 1.2  # seconds between redraws (chat.update: 50 a minute for a workspace)
    settle: float = 60.0  # seconds to wait for Slack's own word on an unclear post
    lease: timedelta = timedelta(seconds=60)
    back_off: float = 1.0  # seconds before the first retry; doubles, with full jitter
    token_rest: float = 60.0  # seconds to leave Slack alone after it refused the token


@dataclass(frozen=True)
class Taken:
    """A leased row, as plain data: no session is open while Slack is being spoken to."""

    workspace_id: str
    message_id: uuid.UUID
    kind: MessageKind
    lane: str
    was_unsure: bool
    attempts: int
    drawn: int
    rendered: Rendered
    subject: Subject | None
    subject_id: uuid.UUID | None


@dataclass
class Worker:
    """Takes one message after another; `clock` is the workspace's, for what cards say about time."""

    database: Database
    slack_of: Callable[[str], Slack]
    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _resting: dict[tuple[str, str], float] = field(default_factory=dict)  # lane → when it may speak again (monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, threads: int = 2) -> None:
        """Begin to work; two threads, so that one slow call does not hold up everybody."""
        for number in range(threads):
            thread = threading.Thread(target=self._run, name=f"outbox-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Finish what is being said and end; what waits is in the database."""
        self._stopping.set()
        self._wake.set()
        for thread in self._threads:
            thread.join(timeout=15)

    def wake(self) -> None:
        """Something was queued."""
        self._wake.set()

    def step(self) -> bool:
        """Deal with one message; False when none is due."""
        taken = self._take()
        if taken is None:
            return False
        self._deliver(taken)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = self.step()
            except Exception:  # the worker must outlive any single message
                logger.exception("outbox worker")
                worked = False
                self._stopping.wait(1)
            if not worked:
                self._wake.wait(timeout=min(0.5, self.pace.per_lane) or 0.02)
                self._wake.clear()

    def _take(self) -> Taken | None:
        with self._lock:
            closed = [lane for lane, until in self._resting.items() if until > time.monotonic()]
            with self.database.write() as session:
                row = outbox.take(session, now=_now(), lease=self.pace.lease, closed=closed)
                if row is None:
                    return None
                # The lane is at work: nobody else may speak in it before this is settled.
                self._resting[row.workspace_id, row.lane] = time.monotonic() + self.pace.lease.total_seconds()
        with self.database.read() as session:
            rendered = self._render(session.merge(row, load=False), session)
        return Taken(
            workspace_id=row.workspace_id,
            message_id=row.message_id,
            kind=row.kind,
            lane=row.lane,
            was_unsure=row.state is MessageState.UNSURE,
            attempts=row.attempts,
            drawn=row.asked,
            rendered=rendered,
            subject=Subject(row.ids["subject"]) if row.kind is MessageKind.CARD else None,
            subject_id=uuid.UUID(row.ids["subject_id"]) if row.kind is MessageKind.CARD else None,
        )

    def _render(self, row: OutboxMessage, session: Session) -> Rendered:
        try:
            return render(session, row, self.clock())
        except Exception:  # a fault of ours must not stop the lane; the row is kept for a retry after the next release
            logger.exception("cannot draw a message", extra={"message_id": str(row.message_id), "kind": row.kind})
            return Unrenderable()

    def _deliver(self, taken: Taken) -> None:
        rest = 0.0
        match taken.rendered:
            case Unrenderable():
                settle = _dead("Groundswell could not draw this message. The fault is logged.")
            case Nothing(why):
                settle = _Settle(lambda row: row.nothing_to_say(why, _now()))
            case Hold(why):
                settle = _Settle(lambda row: row.hold(why))
            case Removal() | Outgoing():
                rest = self.pace.per_update if _is_update(taken.rendered) else self.pace.per_lane
                settle = self._say(taken, taken.rendered)
        with self.database.write() as session:
            row = outbox.find_message(session, workspace_id=taken.workspace_id, message_id=taken.message_id)
            if row is not None:
                settle.apply(row)
                _after(session, row, taken)
        self._resting[taken.workspace_id, taken.lane] = time.monotonic() + rest

    def _say(self, taken: Taken, what: Outgoing | Removal) -> "_Settle":
        slack = self.slack_of(taken.workspace_id)
        try:
            posted = _say(slack, taken, what)
        except RateLimited as limit:
            at = _now() + timedelta(seconds=limit.seconds)
            return _Settle(lambda row: row.try_again(at, "Slack asked to wait", counts=False))
        except Unclear as unclear:
            return self._unclear(taken, what, str(unclear))
        except Refused as refused:
            return self._refused(taken, refused)
        logger.info("said", extra={"kind": taken.kind, "message_id": str(taken.message_id)})
        return _Settle(
            lambda row: row.arrived(channel_id=posted.channel_id, ts=posted.ts, drawn=taken.drawn, now=_now())
        )

    def _unclear(self, taken: Taken, what: Outgoing | Removal, why: str) -> "_Settle":
        logger.warning("unclear answer", extra={"message_id": str(taken.message_id), "why": why})
        if isinstance(what, Removal) or what.update_ts:
            return self._retry(taken, why)  # doing it twice does no harm
        at = _now() + timedelta(seconds=self.pace.settle)
        return _Settle(lambda row: row.unclear(at, why, drawn=taken.drawn, now=_now()))

    def _refused(self, taken: Taken, refused: Refused) -> "_Settle":
        if refused.code in TOKEN_GONE:
            logger.error("Slack refused the token: %s", refused.code)
            at = _now() + timedelta(seconds=self.pace.token_rest)
            return _Settle(lambda row: row.try_again(at, "Slack refused the bot's token", counts=False))
        logger.error("Slack refused a message: %s", refused, extra={"message_id": str(taken.message_id)})
        return _dead(DEAD.get(refused.code, f"Slack refused it: {refused.code}."))

    def _retry(self, taken: Taken, why: str) -> "_Settle":
        wait = random.uniform(0, min(_MOST_BACKOFF, self.pace.back_off * 2**taken.attempts))  # noqa: S311 (no secret)
        at = _now() + timedelta(seconds=wait)
        return _Settle(lambda row: row.try_again(at, why))


@dataclass(frozen=True)
class _Settle:
    """What to write on the row once Slack has answered."""

    apply: Callable[[OutboxMessage], None]


def _dead(why: str) -> _Settle:
    return _Settle(lambda row: row.die(why))


def _is_update(what: Outgoing | Removal) -> bool:
    return isinstance(what, Removal) or bool(what.update_ts)


def _say(slack: Slack, taken: Taken, what: Outgoing | Removal) -> Posted:
    """Speak to Slack: delete, redraw, answer privately, or post."""
    if isinstance(what, Removal):
        try:
            slack.delete(what.channel_id, what.ts)
        except Refused as refused:
            if refused.code != "message_not_found":
                raise
        return Posted(what.channel_id, what.ts)
    if what.update_ts:
        try:
            return slack.update(what.channel_id, what.update_ts, what.message)
        except Refused as refused:
            if refused.code != "message_not_found":
                raise  # somebody deleted the card: it is posted anew below
    if what.respond_to and taken.attempts == 0 and reply_now(what.respond_to, reply_body(what.message)):
        return Posted("", "")
    return slack.post(
        what.channel_id,
        what.message,
        message_id=str(taken.message_id),
        thread_ts=what.thread_ts,
        is_resent=taken.was_unsure,
    )


def _after(session: Session, row: OutboxMessage, taken: Taken) -> None:
    """A card that arrived is remembered, and what waited for it may follow."""
    if row.kind is not MessageKind.CARD or taken.subject is None or taken.subject_id is None or not row.ts:
        return
    cards.remember(
        session,
        workspace_id=row.workspace_id,
        subject=taken.subject,
        subject_id=taken.subject_id,
        channel_id=row.channel_id or "",
        ts=row.ts,
    )
    delivery.release(session, workspace_id=row.workspace_id, lane=row.lane)


def _now() -> datetime:
    return datetime.now(UTC)
