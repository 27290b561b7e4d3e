"""Plans: work that comes again by a rule, or once after a unit is installed, and what became of each occurrence (L4)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import HolidayRule, OccurrenceStatus, PlanStatus, Priority


class Plan(Owned):
    """P.27. Either `rule` says when, or `after_days` counts from the day a unit is installed (S1.7)."""

    __tablename__ = "plans"
    __table_args__ = owned(
        refers("coordinator_id", "staff"),
        refers("customer_id", "customers"),
        refers("site_id", "sites"),
        refers("unit_id", "equipment"),
        refers("device_type_id", "device_types"),
        refers("service_type_id", "service_types"),
        refers("template_id", "order_templates"),
        refers("technician_id", "technicians"),
        CheckConstraint("(rule IS NULL) <> (after_days IS NULL)", name="one_kind"),
        CheckConstraint(
            "rule IS NULL OR (customer_id IS NOT NULL AND site_id IS NOT NULL)", name="somewhere"
        ),
        CheckConstraint("after_days >= 0", name="after_the_installation"),
        CheckConstraint("(window_from IS NULL) = (window_to IS NULL)", name="window_whole"),
        CheckConstraint("early_days >= 0 AND late_days >= 0 AND days_ahead >= 0", name="buffers_forward"),
        CheckConstraint("minutes > 0", name="takes_time"),
        Index("uq_plans_number", "company_id", "number", unique=True),
        Index("ix_plans_after_installation", "company_id", postgresql_where="after_days IS NOT NULL"),
    )

    number: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.ACTIVE)
    coordinator_id: Mapped[int]
    """Who looks after its work orders: who made the plan."""
    customer_id: Mapped[int | None]
    site_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    device_type_id: Mapped[int | None]
    """After installations of this model alone; None: of any."""
    service_type_id: Mapped[int | None]
    template_id: Mapped[int | None]
    type: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    instructions: Mapped[str] = mapped_column(default="")
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    items: Mapped[list[JsonObject] | None]
    """As a template has them; None: those of the template."""
    minutes: Mapped[int | None]
    technician_id: Mapped[int | None]
    """Who goes if they can."""
    starts_on: Mapped[date]
    said: Mapped[str]
    """When, in the words it was asked for in."""
    rule: Mapped[str | None]
    """RFC 5545 §3.3.10 without its name: FREQ=MONTHLY;INTERVAL=3. Days of the site's own calendar."""
    exclusions: Mapped[list[str]] = mapped_column(default=list, server_default=text("'{}'"))
    """Days the rule names and nothing happens on, as ISO 8601."""
    after_days: Mapped[int | None]
    window_from: Mapped[str | None]
    """08:00, on the site's clock, whatever its offset is that day; None: the day is when it is due."""
    window_to: Mapped[str | None]
    date_only: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The customer is promised the day alone."""
    early_days: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    late_days: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """It may be done so much before and after its day."""
    days_ahead: Mapped[int] = mapped_column(default=14, server_default=text("14"))
    """The work order exists so many days before the first day it may be done."""
    on_holiday: Mapped[HolidayRule] = mapped_column(default=HolidayRule.NEXT)
    decided_through: Mapped[date | None]
    """The last day of the rule that has been decided."""
    created_at: Mapped[datetime]


class PlanOccurrence(Owned):
    """One day of a plan, decided once (L4): the unique indexes are the guard, whatever the number of workers."""

    __tablename__ = "plan_occurrences"
    __table_args__ = owned(
        refers("plan_id", "plans"),
        refers("unit_id", "equipment"),
        refers("site_id", "sites"),
        refers("work_order_id", "work_orders"),
        Index(
            "uq_plan_occurrences_day",
            "company_id",
            "plan_id",
            "day",
            unique=True,
            postgresql_where="unit_id IS NULL",
        ),
        Index(
            "uq_plan_occurrences_unit",
            "company_id",
            "plan_id",
            "unit_id",
            unique=True,
            postgresql_where="unit_id IS NOT NULL",
        ),
        Index("ix_plan_occurrences_untold", "company_id", postgresql_where="told_at IS NULL"),
        CheckConstraint("(status = 'created') = (work_order_id IS NOT NULL)", name="created_is_there"),
    )

    plan_id: Mapped[int]
    day: Mapped[date]
    """As the rule or the installation says."""
    unit_id: Mapped[int | None]
    """The unit that was installed."""
    site_id: Mapped[int | None]
    """Where it was installed."""
    status: Mapped[OccurrenceStatus]
    held_on: Mapped[date | None]
    """The day the work is meant for: not `day` when that is a holiday."""
    work_order_id: Mapped[int | None]
    why: Mapped[str | None]
    """Why there is no work order, or nobody to go yet."""
    decided_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the digest with it was written."""
