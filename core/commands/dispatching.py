"""Who goes: assigning and offering."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Assign(Command):
    """L34, L34b: also replaces the technician who has it now; once they have set off, `reason` says why.

    `override`: a supervisor's reason to send somebody who is not free (I5). No reason stands in for a licence (P.30).
    """

    technician_id: int
    override: str | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Unassign(Command):
    """L35."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferVisit(Command):
    """L36: to the named technicians, all at once; the first valid accept wins.

    Naming somebody who cannot go is refused, unless `only_eligible` leaves them out.
    """

    technician_ids: tuple[int, ...]
    only_eligible: bool = False


@dataclass(frozen=True, kw_only=True)
class AcceptOffer(Command):
    """L37."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class DeclineOffer(Command):
    """L38."""

    offer_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExpireOffer(Command):
    """L39, when an offer's time is up."""

    offer_id: int


@dataclass(frozen=True, kw_only=True)
class Escalate(Command):
    """L40, when nobody took the visit in time."""

    round_id: int


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
