"""What a company sells and looks after: service types, device types with their items, templates."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers


class ServiceType(Owned):
    """S3.8: fills in the price and how long it takes; both can be said otherwise."""

    __tablename__ = "service_types"
    __table_args__ = owned(
        CheckConstraint("price >= 0", name="price_not_negative"),
        CheckConstraint("minutes > 0", name="takes_time"),
        Index("uq_service_types_name", "company_id", "name", unique=True),
    )

    name: Mapped[str]
    price: Mapped[Decimal | None]
    minutes: Mapped[int] = mapped_column(default=60)
    skills: Mapped[list[str]] = mapped_column(default=list, server_default=text("'{}'"))
    """What a technician must be able to do, as named at the technician."""
    active: Mapped[bool] = mapped_column(default=True)


class DeviceType(Owned):
    """A model that units are of; people know it by either word."""

    __tablename__ = "device_types"
    __table_args__ = owned(Index("uq_device_types_model", "company_id", "model", unique=True))

    name: Mapped[str]
    model: Mapped[str]


class DeviceTypeItem(Owned):
    """S1.13: what work on such a unit may need; every new work order starts with it at quantity 0."""

    __tablename__ = "device_type_items"
    __table_args__ = owned(
        refers("device_type_id", "device_types"),
        CheckConstraint("price >= 0 AND cost >= 0", name="money_not_negative"),
        CheckConstraint("approval_limit >= 0", name="approval_limit_not_negative"),
        Index("uq_device_type_items_name", "company_id", "device_type_id", "name", unique=True),
    )

    device_type_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    price: Mapped[Decimal | None]
    cost: Mapped[Decimal | None]
    """Of interest only to those who see prices (S1.14)."""
    approval_limit: Mapped[int | None]
    """More than this many need the customer's approval (S1.20)."""


class OrderTemplate(Owned):
    """S0.47, S2.45: a kind of visit that comes again and again."""

    __tablename__ = "order_templates"
    __table_args__ = owned(
        CheckConstraint("minutes > 0", name="takes_time"),
        Index("uq_order_templates_name", "company_id", "name", unique=True),
    )

    name: Mapped[str]
    type: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    instructions: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    items: Mapped[list[JsonObject]] = mapped_column(default=list)
    """[{"kind", "name", "quantity", "unit_price", "checklist"}], as core.commands.NewItem has them."""
