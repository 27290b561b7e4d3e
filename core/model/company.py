"""A company is a tenant: every other row belongs to exactly one."""

from sqlalchemy import Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Base, JsonObject


class Company(Base):
    __tablename__ = "companies"
    __table_args__ = (
        Index("uq_companies_mailbox", "mailbox", unique=True),
        Index("uq_companies_slack_team_id", "slack_team_id", unique=True),
    )

    id: Mapped[int] = mapped_column(Identity(always=False), primary_key=True)
    name: Mapped[str]
    profile: Mapped[str] = mapped_column(default="visit")
    policy: Mapped[JsonObject] = mapped_column(default=dict)
    """Switches of the profile this company sets otherwise, by name (lifecycle §4)."""
    zone: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en_US")
    currency: Mapped[str] = mapped_column(default="USD")
    phone: Mapped[str | None]
    mailbox: Mapped[str]
    """Local part of the address where mail that answers nothing of ours arrives, lower case."""
    slack_team_id: Mapped[str | None]
    dispatch_channel: Mapped[str | None]
    last_number: Mapped[int] = mapped_column(default=0)
