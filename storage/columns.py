"""Column types with names, so that a model reads like a sentence."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, Enum, String, Text, TypeDecorator
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import JSON


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: zone-aware in Python, UTC in the database (SQLite keeps no zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it would silently mean another hour on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# An enum is stored by its value as plain text: a new value then needs no migration on either engine.
enums_by_value = Enum(
    StrEnum,
    native_enum=False,
    create_constraint=False,
    length=32,
    values_callable=lambda enum: [member.value for member in enum],
)

workspace_key = Annotated[str, mapped_column(String(32), primary_key=True)]
id_key = Annotated[uuid.UUID, mapped_column(primary_key=True)]
slack_id = Annotated[str, mapped_column(String(32))]
slack_key = Annotated[str, mapped_column(String(32), primary_key=True)]
slack_ts = Annotated[str, mapped_column(String(32))]
name = Annotated[str, mapped_column(String(200))]
words = Annotated[str, mapped_column(Text)]
currency = Annotated[str, mapped_column(String(3))]
moment = Annotated[datetime, mapped_column(UtcDateTime)]
json_object = Annotated[dict[str, Any], mapped_column(JSON)]
