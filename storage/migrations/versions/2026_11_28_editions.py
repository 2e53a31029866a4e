"""Editions for single readers, pages, e-mail, own sentences; and how a workspace wants its digest told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SETTINGS = ("language", "sensitivity", "show_picture", "names_on_pages")


def upgrade() -> None:
    op.add_column("workspace", sa.Column("language", sa.String(length=8), nullable=False, server_default="en"))
    op.add_column(
        "workspace", sa.Column("sensitivity", sa.String(length=16), nullable=False, server_default="balanced")
    )
    op.add_column(
        "workspace", sa.Column("show_picture", sa.String(length=32), nullable=False, server_default="message")
    )
    op.add_column("workspace", sa.Column("names_on_pages", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "subscription",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("rhythm", sa.String(length=32), nullable=False),
        sa.Column("only", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["person.workspace_id", "person.user_id"],
            name=op.f("fk_subscription_user_id_person"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "kind", name=op.f("pk_subscription")),
    )
    op.create_table(
        "digest_opinion",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "edition", "period", "user_id", name=op.f("pk_digest_opinion")),
    )
    op.create_table(
        "page_link",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "token", name=op.f("pk_page_link")),
    )
    op.create_table(
        "mail_reader",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.String(length=32), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "reader_id", name=op.f("pk_mail_reader")),
    )
    op.create_table(
        "own_sentence",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", "language", name=op.f("pk_own_sentence")),
    )


def downgrade() -> None:
    for table in ("own_sentence", "mail_reader", "page_link", "digest_opinion", "subscription"):
        op.drop_table(table)
    for setting in reversed(_SETTINGS):
        op.drop_column("workspace", setting)
