"""Mail that may become a work order: what it says, and whom and where we know by its address."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from core.model import Contact, Customer, InboundMessage, MessageStatus, Site, WorkOrder
from core.people import Permission
from core.queries.people import site_view
from core.queries.reading import Query, Reading
from core.queries.views import SiteView
from core.refusals import Missing, State

MOST_SITES = 2


@dataclass(frozen=True, kw_only=True)
class EnquiryView:
    """`contact` and `customer` are who has the sender's address with us, where that is one customer; `site` is where it
    is probably about. `known_as` names them, also where several customers have it; `is_mailable` says whether mail
    arrives there.
    """

    message_id: int
    sender: str
    sender_name: str
    subject: str
    text: str
    contact: str | None = None
    customer: str | None = None
    site: SiteView | None = None
    known_as: str | None = None
    is_mailable: bool = True


def enquiry(message_id: int) -> Query[EnquiryView]:
    """Refuses, naming the work order, where somebody was quicker."""

    def read(at: Reading) -> EnquiryView:
        row = at.session.get(InboundMessage, message_id)
        if row is None or row.company_id != at.company_id or not at.actor.may(Permission.EDIT):
            raise Missing("There is no such message.")
        if row.status is not MessageStatus.TRIAGE:
            raise State(_who_was_quicker(at, row))
        contacts = _contacts(at, row.sender or "")
        known = contacts[0] if len({customer.id for _contact, customer in contacts}) == 1 else None
        return EnquiryView(
            message_id=row.id,
            sender=row.sender or "",
            sender_name=str(row.steps.get("parse", {}).get("name") or ""),
            subject=row.subject or "",
            text=row.new_text or "",
            contact=known[0].name if known else None,
            customer=known[1].name if known else None,
            site=_likely_site(at, known[1]) if known else None,
            known_as=_named(contacts),
            is_mailable=all(contact.is_mailable for contact, _customer in contacts),
        )

    return read


def known_as(at: Reading, sender: str) -> str | None:
    """Who has that address, and at which customer: "Cara Cole, Acme Foods"; of several customers each is named."""
    return _named(_contacts(at, sender))


def _named(contacts: Sequence[tuple[Contact, Customer]]) -> str | None:
    return "; ".join(f"{contact.name}, {customer.name}" for contact, customer in contacts) or None


def _who_was_quicker(at: Reading, row: InboundMessage) -> str:
    number = at.session.scalar(
        select(WorkOrder.number).where(
            WorkOrder.company_id == at.company_id, WorkOrder.id == row.work_order_id
        )
    )
    if number is None:
        return "Somebody dealt with this message already."
    return f"WO-{number} has this mail already. `/wo show WO-{number}` shows it."


def _contacts(at: Reading, sender: str) -> list[tuple[Contact, Customer]]:
    if "@" not in sender:
        return []
    rows = at.session.execute(
        select(Contact, Customer)
        .join(Customer, (Customer.company_id == Contact.company_id) & (Customer.id == Contact.customer_id))
        .where(Contact.company_id == at.company_id, func.lower(Contact.email) == sender.lower())
        .order_by(Contact.is_primary.desc(), Contact.id)
    )
    return [(contact, customer) for contact, customer in rows]


def _likely_site(at: Reading, customer: Customer) -> SiteView | None:
    """Their only one; of several the one where the newest work order is."""
    asked = select(Site).where(Site.company_id == at.company_id, Site.customer_id == customer.id)
    sites = at.session.scalars(asked.order_by(Site.id).limit(MOST_SITES)).all()
    if len(sites) == 1:
        return site_view(sites[0], customer.name)
    newest = at.session.scalar(
        select(WorkOrder.site_id)
        .where(WorkOrder.company_id == at.company_id, WorkOrder.customer_id == customer.id)
        .order_by(WorkOrder.number.desc())
        .limit(1)
    )
    site = at.session.get(Site, newest) if newest is not None else None
    return site_view(site, customer.name) if site is not None else None
