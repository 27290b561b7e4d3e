"""L43, P.31: an emergency takes somebody's slot, because a named person said so; the visit that had it moves or is escalated.

The technician is given the emergency by the next command of the same call: both work orders change together or not at all.
"""

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.dispatching import take_off
from core.handlers.rounds import Ask, escalate_at_once
from core.handlers.scheduling import move
from core.model import Main, Priority, WorkOrder
from core.people import Kind
from core.refusals import Missing, Perm, State, Unknown
from core.turn import Events, Turn


def displace(turn: Turn, command: c.Displace) -> Events:
    """The customer is told of a new window; without one nothing changes for them until somebody decides."""
    if turn.actor.kind is not Kind.STAFF:
        raise Perm("A person has to accept that a visit gives way.")
    emergency = _emergency(turn, command.emergency)
    technician_id = turn.order.visit.technician_id
    assert technician_id is not None
    yield e.VisitDisplaced(
        technician_id=technician_id, emergency=emergency.number, accepted_by=turn.actor.name
    )
    why = f"it gave way to WO-{emergency.number}, an emergency"
    if command.window is not None:
        yield from move(turn, command.window, why)
        return
    yield take_off(turn, why)
    yield from escalate_at_once(turn, Ask(), f"{why[0].upper()}{why[1:]}.")


def _emergency(turn: Turn, number: int) -> WorkOrder:
    found = turn.session.scalars(
        select(WorkOrder).where(WorkOrder.company_id == turn.actor.company_id, WorkOrder.number == number)
    ).one_or_none()
    if found is None:
        raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
    if number == turn.order.work.number:
        raise Missing("Missing: whose slot it takes, another work order.", field="order")
    if found.priority is not Priority.EMERGENCY:
        raise State(
            f"WO-{number} is no emergency, so nothing gives way to it. `/wo edit WO-{number} priority emergency` makes it one."
        )
    if found.status is not Main.READY:
        raise State(f"WO-{number} does not wait for anybody.")
    return found
