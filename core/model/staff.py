"""People of the company: who may do what, who they are in Slack, when they work, and who goes out to customers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import OffReason


class Staff(Owned):
    __tablename__ = "staff"
    __table_args__ = owned(
        Index("uq_staff_company_id_slack_user_id", "company_id", "slack_user_id", unique=True),
        Index("uq_staff_company_id_email", "company_id", "email", unique=True),
    )

    name: Mapped[str]
    email: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(default=list)
    extra_permissions: Mapped[list[str]] = mapped_column(default=list)
    slack_user_id: Mapped[str | None]
    slack_dm: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    zone: Mapped[str | None]
    """Where their clock is; the company's zone otherwise."""
    hours: Mapped[JsonObject] = mapped_column(default=dict, server_default=text("'{}'"))
    """{"mon": [["08:00", "17:00"]]} in their zone (core/availability/week.py); empty: whenever they are needed."""
    duty_order: Mapped[int | None]
    """Their place among those who are asked when a coordinator is off shift, lowest first; None: never."""


class TimeOff(Owned):
    """[starts_at, ends_at) in which somebody is not there."""

    __tablename__ = "time_off"
    __table_args__ = owned(
        refers("staff_id", "staff"),
        CheckConstraint("starts_at < ends_at", name="forward"),
        Index("ix_time_off_staff", "company_id", "staff_id", "ends_at"),
    )

    staff_id: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[OffReason]
    words: Mapped[str | None]
    """What else was said about it."""


class Holiday(Owned):
    """A day on which nobody goes out (P.33)."""

    __tablename__ = "holidays"
    __table_args__ = owned(Index("uq_holidays_day", "company_id", "day", unique=True))

    day: Mapped[date]
    name: Mapped[str]


class Technician(Owned):
    __tablename__ = "technicians"
    __table_args__ = owned(
        refers("staff_id", "staff"),
        Index("uq_technicians_staff_id", "company_id", "staff_id", unique=True),
        CheckConstraint("jobs_per_day > 0 AND minutes_per_day > 0", name="capacity_positive"),
        CheckConstraint(
            "(base_latitude IS NULL) = (base_longitude IS NULL) AND base_latitude BETWEEN -90 AND 90 "
            "AND base_longitude BETWEEN -180 AND 180",
            name="base",
        ),
    )

    staff_id: Mapped[int]
    name: Mapped[str]
    phone: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    jobs_per_day: Mapped[int | None]
    minutes_per_day: Mapped[int | None]
    """Of work at customers, without travel; None: as long as the working hours last (S0.17, P.28)."""
    base_latitude: Mapped[float | None]
    base_longitude: Mapped[float | None]
    """Where their day begins; nothing where nobody knows."""


class TechnicianSkill(Owned):
    """What a technician can do, and until when they may (P.29, P.30)."""

    __tablename__ = "technician_skills"
    __table_args__ = owned(
        refers("technician_id", "technicians"),
        Index("uq_technician_skills_name", "company_id", "technician_id", "name", unique=True),
    )

    technician_id: Mapped[int]
    name: Mapped[str]
    """Lower case."""
    valid_until: Mapped[date | None]
    """The last day it counts."""
    is_licence: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Nobody goes without it, whoever says so."""
