"""What a message may say: the facts of the moment, kept as JSON with the notification.

Two sets: for customers (never internal notes, S3.13) and for staff (never prices, S1.14).
"""

from datetime import datetime

from sqlalchemy import select

from core.audience import EMAIL, Recipient
from core.events import PRICES, Happened
from core.items import Item
from core.model import Company, Contact, ItemStatus, JsonObject, Offer, Staff, Technician
from core.orders import Order
from core.turn import Turn

# Mails that carry a calendar invite, and its method (RFC 5546 §3.2).
INVITES = {
    "confirmation-request": "REQUEST",
    "visit-moved": "REQUEST",
    "visit-rebooked": "REQUEST",
    "slot-picked": "REQUEST",
    "order-cancelled": "CANCEL",
}

COMPLETED = "work-completed"
"""The mail that lists what was done."""


def facts(turn: Turn, event: Happened, name: str, recipient: Recipient) -> JsonObject:
    """The context of notification `name` to `recipient`, as JSON."""
    order, by_mail = turn.order, recipient.channel == EMAIL
    return {
        "order": {
            "number": order.work.number,
            "reference": order.reference,
            "title": order.work.title,
            "type": order.work.type,
            "description": order.work.description,
            "note": order.work.customer_note,
        },
        "company": _company(order.company),
        "customer": {"name": order.customer.name},
        "site": {"name": order.site.name, "address": order.site.address, "zone": order.site.zone},
        "visit": _visit(order),
        "contact": _contact(turn.find(Contact, recipient.contact_id) or order.contact),
        "technician": _technician(turn),
        "coordinator": {"name": order.coordinator.name, "slack_user_id": order.coordinator.slack_user_id},
        "actor": {"name": turn.actor.name, "channel": turn.actor.channel, "kind": turn.actor.kind},
        "event": event.data() if by_mail and recipient.staff_id is None else _without_prices(event),
        **(_for_customers(order, name) if by_mail and recipient.staff_id is None else {}),
        **({"language": _language(turn, recipient)} if by_mail and recipient.staff_id is None else {}),
        **(_for_technicians(turn, recipient.staff_id) if by_mail and recipient.staff_id is not None else {}),
    }


def _for_technicians(turn: Turn, staff_id: int) -> JsonObject:
    """Whom the mail greets, what they need on the road, and which offer it is about; never a price (S1.14)."""
    order, staff = turn.order, turn.find(Staff, staff_id)
    assert staff is not None
    mine = select(Offer).join(
        Technician, (Technician.company_id == Offer.company_id) & (Technician.id == Offer.technician_id)
    )
    offer = turn.session.scalars(
        mine.where(
            Offer.company_id == staff.company_id,
            Offer.visit_id == order.visit.id,
            Technician.staff_id == staff_id,
        )
        .order_by(Offer.id.desc())
        .limit(1)
    ).first()
    return {
        "contact": {"name": staff.name, "first_name": (staff.name.split() or [""])[0]},
        "technician": None,
        "offer": {"id": offer.id, "expires_at": offer.expires_at.isoformat()} if offer else None,
        "brief": {
            "instructions": order.work.instructions,
            "access": order.site.access_notes,
            "contact": order.contact.name if order.contact else None,
            "phone": order.contact.phone if order.contact else None,
        },
    }


def _language(turn: Turn, recipient: Recipient) -> str:
    """In which they write to us, else the company's own (N.26)."""
    contact = turn.find(Contact, recipient.contact_id)
    return (contact.language if contact else None) or turn.order.company.locale[:2].lower()


def company_facts(turn: Turn, event: Happened, company: Company) -> JsonObject:
    """The context of what is about no single work order; only staff are told of such."""
    return {
        "company": _company(company),
        "actor": {"name": turn.actor.name, "channel": turn.actor.channel, "kind": turn.actor.kind},
        "event": _without_prices(event),
    }


def _company(company: Company) -> JsonObject:
    return {
        "name": company.name,
        "phone": company.phone,
        "locale": company.locale,
        "currency": company.currency,
        "mailbox": company.mailbox,
        "zone": company.zone,
    }


def _visit(order: Order) -> JsonObject:
    visit = order.visit
    return {
        "id": visit.id,
        "no": visit.visit_no,
        "rev": visit.schedule_rev,
        "start": _iso(visit.window_start),
        "end": _iso(visit.window_end),
        "date_only": visit.date_only,
    }


def _contact(contact: Contact | None) -> JsonObject | None:
    """Whom a mail greets, or whom staff would call."""
    if contact is None:
        return None
    return {"name": contact.name, "first_name": (contact.name.split() or [""])[0]}


def _technician(turn: Turn) -> JsonObject | None:
    person = turn.find(Technician, turn.order.visit.technician_id)
    return {"name": person.name, "phone": person.phone} if person else None


def _for_customers(order: Order, name: str) -> JsonObject:
    quote = order.quote
    knows = order.is_scheduled and order.customer_knows_window
    return {
        "quote": {"version": quote.version, "total": str(quote.total), "summary": quote.summary}
        if quote
        else None,
        "done": [_done(item) for item in order.items if _was_done(item)] if name == COMPLETED else [],
        "invite": (
            {"method": INVITES[name], "sequence": order.visit.schedule_rev}
            if name in INVITES and knows
            else None
        ),
    }


def _was_done(item: Item) -> bool:
    return item.is_over and item.row.status is not ItemStatus.SKIPPED


def _done(item: Item) -> JsonObject:
    """Without price and cost, and without what the technician noted about it."""
    return {"kind": item.row.kind, "name": item.row.name, "quantity": f"{item.row.quantity.normalize():f}"}


def _without_prices(event: Happened) -> JsonObject:
    return {key: value for key, value in event.data().items() if key not in PRICES}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
