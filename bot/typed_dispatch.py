"""Who goes to a customer, in words: never again, again, or each to the other's. Pure."""

from bot.intents import Act, Asked, Intent
from bot.known import Known
from bot.typed_new import technician_id
from bot.words import joined
from core import commands as c
from core.queries.views import OrderView
from core.refusals import Missing


def exclude(asked: Asked, known: Known) -> Intent:
    technician = _technician(asked, known)
    reason = joined(asked.words[1:])
    return Act((c.ExcludeTechnician(order=asked.number, technician_id=technician, reason=reason),))


def allow(asked: Asked, known: Known) -> Intent:
    return Act((c.AllowTechnician(order=asked.number, technician_id=_technician(asked, known)),))


def swap(asked: Asked, known: Known) -> Intent:
    """Each of two work orders goes to whoever has the other, in one call (L34b): neither is nobody's in between."""
    first, second = known.order, known.other
    assert first is not None
    if second is None or second.number == first.number:
        raise Missing(f"Missing: which work order to swap with. `{asked.usage}`")
    reason = joined(asked.words[1:])
    return Act((_given(first, second, reason), _given(second, first, reason)))


def swapped_with(asked: Asked) -> int | None:
    """The second work order that a swap names."""
    return asked.words[0].order if asked.name == "swap" and asked.words else None


def _given(order: OrderView, other: OrderView, reason: str) -> c.Assign:
    """`order` to whoever has `other`."""
    has = _whose(order)
    return c.Assign(order=order.number, technician_id=_whose(other), instead_of=has, reason=reason)


def _whose(order: OrderView) -> int:
    if order.technician is None:
        raise Missing(f"{order.reference} has no technician yet: `/wo assign {order.reference} @tom`.")
    return technician_id(order.technician)


def _technician(asked: Asked, known: Known) -> int:
    if not asked.words:
        raise Missing(f"Missing: whom. `{asked.usage}`", field="technician")
    return technician_id(known.technician(asked.words[0]))
