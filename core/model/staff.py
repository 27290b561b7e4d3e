"""People of the company: who may do what, who they are in Slack, and who goes out to customers."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers


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


class Technician(Owned):
    __tablename__ = "technicians"
    __table_args__ = owned(
        refers("staff_id", "staff"),
        Index("uq_technicians_staff_id", "company_id", "staff_id", unique=True),
    )

    staff_id: Mapped[int]
    name: Mapped[str]
    phone: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
