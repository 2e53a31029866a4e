"""What texts are like: vectors, hints, what the catalog answered; when an item was retired."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_due",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "owner_id", name=op.f("pk_text_due")),
    )
    op.create_table(
        "text_vector",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("text_key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "owner_id", "text_key", name=op.f("pk_text_vector")),
    )
    op.create_index("ix_text_vector_workspace_id_position", "text_vector", ["workspace_id", "position"], unique=False)

    op.create_table(
        "hint",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("found_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "request_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_hint_request_id_request"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "request_id", "other_id", name=op.f("pk_hint")),
    )
    op.create_index("ix_hint_workspace_id_other_id", "hint", ["workspace_id", "other_id"], unique=False)

    op.create_table(
        "catalog_answer",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("judged_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("judged_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["catalog_item.workspace_id", "catalog_item.item_id"],
            name=op.f("fk_catalog_answer_item_id_catalog_item"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_catalog_answer_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", name=op.f("pk_catalog_answer")),
    )
    op.create_index(
        "ix_catalog_answer_workspace_id_answered_at", "catalog_answer", ["workspace_id", "answered_at"], unique=False
    )
    op.create_index(
        "ix_catalog_answer_workspace_id_item_id", "catalog_answer", ["workspace_id", "item_id"], unique=False
    )

    op.add_column("catalog_item", sa.Column("retired_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("catalog_item", "retired_on")

    op.drop_index("ix_catalog_answer_workspace_id_item_id", table_name="catalog_answer")
    op.drop_index("ix_catalog_answer_workspace_id_answered_at", table_name="catalog_answer")

    op.drop_table("catalog_answer")
    op.drop_index("ix_hint_workspace_id_other_id", table_name="hint")

    op.drop_table("hint")
    op.drop_index("ix_text_vector_workspace_id_position", table_name="text_vector")

    op.drop_table("text_vector")
    op.drop_table("text_due")
