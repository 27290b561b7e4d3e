"""Whom a customer does not want, in words. Pure."""

from bot.intents import Act, Asked, Intent
from bot.known import Known
from bot.typed_new import technician_id
from bot.words import joined
from core import commands as c
from core.refusals import Missing


def exclude(asked: Asked, known: Known) -> Intent:
    technician = _technician(asked, known)
    reason = joined(asked.words[1:])
    return Act((c.ExcludeTechnician(order=asked.number, technician_id=technician, reason=reason),))


def allow(asked: Asked, known: Known) -> Intent:
    return Act((c.AllowTechnician(order=asked.number, technician_id=_technician(asked, known)),))


def _technician(asked: Asked, known: Known) -> int:
    if not asked.words:
        raise Missing(f"Missing: whom. `{asked.usage}`", field="technician")
    return technician_id(known.technician(asked.words[0]))
