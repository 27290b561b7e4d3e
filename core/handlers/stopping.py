"""STOP and START: mail that need not be is not sent to an address any more, or again.

An address is one, however many customers it is a contact of: what it says holds for all of them.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from core import commands as c
from core import events as e
from core.model import Contact
from core.people import Kind
from core.refusals import Missing, State
from core.turn import Events, Turn


def stop_mail(turn: Turn, command: c.StopMail) -> Events:
    """Confirmed once: said again, it changes nothing and is not answered."""
    contact = _writer(turn) or turn.order.contact
    if contact is None or not contact.email:
        raise Missing(f"The customer of {turn.order.reference} has no contact with an email address.")
    if contact.stopped_at is not None:
        if turn.actor.kind is Kind.STAFF:
            raise State(f"{contact.name} gets no reminders and no status mails already.")
        return
    for each in _same_address(turn, contact):
        each.stopped_at = turn.now
    yield e.MailStopped(contact=contact.name, address=contact.email, words=command.words)


def start_mail(turn: Turn, command: c.StartMail) -> Events:
    """Staff take a STOP back for everybody at the customer; a contact for their own address."""
    writer = _writer(turn)
    wanted = [
        contact
        for contact in (_same_address(turn, writer) if writer else _of_the_customer(turn))
        if contact.stopped_at is not None
    ]
    if not wanted:
        if turn.actor.kind is Kind.STAFF:
            raise State(f"Nobody at {turn.order.customer.name} has asked for less mail.")
        return
    for contact in wanted:
        for each in _same_address(turn, contact):
            each.stopped_at = None
    names = tuple(dict.fromkeys(contact.name for contact in wanted))
    yield e.MailStarted(contacts=names, words=command.words)


def _writer(turn: Turn) -> Contact | None:
    """The contact who wrote, or in whose name a member of staff applies it."""
    actor = turn.actor
    return turn.find(Contact, actor.id if actor.kind is Kind.CONTACT else actor.speaks_for)


def _same_address(turn: Turn, contact: Contact) -> Sequence[Contact]:
    return turn.session.scalars(
        select(Contact)
        .where(
            Contact.company_id == turn.actor.company_id,
            func.lower(Contact.email) == (contact.email or "").lower(),
        )
        .order_by(Contact.id)
    ).all()


def _of_the_customer(turn: Turn) -> Sequence[Contact]:
    return turn.session.scalars(
        select(Contact)
        .where(
            Contact.company_id == turn.actor.company_id,
            Contact.customer_id == turn.order.work.customer_id,
        )
        .order_by(Contact.id)
    ).all()
