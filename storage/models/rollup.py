"""How much was heard in each local week, kept so that nobody has to count years of reports again.

The rows follow from the reports: `DayDue` says which days changed, and their weeks are counted anew from the reports.
"""

import uuid
from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage import columns
from storage.models.base import Base

# Stands for "none" in a key: no theme, no region.
NONE = uuid.UUID(int=0)


class WeekCount(Base):
    """What was heard of a theme in a week, a region and a segment: voices and reports.

    A voice is an account; reports without one count one voice for each rep. `week` is written like 2026-W47.
    """

    __tablename__ = "week_count"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    theme_id: Mapped[columns.id_key]
    region_id: Mapped[columns.id_key]
    segment: Mapped[str] = mapped_column(String(100), primary_key=True)
    voices: Mapped[int]
    reports: Mapped[int]


class DayDue(Base):
    """A day (UTC) of which reports or their themes changed, put down in the transaction that changes them.

    Each change is a row of its own: a mark that is being counted away never swallows one that comes meanwhile.
    """

    __tablename__ = "day_due"
    __table_args__ = (Index("ix_day_due_workspace_id_day", "workspace_id", "day"),)

    workspace_id: Mapped[columns.workspace_key]
    mark_id: Mapped[columns.id_key]
    day: Mapped[date]
