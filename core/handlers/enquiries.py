"""A work order is made from a mail that asked for work: L1."""

from collections.abc import Sequence

from sqlalchemy import any_, func, literal, select

from core import commands as c
from core import events as e
from core.handlers.attachments import carry, in_words, locked_message
from core.model import Contact, Enquiry, InboundMessage, MessageStatus, WorkOrder
from core.refusals import State
from core.turn import Events, Turn

LONGEST_DESCRIPTION = 2900
"""What a form takes of a mail's text; a longer one is kept, as long as it was read, in a note beside it."""


def take_up_enquiry(turn: Turn, command: c.TakeUpEnquiry) -> Events:
    """Whoever comes second is told which work order there is already; the database would not let both have it."""
    message, work = locked_message(turn, command.message_id), turn.order.work
    _refuse_what_is_over(turn, message)
    contact = _sender(turn, message)
    if contact is not None:
        work.contact_id, turn.order.contact = contact.id, contact
    turn.add(Enquiry(inbound_message_id=message.id, work_order_id=work.id))
    message.work_order_id = work.id
    message.status, message.finished_at = MessageStatus.SETTLED, turn.now
    yield e.EnquiryTakenUp(
        message_id=message.id,
        sender=message.sender or "",
        contact=contact.name if contact else None,
        answered=contact is not None and contact.is_mailable,
        subject=message.subject or "",
        text=in_words(carry(turn, message)),
    )
    for later in _that_went_on(turn, message):
        later.work_order_id = work.id
        later.status, later.finished_at = MessageStatus.SETTLED, turn.now
        yield e.MessageLinked(message_id=later.id, text=in_words(carry(turn, later)))
    whole = (message.new_text or "").strip()
    if len(whole) > LONGEST_DESCRIPTION:
        yield e.NoteAdded(text=whole, internal=True)


def _refuse_what_is_over(turn: Turn, message: InboundMessage) -> None:
    if message.status is MessageStatus.TRIAGE:
        return
    number = turn.session.scalar(
        select(WorkOrder.number).where(
            WorkOrder.company_id == message.company_id, WorkOrder.id == message.work_order_id
        )
    )
    if number is not None:
        raise State(f"WO-{number} has this mail already. `/wo show WO-{number}` shows it.")
    raise State("Somebody dealt with this message already.")


def _that_went_on(turn: Turn, message: InboundMessage) -> Sequence[InboundMessage]:
    """What the sender wrote after it in the same conversation, and nobody has dealt with."""
    if not message.message_id:
        return ()
    asked = select(InboundMessage).where(
        InboundMessage.company_id == message.company_id,
        InboundMessage.status == MessageStatus.TRIAGE,
        InboundMessage.work_order_id.is_(None),
        func.lower(InboundMessage.sender) == (message.sender or "").lower(),
        literal(message.message_id) == any_(InboundMessage.thread),
    )
    return turn.session.scalars(asked.order_by(InboundMessage.id).with_for_update()).all()


def _sender(turn: Turn, message: InboundMessage) -> Contact | None:
    """The contact of the work order's customer who wrote it."""
    return turn.session.scalars(
        select(Contact)
        .where(
            Contact.company_id == message.company_id,
            Contact.customer_id == turn.order.work.customer_id,
            func.lower(Contact.email) == (message.sender or "").lower(),
        )
        .order_by(Contact.is_primary.desc(), Contact.id)
        .limit(1)
    ).first()
