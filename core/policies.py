"""Event → who is told what, which cards exist, which timers run. Rows of a table (lifecycle §14).

Policies write rows inside the Desk's transaction; jobs deliver them afterwards. One Desk call is one
change: each recipient hears of it once, by the strongest message it gives rise to (I13).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from core import audience
from core import events as e
from core.events import Happened
from core.model import Asks, CardKind, Main
from core.model.timer import RUN_PLAN
from core.office_hours import (
    ack_cut_off,
    arrive_by,
    depart_by,
    due_marks,
    first_reminder,
    last_office_hour,
    last_reminder,
    review_by,
)
from core.orders import Order
from core.people import Permission
from core.policy_rows import Arm, ArmEach, Disarm, Report, Row, Show, Tell, Wake
from core.timers import (
    ARRIVAL_WATCH,
    ASK_GROUP,
    ASK_SUPERVISOR,
    COMMANDS,
    DEPART_WATCH,
    DUE_WATCH,
    ESCALATE,
    EXPIRE_OFFER,
    FOLLOW_UP,
    RELEASE_MAIL,
    REMIND_FIRST,
    REMIND_LAST,
    REVIEW_WATCH,
    TELL_DIGEST,
    UNACKED,
    UNANSWERED,
)

OVER = 100
CONFIRM, APPROVE, PICK = Asks.CONFIRM_VISIT, Asks.APPROVE_QUOTE, Asks.PICK_SLOT
OFFER_TIMERS = (EXPIRE_OFFER, ESCALATE, ASK_SUPERVISOR, ASK_GROUP)
ANSWER_TIMERS = (REMIND_FIRST, REMIND_LAST, UNANSWERED)
ROAD_TIMERS = (UNACKED, DEPART_WATCH, ARRIVAL_WATCH)
NO_OFFER_TIMERS = Disarm(OFFER_TIMERS)
NO_TIMERS = Disarm(tuple(kind for kind in COMMANDS if kind != RELEASE_MAIL))
"""I9: nothing happens by itself to a work order that has ended; only what is to be said of it is still said."""


def _ends(order: Order, event: Any) -> Mapping[int, datetime]:
    return {each.id: each.expires_at for each in order.offers if each.id in event.offer_ids}


def _this_window(order: Order, _event: Any) -> tuple[int, ...]:
    return (order.visit.schedule_rev,)


TECHNICIAN_KNOWS = {
    "title",
    "type",
    "description",
    "instructions",
    "priority",
    "due_at",
    "service_type_id",
    "site_id",
    "unit_id",
}
CUSTOMER_KNOWS = {"title", "description", "customer_note", "site_id"}
"""What the assignment and our mails say of a work order; only changes of these are told (L6)."""


def _is_open(order: Order) -> bool:
    """Nobody hears of a draft."""
    return order.status is not Main.DRAFT


def _is_a_new_name(order: Order, event: Any) -> bool:
    """Whoever agreed to the visit, or was sent another name, is told who comes, once."""
    return not event.customer_knows and (order.is_confirmed or event.customer_heard_another)


def _cannot_wait(order: Order, event: Any) -> bool:
    """H12: somebody has to read it, and the technician is on the way or there."""
    return event.for_person and order.status in {Main.EN_ROUTE, Main.ON_SITE}


def _while_asked(due: Callable[[Order], datetime | None]) -> Callable[[Order, Any], datetime | None]:
    return lambda order, _event: due(order) if order.awaits_answer else None


ANSWERS_BY_THEN = (
    Arm(REMIND_FIRST, _this_window, _while_asked(first_reminder)),
    Arm(REMIND_LAST, _this_window, _while_asked(last_reminder)),
    Arm(UNANSWERED, _this_window, _while_asked(last_office_hour)),
)
THERE_BY_THEN = Arm(ARRIVAL_WATCH, _this_window, lambda order, _event: arrive_by(order))
ON_THE_WAY_BY_THEN = (Arm(DEPART_WATCH, _this_window, lambda order, _event: depart_by(order)), THERE_BY_THEN)
SEEN_BY_THEN = Arm(UNACKED, _this_window, lambda order, _event: ack_cut_off(order))
DONE_BY_THEN = ArmEach(DUE_WATCH, lambda order, _event: due_marks(order) if _is_open(order) else {})

RUN = Wake(RUN_PLAN, lambda event: (str(event.plan_id),), lambda event: event.run_at)
DIGEST = Wake(TELL_DIGEST, lambda _event: ("",), lambda event: event.digest_at)

dispatch, customer, technician = audience.dispatch, audience.customer, audience.technician

# fmt: off
POLICIES: Mapping[type[Happened], tuple[Row, ...]] = MappingProxyType({
    e.WorkOrderCreated:      (Show(CardKind.ORDER, when=lambda order, _e: _is_open(order)), DONE_BY_THEN),
    e.WorkOrderOpened:       (Show(CardKind.ORDER), DONE_BY_THEN),
    e.WorkOrderEdited:       (Tell(dispatch, "order-edited", when=lambda order, _e: _is_open(order)),
                              Tell(technician, "order-edited-technician", when=lambda _o, ev: not TECHNICIAN_KNOWS.isdisjoint(ev.fields)),
                              Tell(customer, "order-changed", asks=CONFIRM, when=lambda order, ev: order.customer_was_told and not CUSTOMER_KNOWS.isdisjoint(ev.fields)),
                              DONE_BY_THEN),
    e.QuotationLinked:       (Tell(dispatch, "quotation-linked", when=lambda order, _e: _is_open(order)),),
    e.WorkOrderSplit:        (Tell(dispatch, "order-split"),),
    e.SplitOff:              (Show(CardKind.ORDER), DONE_BY_THEN),
    e.NoteAdded:             (Tell(dispatch, "note-added"),
                              Tell(customer, "note-for-customer", when=lambda _o, ev: not ev.internal)),
    e.VisitScheduled:        (Tell(dispatch, "visit-scheduled"), *ON_THE_WAY_BY_THEN),
    e.VisitPlanned:          (Tell(dispatch, "visit-planned"),
                              Tell(technician, "visit-planned-technician", ping=True, when=lambda _o, ev: ev.moved),
                              *ON_THE_WAY_BY_THEN),
    e.VisitMoved:            (Tell(dispatch, "visit-moved"),
                              Tell(technician, "visit-moved-technician", ping=True),
                              Tell(customer, "visit-moved", asks=CONFIRM, when=lambda _o, ev: ev.asks_again),
                              Tell(customer, "visit-rebooked", asks=CONFIRM, when=lambda _o, ev: ev.agreed),
                              Disarm((*OFFER_TIMERS, *ANSWER_TIMERS, *ROAD_TIMERS)),
                              *ANSWERS_BY_THEN, SEEN_BY_THEN, *ON_THE_WAY_BY_THEN),
    e.RescheduleRequested:   (Show(CardKind.REQUEST, about="request_id"),
                              Tell(dispatch, "reschedule-requested", ping=True),
                              Tell(customer, "reschedule-received", asks=PICK, when=lambda _o, ev: ev.slots),
                              Tell(customer, "reschedule-received", when=lambda _o, ev: not ev.slots)),
    e.SlotsProposed:         (Tell(dispatch, "slots-proposed"),
                              Tell(customer, "slots-proposed", asks=PICK)),
    e.SlotPicked:            (Tell(dispatch, "slot-picked"),
                              Tell(customer, "slot-picked", asks=CONFIRM)),
    e.ProposalDeclined:      (Tell(dispatch, "proposal-declined"),
                              Tell(customer, "proposal-declined", asks=CONFIRM)),
    e.ConfirmationRequested: (Tell(dispatch, "confirmation-requested"),
                              Tell(customer, "confirmation-request", asks=CONFIRM),
                              *ANSWERS_BY_THEN),
    e.ConfirmationReminded:  (Tell(customer, "confirmation-reminder", asks=CONFIRM),),
    e.VisitConfirmed:        (Tell(dispatch, "visit-confirmed", when=lambda _o, ev: not ev.again),
                              Tell(customer, "visit-confirmed", asks=CONFIRM)),
    e.VisitDeclined:         (Tell(dispatch, "visit-declined", ping=True),
                              Tell(technician, "not-wanted-today", ping=True, when=lambda _o, ev: ev.today),
                              Tell(customer, "visit-declined", asks=CONFIRM)),
    e.TechnicianAssigned:    (Show(CardKind.ASSIGNMENT, about="technician_id"),
                              Tell(dispatch, "technician-assigned"),
                              Tell(audience.replaced_technician, "assignment-ended"),
                              Tell(customer, "technician-named", asks=CONFIRM, when=_is_a_new_name),
                              NO_OFFER_TIMERS, SEEN_BY_THEN, *ON_THE_WAY_BY_THEN),
    e.TechnicianUnassigned:  (Tell(dispatch, "technician-unassigned"),
                              Tell(audience.former_technician, "assignment-ended")),
    e.OffersMade:            (Show(CardKind.OFFER, about="offer_ids"),
                              Tell(audience.offered_by_mail, "offer"),
                              Tell(dispatch, "offers-made"),
                              Disarm((ASK_SUPERVISOR, ASK_GROUP)),
                              ArmEach(EXPIRE_OFFER, _ends),
                              Arm(ESCALATE, lambda _o, ev: (ev.round_id,), lambda _o, ev: ev.deadline)),
    e.OffersWithdrawn:       (Tell(dispatch, "offers-withdrawn"), NO_OFFER_TIMERS),
    e.OfferAcceptedLate:     (Show(CardKind.LATE_ACCEPT, about="offer_id"),
                              Tell(audience.writing_technician, "late-answer-noted")),
    e.OfferAccepted:         (Tell(dispatch, "offer-accepted"),
                              Tell(audience.writing_technician, "your-job")),
    e.OfferDeclined:         (Tell(dispatch, "offer-declined"),
                              Tell(audience.writing_technician, "decline-noted")),
    e.OfferExpired:          (),
    e.OfferLapsed:           (),
    e.DispatchEscalated:     (Show(CardKind.ESCALATION, about="round_id"), NO_OFFER_TIMERS,
                              Arm(ASK_SUPERVISOR, lambda _o, ev: (ev.round_id,), lambda _o, ev: ev.supervisor_at),
                              Arm(ASK_GROUP, lambda _o, ev: (ev.round_id,), lambda _o, ev: ev.group_at)),
    e.EscalatedFurther:      (Tell(dispatch, "escalated-further", ping=True),),
    e.EscalationAcknowledged: (Tell(dispatch, "escalation-acknowledged"), Disarm((ASK_SUPERVISOR, ASK_GROUP))),
    e.VisitDisplaced:        (Tell(dispatch, "visit-displaced"),
                              Tell(audience.former_technician, "visit-displaced-technician", ping=True)),
    e.QuoteSent:             (Show(CardKind.ORDER),
                              Tell(dispatch, "quote-sent"),
                              Tell(audience.approver, "quote", asks=APPROVE)),
    e.QuoteSuperseded:       (Tell(dispatch, "quote-superseded"),),
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
    e.DepartureOverdue:      (Tell(technician, "on-your-way", ping=True),),
    e.ArrivalOverdue:        (Tell(dispatch, "not-there-yet", ping=True),),
    e.WorkStarted:           (Tell(dispatch, "work-started"), Disarm((*OFFER_TIMERS, *ROAD_TIMERS))),
    e.WorkCompleted:         (Tell(dispatch, "work-completed"),
                              Tell(customer, "work-completed", when=lambda order, _e: order.customer_was_told),
                              NO_TIMERS),
    e.WorkOrderCancelled:    (Tell(dispatch, "order-cancelled", when=lambda _o, ev: not ev.was_draft),
                              Tell(audience.former_technician, "assignment-cancelled", when=lambda _o, ev: not ev.under_way),
                              Tell(audience.former_technician, "assignment-cancelled", ping=True, when=lambda _o, ev: ev.under_way),
                              Tell(customer, "order-cancelled", when=lambda _o, ev: ev.customer_was_told),
                              NO_TIMERS),
    e.RescheduleWithdrawn:   (Tell(dispatch, "reschedule-withdrawn"),),
    e.CancelRequested:       (Tell(dispatch, "cancel-requested", ping=True),
                              Tell(technician, "not-wanted-today", ping=True, when=lambda _o, ev: ev.today),
                              Tell(customer, "cancel-passed-on")),
    e.VisitUnanswered:       (Tell(dispatch, "visit-unanswered", ping=True),),
    e.VisitReleased:         (Tell(dispatch, "visit-released", when=lambda _o, ev: not ev.urgent),
                              Tell(dispatch, "visit-released-late", ping=True, when=lambda _o, ev: ev.urgent),
                              Disarm((UNACKED,))),
    e.AssignmentAcked:       (Tell(dispatch, "assignment-acked"), Disarm((UNACKED,))),
    e.AssignmentUnacked:     (Tell(dispatch, "assignment-unacked", ping=True),),
    e.TechnicianExcluded:    (),
    e.TechnicianAllowed:     (),
    e.CoordinatorChanged:    (Tell(dispatch, "coordinator-changed"),),
    e.RunningLate:           (Tell(dispatch, "running-late"),
                              Tell(customer, "running-late", when=lambda order, _e: order.customer_knows_window),
                              THERE_BY_THEN),
    e.CustomerAbsent:        (Tell(dispatch, "customer-absent", ping=True),
                              Tell(customer, "customer-absent", asks=PICK)),
    e.WorkSubmitted:         (Tell(dispatch, "work-submitted", ping=True),
                              Arm(REVIEW_WATCH, lambda order, _e: (order.visit.visit_no,), lambda order, _e: review_by(order))),
    e.ReviewOverdue:         (Tell(dispatch, "review-overdue", ping=True),),
    e.DueAhead:              (Tell(dispatch, "due-ahead", when=lambda _o, ev: ev.percent < OVER),
                              Tell(dispatch, "overdue", ping=True, when=lambda _o, ev: ev.percent >= OVER)),
    e.CompletionApproved:    (),
    e.ReturnedForFixes:      (Tell(dispatch, "work-returned"),
                              Tell(technician, "work-returned-technician", ping=True)),
    e.ItemAdded:             (),
    e.ItemRemoved:           (),
    e.ItemChanged:           (Tell(dispatch, "item-amended", when=lambda _o, ev: ev.amended),
                              Tell(audience.billing, "item-amended-billing", when=lambda _o, ev: ev.amended)),
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
                              Disarm((*OFFER_TIMERS, *ANSWER_TIMERS, FOLLOW_UP)),
                              Arm(FOLLOW_UP, lambda order, _e: (order.visit.visit_no,), lambda _o, ev: ev.follow_up_on)),
    e.HoldFollowUpDue:       (Tell(dispatch, "hold-follow-up", ping=True),),
    e.WorkResumed:           (Tell(dispatch, "work-resumed"),
                              Tell(technician, "work-resumed-technician"),
                              Tell(customer, "work-resumed", when=lambda order, _e: order.customer_knows_window),
                              Disarm((FOLLOW_UP,)),
                              *ANSWERS_BY_THEN, *ON_THE_WAY_BY_THEN),
    e.VisitReturned:         (Tell(dispatch, "visit-returned"),
                              Tell(audience.former_technician, "assignment-ended"),
                              Tell(customer, "new-visit-needed", asks=PICK, when=lambda order, _e: order.customer_was_told)),
    e.VisitRebooked:         (Tell(dispatch, "visit-rebooked"),
                              Tell(audience.former_technician, "assignment-ended"),
                              Tell(customer, "new-visit-needed", asks=PICK, when=lambda _o, ev: ev.after == "on_hold" and not ev.has_window),
                              Disarm((*OFFER_TIMERS, *ANSWER_TIMERS, *ROAD_TIMERS, FOLLOW_UP))),
    e.ChangeUndone:          (Tell(dispatch, "change-undone"),
                              Tell(technician, "change-undone-technician", ping=True, when=lambda _o, ev: ev.concerns_technicians),
                              Tell(audience.former_technician, "change-undone-technician", when=lambda _o, ev: ev.concerns_technicians)),
    e.MessageKept:           (Show(CardKind.TRIAGE, about="message_id", when=lambda _o, ev: ev.for_person),
                              Tell(dispatch, "message-kept", when=lambda _o, ev: not ev.for_person),
                              Tell(dispatch, "wrote-on-the-way", ping=True, when=_cannot_wait),
                              Tell(technician, "wrote-on-the-way", ping=True, when=_cannot_wait),
                              Tell(customer, "reply-answer", when=lambda _o, ev: ev.answer is not None)),
    e.MatterAsked:           (Tell(dispatch, "matter-asked"),
                              Tell(customer, "which-matter")),
    e.TechnicianAnswered:    (Show(CardKind.TRIAGE, about="message_id", when=lambda _o, ev: ev.for_person),
                              Tell(dispatch, "technician-answered", when=lambda _o, ev: not ev.for_person),
                              Tell(audience.writing_technician, "offer-answer", when=lambda _o, ev: ev.answer is not None)),
    e.LanguageNoted:         (),
    e.MailStopped:           (Tell(dispatch, "mail-stopped"),
                              Tell(customer, "mail-stopped")),
    e.MailStarted:           (Tell(dispatch, "mail-started"),
                              Tell(customer, "mail-started")),
    e.ContactAdded:          (Tell(dispatch, "contact-added"),),
    e.AddressCorrected:      (Tell(dispatch, "address-corrected"),),
    e.MessageLinked:         (Tell(dispatch, "message-linked"),),
    e.EnquiryTakenUp:        (Tell(dispatch, "enquiry-taken-up"),
                              Tell(customer, "request-received", when=lambda _o, ev: ev.answered)),
    e.AttachmentsCarried:    (Tell(dispatch, "attachments-carried"),),
    e.MessageSettled:        (),
    e.CarriesOn:             (Tell(dispatch, "visit-carries-on"),
                              Tell(technician, "visit-carries-on-technician", ping=True)),
    e.TimeOffTaken:          (Report(dispatch, "time-off", ping=True, when=lambda turn, _e: not turn.actor.may(Permission.OFFER)),
                              Report(dispatch, "time-off", when=lambda turn, _e: turn.actor.may(Permission.OFFER)),
                              Report(audience.person, "time-off-technician")),
    e.TimeOffCancelled:      (Report(dispatch, "time-off-cancelled"),
                              Report(audience.person, "time-off-cancelled")),
    e.PlanMade:              (RUN,),
    e.PlanPaused:            (),
    e.PlanResumed:           (RUN,),
    e.PlanStopped:           (),
    e.OccurrenceExcluded:    (),
    e.OccurrenceCreated:     (RUN, DIGEST),
    e.OccurrencePassed:      (RUN, DIGEST),
    e.PlanWaits:             (RUN,),
    e.ServiceAhead:          (Wake(RUN_PLAN, lambda ev: tuple(map(str, ev.plan_ids)), lambda ev: ev.run_at),),
    e.DigestTold:            (Report(dispatch, "plans-digest"),),
    e.MessageRetried:        (),
    e.MailFailed:            (Tell(dispatch, "mail-failed", ping=True, when=lambda _o, ev: ev.fate in {"refused", "unsent"}),
                              Tell(dispatch, "mail-failed", when=lambda _o, ev: ev.fate in {"bounced", "complained"})),
})
# fmt: on

# Where one change has several messages for the same recipient, the one named first wins.
STRENGTH: tuple[str, ...] = (
    "time-off-technician",
    "order-cancelled",
    "assignment-cancelled",
    "visit-displaced",
    "visit-displaced-technician",
    "slots-proposed",
    "slot-picked",
    "visit-rebooked",
    "visit-moved",
    "visit-moved-technician",
    "visit-declined",
    "cancel-requested",
    "customer-absent",
    "visit-released-late",
    "visit-released",
    "quote",
    "confirmation-request",
    "reschedule-withdrawn",
    "visit-confirmed",
    "offer-accepted",
    "technician-assigned",
    "offer-declined",
    "offers-made",
    "visit-scheduled",
    "confirmation-requested",
)


BESIDE = frozenset({"contact-added"})
"""What was done in passing, for something else."""


def strength(name: str) -> int:
    """Smaller is stronger; what is not ranked is weak, and what was done beside something else is weakest."""
    return STRENGTH.index(name) if name in STRENGTH else len(STRENGTH) + (name in BESIDE)


MAILED = frozenset(
    {audience.customer, audience.approver, audience.offered_by_mail, audience.writing_technician}
)
"""Who is told by mail; everybody else in Slack."""


def told(channel: str) -> frozenset[str]:
    """Names of all notifications that go by `channel`; each has its template folder."""
    return frozenset(
        row.name
        for rows in POLICIES.values()
        for row in rows
        if isinstance(row, Tell | Report) and ((row.whom in MAILED) == (channel == audience.EMAIL))
    )
