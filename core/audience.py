"""Who is to be told: from a word in the policies table to recipients."""

from dataclasses import dataclass, replace

from core.events import Happened
from core.model import Contact, Staff, Technician
from core.people import Kind
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


def technician(turn: Turn, _event: Happened) -> Recipient | None:
    """Whoever is assigned now."""
    return _direct_message(turn, turn.order.visit.technician_id)


def former_technician(turn: Turn, event: Happened) -> Recipient | None:
    """Whoever the event names as having had the visit."""
    return _direct_message(turn, getattr(event, "replaced_id", None) or getattr(event, "technician_id", None))


def replaced_technician(turn: Turn, event: Happened) -> Recipient | None:
    return _direct_message(turn, getattr(event, "replaced_id", None))


def _direct_message(turn: Turn, technician_id: int | None) -> Recipient | None:
    person = turn.find(Technician, technician_id)
    if person is None or person.staff_id == _actor_staff_id(turn):
        return None  # nobody is told what they just did themselves
    staff = turn.find(Staff, person.staff_id)
    assert staff is not None
    if staff.slack_user_id is None:
        return replace(DISPATCH_CHANNEL)  # unreachable in Slack: dispatch must know
    return Recipient(SLACK, f"staff:{staff.id}", staff_id=staff.id)


def _actor_staff_id(turn: Turn) -> int | None:
    return turn.actor.id if turn.actor.kind is Kind.STAFF else None
