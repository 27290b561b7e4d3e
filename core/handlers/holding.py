"""Work that rests, and visits that follow visits: L54–L58. The Desk keeps what was held from."""

from core import commands as c
from core import events as e
from core.handlers.dispatching import active_technician, give
from core.handlers.eligibility import check_free
from core.handlers.rounds import close_round
from core.handlers.scheduling import close_request, promise
from core.model import Ack, Main, OfferStatus, RoundStatus, Visit, VisitOutcome, WorkOrder
from core.orders import window_is_past
from core.planning import offered
from core.refusals import Missing
from core.turn import Events, Turn


def hold(turn: Turn, command: c.Hold) -> Events:
    """L54; held work gets a new reason without a second message (L56)."""
    order, again = turn.order, turn.order.status is Main.ON_HOLD
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "on hold")
    order.visit.pause(turn.when)
    order.work.hold_reason = command.reason
    order.work.hold_words = command.words.strip() or None
    order.work.follow_up_on = command.follow_up_on
    yield e.WorkHeld(
        reason=command.reason,
        words=command.words.strip(),
        follow_up_on=command.follow_up_on,
        again=again,
    )


def follow_up_hold(turn: Turn, _command: c.FollowUpHold) -> Events:
    work = turn.order.work
    if work.status is not Main.ON_HOLD or work.follow_up_on is None or work.follow_up_on > turn.now:
        return
    work.follow_up_on = None
    yield e.HoldFollowUpDue(reason=work.hold_reason or "")


def resume(turn: Turn, _command: c.Resume) -> Events:
    """L55: a window that passed meanwhile is overdue, not silently moved (H4)."""
    work = turn.order.work
    forget_hold(work)
    turn.order.visit.go_on(turn.when)
    yield e.WorkResumed(overdue=window_is_past(turn.order, turn.now))


def return_visit(turn: Turn, command: c.ReturnVisit) -> Events:
    """L57."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: the reason. `/wo return WO-12 needs a second person`", field="reason")
    technician_id = turn.order.visit.technician_id
    next_visit(turn, VisitOutcome.PARTIAL)
    slots = offered(turn.session, turn.order, turn.now)
    yield e.VisitReturned(technician_id=technician_id, reason=reason, slots=slots)


def rebook(turn: Turn, command: c.Rebook) -> Events:
    """L58: the old visit stays as it was; the confirmation starts from none."""
    order = turn.order
    if order.profile.rebook_needs_window and (command.window is None or command.technician_id is None):
        raise Missing("Missing: window, technician. Both are needed at once here.", field="window")
    after, technician_id = order.status, order.visit.technician_id
    next_visit(turn, VisitOutcome.NO_SHOW if after is Main.NO_SHOW else VisitOutcome.PARTIAL)
    forget_hold(order.work)
    yield e.VisitRebooked(
        after=after,
        technician_id=technician_id,
        has_window=command.window is not None,
        slots=offered(turn.session, order, turn.now) if command.window is None else (),
    )
    if command.window is not None:
        yield from promise(turn, command.window)
    if command.technician_id is not None:
        technician = active_technician(turn, command.technician_id)
        check_free(turn, technician)
        yield give(turn, technician)


def forget_hold(work: WorkOrder) -> None:
    """Why it rested, and when somebody was to look again."""
    work.hold_reason = work.hold_words = work.follow_up_on = None


def next_visit(turn: Turn, outcome: VisitOutcome) -> None:
    """The current visit ends with `outcome`; another one, with nobody and without a window, follows."""
    order = turn.order
    close_request(turn)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "rebooked")
    old = order.visit
    old.outcome, old.ended_at = outcome, old.ended_at or turn.when
    order.visit = turn.add(
        Visit(
            work_order_id=order.work.id,
            visit_no=old.visit_no + 1,
            preferred_technician_id=old.technician_id,
            schedule_rev=old.schedule_rev,
            assignment_ack=Ack.NONE,
        )
    )
    order.work.visit_no = order.visit.visit_no
