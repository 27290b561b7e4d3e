"""Customers, the people who answer for them, the sites work happens at, and what stands there."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers


class Customer(Owned):
    __tablename__ = "customers"
    __table_args__ = owned()

    name: Mapped[str]


class Contact(Owned):
    """A person at the customer. Mail to and from them is compared by lower-cased address."""

    __tablename__ = "contacts"
    __table_args__ = owned(
        refers("customer_id", "customers"),
        Index("ix_contacts_company_id_email", "company_id", "email"),
        Index(
            "uq_contacts_primary",
            "company_id",
            "customer_id",
            unique=True,
            postgresql_where="is_primary",
        ),
    )

    customer_id: Mapped[int]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_approver: Mapped[bool] = mapped_column(default=False)
    approval_limit: Mapped[Decimal | None]
    bounced_at: Mapped[datetime | None]


class Site(Owned):
    __tablename__ = "sites"
    __table_args__ = owned(
        refers("customer_id", "customers"), Index("ix_sites_customer", "company_id", "customer_id")
    )

    customer_id: Mapped[int]
    name: Mapped[str]
    address: Mapped[str]
    zone: Mapped[str]
    access_notes: Mapped[str | None]


class Equipment(Owned):
    __tablename__ = "equipment"
    __table_args__ = owned(refers("site_id", "sites"), Index("ix_equipment_site", "company_id", "site_id"))

    site_id: Mapped[int]
    name: Mapped[str]
    model: Mapped[str | None]
    serial: Mapped[str | None]
