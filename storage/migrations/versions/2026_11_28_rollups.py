"""Counts of weeks, and the days that are to be counted anew: at first, all of them."""

import datetime
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "week_count",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("segment", sa.String(length=100), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", "theme_id", "region_id", "segment", name=op.f("pk_week_count")),
    )
    due = op.create_table(
        "day_due",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("mark_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "mark_id", name=op.f("pk_day_due")),
    )
    op.create_index("ix_day_due_workspace_id_day", "day_due", ["workspace_id", "day"], unique=False)
    bind = op.get_bind()
    moment = "logged_at" if bind.dialect.name == "sqlite" else "logged_at AT TIME ZONE 'UTC'"
    logged = bind.execute(sa.text(f"SELECT DISTINCT workspace_id, date({moment}) FROM report"))  # noqa: S608 (ours)
    rows = [{"workspace_id": one, "mark_id": uuid.uuid4(), "day": _day(day)} for one, day in logged]
    if rows:
        op.bulk_insert(due, rows)


def _day(value: object) -> datetime.date:
    """SQLite says a day in words, PostgreSQL as one."""
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def downgrade() -> None:
    op.drop_index("ix_day_due_workspace_id_day", table_name="day_due")
    op.drop_table("day_due")
    op.drop_table("week_count")
