"""Inbound messages that change nothing, and what people make of them."""

from sqlalchemy import func, select

from core import commands as c
from core import events as e
from core import jobs
from core.handlers.attachments import carry, in_words, locked_message
from core.mailing import read_job
from core.model import Contact, MessageStatus, Notification, NotificationStatus
from core.refusals import Missing, State
from core.turn import Events, Turn

WORDS_LIMIT = 500
CARRY_ON = "carry on"
"""How a message is settled that came too late to change the visit."""
NAME_LIMIT = 80
WHY_LIMIT = 500


def keep_message(turn: Turn, command: c.KeepMessage) -> Events:
    """L33, L14b: recorded as a message only."""
    message = locked_message(turn, command.message_id)
    message.work_order_id = turn.order.work.id
    yield e.MessageKept(
        message_id=message.id,
        why=command.why,
        answer=command.answer,
        kind=command.kind,
        for_person=command.for_person,
        words=(message.new_text or "").strip()[:WORDS_LIMIT],
    )


def add_contact(turn: Turn, command: c.AddContact) -> Events:
    """N.11. An address that the customer has already stays as it is."""
    email = command.email.strip().lower()
    if "@" not in email:
        raise Missing("This message names no address that could be added.")
    customer_id = turn.order.work.customer_id
    there = turn.session.scalar(
        select(Contact.id)
        .where(
            Contact.company_id == turn.actor.company_id,
            Contact.customer_id == customer_id,
            func.lower(Contact.email) == email,
        )
        .limit(1)
    )
    if there is not None:
        return
    name = " ".join(command.name.split())[:NAME_LIMIT] or email.partition("@")[0]
    contact = turn.add(Contact(customer_id=customer_id, name=name, email=email))
    yield e.ContactAdded(contact_id=contact.id, contact=contact.name, email=email)


def link_message(turn: Turn, command: c.LinkMessage) -> Events:
    message = locked_message(turn, command.message_id)
    if message.work_order_id is not None and message.work_order_id != turn.order.work.id:
        raise State("This message already belongs to another work order.")
    if message.status is MessageStatus.SETTLED:
        raise State("Somebody dealt with this message already.")
    message.work_order_id = turn.order.work.id
    message.status, message.finished_at = MessageStatus.SETTLED, turn.now
    yield e.MessageLinked(message_id=message.id, text=in_words(carry(turn, message)))


def note_delivery(turn: Turn, command: c.NoteDelivery) -> Events:
    """N.13. An address that was corrected meanwhile is left alone."""
    told = turn.find(Notification, command.notification_id)
    if told is None:
        raise Missing("There is no such mail.")
    contact = turn.find(Contact, told.contact_id)
    if contact is not None and (contact.email or "").lower() != command.address.lower():
        contact = None
    if command.fate is not c.Fate.COMPLAINED:
        told.status, told.error = NotificationStatus.FAILED, command.why[:WHY_LIMIT]
    if contact is not None and command.fate in {c.Fate.BOUNCED, c.Fate.REFUSED}:
        contact.bounced_at = turn.now
    if contact is not None and command.fate is c.Fate.COMPLAINED:
        contact.complained_at = turn.now
    yield e.MailFailed(
        notification_id=told.id,
        contact=contact.name if contact else None,
        address=command.address,
        fate=command.fate.value,
        why=command.why,
    )


def retry_message(turn: Turn, command: c.RetryMessage) -> Events:
    message = locked_message(turn, command.message_id)
    if message.status is not MessageStatus.DEAD:
        raise State("Only a message that could not be read is read again.")
    message.status, message.finished_at = MessageStatus.RECEIVED, None
    jobs.revive(turn.session, read_job(message.company_id, message.id, message.envelope_from))
    yield e.MessageRetried(message_id=message.id)


def settle_message(turn: Turn, command: c.SettleMessage) -> Events:
    message = locked_message(turn, command.message_id)
    if message.status is MessageStatus.SETTLED:
        raise State("Somebody dealt with this message already.")
    message.status, message.finished_at = MessageStatus.SETTLED, turn.now
    yield e.MessageSettled(message_id=message.id, how=command.how)


def carry_on(turn: Turn, command: c.CarryOn) -> Events:
    """H12."""
    if locked_message(turn, command.message_id).work_order_id != turn.order.work.id:
        raise State("This message belongs to another work order.")
    yield from settle_message(turn, c.SettleMessage(message_id=command.message_id, how=CARRY_ON))
    yield e.CarriesOn()
