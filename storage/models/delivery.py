"""What is to be said and where it stands: outbox, cards, digest runs."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base


class MessageKind(StrEnum):
    """What is said; how it looks is decided when it is sent."""

    CARD = "card"
    THREAD_NOTE = "thread_note"
    CONFIRMATION = "confirmation"
    TOLD = "told"
    QUESTION = "question"
    QUESTION_NOTE = "question_note"
    ASSIGNED = "assigned"
    LATE_LIST = "late_list"
    DIGEST = "digest"
    DIGEST_THREAD = "digest_thread"
    DIGEST_PICTURE = "digest_picture"
    EDITION = "edition"
    SETUP_DONE = "setup_done"
    REMOVE_DOUBLE = "remove_double"
    SETTLE = "settle"
    MAIL = "mail"
    DRAFT = "draft"
    DRAFTS = "drafts"
    CHAT_ANSWER = "chat_answer"


class MessageState(StrEnum):
    """Where a message stands. `held` waits for setup; `unsure` may or may not have arrived; `dead` needs a person."""

    PENDING = "pending"
    HELD = "held"
    UNSURE = "unsure"
    SENT = "sent"
    DEAD = "dead"


class Lane(StrEnum):
    """The two channels we speak in; a person's lane is `dm:` and the user id. Order holds within a lane."""

    TRIAGE = "triage"
    DIGEST = "digest"

    @staticmethod
    def of(user_id: str) -> str:
        """The lane of a person's direct messages."""
        return f"dm:{user_id}"

    @staticmethod
    def mail(reader_id: str | uuid.UUID) -> str:
        """The lane of the letters to one address, so that one that bounces holds up no other."""
        return f"mail:{reader_id}"

    @staticmethod
    def intake(of: str | uuid.UUID) -> str:
        """The lane in which what a person logs is settled, one after the other; not spoken in.

        A report about which its rep is still asked something has a lane of its own, so that it holds up no other.
        """
        return f"in:{of}"


class OutboxMessage(Base):
    """Something to say: the kind and ids, never the blocks. A card's redraws share one row; `asked` counts them.

    `position` is a UUIDv7: messages leave a lane in its order. Its times are real time, never the demo's clock.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "dedupe"),
        Index("ix_outbox_state_position", "state", "position"),
        Index("ix_outbox_workspace_id_lane_state", "workspace_id", "lane", "state"),
    )

    workspace_id: Mapped[columns.workspace_key]
    message_id: Mapped[columns.id_key]
    position: Mapped[uuid.UUID]
    kind: Mapped[MessageKind]
    lane: Mapped[str] = mapped_column(String(64))
    dedupe: Mapped[str] = mapped_column(String(200))
    ids: Mapped[columns.json_object]
    state: Mapped[MessageState] = mapped_column(default=MessageState.PENDING)

    # a redraw asked for while one is under way is not lost: `asked` is then ahead of what was drawn
    asked: Mapped[int] = mapped_column(default=1)

    # when to try (empty: at once) and who is trying
    next_at: Mapped[datetime | None]
    first_try_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]

    # where it arrived, or why not
    channel_id: Mapped[columns.slack_id | None]
    ts: Mapped[columns.slack_ts | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[columns.words] = mapped_column(default="")

    @property
    def is_unsure(self) -> bool:
        """Whether it may be in Slack already."""
        return self.state is MessageState.UNSURE

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state is MessageState.SENT

    def ask_again(self, position: uuid.UUID) -> None:
        """Say the same thing anew, in its latest state; what waits already is simply counted."""
        self.asked += 1
        if self.state in (MessageState.SENT, MessageState.DEAD):
            self.state, self.position = MessageState.PENDING, position
            self.next_at, self.first_try_at, self.attempts, self.error = None, None, 0, ""

    def arrived(self, *, channel_id: str, ts: str, drawn: int, now: datetime) -> None:
        """It is in Slack. If a redraw was asked for after `drawn`, it waits again at once."""
        self.channel_id, self.ts, self.sent_at = channel_id, ts, now
        self.state = MessageState.SENT if self.asked == drawn else MessageState.PENDING
        self._let_go()
        self.first_try_at, self.attempts, self.error = None, 0, ""

    def nothing_to_say(self, why: str, now: datetime) -> None:
        """What it was about is gone: done, with a note."""
        self.state, self.sent_at, self.error = MessageState.SENT, now, why
        self._let_go()

    def try_again(self, at: datetime, why: str, *, counts: bool = True) -> None:
        """It certainly did not arrive; try at the given moment. A rate limit does not count as an attempt."""
        self.state, self.error = MessageState.PENDING, why
        self._let_go(at)
        if counts:
            self.attempts += 1

    def unclear(self, at: datetime, why: str) -> None:
        """It may have arrived: wait for Slack's own event until the given moment."""
        self.state, self.error = MessageState.UNSURE, why
        self.attempts += 1
        self._let_go(at)

    def hold(self, why: str) -> None:
        """It has no place to go yet: it waits for setup, without trying."""
        self.state, self.first_try_at, self.error = MessageState.HELD, None, why
        self._let_go()

    def post_anew(self) -> None:
        """It stands nowhere any more: forget where, and post it again at once, in its old place in the lane."""
        self.channel_id = self.ts = None
        self.state, self.error = MessageState.PENDING, ""
        self._let_go()

    def die(self, why: str) -> None:
        """It needs a person; `why` is a sentence that an admin can act on."""
        self.state, self.error = MessageState.DEAD, why
        self._let_go()

    def _let_go(self, next_at: datetime | None = None) -> None:
        self.lease_until, self.next_at = None, next_at


class Subject(StrEnum):
    """What a card stands for."""

    REQUEST = "request"
    LOST_DEAL = "lost_deal"


class Card(Base):
    """The message in the triage channel that stands for a request or a lost deal."""

    __tablename__ = "card"
    __table_args__ = (Index("ix_card_workspace_id_channel_id_ts", "workspace_id", "channel_id", "ts"),)

    workspace_id: Mapped[columns.workspace_key]
    subject_id: Mapped[columns.id_key]
    subject: Mapped[Subject]
    channel_id: Mapped[columns.slack_id]
    ts: Mapped[columns.slack_ts]


class DigestRun(Base):
    """The claim on a period of an edition: whoever inserts the row sends it. The daily late list claims its day too."""

    __tablename__ = "digest_run"

    workspace_id: Mapped[columns.workspace_key]
    edition: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(16), primary_key=True)
    due_at: Mapped[columns.moment]
    claimed_at: Mapped[columns.moment]
    is_late: Mapped[bool] = mapped_column(default=False)
    report: Mapped[columns.json_object | None]


def card_dedupe(subject_id: uuid.UUID) -> str:
    """The outbox key under which all redraws of one card meet."""
    return f"card:{subject_id}"
