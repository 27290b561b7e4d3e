"""Event → who is told what, which cards exist, which timers run. Rows of a table (lifecycle §14).

Policies write rows inside the Desk's transaction; jobs deliver them afterwards. One Desk call is one
change: each recipient hears of it once, by the strongest message it gives rise to (I13).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core import audience
from core import events as e
from core.audience import Recipient
from core.events import Happened
from core.model import Asks, CardKind
from core.orders import Order
from core.timers import ESCALATE, EXPIRE_OFFER
from core.turn import Turn


@dataclass(frozen=True)
class Tell:
    """One message. `when` looks at the work order and the event; `asks` is the question it puts."""

    whom: Callable[[Turn, Happened], Recipient | None]
    name: str
    asks: Asks | None = None
    ping: bool = False
    when: Callable[[Order, Any], bool] = lambda _order, _event: True


@dataclass(frozen=True)
class Show:
    """One card, named by the attribute of the event that says what it is about (None: the order)."""

    kind: CardKind
    about: str | None = None
    when: Callable[[Order, Any], bool] = lambda _order, _event: True


@dataclass(frozen=True)
class Arm:
    """A timer per key, at the event's `expires_at`."""

    kind: str
    keys: Callable[[Any], tuple[int, ...]]


@dataclass(frozen=True)
class Disarm:
    kinds: tuple[str, ...]


Row = Tell | Show | Arm | Disarm
CONFIRM, APPROVE = Asks.CONFIRM_VISIT, Asks.APPROVE_QUOTE
ALL_OFFER_TIMERS = Disarm((EXPIRE_OFFER, ESCALATE))

dispatch, customer, technician = audience.dispatch, audience.customer, audience.technician

# fmt: off
POLICIES: Mapping[type[Happened], tuple[Row, ...]] = MappingProxyType({
    e.WorkOrderCreated:      (Show(CardKind.ORDER),),
    e.NoteAdded:             (Tell(dispatch, "note-added"),),
    e.VisitScheduled:        (Tell(dispatch, "visit-scheduled"),),
    e.VisitMoved:            (Tell(dispatch, "visit-moved"),
                              Tell(technician, "visit-moved-technician", ping=True),
                              Tell(customer, "visit-moved", asks=CONFIRM, when=lambda _o, ev: ev.asks_again),
                              Tell(customer, "visit-rebooked", asks=CONFIRM, when=lambda _o, ev: ev.agreed),
                              ALL_OFFER_TIMERS),
    e.RescheduleRequested:   (Show(CardKind.REQUEST, about="request_id"),
                              Tell(customer, "reschedule-received", asks=CONFIRM)),
    e.ProposalDeclined:      (Tell(dispatch, "proposal-declined"),
                              Tell(customer, "proposal-declined", asks=CONFIRM)),
    e.ConfirmationRequested: (Tell(dispatch, "confirmation-requested"),
                              Tell(customer, "confirmation-request", asks=CONFIRM)),
    e.VisitConfirmed:        (Tell(dispatch, "visit-confirmed", when=lambda _o, ev: not ev.again),
                              Tell(customer, "visit-confirmed", asks=CONFIRM)),
    e.VisitDeclined:         (Tell(dispatch, "visit-declined", ping=True),
                              Tell(customer, "visit-declined", asks=CONFIRM)),
    e.TechnicianAssigned:    (Show(CardKind.ASSIGNMENT, about="technician_id"),
                              Tell(dispatch, "technician-assigned"),
                              Tell(audience.replaced_technician, "assignment-ended"),
                              Tell(customer, "technician-named", asks=CONFIRM, when=lambda order, _e: order.is_confirmed),
                              ALL_OFFER_TIMERS),
    e.TechnicianUnassigned:  (Tell(dispatch, "technician-unassigned"),
                              Tell(audience.former_technician, "assignment-ended")),
    e.OffersMade:            (Show(CardKind.OFFER, about="offer_ids"),
                              Tell(dispatch, "offers-made"),
                              Arm(EXPIRE_OFFER, lambda ev: ev.offer_ids),
                              Arm(ESCALATE, lambda ev: (ev.round_id,))),
    e.OfferAccepted:         (Tell(dispatch, "offer-accepted"),),
    e.OfferDeclined:         (Tell(dispatch, "offer-declined"),),
    e.OfferExpired:          (),
    e.DispatchEscalated:     (Show(CardKind.ESCALATION, about="round_id"), ALL_OFFER_TIMERS),
    e.QuoteSent:             (Tell(dispatch, "quote-sent"),
                              Tell(customer, "quote", asks=APPROVE)),
    e.QuoteApproved:         (Tell(dispatch, "quote-approved", ping=True),
                              Tell(customer, "quote-approved")),
    e.QuoteRejected:         (Tell(dispatch, "quote-rejected", ping=True),
                              Tell(customer, "quote-rejected")),
    e.TechnicianDeparted:    (Tell(dispatch, "technician-departed"),
                              Tell(customer, "on-the-way", when=lambda order, _e: order.customer_knows_window)),
    e.TechnicianArrived:     (Tell(dispatch, "technician-arrived"),),
    e.WorkStarted:           (Tell(dispatch, "work-started"), ALL_OFFER_TIMERS),
    e.WorkCompleted:         (Tell(dispatch, "work-completed"),
                              Tell(customer, "work-completed", when=lambda order, _e: order.customer_was_told)),
    e.WorkOrderCancelled:    (Tell(dispatch, "order-cancelled"),
                              Tell(audience.former_technician, "assignment-cancelled"),
                              Tell(customer, "order-cancelled", when=lambda _o, ev: ev.customer_was_told),
                              ALL_OFFER_TIMERS),
    e.MessageKept:           (Show(CardKind.TRIAGE, about="message_id", when=lambda _o, ev: ev.for_person),
                              Tell(dispatch, "message-kept", when=lambda _o, ev: not ev.for_person),
                              Tell(customer, "reply-answer", when=lambda _o, ev: ev.answer is not None)),
    e.MessageLinked:         (Tell(dispatch, "message-linked"),),
    e.MessageSettled:        (),
})
# fmt: on

# Where one change has several messages for the same recipient, the one named first wins.
STRENGTH: tuple[str, ...] = (
    "order-cancelled",
    "assignment-cancelled",
    "visit-rebooked",
    "visit-moved",
    "visit-moved-technician",
    "visit-declined",
    "quote",
    "confirmation-request",
    "visit-confirmed",
    "offer-accepted",
    "technician-assigned",
    "offers-made",
    "visit-scheduled",
    "confirmation-requested",
)


def strength(name: str) -> int:
    """Smaller is stronger; what is not ranked is weakest."""
    return STRENGTH.index(name) if name in STRENGTH else len(STRENGTH)


def told(channel: str) -> frozenset[str]:
    """Names of all notifications that go by `channel`; each has its template folder."""
    mails = audience.customer
    return frozenset(
        row.name
        for rows in POLICIES.values()
        for row in rows
        if isinstance(row, Tell) and ((row.whom is mails) == (channel == audience.EMAIL))
    )
