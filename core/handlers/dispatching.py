"""Who goes: assignment, offers, and what happens when nobody takes them (L34–L40)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.eligibility import check_free, sort_out
from core.model import Ack, Main, Offer, OfferStatus, Round, RoundStatus, Technician
from core.people import Kind
from core.refusals import Busy, Expired, Gone, Missing, Moved, Perm, Refusal, State, Taken, Time
from core.turn import Events, Turn

REASON_LIMIT = 300


def assign(turn: Turn, command: c.Assign) -> Events:
    """L34, L34b: the confirmation stays, open offers are withdrawn. Only to somebody who can go (I5, S1.30)."""
    technician = active_technician(turn, command.technician_id)
    order, visit = turn.order, turn.order.visit
    if visit.technician_id == technician.id:
        raise State(f"{order.reference} is already {technician.name}'s.")
    override = check_free(turn, technician, command.override)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "assigned")
    yield give(turn, technician, override)


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


def offer_visit(turn: Turn, command: c.OfferVisit) -> Events:
    """L36: to all named at once. The offer ends early enough for somebody else to be found (§8)."""
    order = turn.order
    if not command.technician_ids:
        raise Missing("Missing: whom to offer it to. `/wo offer WO-12 @tom @tina`", field="technicians")
    technicians, left_out = _candidates(turn, command)
    expires_at = _expiry(turn)
    order.round = turn.add(
        Round(visit_id=order.visit.id, schedule_rev=order.visit.schedule_rev, opened_at=turn.now)
    )
    order.offers = [
        turn.add(
            Offer(
                round_id=order.round.id, visit_id=order.visit.id, technician_id=each.id, expires_at=expires_at
            )
        )
        for each in technicians
    ]
    yield e.OffersMade(
        round_id=order.round.id,
        offer_ids=tuple(offer.id for offer in order.offers),
        technician_ids=tuple(each.id for each in technicians),
        expires_at=expires_at,
        left_out=left_out,
    )


def _candidates(turn: Turn, command: c.OfferVisit) -> tuple[list[Technician], tuple[str, ...]]:
    """Whom to ask, and why others are not asked. Raises Busy when somebody named, or everybody, cannot go."""
    named = [active_technician(turn, each) for each in dict.fromkeys(command.technician_ids)]
    cannot = sort_out(turn, named)
    if cannot and (not command.only_eligible or len(cannot) == len(named)):
        raise Busy(
            f"{' '.join(cannot.values())} Offer it to others, or at another time.", field="technicians"
        )
    return [each for each in named if each.id not in cannot], tuple(cannot.values())


def accept_offer(turn: Turn, command: c.AcceptOffer) -> Events:
    """L37: accept is commit. Exactly one can win; everybody else learns who did."""
    offer = _my_offer(turn, command.offer_id)
    order = turn.order
    if refusal := _cannot_accept(turn, offer):
        raise refusal
    technician = active_technician(turn, offer.technician_id)
    check_free(turn, technician)
    offer.status, offer.answered_at = OfferStatus.ACCEPTED, turn.now
    close_round(turn, RoundStatus.ACCEPTED, OfferStatus.LOST, "taken")
    order.visit.technician_id = technician.id
    order.visit.assignment_ack = Ack.ACKED
    order.visit.overridden = False
    yield e.OfferAccepted(offer_id=offer.id, technician_id=technician.id)
    yield e.TechnicianAssigned(technician_id=technician.id, replaced_id=None)


def decline_offer(turn: Turn, command: c.DeclineOffer) -> Events:
    """L38; the last one to decline leaves it to the coordinator (L40)."""
    offer = _my_offer(turn, command.offer_id)
    if offer.status is not OfferStatus.OPEN:
        raise _closed(turn, offer)
    reason = command.reason.strip() or "no reason given"
    offer.status, offer.answered_at, offer.reason = OfferStatus.DECLINED, turn.now, reason[:REASON_LIMIT]
    yield e.OfferDeclined(offer_id=offer.id, technician_id=offer.technician_id, reason=offer.reason)
    yield from _escalate_when_nobody_is_left(turn)


def expire_offer(turn: Turn, command: c.ExpireOffer) -> Events:
    """L39. A timer that comes late finds nothing to do (I14)."""
    offer = turn.order.offer(command.offer_id)
    if offer is None or offer.status is not OfferStatus.OPEN or offer.expires_at > turn.now:
        return
    offer.status, offer.answered_at = OfferStatus.EXPIRED, turn.now
    yield e.OfferExpired(offer_id=offer.id, technician_id=offer.technician_id)
    yield from _escalate_when_nobody_is_left(turn)


def escalate(turn: Turn, command: c.Escalate) -> Events:
    """L40: the round's deadline passed; offers still open are over with it."""
    order = turn.order
    if order.round is None or order.round.id != command.round_id:
        return
    for offer in order.open_offers():
        offer.status, offer.answered_at = OfferStatus.EXPIRED, turn.now
        yield e.OfferExpired(offer_id=offer.id, technician_id=offer.technician_id)
    yield from _escalate_when_nobody_is_left(turn)


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


def _expiry(turn: Turn) -> datetime:
    order, profile = turn.order, turn.order.profile
    begins = order.visit.window_start or order.work.due_at
    assert begins is not None
    latest = begins - timedelta(minutes=profile.offer_margin_minutes)
    if latest <= turn.now:
        raise Time(
            f"{order.reference} starts too soon to wait for answers. Assign somebody: "
            f"`/wo assign {order.reference} @tom`."
        )
    return min(turn.now + timedelta(minutes=profile.offer_minutes), latest)


def _my_offer(turn: Turn, offer_id: int) -> Offer:
    """The offer, if it is the actor's and of this work order."""
    offer = turn.order.offer(offer_id) or turn.find(Offer, offer_id)
    if offer is None or offer.visit_id != turn.order.visit.id:
        raise Gone(_who_has_it(turn) or "This offer is no longer open.")
    if offer.technician_id != turn.actor.technician_id:
        raise Perm("This offer was made to somebody else.")
    return offer


def _cannot_accept(turn: Turn, offer: Offer) -> Refusal | None:
    if offer.status is not OfferStatus.OPEN or turn.order.round is None:
        return _closed(turn, offer)
    if turn.order.visit.technician_id is not None:
        return Taken(_who_has_it(turn))
    if turn.order.round.schedule_rev != turn.order.visit.schedule_rev:
        return Moved("The visit has been moved; a new offer will come if it is still open.")
    if offer.expires_at <= turn.now:
        return Expired()
    return None


def _closed(turn: Turn, offer: Offer) -> Refusal:
    """Why an offer that is not open cannot be answered, as the person who tapped needs to know it."""
    match offer.status:
        case OfferStatus.ACCEPTED:
            return State(f"{turn.order.reference} is already yours.")
        case OfferStatus.LOST:
            return Taken(_who_has_it(turn))
        case OfferStatus.DECLINED:
            return State(
                f"You declined {turn.order.reference}. Tell your dispatcher if you can take it after all."
            )
        case OfferStatus.EXPIRED:
            return Expired()
        case OfferStatus.RELEASED:
            return Gone(f"{turn.order.reference} was yours and was taken off you again.")
        case _:
            return _withdrawn(turn, offer)


_WITHDRAWN_WORDS = {
    "rescheduled": "{order} has been moved to another time, so this offer is gone. A new one may come.",
    "cancelled": "{order} was cancelled.",
}


def _withdrawn(turn: Turn, offer: Offer) -> Refusal:
    pattern = _WITHDRAWN_WORDS.get(offer.reason or "")
    if pattern is not None:
        return Gone(pattern.format(order=turn.order.reference))
    return Gone(_who_has_it(turn) or f"The offer of {turn.order.reference} was withdrawn.")


def _who_has_it(turn: Turn) -> str | None:
    """R-TAKEN: "Dana took this at 10:41." in the site's time."""
    technician = turn.find(Technician, turn.order.visit.technician_id)
    if technician is None:
        return None
    accepted_at = turn.session.scalar(
        select(Offer.answered_at).where(
            Offer.company_id == turn.actor.company_id,
            Offer.visit_id == turn.order.visit.id,
            Offer.status == OfferStatus.ACCEPTED,
        )
    )
    if accepted_at is None:
        return f"{turn.order.reference} is {technician.name}'s."
    return f"{technician.name} took {turn.order.reference} at {_clock(turn, accepted_at)}."


def _clock(turn: Turn, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(turn.order.site.zone)):%H:%M}"


def _escalate_when_nobody_is_left(turn: Turn) -> Events:
    order = turn.order
    if order.round is None or order.open_offers():
        return
    reasons = tuple(_why_not(turn, offer) for offer in order.offers)
    round_id = order.round.id
    close_round(turn, RoundStatus.EXHAUSTED, OfferStatus.EXPIRED, "nobody took it")
    yield e.DispatchEscalated(round_id=round_id, reasons=reasons)


def _why_not(turn: Turn, offer: Offer) -> str:
    name = turn.session.scalar(
        select(Technician.name).where(
            Technician.company_id == turn.actor.company_id, Technician.id == offer.technician_id
        )
    )
    said = f"declined: {offer.reason}" if offer.status is OfferStatus.DECLINED else "did not answer in time"
    return f"{name} {said}"
