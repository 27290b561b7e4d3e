"""Event → who is told what, which cards exist, which timers run. Rows of a table (lifecycle §14).

Policies write rows inside the Desk's transaction; jobs deliver them afterwards. One Desk call is one
change: each recipient hears of it once, by the strongest message it gives rise to (I13).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from core import audience
from core import events as e
from core.audience import Recipient
from core.events import Happened
from core.model import Asks, CardKind, Main
from core.office_hours import ack_cut_off, last_office_hour
from core.orders import Order
from core.timers import COMMANDS, ESCALATE, EXPIRE_OFFER, FOLLOW_UP, RELEASE_MAIL, UNACKED, UNANSWERED
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
    """A timer per key, due when `due` says; none when it says nothing or the time has passed."""

    kind: str
    keys: Callable[[Order, Any], tuple[int, ...]]
    due: Callable[[Order, Any], datetime | None]


@dataclass(frozen=True)
class Disarm:
    kinds: tuple[str, ...]


Row = Tell | Show | Arm | Disarm
CONFIRM, APPROVE, PICK = Asks.CONFIRM_VISIT, Asks.APPROVE_QUOTE, Asks.PICK_SLOT
NO_OFFER_TIMERS = Disarm((EXPIRE_OFFER, ESCALATE))
NO_TIMERS = Disarm(tuple(kind for kind in COMMANDS if kind != RELEASE_MAIL))
"""I9: nothing happens by itself to a work order that has ended; only what is to be said of it is still said."""


def _expires(_order: Order, event: Any) -> datetime:
    expires_at: datetime = event.expires_at
    return expires_at


def _this_window(order: Order, _event: Any) -> tuple[int, ...]:
    return (order.visit.schedule_rev,)


TECHNICIAN_KNOWS = {
    "title",
    "type",
    "description",
    "instructions",
    "priority",
    "due_at",
    "site_id",
    "unit_id",
}
CUSTOMER_KNOWS = {"title", "description", "customer_note", "site_id"}
"""What the assignment and our mails say of a work order; only changes of these are told (L6)."""


def _is_open(order: Order) -> bool:
    """Nobody hears of a draft."""
    return order.status is not Main.DRAFT


ASK_AGAIN_BY_PHONE = Arm(UNANSWERED, _this_window, lambda order, _event: last_office_hour(order))
SEEN_BY_THEN = Arm(UNACKED, _this_window, lambda order, _event: ack_cut_off(order))

dispatch, customer, technician = audience.dispatch, audience.customer, audience.technician

# fmt: off
POLICIES: Mapping[type[Happened], tuple[Row, ...]] = MappingProxyType({
    e.WorkOrderCreated:      (Show(CardKind.ORDER, when=lambda order, _e: _is_open(order)),),
    e.WorkOrderOpened:       (Show(CardKind.ORDER),),
    e.WorkOrderEdited:       (Tell(dispatch, "order-edited", when=lambda order, _e: _is_open(order)),
                              Tell(technician, "order-edited-technician", when=lambda _o, ev: not TECHNICIAN_KNOWS.isdisjoint(ev.fields)),
                              Tell(customer, "order-changed", asks=CONFIRM, when=lambda order, ev: order.customer_was_told and not CUSTOMER_KNOWS.isdisjoint(ev.fields))),
    e.QuotationLinked:       (Tell(dispatch, "quotation-linked", when=lambda order, _e: _is_open(order)),),
    e.WorkOrderSplit:        (Tell(dispatch, "order-split"),),
    e.SplitOff:              (Show(CardKind.ORDER),),
    e.NoteAdded:             (Tell(dispatch, "note-added"),
                              Tell(customer, "note-for-customer", when=lambda _o, ev: not ev.internal)),
    e.VisitScheduled:        (Tell(dispatch, "visit-scheduled"),),
    e.VisitMoved:            (Tell(dispatch, "visit-moved"),
                              Tell(technician, "visit-moved-technician", ping=True),
                              Tell(customer, "visit-moved", asks=CONFIRM, when=lambda _o, ev: ev.asks_again),
                              Tell(customer, "visit-rebooked", asks=CONFIRM, when=lambda _o, ev: ev.agreed),
                              Disarm((EXPIRE_OFFER, ESCALATE, UNANSWERED, UNACKED)),
                              Arm(UNANSWERED, _this_window, lambda order, ev: last_office_hour(order) if ev.asks_again else None),
                              SEEN_BY_THEN),
    e.RescheduleRequested:   (Show(CardKind.REQUEST, about="request_id"),
                              Tell(customer, "reschedule-received", asks=CONFIRM)),
    e.SlotsProposed:         (Tell(dispatch, "slots-proposed"),
                              Tell(customer, "slots-proposed", asks=PICK)),
    e.SlotPicked:            (Tell(dispatch, "slot-picked"),
                              Tell(customer, "slot-picked", asks=CONFIRM)),
    e.ProposalDeclined:      (Tell(dispatch, "proposal-declined"),
                              Tell(customer, "proposal-declined", asks=CONFIRM)),
    e.ConfirmationRequested: (Tell(dispatch, "confirmation-requested"),
                              Tell(customer, "confirmation-request", asks=CONFIRM),
                              ASK_AGAIN_BY_PHONE),
    e.VisitConfirmed:        (Tell(dispatch, "visit-confirmed", when=lambda _o, ev: not ev.again),
                              Tell(customer, "visit-confirmed", asks=CONFIRM)),
    e.VisitDeclined:         (Tell(dispatch, "visit-declined", ping=True),
                              Tell(customer, "visit-declined", asks=CONFIRM)),
    e.TechnicianAssigned:    (Show(CardKind.ASSIGNMENT, about="technician_id"),
                              Tell(dispatch, "technician-assigned"),
                              Tell(audience.replaced_technician, "assignment-ended"),
                              Tell(customer, "technician-named", asks=CONFIRM, when=lambda order, _e: order.is_confirmed),
                              NO_OFFER_TIMERS, SEEN_BY_THEN),
    e.TechnicianUnassigned:  (Tell(dispatch, "technician-unassigned"),
                              Tell(audience.former_technician, "assignment-ended")),
    e.OffersMade:            (Show(CardKind.OFFER, about="offer_ids"),
                              Tell(dispatch, "offers-made"),
                              Arm(EXPIRE_OFFER, lambda _o, ev: ev.offer_ids, _expires),
                              Arm(ESCALATE, lambda _o, ev: (ev.round_id,), _expires)),
    e.OfferAccepted:         (Tell(dispatch, "offer-accepted"),),
    e.OfferDeclined:         (Tell(dispatch, "offer-declined"),),
    e.OfferExpired:          (),
    e.DispatchEscalated:     (Show(CardKind.ESCALATION, about="round_id"), NO_OFFER_TIMERS),
    e.QuoteSent:             (Show(CardKind.ORDER),
                              Tell(dispatch, "quote-sent"),
                              Tell(customer, "quote", asks=APPROVE)),
    e.CodeAsked:             (Tell(dispatch, "code-asked"),
                              Tell(customer, "approval-code", asks=APPROVE)),
    e.CodeMistaken:          (Tell(customer, "code-mistaken", asks=APPROVE, when=lambda _o, ev: ev.by_mail),),
    e.QuoteApproved:         (Tell(dispatch, "quote-approved", ping=True),
                              Tell(customer, "quote-approved")),
    e.QuoteRejected:         (Tell(dispatch, "quote-rejected", ping=True),
                              Tell(customer, "quote-rejected")),
    e.TechnicianDeparted:    (Tell(dispatch, "technician-departed"),
                              Tell(customer, "on-the-way", when=lambda order, _e: order.customer_knows_window)),
    e.TechnicianArrived:     (Tell(dispatch, "technician-arrived"),),
    e.WorkStarted:           (Tell(dispatch, "work-started"), NO_OFFER_TIMERS),
    e.WorkCompleted:         (Tell(dispatch, "work-completed"),
                              Tell(customer, "work-completed", when=lambda order, _e: order.customer_was_told),
                              NO_TIMERS),
    e.WorkOrderCancelled:    (Tell(dispatch, "order-cancelled", when=lambda _o, ev: not ev.was_draft),
                              Tell(audience.former_technician, "assignment-cancelled"),
                              Tell(customer, "order-cancelled", when=lambda _o, ev: ev.customer_was_told),
                              NO_TIMERS),
    e.RescheduleWithdrawn:   (Tell(dispatch, "reschedule-withdrawn"),),
    e.CancelRequested:       (Tell(dispatch, "cancel-requested", ping=True),
                              Tell(customer, "cancel-passed-on")),
    e.VisitUnanswered:       (Tell(dispatch, "visit-unanswered", ping=True),),
    e.VisitReleased:         (Tell(dispatch, "visit-released", ping=True), Disarm((UNACKED,))),
    e.AssignmentAcked:       (Tell(dispatch, "assignment-acked"), Disarm((UNACKED,))),
    e.AssignmentUnacked:     (Tell(dispatch, "assignment-unacked", ping=True),),
    e.CoordinatorChanged:    (Tell(dispatch, "coordinator-changed"),),
    e.RunningLate:           (Tell(dispatch, "running-late"),
                              Tell(customer, "running-late", when=lambda order, _e: order.customer_knows_window)),
    e.CustomerAbsent:        (Tell(dispatch, "customer-absent", ping=True),
                              Tell(customer, "customer-absent", asks=PICK)),
    e.WorkSubmitted:         (Tell(dispatch, "work-submitted", ping=True),),
    e.CompletionApproved:    (),
    e.ReturnedForFixes:      (Tell(dispatch, "work-returned"),
                              Tell(technician, "work-returned-technician", ping=True)),
    e.ItemAdded:             (),
    e.ItemRemoved:           (),
    e.ItemStarted:           (),
    e.ItemSubmitted:         (),
    e.ItemFinished:          (),
    e.ItemReopened:          (),
    e.ItemSkipped:           (),
    e.PointTicked:           (),
    e.PartUsed:              (),
    e.TimeLogged:            (),
    e.PhotoAdded:            (),
    e.CustomerSigned:        (),
    e.SignatureMissing:      (),
    e.WorkHeld:              (Tell(dispatch, "work-held", when=lambda _o, ev: not ev.again),
                              Tell(technician, "work-held-technician", when=lambda _o, ev: not ev.again),
                              Tell(customer, "work-held", when=lambda order, ev: order.customer_knows_window and not ev.again),
                              Disarm((EXPIRE_OFFER, ESCALATE, UNANSWERED, FOLLOW_UP)),
                              Arm(FOLLOW_UP, lambda order, _e: (order.visit.visit_no,), lambda _o, ev: ev.follow_up_on)),
    e.HoldFollowUpDue:       (Tell(dispatch, "hold-follow-up", ping=True),),
    e.WorkResumed:           (Tell(dispatch, "work-resumed"),
                              Tell(technician, "work-resumed-technician"),
                              Tell(customer, "work-resumed", when=lambda order, _e: order.customer_knows_window),
                              Disarm((FOLLOW_UP,)),
                              Arm(UNANSWERED, _this_window, lambda order, _e: last_office_hour(order) if order.awaits_answer else None)),
    e.VisitReturned:         (Tell(dispatch, "visit-returned"),
                              Tell(audience.former_technician, "assignment-ended"),
                              Tell(customer, "new-visit-needed", asks=PICK, when=lambda order, _e: order.customer_was_told)),
    e.VisitRebooked:         (Tell(dispatch, "visit-rebooked"),
                              Tell(audience.former_technician, "assignment-ended"),
                              Tell(customer, "new-visit-needed", asks=PICK, when=lambda _o, ev: ev.after == "on_hold" and not ev.has_window),
                              Disarm((FOLLOW_UP, UNACKED, UNANSWERED))),
    e.ChangeUndone:          (Tell(dispatch, "change-undone"),
                              Tell(technician, "change-undone-technician", ping=True, when=lambda _o, ev: ev.concerns_technicians),
                              Tell(audience.former_technician, "change-undone-technician", when=lambda _o, ev: ev.concerns_technicians)),
    e.MessageKept:           (Show(CardKind.TRIAGE, about="message_id", when=lambda _o, ev: ev.for_person),
                              Tell(dispatch, "message-kept", when=lambda _o, ev: not ev.for_person),
                              Tell(customer, "reply-answer", when=lambda _o, ev: ev.answer is not None)),
    e.ContactAdded:          (Tell(dispatch, "contact-added"),),
    e.MessageLinked:         (Tell(dispatch, "message-linked"),),
    e.MessageSettled:        (),
    e.MessageRetried:        (),
    e.MailFailed:            (Tell(dispatch, "mail-failed", ping=True, when=lambda _o, ev: ev.fate in {"refused", "unsent"}),
                              Tell(dispatch, "mail-failed", when=lambda _o, ev: ev.fate in {"bounced", "complained"})),
})
# fmt: on

# Where one change has several messages for the same recipient, the one named first wins.
STRENGTH: tuple[str, ...] = (
    "order-cancelled",
    "assignment-cancelled",
    "slots-proposed",
    "slot-picked",
    "visit-rebooked",
    "visit-moved",
    "visit-moved-technician",
    "visit-declined",
    "cancel-requested",
    "customer-absent",
    "visit-released",
    "quote",
    "confirmation-request",
    "reschedule-withdrawn",
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
