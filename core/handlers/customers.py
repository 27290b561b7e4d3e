"""Whom a customer does not want: never offered or given their visits, unless a supervisor says why (§8).

A visit that somebody has already stays theirs: taking it off them is a command of its own.
"""

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.model import CustomerExclusion, Technician
from core.refusals import Missing
from core.turn import Events, Turn


def exclude_technician(turn: Turn, command: c.ExcludeTechnician) -> Events:
    """A second time changes the reason."""
    technician, reason = _technician(turn, command.technician_id), command.reason.strip()
    if not reason:
        raise Missing(
            f"Missing: why {turn.order.customer.name} does not want {technician.name}. Only the office reads it.",
            field="reason",
        )
    found = _exclusion(turn, technician)
    if found is not None and found.reason == reason:
        return
    if found is not None:
        found.reason = reason
    else:
        customer_id = turn.order.customer.id
        turn.add(CustomerExclusion(customer_id=customer_id, technician_id=technician.id, reason=reason))
    yield e.TechnicianExcluded(
        customer_id=turn.order.customer.id,
        technician_id=technician.id,
        technician=technician.name,
        reason=reason,
    )


def allow_technician(turn: Turn, command: c.AllowTechnician) -> Events:
    technician = _technician(turn, command.technician_id)
    found = _exclusion(turn, technician)
    if found is None:
        raise Missing(
            f"{turn.order.customer.name} has nothing against {technician.name}.", field="technician"
        )
    turn.session.delete(found)
    yield e.TechnicianAllowed(
        customer_id=turn.order.customer.id, technician_id=technician.id, technician=technician.name
    )


def _technician(turn: Turn, technician_id: int) -> Technician:
    technician = turn.find(Technician, technician_id)
    if technician is None:
        raise Missing("There is no such technician.", field="technician")
    return technician


def _exclusion(turn: Turn, technician: Technician) -> CustomerExclusion | None:
    return turn.session.scalars(
        select(CustomerExclusion).where(
            CustomerExclusion.company_id == turn.actor.company_id,
            CustomerExclusion.customer_id == turn.order.customer.id,
            CustomerExclusion.technician_id == technician.id,
        )
    ).one_or_none()
