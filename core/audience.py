"""Who is to be told: from a word in the policies table to recipients."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import any_, literal, select

from core.events import Happened
from core.identity import approver_of
from core.model import Contact, Staff, Technician
from core.people import Kind, Role
from core.turn import Turn

EMAIL, SLACK = "email", "slack"


@dataclass(frozen=True)
class Recipient:
    """Where a message goes: a contact's mailbox, somebody's direct messages, or the dispatch channel."""

    channel: str
    key: str
    contact_id: int | None = None
    staff_id: int | None = None
    address: str | None = None


Whom = Callable[[Turn, Happened], Recipient | tuple[Recipient, ...] | None]
"""Nobody, somebody, or several."""

DISPATCH_CHANNEL = Recipient(SLACK, "channel:dispatch")


def dispatch(_turn: Turn, _event: Happened) -> Recipient | None:
    """The dispatch channel, in the thread of the work order's card."""
    return DISPATCH_CHANNEL


def customer(turn: Turn, _event: Happened) -> Recipient | None:
    """The contact who just wrote or was spoken for, else the primary one; nobody when there is no address."""
    contact = turn.order.contact
    writer = turn.actor.id if turn.actor.kind is Kind.CONTACT else turn.actor.speaks_for
    if writer is not None:
        contact = turn.find(Contact, writer)
    if contact is None or not contact.is_mailable:
        return None
    return Recipient(EMAIL, f"contact:{contact.id}", contact_id=contact.id, address=contact.email)


def approver(turn: Turn, event: Happened) -> Recipient | None:
    """Who may approve at the customer; the primary contact where nobody is flagged, or nobody flagged can be reached (§6)."""
    found = approver_of(turn.session, turn.order.customer)
    if found is None:
        return customer(turn, event)
    return Recipient(EMAIL, f"contact:{found.id}", contact_id=found.id, address=found.email)


def technician(turn: Turn, _event: Happened) -> Recipient | None:
    """Whoever is assigned now."""
    return _direct_message(turn, turn.order.visit.technician_id)


def former_technician(turn: Turn, event: Happened) -> Recipient | None:
    """Whoever the event names as having had the visit."""
    return _direct_message(turn, getattr(event, "replaced_id", None) or getattr(event, "technician_id", None))


def replaced_technician(turn: Turn, event: Happened) -> Recipient | None:
    return _direct_message(turn, getattr(event, "replaced_id", None))


def billing(turn: Turn, _event: Happened) -> tuple[Recipient, ...]:
    """Everybody who bills, but for whoever did it."""
    people = turn.session.scalars(
        select(Staff)
        .where(
            Staff.company_id == turn.actor.company_id,
            Staff.active,
            literal(Role.BILLING.value) == any_(Staff.roles),
            Staff.slack_user_id.is_not(None),
        )
        .order_by(Staff.id)
    )
    return tuple(
        Recipient(SLACK, f"staff:{each.id}", staff_id=each.id)
        for each in people
        if each.id != _actor_staff_id(turn)
    )


def person(turn: Turn, event: Happened) -> Recipient | None:
    """The member of staff the event is about."""
    return _in_slack(turn, turn.find(Staff, getattr(event, "staff_id", None)))


def _direct_message(turn: Turn, technician_id: int | None) -> Recipient | None:
    technician = turn.find(Technician, technician_id)
    return _in_slack(turn, turn.find(Staff, technician.staff_id)) if technician else None


def _in_slack(turn: Turn, staff: Staff | None) -> Recipient | None:
    if staff is None or staff.id == _actor_staff_id(turn):
        return None  # nobody is told what they just did themselves
    if staff.slack_user_id is None:
        return replace(DISPATCH_CHANNEL)  # unreachable in Slack: dispatch must know
    return Recipient(SLACK, f"staff:{staff.id}", staff_id=staff.id)


def _actor_staff_id(turn: Turn) -> int | None:
    return turn.actor.id if turn.actor.kind is Kind.STAFF else None
