"""Who is told what, and what the clock does by itself: the two tables of the lifecycle (§14, §9), as people read them.

They are checked against the policies in full. Invoices, extras, resent and expiring quotes, and their timers, come with
their own work.
"""

from collections import defaultdict
from collections.abc import Set as AbstractSet

import pytest

from core import audience, guards
from core import commands as c
from core import events as e
from core.events import Happened
from core.lifecycle import TABLE
from core.model import CardKind
from core.policies import POLICIES
from core.policy_rows import Arm, ArmEach, Report, Row, Show, Tell, Wake
from core.timers import COMMANDS, OF_COMPANY, RELEASE_MAIL
from tests.cast import MONDAY_NINE, Cast, window

Told = AbstractSet[audience.Whom]
CUSTOMER: Told = {audience.customer, audience.approver}
TECHNICIAN: Told = {
    audience.technician,
    audience.former_technician,
    audience.replaced_technician,
    audience.person,
}
"""By direct message; `person` is whoever the time off is of."""
DISPATCH: Told = {audience.dispatch}
BILLING: Told = {audience.billing}
BY_MAIL: Told = {audience.offered_by_mail, audience.writing_technician}
"""Technicians who are not in Slack."""
OWN_PLACE = {CardKind.ASSIGNMENT, CardKind.OFFER}
"""Cards in somebody's direct messages; all others stand in the dispatch channel."""

# Mail by its name. DM! and ping mention somebody. Several words are for several cases of the event, the policies say
# which. Whoever did it is not told. Cards that are there already follow by themselves: an offer that is over and the
# technician's own card are edited, silently, whatever happened.
# fmt: off
MATRIX: tuple[tuple[type[Happened], str, str, str, str, str], ...] = (
    # what happens              the customer's mail                      technician    offered  the dispatch channel       billing
    # made and changed
    (e.WorkOrderCreated,        "–",                                      "–",          "–",     "order",                   "–"),
    (e.WorkOrderOpened,         "–",                                      "–",          "–",     "order",                   "–"),
    (e.WorkOrderEdited,         "order-changed",                          "DM",         "–",     "thread",                  "–"),
    (e.QuotationLinked,         "–",                                      "–",          "–",     "thread",                  "–"),
    (e.WorkOrderSplit,          "–",                                      "–",          "–",     "thread",                  "–"),
    (e.SplitOff,                "–",                                      "–",          "–",     "order",                   "–"),
    (e.NoteAdded,               "note-for-customer",                      "–",          "–",     "thread",                  "–"),
    (e.CoordinatorChanged,      "–",                                      "–",          "–",     "thread",                  "–"),
    # quote
    (e.QuoteSent,               "quote",                                  "–",          "–",     "order, thread",           "–"),
    (e.QuoteSuperseded,         "–",                                      "–",          "–",     "thread",                  "–"),
    (e.QuoteApproved,           "quote-approved",                         "–",          "–",     "ping",                    "–"),
    (e.QuoteRejected,           "quote-rejected",                         "–",          "–",     "ping",                    "–"),
    (e.CodeAsked,               "approval-code",                          "–",          "–",     "thread",                  "–"),
    (e.CodeMistaken,            "code-mistaken",                          "–",          "–",     "–",                       "–"),
    # window
    (e.VisitScheduled,          "–",                                      "–",          "–",     "thread",                  "–"),
    (e.VisitPlanned,            "–",                                      "DM!",        "–",     "thread",                  "–"),
    (e.VisitMoved,              "visit-moved, visit-rebooked",            "DM!",        "–",     "thread",                  "–"),
    (e.RescheduleRequested,     "reschedule-received",                    "–",          "–",     "request, ping",           "–"),
    (e.RescheduleWithdrawn,     "–",                                      "–",          "–",     "thread",                  "–"),
    (e.SlotsProposed,           "slots-proposed",                         "–",          "–",     "thread",                  "–"),
    (e.SlotPicked,              "slot-picked",                            "–",          "–",     "thread",                  "–"),
    (e.ProposalDeclined,        "proposal-declined",                      "–",          "–",     "thread",                  "–"),
    # the customer's answer
    (e.ConfirmationRequested,   "confirmation-request",                   "–",          "–",     "thread",                  "–"),
    (e.ConfirmationReminded,    "confirmation-reminder",                  "–",          "–",     "–",                       "–"),
    (e.VisitConfirmed,          "visit-confirmed",                        "–",          "–",     "thread",                  "–"),
    (e.VisitDeclined,           "visit-declined",                         "DM!",        "–",     "ping",                    "–"),
    (e.CancelRequested,         "cancel-passed-on",                       "DM!",        "–",     "ping",                    "–"),
    (e.VisitUnanswered,         "–",                                      "–",          "–",     "ping",                    "–"),
    # offers
    (e.OffersMade,              "–",                                      "–",          "card, offer", "thread",                  "–"),
    (e.OfferAccepted,           "–",                                      "–",          "your-job", "thread",                  "–"),
    (e.OfferDeclined,           "–",                                      "–",          "decline-noted", "thread",                  "–"),
    (e.OfferExpired,            "–",                                      "–",          "–",     "–",                       "–"),
    (e.OfferLapsed,             "–",                                      "–",          "–",     "–",                       "–"),
    (e.OffersWithdrawn,         "–",                                      "–",          "–",     "thread",                  "–"),
    (e.OfferAcceptedLate,       "–",                                      "–",          "late-answer-noted", "late_accept",             "–"),
    (e.DispatchEscalated,       "–",                                      "–",          "–",     "escalation",              "–"),
    (e.EscalatedFurther,        "–",                                      "–",          "–",     "ping",                    "–"),
    (e.EscalationAcknowledged,  "–",                                      "–",          "–",     "thread",                  "–"),
    # who goes
    (e.TechnicianAssigned,      "technician-named",                       "card, DM",   "–",     "thread",                  "–"),
    (e.TechnicianUnassigned,    "–",                                      "DM",         "–",     "thread",                  "–"),
    (e.VisitReleased,           "–",                                      "–",          "–",     "thread, ping",            "–"),
    (e.VisitDisplaced,          "–",                                      "DM!",        "–",     "thread",                  "–"),
    (e.AssignmentAcked,         "–",                                      "–",          "–",     "thread",                  "–"),
    (e.AssignmentUnacked,       "–",                                      "–",          "–",     "ping",                    "–"),
    # on the road and at the site
    (e.TechnicianDeparted,      "on-the-way",                             "–",          "–",     "thread",                  "–"),
    (e.DepartureOverdue,        "–",                                      "DM!",        "–",     "–",                       "–"),
    (e.ArrivalOverdue,          "–",                                      "–",          "–",     "ping",                    "–"),
    (e.RunningLate,             "running-late",                           "–",          "–",     "thread",                  "–"),
    (e.TechnicianArrived,       "–",                                      "–",          "–",     "thread",                  "–"),
    (e.WorkStarted,             "–",                                      "–",          "–",     "thread",                  "–"),
    (e.CustomerAbsent,          "customer-absent",                        "–",          "–",     "ping",                    "–"),
    # rest and return
    (e.WorkHeld,                "work-held",                              "DM",         "–",     "thread",                  "–"),
    (e.HoldFollowUpDue,         "–",                                      "–",          "–",     "ping",                    "–"),
    (e.WorkResumed,             "work-resumed",                           "DM",         "–",     "thread",                  "–"),
    (e.VisitReturned,           "new-visit-needed",                       "DM",         "–",     "thread",                  "–"),
    (e.VisitRebooked,           "new-visit-needed",                       "DM",         "–",     "thread",                  "–"),
    # the end
    (e.WorkSubmitted,           "–",                                      "–",          "–",     "ping",                    "–"),
    (e.ReviewOverdue,           "–",                                      "–",          "–",     "ping",                    "–"),
    (e.ReturnedForFixes,        "–",                                      "DM!",        "–",     "thread",                  "–"),
    (e.CompletionApproved,      "–",                                      "–",          "–",     "–",                       "–"),
    (e.WorkCompleted,           "work-completed",                         "–",          "–",     "thread",                  "–"),
    (e.DueAhead,                "–",                                      "–",          "–",     "thread, ping",            "–"),
    (e.ItemChanged,             "–",                                      "–",          "–",     "thread",                  "DM"),
    (e.WorkOrderCancelled,      "order-cancelled",                        "DM, DM!",    "–",     "thread",                  "–"),
    (e.ChangeUndone,            "–",                                      "DM!, DM",    "–",     "thread",                  "–"),
    # mail
    (e.MessageKept,             "reply-answer",                           "DM!",        "–",     "triage, thread, ping",    "–"),
    (e.MatterAsked,             "which-matter",                           "–",          "–",     "thread",                  "–"),
    (e.TechnicianAnswered,      "–",                                      "–",          "offer-answer", "triage, thread",     "–"),
    (e.MailStopped,             "mail-stopped",                           "–",          "–",     "thread",                  "–"),
    (e.MailStarted,             "mail-started",                           "–",          "–",     "thread",                  "–"),
    (e.MessageLinked,           "–",                                      "–",          "–",     "thread",                  "–"),
    (e.EnquiryTakenUp,          "request-received",                       "–",          "–",     "thread",                  "–"),
    (e.AttachmentsCarried,      "–",                                      "–",          "–",     "thread",                  "–"),
    (e.CarriesOn,               "–",                                      "DM!",        "–",     "thread",                  "–"),
    (e.ContactAdded,            "–",                                      "–",          "–",     "thread",                  "–"),
    (e.AddressCorrected,        "–",                                      "–",          "–",     "thread",                  "–"),
    (e.MailFailed,              "–",                                      "–",          "–",     "ping, thread",            "–"),
    (e.MessageRetried,          "–",                                      "–",          "–",     "–",                       "–"),
    (e.MessageSettled,          "–",                                      "–",          "–",     "–",                       "–"),
    # the company's
    (e.TimeOffTaken,            "–",                                      "DM",         "–",     "ping, thread",            "–"),
    (e.TimeOffCancelled,        "–",                                      "DM",         "–",     "thread",                  "–"),
    (e.DigestTold,              "–",                                      "–",          "–",     "thread",                  "–"),
)
# fmt: on
SILENT: frozenset[type[Happened]] = frozenset(
    {
        e.CustomerSigned,
        e.ItemAdded,
        e.LanguageNoted,
        e.ItemFinished,
        e.ItemRemoved,
        e.ItemReopened,
        e.ItemSkipped,
        e.ItemStarted,
        e.ItemSubmitted,
        e.OccurrenceCreated,
        e.OccurrenceExcluded,
        e.OccurrencePassed,
        e.PartUsed,
        e.PhotoAdded,
        e.PlanMade,
        e.PlanPaused,
        e.PlanResumed,
        e.PlanStopped,
        e.PlanWaits,
        e.PointTicked,
        e.ServiceAhead,
        e.SignatureMissing,
        e.TechnicianAllowed,
        e.TechnicianExcluded,
        e.TimeLogged,
    }
)
"""What is only written down: the cards show it, and nobody is interrupted."""


def column(rows: tuple[Row, ...], whom: Told) -> list[Tell | Report]:
    return [row for row in rows if isinstance(row, Tell | Report) and row.whom in whom]


def words(*found: str) -> str:
    return ", ".join(dict.fromkeys(found)) or "–"


def as_people_read_it(rows: tuple[Row, ...]) -> tuple[str, str, str, str, str]:
    cards = [row.kind for row in rows if isinstance(row, Show)]
    in_dm = ["card"] if CardKind.ASSIGNMENT in cards else []
    in_channel = [kind.value for kind in cards if kind not in OWN_PLACE]
    return (
        words(*(row.name for row in column(rows, CUSTOMER))),
        words(*in_dm, *("DM!" if row.ping else "DM" for row in column(rows, TECHNICIAN))),
        words(*(["card"] if CardKind.OFFER in cards else []), *(row.name for row in column(rows, BY_MAIL))),
        words(*in_channel, *("ping" if row.ping else "thread" for row in column(rows, DISPATCH))),
        words(*("DM" for _row in column(rows, BILLING))),
    )


@pytest.mark.parametrize("row", MATRIX, ids=[row[0].name for row in MATRIX])
def test_each_event_tells_whom_the_matrix_says(row: tuple[type[Happened], str, str, str, str, str]) -> None:
    """§14, I13."""
    event, *expected = row
    assert as_people_read_it(POLICIES[event]) == tuple(expected)


def test_no_event_is_left_out_of_the_matrix() -> None:
    listed = [row[0] for row in MATRIX]
    assert len(listed) == len(set(listed))
    assert set(listed) | SILENT == set(POLICIES)
    for event in SILENT:
        assert set(as_people_read_it(POLICIES[event])) == {"–"}, event.name


# fmt: off
TIMERS: tuple[tuple[str, type[c.Command], str], ...] = (
    # the clock             gives this command     and is set when
    ("expire_offer",        c.ExpireOffer,         "visit.offered"),
    ("escalate",            c.Escalate,            "visit.offered"),
    ("ask_supervisor",      c.EscalateFurther,     "visit.escalated"),
    ("ask_group",           c.EscalateFurther,     "visit.escalated"),
    ("remind_first",        c.RemindToConfirm,     "visit.confirmation-requested, visit.moved, order.resumed"),
    ("remind_last",         c.RemindToConfirm,     "visit.confirmation-requested, visit.moved, order.resumed"),
    ("unanswered",          c.NoteUnanswered,      "visit.confirmation-requested, visit.moved, order.resumed"),
    ("unacked",             c.NoteUnacked,         "visit.assigned, visit.moved"),
    ("depart_watch",        c.WatchDeparture,      "visit.scheduled, visit.planned, visit.moved, visit.assigned, order.resumed"),
    ("arrival_watch",       c.WatchArrival,        "visit.scheduled, visit.planned, visit.moved, visit.assigned, order.resumed, visit.late"),
    ("follow_up",           c.FollowUpHold,        "order.held"),
    ("review_watch",        c.WatchReview,         "order.submitted"),
    ("due_watch",           c.WatchDue,            "order.created, order.opened, order.edited, order.split-off"),
    ("release_mail",        c.ReleaseMail,         ""),  # set by whatever can be undone (§12)
    ("run_plan",            c.RunPlan,             "plan.made, plan.resumed, plan.created, plan.passed, plan.waits, plan.unit-installed"),
    ("tell_digest",         c.TellDigest,          "plan.created, plan.passed"),
)
# fmt: on


def test_every_clock_is_set_by_what_the_table_says_and_gives_its_command() -> None:
    """§9."""
    set_by = defaultdict(set)
    for event, rows in POLICIES.items():
        for row in rows:
            if isinstance(row, Arm | ArmEach | Wake):
                set_by[row.kind].add(event.name)
    for kind, command, events in TIMERS:
        made = COMMANDS[kind](1, "2") if kind in COMMANDS else OF_COMPANY[kind]("2")
        assert type(made) is command, kind
        assert set_by[kind] == set(events.split(", ") if events else []), kind
    assert {kind for kind, _command, _events in TIMERS} == {*COMMANDS, *OF_COMPANY}


def test_every_clock_of_a_work_order_ends_with_it() -> None:
    """I9: but mail that tells of the end still goes out."""
    endings: tuple[type[Happened], ...] = (e.WorkCompleted, e.WorkOrderCancelled)
    for event in endings:
        ended = {kind for row in POLICIES[event] for kind in getattr(row, "kinds", ())}
        assert ended == set(COMMANDS) - {RELEASE_MAIL}, event.name


def test_the_wait_for_an_absent_customer_is_a_condition_not_a_clock() -> None:
    """L59, §9: nothing happens by itself; before it is over, nobody counts as absent."""
    (rule,) = (each for each in TABLE if each.command is c.NoShow)
    assert guards.waited in rule.guards


TODAY = window(23, 14, 16)
# fmt: off
AGAINST: tuple[tuple[c.Window, c.Command, bool], ...] = (
    # the visit is      and the customer writes                  so the technician is told
    (TODAY,             c.DeclineVisit(for_rev=1, words="no"),   True),
    (TODAY,             c.RequestCancel(words="please cancel"),  True),
    (window(24, 9, 11), c.DeclineVisit(for_rev=1, words="no"),   False),
    (window(24, 9, 11), c.RequestCancel(words="please cancel"),  False),
)
# fmt: on


@pytest.mark.parametrize(("visit", "said", "tells"), AGAINST)
def test_whoever_has_a_visit_today_hears_that_it_is_not_wanted(
    cast: Cast, visit: c.Window, said: c.Command, *, tells: bool
) -> None:
    """§14, L31, L31b: another day it can wait for the office."""
    number = cast.new_order(c.Schedule(window=visit), c.Assign(technician_id=cast.tom.technician_id or 0))
    cast.do(cast.cara, type(said)(**{**vars(said), "order": number}))
    told = [(each.recipient, each.ping) for each in cast.told("not-wanted-today", number)]
    assert told == [(f"staff:{cast.tom.id}", True)] * tells


@pytest.mark.parametrize("under_way", [True, False])
def test_a_cancellation_is_urgent_for_whoever_has_set_off(cast: Cast, *, under_way: bool) -> None:
    """L66."""
    number = cast.new_order(c.Schedule(window=TODAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    if under_way:
        cast.do(cast.tom, c.Depart(order=number))
    cast.do(cast.dora, c.Cancel(order=number, reason="moved house"))
    assert [each.ping for each in cast.told("assignment-cancelled", number)] == [under_way]


def test_a_wish_for_another_time_asks_somebody(cast: Cast) -> None:
    """L23, §14."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?"))
    (line,) = cast.told("reschedule-requested", number)
    assert (line.recipient, line.ping, line.created_at) == ("channel:dispatch", True, MONDAY_NINE)
