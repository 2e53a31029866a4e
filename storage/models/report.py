"""A report: what one rep heard from one customer, once; its history, and the draft it came from."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class ReportKind(StrEnum):
    """What was heard: a wish, a deal lost, a deal won."""

    REQUEST = "request"
    LOST_DEAL = "lost_deal"
    WON_DEAL = "won_deal"


class Importance(StrEnum):
    """How much it matters, as the customer put it."""

    MUST = "must"
    IMPORTANT = "important"
    NICE = "nice"


class Stage(StrEnum):
    """How far the deal had come."""

    NOT_AWARE = "not_aware"
    CONSIDERING = "considering"
    NEGOTIATING = "negotiating"
    RENEWAL = "renewal"
    CUSTOMER = "customer"


class Evidence(StrEnum):
    """How we know: the rep's opinion, the customer's words, somebody else."""

    OPINION = "opinion"
    CUSTOMER_WORDS = "customer_words"
    THIRD_PARTY = "third_party"


class Source(StrEnum):
    """The way in."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    HOME = "home"
    IMPORT = "import"
    CHAT = "chat"


class Report(Base):
    """What one rep heard from one customer, once. `said` is the customer's, `note` the rep's."""

    __tablename__ = "report"
    __table_args__ = (
        owned_by("reporter_id", "person", "user_id"),
        owned_by("account_id", "account", "account_id"),
        owned_by("region_id", "region", "region_id"),
        UniqueConstraint("workspace_id", "draft_id"),
        UniqueConstraint("workspace_id", "external_id"),
        Index("ix_report_workspace_id_logged_at", "workspace_id", "logged_at"),
        Index("ix_report_workspace_id_reporter_id_logged_at", "workspace_id", "reporter_id", "logged_at"),
        Index("ix_report_workspace_id_account_id", "workspace_id", "account_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    kind: Mapped[ReportKind]
    source: Mapped[Source]

    # who heard it, from whom, where
    reporter_id: Mapped[columns.slack_id]
    logged_by_id: Mapped[columns.slack_id]
    account_id: Mapped[uuid.UUID | None]
    region_id: Mapped[uuid.UUID | None]
    segment: Mapped[str] = mapped_column(String(100), default="")

    # what was said
    said: Mapped[columns.words] = mapped_column(default="")
    note: Mapped[columns.words] = mapped_column(default="")
    would_have_bought: Mapped[columns.words] = mapped_column(default="")
    value_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[columns.currency]
    importance: Mapped[Importance | None]
    is_unasked: Mapped[bool | None]
    stage: Mapped[Stage | None]
    evidence: Mapped[Evidence | None]
    permalink: Mapped[str] = mapped_column(String(500), default="")

    # one form, one report: a second Submit finds the first by its draft
    draft_id: Mapped[uuid.UUID | None]
    external_id: Mapped[str | None] = mapped_column(String(100))

    # what happened to it
    logged_at: Mapped[columns.moment]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    # a lost deal is read, not decided
    owner_id: Mapped[columns.slack_id | None]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[columns.slack_id | None]

    @property
    def is_live(self) -> bool:
        """Whether it still counts."""
        return self.withdrawn_at is None

    @property
    def want(self) -> str:
        """What the customer wants, in words; empty for a deal that no want would have changed."""
        return self.said if self.kind is ReportKind.REQUEST else self.would_have_bought

    def belongs_to(self, user_id: str) -> bool:
        """Whether this person may edit or withdraw it: who heard it, or the manager who logged it for them."""
        return user_id in (self.reporter_id, self.logged_by_id)


class ReportReason(Base):
    """A reason given in a report."""

    __tablename__ = "report_reason"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("reason_id", "reason", "reason_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    reason_id: Mapped[columns.id_key]


class ReportCompetitor(Base):
    """A competitor named in a report."""

    __tablename__ = "report_competitor"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("competitor_id", "competitor", "competitor_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    competitor_id: Mapped[columns.id_key]


class ReportVersion(Base):
    """What a report said before an edit or a withdrawal."""

    __tablename__ = "report_version"
    __table_args__ = (owned_by("report_id", "report", "report_id"),)

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    changed_at: Mapped[columns.moment] = mapped_column(primary_key=True)
    changed_by_id: Mapped[columns.slack_id]
    before: Mapped[columns.json_object]


class Draft(Base):
    """A form that was opened, or a message to the bot: the whole source text and the way back to the rep.

    `response_url` is a Slack address good for thirty minutes; it never leaves this table. `understood` is what a
    message was taken to say, `reading` what the reader first made of the words, until the report is settled. While it
    waits for its rep, `due_at` is when that is told next: at the end of their day, then when it expires.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_workspace_id_user_id", "workspace_id", "user_id"),
        Index("ix_draft_workspace_id_due_at", "workspace_id", "due_at"),
    )

    workspace_id: Mapped[columns.workspace_key]
    draft_id: Mapped[columns.id_key]
    user_id: Mapped[columns.slack_id]
    kind: Mapped[ReportKind]
    source: Mapped[Source]
    source_text: Mapped[columns.words] = mapped_column(default="")
    response_url: Mapped[str] = mapped_column(String(500), default="")
    permalink: Mapped[str] = mapped_column(String(500), default="")
    opened_at: Mapped[columns.moment]
    sent_at: Mapped[datetime | None]
    understood: Mapped[columns.json_object | None]
    reading: Mapped[columns.json_object | None]
    due_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    @property
    def waits(self) -> bool:
        """Whether its rep has neither saved nor discarded it, and it did not expire."""
        return self.due_at is not None
