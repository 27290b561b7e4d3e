"""Whose mail a stop link stops."""

from dataclasses import dataclass

from sqlalchemy import select

from core.model import Company, Contact, Notification, WorkOrder
from core.queries.reading import Query, Reading


@dataclass(frozen=True, kw_only=True)
class StopView:
    """The contact whom a mail of ours went to, and the work order it was about."""

    company_id: int
    order: int
    contact_id: int
    address: str
    company: str
    phone: str | None
    is_stopped: bool


def stop(notification_id: int) -> Query[StopView | None]:
    """For a mail in the reader's company; None where there is none, or its contact has another address now."""

    def read(at: Reading) -> StopView | None:
        found = at.session.execute(
            select(Notification, Contact, WorkOrder.number, Company)
            .join(
                Contact,
                (Contact.company_id == Notification.company_id) & (Contact.id == Notification.contact_id),
            )
            .join(
                WorkOrder,
                (WorkOrder.company_id == Notification.company_id)
                & (WorkOrder.id == Notification.work_order_id),
            )
            .join(Company, Company.id == Notification.company_id)
            .where(Notification.company_id == at.company_id, Notification.id == notification_id)
        ).first()
        if found is None:
            return None
        told, contact, order, company = found
        address = told.address or ""
        if (contact.email or "").lower() != address.lower():
            return None
        return StopView(
            company_id=at.company_id,
            order=order,
            contact_id=contact.id,
            address=address,
            company=company.name,
            phone=company.phone,
            is_stopped=contact.stopped_at is not None,
        )

    return read
