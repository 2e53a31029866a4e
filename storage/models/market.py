"""The market as we know it: accounts, what can be sold, who we lose to, and why."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base, owned_by
from storage.models.report import ReportKind


class Account(Base):
    """A customer: the voice that demand is counted by."""

    __tablename__ = "account"
    __table_args__ = (
        owned_by("region_id", "region", "region_id"),
        UniqueConstraint("workspace_id", "external_id"),
        Index("ix_account_workspace_id_name_key", "workspace_id", "name_key"),
    )

    workspace_id: Mapped[columns.workspace_key]
    account_id: Mapped[columns.id_key]
    name: Mapped[columns.name]
    name_key: Mapped[columns.name]
    region_id: Mapped[uuid.UUID | None]
    segment: Mapped[str] = mapped_column(String(100), default="")
    owner_id: Mapped[columns.slack_id | None]
    yearly_minor: Mapped[int | None] = mapped_column(BigInteger)
    external_id: Mapped[str | None] = mapped_column(String(100))
    added_at: Mapped[columns.moment]
    added_by_id: Mapped[columns.slack_id | None]


class CatalogStatus(StrEnum):
    """Whether a catalog item can be sold today."""

    PLANNED = "planned"
    LIVE = "live"
    RETIRED = "retired"


class CatalogItem(Base):
    """Something that can be sold (a heading), in some regions or in all when none is named."""

    __tablename__ = "catalog_item"
    __table_args__ = (
        owned_by("successor_id", "catalog_item", "item_id"),
        UniqueConstraint("workspace_id", "name_key"),
    )

    workspace_id: Mapped[columns.workspace_key]
    item_id: Mapped[columns.id_key]
    name: Mapped[columns.name]
    name_key: Mapped[columns.name]
    status: Mapped[CatalogStatus] = mapped_column(default=CatalogStatus.LIVE)
    on_sale_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    successor_id: Mapped[uuid.UUID | None]
    talk_track: Mapped[columns.words] = mapped_column(default="")
    added_at: Mapped[columns.moment]


class NameKind(StrEnum):
    """How another name leads to a catalog item: it means the same, or it is worth a look."""

    SYNONYM = "synonym"
    SEE = "see"


class CatalogName(Base):
    """Another name of a catalog item."""

    __tablename__ = "catalog_name"
    __table_args__ = (
        owned_by("item_id", "catalog_item", "item_id"),
        Index("ix_catalog_name_workspace_id_name_key", "workspace_id", "name_key"),
    )

    workspace_id: Mapped[columns.workspace_key]
    item_id: Mapped[columns.id_key]
    name_key: Mapped[columns.name] = mapped_column(primary_key=True)
    name: Mapped[columns.name]
    kind: Mapped[NameKind] = mapped_column(default=NameKind.SYNONYM)


class CatalogRegion(Base):
    """A region in which a catalog item is sold; none at all means everywhere."""

    __tablename__ = "catalog_region"
    __table_args__ = (owned_by("item_id", "catalog_item", "item_id"), owned_by("region_id", "region", "region_id"))

    workspace_id: Mapped[columns.workspace_key]
    item_id: Mapped[columns.id_key]
    region_id: Mapped[columns.id_key]


class Competitor(Base):
    """Somebody deals are lost to."""

    __tablename__ = "competitor"
    __table_args__ = (UniqueConstraint("workspace_id", "name_key"),)

    workspace_id: Mapped[columns.workspace_key]
    competitor_id: Mapped[columns.id_key]
    name: Mapped[columns.name]
    name_key: Mapped[columns.name]
    added_at: Mapped[columns.moment]


class CompetitorAlias(Base):
    """What reps type when they mean a competitor: from an import, or learned from a report that somebody put right.

    A learned one that is undone applies no longer, and is not learned again; `undone_by_id` is empty where two people
    meant two competitors by it.
    """

    __tablename__ = "competitor_alias"
    __table_args__ = (owned_by("competitor_id", "competitor", "competitor_id"),)

    workspace_id: Mapped[columns.workspace_key]
    alias_key: Mapped[columns.name] = mapped_column(primary_key=True)
    alias: Mapped[columns.name]
    competitor_id: Mapped[uuid.UUID]
    learned_from_id: Mapped[uuid.UUID | None]
    learned_at: Mapped[datetime | None]
    learned_by_id: Mapped[columns.slack_id | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[columns.slack_id | None]


class Reason(Base):
    """Why a deal was lost, or won. Retired ones stay on old deals and are offered no more."""

    __tablename__ = "reason"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "code"),)

    workspace_id: Mapped[columns.workspace_key]
    reason_id: Mapped[columns.id_key]
    kind: Mapped[ReportKind]
    code: Mapped[str] = mapped_column(String(40))
    label: Mapped[columns.name]
    position: Mapped[int]
    needs_note: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]
