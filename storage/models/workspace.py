"""A workspace with its settings, its regions, its people and what they may do."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by


class Role(StrEnum):
    """What somebody may do beyond logging reports, which everybody may."""

    COORDINATOR = "coordinator"
    MARKETER = "marketer"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    SALES_MANAGER = "sales_manager"
    ADMIN = "admin"


class ShowPicture(StrEnum):
    """How the channel's digest shows a picture: in the message, in its thread, as Slack's own chart, or not."""

    MESSAGE = "message"
    THREAD = "thread"
    CHART = "chart"
    NO = "no"


class Workspace(Base):
    """One Slack workspace and everything that can be set in `/field setup`."""

    __tablename__ = "workspace"

    workspace_id: Mapped[columns.workspace_key]
    name: Mapped[columns.name]
    domain: Mapped[columns.name] = mapped_column(default="")
    bot_user_id: Mapped[columns.slack_id] = mapped_column(default="")
    installed_at: Mapped[columns.moment]
    set_up_at: Mapped[columns.moment | None]

    # where we speak
    triage_channel_id: Mapped[columns.slack_id | None]
    digest_channel_id: Mapped[columns.slack_id | None]

    # when we speak; a change applies from the next period
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    digest_at: Mapped[str] = mapped_column(String(16), default="mon 09:00")

    # how we speak
    currency: Mapped[columns.currency] = mapped_column(default="GBP")
    item_noun: Mapped[str] = mapped_column(String(40), default="heading")

    # what the digest tells, and how; `sensitivity` is one of digests.trends.finding.Sensitivity
    language: Mapped[str] = mapped_column(String(8), default="en")
    sensitivity: Mapped[str] = mapped_column(String(16), default="balanced")
    show_picture: Mapped[ShowPicture] = mapped_column(default=ShowPicture.MESSAGE)
    names_on_pages: Mapped[bool] = mapped_column(default=False)

    # how we decide; both clocks count working days
    has_regional_review: Mapped[bool] = mapped_column(default=False)
    has_committee: Mapped[bool] = mapped_column(default=False)
    first_answer_days: Mapped[int] = mapped_column(default=2)
    decision_days: Mapped[int] = mapped_column(default=10)

    @property
    def url(self) -> str:
        """Its address for links to messages, with a slash at the end; empty when unknown."""
        return f"https://{self.domain}.slack.com/" if self.domain else ""

    def missing_settings(self) -> list[str]:
        """What still has to be chosen before cards and digests can be posted, in plain words."""
        missing = []
        if not self.triage_channel_id:
            missing.append("the triage channel")
        if not self.digest_channel_id:
            missing.append("the digest channel")
        return missing


class Region(Base):
    """A sales region. Retired, never deleted: old reports keep their region."""

    __tablename__ = "region"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.workspace_id"]),
        Index("uq_region_workspace_id_name", "workspace_id", "name", unique=True),
    )

    workspace_id: Mapped[columns.workspace_key]
    region_id: Mapped[columns.id_key]
    name: Mapped[columns.name]
    retired_at: Mapped[datetime | None]


class Person(Base):
    """Somebody in the workspace, known by the Slack user id."""

    __tablename__ = "person"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.workspace_id"]),
        owned_by("region_id", "region", "region_id"),
    )

    workspace_id: Mapped[columns.workspace_key]
    user_id: Mapped[columns.slack_key]
    name: Mapped[columns.name] = mapped_column(default="")
    region_id: Mapped[uuid.UUID | None]
    seen_at: Mapped[columns.moment]


class RoleGrant(Base):
    """One role of one person; a coordinator's names the region.

    `region_key` is the region's id or empty, because a key holds no null.
    """

    __tablename__ = "role_grant"
    __table_args__ = (owned_by("user_id", "person", "user_id"), owned_by("region_id", "region", "region_id"))

    workspace_id: Mapped[columns.workspace_key]
    user_id: Mapped[columns.slack_key]
    role: Mapped[Role] = mapped_column(primary_key=True)
    region_key: Mapped[str] = mapped_column(String(36), primary_key=True, default="")
    region_id: Mapped[uuid.UUID | None]
    granted_at: Mapped[columns.moment]
    granted_by_id: Mapped[columns.slack_id]
