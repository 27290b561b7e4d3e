"""Who goes: assigned, taken off, given back, seen (L34, L35, L42, L44), and what offers share with that."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, select

from core import commands as c
from core import events as e
from core.handlers.eligibility import check_free
from core.handlers.escalating import acknowledge, waits_for_a_decision
from core.handlers.rounds import Ask, begins_at, close_round, seek
from core.model import (
    Ack,
    Main,
    Notification,
    NotificationStatus,
    Offer,
    OfferStatus,
    RoundStatus,
    Technician,
)
from core.people import Kind
from core.refusals import Missing, Stale, State
from core.turn import Events, Turn

# Built once: building it costs more than running it, and every assignment asks.
_NAME: ColumnElement[str] = Notification.context["technician"]["name"].as_string()
_NAME_SENT = (
    select(_NAME)
    .where(
        Notification.company_id == bindparam("of_company"),
        Notification.work_order_id == bindparam("of_order"),
        Notification.contact_id.is_not(None),
        Notification.status != NotificationStatus.DROPPED,
        Notification.context["visit"]["id"].as_integer() == bindparam("of_visit"),
        _NAME.is_not(None),
    )
    .order_by(Notification.id.desc())
    .limit(1)
)


def assign(turn: Turn, command: c.Assign) -> Events:
    """L34, L34b: the confirmation stays, open offers are withdrawn. Only to somebody who can go (I5, S1.30)."""
    technician = active_technician(turn, command.technician_id)
    order, visit = turn.order, turn.order.visit
    if visit.technician_id == technician.id:
        raise State(f"{order.reference} is already {technician.name}'s.")
    if command.instead_of not in {None, visit.technician_id}:
        raise Stale(f"{order.reference} has changed hands by now. Look again, then decide.")
    reason, under_way = command.reason.strip(), order.status in {Main.EN_ROUTE, Main.ON_SITE}
    if under_way and not reason and not command.override:
        raise Missing("Missing: why somebody else goes now; whoever turns back reads it.", field="reason")
    override = check_free(turn, technician, command.override)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "assigned")
    yield replace(give(turn, technician, override), reason=reason, under_way=under_way)


def unassign(turn: Turn, command: c.Unassign) -> Events:
    """L35; somebody else is sought (§10). The technician and the history learn why."""
    reason = command.reason.strip()
    if not reason:
        reference = turn.order.reference
        raise Missing(
            f"Missing: why. The technician reads it: `/wo unassign {reference} sick today`.", field="reason"
        )
    gone = take_off(turn, reason)
    yield gone
    name = _name_of(turn, gone.technician_id)
    yield from seek(turn, _others(gone.technician_id, f"{name} was taken off."), f"{name} was taken off.")


def release(turn: Turn, command: c.Release) -> Events:
    """L42: the technician gives it back and somebody else is sought; shortly before, a person has to (P.9)."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: why you can't. Your dispatcher needs to know.", field="reason")
    gone = take_off(turn, reason)
    turn.order.visit.preferred_technician_id = None
    begins = begins_at(turn)
    urgent = begins is not None and begins - turn.now < timedelta(hours=turn.order.profile.release_hours)
    yield e.VisitReleased(technician_id=gone.technician_id, reason=gone.reason, urgent=urgent)
    why = f"{_name_of(turn, gone.technician_id)} gave it back: {gone.reason}"
    yield from seek(turn, _others(gone.technician_id, why), why, urgent=urgent)


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
    """Whoever takes it also sees to what nobody could be found for: the chain stops (P.42)."""
    work, is_new = (
        turn.order.work,
        turn.actor.kind is Kind.STAFF and turn.actor.id != turn.order.work.coordinator_id,
    )
    if turn.actor.id is None or not (is_new or waits_for_a_decision(turn.session, turn.order)):
        raise State(f"You look after {turn.order.reference} already.")
    if is_new:
        old, work.coordinator_id = work.coordinator_id, turn.actor.id
        yield e.CoordinatorChanged(old_id=old)
    yield from acknowledge(turn)


def take_off(turn: Turn, reason: str, *, under_way: bool = False) -> e.TechnicianUnassigned:
    """The visit is nobody's now."""
    visit = turn.order.visit
    assert visit.technician_id is not None
    technician_id = visit.technician_id
    release_accepted(turn)
    visit.technician_id, visit.assignment_ack, visit.overridden = None, Ack.NONE, False
    return e.TechnicianUnassigned(technician_id=technician_id, reason=reason, under_way=under_way)


def give(turn: Turn, technician: Technician, override: str | None = None) -> e.TechnicianAssigned:
    """The visit is theirs now; they acknowledge it unless they took it themselves (L44).

    `override`: why, although they are not free; the database lets such a plan overlap (I5).
    """
    visit = turn.order.visit
    replaced = visit.technician_id
    release_accepted(turn)
    visit.technician_id, visit.overridden = technician.id, override is not None
    visit.assignment_ack = Ack.ACKED if turn.actor.technician_id == technician.id else Ack.PENDING
    return assigned(turn, technician, replaced_id=replaced, override=override)


def assigned(
    turn: Turn, technician: Technician, *, replaced_id: int | None = None, override: str | None = None
) -> e.TechnicianAssigned:
    """Who has it now, and whether the customer was sent that name or another."""
    heard = _name_sent(turn)
    return e.TechnicianAssigned(
        technician_id=technician.id,
        replaced_id=replaced_id,
        override=override,
        customer_knows=heard == technician.name,
        customer_heard_another=heard not in {None, technician.name},
    )


def _name_sent(turn: Turn) -> str | None:
    """Whom the latest mail about this visit named; None when none named anybody."""
    visit = turn.order.visit
    about = {"of_company": visit.company_id, "of_order": visit.work_order_id, "of_visit": visit.id}
    return turn.session.scalar(_NAME_SENT, about)


def _name_of(turn: Turn, technician_id: int) -> str:
    technician = turn.find(Technician, technician_id)
    assert technician is not None
    return technician.name


def _others(technician_id: int, why: str) -> Ask:
    return Ask(without={technician_id: why})


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
