"""A customer who goes on in their own conversation: "and here are the photos", before or after we have written.

What such a mail names is the customer's own Message-ID, which proves nothing: it changes nothing by itself. It is kept
with the work order that the earlier mail belongs to, and a person sees it there.
"""

from dataclasses import replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from core.commands import KeepMessage
from core.model import Contact, InboundMessage, WorkOrder
from inbound.decision import Decision, Outcome
from inbound.mail import InboundMail

MOST_NAMED = 20
MOST_ROWS = 100
LONGEST_IDENTIFIER = 250
WHY = "It goes on from their mail that WO-{number} has, but nothing in it proves who wrote."


def thread_of(mail: InboundMail) -> list[str]:
    """What the mail says it answers, oldest first; too long an identifier is none that a program made."""
    named = dict.fromkeys((*mail.references, *reversed(mail.in_reply_to)))
    return [each for each in named if len(each) <= LONGEST_IDENTIFIER][-MOST_NAMED:]


def own_identifier(mail: InboundMail) -> str | None:
    """What later mails will name; None where there is nothing to go by."""
    return mail.message_id if 0 < len(mail.message_id) <= LONGEST_IDENTIFIER else None


def with_its_order(session: Session, company_id: int, mail: InboundMail, decision: Decision) -> Decision:
    """The decision about a mail that answers nothing of ours: kept where its own conversation belongs, if that is known."""
    number = _order_of(session, company_id, mail) if decision.outcome is Outcome.TRIAGE else None
    if number is None:
        return decision
    why = WHY.format(number=number)
    keep = KeepMessage(order=number, message_id=0, why=why)
    return replace(decision, outcome=Outcome.KEEP, why=why, commands=(keep,), by_contact=False)


def goes_on(decision: Decision) -> bool:
    """Whether it is a decision of `with_its_order`: it answers no question, and needs none to be carried out."""
    return decision.outcome is Outcome.KEEP and not decision.by_contact


def _order_of(session: Session, company_id: int, mail: InboundMail) -> int | None:
    """The number of the work order that the nearest of the mails it names belongs to."""
    named, sender = thread_of(mail), mail.sender.email.lower()
    if not named or not sender:
        return None
    rows = session.execute(
        select(InboundMessage.message_id, WorkOrder.number)
        .join(
            WorkOrder,
            (WorkOrder.company_id == InboundMessage.company_id)
            & (WorkOrder.id == InboundMessage.work_order_id),
        )
        .where(
            InboundMessage.company_id == company_id,
            InboundMessage.message_id.in_(named),
            or_(func.lower(InboundMessage.sender) == sender, _is_contact(sender)),
        )
        .order_by(InboundMessage.id)
        .limit(MOST_ROWS)
    )
    found = {row.message_id: row.number for row in rows}
    return next((found[each] for each in reversed(named) if each in found), None)


def _is_contact(sender: str) -> ColumnElement[bool]:
    """Of the customer whose work order it is: a stranger who knows a Message-ID is nobody."""
    return (
        select(Contact.id)
        .where(
            Contact.company_id == WorkOrder.company_id,
            Contact.customer_id == WorkOrder.customer_id,
            func.lower(Contact.email) == sender,
        )
        .exists()
    )
