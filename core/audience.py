"""Who is to be told: from a word in the policies table to recipients."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import any_, literal, select

from core.events import Happened
from core.identity import approver_of, reads_quotes
from core.model import Contact, Staff, Technician
from core.people import Channel, Kind, Role
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
    """The contact who just wrote or was spoken for, else the work order's; nobody when there is no address."""
    writer = _writer(turn)
    contact = turn.order.contact if writer is None else turn.find(Contact, writer)
    return _mailbox(contact) if contact is not None else None


def approver(turn: Turn, event: Happened) -> Recipient | None:
    """Who may approve at the customer; the primary contact where nobody is flagged, or nobody flagged can be reached (§6)."""
    found = approver_of(turn.session, turn.order.customer)
    if found is not None:
        return Recipient(EMAIL, f"contact:{found.id}", contact_id=found.id, address=found.email)
    if _writer(turn) is not None:
        return customer(turn, event)
    reader = reads_quotes(turn.session, turn.order.customer)
    return _mailbox(reader) if reader is not None else None


def _writer(turn: Turn) -> int | None:
    """The id of the contact who acts, or for whom somebody does."""
    return turn.actor.id if turn.actor.kind is Kind.CONTACT else turn.actor.speaks_for


def _mailbox(contact: Contact) -> Recipient | None:
    if not contact.is_mailable:
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


def offered_by_mail(turn: Turn, event: Happened) -> tuple[Recipient, ...]:
    """Those whom the event offers the visit and who are not in Slack (P.10)."""
    ids: tuple[int, ...] = getattr(event, "technician_ids", ())
    found = (turn.find(Technician, each) for each in ids)
    people = (turn.find(Staff, each.staff_id) for each in found if each is not None)
    return tuple(_by_mail(each) for each in people if each is not None and not has_slack(turn, each))


def writing_technician(turn: Turn, _event: Happened) -> Recipient | None:
    """Whoever of the staff has just written by mail."""
    by_mail = turn.actor.kind is Kind.STAFF and turn.actor.channel is Channel.EMAIL
    staff = turn.find(Staff, turn.actor.id) if by_mail else None
    return _by_mail(staff) if staff is not None else None


def has_slack(turn: Turn, staff: Staff) -> bool:
    """Whether there are direct messages to write to."""
    return staff.slack_user_id is not None and turn.order.company.slack_team_id is not None


def _by_mail(staff: Staff) -> Recipient:
    return Recipient(EMAIL, f"staff:{staff.id}", staff_id=staff.id, address=staff.email)


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
