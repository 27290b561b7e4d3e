"""Everything Truckroll starts with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.engine import install

# ruff: noqa: PLR0915 - as many statements as there are tables and indexes

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "companies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("policy", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("slack_team_id", sa.Text(), nullable=True),
        sa.Column("dispatch_channel", sa.Text(), nullable=True),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
    )
    op.create_index("uq_companies_mailbox", "companies", ["mailbox"], unique=True)
    op.create_index("uq_companies_slack_team_id", "companies", ["slack_team_id"], unique=True)
    op.create_table(
        "changes",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_changes_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_changes_company_id_id")),
    )
    op.create_index("uq_changes_key", "changes", ["company_id", "key"], unique=True)
    op.create_table(
        "customers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_customers_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_customers_company_id_id")),
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("extra_permissions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("slack_user_id", sa.Text(), nullable=True),
        sa.Column("slack_dm", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_staff_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_staff_company_id_id")),
    )
    op.create_index("uq_staff_company_id_email", "staff", ["company_id", "email"], unique=True)
    op.create_index(
        "uq_staff_company_id_slack_user_id", "staff", ["company_id", "slack_user_id"], unique=True
    )
    op.create_table(
        "contacts",
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("is_approver", sa.Boolean(), nullable=False),
        sa.Column("approval_limit", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("bounced_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_contacts_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_contacts_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_contacts_company_id_id")),
    )
    op.create_index("ix_contacts_company_id_email", "contacts", ["company_id", "email"], unique=False)
    op.create_index(
        "uq_contacts_primary",
        "contacts",
        ["company_id", "customer_id"],
        unique=True,
        postgresql_where="is_primary",
    )
    op.create_table(
        "sites",
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("access_notes", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_sites_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_sites_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_sites_company_id_id")),
    )
    op.create_index("ix_sites_customer", "sites", ["company_id", "customer_id"], unique=False)
    op.create_table(
        "technicians",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "staff_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_technicians_company_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_technicians_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technicians")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_technicians_company_id_id")),
    )
    op.create_index("uq_technicians_staff_id", "technicians", ["company_id", "staff_id"], unique=True)
    op.create_table(
        "equipment",
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "site_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_equipment_company_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_equipment_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_equipment_company_id_id")),
    )
    op.create_index("ix_equipment_site", "equipment", ["company_id", "site_id"], unique=False)
    op.create_table(
        "work_orders",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "ready",
                "en_route",
                "on_site",
                "in_progress",
                "on_hold",
                "review",
                "completed",
                "no_show",
                "cancelled",
                name="main",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "held_from",
            sa.Enum(
                "draft",
                "ready",
                "en_route",
                "on_site",
                "in_progress",
                "on_hold",
                "review",
                "completed",
                "no_show",
                "cancelled",
                name="held_from_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("coordinator_id", sa.BigInteger(), nullable=False),
        sa.Column("visit_no", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("terms", postgresql.TSVECTOR(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(status = 'on_hold') = (held_from IS NOT NULL)", name=op.f("ck_work_orders_held_from")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "coordinator_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_work_orders_company_id_coordinator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_work_orders_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "site_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_work_orders_company_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_work_orders_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_orders")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_work_orders_company_id_id")),
    )
    op.create_index(
        "ix_work_orders_company_id_status", "work_orders", ["company_id", "status", "number"], unique=False
    )
    op.create_index("ix_work_orders_terms", "work_orders", ["terms"], unique=False, postgresql_using="gin")
    op.create_index("uq_work_orders_company_id_number", "work_orders", ["company_id", "number"], unique=True)
    op.create_table(
        "events",
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("actor", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("effective_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "change_id"],
            ["changes.company_id", "changes.id"],
            name=op.f("fk_events_company_id_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_events_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_events_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_events_company_id_id")),
    )
    op.create_index("ix_events_work_order_id", "events", ["company_id", "work_order_id", "id"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("context", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ping", sa.Boolean(), nullable=False),
        sa.Column(
            "asks",
            sa.Enum(
                "confirm_visit",
                "approve_quote",
                name="asks",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("schedule_rev", sa.BigInteger(), nullable=True),
        sa.Column("quote_version", sa.BigInteger(), nullable=True),
        sa.Column("quote_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "sent",
                "failed",
                "dropped",
                name="notificationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "change_id"],
            ["changes.company_id", "changes.id"],
            name=op.f("fk_notifications_company_id_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_notifications_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "staff_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_notifications_company_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_notifications_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_notifications_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint(
            "company_id", "change_id", "recipient", "channel", name="uq_notifications_told_once"
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_notifications_company_id_id")),
    )
    op.create_index(
        "ix_notifications_work_order", "notifications", ["company_id", "work_order_id", "id"], unique=False
    )
    op.create_index("uq_notifications_message_key", "notifications", ["message_key"], unique=True)
    op.create_table(
        "quotes",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "sent",
                "approved",
                "rejected",
                "expired",
                "superseded",
                "void",
                name="quotestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("total >= 0", name=op.f("ck_quotes_total_not_negative")),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_quotes_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_quotes_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_quotes_company_id_id")),
    )
    op.create_index(
        "uq_quotes_current",
        "quotes",
        ["company_id", "work_order_id"],
        unique=True,
        postgresql_where="status IN ('sent', 'approved')",
    )
    op.create_index("uq_quotes_version", "quotes", ["company_id", "work_order_id", "version"], unique=True)
    op.create_table(
        "timers",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_timers_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_timers_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_timers_company_id_id")),
        sa.UniqueConstraint("company_id", "work_order_id", "kind", "key", name="uq_timers_key"),
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"], unique=False)
    op.create_table(
        "visits",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("visit_no", sa.BigInteger(), nullable=False),
        sa.Column("window_start", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("window_end", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("date_only", sa.Boolean(), nullable=False),
        sa.Column("schedule_rev", sa.BigInteger(), nullable=False),
        sa.Column("technician_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "confirmation",
            sa.Enum(
                "none",
                "requested",
                "confirmed",
                "change_requested",
                "declined",
                name="confirmation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("confirmation_rev", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmation_evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("departed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "done",
                "partial",
                "no_show",
                "cancelled",
                name="visitoutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "confirmation <> 'confirmed' OR (window_start IS NOT NULL AND confirmation_rev = schedule_rev)",
            name=op.f("ck_visits_confirmed_for_this_window"),
        ),
        sa.CheckConstraint(
            "(window_start IS NULL) = (window_end IS NULL)", name=op.f("ck_visits_window_whole")
        ),
        sa.CheckConstraint("window_start < window_end", name=op.f("ck_visits_window_forward")),
        sa.ForeignKeyConstraint(
            ["company_id", "technician_id"],
            ["technicians.company_id", "technicians.id"],
            name=op.f("fk_visits_company_id_technician_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_visits_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_visits_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_visits_company_id_id")),
    )
    op.create_index(
        "ix_visits_technician", "visits", ["company_id", "technician_id", "window_start"], unique=False
    )
    op.create_index("ix_visits_window", "visits", ["company_id", "window_start"], unique=False)
    op.create_index(
        "uq_visits_work_order_id_visit_no", "visits", ["company_id", "work_order_id", "visit_no"], unique=True
    )
    op.create_table(
        "inbound_messages",
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("way_in", sa.Text(), nullable=False),
        sa.Column("peer", sa.Text(), nullable=True),
        sa.Column("envelope_from", sa.Text(), nullable=False),
        sa.Column("envelope_to", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("new_text", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "decided",
                "applied",
                "kept",
                "triage",
                "settled",
                "ignored",
                "dead",
                name="messagestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decision", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True),
        sa.Column("notification_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_inbound_messages_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "notification_id"],
            ["notifications.company_id", "notifications.id"],
            name=op.f("fk_inbound_messages_company_id_notification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_inbound_messages_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_inbound_messages_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_messages")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_inbound_messages_company_id_id")),
    )
    op.create_index(
        "ix_inbound_messages_status", "inbound_messages", ["company_id", "status", "id"], unique=False
    )
    op.create_index(
        "uq_inbound_messages_dedupe_key", "inbound_messages", ["company_id", "dedupe_key"], unique=True
    )
    op.create_table(
        "reschedule_requests",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("for_rev", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "closed",
                name="requeststatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proposals", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "visit_id"],
            ["visits.company_id", "visits.id"],
            name=op.f("fk_reschedule_requests_company_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_reschedule_requests_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reschedule_requests")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_reschedule_requests_company_id_id")),
    )
    op.create_index(
        "uq_reschedule_requests_open",
        "reschedule_requests",
        ["company_id", "visit_id"],
        unique=True,
        postgresql_where="status = 'open'",
    )
    op.create_table(
        "rounds",
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("schedule_rev", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "exhausted",
                "withdrawn",
                "superseded",
                name="roundstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "visit_id"],
            ["visits.company_id", "visits.id"],
            name=op.f("fk_rounds_company_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_rounds_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_rounds_company_id_id")),
    )
    op.create_index(
        "uq_rounds_open",
        "rounds",
        ["company_id", "visit_id"],
        unique=True,
        postgresql_where="status = 'open'",
    )
    op.create_table(
        "offers",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("technician_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "expired",
                "withdrawn",
                "lost",
                "released",
                name="offerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "round_id"],
            ["rounds.company_id", "rounds.id"],
            name=op.f("fk_offers_company_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "technician_id"],
            ["technicians.company_id", "technicians.id"],
            name=op.f("fk_offers_company_id_technician_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "visit_id"],
            ["visits.company_id", "visits.id"],
            name=op.f("fk_offers_company_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_offers_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_offers_company_id_id")),
    )
    op.create_index(
        "uq_offers_one_accepted",
        "offers",
        ["company_id", "visit_id"],
        unique=True,
        postgresql_where="status = 'accepted'",
    )
    op.create_index(
        "uq_offers_round_technician", "offers", ["company_id", "round_id", "technician_id"], unique=True
    )
    op.create_table(
        "cards",
        sa.Column(
            "kind",
            sa.Enum(
                "order",
                "offer",
                "assignment",
                "request",
                "escalation",
                "triage",
                name="cardkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("inbound_message_id", sa.BigInteger(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "none",
                "posting",
                "posted",
                "gone",
                name="cardstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("post_key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "inbound_message_id"],
            ["inbound_messages.company_id", "inbound_messages.id"],
            name=op.f("fk_cards_company_id_inbound_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "offer_id"],
            ["offers.company_id", "offers.id"],
            name=op.f("fk_cards_company_id_offer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "staff_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_cards_company_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_cards_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_cards_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_cards_company_id_id")),
    )
    op.create_index("ix_cards_work_order", "cards", ["company_id", "work_order_id"], unique=False)
    op.create_index("uq_cards_subject", "cards", ["company_id", "kind", "subject"], unique=True)
    install(op.get_bind())
