"""Who goes: assigning and offering."""

from dataclasses import dataclass

from core.commands.base import Command
from core.commands.scheduling import Window
from core.model import Chain, DeclineReason


@dataclass(frozen=True, kw_only=True)
class Assign(Command):
    """L34, L34b: also replaces the technician who has it now; once they have set off, `reason` says why.

    `override`: a supervisor's reason to send somebody who is not free (I5). No reason stands in for a licence (P.30).
    `instead_of`: whom it is taken from, as far as the sender knows; once it is somebody else's the call is stale.
    Several in one call are looked at as a whole: two technicians can swap visits of the same hour.
    """

    technician_id: int
    instead_of: int | None = None
    override: str | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Unassign(Command):
    """L35: the technician is taken off, who reads `reason`."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferVisit(Command):
    """L36: to the named technicians, or to whoever can go, the best first. The first valid accept wins.

    `at_a_time`: how many are asked at once, 0 for everybody; None for the named all at once, for others as the
    profile says. Naming somebody who cannot go is refused.
    """

    technician_ids: tuple[int, ...] = ()
    at_a_time: int | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawOffers(Command):
    """L41: nobody is asked any more."""


@dataclass(frozen=True, kw_only=True)
class AcceptOffer(Command):
    """L37."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class DeclineOffer(Command):
    """L38. `offer_id` None: the actor's open offer. Another reason is said in words (P.2)."""

    offer_id: int | None = None
    reason: DeclineReason
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ExpireOffer(Command):
    """L39, when an offer's time is up."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class Escalate(Command):
    """L40, when nobody took the visit in time."""

    round_id: int


@dataclass(frozen=True, kw_only=True)
class EscalateFurther(Command):
    """L40: whoever was asked to decide has said nothing; `step` is who is asked now."""

    round_id: int
    step: Chain


@dataclass(frozen=True, kw_only=True)
class Displace(Command):
    """L43: this visit gives way to the work order numbered `emergency`, which its technician is then given.

    `window`: where it moves to; without one it is escalated.
    """

    emergency: int
    window: Window | None = None


@dataclass(frozen=True, kw_only=True)
class Release(Command):
    """L42, from the assigned technician: I can't after all."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class AckAssignment(Command):
    """L44: the technician has seen the assignment as it now stands."""


@dataclass(frozen=True, kw_only=True)
class NoteUnacked(Command):
    """L44: the cut-off has come and the technician has not seen the assignment."""

    rev: int


@dataclass(frozen=True, kw_only=True)
class Take(Command):
    """Whoever takes a work order looks after it from now on: they are its coordinator."""
