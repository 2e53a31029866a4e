"""Themes: groups of reports found by the machine; what people named, moved and refused stays as they said."""

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class Theme(Base):
    """Reports that want alike. `label` is the machine's, `name` a person's; `example` is a customer's words."""

    __tablename__ = "theme"
    __table_args__ = (owned_by("merged_into_id", "theme", "theme_id"),)

    workspace_id: Mapped[columns.workspace_key]
    theme_id: Mapped[columns.id_key]
    label: Mapped[columns.name] = mapped_column(default="")
    name: Mapped[columns.name] = mapped_column(default="")
    example: Mapped[columns.words] = mapped_column(default="")
    found_at: Mapped[columns.moment]

    # once a person named or confirmed it, its reports stay in it
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[columns.slack_id | None]
    merged_into_id: Mapped[uuid.UUID | None]

    @property
    def title(self) -> str:
        """What people read."""
        return self.name or self.label or "A theme without words"

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said that it is one."""
        return self.confirmed_at is not None


class ThemeReport(Base):
    """Where a report belongs: in a theme, or (None) in none. What a person placed is pinned: no machine moves it."""

    __tablename__ = "theme_report"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("theme_id", "theme", "theme_id"),
        Index("ix_theme_report_workspace_id_theme_id", "workspace_id", "theme_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    theme_id: Mapped[uuid.UUID | None]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    placed_at: Mapped[columns.moment]
    placed_by_id: Mapped[columns.slack_id | None]


class ThemeRefusal(Base):
    """A report that, a person said, does not belong in a theme: no machine puts it there again."""

    __tablename__ = "theme_refusal"
    __table_args__ = (
        owned_by("report_id", "report", "report_id"),
        owned_by("theme_id", "theme", "theme_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    report_id: Mapped[columns.id_key]
    theme_id: Mapped[columns.id_key]
    refused_at: Mapped[columns.moment]
    refused_by_id: Mapped[columns.slack_id]
