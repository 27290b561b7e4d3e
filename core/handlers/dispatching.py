"""Who goes: assigned, taken off, given back, seen (L34, L35, L42, L44), and what offers share with that."""

from dataclasses import replace

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.eligibility import check_free
from core.model import Ack, Main, Offer, OfferStatus, RoundStatus, Technician
from core.people import Kind
from core.refusals import Missing, State
from core.turn import Events, Turn

REASON_LIMIT = 300


def assign(turn: Turn, command: c.Assign) -> Events:
    """L34, L34b: the confirmation stays, open offers are withdrawn. Only to somebody who can go (I5, S1.30)."""
    technician = active_technician(turn, command.technician_id)
    order, visit = turn.order, turn.order.visit
    if visit.technician_id == technician.id:
        raise State(f"{order.reference} is already {technician.name}'s.")
    reason, under_way = command.reason.strip()[:REASON_LIMIT], order.status in {Main.EN_ROUTE, Main.ON_SITE}
    if under_way and not reason and not command.override:
        raise Missing("Missing: why somebody else goes now; whoever turns back reads it.", field="reason")
    override = check_free(turn, technician, command.override)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "assigned")
    yield replace(give(turn, technician, override), reason=reason, under_way=under_way)


def unassign(turn: Turn, command: c.Unassign) -> Events:
    """L35."""
    yield take_off(turn, command.reason)


def release(turn: Turn, command: c.Release) -> Events:
    """L42: the technician gives it back; the office must find somebody else."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: why you can't. Your dispatcher needs to know.", field="reason")
    gone = take_off(turn, reason)
    turn.order.visit.preferred_technician_id = None
    yield e.VisitReleased(technician_id=gone.technician_id, reason=gone.reason)


def ack_assignment(turn: Turn, _command: c.AckAssignment) -> Events:
    turn.order.visit.assignment_ack = Ack.ACKED
    yield e.AssignmentAcked()


def note_unacked(turn: Turn, command: c.NoteUnacked) -> Events:
    """L44: only worth saying while it is still so, for this window (I14)."""
    visit = turn.order.visit
    is_so = visit.assignment_ack is Ack.PENDING and turn.order.status is Main.READY
    if visit.technician_id is not None and is_so and visit.schedule_rev == command.rev:
        yield e.AssignmentUnacked(technician_id=visit.technician_id)


def take(turn: Turn, _command: c.Take) -> Events:
    work = turn.order.work
    if turn.actor.kind is not Kind.STAFF or turn.actor.id is None or turn.actor.id == work.coordinator_id:
        raise State(f"You look after {turn.order.reference} already.")
    old, work.coordinator_id = work.coordinator_id, turn.actor.id
    yield e.CoordinatorChanged(old_id=old)


def close_round(turn: Turn, status: RoundStatus, offers: OfferStatus, reason: str) -> None:
    """The open round, if any, ends; its open offers get `offers` and `reason`."""
    order = turn.order
    if order.round is None:
        return
    for offer in order.open_offers():
        offer.status, offer.reason, offer.answered_at = offers, reason, turn.now
    order.round.status, order.round.closed_at = status, turn.now
    order.round = None
    # A new round, or the technician, must not meet this one in a unique index.
    turn.session.flush()


def take_off(turn: Turn, reason: str, *, under_way: bool = False) -> e.TechnicianUnassigned:
    """The visit is nobody's now."""
    visit = turn.order.visit
    assert visit.technician_id is not None
    technician_id = visit.technician_id
    release_accepted(turn)
    visit.technician_id, visit.assignment_ack, visit.overridden = None, Ack.NONE, False
    return e.TechnicianUnassigned(
        technician_id=technician_id, reason=reason[:REASON_LIMIT], under_way=under_way
    )


def give(turn: Turn, technician: Technician, override: str | None = None) -> e.TechnicianAssigned:
    """The visit is theirs now; they acknowledge it unless they took it themselves (L44).

    `override`: why, although they are not free; the database lets such a plan overlap (I5).
    """
    visit = turn.order.visit
    replaced = visit.technician_id
    release_accepted(turn)
    visit.technician_id, visit.overridden = technician.id, override is not None
    visit.assignment_ack = Ack.ACKED if turn.actor.technician_id == technician.id else Ack.PENDING
    return e.TechnicianAssigned(technician_id=technician.id, replaced_id=replaced, override=override)


def release_accepted(turn: Turn) -> None:
    """The accepted offer no longer holds the visit, so that another can be accepted (I3)."""
    accepted = turn.session.scalars(
        select(Offer).where(
            Offer.company_id == turn.actor.company_id,
            Offer.visit_id == turn.order.visit.id,
            Offer.status == OfferStatus.ACCEPTED,
        )
    ).one_or_none()
    if accepted is not None:
        accepted.status = OfferStatus.RELEASED


def active_technician(turn: Turn, technician_id: int) -> Technician:
    technician = turn.find(Technician, technician_id)
    if technician is None:
        raise Missing("There is no such technician.", field="technician")
    if not technician.active:
        raise State(f"{technician.name} is not an active technician.", field="technician")
    return technician
