"""Who was told what about which change, and how it went: claim, send, keep the answer."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, undefer

from core.mailing import OPTIONAL
from core.mailmarks import OFFER_MAIL
from core.model import (
    Asks,
    Card,
    CardKind,
    Company,
    Contact,
    Enquiry,
    InboundMessage,
    JsonObject,
    Main,
    Notification,
    NotificationStatus,
    Offer,
    OfferStatus,
    QuoteStatus,
    Staff,
)
from core.orders import Order, load_order
from core.queries.views import PersonView

LINE_TASK = "slack.line"
THREAD_LENGTH = 20
ERROR_LIMIT = 500
CLAIMABLE = (NotificationStatus.QUEUED, NotificationStatus.FAILED)
"""Only a job that somebody sends again on purpose meets a failed one."""


@dataclass(frozen=True)
class Answered:
    """The recipient's own mail that asked for the work: ours go into its thread. Message-IDs without angle brackets."""

    subject: str
    message_id: str | None
    thread: tuple[str, ...]
    """What that mail answered itself, oldest first."""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message whose turn has come. `raw` are its exact bytes once they were composed."""

    id: int
    company_id: int
    order_number: int | None
    """None, like work order and visit, for what is about no single work order; only Slack lines are."""
    work_order_id: int | None
    visit_id: int | None
    invite_id: int
    """The first notification that invited this recipient to the visit, this one if none did: the calendar's
    ORGANIZER stays the same through all revisions (RFC 5546 §3.2.2)."""
    channel: str
    recipient: str
    staff: PersonView | None
    contact_id: int | None
    address: str | None
    name: str
    context: JsonObject
    ping: bool
    asks: Asks | None
    schedule_rev: int | None
    quote_version: int | None
    quote_total: Decimal | None
    message_key: str
    created_at: datetime
    thread_keys: tuple[str, ...]
    """Message keys of earlier mails to this recipient about this work order, oldest first."""
    raw: bytes | None
    was_deferred: bool
    """An earlier attempt failed for the time being."""
    team_id: str | None
    dispatch_channel: str | None
    card_channel: str | None
    card_ts: str | None
    sender_mailbox: str
    answers: Answered | None = None


def claim(session: Session, company_id: int, notification_id: int) -> Outgoing | None:
    """The message, or None when it was sent already or is no longer true; such a one is dropped (I13)."""
    notification = session.scalars(
        select(Notification)
        .where(Notification.company_id == company_id, Notification.id == notification_id)
        .options(undefer(Notification.raw))
        .with_for_update()
    ).one_or_none()
    if notification is None or notification.status not in CLAIMABLE:
        return None
    if notification.work_order_id is None:
        notification.attempts += 1
        return _report(session, notification)
    order = load_order(session, company_id, notification.work_order_id)
    if _is_stale(session, notification, order):
        notification.status = NotificationStatus.DROPPED
        return None
    notification.attempts += 1
    return _outgoing(session, notification, order)


def store_raw(session: Session, company_id: int, notification_id: int, raw: bytes) -> None:
    """Fixed before the first attempt: a second send is the same message."""
    _set(session, company_id, notification_id, raw=raw)


def sent(
    session: Session, company_id: int, notification_id: int, now: datetime, remote_id: str | None
) -> None:
    _set(
        session,
        company_id,
        notification_id,
        status=NotificationStatus.SENT,
        sent_at=now,
        remote_id=remote_id,
        error=None,
    )


def failed(session: Session, company_id: int, notification_id: int, error: str, *, permanent: bool) -> None:
    """Keeps the error; a permanent one ends the attempts, any other leaves it queued."""
    status = NotificationStatus.FAILED if permanent else NotificationStatus.QUEUED
    _set(session, company_id, notification_id, status=status, error=error[:ERROR_LIMIT])


def _set(session: Session, company_id: int, notification_id: int, **values: object) -> None:
    session.execute(
        update(Notification)
        .where(Notification.company_id == company_id, Notification.id == notification_id)
        .values(values)
    )


# Mails that are only true while the work order is in that status.
TRUE_WHILE = {"on-the-way": Main.EN_ROUTE}
REMINDER = "confirmation-reminder"
"""Not sent to whoever answered while it waited."""


def _is_stale(session: Session, notification: Notification, order: Order) -> bool:
    """A question about a window or a quote that has been replaced meanwhile is not asked any more."""
    if _is_pointless(session, notification, order):
        return True
    match notification.asks:
        case Asks.CONFIRM_VISIT | Asks.PICK_SLOT:
            return notification.schedule_rev != order.visit.schedule_rev or order.status is Main.CANCELLED
        case Asks.APPROVE_QUOTE:
            quote = order.quote
            return (
                quote is None
                or quote.version != notification.quote_version
                or quote.status in {QuoteStatus.VOID, QuoteStatus.REVISING}
            )
        case _:
            return False


def _is_pointless(session: Session, notification: Notification, order: Order) -> bool:
    """What nobody wants any more, or what has been answered or has happened while it waited."""
    if notification.name in OPTIONAL and _has_stopped(session, notification):
        return True
    if notification.name == OFFER_MAIL and not _offer_is_open(session, notification):
        return True
    answered = notification.name == REMINDER and not order.awaits_answer
    return answered or order.status is not TRUE_WHILE.get(notification.name, order.status)


def _offer_is_open(session: Session, notification: Notification) -> bool:
    status = select(Offer.status).where(
        Offer.company_id == notification.company_id, Offer.id == notification.context["offer"]["id"]
    )
    return session.scalar(status) is OfferStatus.OPEN


def _has_stopped(session: Session, notification: Notification) -> bool:
    """Whether they said STOP while it waited."""
    stopped = select(Contact.stopped_at).where(
        Contact.company_id == notification.company_id, Contact.id == notification.contact_id
    )
    return session.scalar(stopped) is not None


def _outgoing(session: Session, notification: Notification, order: Order) -> Outgoing:
    card = session.execute(
        select(Card.channel, Card.ts).where(
            Card.company_id == notification.company_id,
            Card.work_order_id == notification.work_order_id,
            Card.kind == CardKind.ORDER,
        )
    ).first()
    return Outgoing(
        id=notification.id,
        company_id=notification.company_id,
        order_number=order.work.number,
        work_order_id=order.work.id,
        visit_id=order.visit.id,
        invite_id=_first_invite(session, notification, order.visit.id),
        channel=notification.channel,
        recipient=notification.recipient,
        staff=_staff(session, notification),
        contact_id=notification.contact_id,
        address=notification.address,
        name=notification.name,
        context=notification.context,
        ping=notification.ping,
        asks=notification.asks,
        schedule_rev=notification.schedule_rev,
        quote_version=notification.quote_version,
        quote_total=notification.quote_total,
        message_key=notification.message_key,
        created_at=notification.created_at,
        thread_keys=_thread(session, notification),
        raw=notification.raw,
        was_deferred=notification.error is not None,
        team_id=order.company.slack_team_id,
        dispatch_channel=order.company.dispatch_channel,
        card_channel=card.channel if card else None,
        card_ts=card.ts if card else None,
        sender_mailbox=order.company.mailbox,
        answers=_answered(session, notification, order),
    )


def _report(session: Session, notification: Notification) -> Outgoing:
    """What is about no single work order stands by itself in its channel."""
    company = session.get_one(Company, notification.company_id)
    return Outgoing(
        id=notification.id,
        company_id=notification.company_id,
        order_number=None,
        work_order_id=None,
        visit_id=None,
        invite_id=notification.id,
        channel=notification.channel,
        recipient=notification.recipient,
        staff=_staff(session, notification),
        contact_id=None,
        was_deferred=False,
        address=notification.address,
        name=notification.name,
        context=notification.context,
        ping=notification.ping,
        asks=None,
        schedule_rev=None,
        quote_version=None,
        quote_total=None,
        message_key=notification.message_key,
        created_at=notification.created_at,
        thread_keys=(),
        raw=None,
        team_id=company.slack_team_id,
        dispatch_channel=company.dispatch_channel,
        card_channel=None,
        card_ts=None,
        sender_mailbox=company.mailbox,
    )


def _first_invite(session: Session, notification: Notification, visit_id: int) -> int:
    if not notification.context.get("invite"):
        return notification.id
    first = session.scalar(
        select(func.min(Notification.id)).where(
            Notification.company_id == notification.company_id,
            Notification.work_order_id == notification.work_order_id,
            Notification.recipient == notification.recipient,
            Notification.context["visit"]["id"].as_integer() == visit_id,
            Notification.context["invite"]["method"].as_string() == "REQUEST",
        )
    )
    return first or notification.id


def _staff(session: Session, notification: Notification) -> PersonView | None:
    if notification.staff_id is None:
        return None
    person = session.scalars(
        select(Staff).where(Staff.company_id == notification.company_id, Staff.id == notification.staff_id)
    ).one()
    return PersonView(id=person.id, name=person.name, slack_user_id=person.slack_user_id, email=person.email)


def _answered(session: Session, notification: Notification, order: Order) -> Answered | None:
    if order.work.contact_id is None or notification.contact_id != order.work.contact_id:
        return None
    asked = session.execute(
        select(InboundMessage.subject, InboundMessage.message_id, InboundMessage.thread)
        .join(
            Enquiry,
            (Enquiry.company_id == InboundMessage.company_id)
            & (Enquiry.inbound_message_id == InboundMessage.id),
        )
        .where(Enquiry.company_id == notification.company_id, Enquiry.work_order_id == order.work.id)
    ).first()
    if asked is None:
        return None
    return Answered(asked.subject or "", asked.message_id, tuple(asked.thread or ()))


def _thread(session: Session, notification: Notification) -> tuple[str, ...]:
    if notification.contact_id is None:
        return ()
    newest_first = session.scalars(
        select(Notification.message_key)
        .where(
            Notification.company_id == notification.company_id,
            Notification.work_order_id == notification.work_order_id,
            Notification.recipient == notification.recipient,
            Notification.id < notification.id,
            Notification.status != NotificationStatus.DROPPED,
        )
        .order_by(Notification.id.desc())
        .limit(THREAD_LENGTH)
    ).all()
    return tuple(reversed(newest_first))
