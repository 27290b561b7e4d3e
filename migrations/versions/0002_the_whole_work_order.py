"""The whole work order."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

# ruff: noqa: PLR0915 - as many statements as there are tables and indexes

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "device_types",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_device_types_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_types")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_device_types_company_id_id")),
    )
    op.create_index("uq_device_types_model", "device_types", ["company_id", "model"], unique=True)
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_holidays_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_holidays_company_id_id")),
    )
    op.create_index("uq_holidays_day", "holidays", ["company_id", "day"], unique=True)
    op.create_table(
        "order_templates",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_order_templates_takes_time")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_order_templates_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_templates")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_order_templates_company_id_id")),
    )
    op.create_index("uq_order_templates_name", "order_templates", ["company_id", "name"], unique=True)
    op.create_table(
        "service_types",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("skills", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_service_types_takes_time")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_service_types_price_not_negative")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_service_types_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_types")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_service_types_company_id_id")),
    )
    op.create_index("uq_service_types_name", "service_types", ["company_id", "name"], unique=True)
    op.create_table(
        "device_type_items",
        sa.Column("device_type_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("cost", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("approval_limit", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "approval_limit >= 0", name=op.f("ck_device_type_items_approval_limit_not_negative")
        ),
        sa.CheckConstraint("price >= 0 AND cost >= 0", name=op.f("ck_device_type_items_money_not_negative")),
        sa.ForeignKeyConstraint(
            ["company_id", "device_type_id"],
            ["device_types.company_id", "device_types.id"],
            name=op.f("fk_device_type_items_company_id_device_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_device_type_items_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_type_items")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_device_type_items_company_id_id")),
    )
    op.create_index(
        "uq_device_type_items_name",
        "device_type_items",
        ["company_id", "device_type_id", "name"],
        unique=True,
    )
    op.create_table(
        "time_off",
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "pto",
                "training",
                "sick",
                "other",
                name="offreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_time_off_forward")),
        sa.ForeignKeyConstraint(
            ["company_id", "staff_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_time_off_company_id_staff_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_time_off_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_time_off_company_id_id")),
    )
    op.create_index("ix_time_off_staff", "time_off", ["company_id", "staff_id", "ends_at"], unique=False)
    op.create_table(
        "technician_skills",
        sa.Column("technician_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("is_licence", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "technician_id"],
            ["technicians.company_id", "technicians.id"],
            name=op.f("fk_technician_skills_company_id_technician_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_technician_skills_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician_skills")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_technician_skills_company_id_id")),
    )
    op.create_index(
        "uq_technician_skills_name", "technician_skills", ["company_id", "technician_id", "name"], unique=True
    )
    op.create_table(
        "work_items",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("visit_no", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inspection",
                "service",
                "part",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("equipment_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "in_progress",
                "submitted",
                "reviewed",
                "done",
                "skipped",
                name="itemstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quantity", sa.Numeric(precision=12, scale=3), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("unit_cost", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("essential", sa.Boolean(), nullable=False),
        sa.Column("skip_reason", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("finished_by", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(status = 'skipped') = (skip_reason IS NOT NULL)",
            name=op.f("ck_work_items_skipped_for_a_reason"),
        ),
        sa.CheckConstraint(
            "(status IN ('submitted', 'reviewed', 'done', 'skipped')) = (finished_at IS NOT NULL)",
            name=op.f("ck_work_items_finished_when_over"),
        ),
        sa.CheckConstraint(
            "CASE WHEN kind = 'inspection' THEN status <> 'done' ELSE status NOT IN ('submitted', 'reviewed') END",
            name=op.f("ck_work_items_status_of_its_kind"),
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_work_items_quantity_not_negative")),
        sa.CheckConstraint(
            "unit_price >= 0 AND unit_cost >= 0", name=op.f("ck_work_items_money_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "equipment_id"],
            ["equipment.company_id", "equipment.id"],
            name=op.f("fk_work_items_company_id_equipment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "finished_by"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_work_items_company_id_finished_by"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_work_items_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_work_items_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_items")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_work_items_company_id_id")),
    )
    op.create_index(
        "uq_work_items_position", "work_items", ["company_id", "work_order_id", "position"], unique=True
    )
    op.create_table(
        "checklist_points",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("ticked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ticked_by", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(ticked_at IS NULL) = (answer IS NULL)", name=op.f("ck_checklist_points_ticked_with_an_answer")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["work_items.company_id", "work_items.id"],
            name=op.f("fk_checklist_points_company_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "ticked_by"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_checklist_points_company_id_ticked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_checklist_points_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_points")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_checklist_points_company_id_id")),
    )
    op.create_index(
        "uq_checklist_points_position", "checklist_points", ["company_id", "item_id", "position"], unique=True
    )
    op.create_table(
        "field_records",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("visit_no", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "photo",
                "signature",
                "customer_absent",
                "time",
                "part",
                name="recordkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("by_staff_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("effective_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("effective_at <= at", name=op.f("ck_field_records_not_in_the_future")),
        sa.ForeignKeyConstraint(
            ["company_id", "by_staff_id"],
            ["staff.company_id", "staff.id"],
            name=op.f("fk_field_records_company_id_by_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "item_id"],
            ["work_items.company_id", "work_items.id"],
            name=op.f("fk_field_records_company_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_field_records_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_field_records_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_records")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_field_records_company_id_id")),
    )
    op.create_index(
        "ix_field_records_work_order_id", "field_records", ["company_id", "work_order_id", "id"], unique=False
    )
    op.add_column("changes", sa.Column("timers", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("equipment", sa.Column("customer_id", sa.BigInteger(), nullable=True))
    op.add_column("equipment", sa.Column("device_type_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "equipment", sa.Column("is_mobile", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("equipment", sa.Column("installed_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.alter_column("equipment", "site_id", existing_type=sa.BIGINT(), nullable=True)
    op.create_check_constraint(
        op.f("ck_equipment_mobile_stands_nowhere"), "equipment", "NOT is_mobile OR site_id IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_equipment_somebodys"), "equipment", "customer_id IS NOT NULL OR site_id IS NOT NULL"
    )
    op.create_index("ix_equipment_customer", "equipment", ["company_id", "customer_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_equipment_company_id_customer_id"),
        "equipment",
        "customers",
        ["company_id", "customer_id"],
        ["company_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_equipment_company_id_device_type_id"),
        "equipment",
        "device_types",
        ["company_id", "device_type_id"],
        ["company_id", "id"],
    )
    op.drop_constraint(op.f("ck_notifications_asks"), "notifications", type_="check")
    op.create_check_constraint(
        op.f("ck_notifications_asks"),
        "notifications",
        "asks IN ('confirm_visit', 'approve_quote', 'pick_slot')",
    )
    op.add_column("staff", sa.Column("zone", sa.Text(), nullable=True))
    op.add_column(
        "staff",
        sa.Column(
            "hours", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column("staff", sa.Column("duty_order", sa.BigInteger(), nullable=True))
    op.add_column("technicians", sa.Column("jobs_per_day", sa.BigInteger(), nullable=True))
    op.add_column("technicians", sa.Column("minutes_per_day", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("ck_technicians_capacity_positive"), "technicians", "jobs_per_day > 0 AND minutes_per_day > 0"
    )
    op.add_column("visits", sa.Column("planned_start", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("visits", sa.Column("planned_end", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "visits", sa.Column("overridden", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("visits", sa.Column("preferred_technician_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "visits",
        sa.Column(
            "assignment_ack",
            sa.Enum(
                "none", "pending", "acked", name="ack", native_enum=False, create_constraint=True, length=40
            ),
            server_default=sa.text("'none'"),
            nullable=False,
        ),
    )
    op.add_column("visits", sa.Column("late_minutes", sa.BigInteger(), nullable=True))
    op.add_column("visits", sa.Column("paused_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "visits", sa.Column("paused_seconds", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.create_check_constraint(op.f("ck_visits_planned_forward"), "visits", "planned_start < planned_end")
    op.create_check_constraint(
        op.f("ck_visits_planned_whole"), "visits", "(planned_start IS NULL) = (planned_end IS NULL)"
    )
    op.create_exclude_constraint(
        "ex_visits_planned",
        "visits",
        (sa.literal_column("int8range(technician_id, technician_id, '[]')"), "="),
        (sa.literal_column("tstzrange(planned_start, planned_end)"), "&&"),
        where=sa.text(
            "technician_id IS NOT NULL AND planned_start IS NOT NULL AND outcome = 'open' AND NOT overridden"
        ),
        deferrable="True",
        initially="IMMEDIATE",
        using="gist",
    )
    op.add_column(
        "work_orders", sa.Column("instructions", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "work_orders", sa.Column("customer_note", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("work_orders", sa.Column("unit_id", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("service_type_id", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("template_id", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("minutes", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("quotation", sa.Text(), nullable=True))
    op.add_column("work_orders", sa.Column("converted_quotation", sa.Text(), nullable=True))
    op.add_column("work_orders", sa.Column("split_from_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "work_orders",
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
            server_default=sa.text("'normal'"),
            nullable=False,
        ),
    )
    op.add_column("work_orders", sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "work_orders",
        sa.Column(
            "hold_reason",
            sa.Enum(
                "parts",
                "customer",
                "weather",
                "access",
                "other",
                name="holdreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("work_orders", sa.Column("hold_words", sa.Text(), nullable=True))
    op.add_column("work_orders", sa.Column("follow_up_on", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("submitted_by", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("submitted_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("latest", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.create_check_constraint(op.f("ck_work_orders_takes_time"), "work_orders", "minutes > 0")
    op.create_index(
        "ix_work_orders_split_from",
        "work_orders",
        ["company_id", "split_from_id"],
        unique=False,
        postgresql_where="split_from_id IS NOT NULL",
    )
    op.create_index(
        "uq_work_orders_conversion",
        "work_orders",
        ["company_id", "converted_quotation", "unit_id"],
        unique=True,
        postgresql_where="converted_quotation IS NOT NULL AND unit_id IS NOT NULL",
    )
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_split_from_id"),
        "work_orders",
        "work_orders",
        ["company_id", "split_from_id"],
        ["company_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_service_type_id"),
        "work_orders",
        "service_types",
        ["company_id", "service_type_id"],
        ["company_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_unit_id"),
        "work_orders",
        "equipment",
        ["company_id", "unit_id"],
        ["company_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_template_id"),
        "work_orders",
        "order_templates",
        ["company_id", "template_id"],
        ["company_id", "id"],
    )
