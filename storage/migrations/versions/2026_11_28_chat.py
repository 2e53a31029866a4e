"""Drafts that came by chat: what was understood, when they are due to be told of, and when they were dropped."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("understood", sa.JSON(), nullable=True))
    op.add_column("draft", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("draft", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_draft_workspace_id_due_at", "draft", ["workspace_id", "due_at"])


def downgrade() -> None:
    op.drop_index("ix_draft_workspace_id_due_at", table_name="draft")
    for column in ("dropped_at", "due_at", "understood"):
        op.drop_column("draft", column)
