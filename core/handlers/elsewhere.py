"""What one command does to work orders other than its own: each under its lock, with its own events and version."""

from collections.abc import Callable, Collection

from sqlalchemy import select

from core.events import Happened
from core.history import add_changes, take_changes
from core.model import WorkOrder
from core.orders import Order, lock_order
from core.turn import Elsewhere, Events, Turn

Work = Callable[[Turn], Events]


def lock_numbers(turn: Turn, work_order_ids: Collection[int]) -> list[Order]:
    """Those work orders, locked in the order of their numbers as everybody locks them, as they are now."""
    numbers = turn.session.scalars(
        select(WorkOrder.number)
        .where(WorkOrder.company_id == turn.actor.company_id, WorkOrder.id.in_(work_order_ids))
        .order_by(WorkOrder.number)
    ).all()
    found = (lock_order(turn.session, turn.actor.company_id, number) for number in numbers)
    return [order for order in found if order is not None]


def do_there(turn: Turn, order: Order, work: Work) -> tuple[Happened, ...]:
    """Lets `work` change `order`, which is locked, and keeps what happened in the history of that work order (I1)."""
    mine = take_changes(turn.session)
    events = tuple(work(Turn(turn.session, turn.actor, turn.now, order)))
    if events:
        order.work.version += 1
    turn.session.flush()
    changes = take_changes(turn.session)
    for event in events:
        turn.elsewhere.append(Elsewhere(order, event, changes))
        changes = []  # they belong to the first event
    add_changes(turn.session, mine)
    return events
