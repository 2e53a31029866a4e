"""How much was heard in each local week, kept so that nobody has to count years of reports again.

The rows follow from the reports: `DayDue` says which days changed, and their weeks are counted anew from the reports.
"""

import uuid
from datetime import date

from sqlalchemy import Index, LargeBinary, String
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


class WeekSheet(Base):
    """A week's sums for the digest, as `digests.sheet` writes them: `totals` to compare by, `detail` to tell.

    `cells` are the counts of `WeekCount` in a few bytes each (`digests.cells`), since a digest reads those of years.
    A sheet of another `version` than the code's is as good as none. `counted_at` and `took_ms` say when it was made,
    and how long that took.
    """

    __tablename__ = "week_sheet"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    version: Mapped[int]
    totals: Mapped[columns.words]
    detail: Mapped[columns.words]
    cells: Mapped[bytes] = mapped_column(LargeBinary)
    counted_at: Mapped[columns.moment]
    took_ms: Mapped[int]


class WeekRequest(Base):
    """Who was behind a request in a week: how many voices, and which, as `digests.sheet` writes them."""

    __tablename__ = "week_request"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    request_id: Mapped[columns.id_key]
    voices: Mapped[int]
    who: Mapped[bytes] = mapped_column(LargeBinary)


class WeekTheme(Base):
    """The reports of a week that belong to a theme, as `digests.behind` writes them."""

    __tablename__ = "week_theme"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    theme_id: Mapped[columns.id_key]
    reports: Mapped[bytes] = mapped_column(LargeBinary)


class WeekTold(Base):
    """Who was told in a week: reps, customers, and customers to whom their rep passed it on."""

    __tablename__ = "week_told"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    reps: Mapped[int]
    customers: Mapped[int]
    passed_on: Mapped[int]


class QuarterSheet(Base):
    """What a quarter that ends with a week tells of deals. `stamp` says of which weeks and requests that is true."""

    __tablename__ = "quarter_sheet"

    workspace_id: Mapped[columns.workspace_key]
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    stamp: Mapped[columns.words]
    report: Mapped[columns.words]


class DayDue(Base):
    """A day (UTC) of which reports or their themes changed, put down in the transaction that changes them.

    With `is_told`, only who was told on that day changed: its weeks are not counted anew for that, but who was told.
    Each change is a row of its own: a mark that is being counted away never swallows one that comes meanwhile.
    """

    __tablename__ = "day_due"
    __table_args__ = (Index("ix_day_due_workspace_id_day", "workspace_id", "day"),)

    workspace_id: Mapped[columns.workspace_key]
    mark_id: Mapped[columns.id_key]
    day: Mapped[date]
    is_told: Mapped[bool] = mapped_column(default=False)
