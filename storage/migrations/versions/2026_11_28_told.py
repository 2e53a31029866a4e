"""Who was told in each week, kept; and marks that say that only this changed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "week_told",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("passed_on", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "week", name=op.f("pk_week_told")),
    )
    op.add_column("day_due", sa.Column("is_told", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("day_due", "is_told")
    op.drop_table("week_told")
