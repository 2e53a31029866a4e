"""The first tables."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "audit_id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_workspace_id_at", "audit", ["workspace_id", "at"], unique=False)
    op.create_table(
        "card",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "subject_id", name=op.f("pk_card")),
    )
    op.create_index("ix_card_workspace_id_channel_id_ts", "card", ["workspace_id", "channel_id", "ts"], unique=False)
    op.create_table(
        "catalog_item",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("on_sale_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("talk_track", sa.Text(), nullable=False),
        sa.Column("added_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "successor_id"],
            ["catalog_item.workspace_id", "catalog_item.item_id"],
            name=op.f("fk_catalog_item_successor_id_catalog_item"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", name=op.f("pk_catalog_item")),
        sa.UniqueConstraint("workspace_id", "name_key", name=op.f("uq_catalog_item_workspace_id_name_key")),
    )
    op.create_table(
        "competitor",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("competitor_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("added_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "competitor_id", name=op.f("pk_competitor")),
        sa.UniqueConstraint("workspace_id", "name_key", name=op.f("uq_competitor_workspace_id_name_key")),
    )
    op.create_table(
        "digest_run",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("due_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "edition", "period", name=op.f("pk_digest_run")),
    )
    op.create_table(
        "draft",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("response_url", sa.String(length=500), nullable=False),
        sa.Column("permalink", sa.String(length=500), nullable=False),
        sa.Column("opened_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "draft_id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_workspace_id_user_id", "draft", ["workspace_id", "user_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("dedupe", sa.String(length=200), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("next_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_try_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("sent_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "message_id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace_id", "dedupe", name=op.f("uq_outbox_workspace_id_dedupe")),
    )
    op.create_index("ix_outbox_state_position", "outbox", ["state", "position"], unique=False)
    op.create_index("ix_outbox_workspace_id_lane_state", "outbox", ["workspace_id", "lane", "state"], unique=False)
    op.create_table(
        "reason",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("reason_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("needs_note", sa.Boolean(), nullable=False),
        sa.Column("retired_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "reason_id", name=op.f("pk_reason")),
        sa.UniqueConstraint("workspace_id", "kind", "code", name=op.f("uq_reason_workspace_id_kind_code")),
    )
    op.create_table(
        "workspace",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.String(length=200), nullable=False),
        sa.Column("bot_user_id", sa.String(length=32), nullable=False),
        sa.Column("installed_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("set_up_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("triage_channel_id", sa.String(length=32), nullable=True),
        sa.Column("digest_channel_id", sa.String(length=32), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("digest_at", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("item_noun", sa.String(length=40), nullable=False),
        sa.Column("has_regional_review", sa.Boolean(), nullable=False),
        sa.Column("has_committee", sa.Boolean(), nullable=False),
        sa.Column("first_answer_days", sa.Integer(), nullable=False),
        sa.Column("decision_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "catalog_name",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["catalog_item.workspace_id", "catalog_item.item_id"],
            name=op.f("fk_catalog_name_item_id_catalog_item"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "name_key", name=op.f("pk_catalog_name")),
    )
    op.create_index("ix_catalog_name_workspace_id_name_key", "catalog_name", ["workspace_id", "name_key"], unique=False)
    op.create_table(
        "competitor_alias",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("alias_key", sa.String(length=200), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.Column("competitor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "competitor_id"],
            ["competitor.workspace_id", "competitor.competitor_id"],
            name=op.f("fk_competitor_alias_competitor_id_competitor"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "alias_key", name=op.f("pk_competitor_alias")),
    )
    op.create_table(
        "region",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("retired_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_region__workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "region_id", name=op.f("pk_region")),
    )
    op.create_index("uq_region_workspace_id_name", "region", ["workspace_id", "name"], unique=True)
    op.create_table(
        "request",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_key", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.String(length=32), nullable=False),
        sa.Column("first_answer_by", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decide_by", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("first_answered_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("deferred_until", sa.Date(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["catalog_item.workspace_id", "catalog_item.item_id"],
            name=op.f("fk_request_item_id_catalog_item"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "merged_into_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_request_merged_into_id_request"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "request_id", name=op.f("pk_request")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_request_workspace_id_external_id")),
    )
    op.create_index("ix_request_workspace_id_status", "request", ["workspace_id", "status"], unique=False)
    op.create_index("ix_request_workspace_id_title_key", "request", ["workspace_id", "title_key"], unique=False)
    op.create_table(
        "account",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("segment", sa.String(length=100), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("yearly_minor", sa.BigInteger(), nullable=True),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("added_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "region_id"],
            ["region.workspace_id", "region.region_id"],
            name=op.f("fk_account_region_id_region"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "account_id", name=op.f("pk_account")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_account_workspace_id_external_id")),
    )
    op.create_index("ix_account_workspace_id_name_key", "account", ["workspace_id", "name_key"], unique=False)
    op.create_table(
        "catalog_region",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "item_id"],
            ["catalog_item.workspace_id", "catalog_item.item_id"],
            name=op.f("fk_catalog_region_item_id_catalog_item"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "region_id"],
            ["region.workspace_id", "region.region_id"],
            name=op.f("fk_catalog_region_region_id_region"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "item_id", "region_id", name=op.f("pk_catalog_region")),
    )
    op.create_table(
        "person",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "region_id"],
            ["region.workspace_id", "region.region_id"],
            name=op.f("fk_person_region_id_region"),
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.workspace_id"], name=op.f("fk_person__workspace")),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name=op.f("pk_person")),
    )
    op.create_table(
        "request_change",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column(
            "from_status",
            sa.String(length=32),
            nullable=True,
        ),
        sa.Column(
            "to_status",
            sa.String(length=32),
            nullable=True,
        ),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "request_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_request_change_request_id_request"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "change_id", name=op.f("pk_request_change")),
    )
    op.create_index("ix_request_change_workspace_id_at", "request_change", ["workspace_id", "at"], unique=False)
    op.create_index(
        "ix_request_change_workspace_id_request_id_at",
        "request_change",
        ["workspace_id", "request_id", "at"],
        unique=False,
    )
    op.create_table(
        "report",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("reporter_id", sa.String(length=32), nullable=False),
        sa.Column("logged_by_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("segment", sa.String(length=100), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("would_have_bought", sa.Text(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "importance",
            sa.String(length=32),
            nullable=True,
        ),
        sa.Column("is_unasked", sa.Boolean(), nullable=True),
        sa.Column(
            "stage",
            sa.String(length=32),
            nullable=True,
        ),
        sa.Column(
            "evidence",
            sa.String(length=32),
            nullable=True,
        ),
        sa.Column("permalink", sa.String(length=500), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("logged_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("edited_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("read_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("read_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["account.workspace_id", "account.account_id"],
            name=op.f("fk_report_account_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "region_id"],
            ["region.workspace_id", "region.region_id"],
            name=op.f("fk_report_region_id_region"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "reporter_id"],
            ["person.workspace_id", "person.user_id"],
            name=op.f("fk_report_reporter_id_person"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", name=op.f("pk_report")),
        sa.UniqueConstraint("workspace_id", "draft_id", name=op.f("uq_report_workspace_id_draft_id")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_report_workspace_id_external_id")),
    )
    op.create_index("ix_report_workspace_id_account_id", "report", ["workspace_id", "account_id"], unique=False)
    op.create_index("ix_report_workspace_id_logged_at", "report", ["workspace_id", "logged_at"], unique=False)
    op.create_index(
        "ix_report_workspace_id_reporter_id_logged_at",
        "report",
        ["workspace_id", "reporter_id", "logged_at"],
        unique=False,
    )
    op.create_table(
        "role_grant",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column(
            "role",
            sa.String(length=32),
            nullable=False,
        ),
        sa.Column("region_key", sa.String(length=36), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("granted_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "region_id"],
            ["region.workspace_id", "region.region_id"],
            name=op.f("fk_role_grant_region_id_region"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["person.workspace_id", "person.user_id"],
            name=op.f("fk_role_grant_user_id_person"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "role", "region_key", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "question",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.String(length=32), nullable=False),
        sa.Column("asked_of_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_question_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "request_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_question_request_id_request"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", name=op.f("pk_question")),
    )
    op.create_index("ix_question_workspace_id_asked_of_id", "question", ["workspace_id", "asked_of_id"], unique=False)
    op.create_table(
        "report_competitor",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("competitor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "competitor_id"],
            ["competitor.workspace_id", "competitor.competitor_id"],
            name=op.f("fk_report_competitor_competitor_id_competitor"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_report_competitor_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "competitor_id", name=op.f("pk_report_competitor")),
    )
    op.create_table(
        "report_link",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("counts_for_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("linked_by_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "counts_for_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_report_link_counts_for_id_request"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_report_link_report_id_report"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "request_id"],
            ["request.workspace_id", "request.request_id"],
            name=op.f("fk_report_link_request_id_request"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "request_id", name=op.f("pk_report_link")),
    )
    op.create_index(
        "ix_report_link_workspace_id_counts_for_id", "report_link", ["workspace_id", "counts_for_id"], unique=False
    )
    op.create_table(
        "report_reason",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("reason_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "reason_id"],
            ["reason.workspace_id", "reason.reason_id"],
            name=op.f("fk_report_reason_reason_id_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_report_reason_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "reason_id", name=op.f("pk_report_reason")),
    )
    op.create_table(
        "report_version",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_report_version_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "changed_at", name=op.f("pk_report_version")),
    )
    op.create_table(
        "told",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("told_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("passed_on_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "change_id"],
            ["request_change.workspace_id", "request_change.change_id"],
            name=op.f("fk_told_change_id_request_change"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.report_id"],
            name=op.f("fk_told_report_id_report"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "report_id", "change_id", name=op.f("pk_told")),
    )
    op.create_index("ix_told_workspace_id_change_id", "told", ["workspace_id", "change_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_told_workspace_id_change_id", table_name="told")
    op.drop_table("told")
    op.drop_table("report_version")
    op.drop_table("report_reason")
    op.drop_index("ix_report_link_workspace_id_counts_for_id", table_name="report_link")
    op.drop_table("report_link")
    op.drop_table("report_competitor")
    op.drop_index("ix_question_workspace_id_asked_of_id", table_name="question")
    op.drop_table("question")
    op.drop_table("role_grant")
    op.drop_index("ix_report_workspace_id_reporter_id_logged_at", table_name="report")
    op.drop_index("ix_report_workspace_id_logged_at", table_name="report")
    op.drop_index("ix_report_workspace_id_account_id", table_name="report")
    op.drop_table("report")
    op.drop_index("ix_request_change_workspace_id_request_id_at", table_name="request_change")
    op.drop_index("ix_request_change_workspace_id_at", table_name="request_change")
    op.drop_table("request_change")
    op.drop_table("person")
    op.drop_table("catalog_region")
    op.drop_index("ix_account_workspace_id_name_key", table_name="account")
    op.drop_table("account")
    op.drop_index("ix_request_workspace_id_title_key", table_name="request")
    op.drop_index("ix_request_workspace_id_status", table_name="request")
    op.drop_table("request")
    op.drop_index("uq_region_workspace_id_name", table_name="region")
    op.drop_table("region")
    op.drop_table("competitor_alias")
    op.drop_index("ix_catalog_name_workspace_id_name_key", table_name="catalog_name")
    op.drop_table("catalog_name")
    op.drop_table("workspace")
    op.drop_table("reason")
    op.drop_index("ix_outbox_workspace_id_lane_state", table_name="outbox")
    op.drop_index("ix_outbox_state_position", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_draft_workspace_id_user_id", table_name="draft")
    op.drop_table("draft")
    op.drop_table("digest_run")
    op.drop_table("competitor")
    op.drop_table("catalog_item")
    op.drop_index("ix_card_workspace_id_channel_id_ts", table_name="card")
    op.drop_table("card")
    op.drop_index("ix_audit_workspace_id_at", table_name="audit")
    op.drop_table("audit")
