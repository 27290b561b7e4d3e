"""Who would be told what: read from a change that is about to be rolled back (N.19)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audience import DISPATCH_CHANNEL
from core.model import Card, CardKind, Contact, JsonObject, Notification, Staff

DISPATCH = "the dispatch channel"


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """One message: `to` whom, by which channel, and the notification's name and context to say it with."""

    to: str
    channel: str
    name: str
    context: JsonObject


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """`cards`: whom a new card would reach, and about what."""

    told: tuple[Foreseen, ...]
    cards: tuple[tuple[CardKind, str], ...]


def last_card(session: Session, company_id: int) -> int:
    """What is newer has been made since."""
    return session.scalar(select(func.max(Card.id)).where(Card.company_id == company_id)) or 0


def foresee(session: Session, company_id: int, change_id: int, after_card: int) -> Foresight:
    """The messages of the change and the cards made since `after_card`, in the order they were written."""
    rows = session.execute(
        select(Notification, Contact.name, Staff.name)
        .outerjoin(
            Contact, (Contact.company_id == Notification.company_id) & (Contact.id == Notification.contact_id)
        )
        .outerjoin(Staff, (Staff.company_id == Notification.company_id) & (Staff.id == Notification.staff_id))
        .where(Notification.company_id == company_id, Notification.change_id == change_id)
        .order_by(Notification.id)
    )
    told = tuple(
        Foreseen(
            to=DISPATCH if row.recipient == DISPATCH_CHANNEL.key else contact or staff or row.recipient,
            channel=row.channel,
            name=row.name,
            context=row.context,
        )
        for row, contact, staff in rows
    )
    cards = session.execute(
        select(Card.kind, Staff.name)
        .outerjoin(Staff, (Staff.company_id == Card.company_id) & (Staff.id == Card.staff_id))
        .where(Card.company_id == company_id, Card.id > after_card)
        .order_by(Card.id)
    )
    return Foresight(told=told, cards=tuple((kind, name or DISPATCH) for kind, name in cards))
