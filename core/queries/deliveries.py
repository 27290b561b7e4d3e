"""How far our mail to the customer got: queued, sent, deferred, bounced."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy.orm import Session

from core.model import Notification, NotificationStatus


class Delivery(StrEnum):
    """How far our newest mail to the customer got."""

    QUEUED = auto()
    SENT = auto()
    DEFERRED = auto()  # it will be tried again
    BOUNCED = auto()  # refused, or come back


@dataclass(frozen=True, kw_only=True)
class MailView:
    """`why` says what went wrong, for staff; `at` is when it was written, or sent."""

    name: str
    status: Delivery
    why: str
    at: datetime


_LAST_MAIL = (
    select(
        Notification.name,
        Notification.status,
        Notification.error,
        Notification.sent_at,
        Notification.created_at,
    )
    .where(
        Notification.company_id == bindparam("company_id", type_=BigInteger),
        Notification.work_order_id == bindparam("work_order_id", type_=BigInteger),
        Notification.channel == "email",
        Notification.contact_id.is_not(None),
        Notification.status != NotificationStatus.DROPPED,
    )
    .order_by(Notification.id.desc())
    .limit(1)
)


def last_mail(session: Session, company_id: int, work_order_id: int) -> MailView | None:
    """The newest that was not dropped; None when the customer was never written to."""
    row = session.execute(_LAST_MAIL, {"company_id": company_id, "work_order_id": work_order_id}).first()
    if row is None:
        return None
    waiting = Delivery.DEFERRED if row.error else Delivery.QUEUED
    status = {NotificationStatus.SENT: Delivery.SENT, NotificationStatus.FAILED: Delivery.BOUNCED}
    return MailView(
        name=row.name,
        status=status.get(row.status, waiting),
        why=row.error or "",
        at=row.sent_at or row.created_at,
    )
