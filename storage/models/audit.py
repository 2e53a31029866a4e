"""Who changed what that matters: settings, roles, decisions. Rows are only ever added."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base


class AuditEntry(Base):
    """One deed. `before` and `after` hold ids and settings, never customers' words or tokens."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_workspace_id_at", "workspace_id", "at"),
        Index("ix_audit_workspace_id_subject_at", "workspace_id", "subject", "at"),
    )

    workspace_id: Mapped[columns.workspace_key]
    audit_id: Mapped[columns.id_key]
    at: Mapped[columns.moment]
    by_id: Mapped[columns.slack_id]
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(100), default="")
    before: Mapped[columns.json_object]
    after: Mapped[columns.json_object]
