"""Free times for the customer to pick from: L24, L25, L58.

A slot is no hold. When it is picked it is looked at once more under the technicians' locks; if it has gone meanwhile the
customer is sent fresh ones (R-GONE), for an answer by mail deserves more than a refusal.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core import commands as c
from core import events as e
from core.availability import Span
from core.handlers.answering import evidence_of, only_for_this_window, set_confirmed
from core.handlers.holding import forget_hold, next_visit
from core.handlers.rounds import offer_anew
from core.handlers.scheduling import move, overtake, set_window
from core.model import Main, RequestStatus, VisitOutcome
from core.planning import offered, slot_is_free
from core.refusals import Gone, State
from core.turn import Events, Turn

ENDS_WITH: Mapping[Main, VisitOutcome] = MappingProxyType(
    {Main.NO_SHOW: VisitOutcome.NO_SHOW, Main.ON_HOLD: VisitOutcome.PARTIAL}
)
"""How the visit before ends, by where the work order rests."""


def propose_slots(turn: Turn, _command: c.ProposeSlots) -> Events:
    """L24."""
    slots = offered(turn.session, turn.order, turn.now)
    if not slots:
        raise State(
            f"Nobody is free for {turn.order.reference} within the next three weeks. "
            f"Agree on a time with the customer: `/wo reschedule {turn.order.reference} …`"
        )
    yield e.SlotsProposed(slots=slots)


def pick_slot(turn: Turn, command: c.PickSlot) -> Events:
    """L25: confirmed at once, for the customer chose it. After a hold or a no-show it opens the next visit (L58)."""
    order, window = turn.order, command.window
    only_for_this_window(order, command.for_rev)
    is_free = slot_is_free(turn.session, order, turn.now, Span(window.start, window.end))
    if order.status in ENDS_WITH:
        if not is_free:  # it rests on: nothing is given up for a time that is gone
            raise Gone("That time has just been taken. We will write to you about another.")
        had = order.visit.technician_id
        next_visit(turn, ENDS_WITH[order.status])
        forget_hold(order.work)
        yield e.VisitRebooked(after=order.status, technician_id=had, has_window=True)
    if not is_free:
        yield _fresh(turn, command)
        return
    request, overtaken = order.request, None
    if order.is_scheduled:
        yield from move(turn, window, "as the customer picked", agreed=True)
    else:
        overtaken = overtake(turn)
        set_window(turn, window)
        yield e.VisitScheduled(start=window.start, end=window.end, rev=order.visit.schedule_rev)
    if request is not None:
        request.status = RequestStatus.ACCEPTED
    rev, words = order.visit.schedule_rev, command.words
    set_confirmed(order, turn.now, evidence_of(turn.actor, words))
    yield e.VisitConfirmed(rev=rev, words=words, on_behalf=False)
    yield e.SlotPicked(choice=command.choice, start=window.start, end=window.end, rev=rev, words=words)
    if overtaken is not None:
        yield from offer_anew(turn, overtaken)


def _fresh(turn: Turn, command: c.PickSlot) -> e.SlotsProposed:
    slots = offered(turn.session, turn.order, turn.now)
    if not slots:
        raise Gone("That time has just been taken, and no other is free. We will write to you about another.")
    return e.SlotsProposed(slots=slots, gone=command.choice)
