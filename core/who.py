"""Who a rule speaks of: words for people, and a predicate over the actor and the work order."""

from collections.abc import Callable
from dataclasses import dataclass

from core.orders import Order
from core.people import Actor, Kind, Permission, Proof
from core.undo import Latest


@dataclass(frozen=True)
class Who:
    words: str
    is_: Callable[[Actor, Order | None], bool]


def _holds(permission: Permission, words: str) -> Who:
    return Who(f"{words} (`{permission}`)", lambda actor, _order: actor.may(permission))


def _is_assigned(actor: Actor, order: Order | None) -> bool:
    return (
        order is not None
        and actor.technician_id is not None
        and order.visit.technician_id == actor.technician_id
    )


def _is_technician(actor: Actor, _order: Order | None) -> bool:
    # Which offer is theirs, and whether it still stands, is answered with a sentence of its own.
    return actor.technician_id is not None


def _may_start(actor: Actor, order: Order | None) -> bool:
    if order is None or actor.technician_id is None:
        return False
    return _is_assigned(actor, order) or (order.profile.self_assign and order.visit.technician_id is None)


def _is_customer(actor: Actor, order: Order | None) -> bool:
    """A contact at E2, or a member of staff who applies what came from one unproven (E1)."""
    if order is None or actor.customer_id != order.work.customer_id:
        return False
    if actor.speaks_for is not None:
        return actor.may(Permission.EDIT)
    return actor.kind is Kind.CONTACT and actor.proof >= Proof.KNOWN_ADDRESS


def _may_approve(actor: Actor, order: Order | None) -> bool:
    """Whose yes would bind the customer, were it proven."""
    return actor.speaks_for is None and actor.is_approver and _is_customer(actor, order)


def _is_approver(actor: Actor, order: Order | None) -> bool:
    """§6: money needs E3; on behalf, the key of who marks quotes as approved (L16)."""
    if actor.speaks_for is not None:
        return _is_customer(actor, order) and actor.may(Permission.MARK_APPROVED)
    return _may_approve(actor, order) and actor.proof >= Proof.AUTHENTICATED


def _did_the_latest(actor: Actor, order: Order | None) -> bool:
    latest = Latest.of(order) if order is not None else None
    return latest is not None and actor.kind is Kind.STAFF and latest.staff_id == actor.id


VIEWER = _holds(Permission.VIEW, "somebody who sees all work orders")
CREATOR = _holds(Permission.CREATE, "a dispatcher")
CUSTOMER_EDITOR = _holds(Permission.EDIT_CUSTOMERS, "somebody who looks after customers")
EDITOR = _holds(Permission.EDIT, "a dispatcher")
SUPERVISOR = _holds(Permission.SUPERVISE, "a dispatcher or supervisor")
DISPATCHER = _holds(Permission.OFFER, "a dispatcher")
OVERRIDER = _holds(Permission.OVERRIDE, "a supervisor")
QUOTER = _holds(Permission.SEND_QUOTES, "somebody who sends quotes")
TECHNICIAN = Who("the assigned technician", _is_assigned)
OFFERED = Who("a technician it was offered to", _is_technician)
STARTER = Who("the assigned technician, or any where jobs are taken by starting them", _may_start)
CUSTOMER = Who("a contact of the customer", _is_customer)
APPROVER = Who("an approver at the customer, proven beyond their address", _is_approver)
UNPROVEN_APPROVER = Who("an approver at the customer", _may_approve)
KEEPER = _holds(Permission.EDIT_CUSTOMERS, "somebody who keeps the customers")
ANY_CONTACT = Who("a contact", lambda actor, _order: actor.kind is Kind.CONTACT)
STAFF = Who("somebody of the staff", lambda actor, _order: actor.kind is Kind.STAFF)
DOER = Who("whoever did it", _did_the_latest)
SYSTEM = Who("Truckroll itself", lambda actor, _order: actor.kind is Kind.SYSTEM)
