"""What was merged into a request, and who changed a thing last, are looked up and not searched for."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_request_workspace_id_merged_into_id", "request", ["workspace_id", "merged_into_id"])
    op.create_index("ix_audit_workspace_id_subject_at", "audit", ["workspace_id", "subject", "at"])


def downgrade() -> None:
    op.drop_index("ix_audit_workspace_id_subject_at", table_name="audit")
    op.drop_index("ix_request_workspace_id_merged_into_id", table_name="request")
