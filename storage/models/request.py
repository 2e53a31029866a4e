"""A request: the want that reports add up to, what triage decides, and who was told."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from storage import columns
from storage.models.base import Base, owned_by


class RequestStatus(StrEnum):
    """Where a request stands."""

    NEW = "new"
    REGIONAL_REVIEW = "regional_review"
    HQ_REVIEW = "hq_review"
    DOCKETED = "docketed"
    APPROVED = "approved"
    APPROVED_AS_SYNONYM = "approved_as_synonym"
    PILOT = "pilot"
    DEFERRED = "deferred"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    LIVE = "live"
    MEASURED = "measured"
    ANSWERED = "answered"
    NOT_A_REQUEST = "not_a_request"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({RequestStatus.NEW, RequestStatus.REGIONAL_REVIEW, RequestStatus.HQ_REVIEW, RequestStatus.DOCKETED})
DECISIONS = frozenset(
    {
        RequestStatus.APPROVED,
        RequestStatus.APPROVED_AS_SYNONYM,
        RequestStatus.PILOT,
        RequestStatus.DEFERRED,
        RequestStatus.DECLINED,
        RequestStatus.ANSWERED,
        RequestStatus.NOT_A_REQUEST,
    }
)
# Each rep behind a request hears of these once; the other statuses are marketing's own business.
TOLD = (DECISIONS | {RequestStatus.MERGED, RequestStatus.LIVE}) - {RequestStatus.SCHEDULED}
# What comes after a yes, one step at a time.
AFTER_YES = (RequestStatus.SCHEDULED, RequestStatus.LIVE, RequestStatus.MEASURED)
YES = frozenset({RequestStatus.APPROVED, RequestStatus.APPROVED_AS_SYNONYM, RequestStatus.PILOT})


class Request(Base):
    """One want. `version` rises with every change, so that of two people pressing at once only one wins."""

    __tablename__ = "request"
    __table_args__ = (
        owned_by("merged_into_id", "request", "request_id"),
        owned_by("item_id", "catalog_item", "item_id"),
        Index("ix_request_workspace_id_status", "workspace_id", "status"),
        Index("ix_request_workspace_id_title_key", "workspace_id", "title_key"),
        Index("ix_request_workspace_id_merged_into_id", "workspace_id", "merged_into_id"),
        UniqueConstraint("workspace_id", "external_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    request_id: Mapped[columns.id_key]
    title: Mapped[columns.name]
    title_key: Mapped[columns.name]
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.NEW)
    owner_id: Mapped[columns.slack_id | None]
    external_id: Mapped[str | None] = mapped_column(String(100))
    version: Mapped[int] = mapped_column()

    # clocks
    opened_at: Mapped[columns.moment]
    opened_by_id: Mapped[columns.slack_id]
    first_answer_by: Mapped[columns.moment]
    decide_by: Mapped[columns.moment]
    first_answered_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]

    # the decision
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[columns.slack_id | None]
    reason: Mapped[columns.words] = mapped_column(default="")
    deferred_until: Mapped[date | None]
    item_id: Mapped[uuid.UUID | None]
    merged_into_id: Mapped[uuid.UUID | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy wants a plain mapping)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.status in OPEN

    @property
    def is_gone(self) -> bool:
        """Whether it no longer stands for itself: its reports count elsewhere, or nowhere."""
        return self.status in (RequestStatus.MERGED, RequestStatus.WITHDRAWN)

    def touch(self) -> None:
        """Let the version rise although no column changes: whoever changes this request meanwhile is then noticed."""
        flag_modified(self, "status")

    @property
    def next_due(self) -> datetime:
        """When the next of its two clocks runs out."""
        if self.first_answered_at is None:
            return min(self.first_answer_by, self.decide_by)
        return self.decide_by

    @property
    def can_be_reopened(self) -> bool:
        """Whether a decision stands that could be taken back."""
        return not self.is_open and not self.is_gone

    def next_steps(self, *, regional_review: bool, committee: bool) -> list[RequestStatus]:
        """The statuses it can be moved on to without a decision, in order.

        A workspace without regional review or without a committee skips those stages.
        """
        if self.is_open:
            stages = [
                RequestStatus.NEW,
                *([RequestStatus.REGIONAL_REVIEW] if regional_review else []),
                *([RequestStatus.HQ_REVIEW] if regional_review or committee else []),
                *([RequestStatus.DOCKETED] if committee else []),
            ]
            # A stage that was switched off meanwhile counts as the first: everything still offered lies ahead.
            here = stages.index(self.status) if self.status in stages else 0
            return stages[here + 1 :]
        if self.status in YES:
            return [RequestStatus.SCHEDULED, RequestStatus.LIVE]
        if self.status in AFTER_YES:
            return list(AFTER_YES[AFTER_YES.index(self.status) + 1 :])
        return []


class ChangeKind(StrEnum):
    """What happened to a request."""

    OPENED = "opened"
    JOINED = "joined"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    MOVED = "moved"
    DECIDED = "decided"
    REOPENED = "reopened"
    EDITED = "edited"
    SNOOZED = "snoozed"
    ASKED = "asked"
    ANSWER = "answer"
    MERGED = "merged"
    ABSORBED = "absorbed"
    SEPARATED = "separated"
    LET_GO = "let_go"
    REPORT_EDITED = "report_edited"
    REPORT_WITHDRAWN = "report_withdrawn"


class RequestChange(Base):
    """One line of a request's history. `words` is what the person wrote: a reason, a question, an answer."""

    __tablename__ = "request_change"
    __table_args__ = (
        owned_by("request_id", "request", "request_id"),
        Index("ix_request_change_workspace_id_request_id_at", "workspace_id", "request_id", "at"),
        Index("ix_request_change_workspace_id_at", "workspace_id", "at"),
    )

    workspace_id: Mapped[columns.workspace_key]
    change_id: Mapped[columns.id_key]
    request_id: Mapped[uuid.UUID]
    kind: Mapped[ChangeKind]
    at: Mapped[columns.moment]
    by_id: Mapped[columns.slack_id]
    from_status: Mapped[RequestStatus | None]
    to_status: Mapped[RequestStatus | None]
    report_id: Mapped[uuid.UUID | None]
    other_id: Mapped[uuid.UUID | None]
    person_id: Mapped[columns.slack_id | None]
    words: Mapped[columns.words] = mapped_column(default="")
    until: Mapped[date | None]


class ReportLink(Base):
    """A report behind a request: `request_id` is what it was logged for, `counts_for_id` where it counts now.

    It counts for whatever stands for the request it was logged for. A merge moves `counts_for_id` alone, so that it
    can be taken back and the history stays true; only who links a lost deal to another request moves both.
    """

    __tablename__ = "report_link"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("request_id", "request", "request_id"),
        owned_by("counts_for_id", "request", "request_id"),
        Index("ix_report_link_workspace_id_counts_for_id", "workspace_id", "counts_for_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    request_id: Mapped[columns.id_key]
    counts_for_id: Mapped[uuid.UUID]
    linked_at: Mapped[columns.moment]
    linked_by_id: Mapped[columns.slack_id]


class Told(Base):
    """The mark that the rep behind a report was told of a change, and later passed it on to the customer."""

    __tablename__ = "told"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("change_id", "request_change", "change_id"),
        Index("ix_told_workspace_id_change_id", "workspace_id", "change_id"),
        Index("ix_told_workspace_id_told_at", "workspace_id", "told_at"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    change_id: Mapped[columns.id_key]
    told_at: Mapped[columns.moment]
    passed_on_at: Mapped[datetime | None]


class Question(Base):
    """What triage asked the rep behind a request or a lost deal, and the answer."""

    __tablename__ = "question"
    __table_args__ = (
        owned_by("request_id", "request", "request_id"),
        owned_by("report_id", "report", "report_id"),
        Index("ix_question_workspace_id_asked_of_id", "workspace_id", "asked_of_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    question_id: Mapped[columns.id_key]
    request_id: Mapped[uuid.UUID | None]
    report_id: Mapped[uuid.UUID]
    asked_at: Mapped[columns.moment]
    asked_by_id: Mapped[columns.slack_id]
    asked_of_id: Mapped[columns.slack_id]
    words: Mapped[columns.words]
    answered_at: Mapped[datetime | None]
    answer: Mapped[columns.words] = mapped_column(default="")
