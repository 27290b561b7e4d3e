"""The work order: what is to be done, for whom, and where it stands."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, one_of, owned, refers
from core.model.states import HoldReason, Main, Priority


class WorkOrder(Owned):
    __tablename__ = "work_orders"
    __table_args__ = owned(
        refers("customer_id", "customers"),
        refers("site_id", "sites"),
        refers("coordinator_id", "staff"),
        refers("unit_id", "equipment"),
        refers("service_type_id", "service_types"),
        refers("template_id", "order_templates"),
        refers("split_from_id", "work_orders"),
        refers("plan_id", "plans"),
        refers("contact_id", "contacts"),
        CheckConstraint("minutes > 0", name="takes_time"),
        Index(
            "ix_work_orders_split_from",
            "company_id",
            "split_from_id",
            postgresql_where="split_from_id IS NOT NULL",
        ),
        Index(
            "uq_work_orders_conversion",
            "company_id",
            "converted_quotation",
            "unit_id",
            unique=True,
            postgresql_where="converted_quotation IS NOT NULL AND unit_id IS NOT NULL",
        ),
        CheckConstraint("(status = 'on_hold') = (held_from IS NOT NULL)", name="held_from"),  # I10
        Index("uq_work_orders_company_id_number", "company_id", "number", unique=True),
        Index("ix_work_orders_company_id_status", "company_id", "status", "number"),
        Index("ix_work_orders_site", "company_id", "site_id"),
        Index("ix_work_orders_unit", "company_id", "unit_id", postgresql_where="unit_id IS NOT NULL"),
        Index("ix_work_orders_terms", "terms", postgresql_using="gin"),
    )

    number: Mapped[int]
    status: Mapped[Main]
    status_at: Mapped[datetime | None]
    """Since when, as whoever moved it says (I16); None before the first move."""
    status_reported_at: Mapped[datetime | None]
    """When we heard of that, if it was later."""
    held_from: Mapped[Main | None] = mapped_column(one_of(Main, "held_from_status"))
    type: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    instructions: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """For whoever goes there; never for the customer."""
    customer_note: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """For the customer to read (S2.9)."""
    customer_id: Mapped[int]
    contact_id: Mapped[int | None]
    """Who asked for it, and is written to about it; None: the customer's primary contact."""
    site_id: Mapped[int]
    unit_id: Mapped[int | None]
    service_type_id: Mapped[int | None]
    template_id: Mapped[int | None]
    minutes: Mapped[int | None]
    """How long a visit is expected to take (S3.8)."""
    quotation: Mapped[str | None]
    """Reference of the customer's accepted quotation elsewhere (L3b, S0.45)."""
    converted_quotation: Mapped[str | None]
    """The quotation it was made from, once per unit (S1.25, C15)."""
    plan_id: Mapped[int | None]
    """The plan that created it (L4)."""
    split_from_id: Mapped[int | None]
    """The work order it is a later phase of (L10)."""
    coordinator_id: Mapped[int]
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL, server_default=text("'normal'"))
    due_at: Mapped[datetime | None]
    """When it must be done by; apart from any window promised to the customer (S1.17)."""
    hold_reason: Mapped[HoldReason | None]
    hold_words: Mapped[str | None]
    follow_up_on: Mapped[datetime | None]
    submitted_by: Mapped[int | None]
    """Staff id of who said the job is done; somebody else accepts it (S4.30)."""
    submitted_at: Mapped[datetime | None]
    visit_no: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=0)
    latest: Mapped[JsonObject | None]
    """The last change that others build on, and until when it can be taken back (core/undo.py)."""
    created_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    terms: Mapped[str] = mapped_column(TSVECTOR, deferred=True)
    """What `/wo find` looks in: number, title, type, customer, site, address."""
