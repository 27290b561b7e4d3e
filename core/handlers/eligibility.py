"""Whether a technician may be given a visit, asked inside the committing transaction (I5, §8)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core import commands as c
from core.availability import Exclusion, Need, Why, why_not
from core.model import Technician
from core.people import Permission
from core.planning import exclusion_locked, exclusions, need_of
from core.refusals import Busy, Missing, Perm, Refusal, Skill
from core.turn import Turn

WISH = Exclusion(Why.CUSTOMER, "The customer asked for somebody else.")
"""What the one they do not want reads: the reason is for the office."""


def given_later(commands: Sequence[c.Command], place: int) -> frozenset[int]:
    """The work orders, by number, that commands after `place` give to somebody."""
    return frozenset(
        each.order for each in commands[place + 1 :] if isinstance(each, c.Assign) and each.order
    )


def check_free(turn: Turn, technician: Technician, override: str | None = None) -> str | None:
    """Raises the refusal that says why they cannot go; returns the supervisor's reason where one was needed."""
    found = against(turn, technician.id)
    if not found:
        return None
    return overriding(turn, found, override) or _refuse(turn, technician, found)


def against(turn: Turn, technician_id: int, window: c.Window | None = None) -> tuple[Exclusion, ...]:
    """What speaks against them, for the visit as it stands or in another window. They stay locked (I5)."""
    need = need_of(turn.session, turn.order, turn.now, window)
    return against_need(turn, replace(need, aside=turn.changing_hands), technician_id)


def against_need(turn: Turn, need: Need, technician_id: int) -> tuple[Exclusion, ...]:
    """The same for a need that is not the visit's yet."""
    return exclusion_locked(turn.session, turn.order, need, technician_id)


def sort_out(turn: Turn, technicians: Collection[Technician]) -> dict[int, str]:
    """Why each of those who cannot go cannot, in words. Nobody is locked: an offer is looked at again when accepted."""
    need = need_of(turn.session, turn.order, turn.now)
    found = exclusions(turn.session, turn.order, need, [each.id for each in technicians])
    return {technician_id: why_not(each) for technician_id, each in found.items() if each}


def overriding(turn: Turn, found: tuple[Exclusion, ...], override: str | None) -> str | None:
    """The reason, if it is one and may count. Raises Missing, Perm or Skill when it may not."""
    if override is None:
        return None
    if not override.strip():
        raise Missing("Missing: the reason for going against the plan.", field="override")
    if not turn.actor.may(Permission.OVERRIDE):
        raise Perm(f"{why_not(found)} Only a supervisor can go against that (`{Permission.OVERRIDE}`).")
    if stubborn := tuple(each for each in found if not each.can_be_overridden):
        raise Skill(f"{why_not(stubborn)} Nobody can override that.", field="technician")
    return override.strip()


def refusal_of(found: tuple[Exclusion, ...], next_step: str = "") -> Refusal:
    """R-SKILL or R-BUSY, with every reason."""
    kind = Skill if {each.why for each in found} <= {Why.SKILL, Why.LICENCE} else Busy
    return kind(f"{why_not(found)} {next_step}".strip(), field="technician")


def _refuse(turn: Turn, technician: Technician, found: tuple[Exclusion, ...]) -> str:
    if turn.actor.technician_id == technician.id:
        found = tuple(WISH if each.why is Why.CUSTOMER else each for each in found)
        raise refusal_of(found, "Tell your dispatcher if you can go all the same.")
    step = "Choose somebody else or another time"
    if turn.actor.may(Permission.OVERRIDE) and all(each.can_be_overridden for each in found):
        step += f", or say why it must be: `/wo assign {turn.order.reference} @name --override reason`"
    raise refusal_of(found, f"{step}.")
