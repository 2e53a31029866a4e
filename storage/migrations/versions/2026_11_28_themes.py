"""Themes, where reports belong, and where not."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("found_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.String(length=32), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "merged_into_id"],
            ["theme.workspace_id", "theme.theme_id"],
            name=op.f("fk_theme_merged_into_id_theme"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "theme_id", name=op.f("pk_theme")),
    )
    op.create_table(
        "theme_report",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("placed_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_theme_report_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "theme_id"],
            ["theme.workspace_id", "theme.theme_id"],
            name=op.f("fk_theme_report_theme_id_theme"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", name=op.f("pk_theme_report")),
    )
    op.create_index("ix_theme_report_workspace_id_theme_id", "theme_report", ["workspace_id", "theme_id"], unique=False)
    op.create_table(
        "theme_refusal",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("refused_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("refused_by_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_theme_refusal_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "theme_id"],
            ["theme.workspace_id", "theme.theme_id"],
            name=op.f("fk_theme_refusal_theme_id_theme"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "theme_id", name=op.f("pk_theme_refusal")),
    )


def downgrade() -> None:
    op.drop_table("theme_refusal")
    op.drop_index("ix_theme_report_workspace_id_theme_id", table_name="theme_report")
    op.drop_table("theme_report")
    op.drop_table("theme")
