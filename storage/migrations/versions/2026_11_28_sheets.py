"""Sheets of weeks, from which a digest is told; every week is counted anew to get its own. Who was told, by day."""

import datetime
import uuid

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "week_sheet",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.Column("counted_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", name=op.f("pk_week_sheet")),
    )
    op.create_table(
        "week_request",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", "request_id", name=op.f("pk_week_request")),
    )
    op.create_table(
        "week_theme",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("reports", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", "theme_id", name=op.f("pk_week_theme")),
    )
    op.create_table(
        "quarter_sheet",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", name=op.f("pk_quarter_sheet")),
    )
    op.create_index("ix_told_workspace_id_told_at", "told", ["workspace_id", "told_at"], unique=False)
    _mark_every_day()


def _mark_every_day() -> None:
    bind = op.get_bind()
    due = sa.table("day_due", sa.column("workspace_id"), sa.column("mark_id", sa.Uuid()), sa.column("day", sa.Date()))
    moment = "logged_at" if bind.dialect.name == "sqlite" else "logged_at AT TIME ZONE 'UTC'"
    logged = bind.execute(sa.text(f"SELECT DISTINCT workspace_id, date({moment}) FROM report"))  # noqa: S608 (ours)
    rows = [{"workspace_id": one, "mark_id": uuid.uuid4(), "day": _day(day)} for one, day in logged]
    if rows:
        op.bulk_insert(due, rows)


def _day(value: object) -> datetime.date:
    """SQLite says a day in words, PostgreSQL as one."""
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def downgrade() -> None:
    op.drop_index("ix_told_workspace_id_told_at", table_name="told")
    for table in ("quarter_sheet", "week_theme", "week_request", "week_sheet"):
        op.drop_table(table)
