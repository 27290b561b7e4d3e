"""What is to be done on a work order, point by point, and what was recorded while doing it."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import ItemKind, ItemStatus, RecordKind


class WorkItem(Owned):
    """One inspection, service or part. People name it by its position within the work order."""

    __tablename__ = "work_items"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("equipment_id", "equipment"),
        refers("finished_by", "staff"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("unit_price >= 0 AND unit_cost >= 0", name="money_not_negative"),
        CheckConstraint("(status = 'skipped') = (skip_reason IS NOT NULL)", name="skipped_for_a_reason"),
        CheckConstraint(
            "(status IN ('submitted', 'reviewed', 'done', 'skipped')) = (finished_at IS NOT NULL)",
            name="finished_when_over",
        ),
        CheckConstraint(
            "CASE WHEN kind = 'inspection' THEN status <> 'done' ELSE status NOT IN ('submitted', 'reviewed') END",
            name="status_of_its_kind",
        ),  # S0.33
        Index("uq_work_items_position", "company_id", "work_order_id", "position", unique=True),
    )

    work_order_id: Mapped[int]
    visit_no: Mapped[int]
    """The visit it was done on, or is to be done on: what is open moves on to a return visit (L57)."""
    position: Mapped[int]
    kind: Mapped[ItemKind]
    name: Mapped[str]
    equipment_id: Mapped[int | None]
    status: Mapped[ItemStatus] = mapped_column(default=ItemStatus.OPEN)
    quantity: Mapped[Decimal] = mapped_column(Numeric(12, 3), default=Decimal(1))
    unit_price: Mapped[Decimal | None]
    unit_cost: Mapped[Decimal | None]
    required: Mapped[bool] = mapped_column(default=True)
    essential: Mapped[bool] = mapped_column(default=False)
    """Without it the work makes no sense: refusing to pay for it holds the work (L47). Essential but not required is the
    work itself: it is done when the work is (S3.8).
    """
    skip_reason: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    finished_by: Mapped[int | None]
    removed_at: Mapped[datetime | None]
    """Taken out of the scope; its position is not given out again."""


class ChecklistPoint(Owned):
    """A question an item's checklist asks."""

    __tablename__ = "checklist_points"
    __table_args__ = owned(
        refers("item_id", "work_items"),
        refers("ticked_by", "staff"),
        CheckConstraint("(ticked_at IS NULL) = (answer IS NULL)", name="ticked_with_an_answer"),
        Index("uq_checklist_points_position", "company_id", "item_id", "position", unique=True),
    )

    item_id: Mapped[int]
    position: Mapped[int]
    text: Mapped[str]
    required: Mapped[bool] = mapped_column(default=True)
    answer: Mapped[str | None]
    ticked_at: Mapped[datetime | None]
    ticked_by: Mapped[int | None]


class FieldRecord(Owned):
    """Something recorded at the site: a photo, a signature, time, a part. Never changed, only added to."""

    __tablename__ = "field_records"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("item_id", "work_items"),
        refers("by_staff_id", "staff"),
        CheckConstraint("effective_at <= at", name="not_in_the_future"),  # I16
        Index("ix_field_records_work_order_id", "company_id", "work_order_id", "id"),
    )

    work_order_id: Mapped[int]
    visit_no: Mapped[int]
    item_id: Mapped[int | None]
    kind: Mapped[RecordKind]
    data: Mapped[JsonObject]
    by_staff_id: Mapped[int]
    at: Mapped[datetime]
    effective_at: Mapped[datetime]
    """When the technician says it was, if they were offline."""
