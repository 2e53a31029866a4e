"""The base of all models: constraint names, enum storage, and ids that sort by time."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKeyConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase
from uuid_utils.compat import uuid7

from storage.columns import UtcDateTime, enums_by_value

# Names that do not depend on the engine: a migration must be able to name what it drops.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_1_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All models; every key starts with `workspace_id`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, StrEnum: enums_by_value}


def new_id() -> uuid.UUID:
    """A UUIDv7: unique anywhere without a sequence, and rows written together lie together."""
    return uuid7()


def owned_by(column: str, target: str, target_column: str) -> ForeignKeyConstraint:
    """A foreign key inside one workspace: `owned_by("account_id", "account", "account_id")`.

    No CASCADE anywhere: on SQLite a rebuilt parent table would silently empty its children.
    """
    return ForeignKeyConstraint(["workspace_id", column], [f"{target}.workspace_id", f"{target}.{target_column}"])
