"""Customers, the people who answer for them, the sites work happens at, and what stands there."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, text
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
        Index("ix_contacts_address", "company_id", text("lower(email)")),
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
    """Mail to the address came back, or our mail server does not take it."""
    complained_at: Mapped[datetime | None]
    """They reported our mail as spam."""
    stopped_at: Mapped[datetime | None]
    """They asked for no more mail than there must be: no reminders, no news on how it goes."""
    language: Mapped[str | None]
    """In which they write to us, as two letters; the company's where they have not written yet."""

    @property
    def is_mailable(self) -> bool:
        """There is an address, and nothing says that mail there is unwelcome or lost."""
        return bool(self.email) and self.bounced_at is None and self.complained_at is None


class Site(Owned):
    __tablename__ = "sites"
    __table_args__ = owned(
        refers("customer_id", "customers"),
        Index("ix_sites_customer", "company_id", "customer_id"),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 "
            "AND longitude BETWEEN -180 AND 180",
            name="place",
        ),
    )

    customer_id: Mapped[int]
    name: Mapped[str]
    address: Mapped[str]
    zone: Mapped[str]
    access_notes: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """In degrees, WGS 84; unknown: travel counts as usual (profile.travel_minutes)."""


class CustomerExclusion(Owned):
    """A technician this customer does not want (lifecycle §8)."""

    __tablename__ = "customer_exclusions"
    __table_args__ = owned(
        refers("customer_id", "customers"),
        refers("technician_id", "technicians"),
        Index("uq_customer_exclusions_pair", "company_id", "customer_id", "technician_id", unique=True),
    )

    customer_id: Mapped[int]
    technician_id: Mapped[int]
    reason: Mapped[str]


class TravelTime(Owned):
    """Minutes by road between two sites, as a road service said; the longer of both directions."""

    __tablename__ = "travel_times"
    __table_args__ = owned(
        refers("site_a_id", "sites"),
        refers("site_b_id", "sites"),
        CheckConstraint("site_a_id < site_b_id", name="ordered"),
        CheckConstraint("minutes >= 0", name="not_negative"),
        Index("uq_travel_times_pair", "company_id", "site_a_id", "site_b_id", unique=True),
        Index("ix_travel_times_b", "company_id", "site_b_id"),
    )

    site_a_id: Mapped[int]
    site_b_id: Mapped[int]
    minutes: Mapped[int]
    fetched_at: Mapped[datetime]


class Equipment(Owned):
    """A unit: a device that stands at a site, a vehicle, or one that is yet to be installed."""

    __tablename__ = "equipment"
    __table_args__ = owned(
        refers("customer_id", "customers"),
        refers("site_id", "sites"),
        refers("device_type_id", "device_types"),
        CheckConstraint("customer_id IS NOT NULL OR site_id IS NOT NULL", name="somebodys"),
        CheckConstraint("NOT is_mobile OR site_id IS NULL", name="mobile_stands_nowhere"),
        Index("ix_equipment_site", "company_id", "site_id"),
        Index("ix_equipment_customer", "company_id", "customer_id"),
    )

    customer_id: Mapped[int | None]
    """Whose it is; what stands at a site may leave it to the site."""
    site_id: Mapped[int | None]
    """Where it stands; vehicles, and what is not installed yet, stand nowhere."""
    device_type_id: Mapped[int | None]
    name: Mapped[str]
    model: Mapped[str | None]
    serial: Mapped[str | None]
    is_mobile: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    installed_at: Mapped[datetime | None]

    @property
    def is_installed(self) -> bool:
        return self.installed_at is not None or self.site_id is not None
