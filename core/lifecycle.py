"""THE table: what can be done to a work order, by whom, from where, and where it leads.

It drives the Desk, the buttons, the refusals and docs/lifecycle.md. A command without a row cannot
be done. Guards are named functions of guards.py; rows and their L-numbers follow lifecycle §7.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core import commands as c
from core import guards as g
from core import who as w
from core.display import status_name
from core.model import Main
from core.orders import Order
from core.people import Actor
from core.refusals import Perm, Refusal, State, Terminal


class Back(Enum):
    """To where it was held from (L55, I10)."""

    BACK = "where it was held from"


SAME = None
BACK = Back.BACK
NOWHERE: frozenset[Main] = frozenset()
"""Of commands that come before, or without, a work order."""

READY = frozenset({Main.READY})
WAITING = frozenset({Main.READY, Main.ON_HOLD})
TRAVELLING = frozenset({Main.EN_ROUTE, Main.ON_SITE})
BEFORE_WORK = READY | TRAVELLING
WORKING = frozenset({Main.IN_PROGRESS})
ANY = frozenset(Main)
NOTABLE = ANY - {Main.DRAFT}
OPEN = ANY - {Main.COMPLETED, Main.CANCELLED, Main.DRAFT}
FIELD = TRAVELLING | WORKING
SCOPE = BEFORE_WORK | {Main.DRAFT}
"""What is to be done can be changed until it is being done (S2.1)."""
BEGUN = frozenset({Main.IN_PROGRESS, Main.REVIEW, Main.ON_HOLD, Main.COMPLETED, Main.NO_SHOW})
CANCELLABLE = frozenset({Main.READY, Main.ON_HOLD, Main.NO_SHOW, Main.REVIEW})

Guard = Callable[[Order, datetime], Refusal | None]
OVERRIDABLE: frozenset[Guard] = frozenset({g.customer_agrees})
"""Those that give way to a command's `override`, a reason that is kept."""


@dataclass(frozen=True)
class Rule:
    """One row. Empty `when`: no work order is needed. `then` is the main status it leads to."""

    command: type[c.Command]
    who: tuple[w.Who, ...]
    when: frozenset[Main]
    then: Main | Back | None
    guards: tuple[Guard, ...] = ()


# fmt: off
TABLE: tuple[Rule, ...] = (
    #    command                who                          when           then              guards
    Rule(c.Create,              (w.CREATOR,),                NOWHERE,       SAME),                                                         # L1, L3
    Rule(c.Note,                (w.VIEWER, w.TECHNICIAN),    NOTABLE,       SAME),                                                         # L9
    Rule(c.Open,                (w.CREATOR,),                frozenset({Main.DRAFT}), Main.READY),                                         # L5
    Rule(c.Edit,                (w.EDITOR,),                 BEFORE_WORK | {Main.DRAFT}, SAME),                                            # L6
    Rule(c.Edit,                (w.EDITOR,),                 BEGUN,         SAME,             (g.scope_is_fixed,)),                        # L7
    Rule(c.LinkQuotation,       (w.EDITOR,),                 ANY - {Main.CANCELLED}, SAME),                                                # L3b
    Rule(c.Split,               (w.SUPERVISOR,),             READY | WORKING | {Main.COMPLETED}, SAME, (g.quote_approved,)),               # L10
    Rule(c.SendQuote,           (w.QUOTER,),                 frozenset({Main.DRAFT}), Main.READY),                                         # L11
    Rule(c.SendQuote,           (w.QUOTER,),                 READY,         SAME,             (g.quote_not_approved,)),                     # L11
    Rule(c.ApproveQuote,        (w.APPROVER,),               READY,         SAME,             (g.quote_is_sent,)),                         # L14
    Rule(c.AskForCode,          (w.UNPROVEN_APPROVER,),      READY,         SAME,             (g.quote_is_sent,)),                         # L14, §6
    Rule(c.ApproveWithCode,     (w.UNPROVEN_APPROVER,),      READY,         SAME,             (g.quote_is_sent,)),                         # L14, §6
    Rule(c.RejectQuote,         (w.CUSTOMER,),               READY,         SAME,             (g.quote_is_sent,)),                         # L17
    Rule(c.Schedule,            (w.EDITOR,),                 frozenset({Main.DRAFT}), Main.READY, (g.not_scheduled, g.quote_approved)), # L20
    Rule(c.Schedule,            (w.EDITOR,),                 READY,         SAME,             (g.not_scheduled, g.quote_approved)),        # L20
    Rule(c.PlanVisit,           (w.EDITOR,),                 READY,         SAME,             (g.scheduled,)),                             # L20, I5
    Rule(c.Reschedule,          (w.EDITOR,),                 READY,         SAME,             (g.scheduled,)),                             # L21
    Rule(c.Reschedule,          (w.SUPERVISOR,),             TRAVELLING,    Main.READY,       (g.scheduled,)),                             # L22
    Rule(c.RequestReschedule,   (w.CUSTOMER,),               WAITING,       SAME,             (g.scheduled,)),                             # L23
    Rule(c.ProposeSlots,        (w.EDITOR,),                 READY,         SAME,             (g.request_open,)),                          # L24
    Rule(c.PickSlot,            (w.CUSTOMER,),               READY,         SAME),                                                         # L25
    Rule(c.PickSlot,            (w.CUSTOMER,),               frozenset({Main.NO_SHOW, Main.ON_HOLD}), Main.READY),                                       # L25, L58
    Rule(c.AcceptProposal,      (w.EDITOR,),                 READY,         SAME,             (g.request_open,)),                          # L25
    Rule(c.DeclineProposal,     (w.EDITOR,),                 WAITING,       SAME,             (g.request_open,)),                          # L26
    Rule(c.RequestConfirmation, (w.EDITOR,),                 READY,         SAME,             (g.scheduled, g.not_confirmed, g.contact_reachable)),  # L28
    Rule(c.Confirm,             (w.CUSTOMER,),               WAITING,       SAME,             (g.scheduled,)),                             # L29
    Rule(c.ConfirmOnBehalf,     (w.EDITOR,),                 READY,         SAME,             (g.scheduled, g.not_confirmed)),             # L30
    Rule(c.DeclineVisit,        (w.CUSTOMER,),               WAITING,       SAME,             (g.scheduled,)),                             # L31
    Rule(c.Assign,              (w.SUPERVISOR,),             WAITING,       SAME),                                                         # L34
    Rule(c.Assign,              (w.SUPERVISOR,),             TRAVELLING,    Main.READY),                                                   # L34b
    Rule(c.Unassign,            (w.SUPERVISOR,),             WAITING,       SAME,             (g.has_technician,)),                        # L35
    Rule(c.OfferVisit,          (w.DISPATCHER,),             READY,         SAME,             (g.no_technician, g.no_open_round, g.planned, g.window_ahead, g.quote_approved)),  # L36
    Rule(c.WithdrawOffers,      (w.DISPATCHER,),             READY,         SAME,             (g.round_open,)),                            # L41
    Rule(c.AcceptOffer,         (w.OFFERED,),                ANY,           SAME),                                                         # L37
    Rule(c.DeclineOffer,        (w.OFFERED,),                ANY,           SAME),                                                         # L38
    Rule(c.ExpireOffer,         (w.SYSTEM,),                 ANY,           SAME),                                                         # L39
    Rule(c.Escalate,            (w.SYSTEM,),                 ANY,           SAME),                                                         # L40
    Rule(c.EscalateFurther,     (w.SYSTEM,),                 ANY,           SAME),                                                         # L40
    Rule(c.Displace,            (w.OVERRIDER,),              READY,         SAME,             (g.has_technician, g.scheduled)),            # L43
    Rule(c.Depart,              (w.TECHNICIAN, w.EDITOR),    READY,         Main.EN_ROUTE,    (g.has_technician, g.window_where_needed, g.quote_approved, g.customer_agrees)),  # L49
    Rule(c.Arrive,              (w.TECHNICIAN, w.EDITOR),    READY | {Main.EN_ROUTE}, Main.ON_SITE, (g.has_technician, g.window_where_needed, g.quote_approved, g.customer_agrees)),  # L50
    Rule(c.Start,               (w.STARTER, w.EDITOR),       BEFORE_WORK,   Main.IN_PROGRESS, (g.technician_or_self, g.window_where_needed, g.quote_approved, g.customer_agrees)),  # L51
    Rule(c.Complete,            (w.TECHNICIAN, w.EDITOR),    WORKING,       Main.COMPLETED,   (g.review_off, g.items_over, g.signed_where_asked)),                            # L60
    Rule(c.AddItem,             (w.EDITOR,),                 SCOPE,         SAME),                                                         # L6
    Rule(c.RemoveItem,          (w.EDITOR,),                 SCOPE,         SAME),                                                         # L6
    Rule(c.ChangeItem,          (w.EDITOR,),                 SCOPE,         SAME),                                                         # L6
    Rule(c.AmendItem,           (w.SUPERVISOR,),             frozenset({Main.COMPLETED}), SAME, (g.amendable,)),                            # L8
    Rule(c.StartItem,           (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.SubmitItem,          (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.FinishItem,          (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.ReopenItem,          (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.SkipItem,            (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.TickPoint,           (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L52
    Rule(c.UsePart,             (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L53
    Rule(c.LogTime,             (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L53
    Rule(c.AddPhoto,            (w.TECHNICIAN, w.VIEWER),    NOTABLE - {Main.CANCELLED}, SAME),                                            # L9, L53
    Rule(c.Sign,                (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L53
    Rule(c.CustomerNotPresent,  (w.TECHNICIAN, w.EDITOR),    WORKING,       SAME),                                                         # L53
    Rule(c.WithdrawReschedule,  (w.CUSTOMER,),               READY,         SAME,             (g.request_open,)),                          # L27
    Rule(c.RequestCancel,       (w.CUSTOMER,),               OPEN,          SAME),                                                         # L31b
    Rule(c.NoteUnanswered,      (w.SYSTEM,),                 ANY,           SAME),                                                         # L32
    Rule(c.RemindToConfirm,     (w.SYSTEM,),                 ANY,           SAME),                                                         # §9
    Rule(c.WatchDeparture,      (w.SYSTEM,),                 ANY,           SAME),                                                         # §9
    Rule(c.WatchArrival,        (w.SYSTEM,),                 ANY,           SAME),                                                         # §9
    Rule(c.WatchReview,         (w.SYSTEM,),                 ANY,           SAME),                                                         # §9
    Rule(c.WatchDue,            (w.SYSTEM,),                 ANY,           SAME),                                                         # §9
    Rule(c.Release,             (w.TECHNICIAN,),             READY,         SAME,             (g.has_technician,)),                        # L42
    Rule(c.AckAssignment,       (w.TECHNICIAN,),             WAITING,       SAME,             (g.ack_pending,)),                           # L44
    Rule(c.NoteUnacked,         (w.SYSTEM,),                 ANY,           SAME),                                                         # L44
    Rule(c.ExcludeTechnician,   (w.CUSTOMER_EDITOR,),        ANY - {Main.CANCELLED}, SAME),                                                # §8
    Rule(c.AllowTechnician,     (w.CUSTOMER_EDITOR,),        ANY - {Main.CANCELLED}, SAME),                                                # §8
    Rule(c.Take,                (w.EDITOR,),                 ANY - {Main.CANCELLED}, SAME),
    Rule(c.ReportLate,          (w.TECHNICIAN, w.EDITOR),    BEFORE_WORK | WORKING, SAME,     (g.has_technician, g.scheduled)),            # L53b
    Rule(c.Hold,                (w.TECHNICIAN, w.EDITOR),    BEFORE_WORK | WORKING, Main.ON_HOLD, (g.holdable,)),                          # L54
    Rule(c.Hold,                (w.TECHNICIAN, w.EDITOR),    frozenset({Main.ON_HOLD}), SAME),                                             # L56
    Rule(c.FollowUpHold,        (w.SYSTEM,),                 ANY,           SAME),
    Rule(c.Resume,              (w.TECHNICIAN, w.EDITOR),    frozenset({Main.ON_HOLD}), BACK, (g.can_resume,)),                            # L55
    Rule(c.ReturnVisit,         (w.EDITOR,),                 WORKING,       Main.READY),                                                   # L57
    Rule(c.Rebook,              (w.EDITOR,),                 frozenset({Main.ON_HOLD, Main.NO_SHOW}), Main.READY),                         # L58
    Rule(c.NoShow,              (w.TECHNICIAN, w.EDITOR),    frozenset({Main.ON_SITE}), Main.NO_SHOW, (g.waited,)),                        # L59
    Rule(c.Submit,              (w.TECHNICIAN, w.EDITOR),    WORKING,       Main.REVIEW,      (g.review_on, g.items_over, g.signed_where_asked)),                             # L61
    Rule(c.ApproveCompletion,   (w.SUPERVISOR,),             frozenset({Main.REVIEW}), Main.COMPLETED, (g.items_over, g.signed_where_asked)),                                    # L62
    Rule(c.ReturnForFixes,      (w.SUPERVISOR,),             frozenset({Main.REVIEW}), Main.IN_PROGRESS),                                  # L63
    Rule(c.Cancel,              (w.CREATOR, w.SUPERVISOR),   frozenset({Main.DRAFT}), Main.CANCELLED),                                     # L65
    Rule(c.Cancel,              (w.SUPERVISOR,),             CANCELLABLE,   Main.CANCELLED),                                               # L65
    Rule(c.Cancel,              (w.SUPERVISOR,),             TRAVELLING,    Main.CANCELLED),                                               # L66
    Rule(c.Cancel,              (w.SUPERVISOR,),             WORKING,       Main.CANCELLED,   (g.cancel_in_progress,)),                    # L67
    Rule(c.Undo,                (w.DOER, w.SUPERVISOR),      ANY,           SAME,             (g.can_be_undone,)),                         # L77
    Rule(c.ReleaseMail,         (w.SYSTEM,),                 ANY,           SAME),                                                         # L77
    Rule(c.KeepMessage,         (w.SYSTEM, w.ANY_CONTACT),   ANY,           SAME),                                                         # L33, L14b
    Rule(c.AnswerTechnician,    (w.SYSTEM, w.OFFERED),       ANY,           SAME),                                                         # L37, L38
    Rule(c.AskWhich,            (w.SYSTEM, w.ANY_CONTACT),   ANY,           SAME),                                                         # L14, L29
    Rule(c.NoteLanguage,        (w.ANY_CONTACT,),            ANY,           SAME),                                                         # N.26
    Rule(c.StopMail,            (w.CUSTOMER, w.KEEPER),      ANY,           SAME),                                                         # N.13, §14
    Rule(c.StartMail,           (w.CUSTOMER, w.KEEPER),      ANY,           SAME),                                                         # N.13, §14
    Rule(c.AddContact,          (w.KEEPER,),                 ANY,           SAME),                                                         # N.11
    Rule(c.CorrectAddress,      (w.CUSTOMER_EDITOR,),        ANY,           SAME),                                                         # N.13
    Rule(c.LinkMessage,         (w.EDITOR,),                 ANY,           SAME),
    Rule(c.TakeUpEnquiry,       (w.CREATOR,),                ANY,           SAME),                                                         # L1
    Rule(c.CarryAttachments,    (w.CUSTOMER, w.EDITOR),      ANY,           SAME),                                                         # L9
    Rule(c.SettleMessage,       (w.EDITOR, w.SYSTEM),        NOWHERE,       SAME),
    Rule(c.NoteDelivery,        (w.SYSTEM,),                 ANY,           SAME),                                                         # N.13
    Rule(c.RetryMessage,        (w.EDITOR, w.SYSTEM),        NOWHERE,       SAME),
    Rule(c.CarryOn,             (w.EDITOR,),                 TRAVELLING,    SAME),                                                         # H12
    Rule(c.TakeTimeOff,         (w.STAFF,),                  NOWHERE,       SAME),                                                         # N.25
    Rule(c.CancelTimeOff,       (w.STAFF,),                  NOWHERE,       SAME),                                                         # N.25
    Rule(c.MakePlan,            (w.CREATOR,),                NOWHERE,       SAME),                                                         # L4, P.27
    Rule(c.PausePlan,           (w.CREATOR,),                NOWHERE,       SAME),                                                         # L4
    Rule(c.ResumePlan,          (w.CREATOR,),                NOWHERE,       SAME),                                                         # L4
    Rule(c.StopPlan,            (w.CREATOR,),                NOWHERE,       SAME),                                                         # L4
    Rule(c.SkipOccurrence,      (w.CREATOR,),                NOWHERE,       SAME),                                                         # L4, P.27
    Rule(c.RunPlan,             (w.SYSTEM,),                 NOWHERE,       SAME),                                                         # L4
    Rule(c.TellDigest,          (w.SYSTEM,),                 NOWHERE,       SAME),                                                         # L4
)
# fmt: on

LABELS: dict[type[c.Command], str] = {
    c.Create: "Create",
    c.Note: "Add a note",
    c.Open: "Open it",
    c.Edit: "Edit",
    c.LinkQuotation: "Link a quotation",
    c.Split: "Split",
    c.SendQuote: "Send a quote",
    c.ApproveQuote: "Approve the quote",
    c.AskForCode: "Approve the quote, to be proven",
    c.ApproveWithCode: "Approve the quote with a code",
    c.RejectQuote: "Reject the quote",
    c.Schedule: "Schedule",
    c.PlanVisit: "Plan the hour",
    c.Reschedule: "Reschedule",
    c.RequestReschedule: "Ask for another time",
    c.ProposeSlots: "Send free times",
    c.PickSlot: "Pick a free time",
    c.AcceptProposal: "Accept the proposed time",
    c.DeclineProposal: "Decline the proposed time",
    c.RequestConfirmation: "Ask the customer to confirm",
    c.Confirm: "Confirm",
    c.ConfirmOnBehalf: "Confirm for the customer",
    c.DeclineVisit: "Decline the visit",
    c.Assign: "Assign",
    c.Unassign: "Unassign",
    c.OfferVisit: "Offer to technicians",
    c.AcceptOffer: "Accept the offer",
    c.DeclineOffer: "Decline the offer",
    c.ExpireOffer: "Let the offer expire",
    c.Escalate: "Escalate",
    c.EscalateFurther: "Escalate further",
    c.WithdrawOffers: "Withdraw the offers",
    c.Displace: "Make way for an emergency",
    c.Depart: "Set off",
    c.Arrive: "Arrive",
    c.Start: "Start",
    c.Complete: "Complete",
    c.AddItem: "Add an item",
    c.RemoveItem: "Remove an item",
    c.ChangeItem: "Change an item",
    c.AmendItem: "Amend an item",
    c.StartItem: "Start an item",
    c.SubmitItem: "Submit an inspection",
    c.FinishItem: "Finish an item",
    c.ReopenItem: "Reopen an item",
    c.SkipItem: "Skip an item",
    c.TickPoint: "Answer a checklist item",
    c.UsePart: "Record a part",
    c.LogTime: "Record time",
    c.AddPhoto: "Add a photo",
    c.Sign: "Record the signature",
    c.CustomerNotPresent: "Record that nobody signed",
    c.WithdrawReschedule: "Keep the old time",
    c.RequestCancel: "Ask to cancel",
    c.NoteUnanswered: "Note that nobody answered",
    c.RemindToConfirm: "Remind the customer",
    c.WatchDeparture: "Note that nobody set off",
    c.WatchArrival: "Note that nobody arrived",
    c.WatchReview: "Note that nobody accepted the work",
    c.WatchDue: "Note that it is due",
    c.Release: "Give it back",
    c.AckAssignment: "Acknowledge the assignment",
    c.NoteUnacked: "Note that nobody acknowledged",
    c.ExcludeTechnician: "Leave a technician out for the customer",
    c.AllowTechnician: "Let the customer have a technician again",
    c.Take: "Take over as coordinator",
    c.ReportLate: "Report running late",
    c.Hold: "Put on hold",
    c.FollowUpHold: "Follow a hold up",
    c.Resume: "Resume",
    c.ReturnVisit: "Plan a return visit",
    c.Rebook: "Rebook",
    c.NoShow: "Report the customer absent",
    c.Submit: "Submit",
    c.ApproveCompletion: "Accept the finished work",
    c.ReturnForFixes: "Return for fixes",
    c.Cancel: "Cancel",
    c.Undo: "Undo",
    c.ReleaseMail: "Let waiting mail go",
    c.KeepMessage: "Keep a message",
    c.AnswerTechnician: "Answer a technician",
    c.AskWhich: "Ask which matter is meant",
    c.NoteLanguage: "Note the language",
    c.StopMail: "Stop reminders and status mails",
    c.StartMail: "Send all mail again",
    c.AddContact: "Add a contact",
    c.CorrectAddress: "Correct an address",
    c.LinkMessage: "Link a message",
    c.TakeUpEnquiry: "Take up an enquiry",
    c.CarryAttachments: "Keep the files of a message",
    c.SettleMessage: "Settle a message",
    c.RetryMessage: "Read a message again",
    c.NoteDelivery: "Note that a mail failed",
    c.CarryOn: "Carry on",
    c.TakeTimeOff: "Enter time off",
    c.CancelTimeOff: "Take time off back",
    c.MakePlan: "Make a plan",
    c.PausePlan: "Pause a plan",
    c.ResumePlan: "Resume a plan",
    c.StopPlan: "Stop a plan",
    c.SkipOccurrence: "Skip a day of a plan",
    c.RunPlan: "Let a plan create its work order",
    c.TellDigest: "Tell what plans created",
}
"""What each command is called in refusals, docs and tests."""

QUIET = frozenset(
    {
        c.KeepMessage,
        c.AskWhich,
        c.AnswerTechnician,
        c.AddContact,
        c.CorrectAddress,
        c.StopMail,
        c.NoteLanguage,
        c.StartMail,
        c.LinkMessage,
        c.TakeUpEnquiry,
        c.CarryAttachments,
        c.SettleMessage,
        c.RetryMessage,
        c.NoteDelivery,
        c.CarryOn,
        c.AcceptOffer,
        c.DeclineOffer,
        c.Note,
        c.LinkQuotation,
        c.ExcludeTechnician,
        c.AllowTechnician,
        c.Take,
        c.Split,
        c.AckAssignment,
        c.AddItem,
        c.RemoveItem,
        c.ChangeItem,
        c.StartItem,
        c.SubmitItem,
        c.FinishItem,
        c.ReopenItem,
        c.SkipItem,
        c.TickPoint,
        c.UsePart,
        c.LogTime,
        c.AddPhoto,
        c.Sign,
        c.CustomerNotPresent,
        c.Undo,
    }
)
"""Not worth naming when a refusal lists what can be done instead."""


def rule_for(actor: Actor, order: Order | None, command: c.Command, now: datetime) -> Rule | Refusal:
    """The row that lets `actor` do `command` to `order` now, or the refusal that says why not."""
    kind = type(command)
    rows = [rule for rule in TABLE if rule.command is kind]
    if order is None:
        rows = [rule for rule in rows if not rule.when]
        return _by_who(rows, actor, None, kind)
    here = [rule for rule in rows if order.status in rule.when]
    if not here:
        return _not_from_here(actor, order, kind, now)
    allowed = _by_who(here, actor, order, kind)
    if isinstance(allowed, Refusal):
        return allowed
    guards = (each for each in allowed.guards if each not in OVERRIDABLE or not reason_to_override(command))
    return next((no for guard in guards if (no := guard(order, now))), allowed)


def reason_to_override(command: c.Command) -> str | None:
    """Why it is to be done all the same; None when nothing is said."""
    return (getattr(command, "override", None) or "").strip() or None


def possible(actor: Actor, order: Order, now: datetime) -> tuple[type[c.Command], ...]:
    """The commands `actor` may give `order` now, if need be with a reason, in the table's order: buttons, hints,
    refusals.
    """
    return tuple(
        dict.fromkeys(
            rule.command
            for rule in TABLE
            if order.status in rule.when
            and any(who.is_(actor, order) for who in rule.who)
            and not any(guard(order, now) for guard in rule.guards if guard not in OVERRIDABLE)
        )
    )


def _by_who(rows: list[Rule], actor: Actor, order: Order | None, kind: type[c.Command]) -> Rule | Refusal:
    for rule in rows:
        if any(who.is_(actor, order) for who in rule.who):
            return rule
    if not rows:
        return State(f"{LABELS[kind]} needs a work order: name it, for example WO-12.")
    needs = " or ".join(who.words for who in rows[0].who)
    subject = order.reference if order else "work orders"
    return Perm(f"{LABELS[kind]} ({subject}): only {needs} can do that.")


def _not_from_here(actor: Actor, order: Order, kind: type[c.Command], now: datetime) -> Refusal:
    if order.status is Main.CANCELLED:
        return Terminal(
            f"{order.reference} is cancelled, and that is final. Create a new one with `/wo new`."
        )
    can = [LABELS[command] for command in possible(actor, order, now) if command not in QUIET]
    instead = f" You can: {', '.join(can)}." if can else ""
    return State(
        f"{LABELS[kind]} isn't available while {order.reference} is “{status_name(order)}”.{instead}"
    )
