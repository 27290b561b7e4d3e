"""Rounds, plans, proof and what became of mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

# ruff: noqa: PLR0915 - as many statements as there are tables and indexes

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "customer_exclusions",
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("technician_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_customer_exclusions_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "technician_id"],
            ["technicians.company_id", "technicians.id"],
            name=op.f("fk_customer_exclusions_company_id_technician_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_customer_exclusions_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_exclusions")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_customer_exclusions_company_id_id")),
    )
    op.create_index(
        "uq_customer_exclusions_pair",
        "customer_exclusions",
        ["company_id", "customer_id", "technician_id"],
        unique=True,
    )
    op.create_table(
        "travel_times",
        sa.Column("site_a_id", sa.BigInteger(), nullable=False),
        sa.Column("site_b_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("fetched_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_travel_times_not_negative")),
        sa.CheckConstraint("site_a_id < site_b_id", name=op.f("ck_travel_times_ordered")),
        sa.ForeignKeyConstraint(
            ["company_id", "site_a_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_travel_times_company_id_site_a_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "site_b_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_travel_times_company_id_site_b_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_travel_times_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_times")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_travel_times_company_id_id")),
    )
    op.create_index("ix_travel_times_b", "travel_times", ["company_id", "site_b_id"], unique=False)
    op.create_index(
        "uq_travel_times_pair", "travel_times", ["company_id", "site_a_id", "site_b_id"], unique=True
    )
    op.create_table(
        "plans",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "paused",
                "stopped",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("coordinator_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("unit_id", sa.BigInteger(), nullable=True),
        sa.Column("device_type_id", sa.BigInteger(), nullable=True),
        sa.Column("service_type_id", sa.BigInteger(), nullable=True),
        sa.Column("template_id", sa.BigInteger(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column(
            "priority",
            sa.Enum(
                "low",
                "normal",
                "high",
                "emergency",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("technician_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("exclusions", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("after_days", sa.BigInteger(), nullable=True),
        sa.Column("window_from", sa.Text(), nullable=True),
        sa.Column("window_to", sa.Text(), nullable=True),
        sa.Column("date_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("early_days", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("late_days", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("days_ahead", sa.BigInteger(), server_default=sa.text("14"), nullable=False),
        sa.Column(
            "on_holiday",
            sa.Enum("next", "skip", name="holidayrule", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_through", sa.Date(), nullable=True),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(rule IS NULL) <> (after_days IS NULL)", name=op.f("ck_plans_one_kind")),
        sa.CheckConstraint("(window_from IS NULL) = (window_to IS NULL)", name=op.f("ck_plans_window_whole")),
        sa.CheckConstraint("after_days >= 0", name=op.f("ck_plans_after_the_installation")),
        sa.CheckConstraint(
            "early_days >= 0 AND late_days >= 0 AND days_ahead >= 0", name=op.f("ck_plans_buffers_forward")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_plans_takes_time")),
        sa.CheckConstraint(
            "rule IS NULL OR (customer_id IS NOT NULL AND site_id IS NOT NULL)",
            name=op.f("ck_plans_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "coordinator_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_plans_company_id_coordinator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "customer_id"],
            ["customers.company_id", "customers.id"],
            name=op.f("fk_plans_company_id_customer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "device_type_id"],
            ["device_types.company_id", "device_types.id"],
            name=op.f("fk_plans_company_id_device_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "service_type_id"],
            ["service_types.company_id", "service_types.id"],
            name=op.f("fk_plans_company_id_service_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "site_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_plans_company_id_site_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "technician_id"],
            ["technicians.company_id", "technicians.id"],
            name=op.f("fk_plans_company_id_technician_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "template_id"],
            ["order_templates.company_id", "order_templates.id"],
            name=op.f("fk_plans_company_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "unit_id"],
            ["equipment.company_id", "equipment.id"],
            name=op.f("fk_plans_company_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_plans_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_plans_company_id_id")),
    )
    op.create_index(
        "ix_plans_after_installation",
        "plans",
        ["company_id"],
        unique=False,
        postgresql_where="after_days IS NOT NULL",
    )
    op.create_index("uq_plans_number", "plans", ["company_id", "number"], unique=True)
    op.create_table(
        "approval_codes",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("quote_version", sa.BigInteger(), nullable=False),
        sa.Column("quote_total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_approval_codes_tries_are_counted")),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_approval_codes_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_approval_codes_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_approval_codes_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_codes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_approval_codes_company_id_id")),
    )
    op.create_index(
        "ix_approval_codes_asked",
        "approval_codes",
        ["company_id", "work_order_id", "contact_id", "asked_at"],
        unique=False,
    )
    op.create_table(
        "plan_occurrences",
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "created",
                "skipped",
                name="occurrencestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(status = 'created') = (work_order_id IS NOT NULL)",
            name=op.f("ck_plan_occurrences_created_is_there"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "plan_id"],
            ["plans.company_id", "plans.id"],
            name=op.f("fk_plan_occurrences_company_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "site_id"],
            ["sites.company_id", "sites.id"],
            name=op.f("fk_plan_occurrences_company_id_site_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "unit_id"],
            ["equipment.company_id", "equipment.id"],
            name=op.f("fk_plan_occurrences_company_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_plan_occurrences_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_plan_occurrences_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_occurrences")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_plan_occurrences_company_id_id")),
    )
    op.create_index(
        "ix_plan_occurrences_untold",
        "plan_occurrences",
        ["company_id"],
        unique=False,
        postgresql_where="told_at IS NULL",
    )
    op.create_index(
        "uq_plan_occurrences_day",
        "plan_occurrences",
        ["company_id", "plan_id", "day"],
        unique=True,
        postgresql_where="unit_id IS NULL",
    )
    op.create_index(
        "uq_plan_occurrences_unit",
        "plan_occurrences",
        ["company_id", "plan_id", "unit_id"],
        unique=True,
        postgresql_where="unit_id IS NOT NULL",
    )
    op.drop_constraint(op.f("ck_cards_cardkind"), "cards", type_="check")
    op.create_check_constraint(
        op.f("ck_cards_cardkind"),
        "cards",
        "kind IN ('order', 'offer', 'assignment', 'request', 'escalation', 'late_accept', 'triage')",
    )
    op.add_column("contacts", sa.Column("complained_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("inbound_messages", sa.Column("place", sa.Text(), nullable=True))
    op.create_index(
        "ix_inbound_messages_work_order",
        "inbound_messages",
        ["company_id", "work_order_id", "id"],
        unique=False,
    )
    op.create_index(
        "uq_inbound_messages_place",
        "inbound_messages",
        ["place", "company_id"],
        unique=True,
        postgresql_where="place IS NOT NULL",
    )
    op.alter_column("notifications", "work_order_id", existing_type=sa.BIGINT(), nullable=True)
    op.drop_constraint(op.f("uq_notifications_told_once"), "notifications", type_="unique")
    op.create_unique_constraint(
        "uq_notifications_told_once",
        "notifications",
        ["company_id", "change_id", "work_order_id", "recipient", "channel"],
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "uq_notifications_staff_told_once",
        "notifications",
        ["company_id", "change_id", "staff_id", "channel"],
        unique=True,
        postgresql_where="staff_id IS NOT NULL",
    )
    op.add_column(
        "offers",
        sa.Column(
            "declined_for",
            sa.Enum(
                "schedule conflict",
                "skills mismatch",
                "too far",
                "parts unavailable",
                "duplicate",
                "customer issue",
                "safety",
                "vehicle",
                "other",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("offers", sa.Column("closed_by", sa.Text(), nullable=True))
    op.add_column("offers", sa.Column("late_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_offers_open_unanswered"), "offers", "status <> 'open' OR answered_at IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_offers_other_in_words"), "offers", "declined_for <> 'other' OR reason IS NOT NULL"
    )
    op.drop_index(op.f("uq_offers_round_technician"), table_name="offers")
    op.create_index(
        "ix_offers_round",
        "offers",
        ["company_id", "round_id"],
        unique=False,
        postgresql_include=["technician_id", "status"],
    )
    op.create_index("ix_offers_visit", "offers", ["company_id", "visit_id"], unique=False)
    op.create_index(
        "uq_offers_once_a_round",
        "offers",
        ["company_id", "round_id", "technician_id"],
        unique=True,
        postgresql_where="status <> 'withdrawn'",
    )
    op.drop_constraint(op.f("ck_quotes_quotestatus"), "quotes", type_="check")
    op.create_check_constraint(
        op.f("ck_quotes_quotestatus"),
        "quotes",
        "status IN ('sent', 'revising', 'approved', 'rejected', 'expired', 'superseded', 'void')",
    )
    op.drop_index(
        op.f("uq_quotes_current"),
        table_name="quotes",
        postgresql_where="((status)::text = ANY ((ARRAY['sent'::character varying, 'approved'::character varying])::text[]))",
    )
    op.create_index(
        "uq_quotes_live",
        "quotes",
        ["company_id", "work_order_id"],
        unique=True,
        postgresql_where="status IN ('sent', 'revising', 'approved')",
    )
    op.drop_constraint(op.f("ck_reschedule_requests_requeststatus"), "reschedule_requests", type_="check")
    op.create_check_constraint(
        op.f("ck_reschedule_requests_requeststatus"),
        "reschedule_requests",
        "status IN ('open', 'accepted', 'declined', 'closed', 'overtaken')",
    )
    op.add_column("rounds", sa.Column("named", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column(
        "rounds",
        sa.Column(
            "policy", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column(
        "rounds",
        sa.Column(
            "candidates",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.add_column(
        "rounds",
        sa.Column(
            "left_out",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.add_column(
        "rounds",
        sa.Column(
            "step",
            sa.Enum(
                "coordinator",
                "supervisor",
                "group",
                name="chain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("rounds", sa.Column("acknowledged_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("rounds", sa.Column("acknowledged_by", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("ck_rounds_closed"), "rounds", "(status = 'open') = (closed_at IS NULL)")
    op.create_index(
        "ix_rounds_opened_at", "rounds", ["company_id", "opened_at"], unique=False, postgresql_include=["id"]
    )
    op.create_index("ix_rounds_visit", "rounds", ["company_id", "visit_id"], unique=False)
    op.add_column("sites", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("sites", sa.Column("longitude", sa.Double(), nullable=True))
    op.create_check_constraint(
        op.f("ck_sites_place"),
        "sites",
        "(latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
    )
    op.add_column("technicians", sa.Column("base_latitude", sa.Double(), nullable=True))
    op.add_column("technicians", sa.Column("base_longitude", sa.Double(), nullable=True))
    op.create_check_constraint(
        op.f("ck_technicians_base"),
        "technicians",
        "(base_latitude IS NULL) = (base_longitude IS NULL) AND base_latitude BETWEEN -90 AND 90 AND base_longitude BETWEEN -180 AND 180",
    )
    op.add_column("time_off", sa.Column("words", sa.Text(), nullable=True))
    op.alter_column("timers", "work_order_id", existing_type=sa.BIGINT(), nullable=True)
    op.drop_constraint(op.f("uq_timers_key"), "timers", type_="unique")
    op.create_unique_constraint(
        "uq_timers_key",
        "timers",
        ["company_id", "work_order_id", "kind", "key"],
        postgresql_nulls_not_distinct=True,
    )
    op.add_column(
        "visits", sa.Column("going_anyway", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_visits_planned_as_promised"),
        "visits",
        "planned_start IS NULL OR (window_start IS NOT NULL AND planned_start >= window_start AND planned_start < window_end)",
    )
    op.create_index(
        "ix_visits_ends",
        "visits",
        ["company_id", sa.literal_column("coalesce(planned_end, window_end)")],
        unique=False,
        postgresql_where="technician_id IS NOT NULL",
    )
    op.add_column("work_orders", sa.Column("status_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("status_reported_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("plan_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_work_orders_site", "work_orders", ["company_id", "site_id"], unique=False)
    op.create_index(
        "ix_work_orders_unit",
        "work_orders",
        ["company_id", "unit_id"],
        unique=False,
        postgresql_where="unit_id IS NOT NULL",
    )
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_plan_id"),
        "work_orders",
        "plans",
        ["company_id", "plan_id"],
        ["company_id", "id"],
    )
