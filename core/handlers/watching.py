"""What the clock finds (lifecycle §9): each looks again whether it is still so, for the window it was set for (I14)."""

from core import commands as c
from core import events as e
from core.guards import customer_agrees
from core.model import Main
from core.office_hours import arrive_by, depart_by, due_mark, review_by
from core.turn import Events, Turn

OVER = 100
DONE_FOR = frozenset({Main.DRAFT, Main.REVIEW, Main.COMPLETED, Main.CANCELLED})


def watch_departure(turn: Turn, command: c.WatchDeparture) -> Events:
    """Nobody is hurried to a customer who does not want them."""
    order, visit = turn.order, turn.order.visit
    if order.status is not Main.READY or visit.schedule_rev != command.rev:
        return
    by = depart_by(order)
    if by is None or by > turn.now or customer_agrees(order, turn.now) is not None:
        return
    assert visit.technician_id is not None
    yield e.DepartureOverdue(technician_id=visit.technician_id)


def watch_arrival(turn: Turn, command: c.WatchArrival) -> Events:
    order, visit = turn.order, turn.order.visit
    if order.status not in {Main.READY, Main.EN_ROUTE} or visit.schedule_rev != command.rev:
        return
    by = arrive_by(order)
    if by is None or by > turn.now or customer_agrees(order, turn.now) is not None:
        return
    assert visit.technician_id is not None
    yield e.ArrivalOverdue(technician_id=visit.technician_id, expected=by)


def watch_review(turn: Turn, command: c.WatchReview) -> Events:
    order, by = turn.order, review_by(turn.order)
    if order.status is not Main.REVIEW or order.visit.visit_no != command.visit_no:
        return
    if by is None or by > turn.now:
        return
    assert order.work.submitted_at is not None
    yield e.ReviewOverdue(since=order.work.submitted_at)


def watch_due(turn: Turn, command: c.WatchDue) -> Events:
    """Before it is due, only where nothing says that it will be done in time."""
    order, mark = turn.order, due_mark(turn.order, command.percent)
    if order.status in DONE_FOR or mark is None or mark > turn.now:
        return
    due_at, ends = order.work.due_at, order.visit.window_end
    assert due_at is not None
    in_time = order.visit.technician_id is not None and ends is not None and ends <= due_at
    under_way = order.status in {Main.EN_ROUTE, Main.ON_SITE, Main.IN_PROGRESS}
    if command.percent < OVER and (in_time or under_way):
        return
    yield e.DueAhead(percent=command.percent, due_at=due_at)
