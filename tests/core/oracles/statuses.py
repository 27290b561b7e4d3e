"""How to get a work order into each status of each source system, by the Desk alone."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from core import commands as c
from core.model import HoldReason
from core.people import Actor, Proof
from tests.cast import THURSDAY, Cast

Step = Callable[[Cast, int], tuple[Actor, c.Command]]
TOTAL = Decimal(450)


def tom(cast: Cast) -> int:
    assert cast.tom.technician_id is not None
    return cast.tom.technician_id


def ann(cast: Cast) -> Actor:
    """A contact who may approve quotes, and has proven who she is (E3)."""
    return replace(cast.cara, name="Ann", is_approver=True, proof=Proof.AUTHENTICATED)


# fmt: off
OPEN: Step      = lambda k, n: (k.sue, c.Open(order=n))  # noqa: E731 - a table
QUOTE: Step     = lambda k, n: (k.sue, c.SendQuote(order=n, total=TOTAL))  # noqa: E731
APPROVE: Step   = lambda k, n: (ann(k), c.ApproveQuote(order=n, version=1, total=TOTAL, words="ok"))  # noqa: E731
REJECT: Step    = lambda k, n: (k.cara, c.RejectQuote(order=n, version=1, words="no"))  # noqa: E731
SCHEDULE: Step  = lambda k, n: (k.sue, c.Schedule(order=n, window=THURSDAY))  # noqa: E731
CONFIRM: Step   = lambda k, n: (k.cara, c.Confirm(order=n, for_rev=1, words="yes"))  # noqa: E731
WISH: Step      = lambda k, n: (k.cara, c.RequestReschedule(order=n, for_rev=1, words="Friday?"))  # noqa: E731
ASSIGN: Step    = lambda k, n: (k.sue, c.Assign(order=n, technician_id=tom(k)))  # noqa: E731
UNASSIGN: Step  = lambda k, n: (k.sue, c.Unassign(order=n, reason="sick"))  # noqa: E731
DEPART: Step    = lambda k, n: (k.tom, c.Depart(order=n))  # noqa: E731
ARRIVE: Step    = lambda k, n: (k.tom, c.Arrive(order=n))  # noqa: E731
START: Step     = lambda k, n: (k.tom, c.Start(order=n))  # noqa: E731
HOLD: Step      = lambda k, n: (k.sue, c.Hold(order=n, reason=HoldReason.PARTS))  # noqa: E731
COMPLETE: Step  = lambda k, n: (k.tom, c.Complete(order=n))  # noqa: E731
SUBMIT: Step    = lambda k, n: (k.tom, c.Submit(order=n))  # noqa: E731
ACCEPT: Step    = lambda k, n: (k.sue, c.ApproveCompletion(order=n))  # noqa: E731
NO_SHOW: Step   = lambda k, n: (k.tom, c.NoShow(order=n, tried="rang twice"))  # noqa: E731
CANCEL: Step    = lambda k, n: (k.sue, c.Cancel(order=n, reason="moved house"))  # noqa: E731

# profile → status → the steps there from a new work order (a draft in profile quote; planned in appointment)
WAYS: dict[str, dict[str, tuple[Step, ...]]] = {
    "visit": {
        "Created":              (),
        "Confirmed":            (SCHEDULE, CONFIRM),
        "Scheduled":            (SCHEDULE, ASSIGN),
        "Reschedule requested": (SCHEDULE, ASSIGN, WISH),
        "Started":              (SCHEDULE, ASSIGN, START),
        "Completed":            (SCHEDULE, ASSIGN, START, COMPLETE),
        "Cancelled":            (CANCEL,),
    },
    "unit": {
        "unassigned":           (),
        "pending":              (ASSIGN,),
        "ongoing":              (ASSIGN, START),
        "paused":               (ASSIGN, START, HOLD),
        "waiting_approval":     (ASSIGN, START, SUBMIT),
        "completed":            (ASSIGN, START, SUBMIT, ACCEPT),
        "cancelled":            (CANCEL,),
    },
    "quote": {
        "Draft":                (),
        "Quoted":               (QUOTE,),
        "Approved":             (QUOTE, APPROVE),
        "Scheduled":            (QUOTE, APPROVE, SCHEDULE, ASSIGN),
        "In Progress":          (QUOTE, APPROVE, SCHEDULE, ASSIGN, START),
        "Completed":            (QUOTE, APPROVE, SCHEDULE, ASSIGN, START, COMPLETE),
        "On Hold":              (QUOTE, APPROVE, SCHEDULE, ASSIGN, START, HOLD),
        "Rejected":             (QUOTE, REJECT),
        "Cancelled":            (CANCEL,),
    },
    "appointment": {
        "Scheduled":            (),
        "En route":             (DEPART,),
        "On site":              (DEPART, ARRIVE),
        "In progress":          (DEPART, ARRIVE, START),
        "Completed":            (DEPART, ARRIVE, START, COMPLETE),
        "No-show":              (DEPART, ARRIVE, NO_SHOW),
        "Canceled":             (CANCEL,),
    },
}
# fmt: on


def walked_to(cast: Cast, profile: str, status: str) -> int:
    """A work order that shows this status; the company already works by that profile."""
    if profile == "quote":
        done = cast.do(cast.sue, c.Create(site_id=cast.site_id, type="inspection", title="Leaking pump"))
        assert done.order is not None
        number = done.order
    else:
        number = cast.new_order_by(cast.sue)
    for step in WAYS[profile][status]:
        actor, command = step(cast, number)
        if isinstance(command, c.NoShow):
            cast.clock.forward(minutes=20)
        cast.do(actor, command)
    return number
