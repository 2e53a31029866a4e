"""What the reader made of people's words, what they saved instead, and the names it learned from that."""

import uuid
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class Reading(Base):
    """Words of a rep that were read and saved, as the workspace's own test set; there is one for a report at most.

    `found` is what was read, `saved` what the person let stand or put right, both by field; an edit is a field in which
    they differ. `told_kind` is the kind where a command said it, so that it was not read. `rules` names the reader's
    rules of that day, `form` how the two are written down.
    """

    __tablename__ = "reading"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        Index("ix_reading_workspace_id_saved_at", "workspace_id", "saved_at", "report_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    words: Mapped[columns.words]
    told_kind: Mapped[str] = mapped_column(String(32), default="")
    rules: Mapped[str] = mapped_column(String(32))
    form: Mapped[int]
    found: Mapped[columns.json_object]
    saved: Mapped[columns.json_object]
    by_id: Mapped[columns.slack_id]
    saved_at: Mapped[columns.moment]


class AccountAlias(Base):
    """What reps write when they mean a customer, learned from a report whose customer somebody put right.

    Two that are not undone with one key are two customers whom people call alike: then it is asked which.
    """

    __tablename__ = "account_alias"
    __table_args__ = (
        owned_by("account_id", "account", "account_id"),
        Index("ix_account_alias_workspace_id_learned_from_id", "workspace_id", "learned_from_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    alias_key: Mapped[columns.name] = mapped_column(primary_key=True)
    account_id: Mapped[columns.id_key]
    alias: Mapped[columns.name]
    learned_from_id: Mapped[uuid.UUID]
    learned_at: Mapped[columns.moment]
    learned_by_id: Mapped[columns.slack_id]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[columns.slack_id | None]
