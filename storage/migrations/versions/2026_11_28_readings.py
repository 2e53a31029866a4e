"""What was read and what was saved instead, and the names that were learned from it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_LEARNED = (
    ("learned_from_id", sa.Uuid()),
    ("learned_at", sa.DateTime(timezone=True)),
    ("learned_by_id", sa.String(length=32)),
    ("undone_at", sa.DateTime(timezone=True)),
    ("undone_by_id", sa.String(length=32)),
)


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told_kind", sa.String(length=32), nullable=False),
        sa.Column("rules", sa.String(length=32), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("saved", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_reading_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_workspace_id_saved_at", "reading", ["workspace_id", "saved_at", "report_id"])
    op.create_table(
        "account_alias",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("alias_key", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.Column("learned_from_id", sa.Uuid(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("learned_by_id", sa.String(length=32), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["account.workspace_id", "account.account_id"],
            name=op.f("fk_account_alias_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "alias_key", "account_id", name=op.f("pk_account_alias")),
    )
    op.create_index(
        "ix_account_alias_workspace_id_learned_from_id", "account_alias", ["workspace_id", "learned_from_id"]
    )
    for column, kind in _LEARNED:
        op.add_column("competitor_alias", sa.Column(column, kind, nullable=True))
    op.add_column("draft", sa.Column("reading", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("draft", "reading")
    for column, _ in reversed(_LEARNED):
        op.drop_column("competitor_alias", column)
    op.drop_table("account_alias")
    op.drop_table("reading")
