"""The outbox worker: takes what is to be said and says it to Slack, in order, at Slack's pace, effectively once.

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

from bot.jobs.outgoing import Deed, Hold, Nothing, Outgoing, Removal, Rendered, Sharing, Unrenderable
from bot.jobs.picturing import Pictures, share
from bot.jobs.rendering import render
from bot.jobs.saying import (
    Again,
    Dead,
    Ending,
    NotYet,
    Said,
    TokenGone,
    Unsure,
    Vanished,
    Wait,
    is_post,
    method_of,
    say,
)
from bot.slack import Slack
from bot.usecases import delivery
from storage.database import Database, Session
from storage.models import MessageKind, OutboxMessage
from storage.queries import outbox

logger = logging.getLogger(__name__)

_MOST_BACKOFF = 300.0
_MOST_DOUBLINGS = 10
_MOST_FAILURES = 5
_GIVE_UP = timedelta(days=6)


@dataclass(frozen=True)
class Pace:
    """How fast the worker goes; tests pass a faster one."""

    per_lane: float = 1.0  # seconds between posts to one channel (Slack: one a second)
    per_update: float = 1.2  # seconds between redraws (chat.update: 50 a minute for a workspace)
    settle: float = 60.0  # seconds to wait for Slack's own word on an unclear post
    lease: timedelta = timedelta(seconds=60)
    processing: float = 1.0  # seconds between two tries while Slack is at work on a picture
    patience: float = 20.0  # seconds after which a message goes without its picture
    back_off: float = 1.0  # seconds before the first retry; doubles, with full jitter
    token_rest: float = 60.0  # seconds to leave Slack alone after it refused the token
    glance: float = 0.5  # seconds between two looks for what has become due; what is queued wakes the worker at once
    letter_glance: float = 5.0  # the same for letters, which nobody waits for
    letter_back_off: float = 60.0  # seconds before a letter is tried again; doubles, with jitter


@dataclass(frozen=True)
class Taken:
    """A leased row, as plain data: no session is open while Slack is being spoken to."""

    workspace_id: str
    message_id: uuid.UUID
    kind: MessageKind
    lane: str
    was_unsure: bool
    is_orphan: bool  # another worker took it and never came back: it may have arrived
    has_arrived: bool  # Slack's event said so before any answer did
    attempts: int
    drawn: int
    lease_until: datetime
    rendered: Rendered


@dataclass
class Worker:
    """Takes one message after another; `clock` is the workspace's, for what cards say about time.

    `public_url` is where our pages are, empty where there are none; `learned` is told where names were learned.
    """

    database: Database
    slack_of: Callable[[str], Slack]
    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    public_url: str = ""
    learned: Callable[[str], None] = field(default=lambda _: None)
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    # when a lane may speak again, and when a kind of call may be made again for a workspace (monotonic)
    _resting: dict[tuple[str, str], float] = field(default_factory=dict)
    _limited: dict[tuple[str, str], float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self._pictures = Pictures(self.pace.patience)

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
                self._wake.wait(timeout=self._pause())
                self._wake.clear()

    def _pause(self) -> float:
        """Seconds until the next look: when the first lane may speak again, or after a glance."""
        now = time.monotonic()
        rests = [until - now for until in list(self._resting.values()) if until > now]
        return min(self.pace.glance, *rests) if rests else self.pace.glance

    def _take(self) -> Taken | None:
        with self._lock:
            closed = [lane for lane, until in self._resting.items() if until > time.monotonic()]
            with self.database.write() as session:
                lease = outbox.take(session, now=_now(), lease=self.pace.lease, closed=closed)
                if lease is None:
                    return None
                row = lease.message
                # The lane is at work: nobody else may speak in it before this is settled.
                self._resting[row.workspace_id, row.lane] = time.monotonic() + self.pace.lease.total_seconds()
        with self.database.read() as session:
            rendered = self._render(session.merge(row, load=False), session)
        return Taken(
            workspace_id=row.workspace_id,
            message_id=row.message_id,
            kind=row.kind,
            lane=row.lane,
            was_unsure=row.is_unsure,
            is_orphan=lease.is_orphan,
            has_arrived=bool(row.ts),
            attempts=row.attempts,
            drawn=row.asked,
            lease_until=lease.until,
            rendered=rendered,
        )

    def _render(self, row: OutboxMessage, session: Session) -> Rendered:
        try:
            return render(session, row, self.clock(), self.public_url)
        except Exception:  # a fault of ours must not stop the lane; the row is kept for a retry after the next release
            logger.exception("cannot draw a message", extra={"message_id": str(row.message_id), "kind": row.kind})
            return Unrenderable()

    def _deliver(self, taken: Taken) -> None:
        rest = 0.0
        ending: Ending | Hold | Nothing
        match taken.rendered:
            case Deed(work):
                self._do(taken, work)
                return
            case Unrenderable():
                ending = Dead("Groundswell could not draw this message. The fault is logged.")
            case Hold() | Nothing() as quiet:
                ending = quiet
            case Sharing() as what:
                rest = self.pace.per_lane
                ending = share(self.slack_of(taken.workspace_id), what, is_orphan=taken.is_orphan)
            case Removal() | Outgoing() as what:
                rest = self.pace.per_lane if is_post(what) else self.pace.per_update
                ending = self._say(taken, what)
        with self.database.write() as session:
            row = outbox.find_message(session, workspace_id=taken.workspace_id, message_id=taken.message_id)
            # After a lease that ran out the row is somebody else's; only that it was said must still be told.
            if row is not None and (row.lease_until == taken.lease_until or isinstance(ending, Said)):
                self._settle(session, row, taken, ending)
        self._resting[taken.workspace_id, taken.lane] = time.monotonic() + rest

    def _do(self, taken: Taken, work: Callable[[Session], bool]) -> None:
        """Work of ours: done and noted in one transaction. What fails is tried a few times, then rests for a person."""
        try:
            with self.database.write() as session:
                row = outbox.find_message(session, workspace_id=taken.workspace_id, message_id=taken.message_id)
                # Whoever edits or withdraws a report settles it first, and may have been quicker.
                if row is not None and not row.is_done:
                    if work(session):
                        self.learned(taken.workspace_id)
                    row.nothing_to_say("done", _now())
        except Exception:  # one report that cannot be settled must not hold up the others
            logger.exception("cannot settle", extra={"message_id": str(taken.message_id), "kind": taken.kind})
            with self.database.write() as session:
                row = outbox.find_message(session, workspace_id=taken.workspace_id, message_id=taken.message_id)
                if row is not None:
                    self._failed(row, taken)
        self._resting[taken.workspace_id, taken.lane] = time.monotonic()

    def _failed(self, row: OutboxMessage, taken: Taken) -> None:
        if taken.attempts + 1 >= _MOST_FAILURES:
            row.die("Groundswell could not work on what was logged here. It is kept; the fault is logged.")
        else:
            row.try_again(_now() + self._back_off(taken), "a fault of ours")

    def _say(self, taken: Taken, what: Outgoing | Removal) -> Ending:
        """Speak, unless that could double a post or Slack has asked for silence."""
        if is_post(what) and (taken.has_arrived or taken.is_orphan):
            return Unsure("the worker that took it did not come back")
        first_try = taken.attempts == 0
        key = (taken.workspace_id, method_of(what))
        answers_privately = isinstance(what, Outgoing) and bool(what.respond_to) and first_try
        left = self._limited.get(key, 0.0) - time.monotonic()
        if left > 0 and not answers_privately:
            return Wait(left)
        slack = self.slack_of(taken.workspace_id)

        def speak(what: Outgoing | Removal) -> Ending:
            if _now() >= taken.lease_until:
                return Again("its worker was held up")
            return say(slack, what, message_id=str(taken.message_id), first_try=first_try, is_resent=taken.was_unsure)

        ending = self._pictures.say(slack, what, message_id=taken.message_id, speak=speak)
        match ending:
            case Wait(seconds):
                self._limited[key] = time.monotonic() + seconds
            case TokenGone(code):
                logger.error("Slack refused the token: %s", code)
                self._limited[key] = time.monotonic() + self.pace.token_rest
            case NotYet():  # this message waits, and no other
                return Wait(self.pace.processing)
            case Said():
                logger.info("said", extra={"kind": taken.kind, "message_id": str(taken.message_id)})
            case _:
                pass
        return ending

    def _settle(self, session: Session, row: OutboxMessage, taken: Taken, ending: Ending | Hold | Nothing) -> None:
        """Write on the row what came of it."""
        now, drawn = _now(), taken.drawn
        if row.ts and row.channel_id and is_post(taken.rendered) and not isinstance(ending, Said):
            # Slack's event was quicker than its answer, or came in its place.
            ending = Said(row.channel_id, row.ts)
            if taken.has_arrived and taken.kind is MessageKind.CARD:
                drawn = 0  # an earlier try may have shown less than there is now: draw it once more
        match ending:
            case Said(channel_id, ts):
                delivery.arrived(session, row, channel_id=channel_id, ts=ts, drawn=drawn, now=now)
            case Hold(why):
                row.hold(why)
            case Nothing(why):
                row.nothing_to_say(why, now)
            case Wait(seconds):
                row.try_again(now + timedelta(seconds=seconds), "Slack asked to wait", counts=False)
            case TokenGone():
                at = now + timedelta(seconds=self.pace.token_rest)
                row.try_again(at, "Slack refused the bot's token", counts=False)
            case Vanished():
                delivery.post_anew(session, row)
            case Dead(why):
                row.die(why)
            case Again(why) | Unsure(why) if row.first_try_at and now - row.first_try_at > _GIVE_UP:
                row.die(f"Slack gave no clear answer for {_GIVE_UP.days} days ({why}).")
            case Again(why):
                row.try_again(now + self._back_off(taken), why)
            case Unsure(why):
                row.unclear(now + timedelta(seconds=self.pace.settle), why)

    def _back_off(self, taken: Taken) -> timedelta:
        most = min(_MOST_BACKOFF, self.pace.back_off * 2 ** min(taken.attempts, _MOST_DOUBLINGS))
        return timedelta(seconds=random.uniform(0, most))  # noqa: S311 (no secret)


def _now() -> datetime:
    return datetime.now(UTC)
